"""Changing agencies, posts, the calendar and agencies' names for roles. The exam regulation is in `regulations`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.accounts.models import RoleLabel
from appointments.accounts.transactions import changing
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.organisation import queries, succession
from appointments.organisation.models import Agency, CalendarOverride, Post
from workflows.calendar import local_day
from workflows.duties import CITY
from workflows.roles import APPROVER, PERSONNEL, Role

EDITORS = frozenset({PERSONNEL, APPROVER})
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """What is written down about an agency or unit."""

    key: str
    name_vi: str
    name_en: str
    kind: str
    parent_id: UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PostEntry:
    """What is written down about a leadership post."""

    title_vi: str
    title_en: str
    rank: str
    staff: str
    level: str = "DIVISION"
    valid_from: date | None = None
    valid_to: date | None = None
    quota: int = 1
    filled: int = 0
    elected: bool = False
    position_list_approved: bool = False
    standards: str = ""
    duties: str = ""


def save_agency(
    session: Session, entry: AgencyEntry, *, by: UUID, now: datetime, agency_id: UUID | None = None
) -> Agency:
    """Enter an agency or unit, or correct it. Nothing is deleted: what has ended gets an end date."""
    with changing(session):
        known = {one.id: one for one in queries.agencies(session)}
        agency = known.get(agency_id) if agency_id else Agency()
        if agency is None:
            raise NotFound(Agency, agency_id)
        parent = known.get(entry.parent_id) if entry.parent_id else None
        for place in (agency if agency_id else None, parent):
            _may_edit(session, by, queries.scopes_of(place), now)
        _check_agency(entry, agency, parent, known)
        if agency_id and (entry.valid_from, entry.valid_to) != (agency.valid_from, agency.valid_to):
            _keep_ordered_days(session, agency_id, agency, entry)
        for one in fields(entry):
            setattr(agency, one.name, getattr(entry, one.name))
        session.add(agency)
    return agency


def save_post(
    session: Session, entry: PostEntry, *, by: UUID, now: datetime, agency_id: UUID, post_id: UUID | None = None
) -> Post:
    """Enter a leadership post of an agency, or correct it."""
    with changing(session):
        agency = queries.agency(session, agency_id)
        _may_edit(session, by, queries.scopes_of(agency), now)
        post = session.get(Post, post_id, with_for_update=True, populate_existing=True) if post_id else Post()
        if post is None or (post_id and post.agency_id != agency_id):
            raise NotFound(Post, post_id)
        if entry.filled > entry.quota:
            raise Invalid("There cannot be more holders than the staffing plan allows.", "filled")
        if entry.valid_from and entry.valid_to and entry.valid_to <= entry.valid_from:
            raise Invalid("The end must lie after the beginning.", "valid_to")
        for one in fields(entry):
            setattr(post, one.name, getattr(entry, one.name))
        post.agency_id = agency_id
        session.add(post)
    return post


def set_day(
    session: Session, day: date, *, is_working: bool, reason: str, source: str, by: UUID, now: datetime
) -> CalendarOverride:
    """Enter a day whose work differs from the general calendar; entering it again corrects it."""
    with changing(session):
        _may_edit(session, by, (), now)
        if day < local_day(now):
            raise Invalid("A day that has passed cannot be changed: deadlines were counted by it.", "day")
        row = session.scalar(sa.select(CalendarOverride).where(CalendarOverride.day == day)) or CalendarOverride(
            day=day
        )
        row.is_working, row.reason, row.source = is_working, reason.strip(), source.strip()
        session.add(row)
    return row


def forget_day(session: Session, override_id: UUID, *, by: UUID, now: datetime) -> None:
    """Take back a day that was entered by mistake."""
    with changing(session):
        _may_edit(session, by, (), now)
        row = session.get(CalendarOverride, override_id)
        if row is None:
            raise NotFound(CalendarOverride, override_id)
        if row.day < local_day(now):
            raise Invalid("A day that has passed cannot be changed: deadlines were counted by it.")
        session.delete(row)


def name_roles(
    session: Session, agency: Agency, labels: Mapping[Role, tuple[str, str]], *, by: UUID, now: datetime
) -> None:
    """What an agency calls the roles; an empty pair gives the house's word back."""
    with changing(session):
        _may_edit(session, by, queries.scopes_of(agency), now)
        scope = queries.scope_of(agency)
        session.execute(sa.delete(RoleLabel).where(RoleLabel.scope == scope))
        for role, (vi, en) in labels.items():
            if vi.strip() or en.strip():
                if not (vi.strip() and en.strip()):
                    raise Invalid("Give each name in both languages.")
                session.add(RoleLabel(scope=scope, role=str(role), label_vi=vi.strip(), label_en=en.strip()))


def may_edit(session: Session, person: UUID, scopes: tuple[str, ...], now: datetime) -> bool:
    """Whether the person edits what lies in these scopes; what belongs to no agency is edited for the city."""
    return bool(EDITORS & accounts.roles_of(session, person, scopes or (CITY,), now))


def _may_edit(session: Session, person: UUID, scopes: tuple[str, ...], now: datetime) -> None:
    if not may_edit(session, person, scopes, now):
        raise Forbidden(f"{person} edits nothing in {scopes or CITY}")


def _check_agency(entry: AgencyEntry, agency: Agency, parent: Agency | None, known: Mapping[UUID, Agency]) -> None:
    if not KEY.fullmatch(entry.key):
        raise Invalid("The short name has only small letters a-z, digits and hyphens.", "key")
    if any(one.key == entry.key and one is not agency for one in known.values()):
        raise Invalid("Another agency has this short name.", "key")
    if entry.parent_id and parent is None:
        raise Invalid("Choose the agency above from the list.", "parent_id")
    if agency in queries.lineage(parent):
        raise Invalid("An agency cannot lie below itself.", "parent_id")
    if entry.valid_from and entry.valid_to and entry.valid_to <= entry.valid_from:
        raise Invalid("The end must lie after the beginning.", "valid_to")


def _keep_ordered_days(session: Session, agency_id: UUID, agency: Agency, entry: AgencyEntry) -> None:
    """A day that a confirmed document set is not corrected by one person."""
    came, became = succession.kin_of(session, agency_id)
    for kin, field, is_same in (
        (became, "valid_to", entry.valid_to == agency.valid_to),
        (came, "valid_from", entry.valid_from == agency.valid_from),
    ):
        ordered = next((one.by.document for one in kin), None)
        if ordered and not is_same:
            raise Invalid("This day follows from a confirmed reorganisation (%(document)s).", field, document=ordered)
