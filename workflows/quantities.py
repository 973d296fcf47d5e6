"""The numbers a parameter can be. None is binary floating point: marks are `Decimal`, shares `Fraction`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from workflows.kinds import Kind, NotThatKind
from workflows.words import Words

HUNDREDTH = Decimal("0.01")
_WHOLE = re.compile(r"-?\d{1,6}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,6}([.,]\d{1,2})?", re.ASCII)
_SHARE = re.compile(r"\d{1,4}(/0*[1-9]\d{0,3})?", re.ASCII)
_PERCENT = re.compile(r"(\d{1,3}([.,]\d{1,2})?)\s?%", re.ASCII)
_PAIR = re.compile(r"(\d{1,3})\s?:\s?(\d{1,3})", re.ASCII)

NOT_WHOLE = Words("Phải là số nguyên, ví dụ: 15.", "This must be a whole number, for example: 15.")
NOT_DECIMAL = Words(
    "Phải là số có tối đa 2 chữ số thập phân, ví dụ: 50 hoặc 50,5.",
    "This must be a number with at most 2 decimals, for example: 50 or 50.5.",
)
NOT_SHARE = Words(
    "Phải là phân số hoặc phần trăm, ví dụ: 2/3 hoặc 20%.", "This must be a fraction or a per cent: 2/3 or 20%."
)
NOT_PAIR = Words(
    "Phải là tỉ lệ viết : trình bày, ví dụ: 1:2.", "This must be a ratio written : oral, for example: 1:2."
)


def plain(number: Decimal, locale: str) -> str:
    """A decimal as people write it: no needless zeros, a comma in Vietnamese."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if locale == "en" else text.replace(".", ",")


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number from `low` to `high`."""

    low: int
    high: int
    odd: bool = False

    value_type = int
    json_type = int

    def mistyped(self) -> Words:
        return NOT_WHOLE

    def in_range(self, value: int) -> bool:
        return self.low <= value <= self.high and not (self.odd and value % 2 == 0)

    def span(self) -> Words:
        text = f"{self.low}" if self.low == self.high else f"{self.low}–{self.high}"
        return Words(f"{text}, số lẻ", f"{text}, odd") if self.odd else Words(text, text)

    def read(self, text: str) -> int:
        if not _WHOLE.fullmatch(text.strip()):
            raise NotThatKind(NOT_WHOLE)
        return int(text)

    def to_json(self, value: int) -> int:
        return value


@dataclass(frozen=True, slots=True)
class Hundredths(Kind):
    """A decimal with at most two places, from `low` to `high`."""

    low: Decimal
    high: Decimal

    value_type = Decimal

    def mistyped(self) -> Words:
        return NOT_DECIMAL

    def in_range(self, value: Decimal) -> bool:
        return value.is_finite() and self.low <= value <= self.high and value == value.quantize(HUNDREDTH)

    def span(self) -> Words:
        vi, en = (f"{plain(self.low, loc)}–{plain(self.high, loc)}" for loc in ("vi", "en"))
        return Words(vi, en)

    def read(self, text: str) -> Decimal:
        if not _DECIMAL.fullmatch(text.strip()):
            raise NotThatKind(NOT_DECIMAL)
        return Decimal(text.strip().replace(",", "."))

    def show(self, value: Decimal, locale: str) -> str:
        return plain(value, locale)


@dataclass(frozen=True, slots=True)
class Share(Kind):
    """A part of a whole as an exact fraction: one of `only`, or from `low` to `high`."""

    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    only: tuple[Fraction, ...] = ()

    value_type = Fraction

    def mistyped(self) -> Words:
        return NOT_SHARE

    def in_range(self, value: Fraction) -> bool:
        return value in self.only if self.only else self.low <= value <= self.high

    def span(self) -> Words:
        if self.only:
            vi, en = (", ".join(self.show(s, loc) for s in self.only) for loc in ("vi", "en"))
        else:
            vi, en = (f"{self.show(self.low, loc)}–{self.show(self.high, loc)}" for loc in ("vi", "en"))
        return Words(vi, en)

    def read(self, text: str) -> Fraction:
        text = text.strip()
        if _SHARE.fullmatch(text):
            return Fraction(text)
        if percent := _PERCENT.fullmatch(text):
            return Fraction(percent[1].replace(",", ".")) / 100
        raise NotThatKind(NOT_SHARE)

    def show(self, value: Fraction, locale: str) -> str:
        """Per cent where that is a whole number, else the fraction: 2/3 has no exact per cent."""
        percent = value * 100
        return f"{percent}%" if percent.denominator == 1 else str(value)


@dataclass(frozen=True, slots=True)
class Weights(Kind):
    """The weights of the written and the oral part, the second from one to `most` times the first."""

    most: int

    value_type = tuple

    def mistyped(self) -> Words:
        return NOT_PAIR

    def in_range(self, value: tuple[Any, ...]) -> bool:
        if len(value) != 2 or any(type(w) is not int or w < 1 for w in value):
            return False
        return bool(value[0] <= value[1] <= self.most * value[0])

    def span(self) -> Words:
        return Words(f"1:1–1:{self.most}", f"1:1–1:{self.most}")

    def read(self, text: str) -> tuple[int, int]:
        found = _PAIR.fullmatch(text.strip())
        if not found:
            raise NotThatKind(NOT_PAIR)
        return int(found[1]), int(found[2])

    def to_json(self, value: tuple[int, int]) -> str:
        return f"{value[0]}:{value[1]}"

    def show(self, value: tuple[int, int], locale: str) -> str:
        return self.to_json(value)
