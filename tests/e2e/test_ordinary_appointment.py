"""An ordinary appointment through its four conferences, in a browser: one of three is carried by the 30 % rule, then
chosen. Every act is taken on the screens of the one who may take it.

In English every run goes as far as the first outcome; `make soak` goes the whole way.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from appointments.decisions.models import Decision
from appointments.procedures.models import Procedure
from tests.e2e.navigators.person import Person
from tests.e2e.people import People
from tests.factories import competitions as make

pytestmark = pytest.mark.one_database  # on PostgreSQL: make test ARGS="... --database postgresql"
VOTERS = tuple(f"Cử tri Mẫu {n:02}" for n in range(1, 11))
VIETNAMESE = {
    "Ordinary appointments": "Bổ nhiệm theo quy trình",
    "Open an ordinary appointment": "Mở quy trình bổ nhiệm",
    "Post": "Vị trí",
    "First appointment": "Bổ nhiệm lần đầu",
    "Why the post is to be filled": "Lý do cần bổ nhiệm",
    "Write the need down": "Ghi nhận nhu cầu",
    "Put a name on the list": "Đưa người vào danh sách",
    "Search by name or e-mail": "Tìm theo họ tên hoặc thư điện tử",
    "Search": "Tìm",
    "Choose": "Chọn",
    "Put on the list": "Đưa vào danh sách",
    "Request the policy": "Xin chủ trương",
    "Approve the policy": "Đồng ý chủ trương",
    "Source on site": "Nguồn tại chỗ",
    "Convene the conference": "Triệu tập hội nghị",
    "Those summoned": "Danh sách triệu tập",
    "Day of the conference": "Ngày họp",
    "Place": "Địa điểm",
    "Save the list": "Lưu danh sách",
    "Record who is present": "Ghi nhận người có mặt",
    "Excused: force majeure": "Vắng mặt vì lý do bất khả kháng",
    "Why excused": "Lý do vắng mặt",
    "Issue the ballots": "Phát phiếu",
    "Enter the count": "Nhập kết quả kiểm phiếu",
    "Ballots prepared": "Số phiếu chuẩn bị",
    "Ballots issued": "Số phiếu phát ra",
    "Ballots returned": "Số phiếu thu về",
    "Valid ballots": "Số phiếu hợp lệ",
    "Invalid ballots": "Số phiếu không hợp lệ",
    "Confirm against the minutes": "Xác nhận khớp biên bản",
    "At 30 % or more (3 of 10).": "Đạt từ 30% trở lên (3/10).",
    "Several carried to the next step": "Nhiều người được giới thiệu ở bước sau",
    "One person chosen": "Một người được chọn",
    "7 of 9 (≈77.8%)": "7/9 phiếu (≈77,8%)",
    "Appointment:": "Bổ nhiệm Phó",
    "Appointment of": "Quyết định bổ nhiệm",
    "Collective leadership (first)": "Hội nghị tập thể lãnh đạo (lần 1)",
    "Extended leadership": "Hội nghị tập thể lãnh đạo mở rộng",
    "Key cadres": "Hội nghị cán bộ chủ chốt",
    "Collective leadership (final vote)": "Hội nghị tập thể lãnh đạo biểu quyết",
    "Dossier, diplomas, certificates": "Hồ sơ, văn bằng, chứng chỉ",
    "Declaration of assets and income": "Kê khai tài sản, thu nhập",
    "Opinion of the Party committee": "Ý kiến của cấp ủy",
    "Political standards": "Tiêu chuẩn chính trị",
    "In order": "Đạt",
    "Record what was found": "Ghi nhận kết quả xác minh",
    "Submit": "Trình bổ nhiệm",
    "Record the decision of the collective": "Ghi nhận quyết nghị",
    "Minutes of the meeting": "Biên bản họp",
    "Record it": "Ghi nhận",
    "Draft the decision": "Dự thảo quyết định",
    "Takes effect on": "Có hiệu lực từ ngày",
    "Sign and issue": "Ký ban hành",
    "Number of the decision": "Số quyết định",
    "Day of signing": "Ngày ký",
    "Record taking office": "Ghi nhận nhận nhiệm vụ",
    "In office": "Đã nhận nhiệm vụ",
}
CHECKS = (
    "Dossier, diplomas, certificates", "Declaration of assets and income", "Opinion of the Party committee",
    "Political standards",
)  # fmt: skip


@dataclass
class Journey:
    """One case, as those who act in it meet it in their language."""

    language: str
    now: datetime
    officer: Person
    second: Person
    authority: Person
    place: str = ""

    def say(self, text: str) -> str:
        """A text of the screens in the language of the journey."""
        return text if self.language == "en" else VIETNAMESE[text]

    @property
    def post(self) -> str:
        """The post, as the lists call it."""
        return "Sample: Phó Trưởng phòng Mẫu" if self.language == "en" else "Phó Trưởng phòng Mẫu"

    def presses(self, who: Person, *buttons: str) -> None:
        """One after another."""
        for button in buttons:
            who.presses(self.say(button))

    def opens_the_case(self, names: tuple[str, ...]) -> None:
        """The need is written down, and who may be appointed."""
        say, officer = self.say, self.officer
        officer.chooses_from_menu(say("Ordinary appointments"))
        officer.presses(say("Open an ordinary appointment"))
        officer.chooses(say("Post"), self.post)
        officer.ticks(say("First appointment"))
        officer.writes(say("Why the post is to be filled"), "Cấp phó nghỉ hưu")
        officer.picture("a need", narrow=True)
        officer.presses(say("Write the need down"))
        for name in names:
            officer.presses(say("Put a name on the list"))
            officer.writes(say("Search by name or e-mail"), name)
            officer.presses(say("Search"))
            officer.follows(say("Choose"))
            officer.presses(say("Put on the list"))
        officer.picture("the names", narrow=True)

    def gets_the_policy(self) -> None:
        """The authority agrees; the officer takes the way for people of the house."""
        self.presses(self.officer, "Request the policy", "Request the policy")
        self.authority.takes_up(self.post)
        self.presses(self.authority, "Approve the policy", "Approve the policy")
        self.officer.takes_up(self.post)
        self.presses(self.officer, "Source on site", "Source on site")

    def meets(self, conference: str, votes: tuple[int, ...], *, excused: str = "", pictured: bool = False) -> None:
        """One conference from the summons to the count, and the second officer who confirms it."""
        say, officer = self.say, self.officer
        self.presses(officer, "Convene the conference", "Convene the conference", "Those summoned")
        officer.dates(say("Day of the conference"), self.now)
        officer.writes(say("Place"), "Phòng họp số 2")
        officer.main.get_by_role("textbox", name=say("Those summoned")).fill("\n".join(VOTERS))
        self.pictures("summoned", pictured)
        self.presses(officer, "Save the list", "Record who is present")
        if excused:
            row = officer.main.get_by_role("group", name=excused)
            row.get_by_role("combobox").select_option(label=say("Excused: force majeure"))
            row.get_by_role("textbox").fill("Ốm nặng")
        self.pictures("presence", pictured)
        self.presses(officer, "Record who is present", "Issue the ballots", "Issue the ballots", "Enter the count")
        present = len(VOTERS) - bool(excused)
        for label, figure in zip(BALLOTS, (len(VOTERS), present, present, present, 0), strict=True):
            officer.writes(say(label), str(figure))
        for field, figure in zip(officer.main.locator("input[name^=votes-]").all(), votes, strict=True):
            field.fill(str(figure))
        self.pictures("count", pictured)
        officer.presses(say("Enter the count"))
        self.second.takes_up(say(conference))
        self.presses(self.second, "Confirm against the minutes", "Confirm against the minutes")
        self.pictures("outcome", pictured, self.second)
        officer.takes_up(say("Appointment:"))

    def verifies_and_submits(self) -> None:
        """What is verified of the person chosen; then the case goes to the authority."""
        say, officer = self.say, self.officer
        for check in CHECKS:
            officer.follows(say(check))
            officer.ticks(say("In order"))
            officer.presses(say("Record what was found"))
        officer.picture("verified", narrow=True)
        self.presses(officer, "Submit", "Submit")

    def ends_in_office(self) -> None:
        """The collective resolves, the decision is drafted and signed, the person takes office."""
        say, officer, authority = self.say, self.officer, self.authority
        authority.takes_up(say("Appointment:"))
        self.presses(authority, "Record the decision of the collective")
        authority.writes(say("Minutes of the meeting"), "Biên bản số 12/BB")
        self.presses(authority, "Record it")
        officer.takes_up(say("Appointment:"))
        self.presses(officer, "Draft the decision")
        officer.ticks(say("First appointment"))
        officer.dates(say("Takes effect on"), self.now)
        self.presses(officer, "Draft the decision")
        authority.takes_up(say("Appointment of"))
        self.presses(authority, "Sign and issue")
        authority.writes(say("Number of the decision"), "9/QĐ-MAU")
        authority.dates(say("Day of signing"), self.now)
        self.presses(authority, "Sign and issue")
        officer.takes_up(say("Appointment:"))
        self.presses(officer, "Record taking office", "Record taking office")
        officer.reads(say("In office"))
        officer.picture("in office", narrow=True)

    def pictures(self, name: str, wanted: bool, who: Person | None = None) -> None:
        """Of the first conference alone: the others look like it."""
        if wanted:
            (who or self.officer).picture(name, narrow=True)


BALLOTS = ("Ballots prepared", "Ballots issued", "Ballots returned", "Valid ballots", "Invalid ballots")


NAMES = tuple(f"Nhân sự {n:02}" for n in range(1, 4))


@pytest.fixture
def journey(live, session, window, database_kind):
    """`journey(language)`: an agency with a vacant post, three people who may be appointed, its officers."""

    def begin(language: str) -> Journey:
        now = live.clock.now
        agency = make.agency(session)
        staff = make.staff(session, agency, now - timedelta(days=30))
        make.post(session, agency)
        for name in NAMES:
            make.member(session, name, now)
        people = People(live.app, session, window, pictured=database_kind == "sqlite", language=language)
        acting = (staff.officer, staff.second_officer, staff.authority)
        return Journey(language, now, *(people(Person, one, now) for one in acting))

    return begin


def meets_first(way: Journey) -> None:
    """From the need to the end of the first conference, where nobody has more than half."""
    way.opens_the_case(NAMES)
    way.gets_the_policy()
    way.meets("Collective leadership (first)", (5, 3, 2), pictured=True)
    way.second.reads(way.say("At 30 % or more (3 of 10)."), way.say("Several carried to the next step"))


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.soak)])
def test_one_carried_by_the_30_percent_rule_is_chosen_by_four_conferences_and_appointed(journey, session, language):
    way = journey(language)
    meets_first(way)
    way.meets("Extended leadership", (4, 6))
    way.meets("Key cadres", (7,), excused=VOTERS[2])
    way.meets("Collective leadership (final vote)", (7,), excused=VOTERS[2])
    way.second.reads(way.say("7 of 9 (≈77.8%)"), way.say("One person chosen"))
    way.verifies_and_submits()
    way.ends_in_office()

    session.rollback()
    row, decision = session.query(Procedure).one(), session.query(Decision).one()
    assert (row.state, row.post.filled, row.chosen.full_name) == ("in_office", 1, f"{NAMES[1]} Mẫu")
    assert (decision.state, decision.person_id, decision.method) == ("issued", row.chosen_id, "ORDINARY")


def test_the_way_to_the_first_outcome_is_told_in_english_too(journey):
    way = journey("en")
    meets_first(way)
    way.officer.reads("Conferences convened", "Several carried to the next step", f"{NAMES[2]} Mẫu (not carried on)")
