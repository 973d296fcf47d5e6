"""A member of the presentation panel: the own sheet of each candidate, alone."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.e2e.navigators.member import Member


class PanelMember(Member):
    """Somebody who scores presentations on screen."""

    def reads_the_proposal(self, title: str, number: str, data: bytes) -> None:
        """Opened, and byte for byte what the candidate handed in."""
        self.opens("Tổ chức thi", title, "Đề án của thí sinh", number)
        with self.page.expect_download() as found:
            self.main.get_by_role("button", name="Tải đề án").click()
        assert Path(found.value.path()).read_bytes() == data

    def scores_everybody(
        self, title: str, points_of: Callable[[str], Sequence[str]], *, pictured: bool = False
    ) -> list[str]:
        """Every sheet that is not signed yet, one after another; gives the candidates' numbers."""
        self.opens("Tổ chức thi", title, "Phần trình bày Ông/Bà chấm")
        desk, scored = self.page.url, []
        following = self.main.get_by_role("link", name="Chấm thí sinh tiếp theo")
        while following.count():
            number = following.inner_text().rpartition(" ")[2].strip()
            self._click(following)
            self._scores(points_of(number), pictured=pictured and not scored)
            scored.append(number)
            assert self.page.url == desk
        return scored

    def _scores(self, points: Sequence[str], *, pictured: bool) -> None:
        """The points of one candidate; the recap; signed."""
        for field, typed in zip(self.page.locator("[data-points]").all(), points, strict=True):
            field.fill(typed)
        if pictured:
            self.picture("panel sheet", narrow=True)
        self.presses("Xem lại trước khi chốt")
        self.presses("Ký phiếu chấm")
