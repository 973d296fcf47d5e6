"""Retirement and the end of a term, against tables written by hand."""

from datetime import date

import pytest

from workflows.parameters import Staff
from workflows.retirement import Road, end_of_term, prospect, reaches_age, retires_on

CIVIL, PUBLIC = Staff.civil_servant, Staff.public_employee
MAN, WOMAN = False, True

# Born on, a woman?, and the last day of the month in which the age of that year is reached.
AGES = [
    ("1960-12-31", MAN, "2020-12-31"),
    ("1961-01-01", MAN, "2021-04-30"),
    ("1961-09-30", MAN, "2021-12-31"),
    ("1961-10-01", MAN, "2022-04-30"),
    ("1962-06-15", MAN, "2022-12-31"),
    ("1962-07-15", MAN, "2023-04-30"),
    ("1963-03-31", MAN, "2023-12-31"),
    ("1963-04-01", MAN, "2024-04-30"),
    ("1963-12-31", MAN, "2024-12-31"),
    ("1964-01-01", MAN, "2025-04-30"),
    ("1964-10-01", MAN, "2026-04-30"),
    ("1965-06-30", MAN, "2026-12-31"),
    ("1965-07-01", MAN, "2027-04-30"),
    ("1966-03-31", MAN, "2027-12-31"),
    ("1966-04-01", MAN, "2028-04-30"),
    ("1980-02-29", MAN, "2042-02-28"),
    ("1965-12-31", WOMAN, "2020-12-31"),
    ("1966-01-01", WOMAN, "2021-05-31"),
    ("1966-08-31", WOMAN, "2021-12-31"),
    ("1966-09-01", WOMAN, "2022-05-31"),
    ("1967-04-30", WOMAN, "2022-12-31"),
    ("1967-05-01", WOMAN, "2023-05-31"),
    ("1968-01-01", WOMAN, "2024-05-31"),
    ("1968-09-01", WOMAN, "2025-05-31"),
    ("1969-12-31", WOMAN, "2026-12-31"),
    ("1970-01-01", WOMAN, "2027-05-31"),
    ("1970-09-15", WOMAN, "2028-05-31"),
    ("1971-05-01", WOMAN, "2029-05-31"),
    ("1972-01-10", WOMAN, "2030-05-31"),
    ("1975-04-30", WOMAN, "2034-12-31"),
    ("1975-05-01", WOMAN, "2035-05-31"),
    ("1990-08-08", WOMAN, "2050-08-31"),
]

# The term ends on, retires on, years, staff: the road, the new term's end, and whether retirement cuts it short.
ENDS = [
    # Under the text of August 2026: less than 24 months, and less than 18 for a term of three years.
    ("2027-06-30", "2029-05-31", 5, CIVIL, Road.extension, "2029-05-31", False),
    ("2027-06-30", "2029-06-30", 5, CIVIL, Road.reappointment, "2029-06-30", True),
    ("2027-06-30", "2029-07-31", 5, CIVIL, Road.reappointment, "2029-07-31", True),
    ("2027-06-30", "2032-05-31", 5, CIVIL, Road.reappointment, "2032-05-31", True),
    ("2027-06-30", "2032-06-30", 5, CIVIL, Road.reappointment, "2032-06-30", False),
    ("2027-06-30", "2032-07-31", 5, CIVIL, Road.reappointment, "2032-06-30", False),
    ("2027-06-30", "2028-11-30", 3, CIVIL, Road.extension, "2028-11-30", False),
    ("2027-06-30", "2028-12-31", 3, CIVIL, Road.reappointment, "2028-12-31", True),
    ("2027-06-30", "2029-01-31", 3, CIVIL, Road.reappointment, "2029-01-31", True),
    ("2027-06-30", "2030-06-30", 3, CIVIL, Road.reappointment, "2030-06-30", False),
    ("2027-06-30", "2029-05-31", 4, CIVIL, Road.extension, "2029-05-31", False),
    ("2026-08-01", "2028-01-31", 3, CIVIL, Road.extension, "2028-01-31", False),
    ("2026-08-01", "2028-02-29", 3, CIVIL, Road.reappointment, "2028-02-29", True),
    # Before it: two years, whatever the length of the term; and everywhere for public employees.
    ("2026-07-31", "2028-06-30", 3, CIVIL, Road.extension, "2028-06-30", False),
    ("2026-07-31", "2028-07-31", 3, CIVIL, Road.reappointment, "2028-07-31", True),
    ("2023-03-15", "2025-02-28", 5, CIVIL, Road.extension, "2025-02-28", False),
    ("2023-03-15", "2025-03-31", 5, CIVIL, Road.reappointment, "2025-03-31", True),
    ("2023-03-15", "2028-03-31", 5, CIVIL, Road.reappointment, "2028-03-15", False),
    ("2024-05-01", "2026-04-30", 5, PUBLIC, Road.extension, "2026-04-30", False),
    ("2024-05-01", "2026-05-31", 5, PUBLIC, Road.reappointment, "2026-05-31", True),
    ("2027-05-01", "2029-04-30", 3, PUBLIC, Road.extension, "2029-04-30", False),
    ("2027-05-01", "2029-05-31", 3, PUBLIC, Road.reappointment, "2029-05-31", True),
    # Retirement comes first, or with the end.
    ("2027-06-30", "2027-06-30", 5, CIVIL, Road.retirement, "2027-06-30", False),
    ("2027-06-30", "2027-05-31", 5, CIVIL, Road.retirement, "2027-06-30", False),
    ("2027-06-29", "2027-06-30", 5, CIVIL, Road.extension, "2027-06-30", False),
]

