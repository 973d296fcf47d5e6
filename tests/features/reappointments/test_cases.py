"""A term that ends: opened by the system once, led on the pages to a decision, held, lapsed, ended otherwise."""

from datetime import timedelta
from io import BytesIO

import pytest

from appointments.core.sweep import sweep
from appointments.core.work import By
from appointments.decisions.models import Decision
from appointments.reappointments.commands.opening import open_case, open_due
from appointments.reappointments.models import Reappointment
from tests.factories import competitions as make
from tests.factories.applications import PDF
from tests.factories.pages import day, located, send, words
from tests.factories.reappointing import again, led_to_votes, voted
from tests.factories.terms import case_of, holder_of, term
from workflows.calendar import local_day, midnight_after


def test_a_reappointment_goes_on_the_pages_from_the_radar_to_the_decision(app, session, agency, as_user, clock):
    row = case_of(session, 90, agency, clock)
    officer, second, authority = (as_user(agency.users[key]) for key in ("officer", "second_officer", "authority"))
    holder, today, path = as_user(holder_of(session, row)), local_day(clock.now), f"/reappointments/{row.id}"

    radar = officer.get(f"/decisions/{row.term_id}/term")
    assert officer.get(f"/reappointments/terms/{row.term_id}").location.endswith(path)
    assert "Mẫu Một" in words(officer.get("/reappointments"))
    led_to_votes(officer, second, holder, path, today)
    own = words(holder.get(path))
    voted(officer, second, path, "leadership", 12, today)
    located(send(authority, f"{path}/steps/resolve"))
    made = located(send(officer, f"{path}/draft"))
    located(send(authority, f"{made}/steps/issue", number="7/QĐ-MAU", **day("signed_on", today)))
    signed = words(officer.get(made))

    again(session, row)
    decision = session.get(Decision, row.decision_id)
    assert "bổ nhiệm lại" in words(radar)
    assert row.state == "reappointed"
    assert (decision.kind, decision.effective_on, decision.term_ends_on) == ("REAPPOINTMENT", row.ends_on, row.new_end)
    assert ("Người ký" in signed, "Người đối chiếu với văn bản" in signed) == (True, False)
    assert row.new_end == row.ends_on.replace(year=row.ends_on.year + 5)
    assert "Cơ quan đang xem xét" in own
    assert "10" not in own.partition("Thời hạn")[0]
    assert "Quá 50%" not in own
    told = words(officer.get(path))
    assert "Quá 50%" in told
    assert "nhập từ văn bản giấy" not in words(officer.get(made))


@pytest.mark.one_database
def test_the_person_learns_from_no_page_that_the_key_cadres_were_against(app, session, agency, as_user, clock):
    row = case_of(session, 90, agency, clock)
    officer, second, authority = (as_user(agency.users[key]) for key in ("officer", "second_officer", "authority"))
    holder, path = as_user(holder_of(session, row)), f"/reappointments/{row.id}"
    located(send(officer, f"{path}/notice", number="12/TB", **day("on", local_day(clock.now))))
    located(send(holder, f"{path}/report", file=(BytesIO(PDF), "bao-cao.pdf")))
    holder.get(path)
    before = words(holder.get(path))

    voted(officer, second, path, "cadres", 3, local_day(clock.now))

    again(session, row)
    assert row.state == "referred"
    assert words(holder.get(path)) == before
    located(send(authority, f"{path}/steps/not_reappoint", reason="Không còn nhu cầu"))
    assert "không" in words(holder.get(path))
    again(session, row)
    assert row.state == "not_reappointed"


@pytest.mark.one_database
def test_a_late_notice_is_taken_and_stays_on_record_as_late(app, session, agency, as_user, clock):
    row = case_of(session, 30, agency, clock)
    officer, path = as_user(agency.users["officer"]), f"/reappointments/{row.id}"

    located(send(officer, f"{path}/notice", number="12/TB", **day("on", local_day(clock.now))))

    again(session, row)
    assert (row.state, row.is_late) == ("notified", True)
    assert "chậm" in words(officer.get(path))


def test_the_term_s_end_without_a_decision_suspends_the_powers_and_a_late_decision_counts_from_it(
    app, session, agency, as_user, clock
):
    row = case_of(session, 30, agency, clock)
    officer, second, authority = (as_user(agency.users[key]) for key in ("officer", "second_officer", "authority"))
    account, path = holder_of(session, row), f"/reappointments/{row.id}"
    led_to_votes(officer, second, as_user(account), path, local_day(clock.now))
    clock.set(midnight_after(row.decision_by))
    reminded = sweep(session, clock.now)
    clock.set(midnight_after(row.ends_on))
    lapsed = sweep(session, clock.now)
    officer, second, authority = (as_user(agency.users[key]) for key in ("officer", "second_officer", "authority"))
    holder = as_user(account)

    again(session, row)
    assert (reminded, lapsed, row.state) == (1, 1, "expired")
    assert "dừng thực hiện quyền hạn" in words(officer.get(path))
    assert "dừng thực hiện quyền hạn" in words(holder.get(path))
    located(send(authority, f"{path}/steps/go_on", reason="Người ký vắng mặt vì lý do khách quan"))
    voted(officer, second, path, "leadership", 10, local_day(clock.now))
    located(send(authority, f"{path}/steps/resolve_despite", reason="Người đứng đầu quyết định"))
    made = located(send(officer, f"{path}/draft"))
    located(send(authority, f"{made}/steps/issue", number="8/QĐ-MAU", **day("signed_on", local_day(clock.now))))
    again(session, row)
    assert row.state == "reappointed"
    assert "vì lý do khách quan; thời hạn mới tính từ" in words(officer.get(f"{made}/paper"))


