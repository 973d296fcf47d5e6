"""The signed decisions as the indicator looks at them: one select, whatever is asked of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.models import Contest, Paper, Round
from appointments.core.errors import NotFound
from appointments.core.ledger.models import Head, Position
from appointments.decisions.models import Decision
from appointments.indicator.definition import Definition
from appointments.indicator.freezing import Anchor
from appointments.indicator.models import Report
from appointments.indicator.rules import Counted, Place, Row, count
from appointments.indicator.upkeep import RECOGNISED
from appointments.organisation.models import Agency, Post
from appointments.organisation.succession import register_of
from workflows.calendar import local_day
from workflows.words import Words

SIGNED = ("issued", "revoked")
_COLUMNS = (
    Decision.id, Decision.number, Decision.effective_on, Decision.signed_on, Decision.revoked_on, Decision.state,
    Decision.kind, Decision.method, Decision.level, Decision.rank, Decision.staff, Decision.contest_id,
    Decision.agency_id, Decision.person_id, Decision.head, Decision.version, Post.title_vi, Post.title_en, Post.elected,
    Paper.starts_at, Round.state.label("round_state"),
)  # fmt: skip


def measure(session: Session, definition: Definition, on: date) -> Counted:
    """The indicator under a definition as of a day, with everything that counts or is left out."""
    return count(rows(session, on), definition, on)


def rows(session: Session, on: date) -> list[Row]:
    """Every decision that was ever signed, the earliest first; the register of units by two more statements."""
    units = units_on(session, on)
    query = sa.select(*_COLUMNS).join(Decision.post).where(Decision.state.in_(SIGNED))
    query = (
        query.outerjoin(Contest, Contest.id == Decision.contest_id).outerjoin(Contest.paper).outerjoin(Contest.round)
    )
    query = query.where(Decision.effective_on.is_not(None)).order_by(
        Decision.effective_on, Decision.number, Decision.id
    )
    return [_row(found, units[found.agency_id]) for found in session.execute(query)]


def places(session: Session, on: date) -> dict[UUID, Place]:
    """For every unit that ever was, what its figures belong to in the tree of the day: directly below the City.

    A unit that ended belongs where its only successor does; where there are several, to what stands above it.
    """
    register = register_of(session)
    known = {one.id: one for one in session.info["agencies"]}
    found = {}
    for unit in known:
        top = register.answering(unit, on) or unit
        seen = {top}
        while (parent := register.parent_on(top, on)) is not None and parent not in seen:
            if known[parent].kind == "city":
                break
            seen.add(parent)
            top = parent
        found[unit] = Place(top, Words(known[top].name_vi, known[top].name_en))
    return found


def _ours_from(above: list[Agency]) -> date | None:
    """From when a unit is the City's: its own beginning, and the day after the province that it belonged to ended."""
    begun = [one.valid_from for one in above if one.valid_from]
    joined = [one.valid_to + timedelta(days=1) if one.valid_to else date.max for one in above if one.kind == "province"]
    return max(begun + joined, default=None)


@dataclass(frozen=True, slots=True)
class Unit:
    """What all decisions of a unit share: its kind, from when it is the City's, its name, what stands above it."""

    kind: str
    ours_from: date | None
    name: Words
    top: Place


def units_on(session: Session, on: date) -> dict[UUID, Unit]:
    """Every unit that ever was, with what its decisions share; two statements."""
    tops = places(session, on)
    agencies = {a.id: a for a in session.info["agencies"]}
    return {one: _unit(agency, agencies, tops[one]) for one, agency in agencies.items()}


def _unit(own: Agency, agencies: dict[UUID, Agency], top: Place) -> Unit:
    above = list(_upwards(own, agencies))
    kind = "district" if any(one.kind == "district" for one in above) else own.kind
    return Unit(kind, _ours_from(above), Words(own.name_vi, own.name_en), top)


def _row(found: Any, unit: Unit) -> Row:
    return Row(
        id=found.id,
        number=found.number or "",
        effective_on=found.effective_on,
        signed_on=found.signed_on,
        revoked_on=found.revoked_on,
        is_revoked=found.state == "revoked",
        kind=found.kind,
        method=found.method,
        level=found.level,
        rank=found.rank,
        staff=found.staff,
        is_elected=found.elected,
        agency_kind=unit.kind,
        agency_from=unit.ours_from,
        agency=unit.name,
        post=Words(found.title_vi, found.title_en),
        contest_id=found.contest_id,
        person=found.person_id,
        exam_on=local_day(found.starts_at) if found.starts_at else None,
        is_recognised=found.round_state in (None, *RECOGNISED),
        version=found.version,
        agency_id=found.agency_id,
        entry=found.head.hex() if found.head else "",
        top=unit.top,
    )


def _upwards(agency: Agency, agencies: dict[UUID, Agency]) -> Iterable[Agency]:
    seen: set[UUID] = set()
    here: Agency | None = agency
    while here is not None and here.id not in seen:
        seen.add(here.id)
        yield here
        here = agencies.get(here.parent_id) if here.parent_id else None


def anchor(session: Session, log: str) -> Anchor | None:
    """The latest signed head of the ledger; None before the first."""
    found = session.execute(sa.select(Head.size, Head.note).order_by(Head.size.desc()).limit(1)).first()
    return Anchor(log, found.size, found.note) if found else None


def uncovered(session: Session, size: int) -> bool:
    """Whether the latest entry of some signed decision lies under no head of that size."""
    covered = sa.select(Position.leaf_hash).where(Position.idx < size)
    query = sa.select(Decision.id).where(Decision.state.in_(SIGNED), Decision.head.not_in(covered))
    return session.scalar(query.limit(1)) is not None


def reports(session: Session, *, frozen_only: bool) -> Sequence[Report]:
    """The reports, the latest as-of day first."""
    query = sa.select(Report).order_by(Report.as_of.desc(), Report.begun_at.desc(), Report.id)
    return session.scalars(query.where(Report.state == "frozen") if frozen_only else query).all()


def report(session: Session, report_id: UUID) -> Report:
    """One report, or NotFound."""
    found = session.get(Report, report_id)
    if found is None:
        raise NotFound(Report, report_id)
    return found
