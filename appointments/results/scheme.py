"""What a ranking is made from: the scheme (weights, pass marks, tie order, slots), the candidates, human decisions.

Everything is exact, whatever the caller's decimal context: marks are `Decimal` with two places, sums whole hundredths.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from workflows.kinds import told
from workflows.parameters_exam import TIE_RULES
from workflows.rules import on_scale
from workflows.words import Words

HEAD_DECIDES = "head_decides"
ROUNDING = "half_up_2"
"""Totals are rounded half up to two decimals and compared as rounded: the published figure decides, by hand as well."""

NONE, LARGEST_SCALE, HEAVIEST = Decimal(0), Decimal(1000), 1000

NOT_A_MARK = Words(
    "%(code)s: điểm %(part)s phải từ 0 đến %(scale)s, tối đa 2 chữ số thập phân.",
    "%(code)s: the %(part)s mark must lie from 0 to %(scale)s with at most 2 decimals.",
)
MARK_MISSING = Words(
    "%(code)s: thí sinh có dự thi nhưng thiếu điểm %(part)s.", "%(code)s: the candidate sat but has no %(part)s mark."
)
SAME_CODE = Words("Số báo danh %(code)s xuất hiện hai lần.", "Candidate number %(code)s appears twice.")
NO_CODE = Words("Có thí sinh không có số báo danh.", "A candidate has no candidate number.")
BAD_SCALE = Words("Thang điểm phải lớn hơn 0 và không quá 1000.", "The scale must be above 0 and at most 1000.")
BAD_WEIGHTS = Words("Hệ số phải là số nguyên từ 1 đến 1000.", "The weights must be whole numbers from 1 to 1000.")
BAD_PASS = Words("Điểm đạt phải từ 0 đến thang điểm.", "A pass mark must lie from 0 to the scale.")
BAD_SLOTS = Words("Số lượng cần tuyển phải từ 1 trở lên.", "There must be at least one slot.")
BAD_ORDER = Words(
    "Thứ tự ưu tiên phải gồm các quy tắc đã biết, mỗi quy tắc một lần, cuối cùng là head_decides.",
    "The tie order must name known rules, each once, and end with head_decides.",
)
BAD_ATTRIBUTE = Words(
    "%(code)s: thông tin ưu tiên không đúng kiểu dữ liệu (%(rule)s).",
    "%(code)s: the value for %(rule)s is of the wrong type.",
)
WRITTEN, ORAL = Words("bài viết", "written"), Words("trình bày", "oral")


class InvalidScores(ValueError):
    """Input from which no ranking can be made; `words` says why, `code` whose line it is if it is one person's."""

    def __init__(self, words: Words, code: str | None = None):
        super().__init__(words.en)
        self.words, self.code = words, code


