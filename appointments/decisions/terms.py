"""The terms of office that run: whose, until when, and what must happen before (the radar of reappointments).

A term is a decision in force with a last day, as long as no later decision was issued for the same person. Acting
appointments are none. Where a term stands follows from its last day alone, so the database can be asked for a stage.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from appointments.competitions.queries import Reach
from appointments.decisions import queries
from appointments.decisions.models import Decision
from workflows.calendar import Calendar
from workflows.lead_times import SOON_DAYS, STAGES, LeadTimes, Stage, lead_times
from workflows.parameters import Staff
from workflows.retirement import Prospect, prospect, retires_on

ACTING = "ACTING"
DAYS_A_YEAR = 365.25
FARTHEST = 400
"""More days than any text puts between the notice and the end of a term, with a month to see it coming."""


def every(session: Session, reach: Reach) -> sa.Select[Any]:
    """Selects the terms within reach, those that a later decision has ended too."""
    query = queries.within(session, reach, "issued")
    return query.where(Decision.term_ends_on.is_not(None), Decision.kind != ACTING)


def running(session: Session, reach: Reach) -> sa.Select[Any]:
    """Selects the terms within reach that no later decision has taken the place of."""
    return every(session, reach).where(~_followed())


def is_followed(session: Session, row: Decision) -> bool:
    """Whether a later decision for the same person has ended the term."""
    return session.scalar(sa.select(Decision.id).where(Decision.id == row.id, _followed())) is not None


def _followed() -> sa.Exists:
    """That a later decision was issued for the person of the decision selected."""
    later = aliased(Decision)
    same = sa.and_(later.person_id == Decision.person_id, later.state == "issued")
    return sa.exists(sa.select(later.id).where(same, later.effective_on > Decision.effective_on))


def stands(today: date, calendar: Calendar) -> sa.Case[str]:
    """Where a term stands today, for a statement to select, to narrow or to group by."""
    passed = [(Decision.term_ends_on < today, str(Stage.lapsed))]
    for staff in Staff:
        for stage, first_after in _ends(staff, today, calendar).items():
            passed.append((sa.and_(Decision.staff == str(staff), Decision.term_ends_on < first_after), str(stage)))
    return sa.case(*passed, else_=str(Stage.later))


def counts(session: Session, query: sa.Select[Any], standing: sa.Case[str]) -> dict[Stage, int]:
    """How many of these terms stand at each stage; one statement."""
    found = query.with_only_columns(standing.label("stage")).subquery()
    rows = session.execute(sa.select(found.c.stage, sa.func.count()).group_by(found.c.stage))
    return dict.fromkeys(STAGES, 0) | {Stage(stage): count for stage, count in rows}


def rows(session: Session, query: sa.Select[Any], first: int, most: int) -> Sequence[Decision]:
    """Some of them, those that end first in front, with person, post and agency."""
    query = query.options(*queries.WHOLE).order_by(Decision.term_ends_on, Decision.id)
    return session.scalars(query.offset(first).limit(most)).all()


def times_of(row: Decision, calendar: Calendar) -> LeadTimes:
    """The last days of one term."""
    assert row.term_ends_on is not None
    return lead_times(row.term_ends_on, Staff(row.staff), calendar)


def prospect_of(row: Decision, convention: str) -> Prospect | None:
    """What follows one term as far as age tells; None where the date of birth or the gender is not known."""
    assert row.term_ends_on is not None
    assert row.effective_on is not None
    retiring = retirement_of(row)
    if retiring is None:
        return None
    years = round((row.term_ends_on - row.effective_on).days / DAYS_A_YEAR)
    return prospect(row.term_ends_on, retiring, years, Staff(row.staff), convention)


def retirement_of(row: Decision) -> date | None:
    """The last day of service by age; None where the date of birth or the gender is not known."""
    born, gender = row.person.birth_date, row.person.gender
    if born is None or gender not in ("female", "male"):
        return None
    return retires_on(born, female=gender == "female")


def next_day(ends_on: date, convention: str) -> date:
    """The first day of the term that follows (reappt.term_end_convention)."""
    return ends_on if convention == "ANNIVERSARY" else ends_on + timedelta(days=1)


def _ends(staff: Staff, today: date, calendar: Calendar) -> dict[Stage, date]:
    """By stage, the most pressing first, the day before which a term ends that stands there today, or worse."""

    def first_not(is_past: Callable[[LeadTimes], bool]) -> date:
        days = range(FARTHEST)
        return today + timedelta(days=bisect_left(
            days, True, key=lambda day: not is_past(lead_times(today + timedelta(days=day), staff, calendar))
        ))  # fmt: skip

    return {
        Stage.lapsing: first_not(lambda times: times.decision.day < today),
        Stage.noticed: first_not(lambda times: times.notice.day < today),
        Stage.soon: first_not(lambda times: (times.notice.day - today).days <= SOON_DAYS),
    }
