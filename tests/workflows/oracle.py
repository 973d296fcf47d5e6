"""Asks a definition what the hand-written tables say it must answer. The tables import nothing but `Clause` from here.

A table tells each clause once: from where, which step, by whom, to where, the facts under which it is allowed, and what
becomes of it when one fact is otherwise: the state reached by another clause, or the set of sentences that fail.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

Outcome = str | frozenset[str]

ROLES = [
    "public", "candidate", "personnel_officer", "approver", "appointing_authority", "council_chair",
    "council_secretary", "marking_board_head", "marker", "panel_member", "coding_officer", "invigilator", "supervisor",
    "auditor", "system_administrator", "system",
]  # fmt: skip


class Among(frozenset[str]):
    """Sentences that must be among those that fail, where other clauses of the same step add their own."""

    __hash__ = frozenset.__hash__

    def __eq__(self, answer: object) -> bool:
        return isinstance(answer, frozenset) and self <= answer

    def __ne__(self, answer: object) -> bool:
        return not self == answer


@dataclass(frozen=True)
class Clause:
    """One line of a table. `otherwise` pairs changed facts (and "now", "person") with the outcome."""

    source: str
    trigger: str
    by: str
    to: str
    given: Mapping[str, Any] = field(default_factory=dict)
    otherwise: tuple[tuple[Mapping[str, Any], Any], ...] = ()
    reason: bool = False
    weighty: bool = False
    despite_hold: bool = False
    notify: str | None = None


class Ask(NamedTuple):
    """One question and its expected answer."""

    name: str
    source: str
    trigger: str
    roles: frozenset[str]
    given: Mapping[str, Any]
    reason: str
    expected: Outcome


def at(text: str) -> datetime:
    """An instant, for the tables: "2026-03-02 08:00" in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def mark(text: str) -> Decimal:
    """A mark, for the tables."""
    return Decimal(text)


def questions(table: ModuleType) -> Iterator[Ask]:
    """Every question that a table answers: allowed, otherwise, wrong role, no reason, held, duties clash."""
    for c in table.CLAUSES:
        yield from _questions_of(c, table)


def _questions_of(c: Clause, table: ModuleType) -> Iterator[Ask]:
    by = frozenset(c.by.split())
    kin = [k for k in table.CLAUSES if (k.source, k.trigger) == (c.source, c.trigger)]
    may = {role for k in kin for role in k.by.split()}
    first = min(by)
    where = f"{c.source}.{c.trigger}"

    def ask(name: str, role: str, given: Mapping[str, Any], expected: Any, reason: str = "vì có căn cứ") -> Ask:
        outcome = expected if isinstance(expected, (str, frozenset)) else frozenset(expected)
        return Ask(f"{where}->{c.to} {name}", c.source, c.trigger, frozenset({role}), given, reason, outcome)

    for role in sorted(by):
        yield ask(f"by {role}", role, c.given, c.to)
    for role in ROLES:
        if role not in may:
            yield ask(f"not by {role}", role, c.given, {"role"})
    alike = all(by <= frozenset(k.by.split()) for k in kin)
    for changed, expected in c.otherwise:
        outcome = expected if alike or isinstance(expected, str) else Among(expected)
        yield ask(f"otherwise {sorted(changed)}", first, {**c.given, **changed}, outcome)
    yield ask("without a reason", first, c.given, {"reason"} if c.reason else c.to, reason="  ")
    only = frozenset if len(kin) == 1 else Among
    yield ask("on hold", first, {**c.given, "holds": 1}, c.to if c.despite_hold else only({"hold"}))
    yield ask("duties clash", first, {**c.given, "clashes": ("SD4",)}, only({"duties"}))


class Oracle:
    """A definition under test, found by its key (and the table's VERSION), answering in the words of the tables."""

    def __init__(self, key: str, table: ModuleType):
        from workflows import registry

        version = getattr(table, "VERSION", None)
        today = datetime(2026, 3, 2, tzinfo=UTC).date()
        self.process = registry.process(key, version) if version else registry.current(key, today)
        self.table = table

    def case(self, ask: Ask) -> Any:
        """The engine's case for a question."""
        from workflows.engine import Actor, Case

        given = {**self.table.BASE, **ask.given}
        now, person = given.pop("now", self.table.NOW), given.pop("person", "p-actor")
        return Case(Actor(person, ask.roles), self.process.facts(**given), now, reason=ask.reason)

    def answer(self, ask: Ask, by_machine: bool = False) -> Outcome:
        """The state reached, or the names of all sentences that stand against it; a refusal must not move the row."""
        from workflows.engine import Refused

        row = SimpleNamespace(state=ask.source)
        fire = self.process.fire_by_machine if by_machine else self.process.fire
        try:
            fire(row, ask.trigger, self.case(ask))
        except Refused as refused:
            assert row.state == ask.source
            return frozenset(_told(r) for r in refused.refusals)
        return str(row.state)


def _told(refusal: Any) -> str:
    """The name of the sentence that failed; it can be said in both languages and cites a rule."""
    assert refusal.say("vi")
    assert refusal.say("en")
    assert refusal.cites
    return str(refusal.guard)
