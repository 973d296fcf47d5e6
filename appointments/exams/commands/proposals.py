"""Proposals handed in on screen: the round's key taken in, the deadline set and put off, files lodged sealed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.case import round_case
from appointments.competitions.commands.locking import editing, keep_round, lock_round
from appointments.competitions.models import Contest, Round
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.exams import proposal_sealing, proposals
from appointments.exams.coding import formats
from appointments.exams.coding.faults import Refused as ToolRefused
from appointments.exams.proposal_case import proposal_case, round_of
from appointments.exams.proposals import Proposal, ProposalBox, ProposalVersion
from appointments.files.storage import Storage
from workflows.calendar import Sum, explain
from workflows.proposal import BEFORE_SEALING
from workflows.roles import CHAIR, CODING, PANEL, SECRETARY, SUPERVISOR
from workflows.words import Words

HAND_IN = Words(
    "Nộp đề án trên hệ thống, ở trang hồ sơ dự tuyển của Ông/Bà. %(until)s",
    "Hand the proposal in on this system, on the page of your application. %(until)s",
)
NEW_DEADLINE = Words("Hạn nộp đề án mới. %(until)s", "The new deadline for proposals. %(until)s")
TOLD = (SECRETARY, SUPERVISOR, CODING, PANEL)


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
        told = _said_of(HAND_IN, box.due_at)
        work.tell("exams.proposal_awaited", proposal.case_key, person=one.person_id, **told)


def summons(session: Session, round_: Round, place: str, now: datetime) -> dict[str, Any]:
    """What the summons to a presentation says: where, and until when and where the proposal is handed in."""
    if not proposals.is_on_screen(round_):
        return {"text": place}
    said = _said_of(HAND_IN, proposals.deadline(session, round_, now).due)
    return {name: f"{place}. {text}" for name, text in said.items()}


def prolong(session: Session, round_id: UUID, until: datetime, reason: str, *, by: By, now: datetime) -> ProposalBox:
    """The chair puts the deadline off for all candidates of the round at once; everybody concerned is told."""
    with Work(session, by, now) as work:
        box = lock_box(work, round_id)
        waiting = resting_in(session, box, *BEFORE_SEALING)
        cases = [proposal_case(session, one, by, now, reason, new_due_at=until) for one in waiting]
        told = _said_of(NEW_DEADLINE, until)
        for one, case in zip(waiting, cases, strict=True):
            work.fire(one, "prolong", case, before=box.due_at, after=until)
            work.tell("exams.proposal_prolonged", one.case_key, person=one.application.person_id, **told)
        box.due_at = until
        for one in waiting:
            work.retime(one, proposal_case(session, one, SYSTEM_BY, now))
        work.tell("exams.proposal_prolonged", round_of(waiting[0]).case_key, roles=TOLD, **told)
        return box


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


def lock_box(work: Work, round_id: UUID) -> ProposalBox:
    """What the proposals of a round share, as it is now; the round locked before it."""
    round_ = lock_round(work, round_id)
    box = work.session.get(ProposalBox, round_.id, populate_existing=True)
    if box is None:
        raise NotFound(Round, round_id)
    return box


def resting_in(session: Session, box: ProposalBox, *states: str) -> list[Proposal]:
    """The proposals of the box that rest in one of these states, locked; Invalid where there is none."""
    query = sa.select(Proposal).where(Proposal.box_id == box.id, Proposal.state.in_(states)).order_by(Proposal.id)
    found = list(session.scalars(query.with_for_update().execution_options(populate_existing=True)))
    if not found:
        raise Invalid("No proposal of this round waits for this step now.")
    return found


def _said_of(words: Words, due: datetime) -> dict[str, Any]:
    """What a message says of the deadline, in both languages."""
    until = Sum.fixed(due)
    return {
        name: words.say(locale, {"until": explain(until, locale)[-1]})
        for name, locale in (("text", "vi"), ("text_en", "en"))
    }


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
