"""The head of the marking board: criteria, markers, the second keying, the lock."""

from uuid import UUID

from tests.e2e.navigators.desk import Desk


class MarkingHead(Desk):
    """Who leads the markers."""

    def enters_the_criteria(self, points: dict[str, str]) -> None:
        """Labels and the most points of each; together they fill the scale."""
        self.does("Tiêu chí chấm")
        for n, (label, most) in enumerate(points.items(), 1):
            row = self.main.get_by_role("group", name=f"Tiêu chí {n}")
            row.get_by_label("Tiêu chí", exact=False).first.fill(label)
            row.get_by_label("Điểm tối đa").fill(most)
        self.presses("Lưu")

    def enters_criteria_with_steps(self, points: dict[str, tuple[str, str]]) -> None:
        """The same, with the step in which points are given."""
        self.does("Tiêu chí chấm")
        for n, (label, (most, step)) in enumerate(points.items(), 1):
            row = self.main.get_by_role("group", name=f"Tiêu chí {n}")
            row.get_by_label("Tiêu chí", exact=False).first.fill(label)
            row.get_by_label("Điểm tối đa").fill(most)
            row.get_by_label("Bước điểm").fill(step)
        self.presses("Lưu")

    def draws_the_markers(self) -> None:
        """Two for each script, by the sealed seed."""
        self.does("Rút thăm người chấm")
        self.picture("pool before the draw", narrow=True)
        self.presses("Rút thăm người chấm")
        self.picture("markers drawn", narrow=True)

    def takes_out_of_the_pool(self, person: UUID, reason: str) -> None:
        """A conflict is found after the draw; of several with one name the right one."""
        self.does("Rút thăm người chấm")
        self._click(self.main.locator(f"a[href*='{person}']"))
        self.writes("Lý do", reason)
        self.picture("a marker leaves", narrow=True)
        self.presses("Đưa ra khỏi danh sách chấm")
        self.picture("after one left")

    def draws_a_third_marker(self, code: str) -> None:
        """Two marks lie too far apart."""
        self.opens_the_script(code)
        self.picture("marks too far apart", narrow=True)
        self.acts("Rút thăm người chấm thứ ba")

    def settles_by_the_third(self, code: str, mark: str, reason: str) -> None:
        """The three marks are before the head; the mark that stands is given with a reason."""
        self.opens_the_script(code)
        self.presses("Thống nhất điểm sau chấm lần ba")
        self.writes("Điểm", mark)
        self.writes("Lý do", reason)
        self.picture("settled by the third")
        self.presses("Thống nhất điểm sau chấm lần ba")

    def opens_the_script(self, code: str) -> None:
        """One script, by its code."""
        self.opens_the_paper()
        self.follows("Bài thi theo số phách")
        self.follows(code)

    def names_the_markers(self) -> None:
        """Two for each script, as the page proposes them in turn."""
        self.does("Phân công hai người chấm mỗi bài")
        self.picture("markers", narrow=True)
        self.presses("Lưu")

    def begins_marking(self) -> None:
        """The scripts go out."""
        self.opens_the_paper()
        self.acts("Bắt đầu chấm thi")

    def proposes_the_lock(self) -> None:
        """Every script is settled."""
        self.opens_the_paper()
        self.acts("Đề nghị khóa điểm")
