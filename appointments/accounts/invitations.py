"""Accounts that somebody else opens: staff by invitation, the first two grantors of a new installation. Commands.

A link is shown or mailed once; only its hash is kept. Whoever opens it sets the password, so nobody else ever knows it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appointments.accounts import queries
from appointments.accounts.case import assignment_case
from appointments.accounts.models import Assignment, Invitation, Person, User
from appointments.accounts.transactions import changing
from appointments.core.errors import DomainError, Invalid, NotFound
from appointments.core.work import SYSTEM_BY, Work
from workflows.assignment import GRANTORS_NEEDED
from workflows.duties import CITY
from workflows.roles import APPROVER, SYSTEM

LIFE = timedelta(days=7)


class AlreadyFounded(DomainError):
    """The installation has its grantors; everybody else comes by invitation."""


class LinkIsOver(DomainError):
    """The one-time link was used, has expired, or never existed. All three answer alike."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Whom an account is opened for."""

    full_name: str
    email: str
    current_post: str | None = None
    current_unit: str | None = None
    is_synthetic: bool = False


def invite(session: Session, newcomer: Newcomer, *, by: UUID | None, now: datetime) -> tuple[User, str]:
    """Open an account without a password, and the link that sets it. An account that waits gets a new link."""
    with changing(session):
        user = queries.user_by_email(session, newcomer.email)
        if user is not None and user.password is not None:
            raise Invalid("There is already an account with this e-mail address.", "email")
        if user is None:
            user = open_account(session, newcomer, now)
        return user, make_link(session, user, by, now)


def open_account(session: Session, newcomer: Newcomer, now: datetime) -> User:
    """A person and an account that cannot sign in yet. The caller commits."""
    email = newcomer.email.strip().casefold()
    person = Person(
        full_name=newcomer.full_name,
        email=email,
        current_post=newcomer.current_post,
        current_unit=newcomer.current_unit,
        is_synthetic=newcomer.is_synthetic,
        created_at=now,
    )
    user = User(email=email, active=True, fs_uniquifier=uuid4().hex, person=person, created_at=now, locale="vi")
    session.add_all([person, user])
    session.flush()
    return user


def make_link(session: Session, user: User, by: UUID | None, now: datetime) -> str:
    """A fresh one-time token for this account; earlier ones end. The caller commits."""
    for earlier in session.query(Invitation).filter_by(user_id=user.id, used_at=None):
        earlier.expires_at = min(earlier.expires_at, now)
    token = secrets.token_urlsafe(32)
    kept = queries.token_hash(token)
    session.add(Invitation(token_hash=kept, user_id=user.id, invited_by=by, created_at=now, expires_at=now + LIFE))
    return token


def open_invitation(session: Session, token: str, now: datetime) -> Invitation:
    """The invitation of a link that still holds, or `LinkIsOver`."""
    found = queries.invitation(session, token)
    if found is None or found.used_at is not None or now >= found.expires_at or not found.user.active:
        raise LinkIsOver
    return found


def accept_invitation(
    session: Session, token: str, password_hash: str, now: datetime, *, number_hash: bytes | None
) -> User:
    """Set the first password. The link came to the address, so the address is confirmed.

    `number_hash` is of the identity number: one human is one person, whatever the address (None: a synthetic person).
    """
    with changing(session):
        found = queries.invitation(session, token)
        if found is not None:
            session.refresh(found, with_for_update=True)
        found = open_invitation(session, token, now)
        _identify(session, found.user.person, number_hash)
        found.used_at = now
        found.user.password, found.user.confirmed_at = password_hash, now
        found.user.fs_uniquifier = uuid4().hex
        return found.user


def _identify(session: Session, person: Person, number_hash: bytes | None) -> None:
    """Bind the person to the number, or refuse: separation of duties is checked on the person behind an account."""
    if number_hash is None and person.is_synthetic:
        return
    if number_hash is None:
        raise Invalid("The identity number (CCCD) has 12 digits.", "national_id")
    if person.national_id_hash not in (None, number_hash):
        raise Invalid("This is not the identity number on record for this person.", "national_id")
    known = queries.person_by_number(session, number_hash)
    if known is not None and known.id != person.id:
        raise Invalid(
            "This identity number is on record with another account. Sign in with that one; whoever invited you can"
            " give it the roles.",
            "national_id",
        )
    person.national_id_hash = number_hash


def found_installation(session: Session, grantors: Sequence[Newcomer], now: datetime) -> list[tuple[User, str]]:
    """Open a new installation: its first two grantors and their links. All others come by two people's consent."""
    if len(grantors) != GRANTORS_NEEDED or len({g.email.strip().casefold() for g in grantors}) != GRANTORS_NEEDED:
        raise Invalid("An installation begins with two different people.")
    links = []
    with Work(session, SYSTEM_BY, now) as work:
        if queries.grantors(session, now):
            raise AlreadyFounded
        for newcomer in grantors:
            user = queries.user_by_email(session, newcomer.email) or open_account(session, newcomer, now)
            grant = Assignment(person_id=user.person_id, role=str(APPROVER), scope=CITY, within=[], valid_from=now)
            work.begin(grant, SYSTEM)
            session.flush()
            work.fire(grant, "found", assignment_case(session, grant, SYSTEM_BY, now))
            links.append((user, make_link(session, user, None, now)))
    return links


def disable_account(session: Session, user_id: UUID, *, active: bool, by: UUID, now: datetime) -> User:
    """Shut an account, or open it again; its sessions end at their next request. Nobody does it to themselves."""
    with changing(session):
        user = session.get(User, user_id, with_for_update=True, populate_existing=True)
        if user is None:
            raise NotFound(User, user_id)
        if user.person_id == by:
            raise Invalid("You cannot do this to your own account.")
        is_grantor = (APPROVER, CITY) in queries.holdings_of(session, user.person_id, now)
        if not active and is_grantor and queries.grantors(session, now) <= GRANTORS_NEEDED:
            raise Invalid("At least two people must remain who can approve roles.")
        user.active = active
        user.fs_uniquifier = uuid4().hex
        return user


def end_sessions(session: Session, user_id: UUID) -> None:
    """End every session of an account: a copy of the cookie that signed out opens nothing any more."""
    with changing(session):
        user = session.get(User, user_id, with_for_update=True, populate_existing=True)
        if user is not None:
            user.fs_uniquifier = uuid4().hex
