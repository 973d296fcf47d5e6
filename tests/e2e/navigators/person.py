"""What everybody does at a screen: sign in, read, press, write. A role's file says what its people do with that."""

import re
from datetime import datetime
from typing import Any, ClassVar, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Response, expect

from tests.fixtures.browser import Window
from workflows.calendar import ZONE

PASSWORD_AGAIN = "/password-again"


class Frame(NamedTuple):
    """How the frame of every page is called in one language."""

    email: str
    password: str
    menu: str


FRAMES = {
    "vi": Frame("Địa chỉ thư điện tử", "Mật khẩu", "Trình đơn chính"),
    "en": Frame("E-mail address", "Password", "Main menu"),
}


class Person:
    """Somebody at a browser window. They sign in when asked, and give the password again when an act has weight."""

    device: ClassVar[dict[str, Any]] = {}
    """What the window is opened on, where it is no ordinary screen."""

    def __init__(self, window: Window, email: str, password: str, language: str = "vi"):
        self.window, self.page = window, window.page
        self.frame = FRAMES[language]
        self._first_asks = "" if language == "vi" else f"?lang={language}"
        self._email, self._password = email, password
        self._answered = 200
        self._bookmarks: dict[tuple[str, ...], str] = {}
        self.page.on("response", self._note)

    # Going about.

    def goes_to(self, path: str) -> None:
        """Open a page; sign in where the product asks for it."""
        self.window.go(path + self._first_asks)
        self._first_asks = ""
        self._arrive()

    def opens(self, entry: str, *links: str) -> None:
        """Go from the main menu through these links; whoever has been there comes back by the page's address."""
        way = (entry, *links)
        if way in self._bookmarks:
            self.goes_to(self._bookmarks[way])
            return
        self.chooses_from_menu(entry)
        for link in links:
            self.follows(link)
        self._bookmarks[way] = urlsplit(self.page.url).path

    def presses(self, name: str) -> None:
        """Press the button (or what looks like one) of exactly this name."""
        self._click(self.main.get_by_role("button", name=name, exact=True))

    def follows(self, name: str) -> None:
        """Follow the first link of that name in the page."""
        self._click(self.page.get_by_role("link", name=name))

    def chooses_from_menu(self, name: str) -> None:
        """Follow an entry of the main menu."""
        if self.page.url == "about:blank":
            self.goes_to("/inbox")
        menu = self.page.get_by_role("navigation", name=self.frame.menu, exact=True)
        entry = self.page.locator("a.menu__link", has_text=re.compile(f"^\\s*{re.escape(name)}\\s*$"))
        folded = menu.locator("details:not([open])").filter(has=entry)
        if folded.count():
            folded.locator("summary").click()
        self._click(menu.locator(entry))

    def takes_up(self, title: str) -> None:
        """Open a case from one's own list of work."""
        self.goes_to("/inbox")
        self._click(self.main.get_by_role("row").get_by_role("link", name=title))

    def opens_the_round(self, title: str) -> None:
        """The page of a round, from the list."""
        self.opens("Kỳ thi tuyển", title)

    def acts(self, step: str, reason: str = "") -> None:
        """Take a step offered on the page of a case: open its page, give the reason where one is asked, confirm."""
        self.presses(step)
        if reason:
            self.writes("Lý do", reason)
        self.presses(step)

    # Filling in.

    def writes(self, label: str, text: str) -> None:
        """Type into the field of that label."""
        self.main.get_by_label(label).first.fill(text)

    def chooses(self, label: str, option: str) -> None:
        """Choose the entry that says so from a list."""
        entries = self.main.get_by_role("combobox", name=label).first
        value = entries.locator("option").filter(has_text=option).first.get_attribute("value")
        entries.select_option(value=value)

    def ticks(self, label: str, *, under: str = "") -> None:
        """Tick a box or a radio button, of one question where several offer the same answer."""
        within = self.main.get_by_role("group", name=under) if under else self.main
        within.get_by_label(label).first.check()

    def dates(self, legend: str, at: datetime) -> None:
        """Fill in a date; the time of day too, where the field asks for it."""
        self.fills_date(self.main.get_by_role("group", name=legend), at)

    def fills_date(self, group: Locator, at: datetime) -> None:
        """The boxes of one date."""
        local = at.astimezone(ZONE)
        typed = {"day": str(local.day), "month": str(local.month), "year": str(local.year), "time": f"{local:%H:%M}"}
        for part, text in typed.items():
            field = group.locator(f"input[name$='-{part}']")
            if field.count():
                field.fill(text)

    # Reading.

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.get_by_role("main")

    def reads(self, *texts: str) -> None:
        """The page says this."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    def does_not_read(self, *texts: str) -> None:
        """The page says nothing of this."""
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def picture(self, name: str, *, narrow: bool = False) -> None:
        """Keep what is on the screen."""
        self.window.pictures(name, (1440, 320) if narrow else (1440,))

    # Inside.

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._answered = response.status

    def _click(self, what: Locator) -> None:
        with self.page.expect_navigation():  # loaded whole: what is counted on the page then is all there
            what.first.click()
        self._arrive()

    def _arrive(self) -> None:
        self._show_who()
        assert self._answered < 400, f"{self._answered} at {self.page.url}: {self.page.inner_text('body')}"
        expect(self.page.locator(".govuk-error-summary")).to_have_count(0)

    def _show_who(self) -> None:
        path = urlsplit(self.page.url).path
        if path == "/sign-in":
            self.page.get_by_label(self.frame.email).fill(self._email)
            self._give_password()
        elif path == PASSWORD_AGAIN:
            self._give_password()

    def _give_password(self) -> None:
        self.page.get_by_label(self.frame.password, exact=True).fill(self._password)
        with self.page.expect_navigation():
            self.page.locator("main form").get_by_role("button").last.click()
        expect(self.page.locator(".govuk-error-summary")).to_have_count(0)
