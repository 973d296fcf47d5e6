"""What the coding board's tool wrote is taken in: scripts by their new codes, the commitment to a map that is not here.

By candidate number the house learns nothing that it did not know: who handed a script in.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.competitions.commands.locking import lock_paper
from appointments.competitions.models import Paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import NotFound
from appointments.core.work import By, Work
from appointments.exams import allocation, intake
from appointments.exams.case import first_scripts, script_case
from appointments.exams.intake import Brought, Expected
from appointments.exams.models import Attendance, CodingBatch, ScreenScript, Script
from appointments.exams.unpacking import BUNDLE, Part
from appointments.files.storage import Storage
from workflows.engine import Refused
from workflows.roles import CODING


def take_codes(
    session: Session,
    paper_id: UUID,
    parts: Mapping[str, Part],
    storage: Storage,
    *,
    demonstration: bool = False,
    by: By,
    now: datetime,
) -> Paper:
    """Take the batch of the first marking; all of it is looked through before anything is stored or changed.

    Before any script is assigned another batch may take its place: the earlier scripts are replaced, not deleted.
    """
    paper = session.get(Paper, paper_id)
    if paper is None:
        raise NotFound(Paper, paper_id)
    brought = looked_through(parts, expected(session, paper, demonstration=demonstration), storage)
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        again = expected(session, paper, demonstration=demonstration)
        if faults := intake.differences(brought.commitment, brought.manifest, again):
            raise Refused(faults)
        trigger = "seal_codes_again" if paper.coding_batch else "seal_codes"
        if paper.coding_batch:
            _replace(session, work, paper, by, now)
        seed = allocation.new_seed()
        paper.allocation_seed, paper.seed_seal = seed.hex(), allocation.seed_seal(seed)
        paper.map_seal, paper.coding_batch = brought.commitment.map, brought.commitment.batch
        session.add(batch_of(paper, brought))
        for file in brought.manifest.files:
            work.begin(script_of(paper, file["code"], brought), CODING)
        session.flush()
        work.fire(paper, trigger, paper_case(session, paper, by, now))
        return paper


def _replace(session: Session, work: Work, paper: Paper, by: By, now: datetime) -> None:
    """The batch that was brought before counts no more; refused as soon as one of its scripts has a marker."""
    paper.process.decide(paper.state, "seal_codes_again", paper_case(session, paper, by, now))
    for batch in session.scalars(sa.select(CodingBatch).where(CodingBatch.paper_id == paper.id)):
        batch.is_replaced = True
    for script in first_scripts(session, paper.id):
        work.fire(script, "replace", script_case(session, script, by, now))


def expected(session: Session, paper: Paper, *, demonstration: bool = False) -> Expected:
    """What a batch for the first marking of this paper has to agree with."""
    before = session.scalars(sa.select(CodingBatch.batch).where(CodingBatch.paper_id == paper.id))
    return Expected(
        paper.id.hex, intake.FIRST, handed_in(session, paper.id), brought=frozenset(before), demonstration=demonstration
    )


def handed_in(session: Session, paper_id: UUID) -> dict[str, bool]:
    """By candidate number whether a script was handed in: all that the tool is told, and all that it tells."""
    query = sa.select(Application.number, Attendance.present, Attendance.collected)
    query = query.join(Attendance, Attendance.application_id == Application.id)
    rows = session.execute(query.where(Attendance.paper_id == paper_id).order_by(*by_number(Application.number)))
    return {row.number: bool(row.present and row.collected) for row in rows if row.number}


def expected_again(session: Session, paper: Paper, number: str, *, demonstration: bool = False) -> Expected:
    """What a batch for one script that is marked again has to agree with: it follows the batch of the first marking."""
    taken = session.scalars(sa.select(Script.code).where(Script.paper_id == paper.id))
    before = session.scalars(sa.select(CodingBatch.batch).where(CodingBatch.paper_id == paper.id))
    return Expected(
        paper.id.hex, intake.REMARK, {number: True}, frozenset(taken), frozenset(before), paper.map_seal, demonstration
    )


def looked_through(parts: Mapping[str, Part], due: Expected, storage: Storage) -> Brought:
    """What was brought, sound and due, its files stored; or Refused, and nothing stored."""
    brought = intake.look_through(parts, due)
    _store(brought, storage)
    return brought


def _store(brought: Brought, storage: Storage) -> None:
    """The files in the manifest's order, which was drawn for it; the sealed bundle last."""
    for file in brought.manifest.files:
        storage.put(brought.parts[f"scripts/{file['code']}.pdf"].read())
    storage.take(brought.parts[BUNDLE].pieces())


def batch_of(paper: Paper, brought: Brought) -> CodingBatch:
    """The batch as it is kept."""
    said = brought.commitment
    return CodingBatch(
        id=uuid4(), paper_id=paper.id, batch=said.batch, kind=said.kind, seal=said.map,
        commitment=brought.commitment_text, manifest=brought.manifest_text,
    )  # fmt: skip


def script_of(paper: Paper, code: str, brought: Brought, **given: Any) -> ScreenScript:
    """The script with that code, its neutral file and its pages."""
    file = next(file["sha256"] for file in brought.manifest.files if file["code"] == code)
    pages = brought.pages[code]
    return ScreenScript(id=uuid4(), paper=paper, code=code, file=file, pages=pages, **{"markers": [], **given})
