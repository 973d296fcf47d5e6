"""What one parameter of the regulation is: its default by date and kind of staff, its range, unit and source.

A default that the law changed over time has one `Edition` per text; the first that covers the date and the kind of
staff is taken, else the parameter's own default. The parameters themselves are in
`parameters_exam` and `parameters_office`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from workflows.kinds import Kind
from workflows.law import Citation
from workflows.words import Words

NO_UNIT = Words("", "")
DAYS = Words("ngày", "days")
WORKING_DAYS = Words("ngày làm việc", "working days")
MONTHS = Words("tháng", "months")
YEARS = Words("năm", "years")
MINUTES = Words("phút", "minutes")
PEOPLE = Words("người", "people")
TIMES = Words("lần", "times")
SCRIPTS = Words("bài", "scripts")
PERCENT = Words("%", "%")
POINTS = Words("điểm", "points")
POINTS_OF_100 = Words("điểm (quy về thang 100)", "points (on a scale of 100)")
MILLIMETRES = Words("mm", "mm")
OF_THOSE_SUMMONED = Words("số người được triệu tập", "of those summoned")
OF_THE_BASE = Words("số người tính làm cơ sở", "of those in the base")
OF_THE_SCALE = Words("của thang điểm", "of the scale")


class Staff(StrEnum):
    """The two kinds of staff, each under its own law."""

    civil_servant = "civil_servant"
    public_employee = "public_employee"


STAFF_LABELS: dict[Staff, Words] = {
    Staff.civil_servant: Words("Công chức", "Civil servant"),
    Staff.public_employee: Words("Viên chức", "Public employee"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The default under one text: for whom (None: both kinds of staff), from and to which day (None: open)."""

    default: Any
    sources: tuple[Citation, ...]
    found: str
    staff: Staff | None = None
    since: date | None = None
    until: date | None = None

    def covers(self, on: date, staff: Staff) -> bool:
        """Whether this text applies to that kind of staff on that day."""
        in_time = (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
        return in_time and self.staff in (None, staff)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number or choice of the regulation.

    `sources` are the citations, the governing one first; its tag says how sure it is (see `workflows.law`). `found`
    keeps the mark of the place where the value was found, as the study of the law recorded it.
    """

    key: str
    label: Words
    default: Any
    kind: Kind
    unit: Words = NO_UNIT
    sources: tuple[Citation, ...]
    found: str
    editions: tuple[Edition, ...] = ()

    @property
    def source(self) -> Citation:
        """The governing citation of the general default."""
        return self.sources[0]

    def edition(self, on: date, staff: Staff) -> Edition:
        """The text that gives the default on that day for that kind of staff."""
        for edition in self.editions:
            if edition.covers(on, staff):
                return edition
        return Edition(default=self.default, sources=self.sources, found=self.found)

    def show(self, value: Any, locale: str) -> str:
        """The value with its unit, as it is printed."""
        return " ".join(part for part in (self.kind.show(value, locale), self.unit.say(locale)) if part)


def parameter(
    key: str,
    vi: str,
    en: str,
    default: Any,
    kind: Kind,
    unit: Words,
    found: str,
    *sources: Citation,
    editions: tuple[Edition, ...] = (),
) -> Parameter:
    """A parameter on one or two lines: the tables read like the list they were taken from."""
    return Parameter(
        key=key,
        label=Words(vi, en),
        default=default,
        kind=kind,
        unit=unit,
        sources=sources,
        found=found,
        editions=editions,
    )
