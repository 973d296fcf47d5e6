"""Turns one clause of one definition into its opposite at a time and asks the hand-written tables whether they notice.

A mutant is *killed* when a table's question gets another answer than the table says.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from tests.workflows.oracle import Ask, Oracle, questions
from workflows import registry
from workflows.engine import Guard, Process, Transition
from workflows.roles import Role

FLOOR = 95.0


@dataclass(frozen=True)
class Mutant:
    """One definition with one fault: what kind, where, and the definition."""

    kind: str
    name: str
    step: tuple[str, str]
    process: Process


@dataclass
class Report:
    """How many mutants of each kind were made and killed, and which survived."""

    made: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    survivors: list[str] = field(default_factory=list)

    def count(self, kind: str, name: str, *, killed: bool) -> None:
        """Enter one mutant."""
        self.made[kind] += 1
        self.killed[kind] += killed
        if not killed:
            self.survivors.append(f"{kind}: {name}")

    def say(self) -> str:
        """The report as a table."""
        rows = [(kind, self.killed[kind], made, self.share(kind)) for kind, made in self.made.items()]
        rows.append(("together", self.killed.total(), self.made.total(), self.share()))
        return "\n".join(
            f"{kind:<22} {dead:>5} of {made:>5} killed  {share:6.2f} %" for kind, dead, made, share in rows
        )

    def share(self, kind: str | None = None) -> float:
        """The share of mutants that were killed, in per cent."""
        made = self.made[kind] if kind else self.made.total()
        killed = self.killed[kind] if kind else self.killed.total()
        return 100 * killed / made if made else 100.0


def inverted(guard: Guard) -> Guard:
    """The sentence's opposite."""
    return replace(guard, holds=lambda case: not guard.holds(case))


def mutants(process: Process) -> Iterator[Mutant]:
    """Every fault this tool can plant in a definition."""
    for n, clause in enumerate(process.transitions):
        for kind, what, changed in _changes(clause):
            steps = [*process.transitions[:n], changed, *process.transitions[n + 1 :]]
            name = f"{process.rule} {clause.source}.{clause.trigger}->{clause.to}: {what}"
            yield Mutant(kind, name, (str(clause.source), clause.trigger), _rebuilt(process, steps))


def _changes(t: Transition) -> Iterator[tuple[str, str, Transition]]:
    for n, g in enumerate(t.when):
        rest = [*t.when[:n], *t.when[n + 1 :]]
        yield "guard inverted", f"not {g.name}", replace(t, when=[*t.when[:n], inverted(g), *t.when[n + 1 :]])
        yield "guard removed", f"without {g.name}", replace(t, when=rest)
    for role in t.roles:
        others = tuple(r for r in t.roles if r != role)
        stranger = next(r for r in Role if r not in t.roles)
        yield "role exchanged", f"{stranger} instead of {role}", replace(t, by=(*others, stranger))
    yield "hold ignored", f"despite_hold={not t.despite_hold}", replace(t, despite_hold=not t.despite_hold)
    yield "reason ignored", f"needs_reason={not t.needs_reason}", replace(t, needs_reason=not t.needs_reason)


def _rebuilt(process: Process, steps: list[Transition]) -> Process:
    """The definition with other clauses. Its deadlines are not asked here, so a clause may lose the system's role."""
    states = [replace(s, deadline=None) for s in process.states.values()]
    return Process(
        process.key,
        process.version,
        label=process.label,
        facts=process.facts,
        initial=process.initial,
        states=states,
        transitions=steps,
        cites=process.cites,
    )


def table_of(key: str) -> ModuleType | None:
    """The hand-written table of a process, if there is one."""
    name = f"tests.workflows.tables.{key}"
    return import_module(name) if find_spec(name) else None


def killer(mutant: Mutant, oracle: Oracle, asks: list[Ask]) -> str | None:
    """The first question that the mutant answers wrongly."""
    oracle.process = mutant.process
    return next((ask.name for ask in asks if oracle.answer(ask) != ask.expected), None)


def hunt(process: Process, table: ModuleType | None, report: Report) -> None:
    """Make and ask every mutant of one process; without a table none of them is noticed."""
    oracle, asks = (Oracle(process.key, table), list(questions(table))) if table else (None, [])
    for mutant in mutants(process):
        about = [ask for ask in asks if (ask.source, ask.trigger) == mutant.step]
        killed = oracle is not None and killer(mutant, oracle, about) is not None
        report.count(mutant.kind, mutant.name + ("" if table else " (no table)"), killed=killed)


def hunt_all(keys: list[str] | None = None) -> Report:
    """The report over all processes, or those named."""
    report = Report()
    for key, process in {p.key: p for p in registry.all_processes()}.items():
        if not keys or key in keys:
            hunt(process, table_of(key), report)
    return report
