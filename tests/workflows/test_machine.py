"""One `transitions` Machine stands for a definition: shared, without rows, callbacks or automatic transitions."""

import threading
from dataclasses import FrozenInstanceError
from types import SimpleNamespace

import pytest
import transitions as pytransitions

from tests.workflows.small import STATES, STEPS, case, leave, row
from workflows import registry
from workflows.engine import Refused
from workflows.roles import CANDIDATE, SECRETARY

LEAVE = leave()


def test_there_are_no_automatic_transitions():
    for process in (LEAVE, *registry.all_processes()):
        named = {t.trigger for t in process.transitions}
        assert set(process._machine.events) == named
        assert not any(trigger.startswith("to_") for trigger in named)


def test_no_row_is_ever_registered_with_the_machine():
    for n in range(50):
        LEAVE.fire(row("draft"), "submit", case(CANDIDATE))
        LEAVE.fire_by_machine(SimpleNamespace(state="draft", number=n), "submit", case(CANDIDATE))

    assert LEAVE._machine.models == []
    assert all(process._machine.models == [] for process in registry.all_processes())


def test_firing_a_loaded_row_builds_no_machine(monkeypatch):
    def forbidden(*_args, **_named):
        raise AssertionError("a Machine was built for a row")

    monkeypatch.setattr(pytransitions.Machine, "__init__", forbidden)
    with pytest.raises(AssertionError):
        leave()  # the trap works

    target = row("draft")
    LEAVE.fire(target, "submit", case(CANDIDATE))
    LEAVE.outlook(target.state, case(SECRETARY))
    LEAVE.fire_by_machine(target, "settle", case(SECRETARY))
    assert target.state == "granted"


def test_a_row_keeps_the_state_it_was_loaded_with():
    loaded = row("returned")

    LEAVE.outlook(loaded.state, case(CANDIDATE))

    assert loaded.__dict__ == {"state": "returned"}, "no method and no initial state was put on the row"


def test_the_machine_holds_no_callback_and_so_none_that_is_named_by_a_string():
    for process in (LEAVE, *registry.all_processes()):
        machine = process._machine
        shared = [
            machine.before_state_change,
            machine.after_state_change,
            machine.prepare_event,
            machine.finalize_event,
        ]
        assert not any([*shared, machine.on_exception, machine.on_final])
        for state in machine.states.values():
            assert not state.on_enter
            assert not state.on_exit
        for event in machine.events.values():
            for step in [s for steps in event.transitions.values() for s in steps]:
                assert not (step.prepare)
                assert not (step.before)
                assert not (step.after)
                assert not (step.conditions)
                assert all(callable(g.holds) for g in step.clause.when)


def test_eight_threads_share_a_definition_without_mixing_their_cases():
    wrong: list[str] = []
    start = threading.Barrier(8)

    def work(number: int) -> None:
        start.wait()
        for n in range(400):
            fire = LEAVE.fire if n % 2 else LEAVE.fire_by_machine
            target, missing = row("draft"), (number + n) % 2
            try:
                fire(target, "submit", case(CANDIDATE, missing=missing * (number + 1)))
            except Refused as error:
                expected = missing and error.refusals[0].params == {"missing": number + 1} and target.state == "draft"
            else:
                expected = not missing and target.state == "submitted"
            if not expected:
                wrong.append(f"thread {number}, step {n}: {target}")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_definitions_parts_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        STEPS[0].to = "granted"
    with pytest.raises(FrozenInstanceError):
        STATES[0].final = True
