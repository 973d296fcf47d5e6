"""The appointing authority: policy, plan, recognition, decision."""

from datetime import datetime

from tests.e2e.navigators.person import Person


class Authority(Person):
    """Who appoints."""

    def approves_the_policy(self, post: str) -> None:
        """The post is filled by competition."""
        self.takes_up(post)
        self.acts("Đồng ý chủ trương")

    def approves_the_plan(self, title: str, number: str, at: datetime) -> None:
        """The plan gets its number."""
        self.takes_up(title)
        self.presses("Phê duyệt kế hoạch")
        self.writes("Số kế hoạch", number)
        self.dates("Ngày ban hành kế hoạch", at)
        self.picture("approval of the plan")
        self.presses("Phê duyệt kế hoạch")

    def recognises_the_result(self, title: str) -> None:
        """As the council reported it."""
        self.takes_up(title)
        self.acts("Công nhận kết quả")

    def takes_the_next(self, post: str, reason: str) -> None:
        """The winner is gone; the next-ranked is taken."""
        self.takes_up(post)
        self.picture("winner declined", narrow=True)
        self.acts("Lấy người có kết quả thấp hơn liền kề", reason)

    def records_the_vote(self, post: str, minutes: str) -> None:
        """The collective leadership has voted."""
        self.takes_up(post)
        self.presses("Ghi nhận quyết nghị của tập thể")
        self.writes("Biên bản họp", minutes)
        self.presses("Ghi nhận quyết nghị của tập thể")

    def signs_the_decision(self, number: str, at: datetime) -> None:
        """Drafted by an officer, signed by the authority."""
        self.takes_up("Quyết định bổ nhiệm")
        self.picture("decision drafted", narrow=True)
        self.presses("Ký ban hành")
        self.writes("Số quyết định", number)
        self.dates("Ngày ký", at)
        self.presses("Ký ban hành")
        self.picture("decision issued", narrow=True)
