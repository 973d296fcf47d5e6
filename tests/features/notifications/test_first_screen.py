"""The first screen: first steps in a new installation, an agency's own words, and what is nobody's work."""

import pytest

from appointments.accounts.models import RoleLabel
from appointments.notifications import queries
from appointments.organisation.queries import scope_of
from tests.factories import accounts
from workflows.roles import PERSONNEL


def test_whoever_founds_an_installation_is_led_through_the_first_steps(session, as_user, clock):
    founder = accounts.founders(session, clock.now)[0]

    page = as_user(founder).get("/inbox").text

    assert "Những bước đầu khi mới cài đặt" in page
    assert all(address in page for address in ("/organisation/", "/people", "/organisation/calendar", "/needs"))


@pytest.mark.one_database
def test_where_rounds_run_nobody_is_led_through_first_steps(session, as_user, receiving, clock):
    founder = accounts.founders(session, clock.now)[0]

    assert "Những bước đầu khi mới cài đặt" not in as_user(founder).get("/inbox").text


@pytest.mark.one_database
def test_the_role_bears_the_name_that_the_agency_gives_it(session, as_user, receiving):
    built = receiving[0]
    agency = built.contests[0].post.agency
    session.add(RoleLabel(scope=scope_of(agency), role=PERSONNEL, label_vi="Chuyên viên", label_en="Specialist"))
    session.commit()

    page = as_user(built.staff.users["officer"]).get("/inbox").text

    assert ">Chuyên viên</td>" in page


@pytest.mark.one_database
def test_a_post_that_moves_with_its_round_waits_for_nobody(session, receiving, clock):
    built = receiving[0]
    waiting = queries.waiting_for(session, built.staff.officer, clock.now)

    assert {contest.state for contest in built.contests} == {"open"}
    assert "contest" not in {group.kind.process for group in waiting}
