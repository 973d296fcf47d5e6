"""By when a term's notice, reports and decision are due, against a count of its own over fifty years with Tết."""

from datetime import date, timedelta

import holidays
import pytest

from workflows.calendar import Calendar
from workflows.lead_times import Stage, lead_times
from workflows.parameters import Staff
from workflows.words import Words

CIVIL, PUBLIC = Staff.civil_servant, Staff.public_employee
FIRST, LAST = 2020, 2076
OFF = frozenset(holidays.country_holidays("VN", years=range(FIRST, LAST + 1)))
CALENDAR = Calendar({day: Words("Nghỉ lễ", "Holiday") for day in OFF})
AMENDED = date(2026, 8, 1)


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in OFF


def days_before(end: date, working_days: int) -> date:
    """Walk back day by day from the day before the end."""
    day = end
    while working_days:
        day -= timedelta(days=1)
        working_days -= works(day)
    return day


def expected_notice(end: date) -> date:
    """A civil servant's: 90 days until July 2026, 90 working days since; on a working day, and never before August
    2026 on the strength of the text of August 2026."""
    late = end - timedelta(days=90)
    while not works(late):
        late -= timedelta(days=1)
    if end < AMENDED:
        return late
    early = days_before(end, 90)
    return early if early >= AMENDED else min(late, date(2026, 8, 3))


@pytest.mark.parametrize("year", range(FIRST + 2, LAST - 4))
def test_for_fifty_years_every_last_day_is_the_one_counted_by_hand_and_no_notice_falls_on_a_day_off(year):
    for number in range(0, 365, 3):
        end = date(year, 1, 1) + timedelta(days=number)
        times = lead_times(end, CIVIL, CALENDAR)
        assert times.notice.day == expected_notice(end), end
        assert works(times.notice.day), end
        assert times.report.day == times.notice.day + timedelta(days=15)
        assert times.conference.day == times.notice.day + timedelta(days=60)
        assert times.decision.day == days_before(end, 1)


@pytest.mark.parametrize(
    ("staff", "end", "notice", "moved", "source"),
    [
        (CIVIL, date(2026, 7, 31), date(2026, 4, 29), 3, "NĐ 138/2020"),  # 2 May is a Saturday, 30 April and 1 May off
        (CIVIL, date(2026, 10, 28), date(2026, 7, 30), 0, "NĐ 138/2020"),
        (CIVIL, date(2026, 11, 20), date(2026, 8, 3), 0, "NĐ 170/2025"),  # 1 August 2026 is a Saturday
        (CIVIL, date(2027, 6, 30), date(2027, 2, 19), 0, "NĐ 170/2025"),  # 30 April, 3 May and the Kings' day are off
        (PUBLIC, date(2025, 6, 30), date(2025, 4, 1), 0, "NĐ 115/2020"),
        (PUBLIC, date(2027, 6, 30), date(2027, 4, 1), 0, "Quy chế"),
    ],
)
def test_the_text_in_force_gives_the_notice(staff, end, notice, moved, source):
    found = lead_times(end, staff, CALENDAR).notice

    assert (found.day, found.moved) == (notice, moved)
    assert source in str(found.sources[0])


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2027, 1, 19), Stage.later),
        (date(2027, 1, 20), Stage.soon),
        (date(2027, 2, 19), Stage.soon),
        (date(2027, 2, 20), Stage.noticed),
        (date(2027, 6, 29), Stage.noticed),
        (date(2027, 6, 30), Stage.lapsing),
        (date(2027, 7, 1), Stage.lapsed),
    ],
)
def test_a_term_that_ends_on_30_june_2027_stands_where_the_day_says(today, stage):
    assert lead_times(date(2027, 6, 30), CIVIL, CALENDAR).stage(today) == stage
