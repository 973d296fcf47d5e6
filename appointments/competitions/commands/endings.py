"""Exceptional ends of a whole round: cancelled before the exam, voided after it. Posts and papers end with it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.case import contest_case, round_case
from appointments.competitions.commands.locking import lock_round
from appointments.competitions.commands.plans import release
from appointments.competitions.commands.posts import FiledPaper, put_on_file
from appointments.competitions.following import STOPPED, tell
from appointments.competitions.models import Filing, Round
from appointments.competitions.siblings import paper_case
from appointments.core.work import SYSTEM_BY, By, Work

ALIVE = (
    "plan_submitted",
    "plan_approved",
    "announced",
    "receiving",
    "reception_closed",
    "checking",
    "shortlist_published",
    "examining",
    "oral_scheduled",
    "oral_done",
    "result_compiled",
    "result_recognised",
    "result_published",
)


def cancel_round(
    session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Round:
    """The authority stops a round before its exam."""
    return _end(session, round_id, "cancel", by=by, now=now, seen=seen, reason=reason)


def void_round(
    session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Round:
    """The authority voids the results of a round; the paper that proves the ground must be on file."""
    return _end(session, round_id, "void", by=by, now=now, seen=seen, reason=reason)


def file_ground(
    session: Session, round_id: UUID, paper: FiledPaper, *, by: By, now: datetime, seen: int | None = None
) -> Filing:
    """Put the paper that proves the ground for an exceptional end on file."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        filing = put_on_file(work, round_, round_case(session, round_, by, now), ALIVE, paper)
        work.result |= {"round": round_.id.hex}
    return filing


def _end(
    session: Session, round_id: UUID, trigger: str, *, by: By, now: datetime, seen: int | None, reason: str
) -> Round:
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        work.fire(round_, trigger, round_case(session, round_, by, now, reason))
        step = f"{trigger}_with_round"
        for contest in list(round_.contests):
            if step in contest.process.triggers(contest.state):
                work.fire(contest, step, contest_case(session, contest, SYSTEM_BY, now))
                tell(STOPPED, work, contest)
            elif contest.state == "policy_approved":
                release(work, contest)
        for paper in round_.papers:
            if step in paper.process.triggers(paper.state):
                work.fire(paper, step, paper_case(session, paper, SYSTEM_BY, now))
        work.result |= {"round": round_.id.hex}
    return round_
