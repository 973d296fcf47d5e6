"""Incidents put into a room's register; sanctions drawn up, signed by a second person, and what they do to the exam."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions.commands.locking import editing, lock_paper
from appointments.competitions.models import Contest, Paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams.commands import sittings
from appointments.exams.commands.leaving import presents_no_more
from appointments.exams.commands.room_signing import digests, tell_signers
from appointments.exams.incidents import Incident, Sanction, seat_of
from appointments.exams.models import Room
from appointments.exams.sanction_case import sanction_case
from workflows.roles import INVIGILATOR, SECRETARY, Role
from workflows.sanction import KINDS, SITTING, UNTIL_ORAL

STEPS = ("countersign", "order", "dismiss", "set_aside")


def record_incident(
    session: Session, paper_id: UUID, room_id: UUID, happened_at: datetime, what: str, reported_by: str, *, by: By,
    now: datetime,
) -> None:  # fmt: skip
    """Put one line into a room's register: when, what, who reported it."""
    sittings.demand_it_happened(happened_at, now)
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        role = _reporter(work, paper, by, now)
        room = session.get(Room, room_id)
        if room is None or room.paper_id != paper.id:
            raise NotFound(Room, room_id)
        before = digests(work, paper)
        session.add(
            Incident(
                paper_id=paper.id, room_id=room.id, happened_at=happened_at, what=what.strip(),
                reported_by=reported_by.strip(), recorded_by=by.person, recorded_at=now,
            )
        )  # fmt: skip
        work.note(paper, "record_incident", role)
        tell_signers(work, paper, before)


def draw_up(
    session: Session,
    application_id: UUID,
    kind: str,
    happened_at: datetime,
    minutes: str,
    *,
    was_read: bool,
    witnesses: Sequence[str] = (),
    by: By,
    now: datetime,
) -> Sanction:
    """An invigilator or the secretary writes the minutes and signs them first."""
    if kind not in KINDS:
        raise Invalid("There is no such sanction.", "kind")
    sittings.demand_it_happened(happened_at, now)
    with Work(session, by, now) as work:
        paper = lock_paper(work, _paper_of(session, application_id))
        application = work.lock(Application, application_id)
        role, before = _reporter(work, paper, by, now), digests(work, paper)
        sanction = Sanction(
            id=uuid4(), application=application, paper=paper, kind=kind, happened_at=happened_at,
            minutes=minutes.strip(), was_read=was_read, witnesses=[] if was_read else _names(witnesses),
            signed_by=by.person, state="drawn_up", process_version=0,
        )  # fmt: skip
        work.begin(sanction, role)
        work.fire(sanction, "sign", sanction_case(session, sanction, by, now))
        tell_signers(work, paper, before)
        return sanction


def take_step(
    session: Session, sanction_id: UUID, trigger: str, reason: str = "", *, by: By, now: datetime,
    seen: int | None = None,
) -> Sanction:  # fmt: skip
    """Sign second, order what ends the exam, dismiss, set aside."""
    if trigger not in STEPS:
        raise NotFound(Sanction, trigger)
    with Work(session, by, now) as work:
        paper_id = session.scalar(sa.select(Sanction.paper_id).where(Sanction.id == sanction_id))
        if paper_id is None:
            raise NotFound(Sanction, sanction_id)
        lock_paper(work, paper_id)
        sanction = work.lock(Sanction, sanction_id, seen=seen)
        application = work.lock(Application, sanction.application_id)
        case = sanction_case(session, sanction, by, now, reason)
        if trigger in ("countersign", "order"):
            sanction.countersigned_by = by.person
        work.fire(sanction, trigger, case)
        if trigger == "order":
            _end_the_exam(session, work, sanction, application, reason)
        return sanction


def _end_the_exam(session: Session, work: Work, sanction: Sanction, application: Application, reason: str) -> None:
    """The result is annulled and nobody scores the candidate any more; the script of one suspended is not coded."""
    seat = seat_of(session, application.id)
    if seat is not None and sanction.paper.state == "ready":
        seat.present, seat.collected, seat.sheets = True, False, None
    session.flush()  # the guard of the annulment reads the minutes as they now are
    work.fire(application, "annul", application_case(session, application, work.by, work.now, reason))
    presents_no_more(work, application)


def _reporter(work: Work, paper: Paper, by: By, now: datetime) -> Role:
    """In which role the asker writes of this exam; the process says until when each may."""
    case = paper_case(work.session, paper, by, now)
    states = SITTING if SECRETARY not in case.actor.roles else UNTIL_ORAL
    return editing(work, paper, case, (SECRETARY, INVIGILATOR), states)


def _paper_of(session: Session, application_id: UUID) -> UUID:
    query = sa.select(Contest.paper_id).join(Application, Application.contest_id == Contest.id)
    found: Any = session.scalar(query.where(Application.id == application_id))
    if found is None:
        raise NotFound(Application, application_id)
    return UUID(str(found))


def _names(typed: Sequence[str]) -> list[str]:
    return [name.strip() for name in typed if name.strip()]
