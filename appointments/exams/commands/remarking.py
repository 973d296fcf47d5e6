"""Re-marking (phúc khảo): asked for within the window, coded again, marked by others, decided by the rule."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.commands.locking import editing, lock_paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.exams import intake, pool, rules
from appointments.exams.case import appeal_case, counting_sheets, first_scripts, script_case
from appointments.exams.commands import coding
from appointments.exams.commands.allocating import drawn_again
from appointments.exams.models import Appeal, ScreenScript, Script, SheetScript
from appointments.exams.screen_case import touched
from appointments.exams.sealing import code_of
from appointments.exams.unpacking import Part
from appointments.files.storage import Storage
from workflows.engine import Refused
from workflows.roles import CANDIDATE, CHAIR, CODING, MARKING_HEAD, SECRETARY

FINISHERS = (MARKING_HEAD, CHAIR, SECRETARY)
REGISTER = ("accept", "refuse", "withdraw")


def file_appeal(session: Session, application_id: UUID, grounds: str, *, by: By, now: datetime) -> Appeal:
    """The candidate asks that the written script be marked again; once, within the window."""
    with Work(session, by, now) as work:
        application = session.get(Application, application_id)
        if application is None or by.person != application.person_id or application.contest.paper_id is None:
            raise NotFound(Application, application_id)
        paper = lock_paper(work, application.contest.paper_id)
        work.lock(Application, application_id)
        if session.query(Appeal).filter_by(application_id=application_id, paper_id=paper.id).first():
            raise Invalid("You have already asked for re-marking.")
        appeal = Appeal(
            id=uuid4(), application=application, paper=paper, grounds=grounds.strip(),
            old_mark=application.script_mark, state="asked", process_version=0,
        )  # fmt: skip
        work.begin(appeal, CANDIDATE)
        work.fire(appeal, "file", appeal_case(session, appeal, by, now))
        return appeal


def register_step(
    session: Session, appeal_id: UUID, trigger: str, reason: str = "", *, by: By, now: datetime, seen: int | None = None
) -> Appeal:
    """Accept, refuse or withdraw a request."""
    if trigger not in REGISTER:
        raise NotFound(Appeal, trigger)
    with Work(session, by, now) as work:
        appeal = _lock(work, appeal_id, seen)
        work.fire(appeal, trigger, appeal_case(session, appeal, by, now, reason))
        return appeal


def code_again(session: Session, appeal_id: UUID, markers: Sequence[UUID], *, by: By, now: datetime) -> Appeal:
    """Give the script a new code and two markers who never touched it; the old marks are not on the new script."""
    with Work(session, by, now) as work:
        appeal = _lock(work, appeal_id, None)
        old = _script_of(session, appeal)
        if isinstance(old, ScreenScript):
            raise Invalid("New codes of scripts marked on screen are drawn by the coding board's tool.")
        codes = list(session.scalars(sa.select(Script.code).where(Script.paper_id == appeal.paper_id)))
        script = SheetScript(
            id=uuid4(), paper=appeal.paper, code=rules.draw_codes(1, codes)[0], markers=_named(session, markers, old),
            remark_of=old.id,
        )  # fmt: skip
        _coded(session, work, appeal, script, by, now)
        return appeal


def take_code_again(
    session: Session, appeal_id: UUID, parts: Mapping[str, Part], storage: Storage, *, demonstration: bool = False,
    by: By, now: datetime,
) -> Appeal:  # fmt: skip
    """Take the tool's batch with the new code of one script; its markers are drawn among those who never touched it."""
    asked = session.get(Appeal, appeal_id)
    if asked is None:
        raise NotFound(Appeal, appeal_id)
    number = asked.application.number or ""
    due = coding.expected_again(session, asked.paper, number, demonstration=demonstration)
    brought = coding.looked_through(parts, due, storage)
    with Work(session, by, now) as work:
        appeal = _lock(work, appeal_id, None)
        again = coding.expected_again(session, appeal.paper, number, demonstration=demonstration)
        if faults := intake.differences(brought.commitment, brought.manifest, again):
            raise Refused(faults)
        old, code = _script_of(session, appeal), brought.manifest.codes[0]
        chosen = drawn_again(session, appeal.paper, code, touched(old), now)
        script = coding.script_of(appeal.paper, code, brought, markers=chosen, remark_of=old.id)
        session.add(coding.batch_of(appeal.paper, brought))
        _coded(session, work, appeal, script, by, now)
        return appeal


