"""The stored files as the ledger's verification sees them: which rows name one, and what lies under a digest."""

import hashlib
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Document
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
