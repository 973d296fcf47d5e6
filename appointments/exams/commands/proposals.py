"""Proposals handed in on screen: the round's key taken in, the deadline set with the timetable, files lodged sealed."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.case import round_case
from appointments.competitions.commands.locking import editing, keep_round, lock_round
from appointments.competitions.models import Contest, Round
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams import proposal_sealing, proposals
from appointments.exams.coding import formats
from appointments.exams.coding.faults import Refused as ToolRefused
from appointments.exams.proposal_case import proposal_case, round_of
from appointments.exams.proposals import Proposal, ProposalBox, ProposalVersion
from appointments.files.storage import Storage
from workflows.roles import CHAIR, CODING


def take_key(
    session: Session, round_id: UUID, data: bytes, *, demonstration: bool = False, by: By, now: datetime
) -> ProposalBox:
    """Take the public half of the round's key; another may take its place until the presentations are scheduled."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id)
        role = editing(work, round_, round_case(session, round_, by, now), (CODING,), ("examining",))
        if not proposals.is_on_screen(round_):
            raise NotFound(Round, round_id)
        said = _read(data, round_, demonstration=demonstration)
        box = session.get(ProposalBox, round_id) or ProposalBox(id=round_id, round_id=round_id)
        box.key = formats.write(formats.PROPOSAL_KEY, said).decode()
        session.add(box)
        work.note(round_, "take_proposal_key", role, batch=said["batch"])
        return box


def begin(work: Work, round_: Round) -> None:
    """With the timetable: the deadline is set, and every candidate who presents is told to hand the proposal in."""
    if not proposals.is_on_screen(round_):
        return
    box = work.session.get(ProposalBox, round_.id)
    if box is None:
        raise Invalid("The key under which proposals are sealed is not here yet. The coding board brings it first.")
    box.due_at = proposals.deadline(work.session, round_, work.now).due
    if box.due_at <= work.now:
        raise Invalid("No time would be left to hand proposals in. Set later times for the presentations.")
    work.session.flush()
    query = sa.select(Application).join(Application.contest).order_by(Application.id)
    for one in work.session.scalars(query.where(Contest.round_id == round_.id, Application.state == "written_passed")):
        proposal = Proposal(id=one.id, application_id=one.id, application=one, box=box, versions=[], state="awaited")
        work.begin(proposal, CHAIR, proposal_case(work.session, proposal, work.by, work.now))
        work.tell("exams.proposal_awaited", proposal.case_key, person=one.person_id)


def lodge(
    session: Session, application_id: UUID, data: bytes, filename: str, storage: Storage, *, by: By, now: datetime
) -> ProposalVersion:
    """The candidate hands a file in, or another in its place: encrypted here, stored, and readable by nobody."""
    with Work(session, by, now) as work:
        proposal = lock_proposal(work, application_id)
        if by.person is None or proposal.application.person_id != by.person:
            raise NotFound(Proposal, application_id)
        box, number = proposal.box, len(proposal.versions) + 1
        trigger = "replace" if proposal.versions else "lodge"
        work.fire(proposal, trigger, proposal_case(session, proposal, by, now, has_file=bool(data)))
        public = formats.read(box.key.encode(), formats.PROPOSAL_KEY)["public"]
        made = proposal_sealing.seal(data, public, box.round_id.hex, proposal.id.hex)
        version = ProposalVersion(
            id=uuid4(), number=number, filename=filename, size=len(data), digest=made.digest, sealed=made.sealed,
            wrapped=made.wrapped, lodged_at=now, opened_key="",
        )  # fmt: skip
        proposal.versions.append(version)
        storage.put(made.ciphertext)  # durable before the row says that it is there
        return version


def go_on_without(
    session: Session, application_id: UUID, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Proposal:
    """The chair lets a candidate present who handed nothing in."""
    with Work(session, by, now) as work:
        proposal = lock_proposal(work, application_id, seen)
        work.fire(proposal, "go_on_without", proposal_case(session, proposal, by, now, reason))
        return proposal


def lock_proposal(work: Work, application_id: UUID, seen: int | None = None) -> Proposal:
    """One proposal as it is now; its round stays as it is meanwhile."""
    of_round = sa.select(Contest.round_id).join(Application, Application.contest_id == Contest.id)
    keep_round(work, of_round.where(Application.id == application_id))
    proposal = work.lock(Proposal, application_id, seen=seen)
    work.session.refresh(proposal, ["versions"])
    work.session.refresh(round_of(proposal))
    return proposal


def _read(data: bytes, round_: Round, *, demonstration: bool) -> dict[str, object]:
    """The public half in a file of the tool, made for this very round."""
    try:
        said = formats.read(data, formats.PROPOSAL_KEY)
    except ToolRefused:
        raise Invalid("This is not the file proposal-key.json that the coding tool wrote.", "file") from None
    if said["round"] != round_.id.hex:
        raise Invalid("This key was made for another round.", "file")
    if said["demonstration"] != demonstration:
        raise Invalid("A key of a demonstration seals nothing real, nor the other way round.", "file")
    return said
