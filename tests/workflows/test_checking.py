"""Each proof about one definition is seen to fail on a definition with exactly that fault."""

from dataclasses import replace

import pytest

from tests.workflows.small import RULE, STATES, STEPS, altered_state, altered_step, leave, words
from workflows import checking, product, registry
from workflows.engine import Deadline, Guard, Process, State, Transition
from workflows.law import Citation
from workflows.roles import CANDIDATE, CHAIR, SECRETARY
from workflows.words import Words

LOST = State("lost", words("Lost"), CHAIR, untimed=words("nobody knows"))


def told(process: Process) -> list[str]:
    return [finding.say("en") for finding in checking.check(process)]


def test_a_sound_definition_has_no_findings():
    assert told(leave()) == []


def test_a_state_that_no_step_leads_to_is_found():
    steps = [*STEPS, Transition("find", "lost", "refused", CHAIR, RULE, words("Find"))]

    assert told(leave([*STATES, LOST], steps)) == ["leave@1: reachable: No step leads to the state «Lost»."]


def test_a_dead_end_is_told_with_the_shortest_way_into_it():
    steps = [*STEPS, Transition("lose", "submitted", "lost", SECRETARY, RULE, words("Lose"))]

    assert told(leave([*STATES, LOST], steps)) == [
        (
            "leave@1: no_dead_end: The state «Lost» is no end, yet no step leaves it.\n"
            "  1. Leave: Submit (Candidate) → Submitted\n"
            "  2. Leave: Lose (Council secretary) → Lost"
        )
    ]


def test_a_circle_without_an_exit_is_told_at_its_nearest_state():
    far = State("far", words("Far"), CHAIR, untimed=words("none"))
    steps = [
        *STEPS,
        Transition("lose", "submitted", "lost", SECRETARY, RULE, words("Lose")),
        Transition("go", "lost", "far", CHAIR, RULE, words("Go")),
        Transition("come", "far", "lost", CHAIR, RULE, words("Come")),
    ]

    assert told(leave([*STATES, LOST, far], steps)) == [
        (
            "leave@1: has_end: No end can be reached from the state «Lost».\n"
            "  1. Leave: Submit (Candidate) → Submitted\n"
            "  2. Leave: Lose (Council secretary) → Lost"
        )
    ]


def test_a_waiting_state_without_an_owner_is_found():
    assert told(leave(altered_state("returned", owner=()))) == [
        (
            "leave@1: has_owner: Nobody must act while a case rests in «Returned».\n"
            "  1. Leave: Submit (Candidate) → Submitted\n"
            "  2. Leave: Return (Council secretary) → Returned"
        )
    ]


def test_an_owner_who_can_do_nothing_is_found():
    findings = checking.check(leave(altered_state("returned", owner=CHAIR)))

    assert [(f.check, f.wrong) for f in findings] == [("has_owner", checking.IDLE_OWNER)]
    assert findings[0].say("vi").splitlines()[0].endswith("(Chủ tịch Hội đồng thi) thực hiện.")


@pytest.mark.parametrize(
    ("name", "changes", "wrong"),
    [
        ("returned", {"untimed": None}, checking.NO_DEADLINE),
        ("returned", {"untimed": Words(" ", "")}, checking.NO_DEADLINE),
        ("draft", {"untimed": words("there is none")}, checking.TIMED_AND_UNTIMED),
    ],
)
def test_a_waiting_state_has_a_deadline_or_says_why_not_but_never_both(name, changes, wrong):
    findings = checking.check(leave(altered_state(name, **changes)))

    assert [(f.check, f.wrong) for f in findings] == [("has_deadline", wrong)]


def test_an_end_with_a_deadline_is_found():
    # The engine refuses such a definition when it is loaded, so the fault is planted afterwards.
    process = leave()
    process.states["granted"] = replace(process.states["granted"], deadline=Deadline("lapse", RULE, 3))

    assert [f.wrong for f in checking.check(process)] == [checking.TIMED_END]


