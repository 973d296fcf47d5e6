"""What every case of a round rests on: its pinned regulation, the calendar, the scopes whose role holders deal with it.

Applications, exams, results and decisions use the same three functions, so that one round has one law and one clock.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.models import Contest, Hold, Paper, Round
from appointments.core.cases import case_key
from appointments.organisation import queries as organisation
from appointments.organisation.models import Agency
from workflows import rules as regulation
from workflows.calendar import Calendar, local_day, midnight_after
from workflows.parameters import Staff
from workflows.rules import Rules

YEARS_BACK, YEARS_AHEAD = 1, 3
IN_FORCE = "in_force"


def rules_of(round_: Round | None, on: date | datetime, staff: Staff = Staff.civil_servant) -> Rules:
    """The exam regulation of a round: its own snapshot, or before there is one the values that hold on that day."""
    if round_ is not None and round_.rules:
        return regulation.from_snapshot(round_.rules)
    return regulation.default_rules(local_day(on) if isinstance(on, datetime) else on, staff)


def calendar_of(session: Session, now: datetime, *told: datetime | None) -> Calendar:
    """The working-day calendar around `now`, with every override that officers entered.

    It reaches as far as the instants told: what a case rests on may lie years back, or be planned years ahead.
    """
    years = [local_day(instant).year for instant in (now, *told) if instant]
    return organisation.calendar(session, min(years) - YEARS_BACK, max(years) + YEARS_AHEAD)


def agency_scope(agency_id: UUID) -> str:
    """The scope of the roles held for an agency."""
    return organisation.scope_of(agency_id)


def round_scope(round_id: UUID) -> str:
    """The scope of the roles held for one round: its council."""
    return f"round:{round_id.hex}"


def agency_scopes(agency: Agency) -> tuple[str, ...]:
    """The scopes that an agency lies in: its own, and those of the agencies above it."""
    return organisation.scopes_of(agency)


def scopes_of(round_: Round) -> tuple[str, ...]:
    """The scopes whose role holders deal with a round, the narrowest first; a role held for the city counts in all."""
    return (round_scope(round_.id), *agency_scopes(round_.agency))


def contest_scopes(contest: Contest) -> tuple[str, ...]:
    """The same for one post: the agency of the post, and once it is bundled, its round."""
    own = agency_scopes(contest.post.agency)
    return (*scopes_of(contest.round), *own) if contest.round else own


def load_agencies(session: Session) -> None:
    """Bring all agencies into the session by one statement: walking up their tree then costs none."""
    organisation.agencies(session)


def end_of(day: date | None) -> datetime | None:
    """The instant at which a day is over in Viet Nam."""
    return midnight_after(day) if day else None


def holds_on(session: Session, case_keys: Iterable[str]) -> int:
    """How many suspensions are in force on any of these cases."""
    keys = list(case_keys)
    query = sa.select(sa.func.count()).select_from(Hold).where(Hold.target.in_(keys), Hold.state == IN_FORCE)
    return session.scalar(query) or 0


def holds_by_case(session: Session, case_keys: Iterable[str]) -> dict[str, int]:
    """How many suspensions are in force on each of these cases; for lists."""
    query = sa.select(Hold.target, sa.func.count()).where(Hold.target.in_(list(case_keys)), Hold.state == IN_FORCE)
    return {row[0]: row[1] for row in session.execute(query.group_by(Hold.target))}


def keys_above(round_: Round | None, contest: Contest | None = None, paper: Paper | None = None) -> list[str]:
    """The cases on which a suspension also stops what depends on them."""
    rows = [row for row in (round_, contest, paper) if row is not None]
    return [case_key(row.__process__, row.id) for row in rows]
