"""The facts that exams know: of papers, rounds, posts and applications; and of scripts and re-marking requests."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.applications.case import application_scopes
from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions.case import Asker, clashes_of
from appointments.competitions.models import Contest, Paper, Round
from appointments.core import directory
from appointments.core.work import By
from appointments.exams import candidate_cases, panel, pool, proposals, room_signing, rules
from appointments.exams import sanction_case as sanctions
from appointments.exams.criteria import criteria_of
from appointments.exams.incidents import ended_by_sanction
from appointments.exams.models import (
    LOCKED_SCRIPT,
    STANDS,
    Appeal,
    Attendance,
    Mark,
    MarkSheet,
    Room,
    ScreenScript,
    Script,
    SheetScript,
)  # fmt: skip
from appointments.exams.onscreen import facts_on_screen
from appointments.exams.screen_case import screen_case, standing_marks_on
from workflows.appeal import AppealFacts
from workflows.engine import Case
from workflows.rules import on_scale
from workflows.script_facts import ScriptFacts
from workflows.words import Words

APPEALS_OVER = ("answered", "refused", "withdrawn")
SETTLED = ("settled", *LOCKED_SCRIPT)


@directory.tells_facts("paper")
def paper_facts(session: Session, paper: Paper) -> dict[str, Any]:
    """What the sitting, the scripts and the re-marking requests of a paper tell."""
    return papers_facts(session, [paper])[paper.id]


def papers_facts(session: Session, papers: Sequence[Paper]) -> dict[UUID, dict[str, Any]]:
    """The same for many papers; the number of statements does not depend on how many."""
    ids = [paper.id for paper in papers]
    listed = _listed_by_paper(session, ids)
    seats = _by_paper(session, sa.select(Attendance).where(Attendance.paper_id.in_(ids)))
    rooms = _by_paper(session, sa.select(Room).where(Room.paper_id.in_(ids)))
    first = sa.select(Script).where(Script.paper_id.in_(ids), Script.remark_of.is_(None), STANDS).order_by(Script.code)
    scripts = _by_paper(session, first)
    open_ = sa.select(Appeal.paper_id, sa.func.count()).where(Appeal.paper_id.in_(ids))
    open_ = open_.where(Appeal.state.not_in(APPEALS_OVER)).group_by(Appeal.paper_id)
    appeals = {row[0]: row[1] for row in session.execute(open_)}
    on_screen, ended = facts_on_screen(session, papers), ended_by_sanction(session, ids)
    on_sheets, minutes = pool.facts_on_sheets(session, papers), room_signing.facts(session, papers, seats, rooms)
    return {
        p.id: _sitting_facts(p, listed[p.id], seats[p.id], rooms[p.id], ended)
        | _script_facts(p, seats[p.id], scripts[p.id])
        | {"open_appeals": appeals.get(p.id, 0), **on_screen.get(p.id, {}), **on_sheets.get(p.id, {})}
        | minutes.get(p.id, {})
        for p in papers
    }


def _sitting_facts(
    paper: Paper, listed: set[UUID], seats: Sequence[Attendance], rooms: Sequence[Room], ended: set[UUID]
) -> dict[str, Any]:
    """`ended`: those whose exam a sanction ended; their script lies with the minutes."""
    seated = {a.application_id for a in seats}
    came = [a for a in seats if a.present]
    return {
        "unseated": len(listed - seated),
        "unsummoned": len(listed - {a.application_id for a in seats if a.summoned_at}),
        "rooms_without_invigilators": sum(not room.invigilators for room in rooms),
        "unmarked_attendance": sum(a.present is None for a in seats) + len(listed - seated),
        "present": len(came),
        "collected": sum(bool(a.collected) for a in came),
        "explained": sum(not a.collected and (bool(a.explained.strip()) or a.application_id in ended) for a in came),
        "counted_by": _text(paper.counted_by),
        "counts_attested": paper.counts_attested_by is not None,
    }


def listed_ids(session: Session, paper_id: UUID) -> set[UUID]:
    """The applications whose candidates have a number and a right to sit this paper, whatever became of them there."""
    return _listed_by_paper(session, [paper_id])[paper_id]


def _listed_by_paper(session: Session, ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    query = sa.select(Contest.paper_id, Application.id).join(Contest, Application.contest_id == Contest.id)
    query = query.where(Contest.paper_id.in_(ids), Application.number.is_not(None), Application.is_live)
    found: dict[UUID, set[UUID]] = {paper_id: set() for paper_id in ids}
    for paper_id, application_id in session.execute(query):
        if paper_id is not None:
            found[paper_id].add(application_id)
    return found


def _by_paper(session: Session, query: sa.Select[Any]) -> dict[UUID, list[Any]]:
    """Rows as they are now: what the page read before the lock was taken may have changed since."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.scalars(query.execution_options(populate_existing=True)):
        found[row.paper_id].append(row)
    return found


