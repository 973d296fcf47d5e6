"""Proofs over several processes at once, on two small processes tied by guards."""

from dataclasses import replace

import pytest

from tests.workflows.small import RULE, waits_for, words
from tests.workflows.small import leave as process_of
from workflows import product, registry
from workflows.engine import Process, State, Transition
from workflows.product import Rule
from workflows.roles import CHAIR, SECRETARY

WINDOW = Rule("window", must_pass=("sheet", "window"), after=("sheet", "published"), before=("post", "decided"))


def state(name: str, final: bool = False) -> State:
    return State(
        name, words(name.capitalize()), () if final else CHAIR, untimed=None if final else words("none"), final=final
    )


def step(trigger: str, source: str, to: str, *guards) -> Transition:
    return Transition(trigger, source, to, CHAIR, RULE, words(trigger.capitalize()), guards)


def sheet(*more: Transition) -> Process:
    steps = [
        step("publish", "marked", "published"),
        step("open", "published", "window"),
        step("close", "window", "closed"),
    ]
    states = [state("marked"), state("published"), state("window"), state("closed", final=True)]
    return process_of(states, [*steps, *more], "sheet", "marked")


def post(*wanted: str) -> Process:
    steps = [step("decide", "ranked", "decided", waits_for("sheet_is_done", "sheet", *wanted))]
    return process_of([state("ranked"), state("decided", final=True)], steps, "post", "ranked")


def told(rule: Rule, *processes: Process) -> list[str]:
    return [finding.say("en") for finding in product.prove(rule, {p.key: p for p in processes})]


def test_a_decision_that_waits_for_the_window_is_proved():
    assert told(WINDOW, sheet(), post("closed")) == []


def test_a_decision_that_need_not_wait_is_told_as_the_shortest_story():
    assert told(WINDOW, sheet(), post("published", "closed")) == [
        (
            "window: passes: One can go from «Published» to «Decided» without passing «Window».\n"
            "  1. Sheet: Publish (Council chair) → Published\n"
            "  2. Post: Decide (Council chair) → Decided"
        )
    ]


def test_a_way_around_the_window_in_the_other_process_is_found():
    around = step("skip", "published", "closed")

    assert told(WINDOW, sheet(around), post("closed"))[0].splitlines()[1:] == [
        "  1. Sheet: Publish (Council chair) → Published",
        "  2. Sheet: Skip (Council chair) → Closed",
        "  3. Post: Decide (Council chair) → Decided",
    ]


def test_results_published_again_need_a_window_again():
    again = step("correct", "window", "published")
    around = step("skip", "published", "closed")

    assert told(WINDOW, sheet(again), post("closed")) == []
    assert told(WINDOW, sheet(again, around), post("closed"))


def test_a_rule_without_after_holds_from_the_beginning():
    always = replace(WINDOW, after=None)

    assert told(always, sheet(), post("closed")) == []
    assert "from «the beginning» to «Decided»" in told(always, sheet(), post("marked", "closed"))[0]


def test_a_third_process_may_tie_the_two_together():
    board = process_of(
        [state("waiting"), state("met", final=True)],
        [step("meet", "waiting", "met", waits_for("sheet_is_done", "sheet", "closed"))],
        "board",
        "waiting",
    )
    tied = process_of(
        [state("ranked"), state("decided", final=True)],
        [step("decide", "ranked", "decided", waits_for("board_has_met", "board", "met"))],
        "post",
        "ranked",
    )

    assert told(WINDOW, sheet(), tied, board), "without the third process the two are not tied"
    assert told(replace(WINDOW, through=("board",)), sheet(), tied, board) == []


def test_a_rule_about_nothing_is_found():
    nowhere = replace(WINDOW, must_pass=("sheet", "nowhere"))

    assert told(nowhere, sheet(), post("closed")) == [
        "window: rule_speaks: The rule speaks of nothing: «sheet/nowhere» does not exist or cannot be reached."
    ]
    assert "«post» does not exist" in told(WINDOW, sheet())[0]


def test_a_guard_on_an_unknown_sibling_or_state_is_found():
    missing = product.check_together({"post": post("closed")}, ())
    misspelt = product.check_together({p.key: p for p in (sheet(), post("closd"))}, ())

    assert [f.check for f in missing] == ["sibling_exists"]
    assert "«sheet/closd», which does not exist" in misspelt[0].say("en")


def test_a_step_whose_sibling_is_never_ready_is_found():
    waiting_for_each_other = sheet(step("release", "marked", "closed", waits_for("post_is_decided", "post", "decided")))
    steps = [replace(t, when=[waits_for("post_is_decided", "post", "decided")]) for t in sheet().transitions]
    blocked = process_of(list(sheet().states.values()), steps, "sheet", "marked")

    assert (
        product.check_together({p.key: p for p in (waiting_for_each_other, post("closed"))}, ())[0].check
        == "can_be_taken"
    )
    assert {f.check for f in product.check_together({p.key: p for p in (blocked, post("closed"))}, ())} == {
        "can_be_taken"
    }


def test_the_roles_of_a_story_are_named():
    both = replace(step("publish", "marked", "published"), by=(SECRETARY, CHAIR))
    process = process_of([state("marked"), state("published", final=True)], [both], "sheet", "marked")

    assert product.Step(process, both).say("vi") == (
        "Sheet (vi): Publish (vi) (Thư ký Hội đồng thi, Chủ tịch Hội đồng thi) → Published (vi)"
    )


LATEST = {p.key: p for p in registry.all_processes()}
ACROSS = [rule for rule in product.RULES if len(rule.keys) > 1]


def blind(process: Process) -> Process:
    """The same process, looking at no other."""
    steps = [replace(t, when=[replace(g, sibling=None) for g in t.when]) for t in process.transitions]
    return Process(
        process.key, process.version, label=process.label, facts=process.facts, initial=process.initial,
        states=list(process.states.values()), transitions=steps, cites=process.cites,
    )  # fmt: skip


@pytest.mark.parametrize("rule", product.RULES, ids=lambda rule: rule.name)
def test_the_rule_holds_in_the_registered_definitions(rule):
    assert [finding.say("vi") for finding in product.prove(rule, LATEST)] == []


@pytest.mark.parametrize("rule", ACROSS, ids=lambda rule: rule.name)
def test_the_rule_falls_when_the_processes_no_longer_look_at_each_other(rule):
    blinded = {key: blind(process) for key, process in LATEST.items()}

    (finding,) = product.prove(rule, blinded)

    assert (finding.check, finding.story[-1].clause.to) == ("passes", rule.before[1])


@pytest.mark.parametrize("rule", [r for r in product.RULES if r not in ACROSS], ids=lambda rule: rule.name)
def test_the_rule_falls_when_a_twin_of_the_state_leads_around_it(rule):
    key, passed = rule.must_pass
    process = LATEST[key]
    into = [replace(t, to="twin") for t in process.transitions if t.to == passed]
    out = [replace(t, source="twin") for t in process.transitions if t.source == passed]
    twin = replace(process.states[passed], name="twin", deadline=None)
    bent = Process(
        key, 1, label=process.label, facts=process.facts, initial=process.initial, cites=RULE,
        states=[*process.states.values(), twin], transitions=[*process.transitions, *into, *out],
    )  # fmt: skip

    assert [f.check for f in product.prove(rule, LATEST | {key: bent})] == ["passes"]
