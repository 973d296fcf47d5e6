"""Marks from signed paper sheets: assigned markers, two keyings by two people, differences settled, the lock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.commands.locking import editing, lock_paper
from appointments.competitions.models import Paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Invalid
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.exams import pool, rules
from appointments.exams.case import first_scripts, paper_facts, script_case, standing_marks, standing_scripts
from appointments.exams.models import MarkSheet, Script
from appointments.exams.screen_case import touched
from workflows.engine import Case, Refused
from workflows.roles import MARKING_HEAD, SUPERVISOR
from workflows.script import KEYED

NAMING = ("coded", "marking", "remarking")
"""The states of a paper in which markers are named."""
THIRD_STATES = ("diverged", "third_once", "third_mismatched")
COMPARISONS = ("keyings_agree", "keyings_differ")
SETTLING = ("agree_jointly", "settle_by_third", "decide")


def assign_markers(
    session: Session, paper_id: UUID, pairs: Mapping[UUID, Sequence[UUID]], *, by: By, now: datetime
) -> None:
    """Name the two markers of each script (by the script's id): once marking lasts, of what nobody has keyed; in
    re-marking, of scripts whose sheets were voided.
    """
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        role = editing(work, paper, paper_case(session, paper, by, now), (MARKING_HEAD,), NAMING)
        pool.demand_free(session, paper, {person for pair in pairs.values() for person in pair})
        for script in unkeyed(standing_scripts(session, paper_id)):
            chosen = [person.hex for person in pairs.get(script.id, ())]
            if len(chosen) != 2 or len(set(chosen)) != 2:
                raise Invalid("Every script needs two different markers.", "markers")
            first = session.get(Script, script.remark_of) if script.remark_of else None
            if first is not None and set(chosen) & touched(first):
                raise Invalid("Whoever marked the script before may not mark it again.", "markers")
            script.markers = chosen
        work.note(paper, "assign_markers", role)


def unkeyed(scripts: Sequence[Script]) -> list[Script]:
    """Those of which no sheet was keyed."""
    return [script for script in scripts if script.state == "coded"]


def void_sheets(session: Session, paper_id: UUID, marker: UUID, reason: str, *, by: By, now: datetime) -> list[Script]:
    """A marker turned out to be in conflict: the keyed sheets of every script of theirs stay on record and count no
    more, the other marker's too, whose signed sheet is keyed again beside the new one's.
    """
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        keyed = keyed_of(session, paper_id).get(marker, set())
        found = [script for script in standing_scripts(session, paper_id) if script.id in keyed]
        if not found:
            raise Invalid("No sheet of this marker is keyed.")
        against = len(pool.kept_out(session, paper, [marker]))
        for script in found:
            case = script_case(session, script, by, now, reason, markers_in_conflict=against)
            work.fire(script, "void_sheets", case)
            for sheet in script.sheets:
                sheet.voided = reason.strip()
            script.mark, script.settled_how = None, ""
        session.flush()
        for script in found:
            session.expire(script, ["sheets"])
        return found


def keyed_of(session: Session, paper_id: UUID) -> dict[UUID, set[UUID]]:
    """By marker the scripts of a paper, not locked, of which a sheet of theirs is keyed and counts."""
    query = sa.select(MarkSheet.marker_id, Script.id).join(Script, Script.id == MarkSheet.script_id)
    query = query.where(Script.paper_id == paper_id, Script.state.in_(map(str, KEYED)))
    found: dict[UUID, set[UUID]] = {}
    for marker, script in session.execute(query.where(MarkSheet.voided == "").distinct()):
        found.setdefault(marker, set()).add(script)
    return found


def key_sheets(
    session: Session,
    script_id: UUID,
    marks: Mapping[UUID, Decimal],
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> Script:
    """Key the signed sheets of a script: marker -> mark. The second person keys them again without seeing the first.

    In a third marking there is one sheet. When two keyings agree, the rule is applied at once.
    """
    with Work(session, by, now) as work:
        script = _lock(work, script_id, seen)
        third = script.state in THIRD_STATES
        told = _keying_facts(session, script, marks, third)
        case = script_case(session, script, by, now, **told)
        keying = 1 if script.state in ("coded", "diverged") else 2
        _fire_keying(work, script, "key_third" if third else "key", case)
        _add_sheets(script, marks, third, keying, by, now)
        _apply_rule(session, work, script, now)
        return script


def settle_keying(
    session: Session, script_id: UUID, marks: Mapping[UUID, Decimal], reason: str, *, by: By, now: datetime
) -> Script:
    """A third person reads the sheets where two keyings differ, and says which is right and why."""
    with Work(session, by, now) as work:
        script = _lock(work, script_id, None)
        third = script.state in THIRD_STATES
        case = script_case(session, script, by, now, reason, **_keying_facts(session, script, marks, third))
        work.fire(script, "settle_keying", case)
        _add_sheets(script, marks, third, 3, by, now, reason)
        _apply_rule(session, work, script, now)
        return script


def settle_mark(
    session: Session,
    script_id: UUID,
    trigger: str,
    mark: Decimal,
    reason: str,
    *,
    has_record: bool = False,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> Script:
    """Where two marks lie too far apart: the agreed mark, the one after a third marking, or the chair's."""
    if trigger not in SETTLING:
        raise Invalid("There is no such way to settle a mark.")
    with Work(session, by, now) as work:
        script = _lock(work, script_id, seen)
        case = script_case(session, script, by, now, reason, proposed=mark, has_record=has_record)
        script.mark, script.settled_how = mark, trigger
        work.fire(script, trigger, case)
        return script


def propose_lock(session: Session, paper_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Paper:
    """The head of the marking board proposes to lock exactly these marks: their hash is kept."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id, seen=seen)
        case = paper_case(session, paper, by, now)
        paper.lock_hash, paper.lock_proposed_by, paper.attested_by = case.facts.content_hash, by.person, None
        work.fire(paper, "propose_lock", case)
        return paper


def attest_lock(session: Session, paper_id: UUID, *, by: By, now: datetime) -> None:
    """The supervisor attests that chair and head of the marking board see the same content."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        role = editing(work, paper, paper_case(session, paper, by, now), (SUPERVISOR,), ("lock_proposed",))
        if paper.lock_hash != paper_facts(session, paper)["content_hash"]:
            raise Invalid("The marks changed after the lock was proposed.")
        paper.attested_by = by.person
        work.note(paper, "attest_lock", role)


def lock(session: Session, paper_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Paper:
    """The chair locks the marks; every settled script is locked in the same transaction."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id, seen=seen)
        work.fire(paper, "lock", paper_case(session, paper, by, now))
        paper.opened_seed = paper.allocation_seed
        session.flush()
        for script in first_scripts(session, paper_id):
            work.fire(script, "lock", script_case(session, script, SYSTEM_BY, now))
        return paper


def _lock(work: Work, script_id: UUID, seen: int | None) -> Script:
    """The paper before the script, as everywhere."""
    paper_id = work.session.query(Script.paper_id).filter(Script.id == script_id).scalar()
    if paper_id is not None:
        lock_paper(work, paper_id)
    return work.lock(Script, script_id, seen=seen)


def _keying_facts(session: Session, script: Script, marks: Mapping[UUID, Decimal], third: bool) -> dict[str, Any]:
    """Who signed, what is being keyed, and whether it equals the keying before; for the guards."""
    sheets = [s for s in script.sheets if (s.sheet == 3) == third]
    before = {s.marker_id: s.mark for s in sheets if s.keying == 1}
    signed = [person.hex for person in marks]
    others = [s.marker_id.hex for s in script.sheets if s.sheet < 3 and s.keying == 1] if third else []
    is_first = script.state in ("coded", "diverged")
    kept_out = pool.kept_out(session, script.paper, marks) if is_first else set()
    barred = sum((who.hex in script.markers) is third or who in kept_out for who in marks)
    return {
        "markers": tuple(signed + others),
        "marks": tuple(marks.values()),
        "barred_markers": barred,
        "same": not before or before == dict(marks),
    }


def _fire_keying(work: Work, script: Script, trigger: str, case: Case) -> None:
    """Key, or refuse; a refusal does not tell whether what was typed equals the keying before."""
    try:
        work.fire(script, trigger, case)
    except Refused as refused:
        told = [refusal for refusal in refused.refusals if refusal.guard not in COMPARISONS]
        raise Refused(told or refused.refusals) from None


def _add_sheets(
    script: Script, marks: Mapping[UUID, Decimal], third: bool, keying: int, by: By, now: datetime, note: str = ""
) -> None:
    order = sorted(marks, key=lambda person: script.markers.index(person.hex) if person.hex in script.markers else 9)
    for number, marker in enumerate(order, 3 if third else 1):
        script.sheets.append(
            MarkSheet(
                sheet=number, keying=keying, mark=marks[marker], marker_id=marker, keyed_by=by.person, keyed_at=now,
                note=note.strip(),
            )
        )  # fmt: skip


def _apply_rule(session: Session, work: Work, script: Script, now: datetime) -> None:
    """As soon as both keyings of both sheets stand: the mean where the marks are close, else they diverge."""
    if script.state != "keyed_twice":
        return
    marks = list(standing_marks(script).values())
    case = script_case(session, script, SYSTEM_BY, now)
    close = case.facts.distance <= case.facts.limit
    if close:
        script.mark, script.settled_how = rules.mean(marks[:2]), "agree"
    work.fire(script, "agree" if close else "diverge", case)
