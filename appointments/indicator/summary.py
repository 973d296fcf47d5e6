"""The indicator told from the maintained summary: the same figures as `queries.measure`, without reading decisions.

The summary holds what is in force by slots of time. What a day or a definition asks beyond that is read beside it, and
only that: decisions that take effect after the as-of day within its year, those revoked after it, those of units that
were not the City's yet. Where a definition asks what no cell knows, every decision is counted.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.models import Contest, Round
from appointments.decisions.models import Decision
from appointments.indicator import course, queries, upkeep
from appointments.indicator.definition import Definition
from appointments.indicator.models import BySlot, ByUnit, Recount
from appointments.indicator.rules import SPLITS, Counted, Figure, Place, Tally, month_of, order
from appointments.organisation.models import Post

DAY = timedelta(days=1)


class Cell(NamedTuple):
    """Decisions that no definition tells apart: of one unit (None: of all), one slot, one sort."""

    agency: UUID | None
    slot: date
    sort: str
    level: str
    rank: str
    staff: str
    new: int
    exam: int

    def less(self) -> "Cell":
        """The same taken away."""
        return self._replace(new=-self.new, exam=-self.exam)


@dataclass(frozen=True, slots=True)
class Sums(Tally):
    """A tally from the summary, with what it takes to tell the months of some organisations."""

    units: Mapping[UUID, queries.Unit]
    aside: tuple[sa.ColumnElement[bool], ...]


def tally(session: Session, definition: Definition, on: date) -> Tally:
    """The indicator under a definition as of a day, by the shortest way that is exact."""
    if not knows(definition) or not is_sound(session):
        return queries.measure(session, definition, on)
    units = queries.units_on(session, on)
    aside = tuple(_aside(units, definition))
    cells = [Cell(None, *row) for row in session.execute(sa.select(*_columns(BySlot, BySlot.slot)))]
    beside = list(_beside(session, definition, on, aside))
    last, apart = upkeep.slot_of("slot", on), definition.switched(commune=True)
    within = [cell for cell in (*cells, *beside) if cell.slot <= last]
    counted = [cell for cell in within if _counts(cell, definition)]
    communes = [cell for cell in within if _counts(cell, apart)]
    by = {name: _split(counted, key) for name, key in KEYS.items()}
    by["agency"] = _agencies(session, units, definition, on, beside)
    return Sums(
        definition=definition,
        on=on,
        whole=_sum(counted),
        by={name: by[name] for name in SPLITS},
        apart=_sum(cell for cell in communes if cell.level == "COMMUNE_DIVISION"),
        civil=_sum(cell for cell in counted if cell.staff == "civil_servant"),
        months=_split(counted, lambda cell: month_of(cell.slot)),
        looked_at=sum(cell.new for cell in cells),
        units=units,
        aside=aside,
    )


def months_by_place(session: Session, found: Tally, places: Collection[Place]) -> dict[Place, course.Months]:
    """The months of some organisations."""
    if isinstance(found, Counted):
        months = course.months_by_place(found)
        return {place: months[place] for place in places}
    assert isinstance(found, Sums)
    wanted = {place.id for place in places}
    mine = {unit: known.top for unit, known in found.units.items() if known.top.id in wanted}
    of_them = Decision.agency_id.in_(list(mine))
    cells = [*_grouped(session, of_them, Decision.effective_on <= found.on, *(~one for one in found.aside)),
             *_revoked_later(session, found.on, found.aside, of_them)]  # fmt: skip
    groups: dict[Place, list[Cell]] = {place: [] for place in places}
    for cell in cells:
        if cell.agency is not None and _counts(cell, found.definition):
            groups[mine[cell.agency]].append(cell)
    return {place: _split(rows, lambda cell: month_of(cell.slot)) for place, rows in groups.items()}


def knows(definition: Definition) -> bool:
    """Whether the cells know all that the definition asks: not persons, nor days of exams, nor a day within a slot."""
    days = (definition.first, definition.last + DAY, definition.frozen_from, definition.frozen_to + DAY)
    cut = all(upkeep.slot_of(kind, day) == day for kind in ("slot", "piece") for day in days)
    return cut and not definition.distinct_person and not definition.by_exam_date


def is_sound(session: Session) -> bool:
    """Whether the latest comparison of the summary with all decisions found it right, or made it so."""
    query = sa.select(sa.or_(Recount.differing == 0, Recount.is_repaired)).order_by(Recount.at.desc()).limit(1)
    return session.scalar(query) is not False


KEYS: Mapping[str, Callable[[Cell], Any]] = {
    "year": lambda cell: cell.slot.year,
    "rank": lambda cell: cell.rank,
    "staff": lambda cell: cell.staff,
    "level": lambda cell: cell.level,
}


def _counts(cell: Cell, d: Definition) -> bool:
    """Whether the decisions of a cell count; what a slot or a sort cannot say was put aside before."""
    return (
        (cell.sort == "new" or (cell.sort == "transfer" and d.transfer))
        and (cell.level == "DIVISION" or d.commune)
        and d.ranks in ("both", cell.rank)
        and not (d.civil_only and cell.staff == "public_employee")
        and d.first <= cell.slot <= d.last
        and (d.freeze or not d.frozen_from <= cell.slot <= d.frozen_to)
    )


def _columns(table: Any, slot: Any) -> tuple[Any, ...]:
    return (slot, table.sort, table.level, table.rank, table.staff, table.n_new, table.n_exam)


def _aside(units: Mapping[UUID, queries.Unit], d: Definition) -> Iterable[sa.ColumnElement[bool]]:
    """The decisions of units that do not count under the definition: of districts, of units not the City's yet."""
    districts = [one for one, unit in units.items() if unit.kind == "district" and not d.districts]
    if districts:
        yield Decision.agency_id.in_(districts)
    joined: dict[date, list[UUID]] = {}
    for one, unit in units.items():
        if unit.ours_from and unit.ours_from > d.first and not d.legacy and one not in set(districts):
            joined.setdefault(unit.ours_from, []).append(one)
    for day, ids in joined.items():
        yield sa.and_(Decision.agency_id.in_(ids), Decision.effective_on < day)


