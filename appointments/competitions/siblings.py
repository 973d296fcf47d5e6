"""The facts about a round's written papers and about suspensions. What happens in the exam itself is told by exams."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions import context, roster
from appointments.competitions.case import Asker, clashes_of
from appointments.competitions.models import Contest, Filing, Hold, Paper, Round
from appointments.core import directory
from appointments.core.work import By
from workflows.calendar import Calendar
from workflows.engine import Case
from workflows.hold import HoldFacts
from workflows.paper_facts import PaperFacts
from workflows.parameters_exam import SCREEN
from workflows.rules import Rules

OPENING = ("coded",)
"""Where it is asked once more how few people could defeat the exam: before marking begins."""
LOCKED = ("locked", "decoded", "written_published", "remark_window", "remarking", "final")
"""From here on the marks of a paper stand, and nothing that rests on them is suspended any more."""


def paper_case(session: Session, paper: Paper, by: By, now: datetime, reason: str = "") -> Case:
    """How a written paper stands now for whoever asks."""
    context.load_agencies(session)
    actor = Asker.of(session, by, now).towards(context.scopes_of(paper.round))
    rules, calendar = context.rules_of(paper.round, now), context.calendar_of(session, now, paper.starts_at)
    facts = {
        "holds": context.holds_on(session, context.keys_above(paper.round, paper=paper)),
        "clashes": clashes_of(actor),
        "has_ground": has_ground(session, paper.case_key),
        **paper_facts(paper, rules, calendar),
        **alone(session, [paper], now).get(paper.id, {}),
        **directory.told_facts("paper", session, paper),
    }
    return Case(actor, PaperFacts(**facts), now, rules, calendar, reason)


def paper_facts(paper: Paper, rules: Rules, calendar: Calendar) -> dict[str, Any]:
    """What the paper's own row and its round tell."""
    starts = paper.starts_at
    facts: dict[str, Any] = {"summon_by": None, "post_by": None, "ends_at": None}
    if starts is not None:
        facts["summon_by"] = calendar.before(starts, rules["exam.summon_wd"], working=True).due
        facts["post_by"] = calendar.before(starts, rules["exam.post_lists_wd"], working=True).due
        facts["ends_at"] = starts + timedelta(minutes=paper.minutes or rules["exam.written_minutes"])
    return {
        "round_state": paper.round.state,
        "exam_at": starts,
        "summoned_at": paper.summoned_at,
        "summon_wd": rules["exam.summon_wd"],
        "lists_posted_at": paper.lists_posted_at,
        "post_lists_wd": rules["exam.post_lists_wd"],
        "scale": Decimal(rules["exam.scale"]),
        "on_screen": rules["exam.marking_mode"] == SCREEN,
        "from_tool": bool(paper.coding_batch),
        "proposed_hash": paper.lock_hash or "",
        "proposed_by": str(paper.lock_proposed_by) if paper.lock_proposed_by else None,
        "supervisor_attested": paper.attested_by is not None,
        "remark_closes_at": paper.remark_closes_at,
        **facts,
    }


def alone(session: Session, papers: Sequence[Paper], now: datetime) -> dict[UUID, dict[str, Any]]:
    """How few people could defeat the exam, asked again before marking: the roster may have changed meanwhile."""
    asking = [paper for paper in papers if paper.state in OPENING]
    rounds = {paper.round_id: paper.round for paper in asking}
    told = roster.alone(session, list(rounds.values()), now)
    return {paper.id: told[paper.round_id] for paper in asking}


def hold_case(session: Session, hold: Hold, by: By, now: datetime, reason: str = "") -> Case:
    """How a suspension stands now for whoever asks."""
    context.load_agencies(session)
    target = directory.find(session, hold.target)
    actor = Asker.of(session, by, now).towards(context.scopes_of(hold.round) if hold.round else ())
    facts = HoldFacts(
        clashes=clashes_of(actor),
        before_lock=not any(paper.state in LOCKED for paper in _papers_behind(hold, target)),
        target_open=not target.at.final,
        review_on=context.end_of(hold.review_on),
    )
    return Case(actor, facts, now, context.rules_of(hold.round, now), context.calendar_of(session, now), reason)


def has_ground(session: Session, case_key: str) -> bool:
    """Whether a paper that proves the ground for an exceptional act is on file for this case."""
    query = sa.select(Filing.id).where(Filing.case_key == case_key, Filing.kind == "ground").limit(1)
    return session.scalar(query) is not None


def _papers_behind(hold: Hold, target: Any) -> list[Paper]:
    """The written papers on whose marks the suspended case rests."""
    if isinstance(target, Paper):
        return [target]
    if isinstance(target, Contest):
        return [target.paper] if target.paper else []
    papers: list[Paper] = target.papers if isinstance(target, Round) else (hold.round.papers if hold.round else [])
    return papers
