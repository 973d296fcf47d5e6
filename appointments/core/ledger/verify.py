"""Puts the database through every check: the log by itself, the law, the present rows, the stored files."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from appointments.core.ledger.canonical import instant
from appointments.core.ledger.database import entries, heads, last_head, orphans, snapshot
from appointments.core.ledger.merkle import Frontier
from appointments.core.ledger.replay import replay
from appointments.core.ledger.rows import Images, compare_cases
from appointments.core.ledger.verifier.failures import CannotDecide, Failure
from appointments.core.ledger.verifier.heads import Key
from appointments.core.ledger.verifier.log import Entry, Log

StoredDigest = Callable[[str], str | None]
"""What the store really holds under a digest: the digest of the bytes there, or None when there are none."""


def verify(
    session: Session,
    key_text: str,
    *,
    witnessed: Iterable[str] = (),
    stored: StoredDigest | None = None,
    also_stored: Iterable[tuple[str, str]] = (),
    beside: Iterable[Failure] = (),
) -> dict[str, Any]:
    """What was checked, in numbers; raises the first Failure, or CannotDecide.

    `witnessed` are signed notes from outside the database, `also_stored` (case, digest) of files that rows name,
    `beside` what the features find wrong with rows that the ledger does not bind.
    """
    snapshot(session)
    log, images = Log(Key(key_text), heads(session), witnessed), Images()
    documents: dict[str, str] = {}
    for entry, at in entries(session):
        said = log.enter(entry)
        if said is None:
            continue
        _check_column(entry, said, at)
        seen = replay(said, entry.body or b"", entry.index)
        images.take(entry.leaf_id, said["case"], seen["rows"])
        documents.update((doc["h"].removeprefix("sha256:"), said["case"]) for doc in said["docs"])
    compare_cases(session, log.chains)
    rows = images.compare(session)
    for row in orphans(session):
        raise Failure("payload_orphan", leaf_id=row.leaf_id)
    for failure in beside:
        raise failure
    documents = {digest: case for case, digest in also_stored} | documents
    if documents:
        _check_files(documents, stored)
    log.finish()
    _check_frontier(session)
    return log.numbers() | {"rows": rows, "files": len(documents)}


def _check_column(entry: Entry, said: dict[str, Any], at: datetime) -> None:
    if instant(at) != said["at"]:
        raise Failure("leaf_columns", said["case"], entry.index, column="at")


def _check_frontier(session: Session) -> None:
    """What the sealer would build on is the tree that the last head signed."""
    last = last_head(session)
    if last is None:
        return
    try:
        root = Frontier.unpack(last.size, bytes(last.frontier)).root()
    except ValueError as error:
        raise Failure("head_form", size=last.size, why="frontier") from error
    if root != bytes(last.root):
        raise Failure("head_form", size=last.size, why="frontier")


def _check_files(documents: dict[str, str], stored: StoredDigest | None) -> None:
    if stored is None:
        raise CannotDecide(f"{len(documents)} stored files are named but no store was given")
    for digest, case in documents.items():
        found = stored(digest)
        if found is None:
            raise Failure("file_missing", case, digest=digest)
        if found != digest:
            raise Failure("file_changed", case, digest=digest)
