"""What a cell of an import means, and which files and cells are refused: by hand, each bad thing once."""

import io
import unicodedata
import zipfile
from datetime import date, datetime, time

import pytest

from appointments.decisions import import_cells as cells
from appointments.decisions.import_cells import BadCell
from appointments.decisions.import_sheet import BadFile, lines
from appointments.decisions.import_template import template
from tests.factories.workbooks import TITLES, row, workbook

FIRST = date(2025, 7, 1)


@pytest.mark.parametrize("value", [
    FIRST, datetime.combine(FIRST, time.min), "01/07/2025", "1-7-2025", "1.7.2025", "2025-07-01",
    "ngày 1 tháng 7 năm 2025", unicodedata.normalize("NFD", "Ngày 01 tháng 07 năm 2025"), " 1/7/2025 ",
])  # fmt: skip
def test_a_day_is_read_in_each_spelling(value):
    assert cells.day(value) == FIRST


@pytest.mark.parametrize("value", [
    45839.0, 45839, "7/2025", "1/7/25", "31/02/2025", "07/25/2025", "1/7-2025", "2025/07/01", "hôm nay", True,
    datetime.combine(FIRST, time(8, 30)), "01/07/0025", "1978",
])  # fmt: skip
def test_what_is_no_whole_day_is_refused_and_never_guessed(value):
    with pytest.raises(BadCell):
        cells.day(value)


@pytest.mark.parametrize("text", [
    "Nguyễn Văn Anh", "Hoà Bình", "Trần Thuý Quỳnh", "H’Hen Niê", "K'Brôl", "Y Ngông Knul", "Phạm Quý Khoái",
    "Nguyễn Hữu Toán", "Huỳnh Loan Khoẻ", "Đỗ Uyển", "NGUYỄN THỊ HUỆ", "Lê Đức Thọ", "Sở Giáo dục và Đào tạo",
])  # fmt: skip
def test_vietnamese_in_unicode_is_taken_in_both_forms(text):
    assert cells.text(text) == cells.text(unicodedata.normalize("NFD", text)) == text


@pytest.mark.parametrize("text", [
    "NguyÔn V¨n Anh", "TrÇn ThÞ HuÖ", "Hoµng", "Ph¹m", "§ç Minh", "Lª V¨n",  # TCVN3
    "Nguyeãn Vaên Anh", "Traàn Thò Hoøa", "Ñöùc", "Leâ Vaên",  # VNI
    "NguyêÞn Vãn", "TrâÌn", "Ngoòc",  # CP1258 read as Latin-1
])  # fmt: skip
def test_text_of_an_old_encoding_is_refused(text):
    with pytest.raises(BadCell) as bad:
        cells.text(text)

    assert "Unicode" in bad.value.words.vi


@pytest.mark.parametrize("value", ["", None, 12.0, "<script>", "Nguyễn\u200bAn"])
def test_no_name_is_refused(value):
    with pytest.raises(BadCell):
        cells.name(value)


def odd_of(data: bytes) -> dict[int, set[int]]:
    return {line.number: set(line.odd) for line in lines(data)}


def test_the_template_is_read_and_is_empty():
    for locale in ("vi", "en"):
        assert list(lines(template(locale))) == []


def test_rows_are_told_with_the_numbers_that_the_program_shows():
    found = list(lines(workbook(row(1), [], row(2))))

    assert [line.number for line in found] == [2, 4]
    assert found[0].cells[:2] == ["Cán bộ Mẫu 01", date(1980, 1, 2)]


def test_formulas_merged_cells_errors_and_hidden_rows_are_found_by_cell():
    def odd(_book, page):
        page.write_formula(1, 6, '="1/QĐ-MAU"', None, "1/QĐ-MAU")
        page.merge_range(2, 3, 3, 3, "so-mau")
        page.set_row(4, None, None, {"hidden": True})
        page.write_formula(5, 7, "=NA()", None, "#N/A")

    found = odd_of(workbook(*(row(n) for n in range(1, 7)), odd=odd))

    assert found == {2: {6}, 3: {3}, 4: {3}, 5: {0}, 6: {7}, 7: set()}


def with_member(data: bytes, name: str) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, b"x")
    return target.getvalue()


@pytest.mark.parametrize("data", [
    b"", b"no file", workbook(row(1))[:900], workbook(row(1), sheet="Khác"), workbook(titles=["Tên", *TITLES[1:]]),
    workbook(titles=TITLES[:-1]), with_member(workbook(row(1)), "xl/vbaProject.bin"),
    workbook(row(1), odd=lambda book, page: (book.add_worksheet("x").activate(), page.hide())),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512,
], ids=["empty", "text", "cut", "sheet", "title", "titles", "macros", "hidden", "xls"])  # fmt: skip
def test_a_file_that_cannot_be_taken_is_refused_whole(data):
    with pytest.raises(BadFile):
        list(lines(data))
