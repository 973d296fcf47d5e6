"""Reading persons, accounts and roles. Rights are read anew at each request: nothing here is kept between requests."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.accounts import names
from appointments.accounts.models import Assignment, Invitation, Person, RoleLabel, User
from workflows.duties import CITY, Holding
from workflows.roles import APPROVER, AUTHORITY, CANDIDATE, CHAIR, LABELS, Role
from workflows.words import Words

IN_FORCE = "in_force"
MOST_FOUND = 50


def _holds(now: datetime | sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    """Assignments that count at `now`: in force, begun, not over."""
    return sa.and_(
        Assignment.state == IN_FORCE,
        Assignment.valid_from <= now,
        sa.or_(Assignment.valid_to.is_(None), Assignment.valid_to > now),
    )


_HOLDINGS = sa.select(Assignment.role, Assignment.scope).where(
    Assignment.person_id == sa.bindparam("person"), _holds(sa.bindparam("now"))
)
"""Asked by every request of somebody who is signed in, and therefore made once."""


def roles_of(session: Session, person_id: UUID | None, scope: str | Collection[str], now: datetime) -> frozenset[Role]:
    """The roles a person holds now in any of these scopes; whoever holds one for the city holds it in all.

    A caller that deals with a round passes its own scope and its agency's: ("round:..", "agency:..").
    """
    if person_id is None:
        return frozenset()
    scopes = {CITY, scope} if isinstance(scope, str) else {CITY, *scope}
    query = sa.select(Assignment.role).where(
        Assignment.person_id == person_id, Assignment.scope.in_(scopes), _holds(now)
    )
    return frozenset(Role(role) for role in session.scalars(query))


def holdings_of(session: Session, person_id: UUID, now: datetime) -> frozenset[Holding]:
    """Every role a person holds now, with its scope."""
    held = session.execute(_HOLDINGS, {"person": person_id, "now": now})
    return frozenset((Role(role), scope) for role, scope in held)


def enclosing_scopes(session: Session, person_id: UUID) -> dict[str, list[str]]:
    """For each scope in which the person has an assignment that is not over: the scopes that contain it."""
    query = sa.select(Assignment.scope, Assignment.within).where(
        Assignment.person_id == person_id, Assignment.state.in_(("proposed", IN_FORCE))
    )
    return {row.scope: row.within for row in session.execute(query)}


def holders_of(session: Session, roles: Iterable[Role], scopes: Collection[str], now: datetime) -> list[UUID]:
    """The persons who hold one of these roles now in one of the scopes, or in the city; for messages."""
    wanted = {CITY, *scopes}
    query = sa.select(Assignment.person_id).where(
        Assignment.role.in_([str(r) for r in roles]), Assignment.scope.in_(wanted), _holds(now)
    )
    return list(session.scalars(query.distinct()))


def grantors(session: Session, now: datetime) -> int:
    """How many persons with an active account may approve roles for the whole city."""
    query = sa.select(sa.func.count(sa.distinct(Assignment.person_id))).join(
        User, User.person_id == Assignment.person_id
    )
    query = query.where(Assignment.role == str(APPROVER), Assignment.scope == CITY, User.active, _holds(now))
    return session.scalar(query) or 0


def assignments_of(session: Session, person_id: UUID) -> Sequence[Assignment]:
    """Everything a person holds, held, or is proposed for; the newest first."""
    query = sa.select(Assignment).where(Assignment.person_id == person_id).order_by(Assignment.begun_at.desc())
    return session.scalars(query).all()


def proposals(session: Session) -> Sequence[Assignment]:
    """Proposed roles that nobody has decided yet, the oldest first, each with its person."""
    query = sa.select(Assignment).options(joinedload(Assignment.person)).where(Assignment.state == "proposed")
    return session.scalars(query.order_by(Assignment.begun_at)).all()


def proposals_for(session: Session, person_id: UUID, now: datetime) -> list[Assignment]:
    """The proposals that this person's roles let decide; whether each may be approved is asked on its page."""
    deciding = [(r, s) for r, s in holdings_of(session, person_id, now) if r in (APPROVER, AUTHORITY, CHAIR)]
    where = {scope for _, scope in deciding}
    return [a for a in proposals(session) if where & {CITY, a.scope, *a.within}] if deciding else []


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of people: the person, the account if any, the roles held now."""

    person: Person
    user: User | None
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks for people, and the scopes in which the reader's roles let that be seen; None where all are."""

    person_id: UUID
    scopes: frozenset[str] | None = None

    @classmethod
    def of(cls, person_id: UUID, held: Iterable[Holding], roles: Collection[Role]) -> "Reader":
        """The person by those roles held that open the pages of people: for the city, they show everybody's."""
        scopes = {scope for role, scope in held if role in roles}
        return cls(person_id, None if CITY in scopes else frozenset(scopes))

    def sees(self, *, ever: bool = False) -> sa.ColumnElement[bool]:
        """Who serves or is proposed where the reader serves (`ever`: or was); whom the reader invited; the reader."""
        serving = sa.select(Assignment.person_id).where(Assignment.role != str(CANDIDATE))
        if not ever:
            serving = serving.where(Assignment.state.in_(("proposed", IN_FORCE)))
        invited = sa.select(User.person_id).join(Invitation).where(Invitation.invited_by.is_not(None))
        if self.scopes is not None:
            within = sa.cast(Assignment.within, sa.Text)
            serving = serving.where(
                sa.or_(Assignment.scope.in_(self.scopes), *(within.contains(f'"{scope}"') for scope in self.scopes))
            )
            invited = invited.where(Invitation.invited_by == self.person_id)
        return sa.or_(Person.id == self.person_id, Person.id.in_(serving), Person.id.in_(invited))


