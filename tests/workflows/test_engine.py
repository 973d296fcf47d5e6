"""What the engine promises, on a small definition: reasons, roles, holds, duties, order, one shared machine."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflows.small import (
    NOW,
    RULE,
    STATES,
    STEPS,
    LeaveFacts,
    altered_state,
    altered_step,
    case,
    leave,
    row,
    words,
)
from workflows import engine
from workflows.calendar import Calendar
from workflows.engine import (
    SYSTEM_ACTOR,
    Actor,
    BrokenDefinition,
    Case,
    Deadline,
    Guard,
    Process,
    Refused,
    State,
    Transition,
    UnknownTrigger,
)
from workflows.roles import AUDITOR, CANDIDATE, CHAIR, SECRETARY, SYSTEM
from workflows.words import Words

LEAVE = leave()


def reasons(error: Refused) -> list[str]:
    return [refusal.guard for refusal in error.refusals]


def refused(state: str, trigger: str, look: Case) -> Refused:
    target = row(state)
    with pytest.raises(Refused) as caught:
        LEAVE.fire(target, trigger, look)
    assert target.state == state, "a refused step leaves the row untouched"
    return caught.value


def test_a_lawful_step_moves_the_row_and_tells_under_which_clause():
    target = row("draft")

    clause = LEAVE.fire(target, "submit", case(CANDIDATE))

    assert (target.state, clause) == ("submitted", STEPS[0])


def test_every_reason_is_collected_not_only_the_first():
    error = refused("draft", "submit", case(CANDIDATE, missing=2, findings=1, holds=1, clashes=("SD2", "SD14")))

    assert reasons(error) == ["hold", "duties", "nothing_is_missing", "no_finding_is_open"]
    assert not error.is_role
    assert [r.say("en") for r in error.refusals] == [
        "The case is on hold (1 orders).",
        "Separation of duties forbids this person: SD2, SD14.",
        "2 papers are missing.",
        "1 findings are open.",
    ]


def test_a_reason_says_the_clause_who_can_remove_it_and_until_when():
    until = NOW + timedelta(days=3)

    (refusal,) = refused("draft", "submit", case(CANDIDATE, findings=1, closes_at=until)).refusals

    assert (refusal.cites, refusal.unblocked_by, refusal.until) == (RULE, (SECRETARY,), until)
    assert dict(refusal.params) == {"findings": 1}
    assert refusal.say("vi") == "1 findings are open. (vi)"


def test_a_wrong_role_is_told_alone_and_names_whose_step_it_is():
    error = refused("draft", "submit", case(AUDITOR, CHAIR, missing=2, findings=1, holds=1, clashes=("SD2",)))

    assert reasons(error) == ["role"]
    assert error.is_role
    assert error.refusals[0].say("vi") == "Bước này do Thí sinh thực hiện."
    assert error.refusals[0].say("en") == "This step belongs to: Candidate."


def test_nobody_acts_for_the_system_and_the_system_acts_for_nobody():
    system = Case(SYSTEM_ACTOR, LeaveFacts(), NOW)

    assert LEAVE.decide("draft", "lapse", system).to == "refused"
    assert refused("draft", "lapse", case(CANDIDATE)).is_role
    assert refused("draft", "submit", system).is_role


def test_the_acting_role_is_the_first_of_the_clause_that_the_actor_holds():
    grant = STEPS[3]

    assert grant.acting_role(Actor("p", frozenset({CHAIR, SECRETARY}))) == SECRETARY
    assert grant.acting_role(Actor("p", frozenset({CHAIR}))) == CHAIR
    assert grant.acting_role(Actor("p", frozenset())) is None


def test_a_hold_stops_every_step_that_is_not_allowed_despite_it():
    assert reasons(refused("submitted", "settle", case(SECRETARY, holds=1))) == ["hold"]
    assert LEAVE.decide("submitted", "refuse", case(CHAIR, holds=1, reason="late")).to == "refused"


def test_separation_of_duties_stops_a_step_even_despite_a_hold():
    error = refused("submitted", "refuse", case(CHAIR, holds=1, clashes=("SD3",), reason="late"))

    assert reasons(error) == ["duties"]


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_step_that_needs_a_reason_is_refused_without_one(reason):
    assert reasons(refused("submitted", "refuse", case(CHAIR, reason=reason))) == ["reason"]


def test_a_missing_reason_is_asked_for_only_when_nothing_else_stands_against_the_step():
    assert reasons(refused("submitted", "refuse", case(CHAIR, clashes=("SD3",)))) == ["duties"]
    assert LEAVE.allowed("submitted", "refuse", case(CHAIR)), "the button is offered; the reason is typed beside it"


def test_clauses_of_one_trigger_are_tried_in_the_order_of_the_regulation():
    assert LEAVE.decide("submitted", "settle", case(SECRETARY)).to == "granted"
    assert LEAVE.decide("submitted", "settle", case(SECRETARY, findings=1)).to == "returned"


def test_when_every_clause_of_a_trigger_is_refused_the_reasons_of_all_are_told_each_once():
    error = refused("submitted", "settle", case(SECRETARY, findings=1, missing=1, holds=1))

    assert reasons(error) == ["hold", "no_finding_is_open", "nothing_is_missing"]


def test_a_clause_for_another_role_does_not_hide_the_reason_that_concerns_the_asker():
    error = refused("submitted", "settle", case(CHAIR, findings=1))

    assert reasons(error) == ["no_finding_is_open", "role"]
    assert not error.is_role


def test_an_unknown_step_is_no_refusal():
    for fire in (LEAVE.fire, LEAVE.fire_by_machine):
        target = row("granted")
        with pytest.raises(UnknownTrigger):
            fire(target, "submit", case(CANDIDATE))
        assert target.state == "granted"


def test_the_outlook_offers_exactly_what_may_be_done_and_says_why_not_for_the_rest():
    options = LEAVE.outlook("submitted", case(SECRETARY, findings=1))

    told = {(o.transition.trigger, o.transition.to): [r.guard for r in o.refusals] for o in options}
    assert told == {
        ("remind", "submitted"): ["role"],
        ("settle", "granted"): ["no_finding_is_open"],
        ("settle", "returned"): [],
        ("refuse", "refused"): ["role"],
    }
    assert [o.transition.to for o in options if o.is_open] == ["returned"]


def test_the_triggers_of_a_state_are_listed_once_in_the_definitions_order():
    assert LEAVE.triggers("submitted") == ("remind", "settle", "refuse")
    assert LEAVE.triggers("granted") == ()


ODD_FACT = Guard("odd", lambda c: True, words("%(unheard_of)s"), RULE)
UNLAWFUL = {
    "a state is declared twice": lambda: leave([*STATES, STATES[0]]),
    "unknown initial state 'begun'": lambda: leave(initial="begun"),
    "'submit' names an unknown state 'gone'": lambda: leave(steps=altered_step("submit", to="gone")),
    "'refuse' names an unknown state 'gone'": lambda: leave(steps=altered_step("refuse", source="gone")),
    "'reopen' leaves the final state 'granted'": lambda: leave(
        steps=[*STEPS, Transition("reopen", "granted", "draft", CHAIR, RULE, words("Reopen"))]
    ),
    "guard 'odd' speaks of unknown facts ['unheard_of']": lambda: leave(steps=altered_step("refuse", when=[ODD_FACT])),
    "nothing happens when 'returned' is overdue": lambda: leave(
        altered_state("returned", deadline=Deadline("lapse", RULE, 3))
    ),
    "nothing happens when 'draft' is overdue": lambda: leave(steps=altered_step("lapse", by=CANDIDATE)),
}


@pytest.mark.parametrize("fault", UNLAWFUL)
def test_an_unlawful_definition_is_refused_when_it_is_loaded(fault):
    with pytest.raises(BrokenDefinition) as caught:
        UNLAWFUL[fault]()

    assert str(caught.value) == f"leave@1: {fault}"


def test_a_deadline_counts_from_the_given_instant_by_number_by_parameter_or_from_the_facts():
    look = replace(case(CANDIDATE), calendar=Calendar(), rules={"window": 2})
    instant = NOW + timedelta(days=1)

    assert Deadline("lapse", RULE, 1).due(look).day.isoformat() == "2026-03-03"
    assert Deadline("lapse", RULE, "window").due(look).day.isoformat() == "2026-03-04"
    assert Deadline("lapse", RULE, 5, working=True).due(look).day.isoformat() == "2026-03-09"
    at = Deadline("lapse", RULE, at=lambda facts: facts.closes_at)
    assert at.due(case(CANDIDATE, closes_at=instant)).due == instant
    assert at.due(case(CANDIDATE)) is None


def test_a_deadline_in_days_without_a_calendar_is_an_error_not_a_guess():
    with pytest.raises(BrokenDefinition):
        Deadline("lapse", RULE, 3).due(case(CANDIDATE))


def test_a_guard_that_answers_anything_but_a_boolean_is_still_read_as_true_or_false():
    listed = Guard("papers", lambda c: [1, 2], words("none"), RULE)
    nothing = Guard("papers", lambda c: None, words("none"), RULE)
    steps = [Transition("go", "a", "b", SYSTEM, RULE, words("Go"), [listed])]
    process = Process(
        "p",
        1,
        label=words("P"),
        facts=LeaveFacts,
        initial="a",
        cites=RULE,
        states=[State("a", words("A")), State("b", words("B"), final=True)],
        transitions=steps,
    )

    assert process.decide("a", "go", case(SYSTEM)).to == "b"
    assert process._machine.events["go"].trigger(row("a"), attempt=engine._Attempt(case(SYSTEM)))
    assert nothing.refusal(case(SYSTEM)) is not None


def test_words_name_their_parameters_in_either_language():
    assert Words("%(a)s và %(b)d", "%(c)s").placeholders() == {"a", "b", "c"}
    assert Words("100 %", "100 %").say("vi") == "100 %"
