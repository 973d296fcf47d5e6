"""What an inspector may open of a case, and when: the table of rights asked for one case, and what stays shut in it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from appointments.core.cases import Cased
from appointments.exams.models import LOCKED_SCRIPT
from workflows import access
from workflows.access import Right
from workflows.proposal import BEFORE_SEALING
from workflows.roles import AUDITOR, SUPERVISOR, Role

INSPECTORS = (AUDITOR, SUPERVISOR)
RESOURCE = {
    "round": "plan", "contest": "need", "paper": "exam", "script": "scripts", "screen_script": "scripts",
    "application": "application", "defence": "oral_sheet",
    "petition": "petition", "appeal": "marks", "hold": "hold", "decision": "decision", "assignment": "users",
    "regulation": "regulation", "reorganisation": "reorganisation", "conference": "conference",
    "report": "report",
    "civil_appointment": "ordinary", "public_appointment": "ordinary",
}  # fmt: skip
"""Whose right to read opens the recorded facts of each kind of case; a kind that is not here stays shut."""
APPEAL_IS_OVER = ("decided", "answered", "refused", "withdrawn")
SHUT_UNTIL = {"identity": "S8", "script": "S7", "mark_sheet": "S7", "mark": "S7"}
"""Rows that stay shut in whatever case they were recorded: whose code it is until decoding, marks until their lock."""
ON_SCREEN, PANEL_ON_SCREEN, BEING_SIGNED = "screen_script", "defence", "scoring"
PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the facts of a case may be read now by this reader, in which role, and whether a reason must be given."""

    role: Role | None
    needs_reason: bool = False

    @property
    def is_possible(self) -> bool:
        """Whether there is a right at all in this phase."""
        return self.role is not None


def opening(row: Cased, roles: Collection[Role]) -> Opening:
    """The right under which an inspector with these roles towards the case reads its facts; one without reason first.

    While a script is marked again, nothing of the request is open: it joins a candidate to the new code. Nor is a
    conference's result, while it is kept from those who voted.
    """
    if row.__process__ == "appeal" and row.state not in APPEAL_IS_OVER:
        return Opening(None)
    if row.__process__ == "conference" and not row.is_told:  # type: ignore[attr-defined]
        return Opening(None)
    found = [(role, given) for role in INSPECTORS if role in roles and (given := _right(role, row))]
    found.sort(key=lambda pair: pair[1].reason)
    return Opening(found[0][0], found[0][1].reason) if found else Opening(None)


def is_hidden(row: Cased) -> bool:
    """Whether inspectors may not even know how far the case is: on screen, scripts until their lock, presentations
    until every sheet is signed, proposals until their deadline.
    """
    if row.__process__ == PROPOSAL:
        return row.state in BEFORE_SEALING
    if row.__process__ == PANEL_ON_SCREEN:
        return row.state == BEING_SIGNED
    return row.__process__ == ON_SCREEN and row.state not in LOCKED_SCRIPT


def shut_tables(row: Cased) -> tuple[str, ...]:
    """The tables of which no row is shown in the present phase."""
    reached = access.ORDER.index(phase_of(row))
    return tuple(table for table, opens in SHUT_UNTIL.items() if reached < access.ORDER.index(opens))


def phase_of(row: Any) -> str:
    """The phase in which a case of any kind is, from its own state and those of what it belongs to."""
    process = row.__process__
    if process in ("decision", "conference", "civil_appointment", "public_appointment"):
        return "S13"
    application = getattr(row, "application", row)
    contest = row if process == "contest" else getattr(application, "contest", None)
    paper = row if process == "paper" else getattr(row, "paper", None) or getattr(contest, "paper", None)
    found = (getattr(one, "round", None) for one in (row, contest, paper))
    round_ = row if process == "round" else next((one for one in found if one is not None), None)
    return access.phase(*(one.state if one is not None else "" for one in (round_, paper, contest)))


def _right(role: Role, row: Cased) -> Right | None:
    resource = RESOURCE.get(row.__process__, "")
    return access.right(role, resource, "read", phase_of(row), met=("as_ruled", "issued", "all_signed"))
