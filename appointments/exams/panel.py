"""The presentation part: what the panel's sheets say of a candidate, keyed twice from paper or signed on screen."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from appointments.accounts.models import Assignment
from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions.models import Contest, Round
from appointments.exams.defences import Defence, counting
from appointments.exams.models import PanelSheet, Presentation
from workflows import oral
from workflows.parameters_exam import SCREEN
from workflows.roles import PANEL
from workflows.rules import on_scale

REACHED_ORAL = ("written_passed", "oral_done")


def is_on_screen(round_: Round) -> bool:
    """Whether the presentations of a round are scored on screen; a round pinned before the option existed: no."""
    return context.rules_of(round_, round_.begun_at).get("exam.panel_mode") == SCREEN


def members(session: Session, round_: Round) -> list[UUID]:
    """Who sits on the round's panel now, in a fixed order."""
    query = sa.select(Assignment.person_id).where(
        Assignment.scope == context.round_scope(round_.id),
        Assignment.role == str(PANEL),
        Assignment.state == "in_force",
    )
    return sorted(session.scalars(query.distinct()))


def sheets_of(session: Session, application_id: UUID) -> Sequence[PanelSheet]:
    """Every keying for one candidate."""
    query = sa.select(PanelSheet).where(PanelSheet.application_id == application_id)
    return session.scalars(query.order_by(PanelSheet.round, PanelSheet.member_id, PanelSheet.keying)).all()


def settled_scores(sheets: Sequence[PanelSheet]) -> dict[UUID, Decimal]:
    """Each member's score, where two keyings agree or a third settled them; of the last round in which it was given."""
    keyed: dict[tuple[UUID, int], dict[int, Decimal]] = {}
    for sheet in sheets:
        keyed.setdefault((sheet.member_id, sheet.round), {})[sheet.keying] = sheet.score
    scores = {}
    for (member, _), keyings in sorted(keyed.items(), key=lambda item: item[0][1]):
        if 3 in keyings:
            scores[member] = keyings[3]
        elif len(keyings) == 2 and keyings[1] == keyings[2]:
            scores[member] = keyings[1]
        else:
            scores.pop(member, None)  # a new round that is not settled yet
    return scores


def divergent(sheets: Sequence[PanelSheet], limit: Decimal) -> list[UUID]:
    """Whose settled score lies beyond the limit from the mean and has not been talked over (no second round yet)."""
    scores = settled_scores(sheets)
    if not scores:
        return []
    again = {sheet.member_id for sheet in sheets if sheet.round == 2}
    far = oral.far_from_mean({member.hex: score for member, score in sorted(scores.items())}, limit)
    return [member for member in sorted(scores) if member.hex in far and member not in again]


def open_sheets(session: Session, application: Application) -> int:
    """How many sheets are unsigned, keyed once or differently, or divergent and not talked over.

    Where they are signed on screen: none once the chair has closed the presentation, until then one.
    """
    round_ = application.contest.round
    if round_ is None or application.state not in REACHED_ORAL:
        return 0
    if is_on_screen(round_):
        return 1 - _closed(session, [application.id])
    sheets = sheets_of(session, application.id)
    return _open(members(session, round_), sheets, limit_of(round_))


def _open(panel: Sequence[UUID], sheets: Sequence[PanelSheet], limit: Decimal) -> int:
    scores = settled_scores(sheets)
    missing = sum(member not in scores for member in panel)
    return missing or len(divergent(sheets, limit))


def limit_of(round_: Round) -> Decimal:
    """How far a score may lie from the mean before it is talked over."""
    pinned = context.rules_of(round_, round_.begun_at)
    return on_scale(pinned["exam.oral_divergence"], pinned["exam.scale"])


def _closed(session: Session, ids: Sequence[UUID]) -> int:
    """How many of these presentations, scored on screen, the chair has closed."""
    query = sa.select(sa.func.count()).select_from(Defence)
    return session.scalar(query.where(Defence.application_id.in_(ids), Defence.state == "closed")) or 0


def oral_mark(sheets: Sequence[PanelSheet]) -> Decimal | None:
    """The mean of the settled scores to two decimals; None where nobody has scored."""
    scores = settled_scores(sheets)
    return oral.mean([scores[member] for member in sorted(scores)]) if scores else None


def mark_of(session: Session, application: Application) -> Decimal | None:
    """The presentation's mark, as the sheets give it, from paper or on screen."""
    if application.contest.round is not None and is_on_screen(application.contest.round):
        return session.scalar(sa.select(Defence.score).where(Defence.application_id == application.id))
    return oral_mark(sheets_of(session, application.id))


def scores_behind(session: Session, round_: Round, ids: Collection[UUID]) -> dict[UUID, tuple[Decimal, ...]]:
    """By application the scores of which the presentation's mark is the mean, in the order of the members' ids."""
    if is_on_screen(round_):
        query = sa.select(Defence).options(selectinload(Defence.seats), selectinload(Defence.sheets))
        found = session.scalars(query.where(Defence.application_id.in_(ids)))
        return {one.application_id: tuple(sheet.score for sheet in counting(one).values()) for one in found}
    keyed = _keyed(session, ids)
    return {one: tuple(score for _, score in sorted(settled_scores(sheets).items())) for one, sheets in keyed.items()}


def _keyed(session: Session, ids: Collection[UUID]) -> dict[UUID, list[PanelSheet]]:
    """By application every keying of its sheets."""
    found: dict[UUID, list[PanelSheet]] = {}
    for sheet in session.scalars(sa.select(PanelSheet).where(PanelSheet.application_id.in_(ids))):
        found.setdefault(sheet.application_id, []).append(sheet)
    return found


def round_facts(session: Session, round_: Round) -> dict[str, Any]:
    """Counts over everybody who reached the presentation."""
    query = sa.select(Application).join(Application.contest).where(
        Contest.round_id == round_.id, Application.state.in_(REACHED_ORAL)
    )  # fmt: skip
    reached = list(session.scalars(query))
    ids = [a.id for a in reached]
    times = list(session.scalars(sa.select(Presentation).where(Presentation.application_id.in_(ids))))
    summoned = [p.summoned_at for p in times if p.summoned_at]
    first = min((p.starts_at for p in times), default=None)
    return {
        "oral_at": first,
        "oral_summon_by": _summon_by(session, round_, first) if first else None,
        "oral_candidates": len(reached),
        "oral_unscheduled": len(set(ids) - {p.application_id for p in times}),
        "oral_summoned_at": max(summoned, default=None) if len(summoned) == len(reached) else None,
        "open_orals": sum(a.state == "written_passed" for a in reached),
        "open_sheets": _open_in(session, round_, [a.id for a in reached if a.state == "written_passed"]),
    }


def _open_in(session: Session, round_: Round, ids: Sequence[UUID]) -> int:
    """How many sheets of these candidates are open; on screen, how many presentations are not closed."""
    if is_on_screen(round_):
        return len(ids) - _closed(session, ids)
    keyed = _keyed(session, ids)
    panel, limit = members(session, round_), limit_of(round_)
    return sum(_open(panel, keyed.get(one, []), limit) for one in ids)


def _summon_by(session: Session, round_: Round, first: datetime) -> datetime:
    """The first instant too late for a summons to the first presentation."""
    pinned, calendar = context.rules_of(round_, first), context.calendar_of(session, first)
    return calendar.before(first, pinned["exam.summon_wd"], working=True).due