def _script_facts(paper: Paper, seats: Sequence[Attendance], scripts: Sequence[Script]) -> dict[str, Any]:
    collected = sum(bool(a.present and a.collected) for a in seats)
    settled = [(s.code, s.mark) for s in scripts if s.state in SETTLED and s.mark is not None]
    return {
        "uncoded": max(0, collected - len(scripts)),
        "duplicate_codes": len(scripts) - len({s.code for s in scripts}),
        "map_seal": paper.map_seal or "",
        "criteria_total": sum((one.most for one in criteria_of(paper.criteria)), Decimal(0)),
        "assigned_scripts": sum(bool(s.markers) for s in scripts),
        "unassigned_scripts": sum(len(set(s.markers)) < 2 for s in scripts),
        "unsettled_scripts": len(scripts) - len(settled),
        "content_hash": rules.content_hash(settled) if scripts and len(settled) == len(scripts) else "",
        "coding_share": paper.coding_share_by is not None,
        "decoding_attested": paper.decoding_attested_by is not None,
        "opened_seal": paper.opened_seal or "",
        "unmatched_scripts": sum(s.state != "opened" for s in scripts),
    }


def standing_scripts(session: Session, paper_id: UUID, *only: sa.ColumnElement[bool]) -> Sequence[Script]:
    """The scripts of a paper as they are now, by code, re-marked ones included."""
    query = sa.select(Script).where(Script.paper_id == paper_id, STANDS, *only)
    return session.scalars(query.order_by(Script.code).execution_options(populate_existing=True)).all()


def first_scripts(session: Session, paper_id: UUID) -> Sequence[Script]:
    """The scripts of a paper as they were first marked, by code."""
    return standing_scripts(session, paper_id, Script.remark_of.is_(None))


@directory.tells_facts("application")
def application_facts(session: Session, application: Application) -> dict[str, Any]:
    """What the panel's sheets, the sitting and its minutes tell of one candidate."""
    sheets: dict[str, Any] = {
        "open_sheets": panel.open_sheets(session, application),
        "oral_mark": application.oral_mark,
    }
    if application.state == "written_passed" and application.contest.round is not None:
        sheets["unopened"] = proposals.unopened(session, application.contest.round)
    return sheets | sanctions.application_facts(session, application)


@directory.tells_facts("round")
def round_facts(session: Session, round_: Round) -> dict[str, Any]:
    """What the presentations of a round tell."""
    return panel.round_facts(session, round_)


@directory.tells_facts("contest")
def contest_facts(session: Session, contest: Contest) -> dict[str, Any]:
    """How many candidates of a post still wait for the result of their presentation."""
    waiting = sa.select(sa.func.count()).select_from(Application).where(
        Application.contest_id == contest.id, Application.state.in_(("sat", "written_passed"))
    )  # fmt: skip
    return {"open_orals": session.scalar(waiting) or 0}


def script_case(session: Session, script: Script, by: By, now: datetime, reason: str = "", **told: Any) -> Case:
    """How a script stands now for whoever asks; `told` are the facts about what is being keyed or put forward."""
    if isinstance(script, ScreenScript):
        return screen_case(session, script, by, now, reason, **told)
    paper = script.paper
    context.load_agencies(session)
    actor = Asker.of(session, by, now).towards(context.scopes_of(paper.round))
    pinned, calendar = context.rules_of(paper.round, now), context.calendar_of(session, now)
    marks = tuple(standing_marks(script).values())
    share = pinned["exam.mark_divergence"]
    facts: dict[str, Any] = {
        "holds": context.holds_on(session, [script.case_key, *context.keys_above(paper.round, paper=paper)]),
        "clashes": clashes_of(actor),
        "paper_state": paper.state,
        "keyed_by": tuple(sorted({str(s.keyed_by) for s in last_sheets(script)})),
        "markers": tuple(str(s.marker_id) for s in counting_sheets(script)),
        "marks": marks,
        "scale": Decimal(pinned["exam.scale"]),
        "distance": rules.distance(marks[:2]) if len(marks) >= 2 else Decimal(0),
        "limit": Decimal(share.numerator * pinned["exam.scale"]) / share.denominator,
    }
    return Case(actor, ScriptFacts(**(facts | told)), now, pinned, calendar, reason)


