"""Working days counted by hand against the wall calendar of Viet Nam."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from appointments.core.working_days import KNOWN_UNTIL, TwoOverrides, working_calendar
from workflows.calendar import (
    COUNTED,
    WEEKEND,
    ZONE,
    Calendar,
    OutsideCalendar,
    Sum,
    explain,
    local_day,
    midnight_after,
    midnight_before,
)
from workflows.words import Words

VIET_NAM = working_calendar(2020, 2032)


def noon(year: int, month: int, day: int) -> datetime:
    """Noon in Viet Nam."""
    return datetime(year, month, day, 12, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        # An ordinary week: Monday 3 October 2022 and five working days are Tuesday to next Monday.
        (noon(2022, 10, 3), 5, date(2022, 10, 10)),
        (noon(2022, 10, 7), 1, date(2022, 10, 10)),  # Friday: the next working day is Monday
        (noon(2022, 10, 8), 1, date(2022, 10, 10)),  # from a Saturday as well
        # Tết 2022: 31 January to 4 February are off; the 28th of January is the last Friday before.
        (noon(2022, 1, 28), 1, date(2022, 2, 7)),
        (noon(2022, 1, 27), 2, date(2022, 2, 7)),
        # The Kings' day of 2022 falls on a Sunday and is made up on Monday 11 April.
        (noon(2022, 4, 8), 1, date(2022, 4, 12)),
        # 30 April 2022 is a Saturday, 1 May a Sunday: 2 and 3 May are off instead.
        (noon(2022, 4, 29), 1, date(2022, 5, 4)),
        # National day 2022: 1 and 2 September, then a weekend.
        (noon(2022, 8, 31), 1, date(2022, 9, 5)),
        # 2024: Monday 29 April is off by swap and Saturday 4 May is worked for it.
        (noon(2024, 4, 26), 1, date(2024, 5, 2)),
        (noon(2024, 5, 3), 1, date(2024, 5, 4)),
        (noon(2024, 5, 3), 2, date(2024, 5, 6)),
        # 2025: Friday 2 May is off by swap and Saturday 26 April is worked.
        (noon(2025, 4, 25), 1, date(2025, 4, 26)),
        (noon(2025, 4, 29), 1, date(2025, 5, 5)),
        # 2026: Monday 31 August is off by swap, Saturday 22 August is worked; 24 November is a holiday.
        (noon(2026, 8, 21), 1, date(2026, 8, 22)),
        (noon(2026, 8, 28), 1, date(2026, 9, 3)),
        (noon(2026, 11, 23), 1, date(2026, 11, 25)),
        # Over the end of the year: 1 January 2026 is a Thursday.
        (noon(2025, 12, 31), 1, date(2026, 1, 2)),
        (noon(2024, 12, 31), 1, date(2025, 1, 2)),
    ],
)
def test_a_period_of_working_days_ends_on_the_day_counted_by_hand(start, days, last):
    total = VIET_NAM.after(start, days, working=True)

    assert total.day == last
    assert total.due == midnight_after(last)
    assert [s.number for s in total.steps if s.counted] == list(range(1, days + 1))


@pytest.mark.parametrize(
    ("end", "days", "latest"),
    [
        (noon(2022, 11, 15), 5, date(2022, 11, 8)),  # the summons: five working days before a Tuesday
        (noon(2022, 11, 14), 1, date(2022, 11, 11)),  # one working day before a Monday is Friday
        (noon(2022, 11, 13), 1, date(2022, 11, 11)),  # and before a Sunday as well
        (noon(2022, 2, 7), 1, date(2022, 1, 28)),  # back over Tết
        (noon(2024, 5, 6), 1, date(2024, 5, 4)),  # the swapped Saturday is a working day
        (noon(2025, 1, 2), 1, date(2024, 12, 31)),
    ],
)
def test_the_latest_day_for_an_act_is_the_one_counted_back_by_hand(end, days, latest):
    assert VIET_NAM.before(end, days, working=True).day == latest


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (noon(2022, 9, 27), 30, date(2022, 10, 27)),
        (noon(2024, 2, 28), 1, date(2024, 2, 29)),  # a leap year
        (noon(2023, 2, 28), 1, date(2023, 3, 1)),
        (noon(2022, 12, 31), 15, date(2023, 1, 15)),
        (noon(2022, 1, 28), 5, date(2022, 2, 2)),  # calendar days take no notice of Tết
    ],
)
def test_calendar_days_are_counted_through_weekends_and_holidays(start, days, last):
    assert VIET_NAM.after(start, days, working=False).day == last


def test_the_90_working_days_before_a_term_ends_are_more_than_four_months():
    notice = VIET_NAM.before(noon(2026, 10, 1), 90, working=True)

    # By hand: September 20, August 21, July 23, June 22 are 86; the 29th, 28th, 27th and 26th of May make 90.
    assert notice.day == date(2026, 5, 26)
    assert sum(s.counted for s in notice.steps) == 90


def test_a_window_is_half_open_at_midnight_in_viet_nam():
    due = VIET_NAM.after(noon(2022, 10, 3), 5, working=True).due

    assert due == datetime(2022, 10, 10, 17, 0, tzinfo=UTC)
    assert local_day(due - timedelta(microseconds=1)) == date(2022, 10, 10)
    assert local_day(due) == date(2022, 10, 11)


def test_the_day_an_instant_belongs_to_is_viet_nams_wherever_it_was_told():
    late_evening_in_utc = datetime(2022, 10, 3, 17, 30, tzinfo=UTC)

    assert local_day(late_evening_in_utc) == date(2022, 10, 4)
    assert local_day(late_evening_in_utc.astimezone(timezone(timedelta(hours=-9)))) == date(2022, 10, 4)
    assert VIET_NAM.after(late_evening_in_utc, 1, working=True).day == date(2022, 10, 5)


def test_an_instant_without_a_zone_is_refused():
    naive = datetime(2022, 10, 3, 12)  # noqa: DTZ001 - that is the point

    for use in (local_day, Sum.fixed, lambda i: VIET_NAM.after(i, 1, working=True)):
        with pytest.raises(ValueError, match="time zone"):
            use(naive)


def test_a_period_cannot_be_negative():
    with pytest.raises(ValueError, match="-1"):
        VIET_NAM.after(noon(2022, 10, 3), -1, working=True)


def test_a_period_of_no_days_ends_with_the_day_itself():
    assert VIET_NAM.after(noon(2022, 10, 8), 0, working=True).due == midnight_after(date(2022, 10, 8))


def test_a_fixed_deadline_at_midnight_belongs_to_the_day_before():
    at_midnight = Sum.fixed(midnight_before(date(2022, 10, 28)))
    in_the_afternoon = Sum.fixed(datetime(2022, 10, 27, 17, 0, tzinfo=ZONE))

    assert at_midnight.day == in_the_afternoon.day == date(2022, 10, 27)
    assert in_the_afternoon.due == datetime(2022, 10, 27, 10, 0, tzinfo=UTC)


def test_a_count_that_leaves_the_given_years_is_refused_and_not_guessed():
    one_year = working_calendar(2022, 2022)

    assert one_year.before(noon(2022, 1, 5), 1, working=True).day == date(2022, 1, 4)
    assert one_year.why(date(2022, 1, 1))[0] is False
    with pytest.raises(OutsideCalendar, match="2021-12-31"):
        one_year.why(date(2021, 12, 31))
    with pytest.raises(OutsideCalendar, match="2023-01-01"):
        one_year.after(noon(2022, 12, 30), 1, working=True)
    assert one_year.after(noon(2022, 12, 30), 3, working=False).day == date(2023, 1, 2)


def test_an_override_wins_over_the_official_list_and_names_its_source():
    calendar = working_calendar(
        2022,
        2022,
        [(date(2022, 9, 1), True, "Đi làm", "QĐ mẫu 1"), (date(2022, 10, 10), False, "Nghỉ bão", "CĐ mẫu 2")],
    )

    assert calendar.why(date(2022, 9, 1)) == (True, Words("Đi làm (QĐ mẫu 1)", "Đi làm (QĐ mẫu 1)"))
    assert calendar.after(noon(2022, 10, 7), 1, working=True).day == date(2022, 10, 11)
    assert not calendar.is_working(date(2022, 10, 10))


def test_an_override_can_take_back_a_swapped_saturday():
    assert not working_calendar(2024, 2024, [(date(2024, 5, 4), False, "Không làm bù", "")]).is_working(
        date(2024, 5, 4)
    )


def test_two_overrides_of_one_day_contradict_each_other():
    day = date(2022, 9, 1)

    with pytest.raises(TwoOverrides):
        working_calendar(2022, 2022, [(day, True, "a", ""), (day, False, "b", "")])


def test_a_calendar_needs_at_least_one_year():
    with pytest.raises(ValueError, match="2021"):
        working_calendar(2022, 2021)


def test_a_year_without_official_list_is_marked_as_projected():
    official = VIET_NAM.after(noon(2026, 12, 1), 5, working=True)
    projected = VIET_NAM.after(noon(2027, 1, 4), 5, working=True)

    assert not official.is_projected
    assert not VIET_NAM.after(noon(2026, 12, 30), 1, working=True).is_projected
    assert official.steps[0].why == COUNTED
    assert projected.is_projected
    assert "dự kiến" in projected.steps[0].why.vi
    assert "projected" in projected.steps[0].why.en
    assert date(2026, 12, 31) == KNOWN_UNTIL


def test_an_override_settles_a_projected_day():
    day = date(2027, 1, 5)
    calendar = working_calendar(2027, 2027, [(day, True, "Lịch làm việc", "TB mẫu")])

    assert not calendar.after(noon(2027, 1, 4), 1, working=True).is_projected
    assert calendar.after(noon(2027, 1, 4), 2, working=True).is_projected


def test_calendar_days_never_rest_on_a_projected_list():
    assert not VIET_NAM.after(noon(2030, 1, 4), 40, working=False).is_projected


def test_the_derivation_of_a_deadline_reads_day_by_day():
    total = VIET_NAM.after(noon(2024, 4, 26), 2, working=True)

    assert explain(total, "vi") == [
        "Tính từ ngày liền sau ngày 26/04/2024.",
        "Thứ Bảy 27/04/2024: không tính. Cuối tuần.",
        "Chủ Nhật 28/04/2024: không tính. Cuối tuần.",
        "Thứ Hai 29/04/2024: không tính. Ngày nghỉ (thay cho ngày 04/05/2024).",
        "Thứ Ba 30/04/2024: không tính. Ngày Chiến thắng.",
        "Thứ Tư 01/05/2024: không tính. Ngày Quốc tế Lao động.",
        "Thứ Năm 02/05/2024: ngày thứ 1. Được tính.",
        "Thứ Sáu 03/05/2024: ngày thứ 2. Được tính.",
        "Hết hạn khi kết thúc ngày 03/05/2024 (24 giờ, giờ Việt Nam).",
    ]
    assert explain(total, "en")[3] == "Monday 29/04/2024: not counted. Day off (substituted from 04/05/2024)."
    assert explain(total, "en")[-1] == "Ends when 03/05/2024 is over (midnight, Viet Nam time)."


def test_the_derivation_of_a_count_backwards_says_so():
    lines = explain(VIET_NAM.before(noon(2022, 11, 14), 1, working=True), "en")

    assert lines[0] == "Counted back from the day before 14/11/2022."
    assert lines[-2] == "Friday 11/11/2022: day 1. Counted."


def test_a_deadline_that_was_set_says_when():
    assert explain(Sum.fixed(noon(2022, 10, 27)), "vi") == [
        "Thời điểm được ấn định: 12:00 ngày 27/10/2022 (giờ Việt Nam)."
    ]
    assert explain(Sum.fixed(midnight_after(date(2022, 10, 27))), "en") == [
        "Ends when 27/10/2022 is over (midnight, Viet Nam time)."
    ]


def test_an_empty_calendar_knows_weekends_only():
    assert Calendar().why(date(2022, 10, 8)) == (False, WEEKEND)
    assert Calendar().why(date(2022, 9, 2)) == (True, COUNTED)
