"""Suspending a case, prolonging and lifting the suspension; it stands beside the case and bars every step of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions import context
from appointments.competitions.case import Asker
from appointments.competitions.commands.locking import lock_round
from appointments.competitions.models import Hold, Round
from appointments.competitions.siblings import hold_case
from appointments.core import directory
from appointments.core.errors import Forbidden, Invalid
from appointments.core.work import By, Work
from workflows.roles import APPROVER, AUTHORITY, CHAIR, PERSONNEL, SECRETARY, SUPERVISOR

ASKERS = (AUTHORITY, CHAIR, SUPERVISOR, SECRETARY, PERSONNEL, APPROVER)
"""Who may ask that a case be suspended; the authority and the chair decide."""
STEPS = ("refuse", "lift")


def ask_hold(
    session: Session, target: str, reason: str, *, by: By, now: datetime, review_on: date | None = None
) -> Hold:
    """Ask that a case of a round be suspended."""
    with Work(session, by, now) as work:
        hold = _asked(work, target, reason, review_on)
        work.result |= {"hold": hold.id.hex}
    return hold


def place_hold(
    session: Session, target: str, reason: str, *, by: By, now: datetime, review_on: date | None = None
) -> Hold:
    """Suspend a case at once, on one's own authority."""
    with Work(session, by, now) as work:
        hold = _asked(work, target, reason, review_on)
        work.fire(hold, "place", hold_case(session, hold, by, now, reason))
        hold.placed_by = by.person
        work.result |= {"hold": hold.id.hex}
    return hold


def grant_hold(
    session: Session, hold_id: UUID, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Hold:
    """Suspend the case as somebody asked."""
    with Work(session, by, now) as work:
        hold = _locked(work, hold_id, seen)
        work.fire(hold, "place", hold_case(session, hold, by, now, reason or hold.reason))
        hold.placed_by = by.person
        work.result |= {"hold": hold.id.hex}
    return hold


def prolong_hold(
    session: Session,
    hold_id: UUID,
    review_on: date,
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
    reason: str = "",
) -> Hold:
    """Let the suspension stand until another day of review."""
    with Work(session, by, now) as work:
        hold = _locked(work, hold_id, seen)
        work.fire(hold, "prolong", hold_case(session, hold, by, now, reason))
        hold.review_on = review_on
        work.retime(hold, hold_case(session, hold, by, now))
        work.result |= {"hold": hold.id.hex}
    return hold


def step_hold(
    session: Session, hold_id: UUID, trigger: str, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Hold:
    """Refuse a suspension that was asked for, or lift one in force."""
    if trigger not in STEPS:
        raise ValueError(f"{trigger} is no step of a suspension")
    with Work(session, by, now) as work:
        hold = _locked(work, hold_id, seen)
        work.fire(hold, trigger, hold_case(session, hold, by, now, reason))
        work.result |= {"hold": hold.id.hex}
    return hold


def _asked(work: Work, target: str, reason: str, review_on: date | None) -> Hold:
    if not reason.strip():
        raise Invalid("A suspension needs a reason.", "reason")
    row = directory.find(work.session, target)
    scopes = directory.kind_of(target).scopes(row)
    actor = Asker.of(work.session, work.by, work.now).towards(scopes)
    role = next((r for r in ASKERS if r in actor.roles), None)
    if role is None:
        raise Forbidden(f"{work.by.person} may not ask for a suspension of {target}")
    scope = next((s for s in scopes if s.startswith("round:")), None)
    if scope is None:
        raise Invalid("Only a case of a round can be suspended.")
    round_ = lock_round(work, UUID(scope.removeprefix("round:")))
    hold = Hold(target=target, round=round_, reason=reason.strip(), review_on=review_on, asked_by=work.by.person)
    work.begin(hold, role)
    work.session.flush()
    return hold


def _locked(work: Work, hold_id: UUID, seen: int | None) -> Hold:
    """A suspension with its round locked before it, so that no step of the round passes between."""
    hold = work.lock(Hold, hold_id, seen=seen)
    if hold.round_id is not None:
        work.lock(Round, hold.round_id)
    context.load_agencies(work.session)
    return hold
