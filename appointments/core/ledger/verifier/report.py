"""`python -m verifier.report REPORT EXPORT --key KEY [--head NOTE-FILE ...] [--json]`: a report against an export.

First the whole export is checked as `verifier` does, under the head that the report itself holds as well. Then: the
report's bytes are those that a freezing bound; each decision's entry lies in the log under that head; where the export
has the payloads, the decision says there what the report says of it; and the numbers add up. What happened to it later
is no fault: it is told. Exit 0: sound, 1: tampered, 2: cannot decide, 3: usage.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .export import read_entries, verify_export
from .failures import CannotDecide, Failure
from .leaves import read_leaf
from .log import Entry

FORMAT = "minhtuyen/report/v1"
BOUND = ("number", "effective_on", "kind", "method", "level", "rank", "staff", "agency_id", "contest_id")


def verify_report(data: bytes, folder: Path, key: str, witnessed: Iterable[str] = ()) -> dict[str, Any]:
    """What was checked, in numbers; raises the first Failure, or CannotDecide."""
    try:
        report = json.loads(data)
        lines, note, size = report["decisions"], report["head"]["note"], report["head"]["size"]
    except (KeyError, TypeError, ValueError) as error:
        raise CannotDecide(f"no report: {type(error).__name__}: {error}") from error
    if report.get("format") != FORMAT:
        raise CannotDecide(f"unknown format {report.get('format')!r}")
    found = verify_export(folder, key, [note, *witnessed])
    later = _check(report, lines, size, hashlib.sha256(data).hexdigest(), folder)
    return found | {"decisions": len(lines), "n_new": report["n_new"], "n_exam": report["n_exam"], "later": later}


def _check(report: dict[str, Any], lines: list[dict[str, Any]], size: int, digest: str, folder: Path) -> list[str]:
    told = {line["case"]: line for line in lines}
    seen, later, is_bound = set[str](), set[str](), False
    for entry in read_entries(folder):
        said = read_leaf(entry.leaf or b"")
        is_bound = is_bound or _binds(said, digest)
        line = told.get(said["case"])
        if line is None:
            continue
        if said["cseq"] == line["cseq"]:
            _compare(line, entry, size)
            seen.add(line["case"])
        elif said["cseq"] > line["cseq"] and said["st"][0] != said["st"][1]:
            later.add(line["case"])
    if not is_bound:
        raise Failure("report_unbound", digest=digest)
    if lost := [case for case in told if case not in seen]:
        raise Failure("case_missing", min(lost))
    for name, given in (("n_new", "is_counted"), ("n_exam", "is_by_exam")):
        if report[name] != sum(bool(line[given]) for line in lines):
            raise Failure("report_sum", number=name, found=report[name])
    return sorted(later)


def _binds(said: dict[str, Any], digest: str) -> bool:
    return said["act"] == "report.freeze" and any(doc["h"] == f"sha256:{digest}" for doc in said["docs"])


def _compare(line: dict[str, Any], entry: Entry, size: int) -> None:
    """The entry that the report names is this one, under the report's head, and says the same."""
    if entry.hash is None or entry.hash.hex() != line["entry"] or entry.index is None or entry.index >= size:
        raise Failure("report_entry", line["case"], entry.index)
    row = _image(entry, line["case"])
    if row is not None and (other := [name for name in BOUND if name in row and row[name] != line[name]]):
        raise Failure("row_changed", line["case"], entry.index, row=line["case"], columns=", ".join(other))


def _image(entry: Entry, case: str) -> dict[str, Any] | None:
    """The decision's sealed columns as this entry left them; None where the payload is withheld."""
    if entry.body is None:
        return None
    rows: dict[str, dict[str, Any]] = json.loads(entry.body).get("rows") or {}
    return rows.get(case)


def main(arguments: list[str] | None = None) -> int:
    """Check a report against an export and say so in Vietnamese and English."""
    parser = argparse.ArgumentParser(prog="verifier.report", description="Checks a frozen report against an export.")
    parser.add_argument("report", type=Path)
    parser.add_argument("export", type=Path)
    parser.add_argument("--key", required=True, help="the log's public key, got from somewhere else than the export")
    parser.add_argument("--head", type=Path, action="append", default=[], help="a signed head from a receipt or minute")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    code, verdict, said = judged(asked)
    sys.stdout.write((json.dumps(verdict, ensure_ascii=False) if asked.json else "\n".join(said)) + "\n")
    return code


def judged(asked: argparse.Namespace) -> tuple[int, dict[str, Any], Iterator[str] | list[str]]:
    """The exit code, the verdict for programs, and the sentences."""
    try:
        heads = [path.read_text() for path in asked.head]
        found = verify_report(asked.report.read_bytes(), asked.export, asked.key, heads)
    except Failure as failure:
        return 1, {"ok": False, **failure.as_json()}, [failure.say("vi"), failure.say("en")]
    except (CannotDecide, OSError) as error:
        said = [f"Không thể kết luận: {error}", f"Cannot decide: {error}"]
        return 2, {"ok": None, "why": str(error)}, said
    figures, n, later = f"{found['n_exam']}/{found['n_new']}", found["decisions"], len(found["later"])
    return 0, {"ok": True, **found}, [
        f"Báo cáo nguyên vẹn: {figures}, {n} quyết định; {later} quyết định thay đổi về sau.",
        f"The report is sound: {figures}, {n} decisions; {later} of them changed later.",
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
