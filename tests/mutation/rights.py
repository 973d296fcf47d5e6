"""Turns one right of the access matrix, or one rule of separation of duties, into its opposite at a time.

A mutant is killed when what the matrix now answers differs from the hand-written table of rights, or the duties from
the table of forbidden pairs. What survives is said twice in the matrix: another right of the role, or of the public,
gives the same.
"""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from tests.mutation.guards import Report
from tests.workflows import test_access, test_access_terms, test_duties
from workflows import access, duties
from workflows.access_matrix import MATRIX
from workflows.roles import Role

Cell = tuple[str, Role]


def changed_rights(cell: Cell) -> Iterator[tuple[str, str, tuple[access.Right, ...]]]:
    """Every fault this tool plants in one cell: (kind, what, the cell's rights with that fault)."""
    known = access.rights(cell[1], cell[0])
    for n, given in enumerate(known):
        for kind, changed in _changes(given):
            yield kind, f"{given.verb} {given.only_if}".strip(), (*known[:n], *changed, *known[n + 1 :])
    for verb in sorted({"read", "write", "approve"} - {given.verb for given in known} - _public(cell[0])):
        yield "right invented", verb, (*known, access.Right(verb, frozenset(access.ORDER)))


def _changes(given: access.Right) -> Iterator[tuple[str, list[access.Right]]]:
    yield "right taken away", []
    yield "own ignored", [replace(given, own=not given.own)]
    first = min(given.phases, key=access.ORDER.index)
    yield "phase dropped", [replace(given, phases=given.phases - {first})]
    if more := [phase for phase in access.ORDER if phase not in given.phases]:
        yield "phase invented", [replace(given, phases=given.phases | {more[0]})]
    if given.only_if:
        yield "condition ignored", [replace(given, only_if="")]
    yield "second person ignored", [replace(given, second=not given.second)]
    yield "reason not asked", [replace(given, reason=not given.reason)]


def _public(resource: str) -> set[str]:
    """What everybody may do with it anyhow, in every phase."""
    everywhere = frozenset(access.ORDER)
    return {given.verb for given in access.rights(Role.public, resource) if given.phases == everywhere}


@contextmanager
def planted(cell: Cell, rights: tuple[access.Right, ...]) -> Iterator[None]:
    """The matrix with one cell changed."""
    table = access._rights()
    before = table.get(cell, ())
    table[cell] = rights
    try:
        yield
    finally:
        table[cell] = before


def is_noticed(cell: Cell, verb: str) -> bool:
    """Whether the matrix now answers otherwise than the tables for this verb."""
    resource, role = cell
    if test_access_terms.terms(role, resource) != [
        test_access_terms.expected(role, resource, given.verb) for given in access.rights(role, resource)
    ]:
        return True
    return any(
        access.may(role, resource, verb, f"S{act}", own, [condition] if condition else []) != expected
        for act, own, condition, expected in _expected(cell, verb)
    )


@cache
def _expected(cell: Cell, verb: str) -> list[tuple[str, bool, str, bool]]:
    """What the table says of one verb: (act, own, condition, whether it may be done)."""
    resource, role = cell
    written = {
        line[3:] for line in test_access.GRANTED if line[0] in (role, "public") and line[1:3] == (verb, resource)
    }
    asked = itertools.product(test_access.ACTS, (False, True), test_access.conditions(resource))
    return [
        (act, own, met, any((act, only, needs) in written for only in {False, own} for needs in {"", met}))
        for act, own, met in asked
    ]


def _twin(known: tuple[access.Right, ...], rights: tuple[access.Right, ...]) -> bool:
    """Whether the fault changes nothing: another right of the cell says the same, or more."""
    return set(known) == set(rights)


def hunt_access(report: Report) -> None:
    """Ask the access table about every fault in every cell."""
    for cell in itertools.product(sorted(MATRIX), Role):
        known = access.rights(cell[1], cell[0])
        for kind, what, rights in changed_rights(cell):
            if _twin(known, rights):
                continue
            with planted(cell, rights):
                report.count(kind, f"{cell[1]} {cell[0]}: {what}", killed=is_noticed(cell, what.split()[0]))


def hunt_duties(report: Report) -> None:
    """Ask the table of forbidden pairs about every rule that is dropped, or loses a role."""
    pairs = duties.PAIRS
    try:
        for n, pair in enumerate(pairs):
            smaller = [replace(pair, one=pair.one - {role}) for role in sorted(pair.one)]
            smaller += [replace(pair, other=pair.other - {role}) for role in sorted(pair.other)]
            for fault in smaller:
                duties.PAIRS = (*pairs[:n], fault, *pairs[n + 1 :])
                report.count("duty forgotten", f"{pair.code}: {fault.one} / {fault.other}", killed=_pairs_differ())
    finally:
        duties.PAIRS = pairs


def _pairs_differ() -> bool:
    """Whether any two roles are judged otherwise than the table says."""
    for one, other in itertools.combinations(Role, 2):
        codes = {b.code for b in duties.breaches([(one, test_duties.ROUND)], (other, test_duties.ROUND))}
        written = test_duties.FORBIDDEN.get((one, other)) or test_duties.FORBIDDEN.get((other, one)) or ""
        if codes != set(written.split()):
            return True
    return False


def hunt_all() -> Report:
    """The report over rights and duties."""
    report = Report()
    hunt_access(report)
    hunt_duties(report)
    return report
