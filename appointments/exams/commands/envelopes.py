"""Envelopes entered by their serials, what happens to each put into its log, the digest of a used paper published."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.commands.locking import editing, lock_paper
from appointments.competitions.models import Paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams.coding.formats import is_digest
from appointments.exams.commands import sittings
from appointments.exams.envelopes import ACTS, OPENED, CustodyLine, Envelope
from workflows.paper import PAPER
from workflows.roles import SECRETARY, Role

BEFORE_USE = ("planned", "ready")
"""The states of a paper in which its questions are not used yet."""
OPEN = tuple(state for state in PAPER.states if state not in ("cancelled", "voided"))
"""Also after the results are final: a digest may be published late."""


@dataclass(frozen=True)
class Line:
    """What happened to an envelope: names are typed, for not everybody who carries one has an account."""

    act: str
    happened_at: datetime
    giver: str
    taker: str
    seal_was_whole: bool
    note: str = ""


def enter_envelope(
    session: Session, paper_id: UUID, serial: str, *, is_reserve: bool, by: By, now: datetime
) -> Envelope:
    """An envelope is known by the serial printed on it."""
    with Work(session, by, now) as work:
        paper, role = _written_by(work, paper_id)
        if session.query(Envelope).filter_by(paper_id=paper.id, serial=serial.strip()).count():
            raise Invalid("An envelope with this serial is entered already.", "serial")
        made = Envelope(
            paper_id=paper.id, serial=serial.strip(), is_reserve=is_reserve, entered_by=by.person, entered_at=now
        )
        session.add(made)
        work.note(paper, "enter_envelope", role)
        return made


def record_custody(session: Session, envelope_id: UUID, line: Line, *, by: By, now: datetime) -> None:
    """One line of an envelope's log. That it was opened too early, or with a broken seal, is recorded like the rest."""
    if line.act not in ACTS:
        raise Invalid("Choose one of the answers.", "act")
    sittings.demand_it_happened(line.happened_at, now)
    with Work(session, by, now) as work:
        envelope = _found(session, envelope_id)
        paper, role = _written_by(work, envelope.paper_id)
        session.add(
            CustodyLine(
                envelope_id=envelope.id, act=line.act, happened_at=line.happened_at, giver=line.giver.strip(),
                taker=line.taker.strip(), seal_was_whole=line.seal_was_whole, note=line.note.strip(),
                recorded_by=by.person, recorded_at=now,
            )
        )  # fmt: skip
        work.note(paper, "record_custody", role)


def publish_digest(session: Session, envelope_id: UUID, digest: str, *, by: By, now: datetime) -> None:
    """The SHA-256 of the paper that was used, once, after its use; from then on anybody reads it."""
    plain = "".join(digest.lower().split())
    if not is_digest(plain):
        raise Invalid("A SHA-256 has 64 digits from 0 to 9 and a to f.", "digest")
    with Work(session, by, now) as work:
        envelope = _found(session, envelope_id)
        paper, role = _written_by(work, envelope.paper_id)
        session.refresh(envelope)
        if paper.state in BEFORE_USE:
            raise Invalid("Nothing of a question paper enters the system before it was used.", "digest")
        if not any(line.act == OPENED for line in envelope.log):
            raise Invalid("The log does not say that this envelope was opened.", "digest")
        if envelope.digest:
            raise Invalid("The digest of this paper is published already.", "digest")
        envelope.digest, envelope.digest_by = plain, by.person
        work.note(paper, "publish_digest", role)


def _found(session: Session, envelope_id: UUID) -> Envelope:
    envelope = session.get(Envelope, envelope_id)
    if envelope is None:
        raise NotFound(Envelope, envelope_id)
    return envelope


def _written_by(work: Work, paper_id: UUID) -> tuple[Paper, Role]:
    """The paper, locked, for the secretary alone."""
    paper = lock_paper(work, paper_id)
    return paper, editing(work, paper, paper_case(work.session, paper, work.by, work.now), (SECRETARY,), OPEN)
