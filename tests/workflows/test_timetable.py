"""The earliest timetable that is in time again, against a table by hand; the days were read from a wall calendar."""

from datetime import date, timedelta

import pytest

from tests.workflows.oracle import at
from workflows.calendar import Calendar
from workflows.timetable import Timetable
from workflows.words import Words

# Of June 2026, the 18th is a Thursday off, the 20th and 21st are the weekend.
CALENDAR = Calendar(days_off={date(2026, 6, 18): Words("Ngày nghỉ mẫu", "Sample holiday")})
TUESDAY = {"A": "16 08:00", "B": "16 09:00", "C": "17 08:00"}

TABLE = {
    # times set; order drawn; who joins, who leaves; first day in time; times after
    "somebody joins at the end where nothing was drawn": (TUESDAY, "", "X", None, 16, {**TUESDAY, "X": "17 09:00"}),
    "the first in the draw takes the first time, the others make room": (
        TUESDAY, "XABC", "X", None, 15, {"X": "16 08:00", "A": "16 09:00", "B": "16 10:00", "C": "17 08:00"},
    ),
    "between two on the same day": (
        TUESDAY, "AXBC", "X", None, 16, {"A": "16 08:00", "X": "16 09:00", "B": "16 10:00", "C": "17 08:00"},
    ),
    "between two days there is room": (
        TUESDAY, "ABXC", "X", None, 16, {"A": "16 08:00", "B": "16 09:00", "X": "16 10:00", "C": "17 08:00"},
    ),
    "the last in the draw": (TUESDAY, "ABCX", "X", None, 16, {**TUESDAY, "X": "17 09:00"}),
    "all move by one day": (
        TUESDAY, "ABCX", "X", None, 17, {"A": "17 08:00", "B": "17 09:00", "C": "18 08:00", "X": "18 09:00"},
    ),
    "a day off is no first day": (
        TUESDAY, "ABCX", "X", None, 18, {"A": "19 08:00", "B": "19 09:00", "C": "20 08:00", "X": "20 09:00"},
    ),
    "nor is a weekend": (
        TUESDAY, "ABCX", "X", None, 20, {"A": "22 08:00", "B": "22 09:00", "C": "23 08:00", "X": "23 09:00"},
    ),
    "times that are late enough stay, on a weekend too": (
        {"A": "20 08:00"}, "AX", "X", None, 20, {"A": "20 08:00", "X": "20 09:00"},
    ),
    "whoever has a time already takes no other": (TUESDAY, "ABC", "B", None, 16, TUESDAY),
    "whoever leaves leaves a gap, however early the rest is": (
        TUESDAY, "ABC", None, "B", 19, {"A": "16 08:00", "C": "17 08:00"},
    ),
    "nobody joins and nobody leaves": (TUESDAY, "ABC", None, None, 19, TUESDAY),
    "no time was set": ({}, "AX", "X", None, 16, {}),
}  # fmt: skip


def instant(told):
    """A local time of June 2026."""
    return at(f"2026-06-{told}") - timedelta(hours=7)


@pytest.mark.parametrize("case", TABLE)
def test_the_earliest_timetable_is_this(case):
    times, drawn, joins, leaves, first, after = TABLE[case]
    table = Timetable(times={one: instant(told) for one, told in times.items()}, drawn=drawn)

    lines = table.again(joins, leaves, date(2026, 6, first), CALENDAR)

    assert {one.number: one.time_after for one in lines if one.time_after} == {
        one: instant(told) for one, told in after.items()
    }
    assert {one.number: one.time_before for one in lines if one.time_before} == {
        one: instant(told) for one, told in times.items()
    }
    assert {one.number for one in lines} == {*times, *after, *drawn}


def test_places_are_told_before_and_after():
    lines = Timetable(times={}, drawn="BXA").again("X", None, date(2026, 6, 16), CALENDAR)

    assert [(one.number, one.place_before, one.place_after) for one in lines] == [
        ("B", 1, 1), ("X", None, 2), ("A", 2, 3),
    ]  # fmt: skip
