"""Who sees what of scripts and their marks before the lock, and after it."""

from collections.abc import Sequence

from appointments.competitions.models import Paper
from appointments.competitions.siblings import LOCKED
from appointments.exams import queries
from appointments.exams.models import LOCKED_SCRIPT, ScreenScript, Script
from appointments.exams.views.parts import SCRIPT_READERS
from appointments.web.db import db
from workflows.roles import CHAIR, MARKING_HEAD, SUPERVISOR, Role

FEWEST_TOLD = 5
"""Before so many marks are signed, not even their number is told."""
HALF_KEYED = ("coded", "keyed_once", "mismatched", "third_once", "third_mismatched")
"""States in which the marks on record are not yet what the sheets say, and nobody reads them."""
DECIDED_BY_CHAIR = ("diverged", "third_marked", "questioned")


def may_read_script(script: Script, roles: frozenset[Role]) -> bool:
    """Whether where this script stands may be known now; on screen, before the lock, to the board's head alone.

    The chair knows those that wait for the chair's decision.
    """
    if not is_blind(script) or MARKING_HEAD in roles:
        return True
    return CHAIR in roles and script.state in DECIDED_BY_CHAIR


def is_blind(script: Script) -> bool:
    """Whether even those who settle a script's mark do not read here who gave which."""
    return isinstance(script, ScreenScript) and script.state not in LOCKED_SCRIPT


def progress_of(paper: Paper, rows: Sequence[Script]) -> tuple[int, int] | None:
    """How many of the paper's scripts are done, of how many; on screen nothing before enough are."""
    if not paper.seed_seal:
        return queries.progress(rows)
    done, count = queries.progress_on_screen(db.session, paper.id)
    return (done, count) if done >= FEWEST_TOLD else None


def may_read_marks(script: Script, roles: frozenset[Role]) -> bool:
    """Whether the marks of this script may be read now by somebody with these roles."""
    if script.state in HALF_KEYED:
        return False
    if is_blind(script) and script.state not in DECIDED_BY_CHAIR:
        return False
    if MARKING_HEAD in roles:
        return True
    if script.paper.state in LOCKED and script.state in LOCKED_SCRIPT:
        return bool(roles & set(SCRIPT_READERS))
    return bool(roles & {CHAIR, SUPERVISOR}) and script.state in DECIDED_BY_CHAIR
