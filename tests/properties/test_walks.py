"""Random walks through every definition: nobody escapes the regulation, and every answer about a step agrees.

A walk takes facts under which some clause of the hand-written table is allowed, spoils a few of them at random, and
tries a step in a random role.
"""

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.tables import paper as papers
from workflows import registry
from workflows.calendar import Calendar
from workflows.engine import Actor, Case, Process, Refused, UnknownTrigger
from workflows.roles import Role

PROCESSES = {p.key: p for p in registry.all_processes()}
INSTANTS = st.integers(1767225600, 1798761599).map(lambda second: datetime.fromtimestamp(second, UTC))
PEOPLE = st.sampled_from(["p-actor", "p-officer", "p-secretary", "p-head", "p-first"])
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(0, 16),
    str: st.sampled_from(sorted({name for p in PROCESSES.values() for name in p.states} | {"", "portal", "post"})),
    datetime: INSTANTS,
    date: st.dates(date(2026, 1, 1), date(2031, 12, 31)),
    Decimal: st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100),
}
RULES = {"policy.decision_days": 15, "exam.check_days": 15, "exam.report_wd": 5, "exam.publish_days": 10,
         "exam.remark_request_days": 15, "exam.remark_finish_days": 15}  # fmt: skip


def value(kind: Any) -> st.SearchStrategy[Any]:
    """Anything that a fact of this type may be."""
    if kind in VALUES:
        return VALUES[kind]
    args = get_args(kind)
    if args[-1] is Ellipsis:
        return st.lists(value(args[0]), max_size=3).map(tuple)
    return st.one_of(*(st.none() if a is type(None) else value(a) for a in args))


@st.composite
def attempts(draw: st.DrawFn, process: Process, state: str) -> tuple[Case, str]:
    """A case in which some clause, mostly one that leaves `state`, is (nearly) allowed, and its step."""
    table = import_module(f"tests.workflows.tables.{process.key}")
    leaving = [clause for clause in table.CLAUSES if clause.source == state]
    clause = draw(st.sampled_from(leaving if leaving and draw(st.integers(0, 7)) else table.CLAUSES))
    facts = {**table.BASE, **clause.given}
    now, person = facts.pop("now", table.NOW), facts.pop("person", draw(PEOPLE))
    kinds = get_type_hints(process.facts)
    spoiled = draw(st.lists(st.sampled_from(sorted(kinds)), max_size=2))
    facts.update({name: draw(value(kinds[name])) for name in spoiled})
    roles = frozenset(draw(st.lists(st.sampled_from(list(Role)), min_size=1, max_size=2)))
    if draw(st.integers(0, 3)):
        roles |= {Role(clause.by.split()[0])}
    case = Case(Actor(person, roles), process.facts(**facts), now, RULES, Calendar(), draw(st.sampled_from(["", "vì"])))
    return case, clause.trigger


@pytest.mark.parametrize("key", PROCESSES)
@given(data=st.data())
@settings(max_examples=60)
def test_no_walk_escapes_the_regulation(key: str, data: st.DataObject) -> None:
    process = PROCESSES[key]
    row = SimpleNamespace(state=process.initial)

    for _ in range(data.draw(st.integers(1, 25))):
        before = row.state
        case, trigger = data.draw(attempts(process, before))
        offered = [o.transition for o in process.outlook(before, case) if o.transition.trigger == trigger and o.is_open]

        assert process.allowed(before, trigger, case) == bool(offered)
        by_machine = outcome_of_machine(process, before, trigger, case)
        try:
            taken = process.fire(row, trigger, case)
        except (Refused, UnknownTrigger) as refused:
            assert row.state == before
            lacks_reason = reasons(refused) == ["reason"]
            assert bool(offered) == lacks_reason
            assert by_machine == before or lacks_reason
        else:
            assert taken is offered[0]
            assert row.state == str(taken.to) == by_machine
            follows_the_regulation(process, taken, case)


def outcome_of_machine(process: Process, state: str, trigger: str, case: Case) -> str:
    row = SimpleNamespace(state=state)
    try:
        process.fire_by_machine(row, trigger, case)
    except (Refused, UnknownTrigger):
        assert row.state == state
    return str(row.state)


def reasons(refused: Refused | UnknownTrigger) -> list[str]:
    """The sentences that failed, each of which can be said in both languages."""
    refusals = refused.refusals if isinstance(refused, Refused) else []
    assert all(r.say(locale) for r in refusals for locale in ("vi", "en"))
    return [r.guard for r in refusals]


def follows_the_regulation(process: Process, taken: Any, case: Case) -> None:
    assert set(taken.roles) & case.actor.roles
    assert all(g.holds(case) for g in taken.when)
    assert taken.despite_hold or not case.facts.holds
    assert not case.facts.clashes
    assert case.reason or not taken.needs_reason
    assert not process.states[str(taken.source)].final
    target = process.states[str(taken.to)]
    assert target.final or target.owners
    if target.deadline:
        due = target.deadline.due(case)
        assert due is None or due.due.tzinfo is not None


@given(data=st.data())
@settings(max_examples=150)
def test_every_walk_of_a_paper_to_its_final_marks_passes_the_re_marking_window(data: st.DataObject) -> None:
    paper = PROCESSES["paper"]
    row, passed = SimpleNamespace(state="decoded"), []

    for _ in range(12):
        steps = [clause for clause in papers.CLAUSES if clause.source == row.state]
        if not steps:
            break
        clause = data.draw(st.sampled_from(steps))
        facts = {**papers.BASE, **clause.given}
        now = facts.pop("now", papers.NOW)
        actor = Actor("p-actor", frozenset({Role(clause.by.split()[0])}))
        paper.fire(row, clause.trigger, Case(actor, paper.facts(**facts), now, RULES, Calendar(), "vì"))
        passed.append(row.state)

    assert row.state != "final" or "remark_window" in passed


@pytest.mark.parametrize("key", PROCESSES)
def test_facts_are_plain_values_that_a_ledger_can_keep(key: str) -> None:
    for field in dataclasses.fields(PROCESSES[key].facts):
        kind = get_type_hints(PROCESSES[key].facts)[field.name]
        parts = {a for a in (get_args(kind) or (kind,)) if a not in (type(None), Ellipsis)}
        assert parts <= set(VALUES), (key, field.name)
