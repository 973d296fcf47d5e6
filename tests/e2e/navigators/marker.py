"""A marker: alone with scripts known by code, from the first point to the mark made final."""

from collections.abc import Callable, Sequence

from playwright.sync_api import expect

from tests.e2e.navigators.desk import Papers
from tests.e2e.navigators.member import Member


class Marker(Papers, Member):
    """Somebody who marks on screen."""

    def marks_everything(self, points_of: Callable[[str], Sequence[str]], *, pictured: bool = False) -> list[str]:
        """Every script of the own desk that is not final yet, one after another; gives their codes."""
        self.opens_the_paper()
        self.follows("Chấm các bài được phân công")
        if pictured:
            self.picture("marking desk", narrow=True)
        marked = []
        following = self.main.get_by_role("link", name="Chấm bài tiếp theo")
        if following.count():
            self._click(following)
        while self.page.locator("[data-points]").count():
            code = self.page.url.rpartition("/")[2]
            self._marks(points_of(code), pictured=pictured and not marked)
            marked.append(code)
        return marked

    def _marks(self, points: Sequence[str], *, pictured: bool) -> None:
        """The points of one script; the recap; final."""
        for field, typed in zip(self.page.locator("[data-points]").all(), points, strict=True):
            field.fill(typed)
        if pictured:
            expect(self.main.get_by_role("img").first).to_have_js_property("complete", value=True)
            self.picture("script and marks", narrow=True)
        self.presses("Xem lại trước khi chốt")
        self.presses("Chốt điểm")
