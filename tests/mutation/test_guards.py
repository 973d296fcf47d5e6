"""The tables notice when a clause of a definition is turned into its opposite; and a table that is blind is caught."""

from types import ModuleType

import pytest

from tests.mutation import guards
from tests.workflows.oracle import Clause
from tests.workflows.small import case, leave
from tests.workflows.tables import application
from workflows import registry
from workflows.roles import CANDIDATE


def table(clauses: list[Clause]) -> ModuleType:
    """The application's table with other clauses."""
    made = ModuleType("application")
    made.__dict__.update(vars(application), CLAUSES=clauses)
    return made


def hunted(clauses: list[Clause]) -> guards.Report:
    report = guards.Report()
    process = {p.key: p for p in registry.all_processes()}["application"]
    guards.hunt(process, table(clauses), report)
    return report


def test_an_inverted_guard_says_the_opposite():
    (nothing_is_missing, _) = leave().transitions[0].when

    opposite = guards.inverted(nothing_is_missing)

    assert opposite.name == nothing_is_missing.name
    assert nothing_is_missing.holds(case(CANDIDATE, missing=0))
    assert not opposite.holds(case(CANDIDATE, missing=0))
    assert opposite.holds(case(CANDIDATE, missing=1))


def test_every_guard_role_hold_and_reason_of_a_definition_gives_a_mutant():
    made = [mutant.kind for mutant in guards.mutants(leave())]

    assert {kind: made.count(kind) for kind in made} == {
        "guard inverted": 5,
        "guard removed": 5,
        "role exchanged": 8,
        "hold ignored": 7,
        "reason ignored": 7,
    }


def test_a_table_that_asks_nothing_kills_nothing():
    report = hunted([])

    assert report.share("guard inverted") == 0
    assert len(report.survivors) == report.made.total()


def test_a_table_that_never_makes_a_sentence_false_misses_its_removal():
    allowed_only = [Clause(c.source, c.trigger, c.by, c.to, c.given) for c in application.CLAUSES]

    report = hunted(allowed_only)

    assert report.share("guard inverted") > 90, "an inverted guard forbids what the table says is allowed"
    assert report.share("guard removed") < guards.FLOOR
    assert any(survivor.endswith("without dossier_is_complete") for survivor in report.survivors)


@pytest.mark.parametrize("key", dict.fromkeys(p.key for p in registry.all_processes()))
def test_at_least_95_of_100_inverted_guards_turn_a_table_red(key):
    report = guards.hunt_all([key])

    survivors = "\n".join(report.survivors)
    assert report.share("guard inverted") >= guards.FLOOR, survivors
    assert report.share() >= guards.FLOOR, survivors
