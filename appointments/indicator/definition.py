"""What the indicator counts, as data with a version (domain: section 7): the defaults, and the questions left open.

A definition has a key, "1" or "1,ranks=head,commune=yes", from which it can be made again: a frozen report, an address
and the command name it by that. What counts under it is said in `rules.py`. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from workflows.words import Words


@dataclass(frozen=True, slots=True)
class Definition:
    """What counts. The last fields are the questions that the scheme leaves open, with a defensible answer each."""

    version: int = 1
    begins: date = date(2022, 8, 8)
    ends: date = date(2027, 10, 30)
    target: Fraction = Fraction(1, 5)
    frozen_from: date = date(2025, 3, 7)
    frozen_to: date = date(2025, 6, 30)
    ranks: str = "both"
    civil_only: bool = False
    districts: bool = True
    commune: bool = False
    legacy: bool = False
    transfer: bool = False
    distinct_person: bool = False
    by_exam_date: bool = False
    freeze: bool = True
    calendar: bool = False
    least: int = 10  # below so many new appointments a share says nothing

    @property
    def first(self) -> date:
        """The first day that counts."""
        return self.begins.replace(month=1, day=1) if self.calendar else self.begins

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.ends.replace(month=12, day=31) if self.calendar else self.ends

    @property
    def key(self) -> str:
        """The version with every question that is answered otherwise than in it."""
        usual = DEFINITIONS[self.version]
        told = (f",{name}={one.write(getattr(self, name))}" for name, one in TOGGLES.items()
                if getattr(self, name) != getattr(usual, name))  # fmt: skip
        return f"{self.version}{''.join(told)}"

    def switched(self, **answers: Any) -> "Definition":
        """The same definition with some questions answered otherwise."""
        return replace(self, **answers)


class Unknown(ValueError):
    """There is no such definition, or a question has no such answer; `name` is the question's."""

    def __init__(self, name: str = ""):
        super().__init__(name)
        self.name = name


YES_NO: Mapping[str, Words] = {"yes": Words("Có", "Yes"), "no": Words("Không", "No")}
MOST = 1000


@dataclass(frozen=True, slots=True)
class Toggle:
    """One question: what it asks, and by which words it is answered; without words, by a number from 1 to `MOST`."""

    label: Words
    answers: Mapping[str, Words] | None = None

    def write(self, value: Any) -> str:
        """The answer as an address or a key writes it."""
        if self.answers is YES_NO:
            return "yes" if value else "no"
        return str(value)

    def read(self, name: str, typed: str) -> Any:
        """The answer that was written so."""
        if self.answers is None:
            if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST)) and 1 <= int(typed) <= MOST):
                raise Unknown(name)
            return int(typed)
        if typed not in self.answers:
            raise Unknown(name)
        return typed == "yes" if self.answers is YES_NO else typed


RANKS = {
    "both": Words("Cấp trưởng và cấp phó", "Heads and deputies"),
    "head": Words("Chỉ cấp trưởng", "Heads only"),
    "deputy": Words("Chỉ cấp phó", "Deputies only"),
}
TOGGLES: Mapping[str, Toggle] = {
    "ranks": Toggle(Words("Cấp trưởng, cấp phó", "Heads or deputies"), RANKS),
    "civil_only": Toggle(Words("Chỉ tính công chức", "Count civil servants only"), YES_NO),
    "districts": Toggle(
        Words("Tính cả đơn vị cấp huyện (đến 30/6/2025)", "Count district units (until 30 June 2025)"), YES_NO
    ),
    "commune": Toggle(
        Words("Tính cả phòng thuộc cấp xã (từ 1/7/2025)", "Count divisions of communes (from 1 July 2025)"), YES_NO
    ),
    "legacy": Toggle(
        Words("Tính cả đơn vị Bình Dương, Bà Rịa - Vũng Tàu trước 1/7/2025",
              "Count units of Bình Dương and Bà Rịa - Vũng Tàu before 1 July 2025"), YES_NO,
    ),
    "transfer": Toggle(Words("Tính cả điều động, bố trí ngang cấp", "Count transfers at equal level"), YES_NO),
    "distinct_person": Toggle(Words("Mỗi người chỉ tính một lần", "Count each person once"), YES_NO),
    "by_exam_date": Toggle(
        Words("Xếp quyết định qua thi tuyển theo ngày thi", "Place competitions by the day of the exam"), YES_NO
    ),
    "freeze": Toggle(
        Words("Tính cả thời gian tạm dừng năm 2025 (KL 128-KL/TW)",
              "Count the standstill of 2025 (Conclusion 128-KL/TW)"), YES_NO,
    ),
    "calendar": Toggle(Words("Tính theo năm dương lịch 2022-2027", "Count whole calendar years 2022-2027"), YES_NO),
    "least": Toggle(Words("Số bổ nhiệm mới ít nhất để tỉ lệ có ý nghĩa", "Least number for a meaningful share")),
}  # fmt: skip
DEFINITIONS: Mapping[int, Definition] = {1: Definition()}
"""Every definition that figures were published under; a new one is added, an old one never changed."""
LATEST = DEFINITIONS[max(DEFINITIONS)]


def by_key(key: str) -> Definition:
    """The definition of that key."""
    version, *answers = key.split(",")
    known = DEFINITIONS.get(int(version)) if version.isascii() and version.isdecimal() and len(version) < 9 else None
    if known is None:
        raise Unknown
    given: dict[str, Any] = {}
    for answer in answers:
        name, _, typed = answer.partition("=")
        if name not in TOGGLES or name in given:
            raise Unknown
        given[name] = TOGGLES[name].read(name, typed)
    return known.switched(**given)