@pytest.mark.one_database
def test_less_than_two_years_to_retirement_lead_to_an_extension_without_key_cadres(
    app, session, agency, as_user, clock
):
    today = local_day(clock.now)
    row = case_of(session, 90, agency, clock, born=today.replace(year=today.year - 61, day=1))
    officer, second, authority = (as_user(agency.users[key]) for key in ("officer", "second_officer", "authority"))
    holder, path = as_user(holder_of(session, row)), f"/reappointments/{row.id}"
    assert row.road == "extension"
    located(send(officer, f"{path}/notice", number="12/TB", **day("on", today)))
    located(send(holder, f"{path}/report", file=(BytesIO(PDF), "bao-cao.pdf")))

    assert officer.get(f"{path}/steps/convene_cadres").status_code == 409
    located(send(officer, f"{path}/assessment", assessment="Đề nghị kéo dài", opinion="Công văn số 3"))
    voted(officer, second, path, "leadership", 12, today)
    located(send(authority, f"{path}/steps/resolve"))
    made = located(send(officer, f"{path}/draft"))
    located(send(authority, f"{made}/steps/issue", number="9/QĐ-MAU", **day("signed_on", today)))

    again(session, row)
    decision = session.get(Decision, row.decision_id)
    assert (row.state, decision.kind, decision.term_ends_on) == ("extended", "EXTENSION", row.retires_on)


@pytest.mark.one_database
def test_one_of_six_grounds_holds_the_case_and_another_ends_it(app, session, agency, as_user, clock):
    row = case_of(session, 90, agency, clock)
    officer, authority = (as_user(agency.users[key]) for key in ("officer", "authority"))
    path = f"/reappointments/{row.id}"

    located(send(authority, f"{path}/hold", ground="health", reason="Giấy ra viện số 4"))
    held = officer.get(f"{path}/notice")
    located(send(authority, f"{path}/steps/lift", reason="Đã trở lại làm việc"))
    free = officer.get(f"{path}/notice")
    located(send(officer, f"{path}/end", ground="resignation", reason="Đơn từ chức"))

    again(session, row)
    assert (held.status_code, free.status_code) == (409, 200)
    assert (row.state, row.end_ground, row.hold_ground) == ("superseded", "resignation", "")


@pytest.mark.one_database
def test_a_case_of_a_public_employee_says_that_its_text_is_not_verified(app, session, agency, as_user, clock):
    row = case_of(session, 90, agency, clock, staff="public_employee")

    told = words(as_user(agency.users["officer"]).get(f"/reappointments/{row.id}"))

    assert row.process_version == 4
    assert "chưa đối chiếu nguyên văn" in told


@pytest.mark.one_database
def test_strangers_see_nothing_of_a_case(app, session, agency, as_user, clock, client):
    row = case_of(session, 90, agency, clock)
    other = make.staff(session, make.agency(session, "Sở Mẫu khác"), clock.now - timedelta(days=60))
    stranger = as_user(other.users["officer"])

    for path in ("", "/notice", "/report/file", "/steps/resolve", "/hold", "/end", "/draft", "/assessment"):
        assert stranger.get(f"/reappointments/{row.id}{path}").status_code in (403, 404), path
    assert "Mẫu Một" not in words(stranger.get("/reappointments"))
    assert client.get(f"/reappointments/{row.id}").status_code == 303


@pytest.mark.one_database
def test_an_officer_opens_a_case_early_and_the_calendar_carries_the_last_days(app, session, agency, as_user, clock):
    made = term(session, agency, local_day(clock.now) + timedelta(days=600), clock.now)
    officer = as_user(agency.users["officer"])

    located(send(officer, f"/reappointments/terms/{made.id}"))
    feed = officer.get("/reappointments/calendar.ics").get_data(as_text=True)
    one = officer.get(f"/reappointments/terms/{made.id}.ics")

    assert session.query(Reappointment).filter_by(term_id=made.id).count() == 1
    assert open_case(session, made.id, by=By(None), now=clock.now) is None
    assert feed.count("BEGIN:VEVENT") == 3
    assert one.mimetype == "text/calendar"
    ends = made.term_ends_on
    assert f"DTSTART;VALUE=DATE:{ends:%Y%m%d}" in feed.replace("\r\n ", "")


@pytest.mark.one_database
def test_the_list_costs_the_same_for_one_case_and_for_many(app, session, agency, as_user, clock, statements):
    officer, sent = as_user(agency.users["officer"]), {}
    for rows in (1, 4):
        for n in range(rows):
            term(session, agency, local_day(clock.now) + timedelta(days=60 + n), clock.now, name=f"Mẫu {'ABCDE'[n]}")
        open_due(session, clock.now)
        with statements() as sent[rows]:
            officer.get("/reappointments")

    assert len(sent[1]) == len(sent[4]), sent[4]
