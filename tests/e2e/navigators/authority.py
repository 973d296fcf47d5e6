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
