"""The approving agency: roles, announcement, second reading of rejections, shortlist, petitions."""

from tests.e2e.navigators.proposer import Proposer


class Approver(Proposer):
    """Somebody of the approving agency; there are two, because nobody approves what they proposed."""

    def sees_the_proposal_in_the_council(self, title: str, name: str) -> None:
        """Who was proposed stands on the round's roster."""
        self.opens("Kỳ thi tuyển", title, "Hội đồng thi và khai báo")
        self.reads(name)
        self.picture("council with a proposal", narrow=True)

    def approves_the_role(self, name: str) -> None:
        """The role that somebody else proposed."""
        self.takes_up(name)
        self.picture("proposed role")
        self.presses("Phê duyệt")
        self.reads("Đang hiệu lực")

    def approves_members(self, title: str, names: list[str]) -> None:
        """Each role that the officer proposed."""
        for name in names:
            self.opens("Kỳ thi tuyển", title, "Hội đồng thi và khai báo")
            self.follows(f": {name}")
            self.presses("Phê duyệt")
            self.reads("Đang hiệu lực")
        self.opens("Kỳ thi tuyển", title, "Hội đồng thi và khai báo")
        self.picture("council complete", narrow=True)

    def announces(self, title: str) -> None:
        """The round goes to the public."""
        self.takes_up(title)
        self.acts("Thông báo thi tuyển")

    def confirms_the_rejection(self, reference: str, reason: str) -> None:
        """As the second reader."""
        self.takes_up(reference)
        self.picture("second reading")
        self.acts("Loại hồ sơ", reason)

    def publishes_the_shortlist(self, title: str) -> None:
        """Who may compete."""
        self.opens("Kỳ thi tuyển", title, "Hồ sơ dự tuyển", "Danh sách dự thi và số báo danh")
        self.acts("Công bố danh sách dự thi")
        self.picture("shortlist published", narrow=True)

    def takes_up_the_petition(self, reference: str) -> None:
        """Somebody begins to answer it."""
        self.takes_up(reference)
        self.acts("Thụ lý")

    def cannot_uphold_what_they_judged(self, reference: str) -> None:
        """Nobody answers a petition against their own verdict; the page says why."""
        self.takes_up(reference)
        self.picture("petition of one's own judging")
        assert self.main.get_by_role("button", name="Chấp nhận kiến nghị", exact=True).count() == 0

    def upholds_the_petition(self, reference: str, reason: str) -> None:
        """The other approver, who had not judged."""
        self.takes_up(reference)
        self.picture("petition")
        self.acts("Chấp nhận kiến nghị", reason)
