"""Who reads an opened proposal, and on what terms. Before the opening nobody does."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.case import actor_towards
from appointments.core import readings
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams.commands.proposals import lock_proposal
from appointments.exams.defence_case import free_of_conflict
from appointments.exams.defences import Defence, sitting
from appointments.exams.proposal_case import round_of
from appointments.exams.proposals import Proposal
from workflows import access
from workflows.roles import AUDITOR, CANDIDATE, CHAIR, PANEL, SUPERVISOR, Role

READERS = (CANDIDATE, PANEL, CHAIR, SUPERVISOR, AUDITOR)
INSPECT = "inspect"


@dataclass(frozen=True)
class Reader:
    """In which role somebody may read, and whether a reason has to be given first."""

    role: Role
    needs_reason: bool


def reader(session: Session, proposal: Proposal, person: UUID, now: datetime) -> Reader | None:
    """Whether this person may read the opened proposal; a role that needs no reason first."""
    if proposal.state != "opened":
        return None
    roles, contest = actor_towards(session, proposal.application, By(person), now).roles, proposal.application.contest
    paper = contest.paper
    phase = access.phase(round_of(proposal).state, paper.state if paper else "", contest.state)
    for role in READERS:
        if role not in roles:
            continue
        met = ("no_conflict",) if role == PANEL and _scores(session, proposal, person) else ()
        if given := access.right(role, "proposal", "read", phase, own=role in (CANDIDATE, PANEL), met=met):
            return Reader(role, given.reason)
    return None


def readable(session: Session, proposal_id: UUID, person: UUID, now: datetime) -> tuple[Proposal, Reader]:
    """The opened proposal for somebody who may read it; NotFound for everybody else."""
    proposal = session.scalar(sa.select(Proposal).where(Proposal.id == proposal_id))
    found = reader(session, proposal, person, now) if proposal else None
    if proposal is None or found is None:
        raise NotFound(Proposal, proposal_id)
    return proposal, found


def opened_lately(session: Session, proposal: Proposal, person: UUID, now: datetime) -> bool:
    """Whether the person gave a reason for reading this proposal within the last hour; it stands in the ledger."""
    return readings.is_open(session, proposal.case_key, person, now, INSPECT)


def inspect(session: Session, proposal_id: UUID, reason: str, *, by: By, now: datetime) -> None:
    """Chair, supervisor or auditor read a proposal: the reason goes on record before anything is shown."""
    if not reason.strip():
        raise Invalid("Say why you read this proposal.", "reason")
    with Work(session, by, now) as work:
        proposal = lock_proposal(work, proposal_id)
        found = reader(session, proposal, by.person, now) if by.person else None
        if found is None or not found.needs_reason:
            raise NotFound(Proposal, proposal_id)
        work.note(proposal, INSPECT, found.role, reason=reason.strip())


def _scores(session: Session, proposal: Proposal, person: UUID) -> bool:
    """Whether this member of the panel scores the candidate and is in no conflict."""
    defence = session.get(Defence, proposal.id)
    seated = defence is None or person in sitting(defence)
    return seated and person in free_of_conflict(session, proposal.application, [person])
