"""Reading agencies, posts, the calendar's overrides and the regulations in force."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.accounts.scopes import Place, provider
from appointments.core.errors import NotFound
from appointments.core.timers import Timer
from appointments.core.working_days import working_calendar
from appointments.organisation.models import Agency, CalendarOverride, Post, Regulation
from workflows import rules
from workflows.calendar import Calendar
from workflows.parameters import Staff
from workflows.rules import PARAMETERS, Rules
from workflows.words import Words

IN_FORCE = "in_force"
KINDS: dict[str, Words] = {
    "city": Words("Thành phố", "City"),
    "province": Words("Tỉnh", "Province"),
    "agency": Words("Sở, cơ quan", "Agency"),
    "district": Words("Quận, huyện, thành phố thuộc TP", "District"),
    "commune": Words("Phường, xã, đặc khu", "Ward, commune or special zone"),
    "public_service_unit": Words("Đơn vị sự nghiệp công lập", "Public-service unit"),
    "unit": Words("Phòng, đơn vị trực thuộc", "Unit of an agency"),
}
LEVELS: dict[str, Words] = {
    "DIVISION": Words("Cấp phòng và tương đương", "Division level"),
    "DEPARTMENT": Words("Cấp sở", "Department level"),
    "COMMUNE_DIVISION": Words("Cấp phòng thuộc UBND cấp xã", "Division of a commune"),
}
RANKS: dict[str, Words] = {"head": Words("Cấp trưởng", "Head"), "deputy": Words("Cấp phó", "Deputy")}


def scope_of(agency: Agency | UUID) -> str:
    """The scope of the roles held for an agency."""
    return f"agency:{(agency if isinstance(agency, UUID) else agency.id).hex}"


def agencies(session: Session) -> Sequence[Agency]:
    """Every agency, by name; one statement, and walking up the tree then costs none."""
    found = session.scalars(sa.select(Agency).order_by(Agency.name_vi, Agency.id)).all()
    session.info["agencies"] = found  # the session keeps only weak references
    return found


def lineage(agency: Agency | None) -> tuple[Agency, ...]:
    """An agency and those above it, the nearest first."""
    found: list[Agency] = []
    while agency is not None and agency not in found:
        found.append(agency)
        agency = agency.parent
    return tuple(found)


def scopes_of(agency: Agency | None) -> tuple[str, ...]:
    """The scopes an agency lies in, the narrowest first; none for "every agency"."""
    return tuple(scope_of(one) for one in lineage(agency))


@provider
def places(session: Session) -> list[Place]:
    """The agencies in which a role can be held."""
    return [
        Place(scope_of(one), Words(one.name_vi, one.name_en), scopes_of(one)[1:])
        for one in agencies(session)
        if one.kind != "city"  # the city's own scope is "city"
    ]


def agency(session: Session, agency_id: UUID) -> Agency:
    """The agency with that id, the others loaded with it."""
    found = next((one for one in agencies(session) if one.id == agency_id), None)
    if found is None:
        raise NotFound(Agency, agency_id)
    return found


def stands(model: type[Agency] | type[Post], day: date) -> sa.ColumnElement[bool]:
    """Whether a unit or post exists on a day, for a statement."""
    begun = sa.or_(model.valid_from.is_(None), model.valid_from <= day)
    return sa.and_(begun, sa.or_(model.valid_to.is_(None), model.valid_to >= day))


def posts_of(session: Session, agency_id: UUID) -> Sequence[Post]:
    """The leadership posts of an agency, those that have ended too, heads first."""
    query = sa.select(Post).where(Post.agency_id == agency_id)
    return session.scalars(query.order_by(Post.rank.desc(), Post.title_vi, Post.id)).all()


def post(session: Session, post_id: UUID) -> Post:
    """The post with that id."""
    found = session.scalar(sa.select(Post).options(joinedload(Post.agency)).where(Post.id == post_id))
    if found is None:
        raise NotFound(Post, post_id)
    return found


def overrides(session: Session, year: int) -> Sequence[CalendarOverride]:
    """The days of a year that officers entered."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    query = sa.select(CalendarOverride).where(CalendarOverride.day.between(first, last))
    return session.scalars(query.order_by(CalendarOverride.day)).all()


def calendar(session: Session, first_year: int, last_year: int) -> Calendar:
    """The working-day calendar of these years with every override."""
    columns = (CalendarOverride.day, CalendarOverride.is_working, CalendarOverride.reason, CalendarOverride.source)
    rows = [(row.day, row.is_working, row.reason, row.source) for row in session.execute(sa.select(*columns))]
    return working_calendar(first_year, last_year, rows)


def deadlines_across(session: Session, days: Iterable[date], now: datetime) -> list[Timer]:
    """The open deadlines whose sum, as it was told when they began, runs over one of these days."""
    wanted = {day.isoformat() for day in days}
    running = session.scalars(sa.select(Timer).where(Timer.due_at > now).order_by(Timer.due_at, Timer.case_key))
    return [timer for timer in running if any(step[0] in wanted for step in timer.derivation or ())]


def regulation_in_force(session: Session, of: Agency | None, staff: Staff) -> Regulation | None:
    """The edition that holds for an agency: its own, else the nearest above it, else the one for every agency."""
    ids = [one.id for one in lineage(of)]
    query = sa.select(Regulation).where(Regulation.state == IN_FORCE, Regulation.staff == str(staff))
    found = session.scalars(query.where(sa.or_(Regulation.agency_id.is_(None), Regulation.agency_id.in_(ids)))).all()
    order = {agency_id: place for place, agency_id in enumerate([*ids, None])}
    return min(found, key=lambda one: order[one.agency_id], default=None)


def rules_in_force(session: Session, of: Agency | None, on: date, staff: Staff = Staff.civil_servant) -> Rules:
    """The exam regulation of an agency on a day: the law's values of that day, changed by the edition in force."""
    edition = regulation_in_force(session, of, staff)
    general = rules.default_rules(on, staff)
    return general if edition is None else with_changes(general, edition)


def with_changes(general: Rules, edition: Regulation) -> Rules:
    """These values with what an edition changes."""
    return Rules({**general, **{key: PARAMETERS[key].kind.from_json(raw) for key, raw in edition.changes.items()}})


def editions(session: Session, agency_id: UUID | None) -> Sequence[Regulation]:
    """Every edition of an agency's regulation, the newest first."""
    own = Regulation.agency_id.is_(None) if agency_id is None else Regulation.agency_id == agency_id
    query = sa.select(Regulation).options(joinedload(Regulation.agency)).where(own)
    return session.scalars(query.order_by(Regulation.begun_at.desc(), Regulation.id)).all()
