"""What counts and what does not: a hand-written table, and the arithmetic against its definition."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.indicator.report import percent
from appointments.indicator.rules import (
    DEFINITIONS,
    LATEST,
    SENTENCES,
    Figure,
    Row,
    count,
    more_needed,
    shortfall,
    why_left_out,
)
from workflows.rules import PARAMETERS
from workflows.words import Words

TODAY = date(2026, 11, 23)
FIFTH = Fraction(1, 5)
USUAL = Row(
    id=UUID(int=1), number="1/QĐ", effective_on=date(2024, 5, 2), signed_on=date(2024, 5, 2), revoked_on=None,
    is_revoked=False, kind="FIRST_APPOINTMENT", method="EXAM", level="DIVISION", rank="head", staff="civil_servant",
    is_elected=False, agency_kind="agency", agency_from=None, agency=Words("Sở Mẫu", "Sample"),
    post=Words("Trưởng phòng", "Head"), top=Words("Sở Mẫu", "Sample"),
)  # fmt: skip

# What is different about the decision, under which switches, and by which sentence it is left out ("" = it counts).
TABLE = [
    ({}, {}, ""),
    ({"kind": "PROMOTION"}, {}, ""),
    ({"kind": "REAPPOINTMENT"}, {}, "reappointment"),
    ({"kind": "EXTENSION"}, {}, "extension"),
    ({"kind": "EXTENSION", "method": "ORDINARY"}, {"transfer": True}, "extension"),
    ({"kind": "ACTING"}, {}, "acting"),
    ({"kind": "TRANSFER"}, {}, "transfer"),
    ({"kind": "TRANSFER"}, {"transfer": True}, ""),
    ({"method": "ORDINARY"}, {}, ""),
    ({"rank": "deputy"}, {}, ""),
    ({"rank": "deputy"}, {"deputies": False}, "deputy"),
    ({"rank": "head"}, {"deputies": False}, ""),
    ({"staff": "public_employee"}, {}, ""),
    ({"staff": "public_employee"}, {"public_employees": False}, "public_employee"),
    ({"staff": "civil_servant"}, {"public_employees": False}, ""),
    ({"level": "DEPARTMENT"}, {}, "level"),
    ({"level": "COMMUNE_DIVISION"}, {}, "commune"),
    ({"level": "COMMUNE_DIVISION"}, {"commune": True}, ""),
    ({"agency_kind": "district"}, {}, ""),
    ({"agency_kind": "district"}, {"districts": False}, "district"),
    ({"is_elected": True}, {}, "elected"),
    ({"effective_on": date(2022, 8, 7)}, {}, "period"),
    ({"effective_on": date(2022, 8, 8)}, {}, ""),
    ({"effective_on": date(2022, 8, 7)}, {"calendar": True}, ""),
    ({"effective_on": date(2021, 12, 31)}, {"calendar": True}, "period"),
    ({"effective_on": TODAY}, {}, ""),
    ({"effective_on": date(2026, 11, 24)}, {}, "later"),
    ({"is_revoked": True, "revoked_on": date(2025, 1, 1)}, {}, "revoked"),
    ({"is_revoked": True, "revoked_on": TODAY}, {}, "revoked"),
    ({"is_revoked": True, "revoked_on": date(2026, 11, 24)}, {}, ""),
    ({"is_revoked": True, "revoked_on": None}, {}, "revoked"),
    ({"agency_from": date(2025, 7, 1)}, {}, "not_yet_ours"),
    ({"agency_from": date(2024, 5, 2)}, {}, ""),
]


@pytest.mark.parametrize(("different", "switches", "left_out"), TABLE)
def test_a_decision_counts_or_is_left_out_by_the_sentence_of_the_table(different, switches, left_out):
    found = why_left_out(replace(USUAL, **different), LATEST.switched(**switches), TODAY)

    assert (found.key if found else "") == left_out


def test_every_sentence_has_its_line_in_the_table():
    assert {line[2] for line in TABLE} - {""} == {sentence.key for sentence in SENTENCES}


def test_the_last_day_of_the_period_counts_and_the_next_does_not():
    after = date(2028, 1, 1)

    assert why_left_out(replace(USUAL, effective_on=date(2027, 10, 30)), LATEST, after) is None
    assert why_left_out(replace(USUAL, effective_on=date(2027, 10, 31)), LATEST, after).key == "period"


def test_the_first_definition_says_what_the_parameters_say():
    default = {key: parameter.default for key, parameter in PARAMETERS.items() if key.startswith("kpi.")}
    first = DEFINITIONS[1]

    assert default == {
        "kpi.target": first.target,
        "kpi.period_from": first.begins,
        "kpi.period_to": first.ends,
        "kpi.include_deputies": first.deputies,
        "kpi.include_vc": first.public_employees,
        "kpi.include_commune": first.commune,
        "kpi.include_transfer": first.transfer,
    }


@pytest.mark.parametrize(
    ("new", "exam", "lacking", "more"),
    [(0, 0, 0, 0), (10, 2, 0, 0), (10, 1, 1, 2), (13, 13, -10, 0), (65, 13, 0, 0), (66, 13, 1, 1), (100, 0, 20, 25),
     (77, 13, 3, 3), (1, 0, 1, 1), (5, 1, 0, 0), (6, 1, 1, 1)],
)  # fmt: skip
def test_what_lacks_and_how_many_more_are_needed_by_hand(new, exam, lacking, more):
    figure = Figure(new, exam)

    assert (shortfall(figure, FIFTH), more_needed(figure, FIFTH)) == (lacking, more)


@given(new=st.integers(0, 3000), exam=st.integers(0, 3000))
def test_more_needed_is_the_least_number_that_reaches_the_target(new, exam):
    exam = min(exam, new)
    k = more_needed(Figure(new, exam), FIFTH)

    assert k == max(0, -(-(new - 5 * exam) // 4))
    assert 5 * (exam + k) >= new + k
    assert k == 0 or 5 * (exam + k - 1) < new + k - 1


@given(new=st.integers(0, 500), exam=st.integers(0, 500), expected=st.integers(0, 500))
def test_with_appointments_still_expected_the_shortfall_reaches_the_target_of_all(new, exam, expected):
    exam = min(exam, new)
    need = shortfall(Figure(new, exam), FIFTH, expected)

    assert 5 * (exam + need) >= new + expected > 5 * (exam + need - 1)


@given(st.lists(st.sampled_from([line[0] for line in TABLE]), max_size=30))
def test_every_decision_counts_or_is_left_out_and_the_splits_add_up(different):
    rows = [replace(USUAL, **one) for one in different]

    found = count(rows, LATEST, TODAY)

    assert len(found.counted) + len(found.left_out) == len(rows)
    for split in found.by.values():
        assert sum(f.new for f in split.values()) == found.whole.new
        assert sum(f.exam for f in split.values()) == found.whole.exam


def test_a_share_is_exact_and_printed_rounded_half_up():
    assert Figure(13, 3).share == Fraction(3, 13)
    assert Figure(0, 0).share is None
    assert percent(Fraction(1, 8)) == Decimal("12.5")
    assert percent(Fraction(13, 77)) == Decimal("16.9")
    assert percent(Fraction(1, 2000)) == Decimal("0.1")
    assert str(percent(Fraction(1, 5))) == "20.0"


def test_a_small_number_is_called_not_meaningful():
    few = count([USUAL] * 9, LATEST, TODAY)

    assert not few.is_meaningful
    assert count([USUAL] * 10, LATEST, TODAY).is_meaningful
