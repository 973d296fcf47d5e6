"""A personnel officer: needs, plans, announcements, dossiers, the way to the decision."""

from datetime import datetime
from urllib.parse import urlsplit

from tests.e2e.navigators.proposer import Proposer


class Officer(Proposer):
    """An officer of an agency's personnel office."""

    def writes_down_the_need(self, post: str) -> None:
        """A vacant post is to be filled."""
        self.chooses_from_menu("Nhu cầu bổ nhiệm")
        self.presses("Lập nhu cầu")
        self.chooses("Vị trí", post)
        self.writes("Căn cứ", "Chức danh khuyết do nghỉ hưu")
        self.writes("Nguồn dự kiến", "Nguồn tại chỗ và nguồn từ nơi khác")
        self.picture("need")
        self.presses("Lưu")

    def asks_for_the_policy(self) -> None:
        """The need goes to the authority."""
        self.acts("Xin chủ trương")

    def begins_the_plan(self, title: str, agency: str, post: str) -> None:
        """A plan takes up the approved need."""
        self.chooses_from_menu("Kỳ thi tuyển")
        self.presses("Lập kế hoạch mới")
        self.writes("Tên kỳ thi", title)
        self.chooses("Cơ quan tổ chức", agency)
        self.ticks(post)
        self.presses("Lập kế hoạch này")

    def writes_the_plan(self, texts: dict[str, str]) -> None:
        """The texts of the plan, each under its heading."""
        self.follows("Sửa nội dung kế hoạch")
        for label, text in texts.items():
            self.writes(label, text)
        self.presses("Lưu")

    def sets_a_parameter(self, label: str, value: str) -> None:
        """The round's own value of one of the regulation's parameters, within its range."""
        here = urlsplit(self.page.url).path
        self.follows("Tham số quy chế")
        self.writes(label, value)
        self.presses("Lưu")
        self.goes_to(here)

    def plans_the_paper(self, title: str, starts_at: datetime, post: str) -> None:
        """One written paper for the candidates of the post."""
        self.follows("Lập bài thi viết mới")
        self.writes("Tên bài thi", title)
        self.dates("Bắt đầu", starts_at)
        self.writes("Số phút", "180")
        self.writes("Địa điểm", "Trường Mẫu")
        self.ticks(post)
        self.presses("Lưu")

    def submits_the_plan(self) -> None:
        """The plan goes to the authority."""
        self.picture("plan", narrow=True)
        self.acts("Trình kế hoạch")

    def writes_the_announcement(self, title: str, sections: dict[str, dict[str, str]], window: tuple) -> None:
        """Each section in turn, then the dates, until nothing is missing."""
        self.opens_the_round(title)
        self.follows("Thông báo")
        self.reads("Còn thiếu gì trước khi mở được")
        self.picture("announcement begun")
        for section, texts in sections.items():
            self.follows(section)
            for label, text in texts.items():
                self.writes(label, text)
            self.presses("Lưu")
        self.follows("Thời gian nhận hồ sơ")
        self.dates("Bắt đầu nhận hồ sơ", window[0])
        self.dates("Kết thúc nhận hồ sơ", window[1])
        self.presses("Lưu")
        self.reads("Không còn thiếu gì")
        self.picture("announcement complete", narrow=True)

    def begins_checking(self, title: str) -> None:
        """Reception is over; the dossiers open."""
        self.takes_up(title)
        self.acts("Bắt đầu kiểm tra")

    def opens_the_dossier(self, title: str, reference: str) -> None:
        """One of the round's applications."""
        self.opens("Kỳ thi tuyển", title, "Hồ sơ dự tuyển", reference)

    def finds_every_condition_met(self, first: str, count: int) -> None:
        """A verdict on each condition; each leads to the next."""
        self.follows(first)
        for _ in range(count):
            self.ticks("Đạt")
            self.presses("Ghi kết luận")

    def finds_a_condition_not_met(self, condition: str, evidence: str, clause: str) -> None:
        """With the paper that shows it and the clause that asks for it."""
        self.follows(condition)
        self.ticks("Không đạt")
        self.writes("Căn cứ, minh chứng", evidence)
        self.writes("Điều khoản", clause)
        self.picture("verdict")
        self.presses("Ghi kết luận")

    def accepts(self) -> None:
        """The candidate may compete."""
        self.acts("Kết luận đủ điều kiện")

    def proposes_the_rejection(self, reason: str) -> None:
        """A second reader will decide."""
        self.acts("Đề xuất loại hồ sơ", reason)

    def gives_numbers(self, title: str) -> None:
        """In the order of names."""
        self.opens_the_shortlist(title)
        self.presses("Cấp số báo danh theo thứ tự tên")
        self.presses("Cấp số báo danh theo thứ tự tên")
        self.picture("numbers given")

    def opens_the_shortlist(self, title: str) -> None:
        """The list before and after it is published."""
        self.opens("Kỳ thi tuyển", title, "Hồ sơ dự tuyển", "Danh sách dự thi và số báo danh")

    def puts_the_readmitted_on_the_list(self, title: str) -> None:
        """After an upheld petition."""
        self.opens_the_shortlist(title)
        self.presses("Đưa người được chấp nhận kiến nghị vào danh sách")
        self.presses("Đưa người được chấp nhận kiến nghị vào danh sách")

    def opens_the_way_to_office(self, post: str) -> None:
        """The page of the post after its result."""
        self.opens("Xếp hạng", post, "Từ kết quả đến nhận nhiệm vụ")

    def verifies_everything(self, post: str) -> None:
        """Each of the verifications."""
        self.opens_the_way_to_office(post)
        waiting = self.main.get_by_role("row").filter(has_text="chưa xác minh")
        while waiting.count():
            self._click(waiting.first.get_by_role("link"))
            self.ticks("Đạt: không có vướng mắc cho việc bổ nhiệm")
            self.presses("Ghi nhận")
        self.picture("verified", narrow=True)

    def submits_for_appointment(self, post: str) -> None:
        """To the authority."""
        self.opens_the_way_to_office(post)
        self.acts("Trình bổ nhiệm")

    def drafts_the_decision(self, post: str, number: str, at: datetime) -> None:
        """Another person will sign it."""
        self.opens_the_way_to_office(post)
        self.presses("Dự thảo quyết định")
        self.ticks("Bổ nhiệm lần đầu")
        self.writes("Số quyết định", number)
        self.dates("Có hiệu lực từ ngày", at)
        self.presses("Dự thảo quyết định")

    def records_the_taking_of_office(self, post: str) -> None:
        """The person is there."""
        self.opens_the_way_to_office(post)
        self.acts("Ghi nhận nhận nhiệm vụ")
        self.picture("in office", narrow=True)