class Attendance(StrEnum):
    """Whether the candidate sat the exam to its end."""

    sat = "sat"
    absent = "absent"
    annulled = "annulled"
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One candidate of one post. An attribute that is None is not on record; a tie that needs it goes to a person."""

    code: str
    written: Decimal | None = None
    oral: Decimal | None = None
    attendance: Attendance = Attendance.sat
    planning: bool | None = None
    female: bool | None = None
    ethnic: bool | None = None
    born_on: date | None = None
    service_months: int | None = None


@dataclass(frozen=True, slots=True)
class HumanDecision:
    """How the authority ordered candidates whom no rule could part: first to last, with the reason and the name."""

    order: tuple[str, ...]
    reason: str
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The regulation of one ranking; refuses at once what contradicts itself."""

    scale: Decimal = Decimal(100)
    weight_written: int = 1
    weight_oral: int = 2
    pass_written: Decimal = Decimal(50)
    pass_oral: Decimal = Decimal(50)
    tie_order: tuple[str, ...] = ("oral", "written", "planning", "female", "ethnic", "service", HEAD_DECIDES)
    slots: int = 1

    def __post_init__(self) -> None:
        """Refuse numbers that make no ranking."""
        if not _within(self.scale, Decimal("0.01"), LARGEST_SCALE):
            raise InvalidScores(BAD_SCALE)
        if any(type(w) is not int or not 1 <= w <= HEAVIEST for w in (self.weight_written, self.weight_oral)):
            raise InvalidScores(BAD_WEIGHTS)
        if any(not _within(p, NONE, self.scale) for p in (self.pass_written, self.pass_oral)):
            raise InvalidScores(BAD_PASS)
        known = [r for r in self.tie_order if r in TIE_RULES]
        if len(known) != len(set(self.tie_order)) or len(known) != len(self.tie_order) or known[-1:] != [HEAD_DECIDES]:
            raise InvalidScores(BAD_ORDER)
        if type(self.slots) is not int or self.slots < 1:
            raise InvalidScores(BAD_SLOTS)

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any], slots: int) -> "Scheme":
        """The scheme that a round's pinned parameters give for a post with that many slots."""
        weight_written, weight_oral = rules["exam.weights"]
        return cls(
            scale=Decimal(rules["exam.scale"]),
            weight_written=weight_written,
            weight_oral=weight_oral,
            pass_written=on_scale(rules["exam.pass_each"], rules["exam.scale"]),
            pass_oral=on_scale(rules["exam.oral_pass"], rules["exam.scale"]),
            tie_order=tuple(rules["exam.tie_order"]),
            slots=slots,
        )

    @property
    def divisor(self) -> int:
        """The sum of the weights."""
        return self.weight_written + self.weight_oral

    def weighted_sum(self, written: Decimal, oral: Decimal) -> Decimal:
        """The exact sum before it is divided."""
        return from_hundredths(self.weight_written * in_hundredths(written) + self.weight_oral * in_hundredths(oral))

    def total(self, written: Decimal, oral: Decimal) -> Decimal:
        """The weighted mean, rounded half up to hundredths, in whole numbers all the way."""
        hundredths = in_hundredths(self.weighted_sum(written, oral))
        return from_hundredths((2 * hundredths + self.divisor) // (2 * self.divisor))

    def check(self, candidates: list[Candidate]) -> None:
        """Raise `InvalidScores` for the first candidate who cannot be ranked or left out with a reason."""
        seen = set()
        for c in candidates:
            if not c.code.strip():
                raise InvalidScores(NO_CODE)
            if c.code in seen:
                raise InvalidScores(told(SAME_CODE, code=c.code), c.code)
            seen.add(c.code)
            self._check_marks(c)
            _check_attributes(c)

    def _check_marks(self, c: Candidate) -> None:
        for mark, part in ((c.written, WRITTEN), (c.oral, ORAL)):
            if mark is not None and not _within(mark, NONE, self.scale):
                raise InvalidScores(told(NOT_A_MARK, code=c.code, part=part, scale=self.scale), c.code)
        if c.attendance is not Attendance.sat:
            return
        if c.written is None:
            raise InvalidScores(told(MARK_MISSING, code=c.code, part=WRITTEN), c.code)
        if c.oral is None and c.written >= self.pass_written:
            raise InvalidScores(told(MARK_MISSING, code=c.code, part=ORAL), c.code)


def in_hundredths(mark: Decimal) -> int:
    """The mark as a whole number of hundredths; raises `ValueError` if it is not one."""
    if not isinstance(mark, Decimal) or not mark.is_finite():
        raise ValueError(f"{mark!r} is no decimal number")
    hundredths = Fraction(mark) * 100
    if hundredths.denominator != 1:
        raise ValueError(f"{mark} has more than two decimals")
    return hundredths.numerator


def from_hundredths(hundredths: int) -> Decimal:
    """A number of hundredths, not negative, as a decimal with two places."""
    return Decimal(f"{hundredths // 100}.{hundredths % 100:02d}")


def _check_attributes(c: Candidate) -> None:
    """Refuse what would be compared wrongly: text for a number, a number for yes or no, an instant for a date."""
    kinds = {"planning": bool, "female": bool, "ethnic": bool, "born_on": date, "service_months": int}
    for name, kind in kinds.items():
        found = getattr(c, name)
        if found is not None and type(found) is not kind:
            raise InvalidScores(told(BAD_ATTRIBUTE, code=c.code, rule=name), c.code)
    if c.service_months is not None and c.service_months < 0:
        raise InvalidScores(told(BAD_ATTRIBUTE, code=c.code, rule="service_months"), c.code)


def _within(mark: object, low: Decimal, high: Decimal) -> bool:
    """Whether it is a decimal with at most two places from `low` to `high`."""
    try:
        in_hundredths(mark)  # type: ignore[arg-type]
    except ValueError:
        return False
    return isinstance(mark, Decimal) and low <= mark <= high