def test_a_deadline_that_leaves_the_case_in_place_must_repeat_or_say_why_nothing_follows():
    once = Deadline("remind", RULE, 5)
    silent = checking.check(leave(altered_state("submitted", deadline=once)))
    explained = checking.check(
        leave(altered_state("submitted", deadline=once, untimed=words("one reminder is enough")))
    )

    assert [(f.check, f.wrong) for f in silent] == [("says_if_it_repeats", checking.SILENT_ONCE)]
    assert explained == []


def test_a_deadline_that_repeats_although_the_case_leaves_is_found():
    findings = checking.check(leave(altered_state("draft", deadline=Deadline("lapse", RULE, 15, repeats=True))))

    assert [(f.check, f.wrong) for f in findings] == [("says_if_it_repeats", checking.REPEATS_NOWHERE)]


NO_WORDS = Words("", "Only English")
UNEQUAL = Words("Thiếu %(missing)d giấy tờ.", "%(findings)d papers are missing.")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"by": ()}, checking.NO_ROLE),
        ({"cites": None}, checking.NO_CITATION),
        ({"cites": Citation(RULE.document, "1", "?")}, checking.NO_CITATION),
        ({"label": NO_WORDS}, checking.NO_LABEL),
        ({"when": [Guard("unequal", lambda c: True, UNEQUAL, RULE)]}, checking.UNEQUAL_WORDS),
        ({"when": [Guard("half", lambda c: True, NO_WORDS, RULE)]}, checking.UNEQUAL_WORDS),
        ({"when": [Guard("lawless", lambda c: True, words("x"), None)]}, checking.NO_CITATION),
    ],
)
def test_a_step_without_role_citation_or_words_is_found(changes, wrong):
    findings = checking.check(leave(steps=altered_step("refuse", **changes)))

    assert [(f.check, f.wrong) for f in findings] == [("is_told", wrong)]


def test_a_fact_may_have_its_own_text_in_each_language():
    told_apart = Guard("told_apart", lambda c: True, Words("%(clashes_vi)s", "%(clashes_en)s"), RULE)
    process = leave()
    process.transitions = tuple(altered_step("refuse", when=[told_apart]))

    assert checking.check(process) == []


def test_a_state_named_in_one_language_only_is_found():
    findings = checking.check(leave(altered_state("granted", label=NO_WORDS)))

    assert [(f.check, f.wrong) for f in findings] == [("is_told", checking.NO_LABEL)]


def test_a_clause_behind_an_unconditional_one_is_found():
    process = leave(steps=[replace(t, when=()) if t.to == "granted" else t for t in STEPS])

    assert told(process) == [
        (
            "leave@1: is_asked: The step «settle» to «Returned» is never asked: "
            "an unconditional step of the same name stands before it.\n"
            "  1. Leave: Submit (Candidate) → Submitted\n"
            "  2. Leave: Grant (Council secretary, Council chair) → Granted"
        )
    ]


def test_a_clause_for_other_roles_or_despite_a_hold_is_not_hidden_by_an_unconditional_one():
    free = [replace(t, when=()) if t.to == "granted" else t for t in STEPS]
    other_role = [replace(t, by=CANDIDATE) if t.to == "returned" else t for t in free]
    held = [replace(t, despite_hold=True) if t.to == "returned" else t for t in free]

    assert told(leave(steps=other_role)) == []
    assert told(leave(steps=held)) == []


def test_every_check_has_been_seen_to_fail():
    proved = {
        "reachable",
        "no_dead_end",
        "has_end",
        "has_owner",
        "has_deadline",
        "says_if_it_repeats",
        "is_told",
        "is_asked",
    }

    assert {one.__name__ for one in checking.CHECKS} == proved


@pytest.mark.parametrize("process", registry.all_processes(), ids=lambda p: p.rule)
def test_every_registered_definition_is_proved(process):
    assert told(process) == []


def test_the_registered_definitions_are_proved_together():
    latest = {p.key: p for p in registry.all_processes()}

    assert [finding.say("en") for finding in product.check_together(latest)] == []
