"""The minutes of a room (biên bản phòng thi): who signs them, and which signatures count. Pure.

Two different people sign exactly the same content, which the supervision board then attests. Whoever signed earlier
content has not signed what the minutes say now.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from workflows.roles import INVIGILATOR, SECRETARY, SUPERVISOR, Role

SIGNERS = 2
SIGNING = ("ready", "held")
"""The states of a paper in which its rooms' minutes are signed: until the scripts are coded."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed which content (its digest), in which role."""

    person: str
    role: Role
    digest: str


def role_of_signer(roles: Collection[Role], person: str, invigilators: Collection[str]) -> Role | None:
    """In which role somebody signs: an invigilator the own room's; the secretary where the room has only one."""
    if INVIGILATOR in roles and person in invigilators:
        return INVIGILATOR
    return SECRETARY if SECRETARY in roles and len(set(invigilators)) < SIGNERS else None


def signers(signatures: Iterable[Signature], digest: str) -> frozenset[str]:
    """The different people who signed exactly this content."""
    return frozenset(one.person for one in signatures if one.digest == digest and one.role != SUPERVISOR)


def is_signed(signatures: Iterable[Signature], digest: str) -> bool:
    """Whether two different people signed exactly this content."""
    return len(signers(signatures, digest)) >= SIGNERS


def is_attested(signatures: Collection[Signature], digest: str) -> bool:
    """Whether the supervision board attested exactly this content, beside both signatures."""
    watched = any(one.role == SUPERVISOR and one.digest == digest for one in signatures)
    return watched and is_signed(signatures, digest)
