"""The round's result: reported by the chair, recognised by the authority, published; posts and candidates follow."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions.case import contest_case, round_case
from appointments.competitions.commands.locking import lock_round
from appointments.competitions.models import Contest, Round
from appointments.core.errors import Invalid
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.exams.commands import defending, proposals
from workflows.calendar import local_day, months_later

STEPS = ("schedule_oral", "skip_oral", "close_oral", "compile", "return")


def take_step(
    session: Session, round_id: UUID, trigger: str, reason: str = "", *, by: By, now: datetime, seen: int | None = None
) -> Round:
    """Take a step of the round between the written part and its recognition that moves nothing else."""
    if trigger not in STEPS:
        raise Invalid("There is no such step.")
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        case = round_case(session, round_, by, now, reason)
        if trigger in ("compile", "return"):
            round_.compiled_by = by.person if trigger == "compile" else None
        work.fire(round_, trigger, case)
        if trigger == "schedule_oral":
            defending.begin(work, round_)
            proposals.begin(work, round_)
        return round_


def recognise(session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Round:
    """The authority recognises the results: in each post the winners are selected and the other passers reserved."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        work.fire(round_, "recognise", round_case(session, round_, by, now))
        session.flush()
        for contest in round_.contests:
            if contest.state == "ranked":
                _recognise_post(session, work, contest, now)
        return round_


def publish(session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Round:
    """Publish the results in one atomic change; in each post the verification of the selected person begins."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        round_.results_at = now
        work.fire(round_, "publish_result", round_case(session, round_, by, now))
        session.flush()
        for contest in round_.contests:
            if contest.state == "recognised":
                work.fire(contest, "begin_verification", contest_case(session, contest, SYSTEM_BY, now))
        return round_


def _recognise_post(session: Session, work: Work, contest: Contest, now: datetime) -> None:
    case = contest_case(session, contest, SYSTEM_BY, now)
    contest.reserve_until = months_later(local_day(now), int(case.rules["exam.reserve_months"]))
    work.fire(contest, "recognise", case)
    session.flush()
    for application in _waiting(session, contest.id):
        work.fire(application, "conclude", application_case(session, application, SYSTEM_BY, now))
        if application.state == "winner" and contest.winner_id is None:
            contest.winner_id = application.id


def _waiting(session: Session, contest_id: UUID) -> list[Application]:
    """Those whose result is known and not yet told, the best first."""
    query = sa.select(Application).where(Application.contest_id == contest_id, Application.state == "oral_done")
    return list(session.scalars(query.order_by(Application.place.is_(None), Application.place).with_for_update()))
