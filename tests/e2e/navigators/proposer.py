"""Whoever proposes members of a council: an officer, or for its chair an approver."""

from tests.e2e.navigators.person import Person


class Proposer(Person):
    """Somebody of the agencies that form a council."""

    def proposes_members(self, title: str, members: list[tuple[str, str, str]]) -> None:
        """On the page of the council, each by name, address and role; another person approves."""
        self.opens("Kỳ thi tuyển", title, "Hội đồng thi và khai báo")
        for name, address, role in members:
            self.presses("Đề xuất thành viên")
            self.writes("Địa chỉ thư điện tử", address)
            self.chooses("Vai trò", role)
            self.writes("Căn cứ", "Quyết định thành lập Hội đồng số 02/QĐ-MAU")
            self.presses("Đề nghị")
            self.reads(name)
