"""Decisions from a file: dry run by cell, entered as one unit, confirmed by another person, taken back as one."""

import io
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from appointments.accounts.models import Person
from appointments.core.ledger.history import case_history
from appointments.core.work import By
from appointments.decisions import imports
from appointments.decisions.commands import decisions
from appointments.decisions.import_sheet import lines
from appointments.decisions.models import Decision
from appointments.organisation import queries as organisation
from tests.factories import competitions as make
from tests.factories.pages import hidden_of, located, words
from tests.factories.workbooks import row, workbook
from workflows.calendar import local_day

NUMBER_80, NUMBER_81 = "079080001234", "079081001234"


@pytest.fixture
def house(session, clock):
    """An agency called "so-mau" with its staff and two posts."""
    agency = make.agency(session)
    agency.key = "so-mau"
    make.post(session, agency, "Trưởng phòng", rank="head")
    make.post(session, agency, "Phó Trưởng phòng", valid_to=date(2023, 12, 31))
    return make.staff(session, agency, clock.now - timedelta(days=60))


def dry_run(session, clock, *rows) -> imports.Report:
    ground = imports.ground(session, organisation.agencies(session), local_day(clock.now), lambda n: n.encode())
    return imports.check(session, lines(workbook(*rows)), ground)


def faults(session, clock, *rows) -> list[str]:
    return [cell for cell, _why in dry_run(session, clock, *rows).faults]


@pytest.mark.parametrize(("given", "cells"), [
    ({}, []),
    ({"name": ""}, ["A2"]),
    ({"name": "NguyÔn V¨n"}, ["A2"]),
    ({"born": "", "identity": ""}, ["B2"]),
    ({"born": date(2090, 1, 1)}, ["B2"]),
    ({"born": "1980"}, ["B2"]),
    ({"identity": "12345"}, ["C2"]),
    ({"identity": 79080001234}, ["C2"]),
    ({"identity": NUMBER_81}, ["C2"]),
    ({"identity": NUMBER_80}, []),
    ({"unit": "so-khac"}, ["D2"]),
    ({"post": "Giám đốc"}, ["E2"]),
    ({"post": "Phó Trưởng phòng"}, ["E2"]),
    ({"kind": "Bổ nhiệm mới"}, ["F2"]),
    ({"kind": "ACTING"}, []),
    ({"number": ""}, ["G2"]),
    ({"signed": date(2024, 3, 6)}, ["I2"]),
    ({"signed": date(2099, 3, 6), "effective": date(2099, 3, 7)}, ["H2"]),
    ({"effective": 45356}, ["I2"]),
    ({"ends": date(2024, 3, 5)}, ["J2"]),
    ({"ends": "05/03/2029"}, []),
    ({"other": "có"}, ["K2"]),
    ({"name": "", "unit": "x", "signed": "?"}, ["A2", "H2", "D2"]),
])  # fmt: skip
@pytest.mark.one_database
def test_each_wrong_cell_of_a_row_is_told(session, clock, house, given, cells):
    assert faults(session, clock, row(1, **given)) == cells


def test_people_of_one_name_and_birth_date_are_shown_and_never_merged(session, clock, house):
    session.add(Person(full_name="Lê Hoà Mẫu", birth_date=date(1980, 1, 2), is_synthetic=True, created_at=clock.now))
    session.commit()
    same = {"name": "Lê Hòa Mẫu", "born": date(1980, 1, 2)}

    assert faults(session, clock, row(1, **same)) == ["A2"]
    assert faults(session, clock, row(1, **same, identity=NUMBER_80)) == ["A2"]
    assert faults(session, clock, row(1, **same, other="x")) == []
    assert faults(session, clock, row(1), row(2, name="Cán bộ Mẫu 01", born=date(1980, 1, 2))) == ["A3"]
    two = (row(1, identity=NUMBER_80), row(2, name="Cán bộ Mẫu 01", born=date(1980, 1, 2), identity=NUMBER_80))
    assert faults(session, clock, *two) == []
    assert faults(session, clock, two[0], row(2, identity=NUMBER_80)) == ["C3"]
    assert faults(session, clock, row(1), row(2, number="1/QĐ-MAU")) == ["G3"]


def send(client, *rows):
    page = client.get("/decisions/import")
    file = (io.BytesIO(workbook(*rows)), "quyet-dinh.xlsx")
    return client.post("/decisions/import", data=hidden_of(page) | {"file": file}, content_type="multipart/form-data")


def step(client, path, **fields):
    return client.post(path, data=hidden_of(client.get(path)) | fields)


def states(session):
    session.commit()  # what was read before is read anew
    return sorted(session.scalars(sa.select(Decision.state)))


