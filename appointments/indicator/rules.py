"""The indicator: at least a fifth of new division-level leaders come from a competition (domain: section 7). Pure.

`I = N_exam / N_new` over decisions that take effect in the period, at division level, in scope, not revoked. Which
decision counts is a list of sentences, asked in order; the first one against it is why it is left out. Shares are
fractions. What the sentences ask of is a definition (`definition.py`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any
from uuid import UUID

from appointments.indicator.definition import Definition
from workflows.law import Citation, cite, design
from workflows.words import Words

SCHEME = cite("reform2022")


@dataclass(frozen=True, slots=True)
class Place:
    """The agency or commune that a decision belongs to in the splits: directly below the City, on the day of effect."""

    id: UUID
    name: Words


@dataclass(frozen=True, slots=True)
class Row:
    """One signed decision as the indicator looks at it; no person's name.

    `exam_on` is the day of the written exam where the case of the competition is kept here; `is_recognised` is untrue
    only of a competition whose result is not recognised, or no longer. `entry` is the hash of the latest ledger entry.
    """

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
    person: UUID | None = None
    exam_on: date | None = None
    is_recognised: bool = True
    entry: str = ""
    version: int = 0
    agency_id: UUID | None = None
    top: "Place" = field(default_factory=lambda: Place(UUID(int=0), Words("", "")))

    def day(self, definition: Definition) -> date:
        """The day by which the decision lies in the period."""
        by_exam = definition.by_exam_date and self.method == "EXAM" and self.exam_on is not None
        return self.exam_on if by_exam and self.exam_on else self.effective_on

    @property
    def is_by_exam(self) -> bool:
        """Whether it stands on a competition whose result was recognised."""
        return self.method == "EXAM" and self.is_recognised


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
             lambda row, d, on: not d.first <= row.day(d) <= d.last),
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
    Sentence("rank", Words("Cấp trưởng hoặc cấp phó không tính, theo lựa chọn.", "A head or a deputy, switched off."),
             cite("kh3461", "", "D"), lambda row, d, on: d.ranks not in ("both", row.rank)),
    Sentence("public_employee", Words("Viên chức quản lý, theo lựa chọn không tính.",
                                      "A managing public employee, switched off."), cite("kh3461", "", "D"),
             lambda row, d, on: row.staff == "public_employee" and d.civil_only),
    Sentence("district", Words("Đơn vị cấp huyện, theo lựa chọn không tính.", "A district unit, switched off."), SCHEME,
             lambda row, d, on: row.agency_kind == "district" and not d.districts),
    Sentence("not_yet_ours", Words("Đơn vị chưa thuộc Thành phố vào ngày có hiệu lực.",
                                   "The unit was not the City's yet on the day of effect."), design(),
             lambda row, d, on: row.agency_from is not None and row.effective_on < row.agency_from
             and not d.legacy),
    Sentence("standstill", Words("Trong thời gian tạm dừng bổ nhiệm năm 2025, theo lựa chọn không tính.",
                                 "During the standstill of 2025, switched off."), design(),
             lambda row, d, on: not d.freeze and d.frozen_from <= row.effective_on <= d.frozen_to),
)  # fmt: skip
AGAIN = Sentence(
    "person", Words("Người này đã được tính ở một quyết định trước.", "An earlier decision of this person counts."),
    design(), lambda row, d, on: False,
)  # fmt: skip
"""Said of a decision beside others, never of one alone: where each person counts once, the earliest decision does."""


def why_left_out(row: Row, definition: Definition, on: date) -> Sentence | None:
    """The first sentence against counting this decision; None if it counts."""
    return next((s for s in SENTENCES if s.is_against(row, definition, on)), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """New appointments and how many of them came from a competition."""

    new: int
    exam: int

    def __add__(self, other: "Figure") -> "Figure":
        """Both together."""
        return Figure(self.new + other.new, self.exam + other.exam)

    @property
    def share(self) -> Fraction | None:
        """Exactly how much that is; None of nothing."""
        return Fraction(self.exam, self.new) if self.new else None


@dataclass(frozen=True, slots=True)
class Tally:
    """The figure under one definition on one day, split: all that a page needs which names no single decision.

    `apart` are divisions of communes by themselves, `civil` is the figure of civil servants alone; `months` are the new
    ones of each month by its number (`month_of`). `looked_at` is how many signed decisions there are in all.
    """

    definition: Definition
    on: date
    whole: Figure
    by: Mapping[str, Mapping[Any, Figure]]
    apart: Figure
    civil: Figure
    months: Mapping[int, Figure]
    looked_at: int

    @property
    def left(self) -> int:
        """How many signed decisions do not count."""
        return self.looked_at - self.whole.new

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


@dataclass(frozen=True, slots=True)
class Counted(Tally):
    """The same with every decision that counts or is left out."""

    counted: tuple[Row, ...]
    left_out: tuple[tuple[Row, Sentence], ...]


def month_of(day: date) -> int:
    """A month as a number, year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def shortfall(figure: Figure, target: Fraction, expected: int = 0) -> int:
    """How many competitions lack, with so many appointments still expected in all."""
    return ceil(target * (figure.new + expected)) - figure.exam


