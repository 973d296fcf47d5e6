"""The facts about a proposed or held role, taken afresh from the database."""

from datetime import datetime

from sqlalchemy.orm import Session

from appointments.accounts import queries
from appointments.accounts.models import Assignment, User
from appointments.core import directory
from appointments.core.work import By
from workflows.assignment import AssignmentFacts
from workflows.duties import Breach, Circumstances, breaches
from workflows.engine import SYSTEM_ACTOR, Actor, Case
from workflows.roles import CANDIDATE, Role


def assignment_case(session: Session, assignment: Assignment, by: By, now: datetime, reason: str = "") -> Case:
    """How the role stands at `now` for whoever asks."""
    scopes = {assignment.scope, *assignment.within}
    held = queries.roles_of(session, by.person, scopes, now)
    actor = Actor(str(by.person), held) if by.person else SYSTEM_ACTOR
    return Case(actor, assignment_facts(session, assignment, now), now, reason=reason)


def assignment_facts(session: Session, assignment: Assignment, now: datetime) -> AssignmentFacts:
    """What the guards look at."""
    broken = duties_broken(session, assignment, now)
    account = session.query(User.active).filter(User.person_id == assignment.person_id).scalar()
    return AssignmentFacts(
        role=assignment.role,
        scope=assignment.scope,
        subject=str(assignment.person_id),
        proposed_by=str(assignment.proposed_by) if assignment.proposed_by else None,
        valid_from=assignment.valid_from,
        valid_to=assignment.valid_to,
        breaches=tuple(b.code for b in broken),
        breaches_vi="; ".join(b.says.vi for b in broken),
        breaches_en="; ".join(b.says.en for b in broken),
        has_account=bool(account),
        grantors=queries.grantors(session, now),
    )


def duties_broken(session: Session, assignment: Assignment, now: datetime) -> list[Breach]:
    """The rules of separation that the person would break by this role beside those held now, or as a candidate."""
    held = queries.holdings_of(session, assignment.person_id, now)
    told = directory.told_facts("assignment", session, assignment)
    competes: dict[str, list[str]] = told.get("competes_in", {})
    enclosing = {
        **queries.enclosing_scopes(session, assignment.person_id),
        **competes,
        assignment.scope: assignment.within,
    }
    others = (held - {(Role(assignment.role), assignment.scope)}) | {(CANDIDATE, scope) for scope in competes}
    return breaches(others, (Role(assignment.role), assignment.scope), Circumstances(enclosing=enclosing))
