"""The file of a frozen report: what it holds, and how it differs from what would be told today. Pure.

Canonical JSON, so that two people who freeze the same figure freeze the same bytes. Decisions that take effect after
the as-of day are not in it. It names no person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from appointments.core.ledger.canonical import canonical
from appointments.indicator import report
from appointments.indicator.rules import Counted, Row, Sentence

FORMAT = "minhtuyen/report/v1"
NOT_COMPARED = ("entry", "cseq")
"""Of a decision's line: where it stands in the ledger, which every reading by an inspector moves."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The signed head of the ledger that covers every decision of the report, and the ledger's name."""

    log: str
    size: int
    note: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One decision that is told otherwise: "added", "removed" or "changed", with what it said and says."""

    kind: str
    number: str
    case: str
    was: Mapping[str, Any]
    now: Mapping[str, Any]

    @property
    def changes(self) -> list[str]:
        """The fields that differ, in order."""
        return [name for name in {**self.was, **self.now} if self.was.get(name) != self.now.get(name)]


def document(found: Counted, anchor: Anchor) -> bytes:
    """The report's file."""
    return canonical({
        "format": FORMAT,
        "log": anchor.log,
        "head": {"size": anchor.size, "note": anchor.note},
        "as_of": found.on.isoformat(),
        "definition": report.definition_told(found.definition),
        "n_new": found.whole.new,
        "n_exam": found.whole.exam,
        "shortfall": found.shortfall,
        "decisions": lines(found),
    })  # fmt: skip


def lines(found: Counted) -> list[dict[str, Any]]:
    """Every decision in effect on the as-of day, counted or left out, in order."""
    return [_line(row, why) for row, why in report.lines(found) if row.effective_on <= found.on]


def _line(row: Row, why: Sentence | None) -> dict[str, Any]:
    return {
        "case": f"decision:{row.id.hex}",
        "number": row.number,
        "effective_on": row.effective_on.isoformat(),
        "revoked_on": row.revoked_on.isoformat() if row.revoked_on else None,
        "kind": row.kind,
        "method": row.method,
        "level": row.level,
        "rank": row.rank,
        "staff": row.staff,
        "agency_id": row.agency_id.hex if row.agency_id else None,
        "contest_id": row.contest_id.hex if row.contest_id else None,
        "agency": row.agency.vi,
        "is_counted": why is None,
        "is_by_exam": why is None and row.is_by_exam,
        "why": why.key if why else None,
        "entry": row.entry,
        "cseq": row.version,
    }


def compared(line: Mapping[str, Any]) -> dict[str, Any]:
    """What of a line must be the same."""
    return {name: value for name, value in line.items() if name not in NOT_COMPARED}


def content(found: Iterable[Mapping[str, Any]]) -> str:
    """The digest of what is said of the decisions."""
    return sha256(canonical([compared(line) for line in found])).hexdigest()


def differences(was: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]) -> list[Difference]:
    """How two lists of decisions differ, decision by decision, in the order of the first and then of the second."""
    before, after = ({line["case"]: line for line in one} for one in (was, now))
    found = []
    for case in {**before, **after}:
        old, new = (compared(side[case]) if case in side else {} for side in (before, after))
        if old != new:
            kind = "added" if not old else "removed" if not new else "changed"
            found.append(Difference(kind, (old or new)["number"], case, old, new))
    return found
