"""Agencies, posts, the calendar, names of roles, and the exam regulation put in force by two people."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.core.errors import Forbidden, Invalid
from appointments.core.timers import Timer
from appointments.organisation import commands, queries, regulations, succession
from appointments.organisation.commands import AgencyEntry, PostEntry
from appointments.organisation.models import Agency
from tests.factories.accounts import founders, give, person, sign_in, with_password
from workflows.roles import CHAIR, PERSONNEL

TODAY = date(2026, 11, 23)


def entered(session: Session, clock, key: str, parent: Agency | None = None, **given) -> Agency:
    by = founders(session, clock.now)[0].person_id
    entry = AgencyEntry(key, f"Cơ quan {key}", f"Agency {key}", "agency", parent.id if parent else None, **given)
    return commands.save_agency(session, entry, by=by, now=clock.now)


def test_agencies_make_a_tree_whose_scopes_enclose_each_other(session: Session, clock):
    city = entered(session, clock, "ubnd")
    office = entered(session, clock, "so-noi-vu", city)
    unit = entered(session, clock, "phong-to-chuc", office)

    assert [(b.agency.key, b.depth) for b in succession.tree(session, TODAY)] == [
        ("ubnd", 0),
        ("so-noi-vu", 1),
        ("phong-to-chuc", 2),
    ]
    assert queries.scopes_of(unit) == tuple(f"agency:{one.id.hex}" for one in (unit, office, city))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"key": "Sở Nội vụ"}, "key"),
        ({"key": "so-noi-vu"}, "key"),
        ({"parent_id": uuid4()}, "parent_id"),
        ({"valid_from": date(2025, 7, 1), "valid_to": date(2025, 7, 1)}, "valid_to"),
    ],
)
def test_a_wrong_entry_is_told_at_its_field(session: Session, clock, change: dict, field: str):
    entered(session, clock, "so-noi-vu")
    by = founders(session, clock.now)[0].person_id
    given = {"key": "so-y-te", "name_vi": "Sở Y tế", "name_en": "Health", "kind": "agency", **change}

    with pytest.raises(Invalid) as invalid:
        commands.save_agency(session, AgencyEntry(**given), by=by, now=clock.now)

    assert invalid.value.field == field


def test_an_agency_cannot_come_to_lie_below_itself(session: Session, clock):
    upper = entered(session, clock, "tren")
    lower = entered(session, clock, "duoi", upper)
    by = founders(session, clock.now)[0].person_id
    entry = AgencyEntry("tren", "Trên", "Upper", "agency", lower.id)

    with pytest.raises(Invalid):
        commands.save_agency(session, entry, by=by, now=clock.now, agency_id=upper.id)


def test_personnel_of_one_agency_edit_that_agency_alone(session: Session, clock):
    mine, other = entered(session, clock, "cua-toi"), entered(session, clock, "khac")
    officer = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now).person_id
    give(session, officer, PERSONNEL, clock.now, queries.scope_of(mine))
    post = PostEntry("Trưởng phòng", "Head of division", "head", "civil_servant")

    saved = commands.save_post(session, post, by=officer, now=clock.now, agency_id=mine.id)
    assert [p.id for p in queries.posts_of(session, mine.id)] == [saved.id]
    with pytest.raises(Forbidden):
        commands.save_post(session, post, by=officer, now=clock.now, agency_id=other.id)
    with pytest.raises(Forbidden):
        commands.set_day(
            session, date(2026, 12, 24), is_working=False, reason="thử", source="TB 1", by=officer, now=clock.now
        )
    over = PostEntry("Phó", "Deputy", "deputy", "civil_servant", quota=1, filled=2)
    with pytest.raises(Invalid):
        commands.save_post(session, over, by=officer, now=clock.now, agency_id=mine.id)


def test_a_day_entered_with_its_paper_changes_the_calendar_from_today_on(session: Session, clock):
    by = founders(session, clock.now)[0].person_id
    day = date(2026, 12, 24)
    assert queries.calendar(session, 2026, 2026).is_working(day)

    commands.set_day(session, day, is_working=False, reason="Nghỉ bù", source="TB 12", by=by, now=clock.now)
    known = queries.calendar(session, 2026, 2026)
    assert not known.is_working(day)
    assert known.why(day)[1].vi == "Nghỉ bù (TB 12)"
    commands.set_day(session, day, is_working=True, reason="Làm", source="TB 13", by=by, now=clock.now)
    row = queries.overrides(session, 2026)[0]
    commands.forget_day(session, row.id, by=by, now=clock.now)
    assert queries.overrides(session, 2026) == []
    with pytest.raises(Invalid):
        commands.set_day(
            session, TODAY - timedelta(days=1), is_working=False, reason="x", source="y", by=by, now=clock.now
        )


def test_open_deadlines_that_run_across_a_day_are_found(session: Session, clock):
    def timer(key: str, due: datetime, days: list[str]) -> Timer:
        steps = [[day, True, n, "", ""] for n, day in enumerate(days, 1)]
        return Timer(case_key=key, state="s", trigger="t", due_at=due, next_try_at=due, derivation=steps)

    later = clock.now + timedelta(days=9)
    session.add_all(
        [
            timer("round:a", later, ["2026-11-24", "2026-11-25"]),
            timer("round:b", later, ["2026-11-26"]),
            timer("round:c", clock.now, ["2026-11-24"]),
        ]
    )
    session.commit()

    assert [t.case_key for t in queries.deadlines_across(session, [date(2026, 11, 24)], clock.now)] == ["round:a"]


def test_an_agency_has_its_own_word_for_a_role(session: Session, clock):
    by = founders(session, clock.now)[0].person_id
    agency = entered(session, clock, "so-noi-vu")

    commands.name_roles(session, agency, {CHAIR: ("Chủ tịch HĐ", "Chairperson")}, by=by, now=clock.now)
    labels = accounts.role_labels(session, queries.scope_of(agency))
    assert labels[CHAIR].vi == "Chủ tịch HĐ"
    assert labels[PERSONNEL].vi == "Cán bộ tổ chức"
    with pytest.raises(Invalid):
        commands.name_roles(session, agency, {CHAIR: ("Chủ tịch", " ")}, by=by, now=clock.now)
    commands.name_roles(session, agency, {CHAIR: ("", "")}, by=by, now=clock.now)
    assert accounts.role_labels(session, queries.scope_of(agency))[CHAIR].vi == "Chủ tịch Hội đồng thi"


@pytest.fixture
def grantors(app: Flask, session: Session, clock) -> tuple[FlaskClient, FlaskClient]:
    """The two founders, signed in."""
    clients = []
    for user in founders(session, clock.now):
        client = app.test_client()
        with_password(app, session, user, clock.now)
        assert sign_in(client, user.email).status_code == 302
        clients.append(client)
    return clients[0], clients[1]


def test_every_page_is_there_before_anything_is_entered(grantors):
    one, _two = grantors
    empty = one.get("/organisation/")
    assert empty.status_code == 200
    assert "Chưa có cơ quan nào" in empty.text
    for path in (
        "/organisation/calendar",
        "/organisation/calendar?year=2030",
        "/organisation/calendar?year=99999999999999",
        "/organisation/regulation/civil_servant",
        "/organisation/regulation/public_employee?lang=en",
        "/organisation/regulation/civil_servant/new?lang=vi",
        "/organisation/agencies/new",
    ):
        assert one.get(path).status_code == 200, path
    assert one.get("/organisation/regulation/nobody").status_code == 404


def test_an_agency_its_post_and_its_regulation_come_in_through_the_screens(grantors, session: Session):
    one, two = grantors
    form = {"name_vi": "Sở Nội vụ", "name_en": "Home Affairs", "key": "so-noi-vu", "kind": "agency", "parent_id": ""}
    made = one.post("/organisation/agencies/new", data=form)
    assert made.status_code == 303, made.text
    again = one.post("/organisation/agencies/new", data=form)
    assert again.status_code == 422
    assert "tên ngắn" in again.text
    assert 'value="Sở Nội vụ"' in again.text

    post = {
        "title_vi": "Trưởng phòng",
        "title_en": "Head of division",
        "rank": "head",
        "level": "DIVISION",
        "staff": "civil_servant",
        "quota": "1",
        "filled": "0",
        "position_list_approved": "y",
    }
    assert one.post(f"{made.location}/posts/new", data=post).status_code == 303
    page = one.get(made.location)
    assert "Trưởng phòng" in page.text
    edited = one.get(f"{made.location}/edit")
    assert "so-noi-vu" in edited.text

    draft_at = f"{made.location}/regulation/civil_servant/new"
    blank = one.get(draft_at).text
    values = dict(re.findall(r'<input[^>]*name="(p_exam__\w+)"[^>]*?value="([^"]*)"', blank))
    values |= dict(re.findall(r'<select[^>]*name="(p_exam__\w+)".*?<option value="([^"]*)" selected', blank, re.DOTALL))
    assert len(values) == len(regulations.EDITABLE)
    bad = one.post(draft_at, data={**values, "source": "QĐ 12/QĐ-SNV", "p_exam__written_minutes": "1000"})
    assert bad.status_code == 200
    assert "khoảng" in bad.text
    kept = one.post(draft_at, data={**values, "source": "QĐ 12/QĐ-SNV", "p_exam__written_minutes": "120"})
    assert kept.status_code == 303, kept.text
    own = one.get(kept.location)
    assert "180" in own.text
    assert "120" in own.text
    assert "SD3" in own.text
    assert two.post(kept.location, data={"trigger": "enact"}).location == kept.location
    shown = two.get(f"{made.location}/regulation/civil_servant")
    assert "QĐ 12/QĐ-SNV" in shown.text


def test_entering_a_day_shows_the_deadlines_it_lies_in_before_it_is_saved(grantors, session: Session, clock):
    one, _two = grantors
    due = datetime(2026, 12, 31, 17, tzinfo=UTC)
    key = f"assignment:{uuid4().hex}"
    steps = [["2026-12-24", True, 1, "", ""]]
    session.add(Timer(case_key=key, state="in_force", trigger="expire", due_at=due, next_try_at=due, derivation=steps))
    session.commit()
    form = {
        "day-day": "24",
        "day-month": "12",
        "day-year": "2026",
        "is_working": "no",
        "reason": "Nghỉ",
        "source": "TB 1",
    }

    asked = one.post("/organisation/calendar", data=form)
    assert asked.status_code == 200
    assert key[:20] in asked.text
    assert queries.overrides(session, 2026) == []
    session.rollback()

    assert one.post("/organisation/calendar", data={**form, "sure": "yes"}).status_code == 303
    assert [o.day for o in queries.overrides(session, 2026)] == [date(2026, 12, 24)]
    assert "Nghỉ (TB 1)" in one.get("/organisation/calendar").text


def test_the_tree_costs_the_same_for_many_agencies(grantors, session: Session, clock, statements):
    one, _two = grantors
    entered(session, clock, "mot")
    with statements() as few:
        one.get("/organisation/")
    parent = None
    for n in range(8):
        parent = entered(session, clock, f"so-{n}", parent)
    with statements() as many:
        one.get("/organisation/")

    assert len(few) == len(many) <= 7


def test_candidates_do_not_see_the_organisation_s_pages(app: Flask, session: Session, clock):
    user = with_password(app, session, person(session, "Thí sinh Mẫu", "ts@example.vn", clock.now), clock.now)
    client = app.test_client()
    sign_in(client, user.email)

    assert client.get("/organisation/").status_code == 403
