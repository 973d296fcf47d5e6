"""The facts about a complaint or a denunciation; who deals with it, and who may read who wrote it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.competitions import context
from appointments.competitions.case import Asker
from appointments.competitions.kinds import TO_THE_TOP
from appointments.competitions.models import Hold, Round
from appointments.complaints.models import Complaint
from appointments.complaints.rules import OF_THE_COUNCIL
from appointments.core import directory
from appointments.core.work import By
from appointments.exams.incidents import Sanction
from workflows.complaint import DENUNCIATION, KINDS, ComplaintFacts
from workflows.engine import SYSTEM_ACTOR, Actor, Case
from workflows.roles import AUTHORITY, CANDIDATE, PUBLIC
from workflows.words import Words

READERS = {"complaint": ("council_chair", "appointing_authority", "supervisor", "personnel_officer", "auditor"),
           DENUNCIATION: ("council_chair", "appointing_authority", "supervisor")}  # fmt: skip


def complaint_case(session: Session, row: Complaint, by: By, now: datetime, reason: str = "") -> Case:
    """How the case stands now for whoever asks."""
    context.load_agencies(session)
    actor = towards(session, row, by, now)
    pinned, calendar = context.rules_of(row.round, now), context.calendar_of(session, now, row.begun_at)
    accept, conclude = (pinned[f"exam.{row.kind}_{term}_days"] for term in ("accept", "conclude"))
    begun = row.begun_at or now
    facts = ComplaintFacts(
        kind=row.kind,
        about_roles=(row.about_role,) if row.about_role else (),
        about_persons=_about(session, row),
        acting_roles=tuple(sorted(str(role) for role in actor.roles)),
        examined_by=str(row.examined_by) if row.examined_by else None,
        has_findings=bool(row.findings.strip()),
        accept_by=calendar.after(begun, accept, working=False).due,
        conclude_by=calendar.after(row.accepted_at or begun, conclude, working=False).due,
    )
    return Case(actor, facts, now, pinned, calendar, reason)


def towards(session: Session, row: Complaint, by: By, now: datetime) -> Actor:
    """The asker's roles: in one's own case the candidate's alone; whoever nobody knows is the public."""
    if by is ANYBODY or (by.person is None and row.state == "lodged"):
        return Actor(None, frozenset({PUBLIC}))
    if by.person is None:
        return SYSTEM_ACTOR
    if by.person == row.person_id:
        return Actor(str(by.person), frozenset({CANDIDATE}))
    return Asker.of(session, by, now).towards(scopes_of(row))


ANYBODY = By(None)


def scopes_of(row: Complaint) -> tuple[str, ...]:
    """Where those who deal with it serve: not in the round where it is about the chair or the supervisor, and in the
    round alone where it is about the authority."""
    whole = context.scopes_of(row.round)
    if row.about_role in OF_THE_COUNCIL:
        return whole[1:]
    return whole[:1] if row.about_role == AUTHORITY else whole


def may_read(row: Complaint, actor: Actor, about_persons: tuple[str, ...]) -> bool:
    """Whether the asker may open the case: who deals with it; a denunciation never whom it is about."""
    if actor.roles == {CANDIDATE}:
        return True
    is_concerned = row.about_role in actor.roles or (actor.person or "") in about_persons
    if row.kind == DENUNCIATION and is_concerned:
        return False
    return any(role in READERS[row.kind] for role in actor.roles)


def title_of(row: Complaint) -> Words:
    """A case as lists and messages call it: its number, never a name."""
    kind = KINDS[row.kind]
    return Words(f"{kind.vi} {row.reference}", f"{kind.en} {row.reference}")


def _about(session: Session, row: Complaint) -> tuple[str, ...]:
    """Where a sanction is complained about: those who signed its minutes."""
    if row.about != "sanction" or row.application_id is None:
        return ()
    query = sa.select(Sanction.signed_by, Sanction.countersigned_by)
    found: set[UUID | None] = set()
    for signers in session.execute(query.where(Sanction.application_id == row.application_id)):
        found |= set(signers)
    return tuple(sorted(str(one) for one in found if one))


@directory.tells_facts("hold")
def hold_facts(session: Session, hold: Hold) -> dict[str, Any]:
    """The complaint because of which a case was suspended, for the suspension's page; of a denunciation nothing."""
    query = sa.select(Complaint.id).where(Complaint.hold_id == hold.id, Complaint.kind != DENUNCIATION)
    return {"complaint": session.scalar(query)}


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(Complaint).options(joinedload(Complaint.round).joinedload(Round.agency).options(TO_THE_TOP))
    return query.where(Complaint.state.in_(wanted)) if wanted else query


directory.register(
    directory.Kind(
        "complaint",
        Complaint,
        complaint_case,
        _resting,
        scopes_of,
        lambda row: row.person_id,
        title_of,
        "complaints.show",
    )
)
