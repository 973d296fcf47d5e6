"""The radar of terms: what ends when, whose notice is due, and who may look at it."""

import re
from datetime import date, timedelta

import pytest

from appointments.competitions.queries import Reach
from appointments.core.work import By
from appointments.decisions import terms
from appointments.decisions.commands import decisions
from appointments.decisions.models import Decision
from appointments.organisation import queries as organisation
from tests.factories import competitions as make
from tests.factories.pages import words
from workflows.calendar import local_day
from workflows.lead_times import Stage

EVERYTHING = Reach(True, frozenset(), frozenset(), frozenset())


@pytest.fixture
def agency(session, clock):
    """An agency with its staff, of which nobody has an office yet."""
    return make.staff(session, make.agency(session), clock.now - timedelta(days=60))


def term(session, who, name, ends_on: date, now, *, kind="PROMOTION", staff="civil_servant", signed=True) -> Decision:
    """A decision whose term of five years ends on that day."""
    post = make.post(session, who.agency, "Trưởng phòng", staff=staff)
    on = ends_on.replace(year=ends_on.year - 5)
    draft = decisions.Draft(kind, f"{session.query(Decision).count() + 1}/QĐ", on, on)
    made = decisions.record_ordinary(session, post.id, decisions.Appointee(name), draft, by=By(who.officer), now=now)
    if signed:
        decisions.issue(session, made.id, by=By(who.authority), now=now)
    session.commit()
    return made


def names(page) -> list[str]:
    """The people of the list in its order."""
    return re.findall(r'/term">([^<]+)<', page.text)


def test_the_list_shows_what_ends_first_in_front_and_each_stage_alone(app, session, agency, as_user, clock):
    today = local_day(clock.now)
    for name, days in (("Mẫu Xa", 700), ("Mẫu Qua", -3), ("Mẫu Nay", 0), ("Mẫu Giữa", 60)):
        term(session, agency, name, today + timedelta(days=days), clock.now)
    term(session, agency, "Mẫu Quyền", today + timedelta(days=9), clock.now, kind="ACTING")
    term(session, agency, "Mẫu Nháp", today + timedelta(days=9), clock.now, signed=False)
    officer = as_user(agency.users["officer"])

    assert names(officer.get("/decisions/terms")) == ["Mẫu Qua", "Mẫu Nay", "Mẫu Giữa", "Mẫu Xa"]
    assert names(officer.get("/decisions/terms?stage=lapsed")) == ["Mẫu Qua"]
    assert names(officer.get("/decisions/terms?stage=lapsing")) == ["Mẫu Nay"]
    assert names(officer.get("/decisions/terms?stage=noticed")) == ["Mẫu Giữa"]
    assert names(officer.get("/decisions/terms?stage=later")) == ["Mẫu Xa"]
    assert "Không có trường hợp nào." in words(officer.get("/decisions/terms?stage=soon"))
    file = officer.get("/decisions/terms.csv").get_data(as_text=True).splitlines()
    assert len(file) == 5
    assert file[1].startswith("Mẫu Qua,")


def test_the_database_and_the_law_agree_where_each_term_stands(session, agency, clock):
    today = local_day(clock.now)
    made = [
        term(session, agency, "Mẫu Một", today + timedelta(days=days), clock.now, staff=staff)
        for staff in ("civil_servant", "public_employee")
        for days in (-400, -1, 0, 1, 2, 5, 60, 89, 90, 91, 95, 119, 120, 126, 127, 128, 135, 150, 165, 170, 500)
    ]
    calendar = organisation.calendar(session, today.year - 3, today.year + 3)
    running = terms.running(session, EVERYTHING)

    found = {
        stage: {row.id for row in session.scalars(running.where(terms.stands(today, calendar) == stage))}
        for stage in Stage
    }

    for row in made:
        stands = terms.times_of(row, calendar).stage(today)
        assert [stage for stage in Stage if row.id in found[stage]] == [stands], (row.staff, row.term_ends_on)
    assert all(found.values())


def test_a_later_decision_for_the_same_person_ends_the_watch(app, session, agency, as_user, clock):
    today = local_day(clock.now)
    first = term(session, agency, "Mẫu Một", today + timedelta(days=20), clock.now)
    draft = decisions.Draft("REAPPOINTMENT", "9/QĐ", today, today)
    again = decisions.record_ordinary(
        session, first.post_id, first.person_id, draft, by=By(agency.officer), now=clock.now
    )
    assert [row.id for row in session.scalars(terms.running(session, EVERYTHING))] == [first.id]

    decisions.issue(session, again.id, by=By(agency.authority), now=clock.now)

    session.commit()
    assert [row.id for row in session.scalars(terms.running(session, EVERYTHING))] == [again.id]
    told = words(as_user(agency.users["officer"]).get(f"/decisions/{first.id}/term"))
    assert "không còn việc phải làm" in told


def test_the_page_of_a_term_tells_every_last_day_with_its_source_and_its_sum(app, session, agency, as_user, clock):
    today = local_day(clock.now)
    lapsed = term(session, agency, "Mẫu Qua", today - timedelta(days=3), clock.now)
    told = words(as_user(agency.users["authority"]).get(f"/decisions/{lapsed.id}/term"))

    assert "phải dừng thực hiện quyền hạn" in told
    for title in ("Thông báo bằng văn bản", "Báo cáo tự nhận xét", "Hội nghị cán bộ chủ chốt", "Quyết định"):
        assert title in told
    assert told.count("Cách tính ngày này") == 4


@pytest.mark.parametrize(
    ("born", "gender", "said"),
    [
        (date(1960, 4, 1), "male", "Đến tuổi nghỉ hưu khi hết thời hạn"),
        (date(1968, 5, 5), "male", "Xem xét kéo dài thời gian giữ chức vụ đến tuổi nghỉ hưu"),
        (date(1990, 4, 1), "female", "Xem xét bổ nhiệm lại"),
        (None, "female", "chưa có ngày sinh hoặc giới tính"),
    ],
)
def test_the_page_of_a_term_tells_what_age_makes_of_its_end(app, session, agency, as_user, clock, born, gender, said):
    made = term(session, agency, "Mẫu Một", date(2029, 6, 30), clock.now)
    made.person.birth_date, made.person.gender = born, gender
    session.commit()

    told = words(as_user(agency.users["officer"]).get(f"/decisions/{made.id}/term"))

    assert said in told
    assert born is None or "chưa đối chiếu" in told


def test_only_those_who_deal_with_the_agency_see_its_terms(app, session, agency, as_user, clock, client):
    made = term(session, agency, "Mẫu Một", local_day(clock.now) + timedelta(days=20), clock.now)
    other = make.staff(session, make.agency(session, "Sở Mẫu khác"), clock.now - timedelta(days=60))
    stranger = as_user(other.users["officer"])

    assert stranger.get(f"/decisions/{made.id}/term").status_code == 404
    assert names(stranger.get("/decisions/terms")) == []
    assert client.get("/decisions/terms").status_code == 303


def test_the_list_costs_the_same_for_one_term_and_for_many(app, session, agency, as_user, clock, statements):
    officer, sent = as_user(agency.users["officer"]), {}
    for rows in (1, 5):
        for n in range(rows):
            term(session, agency, "Mẫu Một", local_day(clock.now) + timedelta(days=20 + n), clock.now)
        with statements() as sent[rows]:
            officer.get("/decisions/terms")

    assert len(sent[1]) == len(sent[5]), sent[5]
