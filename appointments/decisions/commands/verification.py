"""The selected person is verified and submitted; the collective decides."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.case import contest_case
from appointments.competitions.commands.locking import editing, lock_contest
from appointments.competitions.models import Contest
from appointments.core.errors import Forbidden, Invalid
from appointments.core.work import By, Work
from appointments.decisions.case import checks_of
from appointments.decisions.models import Check
from appointments.decisions.rules import CHECKS
from workflows.roles import AUTHORITY, PERSONNEL


def check(session: Session, contest_id: UUID, item: str, *, passed: bool, note: str, by: By, now: datetime) -> Check:
    """Record what one verification of the selected person found."""
    if item not in CHECKS:
        raise Invalid("There is no such verification.", "item")
    if not passed and not note.strip():
        raise Invalid("Say what was found.", "note")
    if by.person is None:
        raise Forbidden("a person verifies")
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id)
        role = editing(work, contest, contest_case(session, contest, by, now), (PERSONNEL,), ("verifying",))
        found = next((c for c in checks_of(session, contest) if c.item == item), None)
        row = found or Check(contest_id=contest.id, application_id=contest.winner_id, item=item)
        row.passed, row.note, row.checked_by, row.checked_at = passed, note.strip(), by.person, now
        session.add(row)
        work.note(contest, "check", role, item=item, passed=passed)
        return row


def submit(session: Session, contest_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Contest:
    """The personnel officer submits the person to the authority (tờ trình)."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        case = contest_case(session, contest, by, now)
        contest.submitted_by = by.person
        work.fire(contest, "submit", case)
        return contest


def return_submission(
    session: Session, contest_id: UUID, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Contest:
    """The authority sends the submission back."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        work.fire(contest, "return", contest_case(session, contest, by, now, reason))
        return contest


def decide(
    session: Session,
    contest_id: UUID,
    minutes: str,
    *,
    vote_carried: bool = False,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> Contest:
    """Record the decision of the collective leadership: its minutes, and the vote where the regulation asks for one."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        editing(work, contest, contest_case(session, contest, by, now), (AUTHORITY,), ("submitted",))
        contest.minutes, contest.vote_carried = minutes.strip(), vote_carried
        session.flush()
        work.fire(contest, "decide", contest_case(session, contest, by, now))
        return contest
