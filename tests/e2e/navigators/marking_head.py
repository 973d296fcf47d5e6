"""The head of the marking board: criteria, markers, the second keying, the lock."""

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
