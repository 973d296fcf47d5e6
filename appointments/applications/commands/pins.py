"""People decide about one member and one candidate, over what was found: a conflict, none, or again as found.

"None" against what was found, or against an earlier pin, counts only once a second person has confirmed it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications import conflicts
from appointments.competitions.case import round_case
from appointments.competitions.commands.council import OPEN_STATES
from appointments.competitions.commands.locking import editing, lock_round
from appointments.competitions.models import ConflictPin, Round
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from workflows.conflict import Rule, needs_a_second
from workflows.engine import Refusal, Refused
from workflows.law import design
from workflows.roles import APPROVER, CHAIR, SUPERVISOR
from workflows.words import Words

PINNERS = (CHAIR, SUPERVISOR)
CONFIRMERS = (CHAIR, SUPERVISOR, APPROVER)
CHOICES = ("conflict", "none", "found")
SECOND = Words(
    "Người xác nhận phải khác người đã kết luận (SD3).", "Whoever confirms is another than whoever decided (SD3)."
)


@dataclass(frozen=True, slots=True)
class Decision:
    """About whom, what is decided ("conflict", "none", "found") and why."""

    member: UUID
    candidate: UUID
    choice: str
    reason: str


def pin(session: Session, round_id: UUID, decision: Decision, *, by: By, now: datetime) -> ConflictPin | None:
    """The chair or a supervisor decides; gives the pin, or None where it stands as found again."""
    if decision.choice not in CHOICES:
        raise Invalid("Choose one of the answers.", "choice")
    if not decision.reason.strip():
        raise Invalid("Give the reason.", "reason")
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id)
        role = editing(work, round_, round_case(session, round_, by, now), PINNERS, OPEN_STATES)
        standing = _standing(session, round_, decision)
        if by.person in (decision.member, decision.candidate):
            raise Forbidden("nobody decides about themselves")
        made = _replaced(work, round_, standing, decision)
        work.note(round_, "pin_conflict", role, choice=decision.choice)
        work.result |= {"round": round_.id.hex}
        return made


def confirm(session: Session, pin_id: UUID, *, by: By, now: datetime) -> ConflictPin:
    """A second person confirms that there is no conflict."""
    with Work(session, by, now) as work:
        found = session.get(ConflictPin, pin_id)
        if found is None:
            raise NotFound(ConflictPin, pin_id)
        round_ = lock_round(work, found.round_id)
        row = work.lock(ConflictPin, pin_id)
        role = editing(work, round_, round_case(session, round_, by, now), CONFIRMERS, OPEN_STATES)
        if by.person in (row.member_id, row.candidate_id):
            raise Forbidden("nobody decides about themselves")
        if by.person == row.pinned_by:
            raise Refused([Refusal(SECOND, {}, design(), "second_person_confirms", CONFIRMERS)])
        if not row.waits:
            raise Invalid("This decision waits for nobody any more.")
        row.confirmed_by, row.confirmed_at = by.person, now
        work.note(round_, "confirm_pin", role)
        work.result |= {"round": round_.id.hex}
        return row


def _standing(session: Session, round_: Round, decision: Decision) -> conflicts.Standing:
    group = conflicts.Group(round_, frozenset({decision.member}), frozenset({decision.candidate}))
    standing = conflicts.standings(session, [group])[0][decision.member, decision.candidate]
    if any(one.rule is Rule.same_person for one in standing.found):
        raise Forbidden("a candidate is always in conflict with the own case")
    return standing


def _replaced(work: Work, round_: Round, standing: conflicts.Standing, decision: Decision) -> ConflictPin | None:
    """The new pin in place of the old one; or none, where it is to stand as found."""
    keys = conflicts.keys_of(standing.found)
    stood = standing.pin.pinned(keys) if standing.pin else None
    if decision.choice == "found" and stood and not standing.found:
        raise Invalid("Nothing was found. Choose “none”; a second person confirms it.", "choice")
    if standing.pin:
        standing.pin.is_live = False
        work.session.flush()
    if decision.choice == "found":
        return None
    is_conflict = decision.choice == "conflict"
    made = ConflictPin(
        round_id=round_.id, member_id=decision.member, candidate_id=decision.candidate, is_conflict=is_conflict,
        reason=decision.reason.strip(), found=keys, stood=stood, pinned_by=work.by.person, pinned_at=work.now,
        needs_second=needs_a_second(standing.found, stood, is_conflict), is_live=True,
    )  # fmt: skip
    work.session.add(made)
    return made
