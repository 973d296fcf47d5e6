"""The council of a round: whom to propose, and each member's declaration of interest, renewed with every list."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.accounts.commands import Proposal
from appointments.competitions import context
from appointments.competitions.case import DECLARING, council_of, round_case
from appointments.competitions.commands.locking import editing, lock_round
from appointments.competitions.models import Declaration, Round
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from workflows.duties import COUNCIL
from workflows.roles import CHAIR, SUPERVISOR, Role

ANSWERS = ("none", "relative", "unsure")
OPEN_STATES = (
    "plan_draft",
    "plan_submitted",
    "plan_approved",
    "announced",
    "receiving",
    "reception_closed",
    "checking",
    "shortlist_published",
    "examining",
    "oral_scheduled",
    "oral_done",
)
APPOINTABLE = COUNCIL | {SUPERVISOR}
"""The roles that are given for one round."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member declares about the candidates: "none", "relative" or "unsure", with a note."""

    answer: str
    note: str = ""


def membership(round_: Round, person_id: UUID, role: Role, *, ground: str = "", now: datetime) -> Proposal:
    """The role in this round's council to be proposed to `accounts.commands.propose_role`; another approves it."""
    if role not in APPOINTABLE:
        raise Invalid("This role is not given for one round.", "role")
    return Proposal(
        person_id=person_id,
        role=role,
        scope=context.round_scope(round_.id),
        within=context.agency_scopes(round_.agency),
        valid_from=now,
        ground=ground,
    )


def declare(session: Session, round_id: UUID, answer: Answer, *, by: By, now: datetime) -> Declaration:
    """A member declares relations with the candidates of the present list, before seeing any name."""
    if answer.answer not in ANSWERS:
        raise Invalid("Choose one of the answers.", "answer")
    if answer.answer != "none" and not answer.note.strip():
        raise Invalid("Say which relation it is, or what you are unsure of.", "note")
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id)
        role = own_role(session, round_, by, now)
        if (
            session.query(Declaration)
            .filter_by(round_id=round_.id, person_id=by.person, list_version=round_.list_version)
            .count()
        ):
            raise Invalid("You have already declared for this list.", "answer")
        declaration = Declaration(
            round_id=round_.id,
            person_id=by.person,
            list_version=round_.list_version,
            answer=answer.answer,
            note=answer.note.strip(),
            declared_at=now,
        )
        session.add(declaration)
        work.note(round_, "declare", role, list_version=round_.list_version)
        work.result |= {"round": round_.id.hex}
    return declaration


def settle_declaration(session: Session, declaration_id: UUID, how: str, *, by: By, now: datetime) -> Declaration:
    """The chair, or the supervisor, says how a relation or a doubt was dealt with; nobody settles their own."""
    if not how.strip():
        raise Invalid("Say how it was dealt with.", "how")
    with Work(session, by, now) as work:
        found = session.get(Declaration, declaration_id)
        if found is None:
            raise NotFound(Declaration, declaration_id)
        round_ = lock_round(work, found.round_id)
        declaration = work.lock(Declaration, declaration_id)
        case = round_case(session, round_, by, now)
        role = editing(work, round_, case, (CHAIR, SUPERVISOR), OPEN_STATES)
        if declaration.person_id == by.person:
            raise Forbidden("nobody settles their own declaration")
        declaration.settled = True
        work.note(round_, "settle_declaration", role, declaration=declaration.id.hex, how=how.strip())
        work.result |= {"round": round_.id.hex}
    return declaration


def renew_declarations(work: Work, round_: Round) -> None:
    """The list of candidates changed: every member declares anew. For commands that change a published list."""
    round_.list_version += 1


def own_role(session: Session, round_: Round, by: By, now: datetime) -> Role:
    """The role in which somebody declares; whoever has no duty in the round has nothing to declare."""
    held = [role for person, role in council_of(session, [round_], now)[round_.id] if person == by.person]
    role = next((r for r in held if r in DECLARING), None)
    if role is None:
        raise Forbidden(f"{by.person} has no duty in {round_.case_key}")
    return role
