"""Giving and ending roles, always by two people (SD3, SD14). A change counts from the holder's next request (SD15)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import kinds, queries  # noqa: F401 - `kinds` enters roles into the directory of cases
from appointments.accounts.case import assignment_case
from appointments.accounts.models import Assignment, Person
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from workflows.assignment import duties_stay_separate
from workflows.duties import CITY, COUNCIL, STAFF
from workflows.engine import Refused
from workflows.roles import APPROVER, AUTHORITY, CHAIR, PERSONNEL, SECRETARY, Role

PROPOSERS: dict[Role, frozenset[Role]] = {
    APPROVER: STAFF,
    AUTHORITY: STAFF,
    PERSONNEL: STAFF,
    CHAIR: COUNCIL - {CHAIR},
    SECRETARY: COUNCIL - {CHAIR},
}
"""Which roles the holder of a role may propose."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A role for a person in a scope; `within`: the scopes that contain it; `ground`: the paper or the reason."""

    person_id: UUID
    role: Role
    scope: str
    within: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    ground: str = ""


def propose_role(session: Session, proposal: Proposal, *, by: By, now: datetime) -> Assignment:
    """Propose a role for somebody; another person decides."""
    with Work(session, by, now) as work:
        acting = _proposing_role(session, proposal, by, now)
        person = work.lock(Person, proposal.person_id)
        _refuse_second_proposal(session, proposal)
        assignment = Assignment(
            person_id=person.id,
            role=str(proposal.role),
            scope=proposal.scope,
            within=list(proposal.within),
            valid_from=proposal.valid_from or now,
            valid_to=proposal.valid_to,
            proposed_by=by.person,
            ground=proposal.ground.strip(),
        )
        _refuse_bad_term(assignment, now)
        case = assignment_case(session, assignment, by, now)
        if refusal := duties_stay_separate.refusal(case):
            raise Refused([refusal])
        work.begin(assignment, acting, ground=assignment.ground)
        session.flush()
        work.result["assignment"] = assignment.id.hex
    return assignment


def decide_role(
    session: Session,
    assignment_id: UUID,
    trigger: str,
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
    reason: str = "",
) -> Assignment:
    """Approve, refuse or end a role."""
    with Work(session, by, now) as work:
        assignment = work.lock(Assignment, assignment_id, seen=seen)
        work.lock(Person, assignment.person_id)  # two roles of one person are decided one after the other
        case = assignment_case(session, assignment, by, now, reason)
        work.fire(assignment, trigger, case)
        work.result["assignment"] = assignment.id.hex
    return assignment


def proposable(held: frozenset[Role]) -> frozenset[Role]:
    """The roles that somebody with these roles may propose."""
    return frozenset().union(*(PROPOSERS.get(role, frozenset()) for role in held))


def _proposing_role(session: Session, proposal: Proposal, by: By, now: datetime) -> Role:
    held = queries.roles_of(session, by.person, {proposal.scope, *proposal.within}, now)
    acting = next((role for role in PROPOSERS if role in held and proposal.role in PROPOSERS[role]), None)
    if acting is None:
        raise Forbidden(f"{by.person} may not propose {proposal.role} in {proposal.scope}")
    return acting


def _refuse_second_proposal(session: Session, proposal: Proposal) -> None:
    same = sa.select(Assignment.id).where(
        Assignment.person_id == proposal.person_id,
        Assignment.role == str(proposal.role),
        Assignment.scope == proposal.scope,
        Assignment.state.in_(("proposed", "in_force")),
    )
    if session.scalar(same) is not None:
        raise Invalid("This person already holds this role here, or is proposed for it.", "role")


def _refuse_bad_term(assignment: Assignment, now: datetime) -> None:
    if assignment.valid_to is None:
        return
    if assignment.role == APPROVER and assignment.scope == CITY:
        raise Invalid("The role of a city-wide approver has no end date; it is ended by another approver.", "valid_to")
    if assignment.valid_to <= max(now, assignment.valid_from):
        raise Invalid("The end of the term must lie after its beginning.", "valid_to")


def assignment_or_404(session: Session, assignment_id: UUID) -> Assignment:
    """The assignment with that id."""
    found = session.get(Assignment, assignment_id)
    if found is None:
        raise NotFound(Assignment, assignment_id)
    return found
