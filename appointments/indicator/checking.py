"""A frozen report against the present database: each decision's row and ledger entry, named when it differs.

Beside it stands `python -m verifier.report`, which needs neither the program nor the database. What a lawful later act
did to a decision (a revocation) is told, and is no fault.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.images import image_of
from appointments.core.ledger.models import Leaf, Position
from appointments.core.ledger.verifier.failures import CannotDecide, Failure
from appointments.core.ledger.verifier.report import BOUND
from appointments.decisions.models import Decision
from appointments.indicator.freezing import FORMAT
from appointments.indicator.models import Report

MOVING = ("revoked_on",)
"""What a later act may change in a signed decision."""
_ROWS = sa.select(Decision.id, Decision.version, Decision.head, *(
    Decision.__table__.c[name] for name in Decision.__sealed__), Decision.state)  # fmt: skip


def check(session: Session, data: bytes) -> list[str]:
    """The cases that changed lawfully since; raises the first Failure, or CannotDecide."""
    report = read(data)
    digest = sha256(data).hexdigest()
    query = sa.select(Report.id).where(Report.file == digest, Report.state == "frozen")
    if session.scalar(query.limit(1)) is None:
        raise Failure("report_unbound", digest=digest)
    rows = {f"decision:{row.id.hex}": dict(row._mapping) for row in session.execute(_ROWS)}
    places = _places(session)
    later = []
    for line in report["decisions"]:
        case, row = line["case"], rows.get(line["case"])
        if row is None:
            raise Failure("case_missing", case)
        if places.get((case, line["cseq"])) is None:
            raise Failure("leaf_missing", case, line["cseq"])
        found, place = places[case, line["cseq"]]
        if found != line["entry"] or place is None or place >= report["head"]["size"]:
            raise Failure("report_entry", case, place)
        _compare(case, line, row)
        if row["version"] > line["cseq"]:
            later.append(case)
    return later


def read(data: bytes) -> dict[str, Any]:
    """What a report's file says."""
    try:
        report: dict[str, Any] = json.loads(data)
    except ValueError as error:
        raise CannotDecide(f"no report: {error}") from error
    if not isinstance(report, dict) or report.get("format") != FORMAT:
        raise CannotDecide("no report of this product")
    return report


def _compare(case: str, line: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    present = image_of(Decision, row)
    names = BOUND if row["version"] > line["cseq"] else (*BOUND, *MOVING)
    if other := [name for name in names if present[name] != line[name]]:
        raise Failure("row_changed", case, row=case, columns=", ".join(other))
    if row["version"] < line["cseq"]:
        raise Failure("version", case, found=row["version"], expected=line["cseq"])


def _places(session: Session) -> dict[tuple[str, int], tuple[str, int | None]]:
    """The entries of every decision, with their places in the log."""
    query = sa.select(Leaf.case_key, Leaf.cseq, Leaf.leaf_hash, Position.idx)
    query = query.outerjoin(Position, Position.leaf_id == Leaf.id).where(Leaf.case_key.like("decision:%"))
    return {(row.case_key, row.cseq): (bytes(row.leaf_hash).hex(), row.idx) for row in session.execute(query)}
