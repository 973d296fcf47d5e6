"""How the marks of one written script become its mark: by rule where they lie close, by people where they are apart.

Close is a distance within `exam.mark_divergence` of the scale. Where the regulation says so (`exam.straddle_pass`),
marks of which one passes and another does not are apart as well, however close. Marks that are apart go to a talk with
a joint record or to a third marker; a third mark settles nothing by itself: a person then gives the mark and the
reason, between the lowest and the highest mark given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from workflows.kinds import told
from workflows.law import cite, design
from workflows.quantities import plain
from workflows.rules import on_scale
from workflows.words import Words

BY_DISTANCE = cite("tt6", "28", "K-m")
BY_PASS_MARK = design()
TOO_FAR = Words(
    "Các điểm chấm lệch nhau %(distance)s, quá mức %(limit)s.", "The marks lie %(distance)s apart, beyond %(limit)s."
)
STRADDLES = Words(
    "Điểm đạt %(pass_mark)s nằm giữa các điểm chấm: có điểm đạt, có điểm không đạt.",
    "The pass mark %(pass_mark)s lies between the marks: one passes, another does not.",
)


class Way(StrEnum):
    """What has to happen now."""

    mean = "mean"
    apart = "apart"
    person = "person"


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of one round's regulation; `limit` and `pass_mark` are on its scale, `limit` exact as a fraction."""

    limit: Fraction
    pass_mark: Decimal
    straddle_is_apart: bool = False

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> "Terms":
        """The terms that the pinned parameters give; a round pinned before the option existed does not have it."""
        scale = rules["exam.scale"]
        straddle = bool(rules.get("exam.straddle_pass", False))
        return cls(rules["exam.mark_divergence"] * scale, on_scale(rules["exam.pass_each"], scale), straddle)

    def straddled_by(self, marks: Sequence[Decimal]) -> bool:
        """Whether one of the marks passes and another does not."""
        return min(marks) < self.pass_mark <= max(marks)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which way the marks are settled. `mark` is given where the rule gives it; `reasons` say why it does not."""

    way: Way
    distance: Decimal
    lowest: Decimal
    highest: Decimal
    mark: Decimal | None = None
    reasons: tuple[Words, ...] = ()

    def leaves_room_for(self, proposed: Decimal) -> bool:
        """Whether a person may give this mark: whole hundredths, from the lowest to the highest mark given."""
        return is_in_hundredths(proposed) and self.lowest <= proposed <= self.highest


def agreement(marks: Sequence[Decimal], terms: Terms, third: Decimal | None = None) -> Agreement:
    """The way for the marks of the independent markers (two, or three), and of the one called in when they were apart.

    Raises `ValueError` for fewer than two marks, or one that is not in hundredths.
    """
    given = [*marks, *([] if third is None else [third])]
    if len(marks) < 2 or not all(is_in_hundredths(mark) for mark in given):
        raise ValueError("two marks or more, in hundredths")
    distance = max(marks) - min(marks)
    reasons = tuple(_why_apart(marks, distance, terms))
    if third is not None and not reasons:
        raise ValueError("a third marker is called in only where the marks are apart")
    if not reasons:
        return Agreement(Way.mean, distance, min(given), max(given), mean_of(marks))
    way = Way.apart if third is None else Way.person
    return Agreement(way, distance, min(given), max(given), None, reasons)


def _why_apart(marks: Sequence[Decimal], distance: Decimal, terms: Terms) -> list[Words]:
    found = []
    if Fraction(distance) > terms.limit:
        vi, en = ({"distance": plain(distance, loc), "limit": _exact(terms.limit, loc)} for loc in ("vi", "en"))
        found.append(Words(TOO_FAR.vi % vi, TOO_FAR.en % en))
    if terms.straddle_is_apart and terms.straddled_by(marks):
        said = Words(plain(terms.pass_mark, "vi"), plain(terms.pass_mark, "en"))
        found.append(told(STRADDLES, pass_mark=said))
    return found


def mean_of(marks: Sequence[Decimal]) -> Decimal:
    """The mean in hundredths, halves upward, in whole numbers all the way."""
    total, count = sum(int(mark * 100) for mark in marks), len(marks)
    hundredths = (2 * total + count) // (2 * count)
    return Decimal(f"{hundredths // 100}.{hundredths % 100:02d}")


def is_in_hundredths(mark: Decimal) -> bool:
    """Whether it is a number of whole hundredths, not negative."""
    return mark.is_finite() and mark >= 0 and (Fraction(mark) * 100).denominator == 1


def _exact(limit: Fraction, locale: str) -> str:
    """The limit as it is printed: a decimal where it is one in hundredths, else the fraction."""
    hundredths = limit * 100
    if hundredths.denominator == 1:
        return plain(Decimal(hundredths.numerator) / 100, locale)
    return str(limit)