# The first day, years, how the last day is told: the last day.
LAST_DAYS = [
    ("2022-07-01", 5, "ANNIVERSARY", "2027-07-01"),
    ("2022-07-01", 5, "DAY_BEFORE", "2027-06-30"),
    ("2024-02-29", 5, "ANNIVERSARY", "2029-02-28"),
    ("2024-02-29", 4, "ANNIVERSARY", "2028-02-29"),
    ("2024-03-01", 4, "DAY_BEFORE", "2028-02-29"),
    ("2022-01-01", 3, "DAY_BEFORE", "2024-12-31"),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("born", "female", "last"), AGES)
def test_everybody_retires_at_the_end_of_the_month_in_which_the_age_of_that_year_is_reached(born, female, last):
    assert retires_on(day(born), female=female) == day(last)
    assert (reaches_age(day(born), female=female).year, reaches_age(day(born), female=female).month) == (
        day(last).year, day(last).month
    )  # fmt: skip


@pytest.mark.parametrize(("ends", "retires", "years", "staff", "road", "until", "is_cut"), ENDS)
def test_the_months_left_tell_which_road_a_term_leads_to(ends, retires, years, staff, road, until, is_cut):
    found = prospect(day(ends), day(retires), years, staff)

    assert (found.road, found.new_end, found.is_cut) == (road, day(until), is_cut)


@pytest.mark.parametrize(("begins", "years", "told", "last"), LAST_DAYS)
def test_the_last_day_of_a_term_is_told_by_the_convention(begins, years, told, last):
    assert end_of_term(day(begins), years, told) == day(last)


@pytest.mark.parametrize(("told", "begins"), [("ANNIVERSARY", "2027-06-30"), ("DAY_BEFORE", "2027-07-01")])
def test_a_new_term_counts_from_the_old_end(told, begins):
    found = prospect(day("2027-06-30"), day("2040-01-31"), 5, CIVIL, told)

    assert found.begins_on == day(begins)
    assert found.new_end == day("2032-06-30")


@pytest.mark.parametrize(
    ("ends", "staff", "source"),
    [
        ("2023-03-15", CIVIL, "NĐ 138/2020"),
        ("2026-01-15", CIVIL, "Quy chế"),
        ("2026-09-15", CIVIL, "NĐ 170/2025"),
        ("2024-03-15", PUBLIC, "NĐ 115/2020"),
        ("2026-09-15", PUBLIC, "Quy chế"),
    ],
)
def test_the_threshold_names_the_text_that_gives_it_and_the_ages_say_that_they_are_not_verified(ends, staff, source):
    sources = prospect(day(ends), day("2040-01-31"), 5, staff).sources

    assert source in str(sources[0])
    assert sources[-1].tag.startswith("K")


def test_the_age_of_nobody_ever_falls_from_one_year_to_the_next():
    for female in (MAN, WOMAN):
        days = [
            reaches_age(date(year, month, 1), female=female) for year in range(1955, 1995) for month in range(1, 13)
        ]
        assert days == sorted(days)
