"""All proposals of a round opened together: the chair proposes, the supervision board brings the keys, or refuses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.core.errors import Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams import proposal_sealing, proposals
from appointments.exams.coding import formats
from appointments.exams.coding.faults import Refused as ToolRefused
from appointments.exams.commands.proposals import lock_box, resting_in
from appointments.exams.proposal_case import proposal_case
from appointments.exams.proposals import Proposal, ProposalBox, ProposalVersion
from appointments.files.storage import Missing, Storage


@dataclass(frozen=True)
class Tried:
    """The keys that were brought, and whether each opens what was lodged."""

    keys: dict[str, str]
    unproven: int


def propose(session: Session, round_id: UUID, shown: str, *, by: By, now: datetime) -> ProposalBox:
    """The chair proposes to open exactly what the digest that was shown speaks of."""
    with Work(session, by, now) as work:
        box = lock_box(work, round_id)
        waiting = resting_in(session, box, "sealed")
        cases = [proposal_case(session, one, by, now, shown=shown) for one in waiting]
        for one, case in zip(waiting, cases, strict=True):
            work.fire(one, "propose_opening", case)
        box.content, box.proposed_by = cases[0].facts.content, by.person
        return box


def refuse(session: Session, round_id: UUID, reason: str, *, by: By, now: datetime) -> ProposalBox:
    """The supervision board does not open; the proposals stay sealed."""
    return _turn_away(session, round_id, "refuse_opening", reason, by, now)


def give_up(session: Session, round_id: UUID, reason: str, *, by: By, now: datetime) -> ProposalBox:
    """The supervision board records that the proposals cannot be opened any more; the panel scores without them."""
    return _turn_away(session, round_id, "give_up", reason, by, now)


def open_all(
    session: Session, round_id: UUID, data: bytes, shown: str, storage: Storage, *, by: By, now: datetime
) -> ProposalBox:
    """The supervision board opens all of them with the keys that two custodians opened; or none of them."""
    with Work(session, by, now) as work:
        box = lock_box(work, round_id)
        waiting = resting_in(session, box, "opening")
        tried = _tried(session, box, data, storage)
        told: dict[str, Any] = {"shown": shown if shown == box.content else "", "unproven": tried.unproven}
        cases = [proposal_case(session, one, by, now, **told) for one in waiting]
        found = proposals.to_be_opened(session, box.id)
        for one, case in zip(waiting, cases, strict=True):
            work.fire(one, "open", case)
        for one, version in found:
            version.opened_key = tried.keys[one.id.hex]
        return box


def sealed_list(session: Session, box: ProposalBox) -> bytes:
    """What the council's machine opens with two shares: wrapped keys, and no file."""
    said = formats.read(box.key.encode(), formats.PROPOSAL_KEY)
    listed = proposals.entries(session, box.id)
    content: dict[str, Any] = {"round": said["round"], "batch": said["batch"], "key": box.key, "entries": listed}
    return formats.write(formats.PROPOSALS, {**content, "content": formats.proposals_digest(listed)})


def file_of(version: ProposalVersion, storage: Storage) -> bytes:
    """The opened file, as it was handed in."""
    proposal = version.proposal
    if proposal.state != "opened" or not version.opened_key:
        raise NotFound(Proposal, proposal.id)
    return _unsealed(proposal.box, version, version.opened_key, storage)


def _turn_away(session: Session, round_id: UUID, trigger: str, reason: str, by: By, now: datetime) -> ProposalBox:
    with Work(session, by, now) as work:
        box = lock_box(work, round_id)
        waiting = resting_in(session, box, "opening")
        for one, case in [(one, proposal_case(session, one, by, now, reason)) for one in waiting]:
            work.fire(one, trigger, case)
        box.content, box.proposed_by = "", None
        return box


def _tried(session: Session, box: ProposalBox, data: bytes, storage: Storage) -> Tried:
    """Each file opened with its key and compared with what was recorded when it was lodged."""
    said = formats.read(box.key.encode(), formats.PROPOSAL_KEY)
    try:
        brought = formats.read_proposals(data, formats.PROPOSAL_KEYS)
    except ToolRefused:
        raise Invalid("This is not the file of opened keys that the coding tool wrote.", "file") from None
    if (brought["round"], brought["batch"]) != (said["round"], said["batch"]):
        raise Invalid("These keys belong to another round.", "file")
    keys = {entry["proposal"]: entry["key"] for entry in brought["entries"]}
    wrong = 0
    for one, version in proposals.to_be_opened(session, box.id):
        try:
            _unsealed(box, version, keys.get(one.id.hex, ""), storage)
        except (proposal_sealing.NotWhatWasLodged, Missing):
            wrong += 1
    return Tried(keys, wrong)


def _unsealed(box: ProposalBox, version: ProposalVersion, key: str, storage: Storage) -> bytes:
    ciphertext = storage.get(version.sealed)
    return proposal_sealing.unseal(ciphertext, key, version.digest, box.round_id.hex, version.proposal_id.hex)
