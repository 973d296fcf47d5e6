"""Which script is whose to mark, as a matrix: rows are scripts by code, columns the markers of the pool.

A cell says whose script it is and is hatched where the next draw would pass somebody over: who has marked the script or
touched it before it came to be marked again, who has more scripts than others. It knows no other reason, so that nobody
reads from a gap who is related to whom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.exams.models import Mark, ScreenScript
from appointments.exams.pool import Standing, loads_of

MARKED, BANNED, LOADED = "marked", "banned", "loaded"


@dataclass(frozen=True, slots=True)
class Cell:
    """`turn`: the script's first, second or third marker, 0 for none of them; `hatch`: what stands against a draw."""

    turn: int = 0
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One script and its cells, one for each column."""

    script: ScreenScript
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The markers who are free or have scripts, how many each has (ids in hex), and a row for each script."""

    columns: tuple[Standing, ...]
    loads: Mapping[str, int]
    rows: tuple[Row, ...]


def matrix(session: Session, people: Sequence[Standing], scripts: Sequence[ScreenScript]) -> Matrix:
    """The matrix of all these scripts of one paper; one statement, whatever their number."""
    loads = loads_of(scripts)
    columns = tuple(one for one in people if one.is_free or loads[one.id.hex])
    least = min((loads[one.id.hex] for one in columns if one.is_free), default=0)
    stands = _marks(session, scripts)
    touched = {script.id: {*script.markers, *stands[script.id]} for script in scripts}

    def cell(script: ScreenScript, who: str) -> Cell:
        if who in script.markers:
            return Cell(script.markers.index(who) + 1, MARKED if stands[script.id].get(who) else "")
        before = touched.get(script.remark_of, set()) if script.remark_of else set()
        if who in touched[script.id] | before:
            return Cell(hatch=BANNED)
        return Cell(hatch=LOADED if loads[who] > least else "")

    return Matrix(columns, loads, tuple(Row(one, tuple(cell(one, c.id.hex) for c in columns)) for one in scripts))


def _marks(session: Session, scripts: Sequence[ScreenScript]) -> dict[UUID, dict[str, bool]]:
    """By script, who signed a mark (ids in hex) and whether it stands; nothing of what the mark is."""
    found: dict[UUID, dict[str, bool]] = {script.id: {} for script in scripts}
    query = sa.select(Mark.script_id, Mark.marker_id, Mark.voided).where(Mark.script_id.in_(found))
    for script, marker, voided in session.execute(query):
        found[script][marker.hex] = not voided
    return found
