"""What a person has to do that is no step of a case: declare, settle, confirm a decision, sum again, sign sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.case import DECLARING
from appointments.competitions.models import ConflictPin, Contest, Declaration, Round
from appointments.exams.panel_desk import waiting_in
from appointments.notifications.within import Reach, within
from appointments.results.commands import rechecking
from appointments.results.models import Recheck
from workflows.roles import APPROVER, CHAIR, PANEL, SUPERVISOR, Role

OVER = ("closed", "cancelled", "voided")


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: "declare" in a round, "settle" one, "confirm" a pin, "recheck" sums, "score"; in which role."""

    kind: str
    round: Round
    role: Role
    subject: UUID


def duties_of(session: Session, person_id: UUID, held: Mapping[Role, Reach]) -> list[Duty]:
    """What the person must do beside the cases that wait; five statements at most."""
    settling = to_settle(session, person_id, held) + to_confirm(session, person_id, held)
    signing = to_recheck(session, person_id, held) + to_score(session, person_id, held)
    return to_declare(session, person_id, held) + settling + signing


def to_score(session: Session, person_id: UUID, held: Mapping[Role, Reach]) -> list[Duty]:
    """The rounds in which the person has sheets of presentations to sign, or to answer for after a talk."""
    if PANEL not in held:
        return []
    return [Duty("score", row, PANEL, row.id) for row in waiting_in(session, person_id)]


def to_declare(session: Session, person_id: UUID, held: Mapping[Role, Reach]) -> list[Duty]:
    """The rounds in which a member has not declared yet on the present list of candidates."""
    serving = {round_id: role for role, reach in sorted(held.items()) if role in DECLARING for round_id in reach.rounds}
    if not serving:
        return []
    declared = sa.exists().where(
        Declaration.round_id == Round.id,
        Declaration.person_id == person_id,
        Declaration.list_version == Round.list_version,
    )
    query = sa.select(Round).where(Round.id.in_(serving), Round.state.not_in(OVER), ~declared)
    rounds = session.scalars(query.order_by(Round.begun_at, Round.id))
    return [Duty("declare", row, serving[row.id], row.id) for row in rounds]


def to_settle(session: Session, person_id: UUID, held: Mapping[Role, Reach]) -> list[Duty]:
    """Relations and doubts that others declared and nobody has dealt with, where the person may settle them."""
    roles = [role for role in (CHAIR, SUPERVISOR) if role in held]
    if not roles:
        return []
    query = sa.select(Declaration.id, Round).join(Round, Round.id == Declaration.round_id)
    query = query.where(
        sa.or_(*(within("round", held[role]) for role in roles)),
        Round.state.not_in(OVER),
        Declaration.list_version == Round.list_version,
        Declaration.person_id != person_id,
        Declaration.answer != "none",
        Declaration.settled.is_(False),
    )
    found = session.execute(query.order_by(Declaration.declared_at, Declaration.id))
    return [Duty("settle", row, roles[0], declaration) for declaration, row in found]


def to_confirm(session: Session, person_id: UUID, held: Mapping[Role, Reach]) -> list[Duty]:
    """Decisions that a member is in no conflict, which wait for a second person."""
    roles = [role for role in (CHAIR, SUPERVISOR, APPROVER) if role in held]
    if not roles:
        return []
    query = sa.select(ConflictPin.id, Round).join(Round, Round.id == ConflictPin.round_id)
    query = query.where(
        sa.or_(*(within("round", held[role]) for role in roles)),
        Round.state.not_in(OVER),
        ConflictPin.is_live,
        ConflictPin.needs_second,
        ConflictPin.confirmed_by.is_(None),
        ConflictPin.pinned_by != person_id,
        ConflictPin.member_id != person_id,
    )
    found = session.execute(query.order_by(ConflictPin.pinned_at, ConflictPin.id))
    return [Duty("confirm", row, roles[0], pin) for pin, row in found]


def to_recheck(session: Session, person_id: UUID, held: Mapping[Role, Reach]) -> list[Duty]:
    """Posts with a close result whose sums the person may work out again, because somebody else compiled them."""
    roles = [role for role in rechecking.WHO if role in held]
    if not roles:
        return []
    query = sa.select(Contest.id, Round).join(Round, Round.id == Contest.round_id)
    query = query.join(Recheck, Recheck.contest_id == Contest.id).where(
        sa.or_(*(within("round", held[role]) for role in roles)),
        Contest.state == "contested",
        Contest.compiled_by != person_id,
        Recheck.checked_by.is_(None),
    )
    found = session.execute(query.order_by(Recheck.asked_at, Recheck.id))
    return [Duty("recheck", row, roles[0], contest) for contest, row in found]
