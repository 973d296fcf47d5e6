"""Writes the log to a folder that the stand-alone verifier reads (docs/ledger.md tells each line's form)."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from appointments.core.ledger.database import entries, heads, orphans, snapshot
from appointments.core.ledger.rows import case_of, rows_of, sealed_models
from appointments.core.ledger.verifier.leaves import NotALeaf, read_leaf
from workflows import registry

FORMAT = "minhtuyen/export/v1"


def export(
    session: Session, folder: Path, key_text: str, *, payloads: bool = True, read: Callable[[str], bytes] | None = None
) -> int:
    """Write everything into `folder`, which must be new or empty; answers the number of entries.

    Payloads hold personal data: without them the verifier checks all but the commitments. `read` gives a stored file's
    bytes by its digest; with it the files go along.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    snapshot(session)
    count, digests = _write_entries(session, folder, payloads)
    with (folder / "heads.jsonl").open("w", encoding="utf-8") as file:
        for size, root, note in heads(session):
            _line(file, {"size": size, "root": root.hex(), "note": note})
    with (folder / "cases.jsonl").open("w", encoding="utf-8") as file:
        for case in _cases(session):
            _line(file, case)
    (folder / "definitions.json").write_text(json.dumps(_definitions(), indent=1, sort_keys=True), encoding="utf-8")
    if read:
        _write_files(folder / "files", digests, read)
    about = {"format": FORMAT, "key": key_text, "entries": count, "payloads": payloads, "files": read is not None}
    (folder / "log.json").write_text(json.dumps(about, indent=1), encoding="utf-8")
    return count


def _write_entries(session: Session, folder: Path, payloads: bool) -> tuple[int, set[str]]:
    """Whatever is there is written as it is, sound or not: an export is evidence."""
    count, digests = 0, set[str]()
    with ExitStack() as files:
        leaves = files.enter_context((folder / "leaves.jsonl").open("w", encoding="utf-8"))
        beside = files.enter_context((folder / "payloads.jsonl").open("w", encoding="utf-8")) if payloads else None
        for e, _ in entries(session):
            count += 1
            place = {"id": e.leaf_id, "i": e.index, "p": _hex(e.position_hash)}
            _line(leaves, place | {"case": e.case, "cseq": e.cseq, "leaf": _b64(e.leaf), "h": _hex(e.hash)})
            digests |= _documents(e.leaf)
            if beside is not None and e.salt is not None:
                _line(beside, {"id": e.leaf_id, "salt": _b64(e.salt), "body": _b64(e.body)})
        for row in orphans(session) if beside is not None else ():
            _line(beside, {"id": row.leaf_id, "salt": _b64(row.salt), "body": _b64(row.body)})
    return count, digests


def _documents(leaf: bytes | None) -> set[str]:
    try:
        return {doc.removeprefix("sha256:") for doc in (d["h"] for d in read_leaf(leaf)["docs"])} if leaf else set()
    except NotALeaf:  # written as it is; the verifier will name it
        return set()


def _write_files(folder: Path, digests: Iterable[str], read: Callable[[str], bytes]) -> None:
    folder.mkdir()
    for digest in sorted(digests):
        (folder / digest).write_bytes(read(digest))


def _cases(session: Session) -> Iterable[dict[str, Any]]:
    for model in sealed_models():
        if hasattr(model, "__process__"):
            for row in rows_of(session, model, "state", "version", "head"):
                told = {"state": row["state"], "version": row["version"], "head": _hex(row["head"])}
                yield {"case": case_of(model, row)} | told


def _definitions() -> dict[str, Any]:
    return {
        process.rule: {
            "initial": process.initial,
            "edges": [[t.trigger, str(t.source), str(t.to), [str(r) for r in t.roles]] for t in process.transitions],
        }
        for process in registry.all_processes()
    }


def _line(file: Any, value: dict[str, Any]) -> None:
    file.write(json.dumps(value, separators=(",", ":")) + "\n")


def _b64(data: bytes | None) -> str | None:
    return None if data is None else b64encode(data).decode()


def _hex(data: bytes | None) -> str | None:
    return None if data is None else bytes(data).hex()
