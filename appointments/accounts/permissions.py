"""Which role opens which kind of page: a coarse first gate. What a person may do to a case is asked of its process.

Everybody who is signed in may act as a candidate; everybody at all is the public. The matrix is `workflows/access.py`;
the pages of accounts and organisation, which belong to no process, stand here.
"""

from collections.abc import Collection

from workflows import access
from workflows.roles import (
    APPROVER,
    AUDITOR,
    AUTHORITY,
    CANDIDATE,
    CHAIR,
    PERSONNEL,
    PUBLIC,
    SECRETARY,
    SUPERVISOR,
    SYSADMIN,
    Role,
)

GRANTORS = frozenset({APPROVER, AUTHORITY, CHAIR})
PROPOSERS = GRANTORS | {PERSONNEL, SECRETARY}

OWN: dict[str, frozenset[Role]] = {
    "people:read": PROPOSERS | {AUDITOR, SUPERVISOR, SYSADMIN},
    "people:invite": frozenset({APPROVER, AUTHORITY, PERSONNEL}),
    "role:propose": PROPOSERS,
    "role:decide": GRANTORS,
    "account:disable": frozenset({SYSADMIN, APPROVER}),
    "organisation:read": frozenset(Role) - {PUBLIC, CANDIDATE},
    "organisation:edit": frozenset({PERSONNEL, APPROVER}),
    "reorganisation:follow": frozenset({PERSONNEL, APPROVER, AUTHORITY, SUPERVISOR, AUDITOR}),
    "regulation:draft": frozenset({PERSONNEL, APPROVER}),
    "regulation:decide": frozenset({APPROVER, AUTHORITY}),
    "calendar:edit": frozenset({PERSONNEL, APPROVER}),
}
"""The permissions of the accounts and the organisation pages."""


def grant(permission: str, *roles: Role) -> None:
    """Declare, where a feature's views are loaded, who opens its pages; declaring it again differently is an error."""
    given = frozenset(roles)
    if OWN.setdefault(permission, given) != given:
        raise ValueError(f"{permission} is declared twice, with different roles")


def roles_for(permission: str) -> frozenset[Role]:
    """The roles that open pages of this kind; none for an unknown permission."""
    return OWN[permission] if permission in OWN else access.roles_for(permission)


def allows(permission: str, held: Collection[Role]) -> bool:
    """Whether somebody who is signed in and holds these roles passes the gate."""
    return bool(roles_for(permission) & {PUBLIC, CANDIDATE, *held})
