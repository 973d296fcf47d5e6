"""Written results: published with the marks joined to people, the re-marking window, final marks."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions.commands.locking import lock_paper
from appointments.competitions.models import Paper
from appointments.competitions.siblings import paper_case
from appointments.core.sweep import on_deadline
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.exams.case import first_scripts
from appointments.exams.identities import Identity
from appointments.exams.incidents import percents_off
from appointments.exams.models import Script
from workflows.sanction import less


def publish_written(session: Session, paper_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Paper:
    """Join marks to candidates, publish, pass or fail each, and open the re-marking window: one transaction."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id, seen=seen)
        case = paper_case(session, paper, by, now)
        paper.published_at = now
        work.fire(paper, "publish_written", case)
        session.flush()
        marks = {s.code: s.mark for s in first_scripts(session, paper_id) if s.mark is not None}
        sat = [(application, code) for application, code in _opened(session, paper_id) if application.state == "sat"]
        off = _percents_off(session, paper, [application for application, _ in sat], now)
        for application, code in sat:
            application.script_mark = marks[code]
            application.written_mark = less(marks[code], off.get(application.id, 0))
            work.fire(application, "grade", application_case(session, application, SYSTEM_BY, now))
        _open_window(session, work, paper, now)
        return paper


@on_deadline("paper")
def overdue(session: Session, paper_id: UUID, trigger: str, now: datetime) -> None:
    """A paper's deadline passed: reminded, or its re-marking window closes; without requests the marks are final."""
    with Work(session, SYSTEM_BY, now) as work:
        paper = lock_paper(work, paper_id)
        work.fire(paper, trigger, paper_case(session, paper, SYSTEM_BY, now))
        if paper.state == "final":
            _conclude(session, work, paper, now)


def finish_remarking(session: Session, paper_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Paper:
    """The chair ends the re-marking: the written results are final, and who failed is told so."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id, seen=seen)
        work.fire(paper, "finish_remarking", paper_case(session, paper, by, now))
        _conclude(session, work, paper, now)
        return paper


def _percents_off(session: Session, paper: Paper, applications: list[Application], now: datetime) -> dict[UUID, int]:
    """What sanctions take off the written marks; nobody who marked knew of them."""
    return percents_off(session, [one.id for one in applications], context.rules_of(paper.round, now))


def markings(session: Session, contest_id: UUID) -> dict[str, list[tuple[tuple[Decimal, ...], Decimal | None]]]:
    """By candidate number, once the codes are joined: the sheets of each marking of the script and its mark."""
    of = sa.select(Application.number, Script.id).join(Identity, Identity.application_id == Application.id)
    of = of.join(Script, sa.and_(Script.paper_id == Identity.paper_id, Script.code == Identity.code))
    number_of = {row.id: row.number for row in session.execute(of.where(Application.contest_id == contest_id))}
    both = sa.or_(Script.id.in_(number_of), Script.remark_of.in_(number_of))
    query = sa.select(Script).where(both).options(selectinload(Script.sheets), selectinload(Script.signed))
    found: dict[str, list[tuple[tuple[Decimal, ...], Decimal | None]]] = {}
    for script in session.scalars(query.order_by(Script.remark_of.is_not(None), Script.begun_at)):
        keyed = {sheet.sheet: sheet.mark for sheet in sorted(script.sheets, key=lambda sheet: sheet.keying)}
        signed = {mark.sheet: mark.mark for mark in script.signed if not mark.voided}
        marks = tuple(mark for _, mark in sorted((keyed | signed).items()))
        found.setdefault(number_of[script.remark_of or script.id], []).append((marks, script.mark))
    return found


def _open_window(session: Session, work: Work, paper: Paper, now: datetime) -> None:
    case = paper_case(session, paper, SYSTEM_BY, now)
    assert case.calendar is not None
    days = case.rules["exam.remark_request_days"]
    paper.remark_closes_at = case.calendar.after(now, days, working=False).due
    work.fire(paper, "open_remark_window", case)


def _conclude(session: Session, work: Work, paper: Paper, now: datetime) -> None:
    """Whoever failed the written part is out, now that nothing can change it any more."""
    session.flush()
    for application, _ in _opened(session, paper.id):
        if application.state == "written_failed":
            work.fire(application, "conclude", application_case(session, application, SYSTEM_BY, now))


def _opened(session: Session, paper_id: UUID) -> list[tuple[Application, str]]:
    """Candidates with their codes, in the order of their ids; locked."""
    query = sa.select(Application, Identity.code).join(Identity, Identity.application_id == Application.id)
    query = query.where(Identity.paper_id == paper_id).order_by(Application.id)
    return [(row[0], row[1]) for row in session.execute(query.with_for_update(of=Application))]
