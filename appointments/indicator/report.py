"""The indicator told to machines: JSON with exact fractions as text, CSV with one line for each decision. Pure."""

import csv
import io
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from appointments.core.cells import inert
from appointments.indicator.rules import SWITCHES, Counted, Figure, Row, Sentence, shortfall
from workflows.words import Words

FORMAT = "minh-tuyen-indicator/1"
COLUMNS = ("decision", "number", "effective_on", "agency", "post", "kind", "method", "level", "rank", "staff",
           "counted", "left_out_because", "clause")  # fmt: skip


def percent(share: Fraction | None) -> Decimal | None:
    """A share in per cent with one decimal, rounded half up; for print, never for comparison."""
    if share is None:
        return None
    tenths = Decimal(share.numerator * 1000) / Decimal(share.denominator)
    return (tenths.quantize(Decimal(1), rounding=ROUND_HALF_UP) / 10).quantize(Decimal("0.1"))


def as_json(found: Counted, expected: int = 0) -> dict[str, Any]:
    """The whole indicator for a program."""
    d = found.definition
    return {
        "format": FORMAT,
        "as_of": found.on.isoformat(),
        "definition": {
            "version": d.version,
            "begins": d.first.isoformat(),
            "ends": d.last.isoformat(),
            "target": str(d.target),
            "least": d.least,
            **{name: getattr(d, name) for name in SWITCHES},
        },
        **_figure(found.whole),
        "is_meaningful": found.is_meaningful,
        "is_reached": found.is_reached,
        "shortfall": found.shortfall,
        "more_competitions_needed": found.more,
        **({"expected": expected, "needed_of_expected": needed_of(found, expected)} if expected else {}),
        "by": {name: [{"of": _key(of), **_figure(f)} for of, f in split.items()] for name, split in found.by.items()},
        "counted": [_row(row, None) for row in found.counted],
        "left_out": [_row(row, reason) for row, reason in found.left_out],
    }


def needed_of(found: Counted, expected: int) -> int:
    """How many of the appointments still expected must come from competitions."""
    return max(0, shortfall(found.whole, found.definition.target, expected))


def as_csv(found: Counted) -> str:
    """Every decision looked at, one line each, with why it is left out."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    lines = [*((row, None) for row in found.counted), *found.left_out]
    for row, reason in sorted(lines, key=lambda line: (line[0].effective_on, line[0].number, line[0].id)):
        writer.writerow({name: inert(value) for name, value in _row(row, reason, locale="vi").items()})
    return "\ufeff" + file.getvalue()


def _figure(figure: Figure) -> dict[str, Any]:
    share, shown = figure.share, percent(figure.share)
    return {
        "n_new": figure.new,
        "n_exam": figure.exam,
        "share": None if share is None else str(share),
        "percent": None if shown is None else str(shown),
    }


def _key(of: Any) -> Any:
    return {"vi": of.vi, "en": of.en} if isinstance(of, Words) else of


def _row(row: Row, reason: Sentence | None, locale: str = "") -> dict[str, Any]:
    def told(words: Words) -> Any:
        return words.say(locale) if locale else _key(words)

    return {
        "decision": str(row.id),
        "number": row.number,
        "effective_on": row.effective_on.isoformat(),
        "agency": told(row.agency),
        "post": told(row.post),
        "kind": row.kind,
        "method": row.method,
        "level": row.level,
        "rank": row.rank,
        "staff": row.staff,
        "counted": reason is None if not locale else "yes" if reason is None else "no",
        "left_out_because": None if reason is None else told(reason.reason),
        "clause": None if reason is None else str(reason.cites),
    }
