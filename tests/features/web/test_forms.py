"""Forms take what people type in good faith, say clearly what is wrong, and lose nothing."""

import re
import unicodedata
from decimal import Decimal

import pytest

pytestmark = pytest.mark.one_database
NFC = "Nguyễn Thị Mẫu"
BAD_DATES = [
    ("30", "02", "2026", "30/2/2026 không phải là ngày có thật"),
    ("29", "2", "2025", "29/2/2025 không phải là ngày có thật"),
    ("1", "", "2026", "Ngày tháng còn thiếu: tháng"),
    ("", "", "2026", "Ngày tháng còn thiếu: ngày, tháng"),
    ("một", "2", "2026", "Ngày, tháng, năm phải là số"),
    ("1", "2", "26", "Năm phải có bốn chữ số"),
    ("²", "2", "2026", "Ngày, tháng, năm phải là số"),
    ("1", "13", "2026", "1/13/2026 không phải là ngày có thật"),
    ("1", "1", "0001", "Năm phải nằm trong khoảng từ 1900 đến 2100"),
    ("31", "12", "9999", "Năm phải nằm trong khoảng từ 1900 đến 2100"),
]
UNSEEN = ["\u202e", "\u200b", "\x00", "\x1b", "\u2066", "\ufeff", "\u00ad"]


def date(prefix, day, month, year, **more):
    return {f"{prefix}-day": day, f"{prefix}-month": month, f"{prefix}-year": year} | {
        f"{prefix}-{name}": value for name, value in more.items()
    }


def saved(answer) -> str:
    return re.search(r"<p>([^<]* \| [^<]*)</p>", answer.text)[1]


@pytest.mark.parametrize(("day", "month", "year", "message"), BAD_DATES)
def test_a_wrong_date_is_told_as_what_it_is_and_stays_as_typed(visitor, day, month, year, message):
    text = visitor.post("/trial/form", name="Mẫu", **date("born", day, month, year)).text

    assert message in text
    assert '<a href="#born-' in text
    for part, typed in (("day", day), ("month", month), ("year", year)):
        assert re.search(rf'id="born-{part}"[^>]*value="{typed}"', text), part


@pytest.mark.parametrize(("day", "month", "year"), [("1", "1", "0001"), ("31", "12", "9999")])
def test_an_instant_at_the_ends_of_the_calendar_is_a_wrong_date_and_no_fault(visitor, day, month, year):
    answer = visitor.post("/trial/form", name="Mẫu", **date("opens", day, month, year, time="00:00"))

    assert answer.status_code == 200
    assert "Năm phải nằm trong khoảng" in answer.text


def test_a_right_date_is_read_as_day_month_year(visitor):
    assert "| 2026-02-03 |" in saved(visitor.post("/trial/form", name="Mẫu", **date("born", "3", "02", "2026")))


def test_an_optional_date_may_stay_empty(visitor):
    assert "| None |" in saved(visitor.post("/trial/form", name="Mẫu", **date("born", "", "", "")))


@pytest.mark.parametrize("typed", ["17:00", "17h00", "17h", "17.00", "17 : 00"])
def test_a_time_of_day_is_taken_in_viet_nam_time(visitor, typed):
    answer = visitor.post("/trial/form", name="Mẫu", **date("opens", "23", "11", "2026", time=typed))

    assert "2026-11-23 10:00:00+00:00" in saved(answer)


@pytest.mark.parametrize("typed", ["", "24:00", "17:60", "năm giờ", "1700"])
def test_a_time_that_is_none_is_told(visitor, typed):
    text = visitor.post("/trial/form", name="Mẫu", **date("opens", "23", "11", "2026", time=typed)).text

    assert "Giờ phải ghi đủ giờ và phút" in text
    assert '<a href="#opens-time">' in text


@pytest.mark.parametrize(("typed", "number"), [("8,5", "8.5"), ("8.5", "8.5"), (" 84,25 ", "84.25"), ("100", "100")])
def test_comma_and_point_are_the_same_decimal_mark(visitor, typed, number):
    assert saved(visitor.post("/trial/form", name="Mẫu", mark=typed)).endswith(f"| {Decimal(number)}")


@pytest.mark.parametrize("typed", ["8,555", "1.000,5", "8;5", "tám", "1e3", "NaN", "∞", "٨"])
def test_a_number_that_is_none_is_told_and_stays_as_typed(visitor, typed):
    text = visitor.post("/trial/form", name="Mẫu", mark=typed).text

    assert 'id="mark-error"' in text
    assert f'value="{typed}"' in text


def test_letters_in_two_pieces_are_joined(visitor):
    typed = unicodedata.normalize("NFD", NFC)
    assert typed != NFC

    assert saved(visitor.post("/trial/form", name=f"  {typed} ")).startswith(f"{NFC} |")


@pytest.mark.parametrize("letter", UNSEEN)
def test_what_cannot_be_seen_is_refused_with_its_place(visitor, letter):
    text = visitor.post("/trial/form", name=f"Ng{letter}uyễn").text

    assert f"Ký tự thứ 3 là ký tự ẩn (U+{ord(letter):04X})" in text


def test_a_longer_text_may_have_lines(visitor):
    assert "một\nhai" in saved(visitor.post("/trial/form", name="Mẫu", reason="một\r\nhai"))


def test_what_is_wrong_is_said_above_beside_and_in_the_title(visitor):
    text = visitor.post("/trial/form", name="", reason="giữ lại").text

    assert "<title>Lỗi:" in text
    assert '<a href="#name">' in text
    assert "Họ và tên: Cần điền nội dung này." in text
    assert "giữ lại" in text


def test_the_key_of_the_request_is_new_each_time_and_stays_while_the_form_is_corrected(visitor):
    key = r'name="idem" type="hidden" value="([0-9a-f]{32})"'
    first, second = (re.search(key, visitor.get("/trial/form").text)[1] for _ in range(2))
    again = re.search(key, visitor.post("/trial/form", name="", idem=first).text)[1]

    assert first != second
    assert again == first


def test_a_made_up_key_is_replaced(visitor):
    text = visitor.post("/trial/form", name="", idem="<script>").text

    assert re.search(r'name="idem" type="hidden" value="([0-9a-f]{32})"', text)


def test_the_version_that_was_seen_travels_with_the_form(visitor):
    assert 'name="seen" type="hidden" value="7"' in visitor.get("/trial/form").text
    assert 'name="seen" type="hidden" value="5"' in visitor.post("/trial/form", name="", seen="5").text


def test_text_that_looks_like_a_page_is_only_text(visitor):
    text = visitor.post("/trial/form", name='"><script>alert(1)</script>', mark="x").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
