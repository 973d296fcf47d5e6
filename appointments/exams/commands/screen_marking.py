"""A marker's own marks on screen: the draft, which is nobody else's, and the mark made final, which never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.transactions import changing
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.exams import pool, rules
from appointments.exams.case import script_case, standing_marks
from appointments.exams.commands.allocating import lock_script
from appointments.exams.criteria import criteria_of, misfits
from appointments.exams.models import Mark, MarkDraft, ScreenScript
from appointments.exams.screen_case import sheet_of, waited_for
from appointments.exams.typed import LONGEST_COMMENT
from workflows.agreement import Terms, Way, agreement


@dataclass(frozen=True, slots=True)
class Given:
    """What a marker gives a script: points in the order of the criteria, and a comment."""

    points: tuple[Decimal, ...]
    comment: str = ""

    @property
    def total(self) -> Decimal:
        """The sum, in hundredths."""
        return sum(self.points, Decimal(0)).quantize(rules.HUNDREDTH)


def save_draft(session: Session, script_id: UUID, typed: Sequence[str], comment: str, *, by: By) -> None:
    """Keep what was typed so far, as typed, for this marker alone. It is on no record and moves nothing."""
    assert by.person is not None
    with changing(session):
        script = session.get(ScreenScript, script_id, populate_existing=True)
        if script is None or by.person.hex not in waited_for(script):
            raise NotFound(ScreenScript, script_id)
        query = sa.select(MarkDraft).where(MarkDraft.script_id == script_id, MarkDraft.marker_id == by.person)
        draft = session.scalar(query) or MarkDraft(script_id=script_id, marker_id=by.person)
        draft.keep(typed, comment)
        session.add(draft)


def sign(session: Session, script_id: UUID, given: Given, *, by: By, now: datetime) -> ScreenScript:
    """Make the own mark final; its commitment is in the ledger at once, and the rule is applied when two stand."""
    with Work(session, by, now) as work:
        script = lock_script(work, script_id)
        person = _own(script, by)
        made = Mark(
            id=uuid4(), sheet=sheet_of(script, person), marker_id=person, points=[f"{p:.2f}" for p in given.points],
            mark=given.total, comment=given.comment.strip()[:LONGEST_COMMENT], signed_at=now, voided="",
        )  # fmt: skip
        work.fire(
            script, "sign", script_case(session, script, by, now, **_signing(session, script, person, given, now))
        )
        script.signed.append(made)
        session.execute(sa.delete(MarkDraft).where(MarkDraft.script_id == script_id, MarkDraft.marker_id == person))
        _apply_rule(session, work, script, now)
        return script


def _own(script: ScreenScript, by: By) -> UUID:
    """The marker who asks. Whoever is not waited for is told nothing of how far the script is."""
    if by.person is None or by.person.hex not in script.markers:
        raise NotFound(ScreenScript, script.id)
    if by.person.hex not in waited_for(script):
        raise Invalid("You have made this mark final already, or the script is no longer yours to mark.")
    return by.person


def _signing(session: Session, script: ScreenScript, person: UUID, given: Given, now: datetime) -> Mapping[str, Any]:
    """The facts of one signature: the own points alone; nothing of the other's."""
    left = {m.person_id for m in pool.members_of(session, script.paper_id) if m.left_why}
    said = pool.obstacles(session, script.paper, [person])[person]
    return {
        "misfits": misfits(criteria_of(script.paper.criteria), given.points),
        "marks": (given.total,),
        "distance": Decimal(0),
        "straddles": False,
        "standing": 0,
        "in_conflict": said != pool.FREE or person in left,
    }


def _apply_rule(session: Session, work: Work, script: ScreenScript, now: datetime) -> None:
    """As soon as both marks stand: the mean where they are close, else they diverge."""
    if script.state != "marked_twice":
        return
    case = script_case(session, script, SYSTEM_BY, now)
    agreed = agreement(list(standing_marks(script).values())[:2], Terms.from_rules(case.rules))
    if agreed.way is Way.mean:
        script.mark, script.settled_how = agreed.mark, "agree"
    work.fire(script, "agree" if agreed.way is Way.mean else "diverge", case)
