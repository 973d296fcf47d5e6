"""What the marks tell of the marking, for the chair and after the lock only: severity, drift, time. Advisory.

Nothing follows from these figures by rule: they say where to look. Every figure can be repeated by hand. Marks are
compared on the same script only, so that an easy paper or a strong field does not look like a mild marker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from workflows.kinds import told
from workflows.law import design
from workflows.quantities import plain
from workflows.words import Words

SOURCE = design()
FEWEST = 5
"""Below so many scripts a figure says more of the scripts than of the marker, and none is given."""

SEVERE = Words(
    "thấp hơn người cùng chấm trung bình %(points)s điểm", "%(points)s points below the co-markers on average"
)
MILD = Words("cao hơn người cùng chấm trung bình %(points)s điểm", "%(points)s points above the co-markers on average")
LEVEL = Words("trung bình bằng người cùng chấm", "level with the co-markers on average")
STRICTER = Words("nửa sau chấm chặt hơn nửa đầu %(points)s điểm", "%(points)s points stricter in the second half")
MILDER = Words("nửa sau chấm nới hơn nửa đầu %(points)s điểm", "%(points)s points milder in the second half")
STEADY = Words("hai nửa chấm như nhau", "the same in both halves")
FEW = Words("quá ít bài để nhận xét", "too few scripts to say")


@dataclass(frozen=True, slots=True)
class Marked:
    """One mark as it was made final: whose, on which script, as which of the marker's own, in how many seconds."""

    marker: str
    code: str
    mark: Decimal
    place: int
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of one marker; None where there are too few scripts."""

    marker: str
    scripts: int
    severity: Decimal | None
    drift: Decimal | None
    seconds: Decimal | None

    def say(self) -> Words:
        """Severity and drift in words."""
        if self.severity is None or self.drift is None:
            return FEW
        severity = _said(self.severity, SEVERE, LEVEL, MILD)
        drift = _said(self.drift, STRICTER, STEADY, MILDER)
        return Words(f"{severity.vi}; {drift.vi}", f"{severity.en}; {drift.en}")


def marking_quality(marks: Sequence[Marked], fewest: int = FEWEST) -> tuple[Quality, ...]:
    """The figures of every marker, by id.

    Severity: the mean of the differences to the mean of the co-markers. Drift: the same in the second half of the
    marker's own order less that in the first (the middle script of an odd number is left out). Seconds: the median.
    """
    by_code: dict[str, list[Marked]] = {}
    for one in marks:
        by_code.setdefault(one.code, []).append(one)
    if any(len({one.marker for one in same}) < len(same) for same in by_code.values()):
        raise ValueError("a marker has two marks on one script")
    return tuple(_of_one(who, marks, by_code, fewest) for who in sorted({one.marker for one in marks}))


def _of_one(who: str, marks: Sequence[Marked], by_code: dict[str, list[Marked]], fewest: int) -> Quality:
    own = sorted((one for one in marks if one.marker == who), key=lambda one: (one.place, one.code))
    compared = [one for one in own if len(by_code[one.code]) > 1]
    differences = [_difference(one, by_code[one.code]) for one in compared]
    seconds = [one.seconds for one in own if one.seconds is not None]
    half = len(differences) // 2
    enough = len(differences) >= max(fewest, 2)
    return Quality(
        marker=who,
        scripts=len(own),
        severity=_rounded(_mean(differences)) if enough else None,
        drift=_rounded(_mean(differences[-half:]) - _mean(differences[:half])) if enough else None,
        seconds=_rounded(Fraction(median(map(Fraction, seconds)))) if len(seconds) >= fewest else None,
    )


def _difference(one: Marked, same_script: Sequence[Marked]) -> Fraction:
    others = [Fraction(other.mark) for other in same_script if other.marker != one.marker]
    return Fraction(one.mark) - _mean(others)


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def _rounded(number: Fraction) -> Decimal:
    """To hundredths, halves away from zero: a marker is no milder for being the one who is subtracted."""
    hundredths = (abs(number) * 200 + 1).__floor__() // 2
    return Decimal(hundredths if number >= 0 else -hundredths).scaleb(-2)


def _said(figure: Decimal, below: Words, level: Words, above: Words) -> Words:
    if figure == 0:
        return level
    points = Words(plain(abs(figure), "vi"), plain(abs(figure), "en"))
    return told(below if figure < 0 else above, points=points)