def last_sheets(script: Script) -> list[MarkSheet]:
    """The keyings of the marking that is going on: of the third sheet if there is one, else of the first two."""
    third = [s for s in script.sheets if s.sheet == 3]
    return third or [s for s in script.sheets if s.sheet < 3]


def counting_sheets(script: Script) -> Sequence[MarkSheet | Mark]:
    """Of each sheet the keying that counts: the last; on screen, the marks that were not voided."""
    if isinstance(script, ScreenScript):
        return standing_marks_on(script)
    by_sheet = {s.sheet: s for s in sorted(script.sheets, key=lambda s: s.keying)}
    return [by_sheet[sheet] for sheet in sorted(by_sheet)]


def standing_marks(script: Script) -> dict[int, Decimal]:
    """The mark on each sheet, by the number of the sheet."""
    return {s.sheet: s.mark for s in counting_sheets(script)}


def appeal_case(session: Session, appeal: Appeal, by: By, now: datetime, reason: str = "", **told: Any) -> Case:
    """How a re-marking request stands now for whoever asks."""
    application, paper = appeal.application, appeal.paper
    context.load_agencies(session)
    pinned, calendar = context.rules_of(paper.round, now), context.calendar_of(session, now)
    facts: dict[str, Any] = {
        "holds": context.holds_on(session, [appeal.case_key, *context.keys_above(paper.round, paper=paper)]),
        "paper_state": paper.state,
        "window_opens": paper.published_at,
        "window_closes": paper.remark_closes_at,
        "was_marked": application.script_mark is not None,
        "has_script": appeal.script_id is not None,
        "old_mark": appeal.old_mark,
        "new_mark": appeal.new_mark,
        "threshold": on_scale(pinned["exam.remark_threshold"], pinned["exam.scale"]),
        "has_dialogue": bool(appeal.dialogue.strip()),
        "proposed_hash": appeal.impact_hash,
        "proposed_by": _text(appeal.proposed_by),
    }
    if paper.remark_closes_at:
        finish = calendar.after(paper.remark_closes_at, pinned["exam.remark_finish_days"], working=False)
        facts["finish_by"] = finish.due
    return Case(
        candidate_cases.asker(session, appeal, by, now), AppealFacts(**(facts | told)), now, pinned, calendar, reason
    )


def _scripts(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(SheetScript).options(
        joinedload(SheetScript.paper).joinedload(Paper.round).joinedload(Round.agency), selectinload(SheetScript.sheets)
    )
    return query.where(SheetScript.state.in_(wanted)) if wanted else query


def _screen_scripts(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(ScreenScript).options(
        joinedload(ScreenScript.paper).joinedload(Paper.round).joinedload(Round.agency),
        selectinload(ScreenScript.signed),
    )
    return query.where(ScreenScript.state.in_(wanted)) if wanted else query


def _text(person: UUID | None) -> str | None:
    return str(person) if person else None


def _enter_scripts(process: str, model: type[Script], case: Any, resting: Any) -> None:
    directory.register(
        directory.Kind(
            process,
            model,
            case,
            resting,
            lambda script: context.scopes_of(script.paper.round),
            lambda script: None,
            lambda script: Words(
                f"Phách {script.code} - {script.paper.title}", f"Code {script.code} - {script.paper.title}"
            ),
            "exams.script",
        )
    )


_enter_scripts("script", SheetScript, script_case, _scripts)
_enter_scripts("screen_script", ScreenScript, screen_case, _screen_scripts)
directory.register(
    directory.Kind(
        "appeal",
        Appeal,
        appeal_case,
        candidate_cases.resting(Appeal),
        lambda appeal: application_scopes(appeal.application),
        lambda appeal: appeal.application.person_id,
        lambda appeal: Words(
            f"Phúc khảo {appeal.application.reference} - {appeal.paper.title}",
            f"Re-marking {appeal.application.reference} - {appeal.paper.title}",
        ),
        "exams.appeal",
    )
)
