"""On what terms a right is held, by hand from the security plan: approvals take a second person, some acts a reason."""

import pytest

from workflows import access
from workflows.access_matrix import MATRIX
from workflows.roles import Role

ALONE = {
    ("appointing_authority", "plan"),
    ("appointing_authority", "council"),
    ("appointing_authority", "hold"),
    ("council_chair", "hold"),
}
"""Approvals of those whose own act is the decision: there is no maker beside them."""

SECOND_SIGNATURES = {("violation", "sign"), ("room_minutes", "sign"), ("ranking", "recheck"), ("conference", "confirm")}
"""What is no approval, and yet somebody else's work looked at again."""

REASONED = {
    ("supervisor", "coded_script", "read"),
    ("auditor", "coded_script", "read"),
    ("supervisor", "application", "read"),
    ("supervisor", "dossier", "read"),
    ("auditor", "application", "read"),
    ("auditor", "dossier", "read"),
    ("personnel_officer", "eligibility", "create"),
    ("council_chair", "proposal", "read"),
    ("supervisor", "proposal", "read"),
    ("auditor", "proposal", "read"),
}


def terms(role: str, resource: str) -> list[tuple[str, bool, bool]]:
    """(verb, second person, reason) for each right that the matrix gives, and what the table says it should be."""
    return [(given.verb, given.second, given.reason) for given in access.rights(Role(role), resource)]


def expected(role: str, resource: str, verb: str) -> tuple[str, bool, bool]:
    second = (verb == "approve" and (role, resource) not in ALONE) or (resource, verb) in SECOND_SIGNATURES
    return verb, second, (role, resource, verb) in REASONED


@pytest.mark.parametrize("resource", sorted(MATRIX))
@pytest.mark.parametrize("role", list(Role))
def test_every_right_has_exactly_the_terms_of_the_plan(role: Role, resource: str) -> None:
    held = terms(role, resource)

    assert held == [expected(role, resource, verb) for verb, _, _ in held]


@pytest.mark.parametrize(("role", "resource"), sorted(ALONE))
def test_who_approves_alone_does_approve(role: str, resource: str) -> None:
    assert ("approve", False, False) in terms(role, resource)


@pytest.mark.parametrize(("role", "resource", "verb"), sorted(REASONED))
def test_what_needs_a_reason_is_a_right_at_all(role: str, resource: str, verb: str) -> None:
    assert (verb, False, True) in terms(role, resource)