def test_a_file_is_corrected_entered_confirmed_by_another_person_and_taken_back(session, clock, house, as_user):
    officer, authority = as_user(house.users["officer"]), as_user(house.users["authority"])

    wrong = send(officer, row(1), row(2, post="Giám đốc"))
    assert "E3" in words(wrong)
    assert states(session) == []
    right = send(officer, row(1), row(2))
    page = located(officer.post("/decisions/import/keep", data=hidden_of(right) | {"rows": rows_of(right)}))
    assert states(session) == ["drafted", "drafted"]
    assert 'value="confirm"' not in officer.get(page).text
    located(step(authority, page, trigger="confirm"))
    assert states(session) == ["issued", "issued"]
    again = words(send(officer, row(1), row(2)))
    assert "Không có gì để nhập." in again
    [one, _two] = session.scalars(sa.select(Decision))
    assert [event.act for event in case_history(session, one.case_key)] == ["decision.begin", "decision.issue"]
    assert (one.drafted_by, one.signed_by) == (house.officer, house.authority)
    assert step(officer, page, trigger="take_back", reason="Nhập nhầm").status_code == 403
    located(step(authority, page, trigger="take_back", reason="Nhập nhầm tệp"))
    assert states(session) == ["revoked", "revoked"]


@pytest.mark.one_database
def test_a_long_file_is_entered_confirmed_and_taken_back_in_portions_with_its_progress(session, clock, house, as_user):
    officer, authority = as_user(house.users["officer"]), as_user(house.users["authority"])
    rows = [row(n, born=date(1970, 1, 1) + timedelta(days=n)) for n in range(1, 203)]

    page = send(officer, *rows)
    assert "Còn 2 dòng chưa hiển thị." in words(page)
    first = officer.post("/decisions/import/keep", data=hidden_of(page) | {"rows": rows_of(page)})
    assert "Đã lập dự thảo 200/202 quyết định." in words(first)
    assert states(session) == ["drafted"] * 200
    again = officer.post("/decisions/import/keep", data=hidden_of(page) | {"rows": rows_of(page), "idem": "another"})
    assert "Tệp này đã được nhập." in words(again)
    here = located(officer.post("/decisions/import/keep", data=hidden_of(first) | {"rows": rows_of(first)}))
    assert states(session) == ["drafted"] * 202
    located(step(authority, here, trigger="confirm"))
    told = words(authority.get(here))
    assert "Đã xong 200 quyết định, còn 2 quyết định" in told
    assert "Tất cả: 202. Chờ xác nhận: 2. Đã xác nhận: 200." in told
    located(step(authority, here, trigger="confirm"))
    assert states(session) == ["issued"] * 202
    for left in (2, 0):
        located(step(authority, here, trigger="take_back", reason="Nhập nhầm tệp"))
        assert states(session).count("issued") == left
    assert session.scalar(sa.select(sa.func.count(sa.distinct(Decision.imported_in)))) == 1


def rows_of(page) -> str:
    return page.text.partition('name="rows"')[2].partition('value="')[2].partition('"')[0]


def test_what_a_later_decision_rests_on_is_not_taken_back(session, clock, house, as_user):
    officer, authority = as_user(house.users["officer"]), as_user(house.users["authority"])
    right = send(officer, row(1))
    page = located(officer.post("/decisions/import/keep", data=hidden_of(right) | {"rows": rows_of(right)}))
    located(step(authority, page, trigger="confirm"))
    first = session.scalars(sa.select(Decision)).one()
    draft = decisions.Draft("REAPPOINTMENT", "9/QĐ", date(2025, 3, 1), date(2025, 3, 5))
    decisions.record_ordinary(session, first.post_id, first.person_id, draft, by=By(house.officer), now=clock.now)

    refused = step(authority, page, trigger="take_back", reason="Nhập nhầm")

    assert "Có 1 quyết định về sau dựa vào" in words(refused)
    assert states(session) == ["drafted", "issued"]


@pytest.mark.one_database
def test_rows_that_were_changed_on_the_way_are_not_entered(session, clock, house, as_user):
    officer = as_user(house.users["officer"])
    right = send(officer, row(1))
    sealed = rows_of(right)

    for rows in ("", "x" + sealed, sealed[:-3]):
        officer.post("/decisions/import/keep", data=hidden_of(right) | {"rows": rows})
    other = as_user(house.users["second_officer"])
    page = send(other, row(1))
    other.post("/decisions/import/keep", data=hidden_of(page) | {"rows": sealed})

    assert states(session) == []


@pytest.mark.one_database
def test_the_template_is_a_download_and_a_broken_file_is_told(session, house, as_user):
    officer = as_user(house.users["officer"])

    file = officer.get("/decisions/import/template.xlsx")
    assert list(lines(file.data)) == []
    page = officer.get("/decisions/import")
    sent = {"file": (io.BytesIO(b"PK nothing"), "a.xlsx")}
    told = officer.post("/decisions/import", data=hidden_of(page) | sent, content_type="multipart/form-data")
    assert told.status_code == 422
    assert "Không đọc được tệp XLSX" in words(told)
    assert as_user(house.users["authority"]).get("/decisions/import").status_code == 403
