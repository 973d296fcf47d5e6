"""What everybody who works on an exam does: open the paper, do the tasks on it, key signed sheets."""

from tests.e2e.navigators.member import Member
from tests.e2e.navigators.person import Person


class Papers(Person):
    """Somebody who works on a round's written paper."""

    title = "Kỳ thi tuyển Mẫu"
    paper = "Bài thi viết"

    def opens_the_paper(self) -> None:
        """From the list of exams to the page of the paper."""
        self.opens("Tổ chức thi", self.title, self.paper)

    def does(self, task: str) -> None:
        """Open one of the things to be done now."""
        self.opens_the_paper()
        self._click(self.main.locator(".govuk-task-list").get_by_role("link", name=task))

    def confirms(self, task: str) -> None:
        """One of those that need no more than a yes."""
        self.does(task)
        self.presses("Xác nhận")

    def opens_the_request(self) -> None:
        """The request for re-marking, from the list on the paper."""
        self.opens_the_paper()
        self.follows("Đơn phúc khảo")
        self._click(self.main.get_by_role("row").get_by_role("link"))


class Desk(Papers, Member):
    """A member of the council or of one of its boards who works on the written paper."""

    def keys(self, sheets: dict[str, tuple[str, str]]) -> None:
        """What stands on the two signed sheets of each script, by its code."""
        self.does("Nhập phiếu chấm, xử lý chênh lệch")
        self._types(sheets)

    def keys_again(self, sheets: dict[str, tuple[str, str]]) -> None:
        """The same for a script that is marked again."""
        self.opens_the_paper()
        self.follows("Bài thi theo số phách")
        self._types(sheets)

    def _types(self, sheets: dict[str, tuple[str, str]]) -> None:
        for code, marks in sheets.items():
            self.follows(f"Nhập phiếu chấm {code}")
            for n, mark in enumerate(marks):
                self.main.get_by_label("Phiếu chấm của").nth(n).fill(mark)
            self.presses("Lưu lần nhập này")

    def states_that_the_share_was_given(self) -> None:
        """A custodian was there when the map was opened on the council's machine."""
        self.does("Xác nhận đã góp mảnh khóa")
        self.picture("share stated", narrow=True)
        self.presses("Tôi đã góp mảnh khóa cho đúng bản đồ này")

    def opens_the_proposals(self) -> None:
        """How many proposals are there, and what is to be done with them."""
        self.opens("Tổ chức thi", self.title, "Đề án của thí sinh")

    def opens_the_presentation(self, title: str, number: str) -> None:
        """One candidate's presentation."""
        self.opens("Tổ chức thi", title, "Thi trình bày đề án", number)

    def opens_the_presentations(self, title: str) -> None:
        """The list of those who present."""
        self.opens("Tổ chức thi", title, "Thi trình bày đề án")

    def keys_the_panel_sheets(self, title: str, number: str, members: list[str], score: str) -> None:
        """What stands on each member's signed sheet for one candidate."""
        self.opens_the_presentation(title, number)
        self.follows(f"Nhập phiếu {members[0]}")
        for member in members:
            self.reads(f"Phiếu chấm của {member}")
            self.writes("Điểm ghi trên phiếu", score)
            self.presses("Lưu lần nhập này")

    def opens_the_ranking(self, post: str) -> None:
        """The ranking of a post."""
        self.opens("Xếp hạng", post)

    def opens_the_result(self, title: str) -> None:
        """The result of the round."""
        self.opens("Xếp hạng", title)
