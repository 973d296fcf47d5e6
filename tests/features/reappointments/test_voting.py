"""The two votes of a case: who counts, what exactly one half leads to, what becomes of an open conference."""

import pytest

from appointments.competitions import context
from tests.factories import accounts
from tests.factories.pages import located, send
from tests.factories.reappointing import again, conference, counted, reported, voted
from tests.factories.terms import case_of, holder_of
from workflows.calendar import local_day
from workflows.roles import PERSONNEL


@pytest.mark.one_database
def test_nobody_counts_alone_or_in_their_own_matter_and_figures_that_cannot_be_true_are_refused(
    app, session, agency, as_user, clock
):
    row = case_of(session, 90, agency, clock)
    officer, second = (as_user(agency.users[key]) for key in ("officer", "second_officer"))
    account, today, path = holder_of(session, row), local_day(clock.now), f"/reappointments/{row.id}"
    reported(officer, as_user(account), path, today)

    place = counted(officer, path, "cadres", 18, today, answers=422)  # seventeen are valid
    refused = conference(session, place).state
    located(send(officer, f"{place}/steps/count", **{
        "prepared": "20", "issued": "18", "returned": "18", "valid": "17", "invalid": "1", "votes-1": "9",
    }))  # fmt: skip
    assert (refused, conference(session, place).state) == ("balloted", "counted")
    assert officer.get(f"{place}/steps/confirm").status_code == 409
    assert officer.get(f"{path}/steps/convene_cadres").status_code == 409  # one is open already
    accounts.give(session, account.person_id, PERSONNEL, clock.now, context.agency_scope(agency.agency.id))
    assert as_user(account).get(f"{place}/steps/confirm").status_code in (403, 404, 409)
    located(send(second, f"{place}/steps/confirm"))
    again(session, row)
    assert row.state == "cadres_held"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("staff", "agreed", "state"),
    [("civil_servant", 10, "cadres_held"), ("civil_servant", 9, "cadres_held"), ("civil_servant", 8, "referred"),
     ("public_employee", 10, "cadres_held"), ("public_employee", 9, "referred")],
)  # fmt: skip
def test_where_the_key_cadres_lead_to_with_one_half_and_a_ballot_more_or_less(
    app, session, agency, as_user, clock, staff, agreed, state
):
    row = case_of(session, 90, agency, clock, staff=staff)
    officer, second = (as_user(agency.users[key]) for key in ("officer", "second_officer"))
    today, path = local_day(clock.now), f"/reappointments/{row.id}"
    reported(officer, as_user(holder_of(session, row)), path, today)

    voted(officer, second, path, "cadres", agreed, today)

    again(session, row)
    assert row.state == state


@pytest.mark.one_database
def test_a_conference_rests_with_the_case_and_ends_with_it(app, session, agency, as_user, clock):
    row = case_of(session, 90, agency, clock)
    officer, second, authority = (as_user(agency.users[key]) for key in ("officer", "second_officer", "authority"))
    today, path = local_day(clock.now), f"/reappointments/{row.id}"
    reported(officer, as_user(holder_of(session, row)), path, today)
    place = counted(officer, path, "cadres", 12, today)

    located(send(authority, f"{path}/hold", ground="health", reason="Giấy ra viện số 4"))
    held = second.get(f"{place}/steps/confirm")
    located(send(officer, f"{path}/end", ground="resignation", reason="Đơn từ chức"))

    assert held.status_code == 409
    assert conference(session, place).state == "cancelled"
