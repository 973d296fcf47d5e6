"""The chair begins the exam of a round."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.case import round_case
from appointments.competitions.commands.locking import lock_round
from appointments.competitions.models import Round
from appointments.core.work import By, Work


def begin_examination(session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Round:
    """From here on the shortlist is settled and the written papers can be made ready."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        work.fire(round_, "begin_examination", round_case(session, round_, by, now))
        return round_
