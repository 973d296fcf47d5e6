"""Reception: opened and closed by the clock, prolonged by two people; then checking begins. And a round's end."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.case import contest_case, round_case
from appointments.competitions.commands.locking import editing, lock_round
from appointments.competitions.following import WINDOW_MOVED, tell
from appointments.competitions.models import Round
from appointments.core.errors import Invalid
from appointments.core.sweep import on_deadline
from appointments.core.work import SYSTEM_BY, By, Work
from workflows.roles import PERSONNEL

STEPS = ("begin_checking", "close")


@on_deadline("round")
def carry_out_overdue(session: Session, round_id: UUID, trigger: str, now: datetime) -> None:
    """What the clock does to a round: opens and closes reception, reminds. Posts open with their round."""
    with Work(session, SYSTEM_BY, now) as work:
        round_ = lock_round(work, round_id)
        work.fire(round_, trigger, round_case(session, round_, SYSTEM_BY, now))
        if trigger == "open_reception":
            for contest in round_.contests:
                if contest.state == "planned":
                    work.fire(contest, "open", contest_case(session, contest, SYSTEM_BY, now))


def propose_prolongation(
    session: Session, round_id: UUID, closes_at: datetime, *, by: By, now: datetime, seen: int | None = None
) -> Round:
    """An officer proposes a later closing date for all posts; another person decides."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        role = editing(work, round_, round_case(session, round_, by, now), (PERSONNEL,), ("receiving",))
        if round_.closes_at is not None and closes_at <= round_.closes_at:
            raise Invalid("The new closing date must come after the present one.", "closes_at")
        round_.prolong_to, round_.prolonged_by = closes_at, by.person
        work.note(round_, "propose_prolongation", role, closes_at=closes_at)
        work.result |= {"round": round_.id.hex}
    return round_


def prolong(
    session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Round:
    """Put the proposed closing date in force, for every post that is receiving."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        before = round_.closes_at
        work.fire(
            round_, "prolong", round_case(session, round_, by, now, reason), before=before, after=round_.prolong_to
        )
        round_.closes_at, round_.prolong_to = round_.prolong_to, None
        work.retime(round_, round_case(session, round_, SYSTEM_BY, now))
        for contest in round_.contests:
            tell(WINDOW_MOVED, work, contest)
        work.result |= {"round": round_.id.hex}
    return round_


def step_round(
    session: Session, round_id: UUID, trigger: str, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Round:
    """Steps that move nothing but the round: begin checking, close it."""
    if trigger not in STEPS:
        raise ValueError(f"{trigger} moves more than the round")
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        work.fire(round_, trigger, round_case(session, round_, by, now, reason))
        work.result |= {"round": round_.id.hex}
    return round_
