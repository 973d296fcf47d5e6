"""A dossier that came by post or by hand: an officer keys it in the candidate's name, and both are named."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import names
from appointments.accounts.models import Person
from appointments.applications.case import application_case
from appointments.applications.commands.drafts import live_application, new_application
from appointments.applications.models import Application
from appointments.competitions.models import Contest
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from workflows.roles import PERSONNEL

CHANNELS = ("post", "hand")
RECEIVING = ("open", "extended")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who applies by a paper dossier, as its papers say; one identity number is one person."""

    full_name: str
    birth_date: date
    gender: str
    number_hash: bytes
    email: str | None = None
    phone: str | None = None
    current_post: str | None = None
    current_unit: str | None = None
    is_ethnic_minority: bool = False
    is_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """How and when the paper dossier arrived; the instant decides whether it came in time."""

    channel: str
    received_at: datetime


def start_paper(
    session: Session,
    contest_id: UUID,
    who: Newcomer,
    arrival: Arrival,
    *,
    by: By,
    now: datetime,
    new_id: UUID | None = None,
) -> UUID:
    """Begin to key a paper dossier; the candidate is found by the identity number or entered."""
    with Work(session, by, now) as work:
        contest = work.lock(Contest, contest_id)
        person = _found(session, who) or _entered(session, who, now)
        return _begin(session, work, contest, person, arrival, new_id).id


def start_for(
    session: Session, contest_id: UUID, person_id: UUID, *, channel: str, received_at: datetime, by: By, now: datetime
) -> UUID:
    """The same for somebody whom the house already knows."""
    with Work(session, by, now) as work:
        contest = work.lock(Contest, contest_id)
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound(Person, person_id)
        return _begin(session, work, contest, person, Arrival(channel, received_at), None).id


def _begin(
    session: Session, work: Work, contest: Contest, person: Person, arrival: Arrival, new_id: UUID | None
) -> Application:
    if arrival.channel not in CHANNELS:
        raise Invalid("Only a dossier that came by post or by hand is keyed by an officer.", "channel")
    if arrival.received_at > work.now:
        raise Invalid("The time of arrival lies in the future.", "received_at")
    if contest.state not in RECEIVING:
        raise Invalid("This post is not receiving applications now.")
    if live_application(session, contest.id, person.id):
        raise Invalid("This person already has a live application for this post.")
    application = new_application(contest, person, new_id)
    application.channel, application.received_at = arrival.channel, arrival.received_at
    application.keyed_by = work.by.person
    case = application_case(session, application, work.by, work.now)
    if PERSONNEL not in case.actor.roles:
        raise Forbidden("only a personnel officer of the post's agency keys a paper dossier")
    work.begin(application, PERSONNEL, case)
    return application


def _found(session: Session, who: Newcomer) -> Person | None:
    person = session.scalar(sa.select(Person).where(Person.national_id_hash == who.number_hash))
    if person is not None and person.name_folded != names.similar(who.full_name):
        raise Invalid("This identity number is registered for a person of another name.", "national_id")
    return person


def _entered(session: Session, who: Newcomer, now: datetime) -> Person:
    person = Person(
        full_name=who.full_name,
        birth_date=who.birth_date,
        gender=who.gender,
        national_id_hash=who.number_hash,
        email=who.email,
        phone=who.phone,
        current_post=who.current_post,
        current_unit=who.current_unit,
        is_ethnic_minority=who.is_ethnic_minority,
        is_synthetic=who.is_synthetic,
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person
