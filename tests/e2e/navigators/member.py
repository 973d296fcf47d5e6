"""What every member of a round's council does: declare whether they are related to a candidate."""

from tests.e2e.navigators.person import Person


class Member(Person):
    """A member of the council or of one of its boards."""

    def declares_to_be_related_to_nobody(self, title: str) -> None:
        """For the present list of candidates; the duty stands in one's list of work."""
        self.goes_to("/inbox")
        self.follows(f"Khai báo xung đột lợi ích: {title}")
        self.ticks("Không: tôi không có quan hệ với thí sinh nào")
        self.presses("Khai báo")
        self.reads("Bản khai báo của ông/bà đã được ghi nhận")
