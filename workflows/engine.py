"""How a regulation is written down and asked: states, transitions, guards, deadlines, and the process they make.

One `transitions` Machine stands for each definition and is built once; rows are never registered with it. At load the
Machine's events are compiled into a table, and every question (`outlook`) and every act (`fire`) reads that table: the
same clauses answer both, so that what is offered and what is allowed cannot differ. The tests fire both the table and
the Machine and demand the same outcome.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import transitions as pytransitions

from workflows.calendar import Calendar, Sum
from workflows.law import Citation
from workflows.roles import LABELS, SYSTEM, Role
from workflows.words import Words

logging.getLogger("transitions").setLevel(logging.WARNING)

NOT_YOUR_ROLE = Words("Bước này do %(roles_vi)s thực hiện.", "This step belongs to: %(roles_en)s.")
REASON_MISSING = Words("Phải nêu lý do.", "A reason must be given.")
ON_HOLD = Words("Vụ việc đang bị tạm dừng (%(holds)d lệnh).", "The case is on hold (%(holds)d orders).")
DUTIES_CLASH = Words(
    "Người thực hiện vướng quy định tách nhiệm vụ: %(clashes)s.", "Separation of duties forbids this person: %(clashes)s."
)


class UnknownTrigger(Exception):
    """The definition has no such step from this state."""


class BrokenDefinition(Exception):
    """A definition that contradicts itself; found when it is loaded."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at; kept in the opened payload of the ledger entry as what was seen.

    `holds` counts suspensions in force on the case or on one it depends on. `clashes` names the rules of separation of
    duties (SD1 .. SD14) that this actor would break by acting now.
    """

    holds: int = 0
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the person's id (None for the system) and the roles held towards this very case."""

    person: str | None
    roles: frozenset[Role]


SYSTEM_ACTOR = Actor(None, frozenset({SYSTEM}))


@dataclass(frozen=True, slots=True)
class Case:
    """One look at a case: who asks, what is so, when; with the pinned parameters and the calendar for its deadlines."""

    actor: Actor
    facts: Any
    now: datetime
    rules: Mapping[str, Any] = field(default_factory=dict)
    calendar: Calendar | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason against a step: the words, the clause, who can remove the obstacle, and until when it stands."""

    reason: Words
    params: Mapping[str, Any]
    cites: Citation | None
    guard: str
    unblocked_by: tuple[Role, ...] = ()
    until: datetime | None = None

    def say(self, locale: str) -> str:
        """The reason in the reader's language."""
        return self.reason.say(locale, self.params)


class Refused(Exception):
    """The step is not lawful now; carries every reason."""

    def __init__(self, refusals: Iterable[Refusal]):
        self.refusals = list(refusals)
        super().__init__("; ".join(r.say("en") for r in self.refusals))

    @property
    def is_role(self) -> bool:
        """Whether the asker's role, and not the state of things, stands against it."""
        return all(r.guard == "role" for r in self.refusals)


@dataclass(frozen=True, slots=True)
class Guard:
    """A sentence that can be true. `sibling` names a process and the states it must be in, for checks across processes."""

    name: str
    holds: Callable[[Case], bool]
    reason: Words
    cites: Citation
    unblocked_by: tuple[Role, ...] = ()
    until: Callable[[Case], datetime | None] | None = None
    sibling: tuple[str, frozenset[str]] | None = None

    def refusal(self, case: Case) -> Refusal | None:
        """None where the sentence is true, else the reason."""
        if self.holds(case):
            return None
        params = {name: getattr(case.facts, name) for name in self.reason.placeholders()}
        until = self.until(case) if self.until else None
        return Refusal(self.reason, params, self.cites, self.name, self.unblocked_by, until)


