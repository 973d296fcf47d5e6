"""The planner's page: vacancies of the register, scenarios side by side, for those who plan."""

import re
from datetime import date

import pytest

from appointments.decisions.models import Decision
from tests.factories.pages import words
from tests.factories.terms import house_with_vacancies
from tests.fixtures.signed_in import Visitor


@pytest.fixture
def house(session, clock):
    """An agency with nine ordinary appointments, whose terms end one after the other, and two vacant posts."""
    return house_with_vacancies(session, clock.now)


def test_the_scenarios_follow_from_the_vacancies_and_the_address(app, session, house, as_user):
    officer = Visitor(as_user(house.users["officer"]))
    page = officer.get("/indicator/plan?as_of=2026-11-23&terms=no")
    narrow = officer.get("/indicator/plan?as_of=2026-11-23&terms=no&lead=12")
    wide = officer.get("/indicator/plan?as_of=2026-11-23")

    assert told(page, "Số thi tuyển thêm ít nhất cho toàn Thành phố") == "không thể đạt"  # 11 in all: 3; two are open
    assert told(page, "Vị trí khuyết đã biết đến 10/2027") == "2"
    assert scenario(page, "Không thi tuyển thêm") == ["11", "0", "0,0 %", "không đạt"]
    assert scenario(page, "Thi tuyển mọi vị trí còn kịp") == ["11", "2", "18,2 %", "không đạt"]
    assert scenario(narrow, "Thi tuyển mọi vị trí còn kịp") == ["11", "0", "0,0 %", "không đạt"]
    assert told(wide, "Vị trí khuyết đã biết đến 10/2027") == "11"  # nine terms end in September 2027
    assert told(wide, "Số thi tuyển thêm ít nhất cho toàn Thành phố") == "4"
    assert scenario(wide, "Ít nhất để đạt mục tiêu") == ["20", "4", "20,0 %", "đạt"]
    assert told(wide, "Tháng mà từ đó mục tiêu không thể đạt nữa") == "10/2027"
    assert "Vị trí nên thi tuyển trước (4)" in wide
    assert len(re.findall(r"<polyline", wide)) == 4
    for query in ("lead=0", "lead=13", "lead=x", "terms=maybe"):
        officer.get(f"/indicator/plan?{query}", 422)


def test_who_retires_leaves_a_vacancy_apart_from_the_ends_of_terms(app, session, house, as_user):
    holder = session.query(Decision).filter_by(number="3/QĐ").one().person
    holder.birth_date, holder.gender = date(1965, 12, 5), "male"  # 61 years and 9 months are reached in September 2027
    session.commit()
    officer = Visitor(as_user(house.users["officer"]))

    without = officer.get("/indicator/plan?as_of=2026-11-23&terms=no")
    with_terms = officer.get("/indicator/plan?as_of=2026-11-23")

    assert [told(page, "Vị trí khuyết đã biết đến 10/2027") for page in (without, with_terms)] == ["3", "11"]
    assert [told(page, "trong đó do nghỉ hưu") for page in (without, with_terms)] == ["1", "1"]
    assert "chưa đối chiếu nguyên văn" in with_terms


def test_the_plan_and_drafts_of_reports_are_for_those_who_plan(app, session, house, as_user, clock):
    from tests.factories import accounts

    candidate = as_user(accounts.person(session, "Thí Sinh Mẫu", "thi-sinh@example.vn", clock.now))

    assert candidate.get("/indicator/plan").status_code in (403, 404)
    assert app.test_client().get("/indicator/plan").status_code == 303
    assert "lập phương án" not in words(candidate.get("/indicator"))


def told(page, key):
    """The value of a line of the summary."""
    found = re.search(rf"{re.escape(key)}</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", found[1]).strip()


def scenario(page, name):
    """The cells of a scenario's line at the end of the period."""
    found = re.search(rf'<th scope="row"[^>]*>{re.escape(name)}</th>(.*?)</tr>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in re.findall(r"<td[^>]*>(.*?)</td>", found[1])]
