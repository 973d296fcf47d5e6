"""What a regulation is written with: facts, guards, deadlines, states, clauses. `engine.py` makes a process of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from workflows.calendar import Calendar, Sum
from workflows.law import Citation
from workflows.roles import LABELS, SYSTEM, Role
from workflows.words import Words

NOT_YOUR_ROLE = Words("Bước này do %(roles_vi)s thực hiện.", "This step belongs to: %(roles_en)s.")
ON_HOLD = Words("Vụ việc đang bị tạm dừng (%(holds)d lệnh).", "The case is on hold (%(holds)d orders).")
DUTIES_CLASH = Words(
    "Người thực hiện vướng quy định tách nhiệm vụ: %(clashes)s.",
    "Separation of duties forbids this person: %(clashes)s.",
)


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
    """A sentence that can be true. `sibling` names a process and the states it must be in (for proofs across them)."""

    name: str
    holds: Callable[[Case], bool]
    reason: Words
    cites: Citation
    unblocked_by: tuple[Role, ...] = ()
    until: Callable[[Case], datetime | None] | None = None
    sibling: tuple[str, frozenset[str]] | None = None

    def refusal(self, case: Case) -> Refusal | None:
        """None where the sentence is true, else the reason."""
        return None if self.holds(case) else self.why_not(case)

    def why_not(self, case: Case) -> Refusal:
        """The reason, for a case of which the sentence is known to be false."""
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
    """Make a guard of `(case) -> bool`; `reason` is said when it is false and may name any fact as parameter."""
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
    """Where a case can rest: label, who must act, by when (or `untimed`: why no deadline), whether it ends there."""

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
        held = actor.roles
        for role in self.roles:  # a plain loop: every step of every list asks this
            if role in held:
                return role
        return None

    def refusals(self, case: Case) -> list[Refusal]:
        """Every reason against the step. A wrong role is told alone: the rest is not that person's business."""
        if self.acting_role(case.actor) is None:
            names = {f"roles_{loc}": ", ".join(LABELS[r].say(loc) for r in self.roles) for loc in ("vi", "en")}
            return [Refusal(NOT_YOUR_ROLE, names, self.cites, "role", self.roles)]
        found, facts = [], case.facts
        if facts.holds and not self.despite_hold:
            found.append(Refusal(ON_HOLD, {"holds": facts.holds}, self.cites, "hold"))
        if facts.clashes:
            found.append(Refusal(DUTIES_CLASH, {"clashes": ", ".join(facts.clashes)}, self.cites, "duties"))
        for g in self.when:
            if not g.holds(case):
                found.append(g.why_not(case))
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


def states(names: str) -> Any:
    """The state names of a definition, as an enum whose members equal their names."""
    return StrEnum("S", names)
