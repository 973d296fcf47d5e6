"""What the ledger's verification asks of the features: the stored files that rows name, and who the candidates are."""

import hashlib
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.models import Person
from appointments.applications.models import Application, Document
from appointments.core.ledger.verifier.failures import Failure
from appointments.files.storage import Missing, Storage


def digest_in_store(store: Storage) -> Callable[[str], str | None]:
    """A function from a digest to that of the bytes which really lie there; None where there are none."""

    def found(digest: str) -> str | None:
        try:
            return hashlib.sha256(store.get(digest)).hexdigest()
        except Missing:
            return None

    return found


def application_files(session: Session) -> Iterator[tuple[str, str]]:
    """(case, digest) of every paper in a dossier, submitted or not."""
    query = sa.select(Document.application_id, Document.digest).order_by(Document.id)
    for application_id, digest in session.execute(query):
        yield f"application:{application_id.hex}", digest


def renamed(session: Session) -> Iterator[Failure]:
    """Every application whose candidate bears another name than the one handed in; no screen changes a name."""
    query = sa.select(Application.id, Application.snapshot, Person.full_name).join(Application.person)
    for application_id, snapshot, name in session.execute(query.order_by(Application.id)):
        if snapshot and snapshot["person"]["full_name"] != name:
            yield Failure("renamed", f"application:{application_id.hex}")
