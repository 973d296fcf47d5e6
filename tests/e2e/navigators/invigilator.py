"""An invigilator: who came, and who handed a script in."""

from tests.e2e.navigators.desk import Desk


class Invigilator(Desk):
    """Who watches a room."""

    def records(self, numbers: list[str]) -> None:
        """Everybody in the room came and handed in four sheets."""
        self.does("Điểm danh và thu bài theo phòng")
        self.picture("attendance", narrow=True)
        for number in numbers:
            self.follows(number)
            self.ticks("Có mặt và đã nộp bài")
            self.writes("Số tờ giấy thi đã nộp", "4")
            self.presses("Ghi nhận")

    def signs_the_minutes(self, room: str) -> None:
        """The minutes of the room, exactly as the other invigilator signs them."""
        self.does("Ký biên bản các phòng thi")
        self.follows(f"Ký biên bản {room}")
        self.picture("minutes of a room to be signed", narrow=True)
        self.presses("Ký")
