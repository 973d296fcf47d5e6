"""What holds of every deadline, whatever the calendar: order, half-open windows, the zone, backwards and forwards."""

import os
import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import Calendar, Sum, local_day, midnight_after, midnight_before
from workflows.words import Words

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - zoned by the strategy
NUMBERS = st.integers(0, 90)
OFF, SWAP = Words("Nghỉ", "Off"), Words("Làm bù", "Swap")


@st.composite
def calendars(draw) -> Calendar:
    """Some days off and some worked weekends near each other, so that counts run into them."""
    anchor = draw(DAYS)
    near = st.integers(-60, 120).map(lambda n: anchor + timedelta(days=n))
    worked = draw(st.sets(near, max_size=8))
    return Calendar(
        days_off=dict.fromkeys(draw(st.sets(near, max_size=20)) - worked, OFF), worked=dict.fromkeys(worked, SWAP)
    )


@pytest.fixture
def machine_in_kiritimati():
    """The machine's own clock is 14 hours ahead of UTC while the test runs."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Kiritimati"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@given(calendars(), INSTANTS, NUMBERS, st.booleans())
def test_more_days_never_end_sooner(calendar, start, days, working):
    assert calendar.after(start, days, working=working).due < calendar.after(start, days + 1, working=working).due


@given(calendars(), INSTANTS, st.timedeltas(timedelta(0), timedelta(days=40)), NUMBERS, st.booleans())
def test_a_later_start_never_ends_sooner(calendar, start, later, days, working):
    first, second = (calendar.after(at, days, working=working).due for at in (start, start + later))

    assert first <= second


@given(calendars(), INSTANTS, NUMBERS)
def test_working_days_never_end_before_calendar_days_unless_every_day_is_worked(calendar, start, days):
    assert calendar.after(start, days, working=True).due >= calendar.after(start, days, working=False).due


@given(calendars(), INSTANTS, NUMBERS, st.booleans())
def test_a_deadline_is_a_midnight_and_its_day_is_the_last_that_counts(calendar, start, days, working):
    total = calendar.after(start, days, working=working)

    assert local_day(total.due) == total.day + timedelta(days=1)
    assert local_day(total.due - timedelta(microseconds=1)) == total.day
    assert Sum.fixed(total.due).day == total.day


@given(calendars(), INSTANTS, NUMBERS)
def test_the_steps_are_every_day_in_order_and_number_those_that_are_worked(calendar, start, days):
    steps = calendar.after(start, days, working=True).steps
    first = local_day(start) + timedelta(days=1)

    assert [s.day for s in steps] == [first + timedelta(days=n) for n in range(len(steps))]
    assert [s.day for s in steps if s.counted] == [s.day for s in steps if calendar.is_working(s.day)]
    assert [s.number for s in steps if s.counted] == list(range(1, days + 1))
    assert not steps or steps[-1].counted


@given(calendars(), INSTANTS, st.integers(1, 90))
def test_counting_back_undoes_counting_forward_from_a_working_day(calendar, start, days):
    end = calendar.after(start, days, working=True).day
    latest = calendar.before(midnight_before(end), days, working=True).day

    if calendar.is_working(local_day(start)):
        assert latest == local_day(start)
    else:  # an act on a day off would have been due on the working day before it
        assert latest < local_day(start)
        assert not any(
            calendar.is_working(latest + timedelta(days=n)) for n in range(1, (local_day(start) - latest).days)
        )


@given(calendars(), INSTANTS, NUMBERS)
def test_calendar_days_counted_back_undo_those_counted_forward(calendar, start, days):
    end = calendar.after(start, days, working=False).day

    assert calendar.before(midnight_before(end), days, working=False).day == local_day(start)


@given(calendars(), INSTANTS, st.integers(-14, 14), NUMBERS)
def test_the_zone_in_which_an_instant_is_written_changes_nothing(calendar, start, hours, days):
    elsewhere = start.astimezone(timezone(timedelta(hours=hours)))

    assert calendar.after(start, days, working=True) == calendar.after(elsewhere, days, working=True)
    assert calendar.before(start, days, working=True) == calendar.before(elsewhere, days, working=True)


@given(DAYS)
def test_a_day_begins_where_the_day_before_ends(day):
    assert midnight_after(day) == midnight_before(day + timedelta(days=1))
    assert midnight_after(day) - midnight_before(day) == timedelta(hours=24)


def test_the_machines_own_zone_changes_nothing(machine_in_kiritimati):
    start = datetime(2022, 10, 3, 16, 59, tzinfo=UTC)

    assert time.timezone == -14 * 3600
    assert local_day(start) == date(2022, 10, 3)
    assert Calendar().after(start, 1, working=True).due == datetime(2022, 10, 4, 17, 0, tzinfo=UTC)


@given(calendars(), INSTANTS, NUMBERS, st.integers(0, 50))
def test_two_periods_in_a_row_are_one_of_their_sum(calendar, start, days, more):
    first = calendar.after(start, days, working=True)
    then = calendar.after(midnight_before(first.day), more, working=True)

    assert then.due == calendar.after(start, days + more, working=True).due
