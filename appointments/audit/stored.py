"""What the ledger's verification asks of the features: the stored files that rows name, and who the candidates are."""

import json
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.models import Person
from appointments.applications.models import Application, Document
from appointments.core.ledger.verifier.failures import Failure
from appointments.exams.models import CodingBatch, ScreenScript
from appointments.exams.proposals import ProposalVersion
from appointments.files.storage import Missing, Storage


def digest_in_store(store: Storage) -> Callable[[str], str | None]:
    """A function from a digest to that of the bytes which really lie there; None where there are none."""

    def found(digest: str) -> str | None:
        try:
            return store.digest(digest)
        except Missing:
            return None

    return found


def application_files(session: Session) -> Iterator[tuple[str, str]]:
    """(case, digest) of every paper in a dossier, submitted or not."""
    query = sa.select(Document.application_id, Document.digest).order_by(Document.id)
    for application_id, digest in session.execute(query):
        yield f"application:{application_id.hex}", digest


def coded_files(session: Session) -> Iterator[tuple[str, str]]:
    """(case, digest) of every neutral file that is marked on screen, and of every sealed bundle, replaced ones too."""
    query = sa.select(ScreenScript.id, ScreenScript.file).where(ScreenScript.file != "").order_by(ScreenScript.id)
    for script_id, digest in session.execute(query):
        yield f"screen_script:{script_id.hex}", digest
    batches = sa.select(CodingBatch.paper_id, CodingBatch.commitment).order_by(CodingBatch.id)
    for paper_id, commitment in session.execute(batches):
        yield f"paper:{paper_id.hex}", json.loads(commitment)["bundle"]


def sealed_proposals(session: Session) -> Iterator[tuple[str, str]]:
    """(case, digest) of every proposal's ciphertext, versions that were replaced too."""
    query = sa.select(ProposalVersion.proposal_id, ProposalVersion.sealed).order_by(ProposalVersion.id)
    for proposal_id, digest in session.execute(query):
        yield f"proposal:{proposal_id.hex}", digest


def renamed(session: Session) -> Iterator[Failure]:
    """Every application whose candidate bears another name than the one handed in; no screen changes a name."""
    query = sa.select(Application.id, Application.snapshot, Person.full_name).join(Application.person)
    for application_id, snapshot, name in session.execute(query.order_by(Application.id)):
        if snapshot and snapshot["person"]["full_name"] != name:
            yield Failure("renamed", f"application:{application_id.hex}")
