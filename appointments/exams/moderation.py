"""The sample that the board's head reads again: drawn by the paper's sealed seed, and how each reading stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.competitions import context
from appointments.competitions.models import Paper
from appointments.exams import allocation
from appointments.exams.models import REPLACED, Moderation, ScreenScript
from workflows.moderation import INSPECTED, Standing, sample_size, standing

READER, INSPECTION = "moderation", "inspection"
"""In whose name the seed orders the scripts for a sample: no person's."""
SETTLED = ("settled", "locked", "opened")


@dataclass(frozen=True, slots=True)
class Sampled:
    """One script of the sample with its latest reading."""

    script: ScreenScript
    reading: Moderation
    standing: Standing


def drawn(paper: Paper, codes: Sequence[str]) -> list[str]:
    """The codes of the sample, as the sealed seed gives them; after the lock anybody can derive them again."""
    order = allocation.order_for(READER, codes, bytes.fromhex(paper.allocation_seed))
    return order[: sample_size(len(codes), _rules(paper))]


def inspected(paper: Paper, codes: Sequence[str]) -> list[str]:
    """The codes that the supervision board may read after the lock, by the seed that the lock opened."""
    order = allocation.order_for(INSPECTION, codes, bytes.fromhex(paper.opened_seed))
    return sorted(order[: sample_size(len(codes), _rules(paper), INSPECTED)])


def sample(session: Session, paper_ids: Sequence[UUID]) -> dict[UUID, list[Sampled]]:
    """The samples of these papers, by code; two statements however many there are."""
    query = sa.select(Moderation).join(ScreenScript, ScreenScript.id == Moderation.script_id)
    query = query.where(ScreenScript.paper_id.in_(paper_ids)).options(joinedload(Moderation.script))
    query = query.order_by(Moderation.read_at.is_not(None), Moderation.read_at, Moderation.drawn_at)
    latest = {row.script_id: row for row in session.scalars(query.execution_options(populate_existing=True))}
    found: dict[UUID, list[Sampled]] = {paper_id: [] for paper_id in paper_ids}
    for row in sorted(latest.values(), key=lambda one: one.script.code):
        script = row.script
        now = standing(row.verdict, row.mark, script.state in SETTLED, script.mark)
        found[script.paper_id].append(Sampled(script, row, now))
    return found


def facts(session: Session, papers: Sequence[Paper]) -> dict[UUID, dict[str, int]]:
    """What the samples tell the guards of these papers; no statement where no regulation asks for one."""
    asking = {p.id: p for p in papers if sample_size(1, _rules(p))}
    if not asking:
        return {}
    first = sa.and_(ScreenScript.paper_id.in_(asking), ScreenScript.remark_of.is_(None), ScreenScript.state != REPLACED)
    counts = sa.select(ScreenScript.paper_id, sa.func.count()).where(first).group_by(ScreenScript.paper_id)
    scripts = {row[0]: row[1] for row in session.execute(counts)}
    samples, found = sample(session, list(asking)), {}
    for paper_id, paper in asking.items():
        wanted = sample_size(scripts.get(paper_id, 0), _rules(paper))
        counted = Counter(one.standing for one in samples[paper_id])
        found[paper_id] = {
            "sample_size": wanted,
            "unmoderated": max(0, wanted - len(samples[paper_id])) + counted[Standing.unread],
            "stale_moderations": counted[Standing.stale],
            "open_moderations": counted[Standing.asked],
        }
    return found


def _rules(paper: Paper) -> Mapping[str, Any]:
    return context.rules_of(paper.round, paper.round.begun_at)
