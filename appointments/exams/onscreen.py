"""What a paper marked on screen tells its guards, and what each marker finds on the own desk."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions import context
from appointments.competitions.models import Paper
from appointments.core.ledger.models import LEAF, PAYLOAD, POSITION
from appointments.exams import allocation, moderation, pool
from appointments.exams.models import LOCKED_SCRIPT, Mark, MarkDraft, ScreenScript, ShareStatement
from workflows.paper_facts import PaperFacts
from workflows.parameters_exam import SCREEN

SEALING = ("paper.seal_codes", "paper.seal_codes_again")


@dataclass(frozen=True, slots=True)
class Mine:
    """One script on a marker's desk: the own mark or draft, and nothing of anybody else's."""

    script_id: UUID
    code: str
    mark: Mark | None
    draft: MarkDraft | None
    file: str = ""
    pages: int = 0


def is_on_screen(paper: Paper, now: datetime) -> bool:
    """Whether the round's regulation has this paper's scripts marked on screen."""
    return str(context.rules_of(paper.round, now)["exam.marking_mode"]) == SCREEN


def desk(session: Session, paper: Paper, person: UUID) -> list[Mine]:
    """The scripts that this person marks, in the person's own order, which the sealed seed gives."""
    query = sa.select(ScreenScript).where(ScreenScript.paper_id == paper.id, ScreenScript.state.not_in(LOCKED_SCRIPT))
    mine = {s.code: s for s in session.scalars(query) if person.hex in s.markers}
    if not mine:
        return []
    ids = [script.id for script in mine.values()]
    own = sa.select(Mark).where(Mark.marker_id == person, Mark.script_id.in_(ids), Mark.voided == "")
    kept = sa.select(MarkDraft).where(MarkDraft.marker_id == person, MarkDraft.script_id.in_(ids))
    marks = {mark.script_id: mark for mark in session.scalars(own)}
    drafts = {draft.script_id: draft for draft in session.scalars(kept)}
    order = allocation.order_for(person.hex, list(mine), bytes.fromhex(paper.allocation_seed))
    scripts = [mine[code] for code in order]
    return [Mine(s.id, s.code, marks.get(s.id), drafts.get(s.id), s.file, s.pages) for s in scripts]


def facts_on_screen(session: Session, papers: Sequence[Paper]) -> dict[UUID, dict[str, Any]]:
    """The facts of those papers of which marks are signed on screen and not yet locked; no statement for others."""
    stated = _shares_stated(session, [p.id for p in papers if p.seed_seal and p.state == "locked"])
    chosen = [p for p in papers if p.seed_seal and p.state in pool.BEFORE_LOCK]
    if not chosen:
        return stated
    waiting = [p for p in chosen if p.state == "coded"]
    sealed = _in_a_head(session, waiting)
    in_conflict = pool.in_conflict(session, chosen)
    sampled = moderation.facts(session, chosen)
    return stated | {
        p.id: {
            "head_is_missing": p in waiting and p.id not in sealed,
            "markers_in_conflict": in_conflict[p.id],
            **sampled.get(p.id, {}),
        }
        for p in chosen
    }


def _shares_stated(session: Session, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """How many custodians have stated that they gave their share; no statement for papers that are not locked."""
    if not ids:
        return {}
    query = sa.select(ShareStatement.paper_id, sa.func.count()).where(ShareStatement.paper_id.in_(ids))
    return {row[0]: {"shares_stated": row[1]} for row in session.execute(query.group_by(ShareStatement.paper_id))}


def untold(paper: Paper, facts: PaperFacts) -> PaperFacts:
    """The facts for pages of others than the board's head: while scripts are marked on screen, not how many are done.

    A marker could otherwise see after each own mark whether the other's had been there, and how far from it.
    """
    if not paper.seed_seal or paper.state != "marking":
        return facts
    return replace(facts, unsettled_scripts=0, unmoderated=0, stale_moderations=0, open_moderations=0)


def _in_a_head(session: Session, papers: Sequence[Paper]) -> set[UUID]:
    """The papers whose commitment to the map, as it counts now, has its place under a signed head."""
    if not papers:
        return set()
    query = sa.select(LEAF.c.case_key, LEAF.c.leaf, PAYLOAD.c.body).join(POSITION, POSITION.c.leaf_id == LEAF.c.id)
    query = query.join(PAYLOAD, PAYLOAD.c.leaf_id == LEAF.c.id)
    found = session.execute(query.where(LEAF.c.case_key.in_([paper.case_key for paper in papers])))
    sealed = {
        (row.case_key, json.loads(row.body)["rows"].get(row.case_key, {}).get("map_seal"))
        for row in found
        if json.loads(row.leaf)["act"] in SEALING
    }
    return {paper.id for paper in papers if (paper.case_key, paper.map_seal) in sealed}
