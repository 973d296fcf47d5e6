"""A reappointment in a browser, from the radar to the signed decision; its pages in English too."""

from datetime import timedelta

import pytest

from appointments.decisions.models import Decision
from tests.e2e.navigators.person import Person
from tests.e2e.people import People
from tests.factories import competitions as make
from tests.factories.applications import PDF
from tests.factories.terms import case_of, holder_of

pytestmark = pytest.mark.one_database
COUNT = {"Biên bản kiểm phiếu": "Số 1/BB", "Được triệu tập": "20", "Vắng mặt": "0", "Có mặt": "18",
         "Số phiếu thu về": "18", "Số phiếu hợp lệ": "17"}  # fmt: skip
CASE = "Hết thời hạn giữ chức vụ"


def enters(person: Person, step: str, meeting: str, agreed: str) -> None:
    """The figures of one conference, as its minutes tell them."""
    person.presses(step)
    for label, text in COUNT.items():
        person.writes(label, text)
    person.writes("Số phiếu đồng ý", agreed)
    person.presses(meeting)


def test_a_term_goes_from_the_radar_to_the_decision(live, session, window):
    now = live.clock.now
    agency = make.staff(session, make.agency(session), now - timedelta(days=60))
    row = case_of(session, 90, agency, live.clock)
    account, people = holder_of(session, row), People(live.app, session, window)
    officer = people(Person, agency.officer, now)
    authority, holder = people(Person, agency.authority, now), people(Person, account.person_id, now)

    officer.opens("Thời hạn giữ chức vụ", "Mẫu Một")
    officer.picture("the term on the radar", narrow=True)
    officer.follows("Vụ việc bổ nhiệm lại")
    officer.presses("Thông báo")
    officer.writes("Số thông báo", "12/TB")
    officer.presses("Thông báo")
    holder.takes_up(CASE)
    holder.presses("Nộp báo cáo tự nhận xét, đánh giá")
    holder.main.locator("input[type=file]").set_input_files(
        {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    holder.presses("Nộp báo cáo tự nhận xét")
    holder.reads("Đã nhận báo cáo của Ông/Bà")
    holder.picture("own page", narrow=True)
    officer.takes_up(CASE)
    enters(officer, "Ghi kết quả hội nghị cán bộ chủ chốt", "Hội nghị cán bộ chủ chốt", "12")
    officer.presses("Nhận xét, đề xuất và ý kiến cấp ủy")
    officer.writes("Nhận xét, đề xuất", "Hoàn thành nhiệm vụ, đề nghị bổ nhiệm lại")
    officer.writes("Ý kiến bằng văn bản", "Công văn số 3")
    officer.presses("Nhận xét, đề xuất và ý kiến cấp ủy")
    enters(officer, "Ghi kết quả biểu quyết của tập thể lãnh đạo", "Hội nghị tập thể lãnh đạo", "15")
    officer.picture("both votes", narrow=True)
    authority.takes_up(CASE)
    authority.acts("Thống nhất")
    officer.takes_up(CASE)
    officer.presses("Dự thảo quyết định")
    officer.presses("Dự thảo quyết định")
    authority.takes_up("Quyết định bổ nhiệm")
    authority.presses("Ký ban hành")
    authority.writes("Số quyết định", "7/QĐ-MAU")
    authority.presses("Ký ban hành")
    authority.goes_to(f"/reappointments/{row.id}?lang=en")
    authority.reads("Reappointed", "Conference of key cadres")
    authority.picture("reappointed, in English")

    session.rollback()
    session.refresh(row)
    assert row.state == "reappointed"
    assert session.get_one(Decision, row.decision_id).kind == "REAPPOINTMENT"
