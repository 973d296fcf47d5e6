"""A conference convened by the case above, attended, balloted, counted, confirmed by a second person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.models import Person
from appointments.competitions.commands.locking import editing
from appointments.conferences import following
from appointments.conferences.case import FIGURES, conference_case, outcome_of, takes_new_names
from appointments.conferences.models import BallotName, Conference, Voter
from appointments.conferences.rules import PRESENCES, Summoned
from appointments.core import directory
from appointments.core.cases import Cased
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from workflows.pinned_terms import snapshot
from workflows.roles import PERSONNEL, SYSTEM, Role
from workflows.voting import Result, Terms
from workflows.words import Words

BEFORE_BALLOTS = ("convened", "adjourned", "quorate")
OPEN = ("convened", "adjourned", "quorate", "balloted", "counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Convening:
    """What the case above asks for: which meeting, under which terms, on which names (`newcomers` among them)."""

    meeting: str
    label: Words
    terms: Terms
    agency_id: UUID
    names: Sequence[UUID]
    newcomers: Sequence[UUID] = ()
    number: int = 0
    is_announced: bool = True


@dataclass(frozen=True, slots=True)
class Presence:
    """One summoned person at the conference: present, excused (with the reason), absent."""

    presence: str
    excuse: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The count as the minutes give it; `votes` by the person's id."""

    prepared: int
    issued: int
    returned: int
    valid: int
    invalid: int
    votes: Mapping[UUID, int]


def convene(work: Work, parent: Cased, asked: Convening, role: Role = PERSONNEL) -> Conference:
    """Open a conference beneath a case, inside that case's own transaction; its row is locked already."""
    row = Conference(
        id=uuid4(), parent_process=parent.__process__, parent_id=parent.id, agency_id=asked.agency_id,
        meeting=asked.meeting, label_vi=asked.label.vi, label_en=asked.label.en, number=asked.number,
        terms=snapshot(asked.terms), is_announced=asked.is_announced, is_told=asked.is_announced, has_head=True,
        place="", result="",
    )  # fmt: skip
    work.begin(row, role)
    for place, person_id in enumerate(asked.names, 1):
        row.ballot.append(BallotName(person_id=person_id, place=place, is_new=person_id in asked.newcomers))
    work.session.flush()
    return row


def summon(
    session: Session, conference_id: UUID, people: Sequence[Summoned], held_on: date, place: str = "",
    *, has_head: bool = True, by: By, now: datetime, seen: int | None = None,
) -> Conference:  # fmt: skip
    """Who is summoned, for which day and place; may be corrected until presence is recorded."""
    with Work(session, by, now) as work:
        row = _lock(work, conference_id, seen)
        role = editing(work, row, conference_case(session, row, by, now), (PERSONNEL,), ("convened",))
        for voter in list(row.voters):
            session.delete(voter)
        session.flush()
        session.expire(row, ["voters"])
        row.held_on, row.place, row.has_head = held_on, place.strip(), has_head
        row.voters.extend(
            Voter(place=n, full_name=one.full_name, position=one.position, presence="", excuse="")
            for n, one in enumerate(people, 1)
        )
        session.flush()
        work.note(row, "summon", role)
        return row


def summon_together(
    session: Session, conference_id: UUID, other_id: UUID, *, by: By, now: datetime, seen: int | None = None
) -> Conference:
    """Summon the people of another conference of the same step: several posts voted on at once, a ballot for each."""
    session.rollback()
    other = session.get(Conference, other_id)
    row = session.get(Conference, conference_id)
    if other is None or row is None or other.held_on is None or (other.agency_id, other.meeting) != (
        row.agency_id, row.meeting,
    ):  # fmt: skip
        raise NotFound(Conference, other_id)
    people = [Summoned(one.full_name, one.position) for one in other.voters]
    return summon(
        session, conference_id, people, other.held_on, other.place, has_head=other.has_head, by=by, now=now, seen=seen
    )


