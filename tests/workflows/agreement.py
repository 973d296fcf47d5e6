"""The tests that every definition passes against its hand-written table; each test file inherits them."""

from types import ModuleType
from typing import Any, ClassVar

import pytest

from tests.workflows.oracle import ROLES, Ask, Oracle, questions


class Agreement:
    """Give it `key` and `table`; pytest collects the subclass."""

    key: ClassVar[str]
    table: ClassVar[ModuleType]

    def __init_subclass__(cls) -> None:
        steps: dict[str, list[Ask]] = {}
        for ask in questions(cls.table):
            steps.setdefault(f"{ask.source}.{ask.trigger}", []).append(ask)

        @pytest.mark.parametrize("step", steps)
        def test_the_definition_answers_as_the_table_says(self: Agreement, step: str) -> None:
            assert self.differing(steps[step], by_machine=False) == []

        @pytest.mark.parametrize("step", steps)
        def test_the_machine_answers_as_the_compiled_table_does(self: Agreement, step: str) -> None:
            with_reason = [ask for ask in steps[step] if ask.expected != frozenset({"reason"})]
            assert self.differing(with_reason, by_machine=True) == []

        for test in (
            test_the_definition_answers_as_the_table_says,
            test_the_machine_answers_as_the_compiled_table_does,
        ):
            setattr(cls, test.__name__, test)

    def differing(self, asks: list[Ask], *, by_machine: bool) -> list[tuple[str, Any, Any]]:
        """The questions with another answer than the table's: which, the answer, and what the table says."""
        oracle = self.oracle
        answers = [(ask, oracle.answer(ask, by_machine)) for ask in asks]
        return [(ask.name, answer, ask.expected) for ask, answer in answers if answer != ask.expected]

    @property
    def oracle(self) -> Oracle:
        return Oracle(self.key, self.table)

    def test_the_table_holds_every_clause_in_order_and_no_other(self) -> None:
        written = [(c.source, c.trigger, c.to, frozenset(c.by.split())) for c in self.table.CLAUSES]
        defined = [
            (str(t.source), t.trigger, str(t.to), frozenset(map(str, t.roles))) for t in self.oracle.process.transitions
        ]

        assert sorted(defined, key=repr) == sorted(written, key=repr)
        assert self.clauses_of_one_step(defined) == self.clauses_of_one_step(written)

    @staticmethod
    def clauses_of_one_step(rows: list[Any]) -> dict[tuple[str, str], list[str]]:
        """Where several clauses share a step, their order decides."""
        steps: dict[tuple[str, str], list[str]] = {}
        for source, trigger, to, _ in rows:
            steps.setdefault((source, trigger), []).append(to)
        return steps

    def test_what_is_weighty_and_who_is_told_is_as_the_table_says(self) -> None:
        told = {(c.source, c.trigger, c.to, frozenset(c.by.split())): c for c in self.table.CLAUSES}
        for t in self.oracle.process.transitions:
            clause = told[str(t.source), t.trigger, str(t.to), frozenset(map(str, t.roles))]
            assert t.weighty == clause.weighty, clause
            assert clause.notify is None or set(map(str, t.notify)) == set(clause.notify.split()), clause

    def test_the_states_and_the_ends_are_those_of_the_table(self) -> None:
        states = self.oracle.process.states

        assert set(states) == set(self.table.STATES.split()) | set(self.table.FINAL.split())
        assert {n for n, s in states.items() if s.final} == set(self.table.FINAL.split())
        assert self.oracle.process.initial == self.table.STATES.split()[0]

    def test_each_deadline_is_as_the_table_says(self) -> None:
        timed = {name: s.deadline for name, s in self.oracle.process.states.items() if s.deadline}
        told = self.table.DEADLINES

        assert set(timed) == set(told)
        for name, deadline in timed.items():
            then, term, *how = told[name].split()
            assert (deadline.then, deadline.working, deadline.repeats) == (then, "working" in how, "again" in how), name
            if deadline.at is None:
                assert str(deadline.days) == term, name
            else:
                self.reads_the_instant(deadline, term)

    def reads_the_instant(self, deadline: Any, fact: str) -> None:
        """The deadline is this very fact, to the second; without it there is none."""
        instant = self.table.NOW.replace(second=17)
        for given in (instant, None):
            case = self.oracle.case(Ask("", "", "", frozenset(), {fact: given}, "", ""))
            due = deadline.due(case)
            assert (due.due if due else None) == given

    def test_a_step_that_the_table_does_not_know_is_unknown(self) -> None:
        from workflows.engine import UnknownTrigger

        known = {(c.source, c.trigger) for c in self.table.CLAUSES}
        triggers = sorted({t for _, t in known})
        for state in self.oracle.process.states:
            for trigger in triggers:
                if (state, trigger) in known:
                    continue
                ask = Ask("", state, trigger, frozenset(ROLES), {}, "vì có căn cứ", "")
                for by_machine in (False, True):
                    with pytest.raises(UnknownTrigger):
                        self.oracle.answer(ask, by_machine=by_machine)

    def test_every_sentence_is_falsified_at_least_once(self) -> None:
        failed: dict[tuple[str, str], set[str]] = {}
        for ask in questions(self.table):
            if isinstance(ask.expected, frozenset):
                failed.setdefault((ask.source, ask.trigger), set()).update(ask.expected)
        for t in self.oracle.process.transitions:
            names = {g.name for g in t.when} - self.never_alone((str(t.source), t.trigger))
            assert names <= failed.get((str(t.source), t.trigger), set()), (t.source, t.trigger, names)

    def never_alone(self, step: tuple[str, str]) -> set[str]:
        """Sentences whose failure only leads to the next clause of the same step."""
        return set(getattr(self.table, "FALLS_THROUGH", {}).get(step, ()))

    def test_the_definition_proves_sound(self) -> None:
        from workflows.checking import check

        assert [finding.say("vi") for finding in check(self.oracle.process)] == []
