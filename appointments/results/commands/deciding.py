"""Requests for re-marking decided: by the chair where the mark stays, by chair and supervisor where it changes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions.commands.locking import lock_paper
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.exams.case import appeal_case
from appointments.exams.impact import GRADED, hash_of, ruled
from appointments.exams.models import Appeal


def decide_appeal(
    session: Session,
    appeal_id: UUID,
    reason: str,
    dialogue: str = "",
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> Appeal:
    """The chair decides that the old mark stays, as the rule says; the answer goes out."""
    with Work(session, by, now) as work:
        appeal = _lock(work, appeal_id, seen)
        appeal.dialogue, appeal.answer = dialogue.strip(), reason.strip()
        work.fire(appeal, "decide", ruled(session, appeal, by, now, reason)[0])
        work.fire(appeal, "answer", appeal_case(session, appeal, SYSTEM_BY, now))
        return appeal


def propose_change(
    session: Session, appeal_id: UUID, reason: str, dialogue: str, content: str, *, by: By, now: datetime,
    seen: int | None = None,
) -> Appeal:  # fmt: skip
    """The chair proposes the mark that the rule gives, with all that it brings about (`content` is the hash read)."""
    with Work(session, by, now) as work:
        appeal = _lock(work, appeal_id, seen)
        appeal.dialogue, appeal.answer = dialogue.strip(), reason.strip()
        case, found = ruled(session, appeal, by, now, reason)
        if found is not None:
            _demand_same(hash_of(found), content)
        appeal.impact, appeal.impact_hash = found.content() if found else {}, hash_of(found)
        appeal.proposed_by = by.person
        work.fire(appeal, "propose_change", case)
        return appeal


def confirm_change(
    session: Session, appeal_id: UUID, content: str, *, by: By, now: datetime, seen: int | None = None
) -> Appeal:
    """A second person confirms exactly what was proposed: the mark changes, the candidate moves, the answer goes."""
    with Work(session, by, now) as work:
        appeal = _lock(work, appeal_id, seen)
        application = work.lock(Application, appeal.application_id)
        case, found = ruled(session, appeal, by, now)
        _demand_same(appeal.impact_hash, content)
        appeal.confirmed_by = by.person
        work.fire(appeal, "confirm_change", case)
        assert found is not None  # the guard found it to be what was proposed
        application.script_mark, application.written_mark = found.before.final_mark, found.written_after
        session.flush()
        _regrade(session, work, application, now)
        work.fire(appeal, "answer", appeal_case(session, appeal, SYSTEM_BY, now))
        return appeal


def return_change(
    session: Session, appeal_id: UUID, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Appeal:
    """The proposal goes back to the chair; the ledger keeps what was proposed."""
    with Work(session, by, now) as work:
        appeal = _lock(work, appeal_id, seen)
        appeal.impact, appeal.impact_hash, appeal.proposed_by = {}, "", None
        work.fire(appeal, "return_change", appeal_case(session, appeal, by, now, reason))
        return appeal


def _demand_same(content: str, shown: str) -> None:
    """What is decided is what the page showed."""
    if content != shown:
        raise Invalid("What the change brings about is no longer what the page showed. Read it again.")


def _regrade(session: Session, work: Work, application: Application, now: datetime) -> None:
    """Move the candidate only where the new mark lies on the other side of the pass mark; nobody who was annulled."""
    if application.state not in GRADED:
        return
    case = application_case(session, application, SYSTEM_BY, now)
    passes = case.facts.written_mark >= case.facts.written_pass
    if passes != (application.state == "written_passed"):
        work.fire(application, "regrade", case)


def _lock(work: Work, appeal_id: UUID, seen: int | None) -> Appeal:
    paper_id = work.session.query(Appeal.paper_id).filter(Appeal.id == appeal_id).scalar()
    if paper_id is None:
        raise NotFound(Appeal, appeal_id)
    lock_paper(work, paper_id)
    return work.lock(Appeal, appeal_id, seen=seen)
