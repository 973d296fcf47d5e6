"""The shortlist: numbers given by one person, the list published by another; posts counted, candidates listed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.models import Person
from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.competitions.case import contest_case, round_case
from appointments.competitions.commands.council import renew_declarations
from appointments.competitions.commands.locking import editing, lock_contest, lock_round
from appointments.competitions.commands.posts import count_contests
from appointments.competitions.models import Contest, Round
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from workflows.roles import PERSONNEL, SECRETARY

NUMBERING = (PERSONNEL, SECRETARY)


def give_numbers(session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> int:
    """Give every eligible candidate of the round a number (SBD), in the order of names; returns how many.

    Until the list is published it may be done again: whoever is no longer eligible loses the number.
    """
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        role = editing(work, round_, round_case(session, round_, by, now), NUMBERING, ("checking",))
        ids = [c.id for c in round_.contests]
        numbered = sa.select(Application).where(Application.contest_id.in_(ids), Application.number.is_not(None))
        for application in session.scalars(numbered.order_by(Application.id).with_for_update()):
            application.number = None
        session.flush()  # a number is free before another gets it
        eligible = _eligible(session, ids)
        _number(eligible, 1)
        round_.listed_by = by.person
        work.note(round_, "give_numbers", role, numbered=len(eligible))
        return len(eligible)


def number_post(session: Session, contest_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> int:
    """The same for a post whose reception was prolonged, after the round's numbers."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        role = editing(work, contest, contest_case(session, contest, by, now), NUMBERING, ("extended",))
        last = _last_number(session, contest.round_id)
        fresh = [a for a in _eligible(session, [contest.id]) if a.number is None]
        _number(fresh, last + 1)
        contest.listed_by = by.person
        work.note(contest, "number_post", role, numbered=len(fresh))
        return len(fresh)


def publish_shortlist(session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Round:
    """Publish the list of the round: each post is counted and each eligible candidate listed with it."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        case = round_case(session, round_, by, now)
        round_.shortlist_at = now
        renew_declarations(work, round_)
        work.fire(round_, "publish_shortlist", case)
        session.flush()
        _list(session, work, [c.id for c in round_.contests], now)
        count_contests(work, round_)
        return round_


def publish_supplement(
    session: Session, contest_id: UUID, *, by: By, now: datetime, seen: int | None = None
) -> Contest:
    """Publish who came in by the prolongation of one post."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        work.fire(contest, "publish_supplement", contest_case(session, contest, by, now))
        session.flush()
        _list(session, work, [contest.id], now)
        renew_declarations(work, _round_of(contest))
        return contest


def list_readmitted(session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> int:
    """Put those whose petition was upheld on the published list, with the next numbers; returns how many."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        states = ("shortlist_published", "examining")
        role = editing(work, round_, round_case(session, round_, by, now), NUMBERING, states)
        ids = [c.id for c in round_.contests if c.state != "extended"]
        readmitted = _eligible(session, ids)
        if not readmitted:
            raise Invalid("Nobody waits to be put on the list.")
        _number([a for a in readmitted if a.number is None], _last_number(session, round_.id) + 1)
        work.note(round_, "list_readmitted", role, numbered=len(readmitted))
        renew_declarations(work, round_)
        session.flush()
        _list(session, work, ids, now)
        return len(readmitted)


def _number(applications: Sequence[Application], first: int) -> None:
    for place, application in enumerate(applications, first):
        application.number = f"{place:03d}"


def _round_of(contest: Contest) -> Round:
    if contest.round is None:
        raise NotFound(Round, contest.round_id)
    return contest.round


def _list(session: Session, work: Work, contest_ids: Sequence[UUID], now: datetime) -> None:
    for application in _eligible(session, contest_ids):
        work.fire(application, "list", application_case(session, application, SYSTEM_BY, now))


def _eligible(session: Session, contest_ids: Sequence[UUID]) -> list[Application]:
    query = sa.select(Application).join(Person, Application.person_id == Person.id)
    query = query.where(Application.contest_id.in_(contest_ids), Application.state == "eligible")
    return list(session.scalars(query.order_by(Person.sort_key, Application.id).with_for_update(of=Application)))


def _last_number(session: Session, round_id: UUID | None) -> int:
    query = sa.select(Application.number).join(Application.contest).where(Contest.round_id == round_id)
    query = query.where(Application.number.is_not(None)).order_by(
        *(one.desc() for one in by_number(Application.number))
    )
    return int(session.scalar(query.limit(1)) or 0)