def more_needed(figure: Figure, target: Fraction) -> int | None:
    """The least k with (exam + k) / (new + k) >= target: each one adds to both sides. None where no k is enough."""
    if target >= 1:
        return 0 if figure.exam >= figure.new * target else None
    return max(0, ceil((target * figure.new - figure.exam) / (1 - target)))


SPLITS: Mapping[str, Callable[[Row, Definition], Any]] = {
    "year": lambda row, d: row.day(d).year,
    "rank": lambda row, d: row.rank,
    "staff": lambda row, d: row.staff,
    "level": lambda row, d: row.level,
    "agency": lambda row, d: row.top,
}


def count(rows: Iterable[Row], definition: Definition, on: date) -> Counted:
    """Count the decisions under a definition as of a day."""
    rows = list(rows)
    counted, left_out = _judged(rows, definition, on)
    communes, _ = _judged([r for r in rows if r.level == "COMMUNE_DIVISION"], definition.switched(commune=True), on)
    return Counted(
        definition=definition,
        on=on,
        whole=figure_of(counted),
        by={name: _split(counted, key, definition) for name, key in SPLITS.items()},
        apart=figure_of(communes),
        civil=figure_of([row for row in counted if row.staff == "civil_servant"]),
        months=months_of(counted, definition),
        looked_at=len(rows),
        counted=counted,
        left_out=left_out,
    )


def months_of(rows: Sequence[Row], definition: Definition) -> dict[int, Figure]:
    """How many of the decisions lie in each month."""
    return _split(rows, lambda row, d: month_of(row.day(d)), definition)


def _judged(
    rows: Sequence[Row], definition: Definition, on: date
) -> tuple[tuple[Row, ...], tuple[tuple[Row, Sentence], ...]]:
    judged = [(row, why_left_out(row, definition, on)) for row in rows]
    if definition.distinct_person:
        judged = list(_once(judged))
    counted = tuple(row for row, reason in judged if reason is None)
    return counted, tuple((row, reason) for row, reason in judged if reason is not None)


def _once(judged: Sequence[tuple[Row, Sentence | None]]) -> Iterable[tuple[Row, Sentence | None]]:
    """The same with each person's later decisions left out; one whose person is not known stands for itself."""
    seen: set[UUID] = set()
    for row, reason in sorted(judged, key=lambda one: (one[0].effective_on, one[0].number, one[0].id)):
        if reason is None and row.person in seen:
            yield row, AGAIN
            continue
        if reason is None and row.person is not None:
            seen.add(row.person)
        yield row, reason


def figure_of(rows: Sequence[Row]) -> Figure:
    """How many they are and how many of them stand on a competition."""
    return Figure(len(rows), sum(row.is_by_exam for row in rows))


def _split(rows: Sequence[Row], key: Callable[[Row, Definition], Any], definition: Definition) -> dict[Any, Figure]:
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row, definition), []).append(row)
    return {name: figure_of(groups[name]) for name in sorted(groups, key=order)}


def order(name: Any) -> str:
    """By what the parts of a split are sorted."""
    return name.name.vi if isinstance(name, Place) else str(name)
