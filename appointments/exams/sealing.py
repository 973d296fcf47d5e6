"""The custodian's commands: codes drawn and handed out once, the map brought back after the lock, scripts opened.

Between the two the system holds the codes and a commitment, and nothing that links a code to a candidate.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.commands.locking import editing, lock_paper
from appointments.competitions.models import Paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Invalid
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.exams import intake, mapfile, rules
from appointments.exams.case import first_scripts, script_case
from appointments.exams.coding import formats
from appointments.exams.coding.faults import Refused as ToolRefused
from appointments.exams.identities import Identity, OpenedMap
from appointments.exams.models import Attendance, CodingBatch, ShareStatement, SheetScript
from workflows.engine import Refused
from workflows.roles import CHAIR, CODING, SUPERVISOR

CUSTODIANS = (CHAIR, CODING, SUPERVISOR)
"""Who holds a share of the key that opens the tool's bundle."""
UNTIL_DECODED = ("coded", "marking", "lock_proposed", "locked")


def seal_codes(session: Session, paper_id: UUID, *, by: By, now: datetime, secret: str | None = None) -> bytes:
    """Draw a code for every script handed in, in one shuffled batch; returns the map's file, which is not kept here.

    The codes follow from `secret`, which is not kept here either: whoever wrote it down can have the file once more.
    """
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        made = _drawn(session, paper, secret or rules.new_secret())
        paper.map_seal = made.seal
        for code in rules.shuffled([code for _, code in made.pairs]):
            script = SheetScript(id=uuid4(), paper=paper, code=code, markers=[])
            work.begin(script, CODING)
        session.flush()
        work.fire(paper, "seal_codes", paper_case(session, paper, by, now))
        return mapfile.write(made, paper.title)


def map_again(session: Session, paper_id: UUID, secret: str, *, by: By, now: datetime) -> bytes:
    """The same file once more, for the coding board that wrote the secret down; that it was asked for is on record."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        role = editing(work, paper, paper_case(session, paper, by, now), (CODING,), UNTIL_DECODED)
        made = _drawn(session, paper, secret)
        if made.seal != paper.map_seal:
            raise Invalid("This is not the secret with which the codes of this paper were drawn.", "secret")
        work.note(paper, "map_again", role)
        return mapfile.write(made, paper.title)


def give_share(session: Session, paper_id: UUID, data: bytes, *, by: By, now: datetime) -> None:
    """The coding board brings the map back after the lock; it must be the one that was sealed.

    A map that two custodians opened offline is only compared and kept: candidates are joined to codes at the decoding.
    """
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        role = editing(work, paper, paper_case(session, paper, by, now), (CODING,), ("locked",))
        if paper.coding_batch:
            opened_by_tool(session, paper, data)
            paper.map_digest, paper.opened_seal = formats.digest(data), paper.map_seal
            if session.query(OpenedMap).filter_by(paper_id=paper.id).first() is None:
                session.add(OpenedMap(paper_id=paper.id, digest=paper.map_digest, data=data))
        else:
            brought = _read(data)
            if brought.seal != paper.map_seal:
                raise Invalid("This is not the map that was sealed: numbers or codes were changed.", "file")
            _join(session, paper, brought.pairs)
            paper.opened_seal = brought.seal
        paper.coding_share_by = by.person
        work.note(paper, "give_share", role)


def state_share(session: Session, paper_id: UUID, digest: str, *, by: By, now: datetime) -> None:
    """A custodian states that the own share helped to open exactly the map with this digest."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        role = editing(work, paper, paper_case(session, paper, by, now), CUSTODIANS, ("locked",))
        if not paper.map_digest or digest != paper.map_digest:
            raise Invalid("The map was not brought yet, or another one than you were shown.")
        said = session.query(ShareStatement).filter_by(paper_id=paper.id).all()
        if any(one.person_id == by.person or one.role == str(role) for one in said):
            raise Invalid("This is stated already: each custodian gives one share.")
        session.add(ShareStatement(
            paper_id=paper.id, role=str(role), person_id=by.person, digest=digest, stated_at=now
        ))  # fmt: skip
        work.note(paper, "state_share", role, digest=digest)


def attest_decoding(session: Session, paper_id: UUID, *, by: By, now: datetime) -> None:
    """The supervisor watches the decoding."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        role = editing(work, paper, paper_case(session, paper, by, now), (SUPERVISOR,), ("locked",))
        paper.decoding_attested_by = by.person
        work.note(paper, "attest_decoding", role)


def decode(session: Session, paper_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Paper:
    """The chair joins codes and numbers again: every locked script is opened in the same transaction."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id, seen=seen)
        paper.decoded_by, paper.decoded_at = by.person, now
        work.fire(paper, "decode", paper_case(session, paper, by, now))
        if paper.coding_batch:
            data = session.query(OpenedMap).filter_by(paper_id=paper.id, digest=paper.map_digest).one().data
            _join(session, paper, opened_by_tool(session, paper, data).codes.items())
        session.flush()
        for script in first_scripts(session, paper_id):
            work.fire(script, "open", script_case(session, script, SYSTEM_BY, now))
        return paper


def code_of(session: Session, paper_id: UUID, application_id: UUID) -> str | None:
    """The code of a candidate's script; None before the map was opened."""
    query = sa.select(Identity.code).where(Identity.paper_id == paper_id, Identity.application_id == application_id)
    return session.scalar(query)


def opened_by_tool(session: Session, paper: Paper, data: bytes) -> formats.CodeMap:
    """The map that was opened offline; Refused unless it opens the commitment and agrees with the manifest."""
    query = sa.select(CodingBatch).where(CodingBatch.paper_id == paper.id, CodingBatch.batch == paper.coding_batch)
    batch = session.scalars(query).one()
    commitment = formats.read_commitment(batch.commitment.encode())
    manifest = formats.read_manifest(batch.manifest.encode())
    try:
        return formats.verify_map(data, commitment, manifest)
    except ToolRefused as error:
        raise Refused([intake.said(fault) for fault in error.faults]) from None


def _read(data: bytes) -> mapfile.CodeMap:
    try:
        return mapfile.read(data)
    except mapfile.BadMap as error:
        raise Invalid(
            "This file is no map of codes (line %(line)s: %(why)s).", "file", line=error.line, why=error.why
        ) from None


def _join(session: Session, paper: Paper, pairs: Iterable[tuple[str, str]]) -> None:
    """From here on the house knows who bears which code."""
    by_number = {a.number: a.id for a in _listed(session, paper.id)}
    for number, code in pairs:
        session.add(Identity(paper_id=paper.id, application_id=by_number[number], code=code))


def _drawn(session: Session, paper: Paper, secret: str) -> mapfile.CodeMap:
    if not rules.is_secret(secret):
        raise Invalid("A secret has eight groups of four letters and digits.", "secret")
    pairs = rules.codes_from(secret, paper.id.hex, _numbers(session, paper.id))
    return mapfile.CodeMap(rules.salt_from(secret, paper.id.hex), tuple(pairs))


def _numbers(session: Session, paper_id: UUID) -> list[str]:
    """The candidate numbers of the scripts that were handed in."""
    query = sa.select(Application.number).join(Attendance, Attendance.application_id == Application.id)
    query = query.where(Attendance.paper_id == paper_id, Attendance.present.is_(True), Attendance.collected.is_(True))
    return [number for number in session.scalars(query) if number]


def _listed(session: Session, paper_id: UUID) -> list[Application]:
    query = sa.select(Application).join(Attendance, Attendance.application_id == Application.id)
    return list(session.scalars(query.where(Attendance.paper_id == paper_id)))
