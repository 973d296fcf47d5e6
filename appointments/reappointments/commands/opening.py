"""The system opens a case for each term whose notice is due soon; an officer may open one by hand at any time."""

import logging
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions import context
from appointments.competitions.queries import EVERYWHERE
from appointments.core.errors import Forbidden, Invalid
from appointments.core.sweep import each_day
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.decisions import terms
from appointments.decisions.models import Decision
from appointments.organisation import queries as organisation
from appointments.organisation.models import Post
from appointments.reappointments.case import reappointment_case
from appointments.reappointments.models import Reappointment
from workflows.calendar import local_day
from workflows.lead_times import Stage
from workflows.parameters import Staff
from workflows.reappointment import text_of
from workflows.retirement import Road, end_of_term
from workflows.roles import PERSONNEL, SYSTEM

log = logging.getLogger(__name__)
DUE = (Stage.soon, Stage.noticed, Stage.lapsing)
"""From a month before the last day for the notice to the term's end; what lapsed before stands on the radar."""


@each_day("terms")
def open_due(session: Session, now: datetime) -> int:
    """Open a case for each running term whose notice is due soon or late and that has none; returns how many."""
    today = local_day(now)
    calendar = organisation.calendar(session, today.year - 1, today.year + 2)
    has_case = sa.exists(sa.select(Reappointment.id).where(Reappointment.term_id == Decision.id))
    query = terms.running(session, EVERYWHERE).join(Post, Post.id == Decision.post_id)
    query = query.where(terms.stands(today, calendar).in_([str(stage) for stage in DUE]), ~has_case, ~Post.elected)
    found = list(session.scalars(query.order_by(Decision.term_ends_on, Decision.id).with_only_columns(Decision.id)))
    opened = 0
    for term_id in found:
        try:
            opened += open_case(session, term_id, by=SYSTEM_BY, now=now) is not None
        except Exception:  # one broken term does not keep the others from being opened; tomorrow tries again
            session.rollback()
            log.exception("no case was opened for the term of decision %s", term_id)
    return opened


def open_case(session: Session, term_id: UUID, *, by: By, now: datetime) -> Reappointment | None:
    """Open the case of one term; None where the system finds that it has one, or that nothing is to be considered."""
    with Work(session, by, now) as work:
        term = work.lock(Decision, term_id)  # whoever comes second waits here and finds the case
        known = session.scalar(sa.select(Reappointment).where(Reappointment.term_id == term_id))
        is_over = term.state != "issued" or term.term_ends_on is None or terms.is_followed(session, term)
        if by.person is None and (known is not None or is_over):
            return None
        if known is not None:
            raise Invalid("This term has its case already.")
        if is_over:
            raise Invalid("There is no running term to consider.")
        row = _row(session, term, now)
        if row is None and by.person is None:
            return None
        if row is None:
            raise Invalid("The person retires when the term ends: there is nothing to consider.")
        role = SYSTEM if by.person is None else PERSONNEL
        session.add(row)
        session.flush()
        case = reappointment_case(session, row, by, now)
        if by.person is not None and PERSONNEL not in case.actor.roles:
            raise Forbidden("a case is opened by a personnel officer")
        return work.begin(row, role, case)


def _row(session: Session, term: Decision, now: datetime) -> Reappointment | None:
    """The case as the term, the age and the calendar tell; None where the person retires with the term."""
    assert term.term_ends_on is not None
    rules = context.rules_of(None, now, Staff(term.staff))
    told = str(rules["reappt.term_end_convention"])
    ahead = terms.prospect_of(term, told)
    if ahead is not None and ahead.road is Road.retirement:
        return None
    ends = term.term_ends_on
    times = terms.times_of(term, organisation.calendar(session, ends.year - 1, ends.year + 2))
    begins = terms.next_day(ends, told)
    text = text_of(Staff(term.staff), local_day(now))
    return Reappointment(
        id=uuid4(), term_id=term.id, person=term.person, post=term.post, agency_id=term.agency_id, staff=term.staff,
        road=str(ahead.road if ahead else Road.reappointment), ends_on=ends,
        retires_on=ahead.retires_on if ahead else None, begins_on=begins,
        new_end=ahead.new_end if ahead else end_of_term(begins, int(rules["appt.term_years"]), told),
        notice_by=times.notice.day, decision_by=times.decision.day, process_version=text.version,
        state="notice_due", begun_at=now, entered_at=now,
    )  # fmt: skip
