"""A file of decisions in a browser: its errors corrected cell by cell in a second workbook, then entered, confirmed by
another person, in office, and undone as a whole."""

from datetime import date, timedelta

import pytest

from appointments.decisions.models import Decision
from tests.e2e.navigators.person import Person
from tests.e2e.people import People
from tests.factories import competitions as make
from tests.factories.workbooks import row, workbook

pytestmark = pytest.mark.one_database  # on PostgreSQL: make test ARGS="... --database postgresql"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VIETNAMESE = {
    "Decisions": "Quyết định",
    "Decisions from a file": "Quyết định nhập từ tệp",
    "Check the file": "Kiểm tra tệp",
    "Choose another file": "Chọn tệp khác",
    "Nothing was written.": "Chưa ghi gì.",
    "The unit has no such post on the day of effect.": "Đơn vị không có chức vụ này vào ngày hiệu lực.",
    "The cell holds a formula. Paste its value.": "Ô chứa công thức. Hãy dán giá trị.",
    "is no real day": "không phải là ngày có thật",
    "Enter all of them as drafts": "Nhập tất cả làm dự thảo",
    "They count when another person confirms them.": "Chúng được tính khi một người khác xác nhận.",
    "Confirm all against their papers": "Xác nhận tất cả theo văn bản",
    "Every decision of the file is confirmed.": "Đã xác nhận mọi quyết định của tệp.",
    "Reason": "Lý do",
    "Take the whole file back": "Hoàn tác cả tệp",
    "The file is taken back; the ledger keeps what happened.": "Đã hoàn tác tệp; sổ ghi vẫn lưu những việc đã xảy ra.",
    "by the decisions entered here": "Theo các quyết định đã nhập, không có ai giữ chức vụ",
}
NAMES = [f"Cán bộ Mẫu {n:02}" for n in (1, 2, 3)]
WRONG = (row(1, post="Giám đốc"), row(2, signed="31/02/2024"), row(3, number="=1+1"))
RIGHT = (row(1), row(2, signed="ngày 1 tháng 3 năm 2024"), row(3))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_file_with_errors_is_corrected_entered_confirmed_and_undone(live, session, window, database_kind, language):
    def say(text: str) -> str:
        return text if language == "en" else VIETNAMESE[text]

    def checks(*rows) -> None:
        officer.main.locator("input[type=file]").set_input_files(
            {"name": "quyet-dinh.xlsx", "mimeType": XLSX, "buffer": workbook(*rows)}
        )
        officer.presses(say("Check the file"))

    agency = make.agency(session)
    agency.key = "so-mau"
    make.post(session, agency, "Trưởng phòng", rank="head")
    now = live.clock.now
    staff = make.staff(session, agency, now - timedelta(days=60))
    people = People(live.app, session, window, pictured=database_kind == "sqlite", language=language)
    officer, authority = people(Person, staff.officer, now), people(Person, staff.authority, now)

    officer.opens(say("Decisions"), say("Decisions from a file"))
    checks(*WRONG)
    officer.reads(say("Nothing was written."), "E2", say("The unit has no such post on the day of effect."))
    officer.reads("H3", say("is no real day"), "G4", say("The cell holds a formula. Paste its value."))
    officer.picture("errors by cell", narrow=True)
    officer.follows(say("Choose another file"))
    checks(*RIGHT)
    officer.picture("in order", narrow=True)
    officer.presses(say("Enter all of them as drafts"))
    officer.reads(say("They count when another person confirms them."), *NAMES)
    here = officer.page.url.removeprefix(live.url)
    authority.goes_to(here)
    authority.picture("drafts of the file", narrow=True)
    authority.presses(say("Confirm all against their papers"))
    authority.reads(say("Every decision of the file is confirmed."))
    officer.goes_to("/decisions/holders")
    officer.reads(*NAMES)
    officer.picture("in office", narrow=True)
    authority.writes(say("Reason"), "Nhầm danh sách của đơn vị khác")
    authority.presses(say("Take the whole file back"))
    authority.reads(say("The file is taken back; the ledger keeps what happened."))
    authority.picture("taken back", narrow=True)
    officer.goes_to("/decisions/holders")
    officer.reads(say("by the decisions entered here"))

    session.rollback()
    made = session.query(Decision).all()
    assert {one.state for one in made} == {"revoked"}
    assert {(one.signed_on, one.drafted_by, one.signed_by) for one in made} == {
        (date(2024, 3, 1), staff.officer, staff.authority)
    }
