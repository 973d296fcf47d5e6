"""How a regulation is written down and asked: states, transitions, guards, deadlines, and the process they make.

One `transitions` Machine stands for each definition and is built once; rows are never registered with it. At load the
Machine's events are compiled into a table, and every question (`outlook`) and every act (`fire`) reads that table: the
same clauses answer both, so that what is offered and what is allowed cannot differ. The tests fire both the table and
the Machine and demand the same outcome.
"""

import logging
from dataclasses import dataclass, field, fields
from typing import Any, Protocol, cast

import transitions as pytransitions

from workflows.definition import (
    SYSTEM_ACTOR,
    Actor,
    BrokenDefinition,
    Case,
    Deadline,
    Facts,
    Guard,
    Option,
    Refusal,
    Refused,
    State,
    Transition,
    guard,
    states,
)
from workflows.law import Citation
from workflows.roles import SYSTEM
from workflows.words import Words

__all__ = [
    "Actor",
    "BrokenDefinition",
    "Case",
    "Deadline",
    "Facts",
    "Guard",
    "Option",
    "Process",
    "Refusal",
    "Refused",
    "SYSTEM_ACTOR",
    "State",
    "Stateful",
    "Transition",
    "UnknownTrigger",
    "guard",
    "states",
]

logging.getLogger("transitions").setLevel(logging.WARNING)

REASON_MISSING = Words("Phải nêu lý do.", "A reason must be given.")


class UnknownTrigger(Exception):
    """The definition has no such step from this state."""


class Stateful(Protocol):
    """Anything with a state: a row, or a stand-in in a test."""

    state: Any


@dataclass
class _Attempt:
    case: Case
    refusals: list[Refusal] = field(default_factory=list)
    taken: Transition | None = None


class _GuardedTransition(pytransitions.Transition):
    """A pytransitions transition that asks its clause before it moves."""

    def __init__(self, source: str, dest: str, *_callbacks: Any, clause: Transition, **_named: Any):
        super().__init__(source, dest)
        self.clause = clause

    def execute(self, event_data: Any) -> bool:
        """Ask the clause; move only when nothing stands against it."""
        attempt: _Attempt = event_data.kwargs["attempt"]
        if refusals := self.clause.refusals(attempt.case):
            attempt.refusals += refusals
            return False
        attempt.taken = self.clause
        return bool(super().execute(event_data))


class _Machine(pytransitions.Machine):
    transition_cls = _GuardedTransition


class Process:
    """A definition: the states, the clauses in the order of the regulation, and the law it was written from.

    `key` names the process, `version` the law's edition. `facts` is the dataclass its guards read. `untimed` states say
    why. The object holds no case and never changes after it is made, so that threads share it.
    """

    def __init__(
        self,
        key: str,
        version: int,
        *,
        label: Words,
        facts: type[Facts],
        initial: str,
        states: list[State],
        transitions: list[Transition],
        cites: Citation,
    ):
        self.key, self.version, self.label, self.facts, self.cites = key, version, label, facts, cites
        self.initial = str(initial)
        self.states: dict[str, State] = {str(s.name): s for s in states}
        self.transitions = tuple(transitions)
        self._check(len(states))
        self._machine = self._build_machine()
        self._table = self._compile()

    def __repr__(self) -> str:
        return f"<Process {self.key}@{self.version}>"

    @property
    def rule(self) -> str:
        """The name of this definition in a ledger entry."""
        return f"{self.key}@{self.version}"

    def outlook(self, state: str, case: Case) -> list[Option]:
        """Every step that leaves this state, each with the reasons against it."""
        return [Option(t, t.refusals(case)) for t in self.transitions if t.source == state]

    def triggers(self, state: str) -> tuple[str, ...]:
        """The names of the steps that leave this state, in the definition's order."""
        return tuple(dict.fromkeys(t.trigger for t in self.transitions if t.source == state))

    def allowed(self, state: str, trigger: str, case: Case) -> bool:
        """Whether the step may be taken now; no words are built. For lists."""
        return any(not t.refusals(case) for t in self._table.get((state, trigger), ()))

    def decide(self, state: str, trigger: str, case: Case) -> Transition:
        """The clause under which the step may be taken now, or `Refused` with every reason."""
        clauses = self._table.get((str(state), trigger))
        if not clauses:
            raise UnknownTrigger(f"{self.rule}: no {trigger!r} from {state!r}")
        against: list[Refusal] = []
        for clause in clauses:
            refusals = clause.refusals(case)
            if not refusals:
                if clause.needs_reason and not case.reason.strip():
                    raise Refused([Refusal(REASON_MISSING, {}, clause.cites, "reason")])
                return clause
            against += refusals
        raise Refused(_each_once(against))

    def fire(self, row: Stateful, trigger: str, case: Case) -> Transition:
        """Move the row, or raise and leave it untouched."""
        clause = self.decide(row.state, trigger, case)
        row.state = str(clause.to)
        return clause

    def fire_by_machine(self, row: Stateful, trigger: str, case: Case) -> Transition:
        """The same step through the `transitions` Machine: the oracle of the compiled table."""
        if trigger not in self._machine.get_triggers(str(row.state)):
            raise UnknownTrigger(f"{self.rule}: no {trigger!r} from {row.state!r}")
        attempt = _Attempt(case)
        if not self._machine.events[trigger].trigger(row, attempt=attempt) or attempt.taken is None:
            raise Refused(_each_once(attempt.refusals))
        return attempt.taken

    def _build_machine(self) -> _Machine:
        machine = _Machine(
            model=None,
            states=list(self.states),
            initial=self.initial,
            auto_transitions=False,
            send_event=True,
            queued=False,
        )
        for t in self.transitions:
            machine.add_transition(t.trigger, str(t.source), str(t.to), clause=t)
        return machine

    def _compile(self) -> dict[tuple[str, str], tuple[Transition, ...]]:
        return {
            (state, trigger): tuple(cast(_GuardedTransition, step).clause for step in steps)
            for trigger, event in self._machine.events.items()
            for state, steps in event.transitions.items()
        }

    def _check(self, declared: int) -> None:
        """Refuse a definition that contradicts itself; the deeper proofs are in `workflows.checking`."""
        if declared != len(self.states):
            raise BrokenDefinition(f"{self.rule}: a state is declared twice")
        if self.initial not in self.states:
            raise BrokenDefinition(f"{self.rule}: unknown initial state {self.initial!r}")
        known = {f.name for f in fields(self.facts)}
        for t in self.transitions:
            for name in (t.source, t.to):
                if str(name) not in self.states:
                    raise BrokenDefinition(f"{self.rule}: {t.trigger!r} names an unknown state {str(name)!r}")
            if self.states[str(t.source)].final:
                raise BrokenDefinition(f"{self.rule}: {t.trigger!r} leaves the final state {str(t.source)!r}")
            for g in t.when:
                if missing := g.reason.placeholders() - known:
                    raise BrokenDefinition(f"{self.rule}: guard {g.name!r} speaks of unknown facts {sorted(missing)}")
        for state in self.states.values():
            if state.deadline and not any(
                t.source == state.name and t.trigger == state.deadline.then and SYSTEM in t.roles
                for t in self.transitions
            ):
                raise BrokenDefinition(f"{self.rule}: nothing happens when {str(state.name)!r} is overdue")


def _each_once(refusals: list[Refusal]) -> list[Refusal]:
    seen: dict[tuple[str, str], Refusal] = {}
    for r in refusals:
        seen.setdefault((r.guard, r.reason.en), r)
    return list(seen.values())
