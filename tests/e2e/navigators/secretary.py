"""The council's secretary: rooms, summons, counts, sheets, requests, the record."""

from datetime import datetime, timedelta

from tests.e2e.navigators.desk import Desk


class Secretary(Desk):
    """Who keeps the council's papers."""

    def lays_out_a_room(self, name: str, seats: int, watchers: list[str]) -> None:
        """One room, its invigilators; everybody is seated by number."""
        self.does("Phòng thi và chỗ ngồi")
        row = self.main.get_by_role("group", name="Phòng 1").first
        row.get_by_label("Phòng thi").first.fill(name)
        row.get_by_label("Số chỗ ngồi").fill(str(seats))
        for watcher in watchers:
            row.get_by_label(watcher).check()
        self.picture("rooms", narrow=True)
        self.presses("Lưu và xếp chỗ")
        self.picture("seats")

    def summons_the_candidates(self) -> None:
        """Each gets time, room and seat."""
        self.confirms("Triệu tập thí sinh")

    def posts_the_room_lists(self) -> None:
        """At the place of the exam, and without names to the public."""
        self.confirms("Niêm yết danh sách phòng thi")

    def reports_the_paper_ready(self) -> None:
        """Everything is in place."""
        self.opens_the_paper()
        self.acts("Xác nhận sẵn sàng thi")

    def counts_the_scripts(self) -> None:
        """Against the attendance."""
        self.confirms("Xác nhận kiểm đếm bài thi")

    def accepts_the_request(self) -> None:
        """A request for re-marking that came in time."""
        self.opens_the_request()
        self.acts("Nhận đơn")

    def times_the_presentations(self, title: str, starts_at: datetime, count: int) -> None:
        """One after another, in the order of the page; where it has to be drawn, after the draw."""
        self.opens_the_presentations(title)
        if self.main.get_by_role("button", name="Bốc thăm thứ tự trình bày").count():
            self.presses("Bốc thăm thứ tự trình bày")
            self.presses("Bốc thăm thứ tự")
            self.opens_the_presentations(title)
        self.presses("Xếp lịch và triệu tập")
        self.writes("Địa điểm", "Hội trường Mẫu")
        groups = self.main.get_by_role("group")
        assert groups.count() == count
        for n in range(count):
            self.fills_date(groups.nth(n), starts_at + timedelta(hours=n))
        self.picture("times of presentations")
        self._click(self.main.locator("form").get_by_role("button"))

    def records_the_presentation(self, title: str, number: str) -> None:
        """All sheets of one candidate are keyed."""
        self.opens_the_presentation(title, number)
        self.presses("Ghi kết quả trình bày")
        self.presses("Ghi nhận")

    def compiles_the_ranking(self, post: str) -> None:
        """The rules rank; nobody types a place."""
        self.opens_the_ranking(post)
        self._click(self.main.get_by_role("button", name="Tổng hợp"))
        self.presses("Tổng hợp xếp hạng")
