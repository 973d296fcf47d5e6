"""Who holds which post on a day: by decisions in force then, against the quota; possible duplicates are shown."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from python_calamine import load_workbook

from appointments.accounts.models import Person
from appointments.core.work import By
from appointments.decisions.commands import decisions
from tests.factories import competitions as make
from tests.factories.pages import words

BORN = date(1980, 1, 2)


@pytest.fixture
def house(session, clock):
    return make.staff(session, make.agency(session), clock.now - timedelta(days=60))


def entered(session, clock, house, post, who, on: date, kind="FIRST_APPOINTMENT", signed=True):
    draft = decisions.Draft(kind, f"{who if isinstance(who, str) else who.hex[:6]}-{on:%Y}/QĐ", on, on)
    person = decisions.Appointee(who, BORN) if isinstance(who, str) else who
    made = decisions.record_ordinary(session, post.id, person, draft, by=By(house.officer), now=clock.now)
    if signed:
        decisions.issue(session, made.id, by=By(house.authority), now=clock.now)
    return made


def names(page) -> list[str]:
    table = page.text.partition("<tbody")[2].partition("</tbody>")[0]
    return [name.strip() for name in re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', table)]


def test_each_day_has_its_holders_in_vietnamese_order(session, clock, house, as_user):
    head = make.post(session, house.agency, "Trưởng phòng", rank="head")
    deputy = make.post(session, house.agency, "Phó Trưởng phòng")
    binh = entered(session, clock, house, deputy, "Lê Văn Bình", date(2022, 3, 1))
    entered(session, clock, house, deputy, "Đỗ Thị Ánh", date(2023, 3, 1))
    entered(session, clock, house, head, "Trần Nháp", date(2023, 3, 1), signed=False)
    entered(session, clock, house, head, binh.person_id, date(2024, 3, 1), "PROMOTION")
    officer = as_user(house.users["officer"])

    def held(day: str):
        return officer.get(f"/decisions/holders?as_of={day}")

    assert names(held("2022-02-28")) == []
    assert names(held("2022-03-01")) == ["Lê Văn Bình"]
    assert names(held("2023-06-01")) == ["Đỗ Thị Ánh", "Lê Văn Bình"]
    assert "2/1 vượt số được giao" in words(held("2023-06-01"))
    assert "Lê Văn Bình Phó Trưởng phòng" in words(held("2023-06-01"))
    assert "Lê Văn Bình Trưởng phòng" in words(held("2024-03-01"))
    assert "vượt số được giao" not in words(held("2024-03-01"))
    assert names(held("2028-06-01")) == ["Lê Văn Bình"]
    file = officer.get("/decisions/holders.csv?as_of=2023-06-01").get_data(as_text=True).splitlines()
    assert [line.split(",")[0] for line in file[1:]] == ["Đỗ Thị Ánh", "Lê Văn Bình"]


def test_the_list_is_a_workbook_in_the_same_order_in_which_nothing_is_a_formula(session, clock, house, as_user):
    post = make.post(session, house.agency, "=HYPERLINK(1)", quota=3)
    for name in ("Lê Văn Bình", "Đỗ Thị Ánh", "Nguyễn Đức An", "Nguyễn Dũng An"):
        entered(session, clock, house, post, name, date(2023, 3, 1))

    data = as_user(house.users["officer"]).get("/decisions/holders.xlsx?as_of=2023-06-01").data
    [_head, *rows] = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    assert [row[0] for row in rows] == ["Nguyễn Dũng An", "Nguyễn Đức An", "Đỗ Thị Ánh", "Lê Văn Bình"]
    assert {(row[1], row[4]) for row in rows} == {("'=HYPERLINK(1)", date(2023, 3, 1))}
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_people_of_one_name_and_birth_date_are_shown_as_possible_duplicates(session, clock, house, as_user):
    post = make.post(session, house.agency, "Trưởng phòng", quota=3)
    for name in ("Lê Hoà", "Lê Hòa", "Lê Hoa"):
        entered(session, clock, house, post, name, date(2023, 3, 1))

    told = words(as_user(house.users["officer"]).get("/decisions/holders")).partition("Có thể trùng")[2]

    assert "Lê Hoà" in told
    assert "Lê Hòa" in told
    assert "Lê Hoa " not in told
    assert session.query(Person).filter(Person.birth_date == BORN).count() == 3
    assert as_user(make.member(session, "Người Lạ", clock.now)).get("/decisions/holders").status_code == 403
