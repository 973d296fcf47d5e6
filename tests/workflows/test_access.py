"""The matrix of rights against a table written by hand from the security plan; and no step without a gate."""

import csv
from pathlib import Path

import pytest

from workflows import access, registry
from workflows.access_matrix import MATRIX, PERMISSIONS
from workflows.roles import SYSTEM, Role

ACTS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "12", "9", "10", "11", "13", "14"]
TABLE = Path(__file__).parent / "tables" / "access.csv"
Given = set[tuple[str, str, str, str, bool, str]]


def granted() -> Given:
    """(role, verb, resource, phase, own only, condition) for every right in the table."""
    found: Given = set()
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for role, verb, phases, resources in list(csv.reader(lines))[1:]:
            for word in resources.split():
                name, _, condition = word.partition("?")
                for act in spelled(phases):
                    found.add((role, verb, name.removesuffix("*"), act, name.endswith("*"), condition))
    return found


def spelled(phases: str) -> list[str]:
    if phases == "all":
        return ACTS
    return ACTS[ACTS.index(phases[:-2]) :] if phases.endswith("..") else phases.split()


GRANTED = granted()
RESOURCES = sorted({line[2] for line in GRANTED} | set(MATRIX))


def verbs(resource: str) -> set[str]:
    """Those that table or matrix name for this resource, and those that somebody may do elsewhere and nobody here."""
    offered = {r.verb for role in Role for r in access.rights(role, resource)}
    return offered | {line[1] for line in GRANTED if line[2] == resource} | {"read", "approve", "dance"}


def conditions(resource: str) -> list[str]:
    """None, those that the table names for this resource, and one that it does not."""
    return ["", "on_a_whim", *sorted({line[5] for line in GRANTED if line[2] == resource} - {""})]


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_exactly_what_the_table_says(role: Role, resource: str) -> None:
    wrong, whose, terms = [], (role.value, "public"), conditions(resource)
    for verb in sorted(verbs(resource)):
        for act in ACTS:
            for own in (False, True):
                for condition in terms:
                    expected = any(
                        (who, verb, resource, act, only, needs) in GRANTED
                        for who in whose
                        for only in ((False, True) if own else (False,))
                        for needs in ("", condition)
                    )
                    met = [condition] if condition else []
                    if access.may(role, resource, verb, f"S{act}", own, met) != expected:
                        wrong.append((verb, act, own, condition, expected))
    assert wrong == []


def test_nobody_may_do_anything_with_what_the_table_does_not_name() -> None:
    assert not any(access.may(role, "ballots", "read", f"S{act}", True) for role in Role for act in ACTS)
    assert access.roles_for("ballots:read") == frozenset()
    assert access.roles_for("application:read_minds") == frozenset()


def test_every_step_of_a_person_has_a_permission_that_its_roles_pass() -> None:
    for process in registry.all_processes():
        for t in process.transitions:
            people = set(t.roles) - {SYSTEM}
            if people:
                name = f"{process.key}:{t.trigger}"
                assert name in PERMISSIONS, name
                assert people <= access.roles_for(name), name


def test_every_permission_names_a_step_that_exists() -> None:
    steps = {f"{p.key}:{t.trigger}" for p in registry.all_processes() for t in p.transitions}

    assert set(PERMISSIONS) <= steps


def test_the_system_has_no_right_but_the_publics() -> None:
    assert not any(access.rights(SYSTEM, resource) for resource in MATRIX)


@pytest.mark.parametrize(
    ("role", "resource", "verb", "act", "flag"),
    [
        ("approver", "eligibility", "approve", "S2", "second"),
        ("council_chair", "lock", "approve", "S6", "second"),
        ("supervisor", "decode", "approve", "S7", "second"),
        ("appointing_authority", "decision", "approve", "S13", "second"),
        ("auditor", "dossier", "read", "S9", "reason"),
        ("supervisor", "application", "read", "S2", "reason"),
        ("personnel_officer", "eligibility", "create", "S2", "reason"),
    ],
)
def test_the_terms_of_a_right_are_known(role: str, resource: str, verb: str, act: str, flag: str) -> None:
    right = access.right(Role(role), resource, verb, act)

    assert right is not None
    assert getattr(right, flag)


@pytest.mark.parametrize(
    ("states", "begun", "window", "expected"),
    [
        (("", "", ""), False, False, "S0"),
        (("plan_draft", "", ""), False, False, "S0"),
        (("plan_approved", "", "planned"), False, False, "S0"),
        (("announced", "", "open"), False, False, "S1"),
        (("receiving", "planned", "open"), False, False, "S1"),
        (("reception_closed", "planned", "open"), False, False, "S2"),
        (("checking", "", ""), False, False, "S2"),
        (("shortlist_published", "planned", "contested"), False, False, "S3"),
        (("shortlist_published", "", "too_few"), False, False, "S3"),
        (("shortlist_published", "", "extended"), False, True, "S1"),
        (("shortlist_published", "", "extended"), False, False, "S2"),
        (("examining", "planned", "contested"), False, False, "S3"),
        (("examining", "ready", "contested"), False, False, "S3"),
        (("examining", "ready", "contested"), True, False, "S4"),
        (("examining", "held", "contested"), False, False, "S4"),
        (("examining", "coded", "contested"), False, False, "S5"),
        (("examining", "marking", "contested"), False, False, "S6"),
        (("examining", "lock_proposed", "contested"), False, False, "S6"),
        (("examining", "locked", "contested"), False, False, "S7"),
        (("examining", "decoded", "contested"), False, False, "S8"),
        (("examining", "written_published", "contested"), False, False, "S8"),
        (("examining", "remark_window", "contested"), False, False, "S12"),
        (("examining", "remarking", "contested"), False, False, "S12"),
        (("examining", "final", "contested"), False, False, "S9"),
        (("oral_scheduled", "final", "contested"), False, False, "S9"),
        (("oral_done", "final", "ranked"), False, False, "S10"),
        (("result_compiled", "final", "ranked"), False, False, "S10"),
        (("result_recognised", "final", "recognised"), False, False, "S11"),
        (("result_published", "final", "verifying"), False, False, "S13"),
        (("result_published", "final", "decision_issued"), False, False, "S13"),
        (("result_published", "final", "fallback_next"), False, False, "S13"),
        (("result_published", "final", "in_office"), False, False, "S14"),
        (("closed", "", ""), False, False, "S14"),
        (("examining", "voided", ""), False, False, "S14"),
        (("cancelled", "planned", "cancelled"), False, False, "S14"),
    ],
)
def test_the_phase_follows_from_the_states(
    states: tuple[str, str, str], begun: bool, window: bool, expected: str
) -> None:
    assert access.phase(*states, exam_begun=begun, window_open=window) == expected


def test_every_state_of_round_paper_and_contest_has_a_phase() -> None:
    for state in registry.process("round", 1).states:
        assert access.phase(state) in access.ORDER
    for state in registry.process("paper", 1).states:
        assert access.phase("examining", state) in access.ORDER
    for state in registry.process("contest", 1).states:
        assert access.phase("result_published", "", state) in access.ORDER
