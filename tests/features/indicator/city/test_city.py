"""The city's case of four years: what the indicator says equals SQL and figures written by hand."""

import csv
from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa

from appointments.files.storage import Storage
from appointments.indicator.definition import LATEST, TOGGLES, by_key
from appointments.indicator.queries import rows
from appointments.indicator.rules import Counted, count
from tests.features.indicator.city.story import HERE, City

TODAY = date(2026, 11, 23)
BY_HAND = """
    SELECT count(*), coalesce(sum(CASE WHEN d.method = 'EXAM' THEN 1 ELSE 0 END), 0)
    FROM decision d
    JOIN post p ON p.id = d.post_id
    JOIN agency unit ON unit.id = d.agency_id
    LEFT JOIN agency above ON above.id = unit.parent_id
    LEFT JOIN contest c ON c.id = d.contest_id
    LEFT JOIN round r ON r.id = c.round_id
    WHERE d.effective_on BETWEEN '2022-08-08' AND '2027-10-30'
      AND d.effective_on <= :on
      AND d.level = 'DIVISION'
      AND d.kind IN ('FIRST_APPOINTMENT', 'PROMOTION')
      AND NOT p.elected
      AND (d.state = 'issued' OR (d.state = 'revoked' AND d.revoked_on > :on))
      AND (above.kind IS NULL OR above.kind <> 'province' OR d.effective_on > above.valid_to)
      AND (d.method = 'ORDINARY' OR r.state IN ('result_recognised', 'result_published', 'closed'))
"""
LEFT_OUT = {
    "later": 1, "revoked": 2, "period": 127, "level": 3, "commune": 27, "reappointment": 120, "acting": 3,
    "transfer": 13, "not_yet_ours": 16,
}  # fmt: skip
BY_YEAR = {2022: "13/61", 2023: "0/70", 2024: "0/60", 2025: "1/47", 2026: "0/30"}
BY_YEAR_OF_EXAM = BY_YEAR | {2024: "1/61", 2025: "0/46"}


def table() -> dict[str, dict[date, str]]:
    """The figures worked out by hand, by definition and day."""
    with (HERE / "figures.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    return {row.pop("definition"): {date.fromisoformat(day): said for day, said in row.items()} for row in read}


def said(counted: Counted) -> str:
    return f"{counted.whole.exam}/{counted.whole.new}"


def by_year(counted: Counted) -> dict[int, str]:
    return {year: f"{one.exam}/{one.new}" for year, one in counted.by["year"].items()}


@pytest.mark.one_database
def test_four_years_of_the_city_count_as_sql_and_tables_written_by_hand_say(session, tmp_path):
    City(session, Storage(tmp_path / "files")).play()
    expected = table()
    known = {day: rows(session, day) for day in expected[LATEST.key]}

    figures = {key: {day: said(count(known[day], by_key(key), day)) for day in line} for key, line in expected.items()}
    by_sql = {day: "{1}/{0}".format(*session.execute(sa.text(BY_HAND), {"on": day.isoformat()}).one()) for day in known}
    whole = count(known[TODAY], LATEST, TODAY)
    by_exam_date = count(known[TODAY], LATEST.switched(by_exam_date=True), TODAY)

    assert {key.partition(",")[2].partition("=")[0] for key in expected} == {"", *TOGGLES}
    assert by_sql == expected[LATEST.key]
    assert figures == expected
    assert Counter(sentence.key for _row, sentence in whole.left_out) == LEFT_OUT
    assert (by_year(whole), by_year(by_exam_date)) == (BY_YEAR, BY_YEAR_OF_EXAM)
    assert not count(known[TODAY], LATEST.switched(least=300), TODAY).is_meaningful
