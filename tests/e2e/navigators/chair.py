"""The chair of the council."""

from tests.e2e.navigators.desk import Desk


class Chair(Desk):
    """Who leads the council and answers for its results."""

    def begins_the_exam(self) -> None:
        """The list is final; the papers are prepared."""
        self.opens("Tổ chức thi", self.title)
        self.picture("exam desk", narrow=True)
        self.acts("Bắt đầu tổ chức thi")

    def closes_the_session(self) -> None:
        """Counted and attested."""
        self.opens_the_paper()
        self.acts("Xác nhận kết thúc ca thi")

    def locks(self) -> None:
        """The marks stand."""
        self.opens_the_paper()
        self.picture("lock proposed")
        self.acts("Khóa điểm")

    def decodes_and_publishes(self) -> None:
        """Codes and numbers are joined; the public reads the result."""
        self.opens_the_paper()
        self.acts("Ghép phách")
        self.acts("Công bố điểm thi viết")
        self.picture("written published", narrow=True)

    def ends_the_second_marking(self) -> None:
        """Both keyings agree; the new mark stands beside the old."""
        self.opens_the_request()
        self.presses("Kết thúc chấm phúc khảo")
        self.presses("Xác nhận")

    def proposes_the_change(self, answer: str, minutes: str) -> None:
        """By the rule, with the minutes of the dialogue, having read what the change brings about."""
        self.opens_the_request()
        self.presses("Đề nghị thay đổi điểm")
        self.writes("Lý do", answer)
        self.writes("Biên bản đối thoại", minutes)
        self.picture("change of a mark proposed", narrow=True)
        self.presses("Đề nghị thay đổi")

    def ends_remarking(self) -> None:
        """The paper is final."""
        self.opens_the_paper()
        self.acts("Kết thúc phúc khảo")

    def schedules_the_presentations(self) -> None:
        """The candidates were summoned."""
        self.opens("Tổ chức thi", self.title)
        self.acts("Xếp lịch trình bày đề án")

    def proposes_to_open_the_proposals(self) -> None:
        """All of them, exactly as they were sealed."""
        self.opens_the_proposals()
        self.picture("proposals sealed", narrow=True)
        self.acts("Đề nghị mở đề án")

    def closes_the_presentation_of(self, title: str, number: str) -> None:
        """Every sheet of one candidate is signed."""
        self.opens_the_presentation(title, number)
        self.acts("Kết thúc phần trình bày")

    def closes_the_presentations(self) -> None:
        """Everybody's mark is recorded."""
        self.opens("Tổ chức thi", self.title)
        self.acts("Kết thúc phần trình bày")

    def cannot_sign_with_a_tie_open(self, post: str) -> None:
        """The page says why."""
        self.opens_the_ranking(post)
        self.picture("tie open", narrow=True)
        assert self.main.get_by_role("button", name="Ký xếp hạng", exact=True).count() == 0

    def settles_the_tie(self, post: str, order: list[str], reason: str) -> None:
        """By hand, with the reason that everybody will read."""
        self.opens_the_ranking(post)
        self.follows("Quyết định thứ tự ở hạng")
        for n, number in enumerate(order, 1):
            self.chooses(f"Hạng {n}", number)
        self.writes("Lý do", reason)
        self.picture("tie decided", narrow=True)
        self.presses("Quyết định thứ tự này")

    def signs_the_ranking(self, post: str) -> None:
        """What the secretary compiled."""
        self.opens_the_ranking(post)
        self.acts("Ký xếp hạng")
        self.picture("ranking signed", narrow=True)

    def reports_the_result(self, title: str) -> None:
        """To the authority."""
        self.opens_the_result(title)
        self.acts("Báo cáo kết quả")

    def publishes_the_result(self, title: str) -> None:
        """To everybody."""
        self.opens_the_result(title)
        self.acts("Công bố kết quả")
