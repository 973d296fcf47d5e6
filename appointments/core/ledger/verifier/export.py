"""Reads an export and puts it through every check that needs no program and no database.

An export is a folder: `log.json`, `leaves.jsonl`, `heads.jsonl`, `payloads.jsonl` (may be withheld), `cases.jsonl`,
`definitions.json`, and `files/` under their SHA-256 (may be withheld). docs/ledger.md describes each line.
"""

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .failures import CannotDecide, Failure
from .heads import BadHead, Key
from .log import Entry, Log

FORMAT = "minhtuyen/export/v1"


def verify_export(folder: Path, key_text: str, witnessed: Iterable[str] = ()) -> dict[str, Any]:
    """What was checked, in numbers; raises the first Failure, or CannotDecide."""
    try:
        key = Key(key_text)
        about = json.loads((folder / "log.json").read_bytes())
        definitions = json.loads((folder / "definitions.json").read_bytes())
    except (OSError, ValueError, BadHead) as error:
        raise CannotDecide(str(error)) from error
    if about.get("format") != FORMAT:
        raise CannotDecide(f"unknown format {about.get('format')!r}")
    try:
        return _check(folder, key, definitions, witnessed)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CannotDecide(f"{type(error).__name__}: {error}") from error


def _check(folder: Path, key: Key, definitions: dict[str, Any], witnessed: Iterable[str]) -> dict[str, Any]:
    payloads, stored = folder / "payloads.jsonl", folder / "files"
    log = Log(key, _heads(folder), witnessed, payloads=payloads.exists())
    documents: dict[str, str] = {}
    for entry in read_entries(folder):
        said = log.enter(entry)
        if said is not None:
            check_edge(said, definitions, entry.index)
            documents.update((doc["h"], said["case"]) for doc in said["docs"])
    check_cases(log, _lines(folder / "cases.jsonl"))
    if stored.exists():
        check_files(stored, documents)
    log.finish()
    return log.numbers() | {"files": len(documents) if stored.exists() else None}


def check_edge(said: dict[str, Any], definitions: dict[str, Any], index: int | None) -> None:
    """The definition has this step for this role. An act that is no step (a note) must leave the state alone."""
    rule, (source, to), role = said["rule"], said["st"], said["actor"]["role"]
    process, _, trigger = said["act"].partition(".")
    definition = definitions.get(rule)
    if definition is None or rule.partition("@")[0] != process or not said["case"].startswith(f"{process}:"):
        raise Failure("rule", said["case"], index, rule=rule)
    if source is None:
        fits = to == definition["initial"]
    elif any(edge[0] == trigger for edge in definition["edges"]):
        fits = any(edge[:3] == [trigger, source, to] and role in edge[3] for edge in definition["edges"])
    else:
        fits = source == to
    if not fits:
        raise Failure("edge", said["case"], index, act=said["act"], source=source, to=to, role=role)


def check_cases(log: Log, rows: Iterable[dict[str, Any]]) -> None:
    """Every case rests where the log left it; neither the log nor the table knows a case that the other does not."""
    left = set(log.chains)
    for row in rows:
        case = row["case"]
        chain = log.chains.get(case)
        if chain is None:
            raise Failure("case_unrecorded", case)
        if row["state"] != chain.state:
            raise Failure("state", case, found=row["state"], expected=chain.state)
        if row["version"] != chain.cseq:
            raise Failure("version", case, found=row["version"], expected=chain.cseq)
        if row["head"] != chain.head.hex():
            raise Failure("case_head", case)
        left.discard(case)
    if left:
        raise Failure("case_missing", min(left))


def check_files(folder: Path, documents: dict[str, str]) -> None:
    """Every file that an entry names is there and has its digest."""
    for name, case in documents.items():
        digest = name.removeprefix("sha256:")
        path = folder / digest
        if not path.is_file():
            raise Failure("file_missing", case, digest=digest)
        if digest_of(path) != digest:
            raise Failure("file_changed", case, digest=digest)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for line in file:
            yield json.loads(line)


def _heads(folder: Path) -> Iterator[tuple[int, bytes, str]]:
    for line in _lines(folder / "heads.jsonl"):
        yield line["size"], bytes.fromhex(line["root"]), line["note"]


def read_entries(folder: Path) -> Iterator[Entry]:
    """Leaves and payloads lie in the same order: one pass over both."""
    path = folder / "payloads.jsonl"
    payloads = _lines(path) if path.exists() else iter(())
    beside = next(payloads, None)
    for line in _lines(folder / "leaves.jsonl"):
        salt = body = None
        if beside is not None and beside["id"] == line["id"]:
            salt, body = b64decode(beside["salt"]), b64decode(beside["body"])
            beside = next(payloads, None)
        place, made = (bytes.fromhex(line[name]) if line[name] is not None else None for name in ("p", "h"))
        leaf = b64decode(line["leaf"]) if line["leaf"] is not None else None
        yield Entry(line["id"], line["i"], place, leaf, made, line["case"], line["cseq"], salt, body)
    if beside is not None:
        raise Failure("payload_orphan", leaf_id=beside["id"])
