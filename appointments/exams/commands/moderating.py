"""The board's head draws the sample, reads its scripts again, and lets the mark stand or asks the pair to talk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.commands.locking import editing, lock_paper
from appointments.competitions.models import Paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams import moderation
from appointments.exams.case import script_case
from appointments.exams.commands.allocating import lock_script, scripts_on_screen
from appointments.exams.models import Moderation, ScreenScript
from workflows.moderation import AGREE, ASK, Standing
from workflows.roles import MARKING_HEAD

LONGEST_NOTE = 4000


def draw_sample(session: Session, paper_id: UUID, *, by: By, now: datetime) -> Paper:
    """Once, when every script has its mark: those that the sealed seed gives, whoever asks."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        case = paper_case(session, paper, by, now)
        role = editing(work, paper, case, (MARKING_HEAD,), ("marking",))
        if case.facts.unsettled_scripts or not case.facts.sample_size:
            raise Invalid("The sample is drawn when every script has its mark, and where the regulation wants one.")
        if moderation.sample(session, [paper_id])[paper_id]:
            raise Invalid("The sample is drawn already.")
        scripts = {script.code: script for script in scripts_on_screen(session, paper_id)}
        for code in moderation.drawn(paper, list(scripts)):
            session.add(Moderation(script_id=scripts[code].id, drawn_at=now))
        work.note(paper, "draw_sample", role, scripts=case.facts.sample_size)
        return paper


def moderate(
    session: Session, script_id: UUID, verdict: str, note: str, *, by: By, now: datetime, seen: int | None = None
) -> ScreenScript:
    """The head read a script of the sample again: the mark stands, or the pair is asked to talk, with the reason."""
    if verdict not in (AGREE, ASK):
        raise Invalid("There is no such finding.")
    with Work(session, by, now) as work:
        script = lock_script(work, script_id, seen)
        role = editing(work, script, script_case(session, script, by, now), (MARKING_HEAD,), ("settled",))
        found = {one.script.id: one for one in moderation.sample(session, [script.paper_id])[script.paper_id]}
        if script.paper.state != "marking" or script_id not in found:
            raise NotFound(ScreenScript, script_id)
        if found[script_id].standing is Standing.agreed:
            raise Invalid("This script was read again already, and its mark has not changed since.")
        read = Moderation(script_id=script_id, drawn_at=found[script_id].reading.drawn_at)
        read.verdict, read.mark, read.note = verdict, script.mark, note.strip()
        read.read_by, read.read_at = by.person, now
        session.add(read)
        if verdict == AGREE:
            work.note(script, "moderate", role)
            return script
        script.mark, script.settled_how = None, ""
        work.fire(script, "question", script_case(session, script, by, now, note.strip()))
        return script
