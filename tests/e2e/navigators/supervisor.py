"""The supervision board: attests what others do."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from tests.e2e.navigators.desk import Desk

NUMBER = re.compile(r"[0-9]+,[0-9]{2}")
"""A mark as a page shows it."""


class Supervisor(Desk):
    """Who watches and signs that it was done rightly."""

    def attests_the_counting(self) -> None:
        """As many scripts as people."""
        self.confirms("Chứng kiến kiểm đếm")

    def attests_the_minutes(self) -> None:
        """The minutes of every room, each with both signatures."""
        self.does("Chứng kiến biên bản các phòng thi")
        self.presses("Chứng kiến")

    def attests_the_lock(self) -> None:
        """The same marks for the marking board and the chair."""
        self.confirms("Chứng kiến khóa điểm")

    def attests_the_decoding(self) -> None:
        """The map came back as it was sealed."""
        self.confirms("Chứng kiến ghép phách")

    def confirms_the_change(self) -> None:
        """Exactly what the chair proposed, read under its hash."""
        self.opens_the_request()
        self.presses("Xác nhận thay đổi điểm")
        self.picture("change of a mark confirmed", narrow=True)
        self.presses("Xác nhận và trả lời")

    def opens_every_proposal(self, unseal: Callable[[bytes], bytes]) -> None:
        """What the chair proposed, with the keys that two custodians opened on the council's own machine."""
        self.opens_the_proposals()
        with self.page.expect_download() as found:
            self.main.get_by_role("link", name="Tải tệp khóa niêm phong").click()
        opened = unseal(Path(found.value.path()).read_bytes())
        self.presses("Mở đề án")
        file = {"name": "opened.json", "mimeType": "application/json", "buffer": opened}
        self.page.set_input_files("[name=file]", file)
        self.presses("Mở đúng nội dung này")
        self.picture("proposals opened", narrow=True)

    def works_out_the_sums_again(self, post: str) -> None:
        """Every mean and every total of a close result, with a pencil."""
        self.opens_the_ranking(post)
        self.presses("Tính lại điểm")
        sums = self.main.locator("form .panel")
        marks: list[Decimal] = []
        for n in range(sums.count()):
            shown = [Decimal(found.replace(",", ".")) for found in NUMBER.findall(sums.nth(n).inner_text())]
            marks.append(_rounded(_worked_out(sums.nth(n).inner_text(), shown, marks)))
            sums.nth(n).get_by_role("textbox").fill(str(marks[-1]).replace(".", ","))
        self.picture("sums worked out again", narrow=True)
        self.presses("Đối chiếu và ghi nhận")
        assert "Mọi số tính lại đều khớp" in self.page.inner_text("body")


def _worked_out(text: str, shown: list[Decimal], before: list[Decimal]) -> Decimal:
    if "×" in text:
        written, oral = before[-2:]
        weights = [Decimal(found) for found in re.findall(r"([0-9]+) ×", text)]
        return (weights[0] * written + weights[1] * oral) / sum(weights)
    return sum(shown, Decimal(0)) / len(shown)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)
