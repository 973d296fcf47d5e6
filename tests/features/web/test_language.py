"""Vietnamese first, English beside it, chosen by the reader and remembered."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from appointments.web import filters
from workflows.engine import Refusal
from workflows.law import cite, design
from workflows.roles import CHAIR
from workflows.words import Words

pytestmark = pytest.mark.one_database
INSTANT = datetime(2026, 11, 23, 10, 0, 5, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
UNSET = Refusal(Words("Hạn mới: %(at)s.", "New date: %(at)s."), {"at": None}, None, "later")


def test_vietnamese_is_the_first_language(visitor):
    text = visitor.get("/", headers={"Accept-Language": "en"}).text

    assert '<html lang="vi"' in text
    assert "Chọn người lãnh đạo bằng thi tuyển công khai" in text


def test_the_choice_is_kept_for_the_pages_that_follow(visitor):
    visitor.get("/?lang=en")
    assert '<html lang="en"' in visitor.get("/trial/form").text

    visitor.get("/?lang=vi")
    assert '<html lang="vi"' in visitor.get("/trial/form").text


def test_an_unknown_language_changes_nothing(visitor):
    assert '<html lang="vi"' in visitor.get("/?lang=xx").text


def test_the_switch_keeps_the_page_and_its_filters(visitor):
    text = visitor.get("/trial/form?tab=2&_external=1&_scheme=javascript").text

    assert 'href="?tab=2&amp;_external=1&amp;_scheme=javascript&amp;lang=en"' in text


def test_messages_of_the_form_library_are_vietnamese_too(visitor):
    assert "Cần điền nội dung này." in visitor.post("/trial/form", name="").text
    assert "This field is required." in visitor.post("/trial/form?lang=en", name="").text


@pytest.mark.parametrize(
    ("function", "value", "vietnamese", "english"),
    [
        (filters.moment, INSTANT, "17:00:05 (GMT+7), 23/11/2026", "17:00:05 (GMT+7), 23 November 2026"),
        (filters.minute, INSTANT, "17:00, 23/11/2026", "17:00, 23 November 2026"),
        (filters.before, INSTANT, "trước 17:00:05, 23/11/2026", "before 17:00:05, 23 November 2026"),
        (filters.before, MIDNIGHT, "đến hết ngày 23/11/2026", "to the end of 23 November 2026"),
        (filters.say, UNSET, "Hạn mới: chưa ấn định.", "New date: not set yet."),
        (filters.day, date(2026, 9, 2), "02/09/2026", "2 September 2026"),
        (filters.number, Decimal("1234.50"), "1.234,50", "1,234.50"),
        (filters.number, 8.5, "8,5", "8.5"),
        (filters.size, 1_500_000, "1,4 MB", "1.4 MB"),
        (filters.size, 900, "900 B", "900 B"),
        (filters.role, CHAIR, "Chủ tịch Hội đồng thi", "Council chair"),
        (filters.cite, cite("nd170", "35"), "Điều 35, NĐ 170/2025/NĐ-CP", "Điều 35, NĐ 170/2025/NĐ-CP"),
        (filters.act, "unknown.thing", "unknown.thing", "unknown.thing"),
        (filters.moment, None, "", ""),
    ],
)
def test_values_are_said_as_each_language_writes_them(app, function, value, vietnamese, english):
    for lang, said in (("vi", vietnamese), ("en", english)):
        with app.test_request_context(f"/?lang={lang}"):
            assert function(value) == said


def test_an_instant_just_before_midnight_in_viet_nam_belongs_to_that_day(app):
    with app.test_request_context("/"):
        assert filters.day(datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC)) == "23/11/2026"
        assert filters.day(datetime(2026, 11, 23, 17, 0, tzinfo=UTC)) == "24/11/2026"


def test_what_is_not_law_is_shown_as_such(app):
    with app.test_request_context("/"):
        assert "quy định riêng" in filters.cite(design())
        assert "chưa đối chiếu với bản gốc" in filters.cite(cite("nd115", "14", "K"))


def test_the_page_of_components_is_whole_in_both_languages(visitor):
    assert visitor.get("/style").status_code == 200
    assert visitor.get("/style?lang=en").status_code == 200
    assert "govuk-error-summary" in visitor.post("/style").text
