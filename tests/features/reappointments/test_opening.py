"""Which terms get a case by themselves, once; what ends it from outside; the worker does it every day."""

from datetime import date, timedelta

import pytest

from appointments.core.work import By
from appointments.decisions.commands import decisions
from appointments.notifications.cli import daily
from appointments.reappointments.commands.opening import open_due
from appointments.reappointments.models import Reappointment
from tests.factories import competitions as make
from tests.factories.terms import case_of, term
from workflows.calendar import local_day


@pytest.mark.parametrize(
    ("ends_in", "born", "opened"),
    [
        (400, date(1985, 5, 17), 0),
        (150, date(1985, 5, 17), 1),
        (90, date(1985, 5, 17), 1),
        (0, date(1985, 5, 17), 1),
        (-1, date(1985, 5, 17), 0),
        (90, date(1955, 5, 17), 0),
        (90, None, 1),
    ],
)
def test_the_system_opens_a_case_when_notice_falls_due_and_only_once(session, agency, clock, ends_in, born, opened):
    made = term(session, agency, local_day(clock.now) + timedelta(days=ends_in), clock.now, born=born)

    assert [open_due(session, clock.now), open_due(session, clock.now)] == [opened, 0]

    rows = session.query(Reappointment).all()
    assert [(row.term_id, row.state) for row in rows] == [(made.id, "notice_due")] * opened


def test_the_worker_opens_them_day_by_day(session, agency, clock):
    term(session, agency, local_day(clock.now) + timedelta(days=100), clock.now)

    daily(session, clock.now)
    daily(session, clock.now)

    assert session.query(Reappointment).count() == 1


def test_another_decision_for_the_person_ends_the_case(session, agency, clock):
    row = case_of(session, 90, agency, clock)
    today = local_day(clock.now)
    other = make.post(session, agency.agency, "Phó Giám đốc")
    draft = decisions.Draft("PROMOTION", "99/QĐ", today, today)
    made = decisions.record_ordinary(session, other.id, row.person_id, draft, by=By(agency.officer), now=clock.now)

    decisions.issue(session, made.id, by=By(agency.authority), now=clock.now)

    session.commit()
    session.refresh(row)
    assert (row.state, row.end_ground) == ("superseded", "new_post")
