"""A small definition for the engine's own tests, made of ordinary data so that a test can plant one fault in it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from workflows.engine import Actor, Case, Deadline, Facts, Guard, Process, State, Transition, guard
from workflows.law import cite
from workflows.roles import CANDIDATE, CHAIR, SECRETARY, SYSTEM, Role
from workflows.words import Words

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
RULE = cite("cv2424")


@dataclass(frozen=True, kw_only=True)
class LeaveFacts(Facts):
    missing: int = 0
    findings: int = 0
    closes_at: datetime | None = None


def words(en: str) -> Words:
    return Words(f"{en} (vi)", en)


@guard(words("%(missing)d papers are missing."), RULE, unblocked_by=CANDIDATE)
def nothing_is_missing(case: Case) -> bool:
    return case.facts.missing == 0


@guard(words("%(findings)d findings are open."), RULE, unblocked_by=SECRETARY, until=lambda case: case.facts.closes_at)
def no_finding_is_open(case: Case) -> bool:
    return case.facts.findings == 0


STATES = [
    State("draft", words("Draft"), CANDIDATE, Deadline("lapse", RULE, 15)),
    State("submitted", words("Submitted"), (SECRETARY, CHAIR), Deadline("remind", RULE, 5, working=True, repeats=True)),
    State("returned", words("Returned"), CANDIDATE, untimed=words("the candidate may take any time")),
    State("granted", words("Granted"), final=True),
    State("refused", words("Refused"), final=True),
]
STEPS = [
    Transition(
        "submit", "draft", "submitted", CANDIDATE, RULE, words("Submit"), [nothing_is_missing, no_finding_is_open]
    ),
    Transition("lapse", "draft", "refused", SYSTEM, RULE, words("Lapse")),
    Transition("remind", "submitted", "submitted", SYSTEM, RULE, words("Remind")),
    Transition("settle", "submitted", "granted", (SECRETARY, CHAIR), RULE, words("Grant"), [no_finding_is_open]),
    Transition("settle", "submitted", "returned", SECRETARY, RULE, words("Return"), [nothing_is_missing]),
    Transition("refuse", "submitted", "refused", CHAIR, RULE, words("Refuse"), needs_reason=True, despite_hold=True),
    Transition("submit", "returned", "submitted", CANDIDATE, RULE, words("Submit again"), [nothing_is_missing]),
]


def leave(
    states: list[State] = STATES, steps: list[Transition] = STEPS, key: str = "leave", initial: str = "draft"
) -> Process:
    """The definition, or one with other states or steps."""
    return Process(
        key,
        1,
        label=words(key.capitalize()),
        facts=LeaveFacts,
        initial=initial,
        states=states,
        transitions=steps,
        cites=RULE,
    )


def altered_state(name: str, **changes: Any) -> list[State]:
    """The states, one of them changed."""
    return [replace(s, **changes) if s.name == name else s for s in STATES]


def altered_step(trigger: str, **changes: Any) -> list[Transition]:
    """The steps, those of one name changed."""
    return [replace(t, **changes) if t.trigger == trigger else t for t in STEPS]


def case(*roles: Role, reason: str = "", **facts: Any) -> Case:
    """One look at a case of the small definition."""
    return Case(Actor("p1", frozenset(roles)), LeaveFacts(**facts), NOW, reason=reason)


def row(state: str = "draft") -> SimpleNamespace:
    """Something with a state."""
    return SimpleNamespace(state=state)


def waits_for(name: str, process: str, *states: str) -> Guard:
    """A guard that wants another process to be in one of these states."""
    return Guard(
        name, lambda _case: True, words(f"{process} must be in {states}."), RULE, sibling=(process, frozenset(states))
    )
