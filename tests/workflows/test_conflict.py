"""Conflicts of interest against tables written by hand, and the closure of ties against its properties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.tables.conflict import KIN, STATES, UNRELATED, WORK
from workflows.conflict import (
    CATEGORIES,
    CATEGORY_OF,
    COMPOSED,
    INVERSE,
    RULES,
    Edge,
    Finding,
    Known,
    Rule,
    Service,
    Source,
    State,
    Terms,
    Ties,
    closure,
    findings,
    is_undecided,
    needs_a_second,
    state_of,
    worked_together,
)
from workflows.kinship import NARROW_2020, WIDE_2023, Tie

DAY = date(2026, 6, 1)
NARROW, WIDE = Terms(NARROW_2020, 3, DAY), Terms(WIDE_2023, 3, DAY)
MEMBER, CANDIDATE = Known("M"), Known("C")


def ties(text: str) -> Ties:
    lines = (line.split() for line in text.split(";") if line.strip())
    return Ties(frozenset(Edge(who, Tie(tie), of) for who, tie, of in lines))


@pytest.mark.parametrize(("declared", "tie", "narrow", "wide", "source"), KIN)
def test_kin_is_found_within_the_scope_of_the_regulation(declared, tie, narrow, wide, source):
    expected = (Finding(Rule.kin, Source(source), Tie(tie)),)
    assert findings(MEMBER, CANDIDATE, ties(declared), NARROW) == (expected if narrow else ())
    assert findings(MEMBER, CANDIDATE, ties(declared), WIDE) == (expected if wide else ())


@pytest.mark.parametrize("declared", UNRELATED)
def test_people_who_are_not_kin_are_left_alone(declared):
    assert findings(MEMBER, CANDIDATE, ties(declared), WIDE) == ()


@pytest.mark.parametrize(("one", "other", "years", "rule"), WORK)
def test_work_in_one_unit_counts_for_the_years_of_the_regulation(one, other, years, rule):
    assert worked_together(service(one), service(other), DAY, years) == (Rule(rule) if rule else None)
    assert worked_together(service(other), service(one), DAY, years) == (Rule(rule) if rule else None)


def service(text: str) -> Service:
    unit, since, until, led = text.split(" ")
    day = {"-": None}
    return Service(unit, *(day.get(t) if t in day else date.fromisoformat(t) for t in (since, until)), led == "yes")


def test_a_direct_superior_counts_from_either_side_but_not_where_the_regulation_asks_for_no_years():
    for declared in ("M direct_superior C", "C direct_superior M"):
        found = findings(MEMBER, CANDIDATE, ties(declared), WIDE)
        assert found == (Finding(Rule.superior, Source.declared, Tie.direct_superior),)
        assert findings(MEMBER, CANDIDATE, ties(declared), Terms(WIDE_2023, 0, DAY)) == ()


def test_another_tie_is_a_conflict_until_people_have_looked_at_it():
    assert [f.rule for f in findings(MEMBER, CANDIDATE, ties("C other M"), NARROW)] == [Rule.other]


def test_a_shared_home_and_a_shared_telephone_are_found_each_by_its_rule():
    one = Known("M", frozenset({"k1"}), frozenset({"k2", "k3"}))
    other = Known("C", frozenset({"k1"}), frozenset({"k3"}))
    assert [f.rule for f in findings(one, other, ties(""), WIDE)] == [Rule.address, Rule.phone]
    assert findings(one, Known("C", frozenset({"k3"}), frozenset({"k1"})), ties(""), WIDE) == ()


def test_the_candidate_is_in_conflict_with_the_own_case_and_nothing_else_is_asked():
    assert [f.rule for f in findings(MEMBER, Known("M", phones=frozenset({"k"})), ties(""), WIDE)] == [Rule.same_person]


def test_a_namesake_is_possible_and_nothing_stands_until_people_decide():
    told = Ties(frozenset({Edge("M", Tie.sibling, "X", True), Edge("X", Tie.sibling, "C")}))
    found = findings(MEMBER, CANDIDATE, told, WIDE)

    assert found == (Finding(Rule.kin, Source.possible, Tie.sibling),)
    assert findings(CANDIDATE, MEMBER, told, WIDE) == found
    assert [state_of(found, pinned) for pinned in (None, True, False)] == [
        State.none, State.pinned_conflict, State.pinned_none,
    ]  # fmt: skip
    assert is_undecided(State.none, found)
    assert not is_undecided(State.pinned_none, found)
    assert not is_undecided(State.none, ())
    assert needs_a_second(found, None, False)
    known = Finding(Rule.phone, Source.derived)
    assert state_of((*found, known), None) is State.conflict


@pytest.mark.parametrize(("found", "pinned", "state", "none_needs", "conflict_needs"), STATES)
def test_what_stands_follows_from_what_was_found_and_what_people_pinned(
    found, pinned, state, none_needs, conflict_needs
):
    given_findings = [Finding(Rule(found), Source.derived)] if found else []
    assert state_of(given_findings, pinned) is State(state)
    assert needs_a_second(given_findings, pinned, False) is none_needs
    assert needs_a_second(given_findings, pinned, True) is conflict_needs


EDGES = st.builds(Edge, st.sampled_from("MCXYZ"), st.sampled_from(sorted(INVERSE)), st.sampled_from("MCXYZ"))


@given(st.frozensets(EDGES, max_size=6))
def test_the_closure_is_symmetric_holds_what_was_declared_and_has_no_more_to_add(declared):
    known = closure(declared)
    assert {edge.reversed() for edge in known} == known
    assert {edge for edge in declared if edge.who != edge.of} <= known
    assert all(edge.who != edge.of for edge in known)
    assert closure(known) == known


@given(st.frozensets(EDGES, max_size=6), st.sampled_from([NARROW, WIDE]))
def test_whether_two_are_in_conflict_does_not_depend_on_who_is_asked_first(declared, terms):
    told = Ties(declared)
    one, other = findings(MEMBER, CANDIDATE, told, terms), findings(CANDIDATE, MEMBER, told, terms)
    assert bool(one) == bool(other)
    assert {f.category for f in one} == {f.category for f in other}


def test_what_follows_from_two_ties_follows_from_the_other_side_as_well():
    for (first, second), tie in COMPOSED.items():
        assert COMPOSED[INVERSE[second], INVERSE[first]] == INVERSE[tie]


def test_every_rule_has_a_category_and_words():
    assert set(CATEGORY_OF) == set(RULES) == set(Rule)
    assert set(CATEGORIES) == set(CATEGORY_OF.values())
