"""A reappointment in a browser, from the radar through its two conferences to the signed decision.

In English every run goes as far as the key cadres; `make soak` goes the whole way.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from appointments.decisions.models import Decision
from appointments.reappointments.models import Reappointment
from tests.e2e.navigators.person import Person
from tests.e2e.people import People
from tests.factories import competitions as make
from tests.factories.applications import PDF
from tests.factories.terms import case_of, holder_of

pytestmark = pytest.mark.one_database  # on PostgreSQL: make test ARGS="... --database postgresql"
VOTERS = tuple(f"Cử tri Mẫu {n:02}" for n in range(1, 5))
VIETNAMESE = {
    "Terms of office": "Thời hạn giữ chức vụ",
    "The case of reappointment": "Vụ việc bổ nhiệm lại",
    "Give notice": "Thông báo",
    "Number of the notice": "Số thông báo",
    "End of the term": "Hết thời hạn giữ chức vụ",
    "Hand in your self-assessment report": "Nộp báo cáo tự nhận xét, đánh giá",
    "Hand in the report": "Nộp báo cáo tự nhận xét",
    "Your report was received.": "Đã nhận báo cáo của Ông/Bà",
    "Convene the key cadres": "Triệu tập hội nghị cán bộ chủ chốt",
    "Convene the collective leadership": "Triệu tập hội nghị tập thể lãnh đạo",
    "Conference of key cadres": "Hội nghị cán bộ chủ chốt",
    "Conference of the collective leadership": "Hội nghị tập thể lãnh đạo",
    "Those summoned": "Danh sách triệu tập",
    "Day of the conference": "Ngày họp",
    "Save the list": "Lưu danh sách",
    "Record who is present": "Ghi nhận người có mặt",
    "Issue the ballots": "Phát phiếu",
    "Enter the count": "Nhập kết quả kiểm phiếu",
    "Confirm against the minutes": "Xác nhận khớp biên bản",
    "Key cadres met": "Đã họp cán bộ chủ chốt",
    "Assessment and Party opinion": "Nhận xét, đề xuất và ý kiến cấp ủy",
    "Assessment and opinion": "Nhận xét, đề xuất và ý kiến cấp ủy",
    "Assessment and proposal": "Nhận xét, đề xuất",
    "Written opinion": "Ý kiến bằng văn bản",
    "Resolve in favour": "Thống nhất",
    "Draft the decision": "Dự thảo quyết định",
    "Appointment of": "Quyết định bổ nhiệm",
    "Sign and issue": "Ký ban hành",
    "Number of the decision": "Số quyết định",
    "Reappointed": "Đã bổ nhiệm lại",
}


@dataclass
class Journey:
    """One term that ends, as those who act meet it in their language."""

    language: str
    now: datetime
    row: Any
    officer: Person
    second: Person
    authority: Person
    holder: Person

    def say(self, text: str) -> str:
        """A text of the screens in the language of the journey."""
        return text if self.language == "en" else VIETNAMESE[text]

    def presses(self, who: Person, *buttons: str) -> None:
        """One after another."""
        for button in buttons:
            who.presses(self.say(button))

    def is_noticed_and_reported(self) -> None:
        """The officer finds the term on the radar and gives notice; the person hands the report in."""
        say, officer, holder = self.say, self.officer, self.holder
        officer.opens(say("Terms of office"), "Mẫu Một")
        officer.picture("the term on the radar", narrow=True)
        officer.follows(say("The case of reappointment"))
        self.presses(officer, "Give notice")
        officer.writes(say("Number of the notice"), "12/TB")
        self.presses(officer, "Give notice")
        holder.takes_up(say("End of the term"))
        self.presses(holder, "Hand in your self-assessment report")
        holder.main.locator("input[type=file]").set_input_files(
            {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        self.presses(holder, "Hand in the report")
        holder.reads(say("Your report was received."))
        holder.picture("own page", narrow=True)

    def meets(self, convene: str, conference: str) -> None:
        """A conference from the summons to the count; a second officer confirms it."""
        say, officer = self.say, self.officer
        officer.takes_up(say("End of the term"))
        self.presses(officer, convene)
        officer.picture(f"convening the {conference}", narrow=True)
        self.presses(officer, convene, "Those summoned")
        officer.dates(say("Day of the conference"), self.now)
        officer.main.get_by_role("textbox", name=say("Those summoned")).fill("\n".join(VOTERS))
        self.presses(officer, "Save the list", "Record who is present", "Record who is present", "Issue the ballots",
                     "Issue the ballots", "Enter the count")  # fmt: skip
        for field, figure in zip(officer.main.locator("input[inputmode=numeric]").all(), "444403", strict=True):
            field.fill(figure)
        self.presses(officer, "Enter the count")
        self.second.takes_up(say(conference))
        self.presses(self.second, "Confirm against the minutes", "Confirm against the minutes")

    def is_assessed(self) -> None:
        """What the head of the using agency and the Party committee say."""
        say, officer = self.say, self.officer
        officer.takes_up(say("End of the term"))
        officer.reads(say("Key cadres met"))
        self.presses(officer, "Assessment and Party opinion")
        officer.writes(say("Assessment and proposal"), "Hoàn thành nhiệm vụ, đề nghị bổ nhiệm lại")
        officer.writes(say("Written opinion"), "Công văn số 3")
        self.presses(officer, "Assessment and opinion")

    def is_decided(self) -> None:
        """The authority resolves, the officer drafts, the authority signs."""
        say, officer, authority = self.say, self.officer, self.authority
        authority.takes_up(say("End of the term"))
        authority.acts(say("Resolve in favour"))
        officer.takes_up(say("End of the term"))
        officer.picture("both votes", narrow=True)
        self.presses(officer, "Draft the decision", "Draft the decision")
        authority.takes_up(say("Appointment of"))
        self.presses(authority, "Sign and issue")
        authority.writes(say("Number of the decision"), "7/QĐ-MAU")
        self.presses(authority, "Sign and issue")
        officer.goes_to(f"/reappointments/{self.row.id}")
        officer.reads(say("Reappointed"), say("Conference of key cadres"))
        officer.picture("reappointed", narrow=True)


@pytest.fixture
def journey(live, session, window, database_kind):
    """`journey(language)`: an agency with its officers, and the case of a term that ends in ninety days."""

    def begin(language: str) -> Journey:
        now = live.clock.now
        agency = make.staff(session, make.agency(session), now - timedelta(days=60))
        row = case_of(session, 90, agency, live.clock)
        account = holder_of(session, row)
        people = People(live.app, session, window, pictured=database_kind == "sqlite", language=language)
        acting = (agency.officer, agency.second_officer, agency.authority, account.person_id)
        return Journey(language, now, row, *(people(Person, one, now) for one in acting))

    return begin


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.soak)])
def test_a_term_goes_from_the_radar_through_two_conferences_to_the_decision(journey, session, language):
    way = journey(language)
    way.is_noticed_and_reported()
    way.meets("Convene the key cadres", "Conference of key cadres")
    way.is_assessed()
    way.meets("Convene the collective leadership", "Conference of the collective leadership")
    way.is_decided()

    session.rollback()
    session.expire_all()
    row = session.query(Reappointment).one()
    assert row.state == "reappointed"
    assert session.get_one(Decision, row.decision_id).kind == "REAPPOINTMENT"


def test_the_way_to_the_key_cadres_is_told_in_english_too(journey):
    way = journey("en")
    way.is_noticed_and_reported()
    way.meets("Convene the key cadres", "Conference of key cadres")
    way.officer.takes_up("End of the term")
    way.officer.reads("Key cadres met", "Conference of key cadres", "Above 50 %")
    way.officer.picture("key cadres met", narrow=True)
