"""What an inspector does to a case: reads it, and that is an act on record too."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.core import directory
from appointments.core.work import By, Work
from workflows.roles import Role


def record_reading(session: Session, case_key: str, role: Role, reason: str, *, by: By, now: datetime) -> None:
    """Enter into the case's own record who read it, in which role and why."""
    kind = directory.kind_of(case_key)
    with Work(session, by, now) as work:
        row = work.lock(kind.model, UUID(case_key.partition(":")[2]))
        work.note(row, "read_by_auditor", role, reason=reason)
