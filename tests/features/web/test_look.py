"""The components in a real browser: nothing hinders a reader with other eyes, hands or screens (WCAG 2.2 AA)."""

import pytest

from appointments.web import policy
from tests.features.web.conftest import bp

pytestmark = pytest.mark.one_database
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}
ADDRESSES = ["/style", "/trial/error/refused", "/trial/error/stale", "/no/such/page"]


def breaches(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url}: {one['id']} at {[node['target'] for node in one['nodes']][:3]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_hinders_a_reader_in_any_dress(live, window, scheme, width):
    live.app.register_blueprint(bp)
    reader = window(width=width, color_scheme=scheme)
    found = []
    for address in ADDRESSES:
        reader.go(address)
        found += breaches(reader.page)

    reader.go("/style")
    reader.page.locator("main form button[type=submit]").click()
    reader.pictures(f"components {scheme}", widths=(width,))
    assert reader.page.locator(".govuk-error-summary").is_visible()
    assert found + breaches(reader.page) == []


def test_on_a_telephone_each_row_of_a_table_is_a_card_whose_cells_say_what_they_are(live, window):
    reader = window(width=320)
    reader.go("/style")
    sheet = reader.page.locator(".sheet--stacks")
    row = sheet.locator("tbody tr").first
    said = "(cell) => getComputedStyle(cell, '::before').content"

    assert sheet.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert row.locator("th").evaluate(said) == "none"
    assert [cell.evaluate(said) for cell in row.locator("td").all()] == [
        '"Số báo danh: "', '"Điểm viết: "', '"Tổng: "', '"Xếp hạng: "'
    ]  # fmt: skip
    reader.page.set_viewport_size({"width": 1440, "height": 900})
    assert {cell.evaluate(said) for cell in row.locator("td").all()} == {"none"}


def test_on_paper_a_table_is_as_wide_as_the_sheet_it_stands_on(live, window):
    reader = window(width=640)
    reader.go("/style")
    reader.page.emulate_media(media="print")
    sheet = reader.page.locator(".sheet--stacks")

    assert sheet.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert sheet.locator("thead").evaluate("(one) => getComputedStyle(one).display") == "table-header-group"
    assert sheet.locator("td").first.evaluate("(cell) => getComputedStyle(cell, '::before').content") == "none"


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(live, window):
    reader = window()
    reader.go("/style")
    reader.page.locator("main form button[type=submit]").click()

    reader.page.wait_for_function("document.activeElement.className === 'govuk-error-summary'")
    reader.page.locator(".govuk-error-summary a[href='#born-day']").click()
    assert reader.page.evaluate("document.activeElement.id") == "born-day"


def test_the_first_tab_stop_leads_past_the_menu(live, window):
    reader = window()
    reader.go("/style")
    reader.page.keyboard.press("Tab")

    assert reader.page.evaluate("document.activeElement.className") == "govuk-skip-link"
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "main"


def test_a_long_menu_folds_on_a_narrow_screen_and_is_whole_without_scripts(live, window):
    from appointments.web import navigation

    live.app.register_blueprint(bp)
    for number in range(6):
        navigation.add(live.app, navigation.Entry(f"Mục {number}", "trial.form", number))
    policy.declare(live.app, "trial.form", policy.PUBLIC)
    narrow, bare = window(width=320), window(width=320, javascript=False)

    narrow.go("/style")
    entry = narrow.page.locator("#menu-list a", has_text="Mục 5")
    assert not entry.is_visible()
    narrow.page.locator(".menu__toggle").click()
    assert entry.is_visible()

    bare.go("/style")
    assert bare.page.locator("#menu-list a", has_text="Mục 5").is_visible()
    assert not bare.page.locator(".menu__toggle").is_visible()


def test_a_page_on_paper_has_no_menu(live, window):
    reader = window()
    reader.go("/style")
    reader.page.emulate_media(media="print")

    after_the_name = "getComputedStyle(document.querySelector('.masthead__brand'), '::after').content"
    assert reader.page.evaluate(after_the_name) in ("none", "normal")
    assert not reader.page.locator(".tongues").is_visible()
    assert not reader.page.locator("main form button[type=submit]").is_visible()
    assert reader.page.locator("h1").is_visible()
