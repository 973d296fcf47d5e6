"""The first thing anybody sees."""

import pytest

pytestmark = pytest.mark.one_database


def test_a_visitor_reads_the_first_page_in_vietnamese(live, window):
    visitor = window()
    answer = visitor.go("/")

    visitor.pictures("first page")
    assert answer.status == 200
    assert visitor.page.locator("html").get_attribute("lang") == "vi"
    assert visitor.page.locator("h1").count() == 1


def test_the_first_page_is_whole_without_javascript(live, window):
    visitor = window(javascript=False)
    answer = visitor.go("/")

    visitor.pictures("first page")
    assert answer.status == 200
    assert visitor.page.locator("h1").count() == 1