def _coded(session: Session, work: Work, appeal: Appeal, script: Script, by: By, now: datetime) -> None:
    work.begin(script, CODING)
    session.flush()
    if isinstance(script, ScreenScript):
        work.fire(script, "allocate", script_case(session, script, SYSTEM_BY, now))
    appeal.script_id = script.id
    work.fire(appeal, "code_again", appeal_case(session, appeal, by, now))


def _named(session: Session, markers: Sequence[UUID], old: Script) -> list[str]:
    """Two markers whom the coding board named, neither of whom had the script before."""
    chosen = [person.hex for person in markers]
    if len(set(chosen)) != 2:
        raise Invalid("Every script needs two different markers.", "markers")
    if set(chosen) & touched(old):
        raise Invalid("Whoever marked the script before may not mark it again.", "markers")
    pool.demand_free(session, old.paper, markers)
    return chosen


def finish_marking(session: Session, appeal_id: UUID, *, by: By, now: datetime) -> Appeal:
    """The second marking is settled: the script is locked and opened, and the new mark stands beside the old one."""
    with Work(session, by, now) as work:
        appeal = _lock(work, appeal_id, None)
        editing(work, appeal.paper, paper_case(session, appeal.paper, by, now), FINISHERS, ("remarking",))
        script = work.lock(Script, _new_script_id(appeal))
        if script.state != "settled":
            raise Invalid("The second marking is not settled yet.")
        for trigger in ("lock", "open"):
            work.fire(script, trigger, script_case(session, script, SYSTEM_BY, now))
        appeal.new_mark = script.mark
        session.flush()
        again = touched(script) & touched(_script_of(session, appeal))
        signed = {sheet.marker_id for sheet in counting_sheets(script)}
        against = len(pool.kept_out(session, appeal.paper, signed))
        facts: dict[str, Any] = {
            "script_state": script.state, "markers_again": len(again), "markers_in_conflict": against,
        }  # fmt: skip
        work.fire(appeal, "finish", appeal_case(session, appeal, SYSTEM_BY, now, **facts))
        return appeal


def earlier_markers(session: Session, appeal: Appeal) -> frozenset[str]:
    """The ids (hex) of those who marked the script before, and may not mark it again."""
    return touched(_script_of(session, appeal))


def is_on_screen(session: Session, appeal: Appeal) -> bool:
    """Whether the script is marked on screen, so that its markers are drawn."""
    return isinstance(_script_of(session, appeal), ScreenScript)


def slip(session: Session, appeal: Appeal) -> tuple[str, str | None]:
    """Under which code the script lies in its stack, and under which new one it is to be laid out; for the coders."""
    new = session.get(Script, appeal.script_id) if appeal.script_id else None
    return _script_of(session, appeal).code, new.code if new else None


def _lock(work: Work, appeal_id: UUID, seen: int | None) -> Appeal:
    paper_id = work.session.query(Appeal.paper_id).filter(Appeal.id == appeal_id).scalar()
    if paper_id is None:
        raise NotFound(Appeal, appeal_id)
    lock_paper(work, paper_id)
    return work.lock(Appeal, appeal_id, seen=seen)


def _new_script_id(appeal: Appeal) -> UUID:
    if appeal.script_id is None:
        raise Invalid("The script has no new code yet.")
    return appeal.script_id


def _script_of(session: Session, appeal: Appeal) -> Script:
    """The script as it was first marked; found through the opened map, which exists by now."""
    code = code_of(session, appeal.paper_id, appeal.application_id)
    script = next((s for s in first_scripts(session, appeal.paper_id) if s.code == code), None)
    if script is None:
        raise NotFound(Script, appeal.application_id)
    return script
