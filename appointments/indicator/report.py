"""The indicator told to machines: JSON with exact fractions as text, CSV with one line for each decision. Pure."""

import csv
import io
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from appointments.core.cells import inert
from appointments.indicator.definition import TOGGLES, Definition
from appointments.indicator.rules import Counted, Figure, Place, Row, Sentence, Tally, shortfall
from workflows.words import Words

FORMAT = "minh-tuyen-indicator/2"
LICENCE = Words(
    "Số liệu công khai, được dùng lại tự do với điều kiện nêu nguồn, ngày tính và cách tính.",
    "Public figures, free to be used again if the source, the as-of date and the definition are named.",
)
COLUMNS = ("decision", "number", "effective_on", "agency", "post", "kind", "method", "level", "rank", "staff",
           "counted", "left_out_because", "clause", "entry")  # fmt: skip


def percent(share: Fraction | None) -> Decimal | None:
    """A share in per cent with one decimal, rounded half up; for print, never for comparison."""
    if share is None:
        return None
    tenths = Decimal(share.numerator * 1000) / Decimal(share.denominator)
    return (tenths.quantize(Decimal(1), rounding=ROUND_HALF_UP) / 10).quantize(Decimal("0.1"))


def as_json(found: Counted, expected: int = 0) -> dict[str, Any]:
    """The whole indicator for a program."""
    return {
        "format": FORMAT,
        "licence": told(LICENCE),
        "as_of": found.on.isoformat(),
        "definition": definition_told(found.definition),
        **_figure(found.whole, found.definition),
        "is_reached": found.is_reached,
        "shortfall": found.shortfall,
        "more_competitions_needed": found.more,
        **(_expected(found, expected) if expected else {}),
        "civil_servants_only": _figure(found.civil, found.definition),
        "commune_divisions_apart": _figure(found.apart, found.definition),
        "by": {
            name: [{"of": told(of), **_figure(f, found.definition)} for of, f in split.items()]
            for name, split in found.by.items()
        },
        "counted": [line(row, None) for row in found.counted],
        "left_out": [line(row, reason) for row, reason in found.left_out],
    }


def definition_told(d: Definition) -> dict[str, Any]:
    """Everything that a definition says, with the key by which it can be asked again."""
    return {
        "version": d.version,
        "key": d.key,
        "begins": d.first.isoformat(),
        "ends": d.last.isoformat(),
        "target": str(d.target),
        "standstill": {"from": d.frozen_from.isoformat(), "to": d.frozen_to.isoformat()},
        **{name: getattr(d, name) for name in TOGGLES},
    }


def needed_of(found: Tally, expected: int) -> int:
    """How many of the appointments still expected must come from competitions."""
    return max(0, shortfall(found.whole, found.definition.target, expected))


def share_of_expected(found: Tally, expected: int) -> Fraction | None:
    """Which share of the appointments still expected that is; above one: they are too few."""
    return Fraction(needed_of(found, expected), expected) if expected else None


def lines(found: Counted) -> Iterator[tuple[Row, Sentence | None]]:
    """Every decision looked at, in the order of effect, with the sentence against it."""
    looked_at = [*((row, None) for row in found.counted), *found.left_out]
    return iter(sorted(looked_at, key=lambda one: (one[0].effective_on, one[0].number, one[0].id)))


def as_csv(found: Counted) -> str:
    """Every decision looked at, one line each, with why it is left out."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row, reason in lines(found):
        writer.writerow({name: inert(value) for name, value in line(row, reason, locale="vi").items()})
    return "\ufeff" + file.getvalue()


def _figure(figure: Figure, definition: Definition) -> dict[str, Any]:
    share, shown = figure.share, percent(figure.share)
    return {
        "n_new": figure.new,
        "n_exam": figure.exam,
        "share": None if share is None else str(share),
        "percent": None if shown is None else str(shown),
        "is_meaningful": figure.new >= definition.least,
    }


def _expected(found: Counted, expected: int) -> dict[str, Any]:
    share = share_of_expected(found, expected)
    return {
        "expected": expected,
        "needed_of_expected": needed_of(found, expected),
        "share_of_expected": None if share is None else str(share),
    }


def told(of: Any) -> Any:
    """Words in both languages, a place with its id, anything else as it is."""
    if isinstance(of, Place):
        return {"id": str(of.id), **told(of.name)}
    return {"vi": of.vi, "en": of.en} if isinstance(of, Words) else of


def line(row: Row, reason: Sentence | None, locale: str = "") -> dict[str, Any]:
    """One decision looked at; in one language, or in both."""

    def say(words: Words) -> Any:
        return words.say(locale) if locale else told(words)

    return {
        "decision": str(row.id),
        "number": row.number,
        "effective_on": row.effective_on.isoformat(),
        "agency": say(row.agency),
        "post": say(row.post),
        "kind": row.kind,
        "method": row.method,
        "level": row.level,
        "rank": row.rank,
        "staff": row.staff,
        "counted": reason is None if not locale else "yes" if reason is None else "no",
        "left_out_because": None if reason is None else say(reason.reason),
        "clause": None if reason is None else str(reason.cites),
        "entry": row.entry,
    }
