"""Who may give a role, and who may put parameters in force: two people, each rule written out by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from workflows.assignment import ASSIGNMENT, AssignmentFacts
from workflows.engine import SYSTEM_ACTOR, Actor, Case, Refused
from workflows.regulation import REGULATION, RegulationFacts
from workflows.roles import Role

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


AGENCY, OTHER_AGENCY = "agency:" + "c" * 32, "agency:" + "d" * 32


def facts(**given: object) -> AssignmentFacts:
    told = {
        "role": "personnel_officer",
        "scope": AGENCY,
        "subject": "S",
        "proposed_by": "P",
        "valid_from": NOW,
        "grantors": 2,
    }
    return AssignmentFacts(**{**told, **given})  # type: ignore[arg-type]


def case(person: str, role: str, seen: object, reason: str = "vì") -> Case:
    return Case(Actor(person, frozenset({Role(role)})), seen, NOW, reason=reason)


APPROVALS = [
    # who acts, in which role, on which facts -> the guards that stand against it
    ("A", "approver", {}, set()),
    ("A", "appointing_authority", {}, set()),
    ("P", "approver", {}, {"approver_is_not_the_proposer"}),
    ("S", "approver", {}, {"approver_is_not_the_subject"}),
    ("S", "approver", {"proposed_by": "S"}, {"approver_is_not_the_proposer", "approver_is_not_the_subject"}),
    ("A", "approver", {"breaches": ("SD4",)}, {"duties_stay_separate"}),
    ("A", "approver", {"has_account": False}, {"person_can_sign_in"}),
    ("A", "approver", {"valid_to": NOW}, {"term_is_not_over"}),
    ("A", "approver", {"valid_to": NOW + timedelta(microseconds=1)}, set()),
    ("C", "council_chair", {"role": "marker"}, set()),
    ("C", "council_chair", {"role": "personnel_officer"}, {"role_belongs_to_the_council"}),
    ("C", "council_chair", {"role": "council_chair"}, {"role_belongs_to_the_council"}),
    ("C", "council_chair", {"role": "supervisor"}, {"role_belongs_to_the_council"}),
    ("C", "council_chair", {"role": "marker", "subject": "C"}, {"approver_is_not_the_subject"}),
    ("C", "council_chair", {"role": "marker", "proposed_by": "C"}, {"approver_is_not_the_proposer"}),
    ("C", "council_chair", {"role": "marker", "breaches": ("SD4",)}, {"duties_stay_separate"}),
    ("C", "council_chair", {"role": "marker", "has_account": False}, {"person_can_sign_in"}),
    ("C", "council_chair", {"role": "marker", "valid_to": NOW}, {"term_is_not_over"}),
]


@pytest.mark.parametrize(("person", "role", "given", "against"), APPROVALS)
def test_a_role_is_approved_by_a_second_person_who_may(person: str, role: str, given: dict, against: set):
    asked = case(person, role, facts(**given))

    if not against:
        assert str(ASSIGNMENT.decide("proposed", "approve", asked).to) == "in_force"
        return
    with pytest.raises(Refused) as refused:
        ASSIGNMENT.decide("proposed", "approve", asked)
    assert {r.guard for r in refused.value.refusals} - {"role"} == against


@pytest.mark.parametrize(
    "role", [r for r in Role if str(r) not in ("approver", "appointing_authority", "council_chair")]
)
@pytest.mark.parametrize(("state", "trigger"), [("proposed", "approve"), ("proposed", "refuse"), ("in_force", "end")])
def test_nobody_else_decides_about_roles(role: Role, state: str, trigger: str):
    with pytest.raises(Refused) as refused:
        ASSIGNMENT.decide(state, trigger, case("A", str(role), facts()))
    assert refused.value.is_role


@pytest.mark.parametrize(
    ("role", "given", "allowed"),
    [
        ("approver", {}, True),
        ("appointing_authority", {}, True),
        ("council_chair", {"role": "marker"}, True),
        ("council_chair", {"role": "approver"}, False),
        ("approver", {"role": "approver", "scope": "city", "grantors": 2}, False),
        ("approver", {"role": "approver", "scope": "city", "grantors": 3}, True),
        ("approver", {"role": "approver", "scope": AGENCY, "grantors": 2}, True),
        ("approver", {"role": "auditor", "scope": "city", "grantors": 2}, True),
    ],
)
def test_a_role_is_ended_unless_too_few_grantors_would_remain(role: str, given: dict, allowed: bool):
    assert ASSIGNMENT.allowed("in_force", "end", case("A", role, facts(**given))) is allowed


@pytest.mark.parametrize(("state", "trigger"), [("proposed", "refuse"), ("in_force", "end")])
def test_taking_a_role_away_needs_a_reason(state: str, trigger: str):
    with pytest.raises(Refused) as refused:
        ASSIGNMENT.decide(state, trigger, case("A", "approver", facts(), reason=" "))
    assert [r.guard for r in refused.value.refusals] == ["reason"]


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        ({"role": "approver", "scope": "city", "grantors": 0}, True),
        ({"role": "approver", "scope": "city", "grantors": 1}, True),
        ({"role": "approver", "scope": "city", "grantors": 2}, False),
        ({"role": "approver", "scope": AGENCY, "grantors": 0}, False),
        ({"role": "auditor", "scope": "city", "grantors": 0}, False),
    ],
)
def test_only_the_first_two_city_wide_approvers_come_without_a_proposer(given: dict, allowed: bool):
    assert ASSIGNMENT.allowed("proposed", "found", Case(SYSTEM_ACTOR, facts(**given), NOW)) is allowed


def test_a_term_that_is_over_ends_by_itself():
    seen = Case(SYSTEM_ACTOR, facts(valid_to=NOW), NOW)

    assert str(ASSIGNMENT.decide("in_force", "expire", seen).to) == "ended"
    assert ASSIGNMENT.states["in_force"].deadline.due(seen).due == NOW
    assert ASSIGNMENT.states["in_force"].deadline.due(Case(SYSTEM_ACTOR, facts(), NOW)) is None


ENACTMENTS = [
    ("A", "approver", {}, set()),
    ("A", "appointing_authority", {}, set()),
    ("D", "approver", {}, {"approver_is_not_the_drafter"}),
    ("A", "approver", {"problems": ("exam.scale",)}, {"values_are_within_range"}),
    ("A", "approver", {"has_source": False}, {"source_is_named"}),
    ("A", "personnel_officer", {}, {"role"}),
]


@pytest.mark.parametrize(("person", "role", "given", "against"), ENACTMENTS)
def test_parameters_come_into_force_by_a_second_person_within_range_and_with_their_source(
    person: str, role: str, given: dict, against: set
):
    seen = RegulationFacts(**{"drafted_by": "D", "has_source": True, **given})
    asked = case(person, role, seen)

    if not against:
        assert str(REGULATION.decide("drafted", "enact", asked).to) == "in_force"
        return
    with pytest.raises(Refused) as refused:
        REGULATION.decide("drafted", "enact", asked)
    assert {r.guard for r in refused.value.refusals} == against


@pytest.mark.parametrize(("newer", "allowed"), [(True, True), (False, False)])
def test_an_edition_gives_way_only_to_a_newer_one(newer: bool, allowed: bool):
    seen = RegulationFacts(drafted_by="D", newer_in_force=newer)

    assert REGULATION.allowed("in_force", "supersede", Case(SYSTEM_ACTOR, seen, NOW)) is allowed
