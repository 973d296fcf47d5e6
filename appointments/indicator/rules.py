"""The indicator: at least a fifth of new division-level leaders come from a competition (domain: section 7). Pure.

`I = N_exam / N_new` over decisions that take effect in the period, at division level, in scope, not revoked. Which
decision counts is a list of sentences, asked in order; the first one against it is why it is left out. The definition
is data with a version, so that a figure can be made again later, also under another definition. Shares are fractions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any
from uuid import UUID

from workflows.law import Citation, cite, design
from workflows.words import Words

SCHEME = cite("reform2022")


@dataclass(frozen=True, slots=True)
class Definition:
    """What counts. The switches are the questions that the scheme leaves open, with a defensible answer each."""

    version: int = 1
    begins: date = date(2022, 8, 8)
    ends: date = date(2027, 10, 30)
    target: Fraction = Fraction(1, 5)
    least: int = 10  # below so many new appointments a share says nothing
    deputies: bool = True
    public_employees: bool = True
    districts: bool = True
    commune: bool = False
    transfer: bool = False
    calendar: bool = False

    @property
    def first(self) -> date:
        """The first day that counts."""
        return self.begins.replace(month=1, day=1) if self.calendar else self.begins

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.ends.replace(month=12, day=31) if self.calendar else self.ends

    def switched(self, **switches: bool) -> "Definition":
        """The same definition with some questions answered otherwise."""
        given: dict[str, Any] = dict(switches)
        return replace(self, **given)


DEFINITIONS: Mapping[int, Definition] = {1: Definition()}
"""Every definition that figures were published under; a new one is added, an old one never changed."""
LATEST = DEFINITIONS[max(DEFINITIONS)]
SWITCHES: Mapping[str, Words] = {
    "deputies": Words("Tính cả cấp phó", "Count deputies"),
    "public_employees": Words("Tính cả viên chức quản lý", "Count managing public employees"),
    "districts": Words("Tính cả đơn vị cấp huyện (đến 30/6/2025)", "Count district units (until 30 June 2025)"),
    "commune": Words("Tính cả phòng thuộc cấp xã (từ 1/7/2025)", "Count divisions of communes (from 1 July 2025)"),
    "calendar": Words("Tính theo năm dương lịch 2022-2027", "Count whole calendar years 2022-2027"),
    "transfer": Words("Tính cả điều động, bố trí ngang cấp", "Count transfers at equal level"),
}
assert set(SWITCHES) == {f.name for f in fields(Definition) if f.type in (bool, "bool")}


@dataclass(frozen=True, slots=True)
class Row:
    """One signed decision as the indicator looks at it; no person's name."""

    id: UUID
    number: str
    effective_on: date
    signed_on: date | None
    revoked_on: date | None
    is_revoked: bool
    kind: str
    method: str
    level: str
    rank: str
    staff: str
    is_elected: bool
    agency_kind: str
    agency_from: date | None
    agency: Words
    post: Words
    contest_id: UUID | None = None
    top: Words = field(default=Words("", ""))