def _beside(session: Session, d: Definition, on: date, aside: tuple[sa.ColumnElement[bool], ...]) -> Iterable[Cell]:
    """What the summary holds too much or lacks for that day."""
    year_ends = min([cut for cut in upkeep.CUTS if cut > on] + [upkeep.after("piece", on)])
    later = (Decision.effective_on > on, Decision.effective_on < year_ends)
    yield from (cell.less() for cell in _grouped(session, *later))
    if aside:
        within = (Decision.effective_on >= d.first, Decision.effective_on <= on)
        yield from (cell.less() for cell in _grouped(session, *within, sa.or_(*aside)))
    yield from _revoked_later(session, on, aside)


def _revoked_later(
    session: Session, on: date, aside: tuple[sa.ColumnElement[bool], ...], *only: sa.ColumnElement[bool]
) -> list[Cell]:
    """What was still in force on the day and is revoked now."""
    then = (Decision.revoked_on > on, Decision.effective_on <= on, *only)
    return _grouped(session, *then, *(~one for one in aside), state="revoked")


def _grouped(session: Session, *where: sa.ColumnElement[bool], state: str = "issued") -> list[Cell]:
    """Decisions of a state as cells, read from the decisions themselves."""
    slot = sa.literal_column(upkeep.slot_sql("slot", _dialect(session), "decision.effective_on"), sa.Date)
    sort = sa.literal_column(upkeep.sort_sql("decision", "post.elected", f"{{0}}.state = '{state}'"), sa.Text)
    exam = sa.literal_column(upkeep.exam_sql("decision.method", "round.state"), sa.Integer)
    keys = (Decision.agency_id, slot.label("slot"), sort.label("sort"), Decision.level, Decision.rank, Decision.staff)
    query = sa.select(*keys, sa.func.count(), sa.func.sum(exam)).join(Post, Post.id == Decision.post_id)
    query = query.outerjoin(Contest, Contest.id == Decision.contest_id).outerjoin(Round, Round.id == Contest.round_id)
    grouped = query.where(Decision.state == state, *where).group_by(*(sa.text(str(n)) for n in range(1, len(keys) + 1)))
    return [Cell(*row) for row in session.execute(grouped)]


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _agencies(
    session: Session, units: Mapping[UUID, queries.Unit], d: Definition, on: date, beside: Iterable[Cell]
) -> dict[Any, Figure]:
    """The figure of each organisation, from the summary of its units and what was read beside it."""
    piece = ByUnit.piece
    query = sa.select(ByUnit.agency_id, sa.func.sum(ByUnit.n_new), sa.func.sum(ByUnit.n_exam)).where(
        piece >= d.first, piece <= min(d.last, upkeep.slot_of("piece", on)),
        ByUnit.sort.in_(["new", "transfer"] if d.transfer else ["new"]),
        ByUnit.level.in_(["DIVISION", "COMMUNE_DIVISION"] if d.commune else ["DIVISION"]),
    )  # fmt: skip
    if d.ranks != "both":
        query = query.where(ByUnit.rank == d.ranks)
    if d.civil_only:
        query = query.where(ByUnit.staff != "public_employee")
    if not d.freeze:
        query = query.where(sa.or_(piece < d.frozen_from, piece > d.frozen_to))
    sums: dict[UUID, tuple[Place, list[int]]] = {}
    found = [(agency, int(new), int(exam)) for agency, new, exam in session.execute(query.group_by(ByUnit.agency_id))]
    for agency, new, exam in (*found, *((c.agency, c.new, c.exam) for c in beside if _counts(c, d))):
        if agency is not None:
            top = units[agency].top
            _, of = sums.setdefault(top.id, (top, [0, 0]))
            of[0], of[1] = of[0] + new, of[1] + exam
    ordered = sorted(sums.values(), key=lambda one: order(one[0]))
    return {place: Figure(*of) for place, of in ordered if of[0]}


def _sum(cells: Iterable[Cell]) -> Figure:
    new = exam = 0
    for cell in cells:
        new, exam = new + cell.new, exam + cell.exam
    return Figure(new, exam)


def _split(cells: Iterable[Cell], key: Callable[[Cell], Any]) -> dict[Any, Figure]:
    groups: dict[Any, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(key(cell), []).append(cell)
    sums = {name: _sum(groups[name]) for name in sorted(groups, key=order)}
    return {name: figure for name, figure in sums.items() if figure.new}
