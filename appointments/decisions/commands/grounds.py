"""The paper that proves why a selected person is set aside is put on file before the authority acts on it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.case import contest_case
from appointments.competitions.commands.locking import editing, lock_contest
from appointments.competitions.commands.posts import FiledPaper, file_paper
from appointments.competitions.models import Filing
from appointments.core.work import By, Work
from workflows.roles import APPROVER, AUTHORITY, PERSONNEL

SELECTED = ("contested", "ranked", "recognised", "verifying", "submitted", "collective_decided", "decision_issued",
            "fallback_next")  # fmt: skip


def file_ground(
    session: Session, contest_id: UUID, paper: FiledPaper, *, by: By, now: datetime, seen: int | None = None
) -> Filing:
    """Put a conclusion or minutes on file for one post."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        case = contest_case(session, contest, by, now)
        role = editing(work, contest, case, (PERSONNEL, APPROVER, AUTHORITY), SELECTED)
        filing = file_paper(work, contest, "ground", paper)
        work.note(contest, "file_ground", role, number=filing.number)
        return filing
