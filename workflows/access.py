"""Who may read or do what, in which phase of a round: one table, deny by default.

This is the coarse gate of pages and queries, asked before a row is shown; whether a step may be taken now is asked of
its process. A cell reads "verbs [own] [²] [reason] [phases] [if:condition]", several of them apart by ";":
`own` - one's own or assigned only; `²` - a second person, never the maker; `reason` - a reason must be given and is
kept; no phases - all of them; "S1+" - from S1 to the end in the order of acts, in which re-marking (S12) lies between
S8 and S9. Whoever may create, write, sign or approve may read as well; what the public may do, everybody may.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from workflows.access_matrix import MATRIX, PERMISSIONS
from workflows.roles import PUBLIC, Role

ORDER = (
    "S0", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S12", "S9", "S10", "S11", "S13", "S14",
)  # fmt: skip
"""S0 plan, S1 open, S2 closed, S3 list published, S4 exam held, S5 coded, S6 marking, S7 locked, S8 written results
out, S12 re-marking, S9 presentation, S10 result proposed, S11 result published, S13 verification to decision,
S14 archive."""

_READING = {"create", "write", "sign", "approve", "attest"}

_BY_ROUND = {
    "plan_draft": "S0", "plan_submitted": "S0", "plan_approved": "S0", "announced": "S1", "receiving": "S1",
    "reception_closed": "S2", "checking": "S2", "shortlist_published": "S3", "examining": "S3",
    "oral_scheduled": "S9", "oral_done": "S10", "result_compiled": "S10", "result_recognised": "S11",
    "result_published": "S11", "closed": "S14", "cancelled": "S14", "voided": "S14",
}  # fmt: skip
_BY_PAPER = {
    "planned": "S3", "ready": "S3", "held": "S4", "coded": "S5", "marking": "S6", "lock_proposed": "S6",
    "locked": "S7", "decoded": "S8", "written_published": "S8", "remark_window": "S12", "remarking": "S12",
    "final": "S9", "cancelled": "S14", "voided": "S14",
}  # fmt: skip
_BY_CONTEST = {
    "need_draft": "S0", "policy_requested": "S0", "policy_approved": "S0", "planned": "S0", "verifying": "S13",
    "submitted": "S13", "collective_decided": "S13", "decision_issued": "S13", "fallback_next": "S13",
    "policy_refused": "S14", "in_office": "S14", "no_winner": "S14", "cancelled": "S14", "voided": "S14",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Right:
    """One verb that a role may use on a resource, when, and on what terms."""

    verb: str
    phases: frozenset[str]
    own: bool = False
    second: bool = False
    reason: bool = False
    only_if: str = ""


def phase(
    round_state: str = "",
    paper_state: str = "",
    contest_state: str = "",
    *,
    exam_begun: bool = False,
    window_open: bool = False,
) -> str:
    """The phase that a case is in, from the states of its round, paper and post ("" where there is none).

    Reception prolonged for one post takes that post back to S1, and to S2 when the window (`window_open`) is over. A
    paper that is ready is in S4 only from the beginning of its session (`exam_begun`).
    """
    if contest_state == "extended":
        return "S1" if window_open else "S2"
    if contest_state in _BY_CONTEST:
        return _BY_CONTEST[contest_state]
    if round_state in ("", "examining") and paper_state:
        return "S4" if paper_state == "ready" and exam_begun else _BY_PAPER[paper_state]
    return _BY_ROUND[round_state] if round_state else "S0"


def rights(role: Role, resource: str) -> tuple[Right, ...]:
    """What the table gives this role on this resource; nothing where it does not say so."""
    return _rights().get((resource, role), ())


def right(role: Role, resource: str, verb: str, at: str, own: bool = False, met: Collection[str] = ()) -> Right | None:
    """The right under which the role may do it in phase `at`, or None; `met` names the conditions that hold."""
    for given in (*rights(role, resource), *rights(PUBLIC, resource)):
        in_reach = own or not given.own
        if given.verb == verb and at in given.phases and in_reach and given.only_if in ("", *met):
            return given
    return None


def may(role: Role, resource: str, verb: str, at: str, own: bool = False, met: Collection[str] = ()) -> bool:
    """Whether the role may do it in phase `at`; `own` says that the object is the person's own or assigned one."""
    return right(role, resource, verb, at, own, met) is not None


def roles_for(permission: str) -> frozenset[Role]:
    """Who passes the gate of a page: every role that may do it in some phase; nobody for an unknown permission."""
    resource, verb = PERMISSIONS.get(permission) or permission.partition(":")[::2]
    cells: Mapping[Role, str] = MATRIX.get(resource, {})
    return frozenset(role for role in cells if any(given.verb == verb for given in rights(role, resource)))


@cache
def _rights() -> dict[tuple[str, Role], tuple[Right, ...]]:
    return {(resource, role): tuple(_read(cell)) for resource, row in MATRIX.items() for role, cell in row.items()}


def _read(cell: str) -> list[Right]:
    found: list[Right] = []
    for term in cell.split(";"):
        verbs, *rest = term.split()
        phases = next((word for word in rest if re.fullmatch(r"S\d.*", word)), "S0+")
        known = {"own", "²", "reason", phases}
        condition = next((word[3:] for word in rest if word.startswith("if:")), "")
        if strange := [word for word in rest if word not in known and not word.startswith("if:")]:
            raise ValueError(f"{cell!r}: {strange}")
        for verb in verbs.split(","):
            given = Right(verb, _phases(phases), "own" in rest, "²" in rest, "reason" in rest, condition)
            found.append(given)
            if verb in _READING:
                found.append(replace(given, verb="read", second=False, reason=False))
    return found


def _phases(text: str) -> frozenset[str]:
    """The phases of "S1+", "S1-S3" or "S0-S6,S12", in the order of acts."""
    found: set[str] = set()
    for part in text.split(","):
        first, _, last = part.removesuffix("+").partition("-")
        end = ORDER[-1] if part.endswith("+") else last or first
        found.update(ORDER[ORDER.index(first) : ORDER.index(end) + 1])
    return frozenset(found)