def guard(
    reason: Words,
    cites: Citation,
    *,
    unblocked_by: Role | tuple[Role, ...] = (),
    until: Callable[[Case], datetime | None] | None = None,
    sibling: tuple[str, Iterable[str]] | None = None,
) -> Callable[[Callable[[Case], bool]], Guard]:
    """Make a guard of a function `(case) -> bool`; `reason` is said when it is false and may name any fact as parameter."""
    who = (unblocked_by,) if isinstance(unblocked_by, Role) else tuple(unblocked_by)
    kin = (sibling[0], frozenset(str(s) for s in sibling[1])) if sibling else None

    def make(holds: Callable[[Case], bool]) -> Guard:
        return Guard(holds.__name__, holds, reason, cites, who, until, kin)

    return make


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a state must be left, and the SYSTEM's trigger when it is not.

    Either `days` (a number, or the key of a parameter in `workflows.rules`) counted from entering the state, in
    calendar or working days; or `at`, which reads an instant from the facts. `repeats` re-arms after a self-transition.
    """

    then: str
    cites: Citation
    days: int | str | None = None
    working: bool = False
    at: Callable[[Any], datetime | None] | None = None
    repeats: bool = False

    def due(self, case: Case) -> Sum | None:
        """When it falls due, with its derivation; None where the facts name no instant."""
        if self.at:
            instant = self.at(case.facts)
            return Sum.fixed(instant) if instant else None
        if case.calendar is None:
            raise BrokenDefinition(f"a deadline of {self.days} days needs a calendar")
        days = case.rules[self.days] if isinstance(self.days, str) else self.days
        return case.calendar.after(case.now, int(days or 0), working=self.working)


@dataclass(frozen=True, slots=True)
class State:
    """Where a case can rest: its label, who must act, by when (or `untimed`: why no deadline), and whether it ends there."""

    name: str
    label: Words
    owner: tuple[Role, ...] | Role = ()
    deadline: Deadline | None = None
    untimed: Words | None = None
    final: bool = False

    @property
    def owners(self) -> tuple[Role, ...]:
        """Who must act while the case rests here."""
        return (self.owner,) if isinstance(self.owner, Role) else self.owner


@dataclass(frozen=True, slots=True)
class Transition:
    """One clause: from a state, by a role, under guards, to a state."""

    trigger: str
    source: str
    to: str
    by: tuple[Role, ...] | Role
    cites: Citation
    label: Words
    when: tuple[Guard, ...] | list[Guard] = ()
    notify: tuple[Role, ...] | list[Role] = ()
    needs_reason: bool = False
    despite_hold: bool = False
    weighty: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who may take the step."""
        return (self.by,) if isinstance(self.by, Role) else self.by

    def acting_role(self, actor: Actor) -> Role | None:
        """The role in which `actor` would take the step."""
        return next((role for role in self.roles if role in actor.roles), None)

    def refusals(self, case: Case) -> list[Refusal]:
        """Every reason against the step. A wrong role is told alone: the rest is not that person's business."""
        if self.acting_role(case.actor) is None:
            names = {f"roles_{loc}": ", ".join(LABELS[r].say(loc) for r in self.roles) for loc in ("vi", "en")}
            return [Refusal(NOT_YOUR_ROLE, names, self.cites, "role", self.roles)]
        found = []
        if case.facts.holds and not self.despite_hold:
            found.append(Refusal(ON_HOLD, {"holds": case.facts.holds}, self.cites, "hold"))
        if case.facts.clashes:
            found.append(Refusal(DUTIES_CLASH, {"clashes": ", ".join(case.facts.clashes)}, self.cites, "duties"))
        found += [refusal for g in self.when if (refusal := g.refusal(case))]
        return found


@dataclass(frozen=True, slots=True)
class Option:
    """A step that leaves the present state, with the reasons against it (none: it may be taken now)."""

    transition: Transition
    refusals: list[Refusal]

    @property
    def is_open(self) -> bool:
        """Whether the step may be taken now."""
        return not self.refusals


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
            model=None, states=list(self.states), initial=self.initial, auto_transitions=False, send_event=True, queued=False
        )
        for t in self.transitions:
            machine.add_transition(t.trigger, str(t.source), str(t.to), clause=t)
        return machine

    def _compile(self) -> dict[tuple[str, str], tuple[Transition, ...]]:
        return {
            (state, trigger): tuple(step.clause for step in steps)
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
                    raise BrokenDefinition(f"{self.rule}: {t.trigger!r} names an unknown state {name!r}")
            if self.states[str(t.source)].final:
                raise BrokenDefinition(f"{self.rule}: {t.trigger!r} leaves the final state {t.source!r}")
            for g in t.when:
                if missing := g.reason.placeholders() - known:
                    raise BrokenDefinition(f"{self.rule}: guard {g.name!r} speaks of unknown facts {sorted(missing)}")
        for state in self.states.values():
            if state.deadline and not any(
                t.source == state.name and t.trigger == state.deadline.then and SYSTEM in t.roles for t in self.transitions
            ):
                raise BrokenDefinition(f"{self.rule}: nothing happens when {state.name!r} is overdue")


def _each_once(refusals: list[Refusal]) -> list[Refusal]:
    seen: dict[tuple[str, str], Refusal] = {}
    for r in refusals:
        seen.setdefault((r.guard, r.reason.en), r)
    return list(seen.values())


def states(names: str) -> Any:
    """The state names of a definition, as an enum whose members equal their names."""
    return StrEnum("S", names)
