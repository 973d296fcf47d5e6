"""What counts and what does not: a hand-written table, and the arithmetic against its definition."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.indicator.definition import DEFINITIONS, LATEST, TOGGLES, Unknown, by_key
from appointments.indicator.planning import LEAD
from appointments.indicator.report import percent
from appointments.indicator.rules import (
    AGAIN,
    SENTENCES,
    Figure,
    Place,
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
    post=Words("Trưởng phòng", "Head"), top=Place(UUID(int=9), Words("Sở Mẫu", "Sample")),
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
    ({"rank": "deputy"}, {"ranks": "head"}, "rank"),
    ({"rank": "head"}, {"ranks": "head"}, ""),
    ({"rank": "head"}, {"ranks": "deputy"}, "rank"),
    ({"rank": "deputy"}, {"ranks": "deputy"}, ""),
    ({"staff": "public_employee"}, {}, ""),
    ({"staff": "public_employee"}, {"civil_only": True}, "public_employee"),
    ({"staff": "civil_servant"}, {"civil_only": True}, ""),
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
    ({"agency_from": date(2025, 7, 1)}, {"legacy": True}, ""),
    ({"effective_on": date(2025, 3, 6)}, {"freeze": False}, ""),
    ({"effective_on": date(2025, 3, 7)}, {"freeze": False}, "standstill"),
    ({"effective_on": date(2025, 6, 30)}, {"freeze": False}, "standstill"),
    ({"effective_on": date(2025, 7, 1)}, {"freeze": False}, ""),
    ({"effective_on": date(2025, 3, 7)}, {}, ""),
    ({"effective_on": date(2022, 8, 20), "exam_on": date(2022, 8, 7)}, {}, ""),
    ({"effective_on": date(2022, 8, 20), "exam_on": date(2022, 8, 7)}, {"by_exam_date": True}, "period"),
    ({"effective_on": date(2022, 8, 20), "exam_on": date(2022, 8, 8)}, {"by_exam_date": True}, ""),
    (
        {"effective_on": date(2022, 8, 20), "exam_on": date(2022, 8, 7), "method": "ORDINARY"},
        {"by_exam_date": True},
        "",
    ),
    ({"effective_on": date(2022, 8, 20)}, {"by_exam_date": True}, ""),
]


@pytest.mark.parametrize(("different", "switches", "left_out"), TABLE)
def test_a_decision_counts_or_is_left_out_by_the_sentence_of_the_table(different, switches, left_out):
    found = why_left_out(replace(USUAL, **different), LATEST.switched(**switches), TODAY)

    assert (found.key if found else "") == left_out


def test_every_sentence_has_its_line_in_the_table():
    assert {line[2] for line in TABLE} - {""} == {sentence.key for sentence in SENTENCES}


A, B = UUID(int=21), UUID(int=22)
# Twelve decisions of every sort, and by hand what each answer makes of them: (new, by competition).
CITY = [
    {"person": A, "method": "ORDINARY", "rank": "deputy", "effective_on": date(2023, 1, 9)},
    {"person": A, "kind": "PROMOTION", "effective_on": date(2024, 1, 9)},
    {
        "person": B,
        "rank": "deputy",
        "staff": "public_employee",
        "effective_on": date(2022, 8, 8),
        "exam_on": date(2022, 8, 1),
    },
    {"method": "ORDINARY", "staff": "public_employee", "effective_on": date(2022, 8, 7)},
    {"method": "ORDINARY", "agency_kind": "district", "effective_on": date(2023, 3, 1)},
    {"method": "ORDINARY", "agency_from": date(2025, 7, 1), "effective_on": date(2024, 3, 1)},
    {"method": "ORDINARY", "agency_from": date(2025, 7, 1), "effective_on": date(2025, 7, 1)},
    {"level": "COMMUNE_DIVISION", "effective_on": date(2025, 9, 1)},
    {"kind": "TRANSFER", "method": "ORDINARY"},
    {"kind": "REAPPOINTMENT", "method": "ORDINARY"},
    {"method": "ORDINARY", "effective_on": date(2025, 5, 5)},
    {"is_recognised": False, "rank": "deputy", "effective_on": date(2026, 2, 2)},
]
FIGURES = [
    ("1", 7, 2), ("1,ranks=head", 4, 1), ("1,ranks=deputy", 3, 1), ("1,civil_only=yes", 6, 1), ("1,districts=no", 6, 2),
    ("1,commune=yes", 8, 3), ("1,legacy=yes", 8, 2), ("1,transfer=yes", 8, 2), ("1,distinct_person=yes", 6, 1),
    ("1,by_exam_date=yes", 6, 1), ("1,freeze=no", 6, 2), ("1,calendar=yes", 8, 2), ("1,least=5", 7, 2),
    ("1,ranks=head,freeze=no", 3, 1), ("1,commune=yes,legacy=yes,transfer=yes", 10, 3),
]  # fmt: skip


def city():
    """The twelve decisions, numbered."""
    return [replace(USUAL, id=UUID(int=n), number=f"{n}/QĐ", **one) for n, one in enumerate(CITY, 1)]


@pytest.mark.parametrize(("key", "new", "exam"), FIGURES)
def test_each_answer_changes_the_figure_as_the_table_says(key, new, exam):
    found = count(city(), by_key(key), TODAY)

    assert found.whole == Figure(new, exam)
    assert found.definition.key == key
    assert by_key(found.definition.key) == found.definition


def test_every_question_has_a_line_in_the_table_of_figures():
    assert {answer.partition("=")[0] for key, *_ in FIGURES for answer in key.split(",")[1:]} == set(TOGGLES)


@pytest.mark.parametrize(
    "key", ["", "2", "x", "1,", "1,ranks=boss", "1,commune=true", "1,least=0", "1,least=1001", "1,strange=yes",
            "1,commune=yes,commune=no", "1,least=²"],
)  # fmt: skip
def test_a_key_that_means_nothing_is_refused(key):
    with pytest.raises(Unknown):
        by_key(key)


def test_communes_and_civil_servants_are_told_apart_whatever_the_headline_counts():
    usual, narrow = (count(city(), by_key(key), TODAY) for key in ("1", "1,ranks=head,commune=yes"))

    assert (usual.apart, usual.civil) == (Figure(1, 1), Figure(6, 1))
    assert (narrow.apart, narrow.civil) == (Figure(1, 1), Figure(5, 2))


def test_a_person_s_later_decision_is_left_out_where_each_person_counts_once():
    found = count(city(), by_key("1,distinct_person=yes"), TODAY)

    assert [(row.number, why) for row, why in found.left_out if why is AGAIN] == [("2/QĐ", AGAIN)]


def test_with_the_threshold_lowered_a_few_are_meaningful():
    assert not count(city(), by_key("1"), TODAY).is_meaningful
    assert count(city(), by_key("1,least=7"), TODAY).is_meaningful


def test_the_last_day_of_the_period_counts_and_the_next_does_not():
    after = date(2028, 1, 1)
    late = replace(USUAL, effective_on=date(2027, 11, 20), exam_on=date(2027, 10, 30))

    assert why_left_out(replace(USUAL, effective_on=date(2027, 10, 30)), LATEST, after) is None
    assert why_left_out(replace(USUAL, effective_on=date(2027, 10, 31)), LATEST, after).key == "period"
    assert why_left_out(late, LATEST, after).key == "period"
    assert why_left_out(late, LATEST.switched(by_exam_date=True), after) is None


def test_the_first_definition_says_what_the_parameters_say():
    default = {key: parameter.default for key, parameter in PARAMETERS.items() if key.startswith("kpi.")}
    first = DEFINITIONS[1]

    assert default.pop("kpi.lead_months") == LEAD
    assert default == {
        "kpi.target": first.target,
        "kpi.period_from": first.begins,
        "kpi.period_to": first.ends,
        "kpi.frozen_from": first.frozen_from,
        "kpi.frozen_to": first.frozen_to,
        "kpi.least": first.least,
        "kpi.include_deputies": first.ranks == "both",
        "kpi.include_vc": not first.civil_only,
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
