"""The planner against trying every choice, on small cases; its sums by hand."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appointments.indicator.planning import Rate, Vacancy, by_organisation, fewest, path, too_late
from appointments.indicator.rules import Figure

FIFTH = Fraction(1, 5)
ORGANISATIONS = ("A", "B", "C")
FIGURES = st.builds(lambda new, exam: Figure(new, min(new, exam)), st.integers(0, 14), st.integers(0, 4))
VACANCIES = st.lists(
    st.tuples(st.sampled_from(ORGANISATIONS), st.integers(0, 5), st.booleans(), st.booleans()), max_size=9
)


def made(drawn):
    """Vacancies with numbers."""
    return [Vacancy(n, of, month, may, False, extra) for n, (of, month, may, extra) in enumerate(drawn)]


def meets(now, vacancies, chosen, target, whole, each):
    """Whether this choice reaches the target everywhere it is asked: the definition itself, share by share."""
    ends = {name: [now.get(name, Figure(0, 0)).new, now.get(name, Figure(0, 0)).exam] for name in ORGANISATIONS}
    for vacancy in vacancies:
        by_exam = vacancy.id in chosen
        ends[vacancy.organisation][0] += by_exam or not vacancy.is_extra
        ends[vacancy.organisation][1] += by_exam
    asked = [ends[name] for name in each]
    if whole:
        asked.append([sum(end[0] for end in ends.values()), sum(end[1] for end in ends.values())])
    return all(new == 0 or Fraction(exam, new) >= target for new, exam in asked)


@settings(max_examples=150, deadline=None)
@given(
    now=st.dictionaries(st.sampled_from(ORGANISATIONS), FIGURES), drawn=VACANCIES, whole=st.booleans(),
    each=st.sets(st.sampled_from(ORGANISATIONS)),
    target=st.sampled_from([FIFTH, Fraction(1, 3), Fraction(1), Fraction(0)]),
)  # fmt: skip
def test_the_fewest_competitions_are_those_that_trying_everything_finds(now, drawn, whole, each, target):
    vacancies = made(drawn)
    each = {name for name in each if name in now or any(v.organisation == name for v in vacancies)}
    open_ = [v.id for v in vacancies if v.may_compete]
    counts = [
        len(chosen)
        for picks in product((False, True), repeat=len(open_))
        if meets(now, vacancies, chosen := {n for n, p in zip(open_, picks, strict=True) if p}, target, whole, each)
    ]

    plan = fewest(now, vacancies, target, whole=whole, each=each)

    assert plan.count == min(counts, default=None)
    if plan.chosen is not None:
        assert meets(now, vacancies, {v.id for v in plan.chosen}, target, whole, each)
        assert [v.month for v in plan.chosen] == sorted(v.month for v in plan.chosen)


@settings(max_examples=60, deadline=None)
@given(now=st.dictionaries(st.sampled_from(ORGANISATIONS), FIGURES), drawn=VACANCIES)
def test_each_organisation_s_own_fewest_is_that_of_itself_alone(now, drawn):
    vacancies = made(drawn)
    found = by_organisation(now, vacancies, FIFTH)

    for name in found:
        own = [v for v in vacancies if v.organisation == name]
        assert found[name] == fewest({name: now.get(name, Figure(0, 0))}, own, FIFTH, whole=True).count


@given(now=FIGURES, drawn=VACANCIES)
def test_the_month_in_which_it_becomes_too_late_is_the_first_that_fails(now, drawn):
    vacancies = made(drawn)
    found = too_late(now, vacancies, FIFTH, 0, 5)

    def reached_from(month):
        chosen = [v for v in vacancies if v.may_compete and v.month >= month]
        end = path("", now, vacancies, chosen, 0, 5).last
        return 5 * end.exam >= end.new

    assert found == next((month for month in range(7) if not reached_from(month)), None)


@given(now=FIGURES, drawn=VACANCIES)
def test_each_path_ends_where_its_choice_says(now, drawn):
    vacancies = made(drawn)
    none, every = (path("", now, vacancies, chosen, 0, 5) for chosen in ([], [v for v in vacancies if v.may_compete]))

    assert none.last == Figure(now.new + sum(not v.is_extra for v in vacancies), now.exam)
    assert every.last.exam == now.exam + sum(v.may_compete for v in vacancies)
    assert [month for month, _ in none.steps] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(13, 13, 0.7719, 1.0), (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (1, 1, 0.2065, 1.0),
     (81, 263, 0.2553, 0.3662)],
)  # fmt: skip
def test_the_interval_is_wilson_s(successes, trials, low, high):
    found = Rate(successes, trials).interval

    assert found == pytest.approx((low, high), abs=5e-5)


def test_of_no_competition_nothing_is_said():
    assert (Rate(0, 0).share, Rate(0, 0).interval, Rate(0, 0).to_hold(3)) == (None, None, (None, None))
    assert Rate(13, 13).to_hold(4) == (4, 6)
    assert Rate(1, 2).to_hold(3) == (6, 32)
    assert Rate(0, 5).to_hold(3) == (None, None)


def test_by_hand():
    now = {"A": Figure(60, 13), "B": Figure(17, 0)}
    vacancies = [Vacancy(n, "AB"[n % 2], n, may_compete=n > 1) for n in range(10)]

    assert fewest(now, vacancies, FIFTH, whole=True).count == 5  # 87 in all: 18 of them; 13 are there
    assert fewest(now, vacancies, FIFTH, whole=False, each="B").chosen is None  # 22 in all: 5 of them, 4 are open