def put_forward(
    session: Session, conference_id: UUID, person_id: UUID, *, by: By, now: datetime, seen: int | None = None
) -> Conference:
    """Put a name that no earlier step carried on the ballot before ballots are issued, where the text provides it."""
    with Work(session, by, now) as work:
        row = _lock(work, conference_id, seen)
        role = editing(work, row, conference_case(session, row, by, now), (PERSONNEL,), BEFORE_BALLOTS)
        if not takes_new_names(row):
            raise Forbidden("under this text the names come from the step before")
        if session.get(Person, person_id) is None:
            raise NotFound(Person, person_id)
        if any(name.person_id == person_id for name in row.ballot):
            raise Invalid("This person is on the ballot already.")
        row.ballot.append(BallotName(person_id=person_id, place=len(row.ballot) + 1, is_new=True))
        session.flush()
        work.note(row, "put_forward", role)
        return row


def attend(
    session: Session, conference_id: UUID, presences: Mapping[UUID, Presence], *, by: By, now: datetime,
    seen: int | None = None,
) -> Conference:  # fmt: skip
    """Record who is present, excused, absent; the conference is quorate or adjourned."""
    with Work(session, by, now) as work:
        row = _lock(work, conference_id, seen)
        for voter in row.voters:
            given = presences.get(voter.id, Presence("absent"))
            if given.presence not in PRESENCES:
                raise Invalid("Choose one of the answers.", f"presence-{voter.place}")
            if given.presence == "excused" and not given.excuse.strip():
                raise Invalid("Say why this person is excused.", f"excuse-{voter.place}")
            voter.presence = given.presence
            voter.excuse = given.excuse.strip() if given.presence == "excused" else ""
        work.fire(row, "attend", conference_case(session, row, by, now))
        return row


def take_step(
    session: Session, conference_id: UUID, trigger: str, reason: str = "", *, by: By, now: datetime,
    seen: int | None = None,
) -> Conference:  # fmt: skip
    """Convene again, issue the ballots, record the list agreed on, send a count back."""
    if trigger not in ("reconvene", "issue_ballots", "agree", "recount"):
        raise NotFound(Conference, trigger)
    with Work(session, by, now) as work:
        row = _lock(work, conference_id, seen)
        work.fire(row, trigger, conference_case(session, row, by, now, reason))
        if trigger == "agree":
            row.entered_by = by.person
        if trigger == "recount":
            _forget_count(row)
        return row


def count(
    session: Session, conference_id: UUID, figures: Figures, *, by: By, now: datetime, seen: int | None = None
) -> Conference:
    """Enter the count from the minutes; figures that cannot be true are refused, each with its reason."""
    with Work(session, by, now) as work:
        row = _lock(work, conference_id, seen)
        for name in FIGURES:
            setattr(row, name, getattr(figures, name))
        for one in row.ballot:
            one.votes = figures.votes.get(one.person_id, 0)
        work.fire(row, "count", conference_case(session, row, by, now))
        row.entered_by = by.person
        return row


def confirm(session: Session, conference_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Conference:
    """A second person confirms the figures: the outcome is fixed and the case above follows at once."""
    with Work(session, by, now) as work:
        row = _lock(work, conference_id, seen)
        work.fire(row, "confirm", conference_case(session, row, by, now))
        row.confirmed_by = by.person
        found = outcome_of(row)
        row.result = str(found.result) if found else str(Result.many_carried)
        for one in row.ballot:
            one.goes_on = found is None or one.person_id.hex in found.names
        following.follow(work, row)
        return row


def let_go(work: Work, parent: Cased) -> None:
    """The case above has ended (or gone back to its beginning): conferences still open are cancelled, and what was
    kept from the voters is told."""
    query = sa.select(Conference).where(
        Conference.parent_process == parent.__process__, Conference.parent_id == parent.id
    )  # fmt: skip
    for row in work.session.scalars(query.with_for_update().order_by(Conference.begun_at, Conference.id)).all():
        if row.state in OPEN:
            work.fire(row, "cancel", conference_case(work.session, row, SYSTEM_BY, work.now))
        if not row.is_told and parent.at.final:
            row.is_told = True
            work.note(row, "tell_result", SYSTEM)


def _forget_count(row: Conference) -> None:
    for name in FIGURES:
        setattr(row, name, None)
    row.entered_by = None
    for one in row.ballot:
        one.votes = None


def _lock(work: Work, conference_id: UUID, seen: int | None) -> Conference:
    """The case above before its conference, as everywhere."""
    query = sa.select(Conference.parent_process, Conference.parent_id).where(Conference.id == conference_id)
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NotFound(Conference, conference_id)
    work.lock(directory.kind(found.parent_process).model, found.parent_id)
    return work.lock(Conference, conference_id, seen=seen)
