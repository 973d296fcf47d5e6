"""The stored files as the ledger's verification sees them: which rows name one, and what lies under a digest."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Document


def path_in_store(folder: Path, digest: str) -> Path:
    """Where the file with that digest lies."""
    return folder / digest[:2] / digest


def digest_in_store(folder: Path) -> Callable[[str], str | None]:
    """A function from a digest to that of the bytes which really lie there; None where there are none."""

    def found(digest: str) -> str | None:
        path = path_in_store(folder, digest)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    return found


def application_files(session: Session) -> Iterator[tuple[str, str]]:
    """(case, digest) of every paper in a dossier, submitted or not."""
    query = sa.select(Document.application_id, Document.digest).order_by(Document.id)
    for application_id, digest in session.execute(query):
        yield f"application:{application_id.hex}", digest
