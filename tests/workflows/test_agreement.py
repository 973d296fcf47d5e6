"""How marks are settled, against the hand-written table of boundary cases."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.tables.agreement import CASES, SETTLED_BY_A_PERSON
from workflows.agreement import Terms, agreement
from workflows.rules import default_rules, read

RULES = default_rules(date(2026, 11, 23))
MARKS = st.decimals(0, 100, places=2)


def rows(table: str) -> list[list[str]]:
    lines = [line for line in table.strip().splitlines() if not line.startswith("#")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def numbers(text: str) -> list[Decimal]:
    return [Decimal(number) for number in text.split()]


@pytest.mark.parametrize(
    ("scale", "share", "pass_mark", "straddle", "marks", "third", "way", "mark"),
    rows(CASES),
    ids=[" ".join(row) for row in rows(CASES)],
)
def test_marks_are_settled_as_the_table_says(scale, share, pass_mark, straddle, marks, third, way, mark):
    terms = Terms.from_rules(
        {
            **RULES,
            "exam.scale": read("exam.scale", scale),
            "exam.mark_divergence": read("exam.mark_divergence", share),
            "exam.pass_each": read("exam.pass_each", pass_mark),
            "exam.straddle_pass": read("exam.straddle_pass", straddle),
        }
    )

    found = agreement(numbers(marks), terms, Decimal(third) if third else None)

    assert found.way == way
    assert found.mark == (None if mark == "-" else Decimal(mark))
    assert bool(found.reasons) is (way != "mean")
    assert found.mark is None or found.mark.as_tuple().exponent == -2


def test_the_table_holds_at_least_forty_cases_each_once():
    cases = rows(CASES)

    assert len(cases) >= 40
    assert len({tuple(row) for row in cases}) == len(cases)


@pytest.mark.parametrize(("marks", "third", "may", "may_not"), rows(SETTLED_BY_A_PERSON))
def test_a_person_settles_between_the_lowest_and_the_highest_mark_given(marks, third, may, may_not):
    found = agreement(numbers(marks), Terms(Fraction(10), Decimal(50)), Decimal(third) if third else None)

    assert all(found.leaves_room_for(mark) for mark in numbers(may))
    assert not any(found.leaves_room_for(mark) for mark in numbers(may_not))


def test_both_reasons_are_told_in_words_where_both_hold():
    found = agreement(numbers("44.5 55"), Terms(Fraction(20, 3), Decimal("50.5"), straddle_is_apart=True))

    assert [(words.vi, words.en) for words in found.reasons] == [
        ("Các điểm chấm lệch nhau 10,5, quá mức 20/3.", "The marks lie 10.5 apart, beyond 20/3."),
        (
            "Điểm đạt 50,5 nằm giữa các điểm chấm: có điểm đạt, có điểm không đạt.",
            "The pass mark 50.5 lies between the marks: one passes, another does not.",
        ),
    ]


def test_a_limit_in_hundredths_is_printed_as_a_decimal():
    (reason,) = agreement(numbers("6 7"), Terms(Fraction(7, 10), Decimal(5))).reasons

    assert (reason.vi, reason.en) == (
        "Các điểm chấm lệch nhau 1, quá mức 0,7.",
        "The marks lie 1 apart, beyond 0.7.",
    )


def test_a_round_pinned_before_the_option_existed_does_not_have_it():
    pinned = {key: value for key, value in RULES.items() if key != "exam.straddle_pass"}

    assert Terms.from_rules(pinned) == Terms(Fraction(10), Decimal(50), straddle_is_apart=False)


@pytest.mark.parametrize("marks", ["60", "", "60.005 60", "-1 60", "NaN 60", "Infinity 60"])
def test_what_is_no_pair_of_marks_in_hundredths_is_refused(marks):
    with pytest.raises(ValueError, match="two marks or more, in hundredths"):
        agreement(numbers(marks), Terms(Fraction(10), Decimal(50)))


def test_a_third_mark_is_refused_where_the_rule_already_gave_the_mark():
    with pytest.raises(ValueError, match="only where the marks are apart"):
        agreement(numbers("60 65"), Terms(Fraction(10), Decimal(50)), Decimal(61))


@given(MARKS, MARKS, st.booleans())
def test_who_marked_first_decides_nothing_and_the_mean_lies_between(one, other, straddle):
    terms = Terms(Fraction(10), Decimal(50), straddle)

    found = agreement([one, other], terms)

    assert found == agreement([other, one], terms)
    if found.mark is not None:
        assert found.leaves_room_for(found.mark)
        assert abs(Fraction(found.mark) - (Fraction(one) + Fraction(other)) / 2) <= Fraction(1, 200)
        assert not straddle or (one >= 50) is (other >= 50)
