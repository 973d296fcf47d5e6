"""A member of the panel with a tablet held upright: the first sheet by touch, the others by the keyboard laid to it."""

from collections.abc import Sequence

from playwright.sync_api import Locator, expect

from tests.e2e.navigators.panel_member import PanelMember

TABLET = {"width": 768, "height": 1024, "has_touch": True}
COMFORTABLE, LEAST = 44, 24
"""How high a target is that a finger hits without care, and the least that WCAG 2.2 (2.5.8) allows."""
TARGETS = "a:not(.govuk-skip-link), button, summary, input:not([type=hidden]), select, textarea"
SMALL = """([targets, own, least]) => [...document.querySelectorAll(targets)]
  .filter((one) => one.checkVisibility() && !one.closest("footer p"))
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect(), one.closest("main, .govuk-back-link")])
  .filter(([, box, inside]) => Math.min(box.height, box.width) < (inside ? own : least))
  .map(([text, box]) => `${text}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""
"""What is smaller than that: the sheet's own targets than the first figure, the frame's than the second (the links in
the footer's sentences are excepted, as there)."""
SIDEWAYS = """[...document.querySelectorAll("html, .sheet")]
  .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.className)"""
"""What is wider than there is room for: the page, or a table in it."""


class OnTablet(PanelMember):
    """Somebody who scores presentations on a tablet; each page passed is measured."""

    device = TABLET
    by_keys = False

    def _scores(self, points: Sequence[str], *, pictured: bool) -> None:
        """Points, recap, signed: with a finger the first time, and then by keys alone."""
        self.hits()
        if self.by_keys:
            self._by_keys(points)
        else:
            self._by_touch(points)
        self.by_keys = True

    def hits(self) -> None:
        """Nothing scrolls sideways, and no target is too small for a finger."""
        assert self.page.evaluate(SIDEWAYS) == [], self.page.url
        small = self.page.evaluate(SMALL, [TARGETS, COMFORTABLE, LEAST])
        assert not small, f"{self.page.url}: {small}"

    def _by_touch(self, points: Sequence[str]) -> None:
        for field, typed in zip(self.page.locator("[data-points]").all(), points, strict=True):
            field.tap()
            self.page.keyboard.type(typed)
        self.window.pictures("panel sheet on a tablet", (TABLET["width"],))
        self.presses("Xem lại trước khi chốt")
        self.hits()
        self.presses("Ký phiếu chấm")
        self.hits()

    def _by_keys(self, points: Sequence[str]) -> None:
        keys = self.page.keyboard
        for field, typed in zip(self.page.locator("[data-points]").all(), points, strict=True):
            expect(field).to_be_focused()
            keys.type(typed)
            keys.press("Tab")
        keys.press("Shift+Tab")
        self._sends_by_key()
        expect(self.main.get_by_role("button", name="Ký phiếu chấm")).to_be_focused()
        self._sends_by_key()
        expect(self.main.get_by_role("heading", level=1)).to_have_text("Phần trình bày Ông/Bà chấm")

    def _sends_by_key(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._arrive()

    def _click(self, what: Locator) -> None:
        with self.page.expect_navigation():
            what.first.tap()
        self._arrive()
