"""The chair begins the exam of a round, and enters the rubric of its presentations where they are on screen."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.case import round_case
from appointments.competitions.commands.locking import editing, lock_round
from appointments.competitions.context import rules_of
from appointments.competitions.models import Round
from appointments.core.errors import Invalid
from appointments.core.work import By, Work
from appointments.exams import allocation, panel
from appointments.exams.criteria import Criterion, to_store
from workflows import oral
from workflows.roles import CHAIR


def begin_examination(session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Round:
    """From here on the shortlist is settled and the written papers can be made ready.

    Where presentations are scored on screen, the seed of their order is made and sealed here, before anybody can know
    who will present.
    """
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        work.fire(round_, "begin_examination", round_case(session, round_, by, now))
        if panel.is_on_screen(round_):
            round_.oral_rubric = to_store(usual_rubric(Decimal(rules_of(round_, now)["exam.scale"])))
            seed = allocation.new_seed()
            round_.oral_seed, round_.oral_seed_seal = seed.hex(), allocation.seed_seal(seed)
        return round_


def set_rubric(session: Session, round_id: UUID, criteria: Sequence[Criterion], *, by: By, now: datetime) -> Round:
    """The chair enters another rubric for the presentations, before they are scheduled."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id)
        role = editing(work, round_, round_case(session, round_, by, now), (CHAIR,), ("examining",))
        if not criteria or any(one.most <= 0 for one in criteria):
            raise Invalid("Every criterion needs a label and a maximum above zero.", "criteria")
        if any(not Decimal(0) < one.step <= one.most for one in criteria):
            raise Invalid("The step of a criterion lies above zero and is at most its maximum.", "criteria")
        scale = Decimal(rules_of(round_, now)["exam.scale"])
        if sum(one.most for one in criteria) != scale:
            raise Invalid("Together the criteria must make %(scale)s points.", "criteria", scale=scale)
        round_.oral_rubric = to_store(criteria)
        work.note(round_, "set_rubric", role)
        return round_


def usual_rubric(scale: Decimal) -> list[Criterion]:
    """The house's rubric on the regulation's scale."""
    return [Criterion(label.vi, most * scale / 100) for label, most in oral.RUBRIC]
