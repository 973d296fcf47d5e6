"""Changing, pinning and comparing sets of parameters; round trips with any values in range."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.kinds import Day, OneOf, Order, YesNo
from workflows.parameters import Staff
from workflows.quantities import Hundredths, Share, Weights, Whole
from workflows.rules import PARAMETERS, BadRules, Rules, default_rules, diff, disagreements, from_snapshot, validate

TODAY = date(2026, 11, 23)


def values_of(key: str) -> st.SearchStrategy[Any]:
    """Any value that the parameter may have."""
    match PARAMETERS[key].kind:
        case Whole(low, high, odd):
            return st.integers(low, high).filter(lambda n: not odd or n % 2)
        case Hundredths(low, high):
            return st.decimals(low, high, places=2)
        case Share(low, high, only):
            return st.sampled_from(only) if only else st.fractions(low, high, max_denominator=100)
        case Weights(most):
            return st.integers(1, 9).flatmap(lambda w: st.tuples(st.just(w), st.integers(w, most * w)))
        case YesNo():
            return st.booleans()
        case Day():
            return st.dates(date(2020, 1, 1), date(2030, 1, 1))
        case OneOf(options):
            return st.sampled_from(sorted(options))
        case Order(options, last):
            others = sorted(set(options) - {last})
            return st.lists(st.sampled_from(others), unique=True).map(lambda names: (*names, last))
    raise AssertionError(key)


CHANGES = st.fixed_dictionaries({}, optional={key: values_of(key) for key in PARAMETERS})


@given(CHANGES)
def test_any_values_in_range_survive_the_way_through_json(changes):
    rules = Rules({**default_rules(TODAY), **changes})

    assert all(validate(key, value) == [] for key, value in rules.items())
    assert from_snapshot(json.loads(json.dumps(rules.snapshot()))) == rules


@given(CHANGES)
def test_a_difference_names_exactly_what_differs(changes):
    before = default_rules(TODAY)
    after = Rules({**before, **changes})

    found = diff(before, after)

    assert {c.parameter.key: c.after for c in found} == {k: v for k, v in changes.items() if before[k] != v}
    assert [(c.after, c.before) for c in diff(after, before)] == [(c.before, c.after) for c in found]
    assert all(" → " in c.say(locale) for c in found for locale in ("vi", "en"))


@given(CHANGES)
def test_a_changed_set_is_either_consistent_or_refused_as_a_whole(changes):
    before = default_rules(TODAY)
    pinned = before.snapshot()

    expected = disagreements({**before, **changes})
    if expected:
        with pytest.raises(BadRules) as refused:
            before.changed(changes)
        assert refused.value.problems == expected
    else:
        assert dict(before.changed(changes)) == {**before, **changes}
    assert before.snapshot() == pinned


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        (
            {"exam.oral_present_min": 45, "exam.oral_qa_min": 46},
            "exam.oral_qa_min",
            "not exceed 90 minutes (now 91)",
        ),
        ({"exam.pass_each": Decimal(60)}, "exam.oral_pass", "may not be lower"),
        ({"exam.scale": 15, "exam.oral_pass": Decimal("50.50")}, "exam.oral_pass", "not exact to two decimals"),
        ({"kpi.period_to": date(2022, 8, 7)}, "kpi.period_to", "ends before it begins"),
        ({"exam.scale": 101}, "exam.scale", "range: 10–100"),
        ({"exam.colour": 1}, "exam.colour", "no parameter"),
    ],
)
def test_values_that_do_not_fit_together_are_refused_with_the_reason(changes, key, words):
    with pytest.raises(BadRules) as refused:
        default_rules(TODAY).changed(changes)

    assert refused.value.problems[0].key == key
    assert words in refused.value.problems[0].words.en
    assert refused.value.problems[0].words.vi != refused.value.problems[0].words.en


def test_every_problem_of_a_change_is_told_at_once():
    with pytest.raises(BadRules) as refused:
        default_rules(TODAY).changed({"exam.scale": 5, "exam.markers": 9, "exam.weights": "1:2"})

    assert [p.key for p in refused.value.problems] == ["exam.scale", "exam.markers", "exam.weights"]


def test_presentation_and_questions_may_take_ninety_minutes_together():
    assert default_rules(TODAY).changed({"exam.oral_present_min": 30, "exam.oral_qa_min": 60})["exam.oral_qa_min"] == 60


def test_both_parts_may_be_raised_together():
    rules = default_rules(TODAY).changed({"exam.pass_each": Decimal(60), "exam.oral_pass": Decimal(70)})

    assert (rules["exam.pass_each"], rules["exam.oral_pass"]) == (60, 70)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"format": 2, "values": {}},
        {"format": 1, "values": []},
        {"format": 1, "values": {"exam.scale": "100"}},
        {"format": 1, "values": {"exam.scale": 100.0}},
        {"format": 1, "values": {"exam.scale": True}},
        {"format": 1, "values": {"exam.pass_each": 50}},
        {"format": 1, "values": {"exam.tie_order": "oral"}},
        {"format": 1, "values": {"exam.tie_order": [1]}},
        {"format": 1, "values": {"exam.skips_voting": 1}},
        {"format": 1, "values": {"exam.colour": 1}},
    ],
)
def test_a_snapshot_that_is_not_what_was_written_is_refused(stored):
    with pytest.raises(BadRules):
        from_snapshot(stored)


def test_what_was_pinned_stays_as_it_was_pinned_even_outside_todays_range():
    pinned = from_snapshot({"format": 1, "values": {"exam.written_minutes": 240}})

    assert pinned["exam.written_minutes"] == 240
    with pytest.raises(KeyError):
        pinned[
            "exam.scale"
        ]  # an older snapshot has no value for a parameter that was added later: nothing is filled in


def test_a_parameter_that_only_one_set_has_is_a_difference():
    older = from_snapshot({"format": 1, "values": {"exam.scale": 100}})

    changes = {c.parameter.key: c for c in diff(older, default_rules(TODAY))}

    assert "exam.scale" not in changes
    assert changes["exam.markers"].before is None
    assert changes["exam.markers"].say("vi") == "Số người chấm độc lập một bài viết: — → 2 người"


@given(st.dates(date(2020, 12, 1), date(2035, 1, 1)), st.sampled_from(list(Staff)))
def test_on_every_day_there_is_one_complete_set_of_defaults(on, staff):
    rules = default_rules(on, staff)

    assert set(rules) == set(PARAMETERS)
    assert disagreements(rules) == []


@given(st.dates(date(2020, 12, 1), date(2035, 1, 1)), st.sampled_from(list(Staff)))
def test_no_day_has_two_texts(on, staff):
    editions = [e for e in PARAMETERS["legal.version"].editions if e.covers(on, staff)]

    assert len(editions) == 1
    assert not editions[0].covers(on, next(s for s in Staff if s is not staff))


def test_shares_are_exact():
    assert default_rules(TODAY)["vote.quorum"] == Fraction(2, 3)
    assert default_rules(TODAY)["kpi.target"] * 5 == 1
