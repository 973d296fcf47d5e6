"""When somebody reaches the retirement age, and what that makes of the end of a term: reappointment or extension.

The ages by year are tag K (Bộ luật Lao động 2019 Điều 169, NĐ 135/2020; no text at hand): every page says so.
Months are counted from the month in which the term ends to the month in which the age is reached. Pure.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflows.calendar import months_later
from workflows.law import Citation, cite
from workflows.parameters import Staff
from workflows.rules import PARAMETERS
from workflows.words import Words

MEN: dict[int, tuple[int, int]] = {
    2020: (60, 0), 2021: (60, 3), 2022: (60, 6), 2023: (60, 9), 2024: (61, 0), 2025: (61, 3), 2026: (61, 6),
    2027: (61, 9), 2028: (62, 0),
}  # fmt: skip
WOMEN: dict[int, tuple[int, int]] = {
    2020: (55, 0), 2021: (55, 4), 2022: (55, 8), 2023: (56, 0), 2024: (56, 4), 2025: (56, 8), 2026: (57, 0),
    2027: (57, 4), 2028: (57, 8), 2029: (58, 0), 2030: (58, 4), 2031: (58, 8), 2032: (59, 0), 2033: (59, 4),
    2034: (59, 8), 2035: (60, 0),
}  # fmt: skip
"""Years and months of age by the year in which it is reached; the first and the last line hold before and after."""
AGES = cite("nd135", "4", "K-h")
NOT_VERIFIED = Words(
    "Tuổi nghỉ hưu theo bảng chưa đối chiếu nguyên văn; cán bộ tổ chức phải kiểm tra, kể cả trường hợp nghỉ hưu ở tuổi "
    "khác.",
    "The table of retirement ages was not verified against the text; the personnel officer checks it, and whether "
    "another age applies to this person.",
)

LESS_THAN, LESS_THAN_3Y = PARAMETERS["reappt.extension_months"], PARAMETERS["reappt.extension_months_3y"]
SHORT_TERM = 3
"""Terms of so many years have a threshold of their own."""


class Road(StrEnum):
    """What the end of a term leads to, as far as age alone tells."""

    reappointment = "reappointment"
    extension = "extension"
    retirement = "retirement"


ROADS: dict[Road, Words] = {
    Road.reappointment: Words("Xem xét bổ nhiệm lại", "Reappointment is considered"),
    Road.extension: Words("Xem xét kéo dài thời gian giữ chức vụ đến tuổi nghỉ hưu", "Extension to retirement"),
    Road.retirement: Words("Đến tuổi nghỉ hưu khi hết thời hạn", "Retires when the term ends"),
}


@dataclass(frozen=True, slots=True)
class Prospect:
    """What follows a term: `months_left` to retirement at its end, `less_than` the threshold, the new term if any.

    `is_cut`: the new term would be longer but ends with retirement.
    """

    road: Road
    ends_on: date
    retires_on: date
    months_left: int
    less_than: int
    begins_on: date
    new_end: date
    is_cut: bool
    sources: tuple[Citation, ...]


def reaches_age(born: date, *, female: bool) -> date:
    """The day on which a person reaches the retirement age of the year in which it is reached."""
    table = WOMEN if female else MEN
    year = min(table)
    while True:
        years, months = table.get(year, table[max(table)])
        reached = months_later(born, years * 12 + months)
        if reached.year <= year:
            return reached
        year += 1


def retires_on(born: date, *, female: bool) -> date:
    """The last day of service: the end of the month in which the age is reached."""
    reached = reaches_age(born, female=female)
    return reached.replace(day=monthrange(reached.year, reached.month)[1])


def months_left(ends_on: date, retiring: date) -> int:
    """Whole months from the month in which a term ends to the month of retirement."""
    return (retiring.year - ends_on.year) * 12 + retiring.month - ends_on.month


def prospect(ends_on: date, retiring: date, years: int, staff: Staff, convention: str = "ANNIVERSARY") -> Prospect:
    """What follows the term of so many years that ends on a day, for somebody who retires on a day."""
    text = (LESS_THAN_3Y if years <= SHORT_TERM else LESS_THAN).edition(ends_on, staff)
    left, less_than = months_left(ends_on, retiring), int(text.default)
    begins = ends_on if convention == "ANNIVERSARY" else ends_on + timedelta(days=1)
    full = end_of_term(begins, years, convention)
    if retiring <= ends_on:
        road, until = Road.retirement, ends_on
    elif left < less_than:
        road, until = Road.extension, retiring
    else:
        road, until = Road.reappointment, min(full, retiring)
    is_cut = road is Road.reappointment and until < full
    return Prospect(road, ends_on, retiring, left, less_than, begins, until, is_cut, (*text.sources, AGES))


def end_of_term(begins: date, years: int, convention: str = "ANNIVERSARY") -> date:
    """The last day of a term (reappt.term_end_convention): the anniversary of the first day, or the day before it."""
    anniversary = months_later(begins, years * 12)
    return anniversary if convention == "ANNIVERSARY" else anniversary - timedelta(days=1)
