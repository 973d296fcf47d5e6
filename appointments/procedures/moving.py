"""A case moved to the newer text of the law: what changes, whether it may, and the act itself. Never implicit.

A case begun before a change keeps its text (NĐ 300/2026 Điều 35); only the authority moves it, on minutes.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.commands.locking import editing
from appointments.core.errors import Invalid
from appointments.core.work import By, Work
from appointments.procedures.case import procedure_case
from appointments.procedures.models import Procedure
from workflows import registry
from workflows import rules as regulation
from workflows.appointment import edition_of
from workflows.calendar import local_day
from workflows.engine import Process
from workflows.law_difference import Difference, differences
from workflows.meetings import Law, law_of
from workflows.parameters import Staff
from workflows.roles import AUTHORITY

LATER_THAN_THE_VOTES = ("decided",)


def newer_law(row: Procedure, day: date) -> Law | None:
    """The text in force on the day, where it is later than the one that an open case is pinned to."""
    found = law_of(Staff(row.staff), day)
    return found if found.since > row.law.since and not row.at.final else None


def definition_of(row: Procedure, law: Law) -> Process:
    """The definition that the case would follow under that text."""
    return registry.process(row.__process__, edition_of(law))


def has_place_for(row: Procedure, law: Law) -> bool:
    """Whether the state in which the case rests exists under that text, with acts still to come that it rules."""
    return row.state not in LATER_THAN_THE_VOTES and row.state in definition_of(row, law).states


def what_changes(row: Procedure, law: Law, day: date) -> list[Difference]:
    """The difference between the case's text, with its pinned figures, and that text with those of the day."""
    rules = regulation.default_rules(day, Staff(row.staff))
    mine = (row.law, row.process, regulation.from_snapshot(row.rules))
    return differences(mine, (law, definition_of(row, law), rules))


def move(
    session: Session, procedure_id: UUID, minutes: str, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Procedure:
    """The authority moves the case, by minutes and with a reason; conferences held before keep their own terms."""
    with Work(session, by, now) as work:
        row, day = work.lock(Procedure, procedure_id, seen=seen), local_day(now)
        case = procedure_case(session, row, by, now)
        role = editing(work, row, case, (AUTHORITY,), (row.state,))
        law = newer_law(row, day)
        if law is None:
            raise Invalid("No newer text is in force.")
        if not has_place_for(row, law) or case.facts.convened:
            raise Invalid("From here the case is not moved: it goes on under its own text.")
        if not minutes.strip() or not reason.strip():
            raise Invalid("Minutes and reason are needed.")
        changed = [[d.what.vi, d.before and d.before.vi, d.after and d.after.vi] for d in what_changes(row, law, day)]
        before, row.process_version = row.process_version, edition_of(law)
        row.rules = regulation.default_rules(day, Staff(row.staff)).snapshot()
        work.note(
            row, "move_law", role, minutes=minutes.strip(), reason=reason.strip(), version_before=before,
            version_after=row.process_version, changed=changed,
        )  # fmt: skip
        work.retime(row, procedure_case(session, row, by, now))
        return row