def _called(text: str) -> Iterable[sa.ColumnElement[bool]]:
    """That the name or the e-mail contains this text, where any is given."""
    if wanted := names.similar(text):
        like = wanted.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        yield sa.or_(Person.name_folded.contains(like, escape="\\"), Person.email.contains(like, escape="\\"))


def count_staff(session: Session, reader: Reader, text: str) -> int:
    """How many of the staff whom the reader sees are called like this."""
    query = sa.select(sa.func.count()).select_from(Person).where(reader.sees(), *_called(text))
    return session.scalar(query) or 0


def staff(session: Session, reader: Reader, text: str, now: datetime, first: int, most: int) -> list[Listed]:
    """Of the staff those whom the reader sees and who are called like this, in Vietnamese order, from `first` on."""
    return _listed(session, _in_order().where(reader.sees(), *_called(text)).offset(first).limit(most), now)


def is_seen(session: Session, reader: Reader, person_id: UUID) -> bool:
    """Whether the pages of this person open to the reader."""
    if reader.scopes is None:
        return True
    return session.scalar(sa.select(Person.id).where(Person.id == person_id, reader.sees(ever=True))) is not None


def people(session: Session, text: str, now: datetime) -> list[Listed]:
    """Anybody called like this, in Vietnamese order; one more than MOST_FOUND if there are more."""
    return _listed(session, _in_order().where(*_called(text)).limit(MOST_FOUND + 1), now)


def _in_order() -> sa.Select[Person]:
    return sa.select(Person).options(joinedload(Person.user)).order_by(Person.sort_key, Person.id)


def _listed(session: Session, query: sa.Select[Person], now: datetime) -> list[Listed]:
    found = session.scalars(query).unique().all()
    held = _holdings_by_person(session, [p.id for p in found], now)
    return [Listed(p, p.user, tuple(sorted(held.get(p.id, ())))) for p in found]


def _holdings_by_person(session: Session, ids: Sequence[UUID], now: datetime) -> dict[UUID, list[Holding]]:
    query = sa.select(Assignment.person_id, Assignment.role, Assignment.scope).where(
        Assignment.person_id.in_(ids), _holds(now)
    )
    held: dict[UUID, list[Holding]] = {}
    for person_id, role, scope in session.execute(query):
        held.setdefault(person_id, []).append((Role(role), scope))
    return held


def person_by_number(session: Session, number_hash: bytes) -> Person | None:
    """The one person with this identity number."""
    return session.scalar(sa.select(Person).where(Person.national_id_hash == number_hash))


def user_by_email(session: Session, email: str) -> User | None:
    """The account with this e-mail."""
    return session.scalar(sa.select(User).where(User.email == email.strip().casefold()))


def name_of(session: Session, person_id: UUID) -> str | None:
    """A person's name, for pages that show who acted."""
    return session.scalar(sa.select(Person.full_name).where(Person.id == person_id))


def invitation(session: Session, token: str) -> Invitation | None:
    """The invitation that this link stands for."""
    return session.scalar(sa.select(Invitation).where(Invitation.token_hash == token_hash(token)))


def token_hash(token: str) -> bytes:
    """What is kept of a link's token; it holds 256 random bits, so that no salt is needed."""
    return hashlib.sha256(token.encode()).digest()


class RoleNames:
    """How roles are called, wherever one of them counts; read by one statement."""

    def __init__(self, session: Session):
        rows = session.scalars(sa.select(RoleLabel)).all()
        self._own = {(row.scope, row.role): Words(row.label_vi, row.label_en) for row in rows}

    def of(self, role: Role, scopes: Iterable[str]) -> Words:
        """The name that the nearest of these scopes (the narrowest first) gives the role, or else the house's."""
        return next((self._own[s, role] for s in scopes if (s, role) in self._own), LABELS[role])


def role_labels(session: Session, scope: str) -> dict[Role, Words]:
    """How the roles are called in this scope: the house's words, or the agency's own."""
    own = {
        Role(row.role): Words(row.label_vi, row.label_en)
        for row in session.scalars(sa.select(RoleLabel).where(RoleLabel.scope == scope))
    }
    return {**LABELS, **own}
