"""Somebody without an account: what anybody may read."""

from playwright.sync_api import expect

from tests.e2e.navigators.person import Person
from tests.fixtures.browser import Window


class Visitor(Person):
    """Somebody who does not sign in."""

    def __init__(self, window: Window):
        super().__init__(window, "", "")

    def reads_the_result(self, title: str, post: str, number: str) -> None:
        """The published result of a post."""
        self.goes_to("/")
        self.chooses_from_menu("Kết quả")
        self.follows(title)
        self.picture("public result of the round", narrow=True)
        self.follows(post)
        self.reads(number)
        self.picture("public result of the post", narrow=True)

    def reads_the_indicator(self, exam: str, new: str) -> None:
        """How many of how many."""
        self.goes_to("/")
        self.chooses_from_menu("Chỉ tiêu")
        self.picture(f"indicator {exam} of {new}", narrow=True)
        rows = self.main.locator(".govuk-summary-list__row")
        for key, value in (("Bổ nhiệm mới", new), ("Qua thi tuyển", exam)):
            shown = rows.filter(has_text=key).first.locator(".govuk-summary-list__value")
            expect(shown).to_have_text(value)

    def finds_the_decision_counted(self, number: str) -> None:
        """In the list of decisions counted."""
        self.main.get_by_role("link", name="Quyết định được tính (1)").click()
        self.reads("Quyết định được tính (1)", number)

    def reads_the_ledger(self) -> None:
        """The ledger's newest signed head."""
        self.goes_to("/ledger")
        self.picture("ledger", narrow=True)
