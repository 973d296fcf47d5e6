"""The facts of a script that is marked on screen: whose it is now, which marks stand, and who is waited for."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions import context
from appointments.competitions.case import Asker, clashes_of
from appointments.core.work import By
from appointments.exams import rules
from appointments.exams.models import Mark, ScreenScript, Script
from workflows.agreement import Terms
from workflows.engine import Case
from workflows.screen_script_facts import ScreenScriptFacts

THIRD = 3
FIRST_PAIR = ("allocated", "marked_once")


def screen_case(session: Session, script: ScreenScript, by: By, now: datetime, reason: str = "", **told: Any) -> Case:
    """How a script marked on screen stands now for whoever asks; `told` are the facts about what is being done."""
    paper = script.paper
    context.load_agencies(session)
    actor = Asker.of(session, by, now).towards(context.scopes_of(paper.round))
    pinned, calendar = context.rules_of(paper.round, now), context.calendar_of(session, now)
    marks = tuple(mark.mark for mark in standing_marks_on(script))
    terms = Terms.from_rules(pinned)
    facts: dict[str, Any] = {
        "holds": context.holds_on(session, [script.case_key, *context.keys_above(paper.round, paper=paper)]),
        "clashes": clashes_of(actor),
        "paper_state": paper.state,
        "markers": tuple(str(UUID(who)) for who in script.markers),
        "waited_for": tuple(str(UUID(who)) for who in waited_for(script)),
        "signed_by": tuple(str(mark.marker_id) for mark in standing_marks_on(script)),
        "standing": len(marks),
        "marks": marks,
        "scale": Decimal(pinned["exam.scale"]),
        "distance": rules.distance(marks[:2]) if len(marks) >= 2 else Decimal(0),
        "limit": Decimal(terms.limit.numerator) / terms.limit.denominator,
        "straddles": len(marks) >= 2 and terms.straddle_is_apart and terms.straddled_by(marks[:2]),
    }
    return Case(actor, ScreenScriptFacts(**(facts | told)), now, pinned, calendar, reason)


def standing_marks_on(script: Script) -> list[Mark]:
    """The marks that count, the third one last."""
    return sorted((mark for mark in script.signed if not mark.voided), key=lambda mark: mark.sheet)


def waited_for(script: Script) -> list[str]:
    """Who must make a mark final now (ids in hex)."""
    signed = {mark.marker_id.hex for mark in standing_marks_on(script)}
    if script.state in FIRST_PAIR:
        return [who for who in script.markers[: THIRD - 1] if who not in signed]
    return script.markers[THIRD - 1 :] if script.state == "third_allocated" else []


def sheet_of(script: Script, person: UUID) -> int:
    """Which marking of the script is this person's: 1, 2 or 3."""
    return script.markers.index(person.hex) + 1


def touched(script: Script) -> frozenset[str]:
    """Everybody who has marked this script or was to mark it (ids in hex); they may not mark it again."""
    keyed = {sheet.marker_id.hex for sheet in script.sheets}
    return frozenset({*script.markers, *keyed, *(mark.marker_id.hex for mark in script.signed)})
