"""Readings with a reason: who opened a case, in which role and why, on the case's own record.

One reason opens one case to one reader for an hour, on every page that asks for it.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.core import directory
from appointments.core.ledger.history import case_history
from appointments.core.work import By, Work
from workflows.roles import Role

ACT = "read_by_auditor"
OPEN_FOR = timedelta(hours=1)


def record(session: Session, case_key: str, role: Role, reason: str, *, by: By, now: datetime) -> None:
    """Enter into the case's own record who reads it, in which role and why."""
    kind = directory.kind_of(case_key)
    with Work(session, by, now) as work:
        row = work.lock(kind.model, UUID(case_key.partition(":")[2]))
        work.note(row, ACT, role, reason=reason)


def is_open(session: Session, case_key: str, person: UUID, now: datetime, act: str = ACT) -> bool:
    """Whether this person gave a reason within the last hour, by that act on the case; one statement."""
    mine = (one for one in case_history(session, case_key) if one.person == person and one.act.endswith(f".{act}"))
    return any(now - one.at < OPEN_FOR for one in mine)
