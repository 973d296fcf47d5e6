"""The terms of office that run: whose, until when, and what must happen before (the radar of reappointments).

A term is a decision in force with a last day, as long as no later decision was issued for the same person. Acting
appointments are none. Where a term stands follows from its last day alone, so the database can be asked for a stage.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from appointments.competitions.queries import Reach
from appointments.decisions import queries
from appointments.decisions.models import Decision
from workflows.calendar import Calendar
from workflows.lead_times import SOON_DAYS, LeadTimes, Stage, lead_times
from workflows.parameters import Staff

ACTING = "ACTING"
FARTHEST = 400
"""More days than any text puts between the notice and the end of a term, with a month to see it coming."""


def every(session: Session, reach: Reach) -> sa.Select[Any]:
    """Selects the terms within reach, those that a later decision has ended too."""
    query = queries.within(session, reach, "issued")
    return query.where(Decision.term_ends_on.is_not(None), Decision.kind != ACTING)


def running(session: Session, reach: Reach) -> sa.Select[Any]:
    """Selects the terms within reach that no later decision has taken the place of."""
    later = aliased(Decision)
    follows = sa.and_(
        later.person_id == Decision.person_id, later.state == "issued", later.effective_on > Decision.effective_on
    )
    return every(session, reach).where(~sa.exists(sa.select(later.id).where(follows)))


def at_stage(query: sa.Select[Any], stage: Stage, today: date, calendar: Calendar) -> sa.Select[Any]:
    """Those of these terms that stand at a stage today."""
    if stage is Stage.lapsed:
        return query.where(Decision.term_ends_on < today)
    return query.where(
        sa.or_(
            *(
                sa.and_(
                    Decision.staff == str(staff),
                    Decision.term_ends_on >= first,
                    *([] if last is None else [Decision.term_ends_on <= last]),
                )
                for staff in Staff
                for first, last in [_ends(stage, staff, today, calendar)]
            )
        )
    )


def rows(session: Session, query: sa.Select[Any], first: int, most: int) -> Sequence[Decision]:
    """Some of them, those that end first in front, with person, post and agency."""
    query = query.options(*queries.WHOLE).order_by(Decision.term_ends_on, Decision.id)
    return session.scalars(query.offset(first).limit(most)).all()


def times_of(row: Decision, calendar: Calendar) -> LeadTimes:
    """The last days of one term."""
    assert row.term_ends_on is not None
    return lead_times(row.term_ends_on, Staff(row.staff), calendar)


def _ends(stage: Stage, staff: Staff, today: date, calendar: Calendar) -> tuple[date, date | None]:
    """From which to which last day (None: open) terms stand at a stage today."""

    def first_not(is_past: Callable[[LeadTimes], bool]) -> date:
        low, high = 0, FARTHEST
        while low < high:
            middle = (low + high) // 2
            if is_past(lead_times(today + timedelta(days=middle), staff, calendar)):
                low = middle + 1
            else:
                high = middle
        return today + timedelta(days=low)

    undecided = first_not(lambda times: times.decision.day < today)
    unnoticed = first_not(lambda times: times.notice.day < today)
    far = first_not(lambda times: (times.notice.day - today).days <= SOON_DAYS)
    return {
        Stage.lapsing: (today, undecided - timedelta(days=1)),
        Stage.noticed: (undecided, unnoticed - timedelta(days=1)),
        Stage.soon: (unnoticed, far - timedelta(days=1)),
        Stage.later: (far, None),
    }[stage]