Against = Callable[[Row, Definition, date], bool]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One reason for which a decision is left out, with where it stands."""

    key: str
    reason: Words
    cites: Citation
    is_against: Against


SENTENCES: Sequence[Sentence] = (
    Sentence("later", Words("Có hiệu lực sau ngày tính.", "It takes effect after the as-of date."), design(),
             lambda row, d, on: row.effective_on > on),
    Sentence("revoked", Words("Quyết định đã bị thu hồi.", "The decision was revoked."), design(),
             lambda row, d, on: row.is_revoked and (row.revoked_on is None or row.revoked_on <= on)),
    Sentence("period", Words("Ngoài kỳ tính chỉ tiêu.", "Outside the period of the target."), SCHEME,
             lambda row, d, on: not d.first <= row.effective_on <= d.last),
    Sentence("elected", Words("Chức danh cán bộ, không thi tuyển.", "An elected title, never filled by exam."),
             cite("cv2424"), lambda row, d, on: row.is_elected),
    Sentence("level", Words("Không phải cấp phòng.", "Not at division level."), SCHEME,
             lambda row, d, on: row.level not in ("DIVISION", "COMMUNE_DIVISION")),
    Sentence("commune", Words("Phòng thuộc cấp xã: theo dõi riêng, chưa có hướng dẫn tính vào cấp phòng.",
                              "A division of a commune: shown apart until a ruling says that it counts."), design(),
             lambda row, d, on: row.level == "COMMUNE_DIVISION" and not d.commune),
    Sentence("reappointment", Words("Bổ nhiệm lại, không phải bổ nhiệm mới.", "A reappointment is not new."),
             cite("cv2424"), lambda row, d, on: row.kind == "REAPPOINTMENT"),
    Sentence("extension", Words("Kéo dài thời gian giữ chức vụ, không phải bổ nhiệm mới.", "An extension is not new."),
             cite("nd170", "40"), lambda row, d, on: row.kind == "EXTENSION"),
    Sentence("acting", Words("Giao quyền, giao phụ trách không phải bổ nhiệm.", "Acting is no appointment."),
             cite("nd300"), lambda row, d, on: row.kind == "ACTING"),
    Sentence("transfer", Words("Điều động ngang cấp, không phải bổ nhiệm mới.",
                               "A transfer at equal level is not new."), cite("nd170", "34", "D"),
             lambda row, d, on: row.kind == "TRANSFER" and not d.transfer),
    Sentence("deputy", Words("Cấp phó, theo lựa chọn không tính.", "A deputy, switched off."), cite("kh3461", "", "D"),
             lambda row, d, on: row.rank == "deputy" and not d.deputies),
    Sentence("public_employee", Words("Viên chức quản lý, theo lựa chọn không tính.",
                                      "A managing public employee, switched off."), cite("kh3461", "", "D"),
             lambda row, d, on: row.staff == "public_employee" and not d.public_employees),
    Sentence("district", Words("Đơn vị cấp huyện, theo lựa chọn không tính.", "A district unit, switched off."), SCHEME,
             lambda row, d, on: row.agency_kind == "district" and not d.districts),
    Sentence("not_yet_ours", Words("Đơn vị chưa thuộc Thành phố vào ngày có hiệu lực.",
                                   "The unit was not the City's yet on the day of effect."), design(),
             lambda row, d, on: row.agency_from is not None and row.effective_on < row.agency_from),
)  # fmt: skip


def why_left_out(row: Row, definition: Definition, on: date) -> Sentence | None:
    """The first sentence against counting this decision; None if it counts."""
    return next((s for s in SENTENCES if s.is_against(row, definition, on)), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """New appointments and how many of them came from a competition."""

    new: int
    exam: int

    @property
    def share(self) -> Fraction | None:
        """Exactly how much that is; None of nothing."""
        return Fraction(self.exam, self.new) if self.new else None


@dataclass(frozen=True, slots=True)
class Counted:
    """The figure under one definition on one day, split, with every decision that counts or is left out."""

    definition: Definition
    on: date
    whole: Figure
    by: Mapping[str, Mapping[Any, Figure]]
    counted: tuple[Row, ...]
    left_out: tuple[tuple[Row, Sentence], ...]

    @property
    def is_meaningful(self) -> bool:
        """Whether there are enough new appointments for a share to say something."""
        return self.whole.new >= self.definition.least

    @property
    def is_reached(self) -> bool:
        """Whether the share is at or above the target today."""
        return self.whole.share is not None and self.whole.share >= self.definition.target

    @property
    def shortfall(self) -> int:
        """How many of the appointments made so far lack to the target; below nought: how many are above it."""
        return shortfall(self.whole, self.definition.target)

    @property
    def more(self) -> int | None:
        """How many more appointments by competition reach the target if nobody else is appointed."""
        return more_needed(self.whole, self.definition.target)


def shortfall(figure: Figure, target: Fraction, expected: int = 0) -> int:
    """How many competitions lack, with so many appointments still expected in all."""
    return ceil(target * (figure.new + expected)) - figure.exam


def more_needed(figure: Figure, target: Fraction) -> int | None:
    """The least k with (exam + k) / (new + k) >= target: each one adds to both sides. None where no k is enough."""
    if target >= 1:
        return 0 if figure.exam >= figure.new * target else None
    return max(0, ceil((target * figure.new - figure.exam) / (1 - target)))


SPLITS: Mapping[str, Callable[[Row], Any]] = {
    "year": lambda row: row.effective_on.year,
    "rank": lambda row: row.rank,
    "staff": lambda row: row.staff,
    "level": lambda row: row.level,
    "agency": lambda row: row.top,
}


def count(rows: Iterable[Row], definition: Definition, on: date) -> Counted:
    """Count the decisions under a definition as of a day."""
    judged = [(row, why_left_out(row, definition, on)) for row in rows]
    counted = tuple(row for row, reason in judged if reason is None)
    return Counted(
        definition,
        on,
        _figure(counted),
        {name: _split(counted, key) for name, key in SPLITS.items()},
        counted,
        tuple((row, reason) for row, reason in judged if reason is not None),
    )


def _figure(rows: Sequence[Row]) -> Figure:
    return Figure(len(rows), sum(row.method == "EXAM" for row in rows))


def _split(rows: Sequence[Row], key: Callable[[Row], Any]) -> dict[Any, Figure]:
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: _figure(groups[name]) for name in sorted(groups, key=_order)}


def _order(name: Any) -> str:
    return name.vi if isinstance(name, Words) else str(name)
