"""Every page has a ceiling of statements, every ceiling is a page's; the tests' client holds each page to its own."""

import pytest

from tests.fixtures import ceilings

pytestmark = pytest.mark.one_database

NO_PAGE = {
    "static": "files of the look, without the database",
    "healthz": "for machines: one statement, asked every few seconds",
}
"""What is opened with GET but is no page."""


def pages(app):
    """Every endpoint that answers GET."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods} - NO_PAGE.keys()


def test_every_page_has_a_ceiling(app):
    assert sorted(pages(app) - ceilings.ceilings().keys()) == []


def test_every_ceiling_is_a_page_s(app):
    assert sorted(ceilings.ceilings().keys() - pages(app)) == []


def test_the_table_is_in_order_and_no_ceiling_is_idle():
    table = ceilings.ceilings()

    assert list(table) == sorted(table)
    assert all(0 < most <= 60 for most in table.values()), table


def test_a_page_that_asks_too_much_is_told(app):
    sent = ["SELECT 1"] * (ceilings.ceilings()["home"] + 1)

    with pytest.raises(AssertionError, match="its ceiling is"):
        ceilings.check(app, "/", sent)
