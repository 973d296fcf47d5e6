"""One sheet as PDF and DOCX, read back by other programs than those that wrote it."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from docx import Document

from appointments.papers import word_templates
from appointments.papers.pdf import pdf
from appointments.papers.sheet import TEMPLATES, Sheet, mark_of, printable, same_mark
from appointments.papers.word import docx

pytestmark = pytest.mark.one_database

NASTY = 'Nguyễn Thị Ngọc Ưởng <b>&amp; #let $x$ *đậm* _n_ @a \\ {{ 7*7 }} {% if %} #read("nd30.typ") "q"'
FIELDS = {
    "above": "ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU", "body": "SỞ MẪU", "number": "Số: 07/QĐ-SM",
    "place_and_day": "Thành phố Mẫu, ngày 03 tháng 02 năm 2026", "type": "QUYẾT ĐỊNH",
    "abstract": "Về việc bổ nhiệm Phó Trưởng phòng", "bases": ("Căn cứ một;", "Căn cứ hai."),
    "articles": (f"Bổ nhiệm {NASTY}.", "Hai.", "Ba."), "recipients": ("Như Điều 3;", "Lưu: VT."),
    "signing_title": "GIÁM ĐỐC", "signature": "(đã ký)", "signer": "Thủ Trưởng Mẫu",
}  # fmt: skip
SHEET = Sheet(
    "decision", FIELDS, "QUYẾT ĐỊNH 07", datetime(2026, 2, 3, 1, 2, 3, tzinfo=UTC), "0123456789abcdef",
    "https://example.vn/decisions/1/paper/0123456789abcdef", is_draft=False,
)  # fmt: skip


def pdf_words(file: bytes) -> str:
    document = pypdfium2.PdfDocument(file)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def docx_words(file: bytes) -> str:
    document = Document(BytesIO(file))
    section = document.sections[0]
    cells = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    around = [*section.first_page_header.paragraphs, *section.first_page_footer.paragraphs]
    return " ".join(" ".join(p.text for p in [*document.paragraphs, *cells, *around]).split())


READERS = {"pdf": (pdf, pdf_words), "docx": (docx, docx_words)}


@pytest.mark.parametrize("kind", READERS)
def test_every_field_is_printed_letter_by_letter_whatever_it_looks_like(kind):
    make, read = READERS[kind]

    told = read(make(SHEET)).replace(" ", "")

    for field in ("above", "body", "number", "place_and_day", "type", "abstract", "signing_title", "signer"):
        assert FIELDS[field].replace(" ", "") in told, field
    for one in (*FIELDS["bases"], *FIELDS["articles"], *FIELDS["recipients"]):
        assert one.replace(" ", "") in told, one
    assert "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM" in told
    assert "0123456789abcdef" in told
    assert "DỰTHẢO" not in told


@pytest.mark.parametrize("kind", READERS)
def test_a_draft_says_so(kind):
    make, read = READERS[kind]

    assert "DỰTHẢO" in read(make(replace(SHEET, is_draft=True))).replace(" ", "")


@pytest.mark.parametrize("kind", READERS)
def test_the_same_paper_has_the_same_bytes_and_another_instant_others(kind):
    make, _ = READERS[kind]

    assert make(SHEET) == make(SHEET)
    assert make(SHEET) != make(replace(SHEET, made_at=datetime(2026, 2, 4, tzinfo=UTC)))


def test_the_pdf_is_a4_and_keeps_the_margins_of_the_decree():
    page = pypdfium2.PdfDocument(pdf(SHEET))[0]
    words = page.get_textpage()
    boxes = [words.get_charbox(at) for at in range(words.count_chars())]
    left, right = min(box[0] for box in boxes if box[2] > box[0]), max(box[2] for box in boxes)

    millimetre = 72 / 25.4
    assert [round(side / millimetre) for side in page.get_size()] == [210, 297]
    assert 29.9 <= left / millimetre <= 35
    assert 15 <= 210 - right / millimetre <= 21


def test_the_docx_has_margins_within_the_decree_s():
    section = Document(BytesIO(docx(SHEET))).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)

    assert [round(size.mm) for size in (*sizes, section.left_margin, section.right_margin)] == [
        210,
        297,
        20,
        25,
        30,
        20,
    ]


def test_a_second_page_is_numbered_and_carries_the_mark_too():
    long = replace(SHEET, fields=FIELDS | {"articles": tuple(f"Điều thứ {n}. " + "Nội dung. " * 60 for n in range(9))})
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf(long))]

    assert len(pages) > 1
    assert all("0123 4567 89ab cdef" in page for page in pages)
    assert pages[1].split()[0] == "2"
    assert pages[0].split()[0] != "1"


def test_the_word_templates_are_what_the_house_writes():
    for name, made in word_templates.ALL.items():
        with ZipFile(TEMPLATES / f"{name}.docx") as kept, ZipFile(BytesIO(made())) as fresh:
            assert {n: kept.read(n) for n in kept.namelist()} == {n: fresh.read(n) for n in fresh.namelist()}


def test_every_paper_has_both_templates():
    assert {p.stem for p in TEMPLATES.glob("*.typ")} - {"nd30"} == {p.stem for p in TEMPLATES.glob("*.docx")}


def test_a_mark_hangs_on_every_word_and_on_the_key():
    mark = mark_of("key", "decision", FIELDS)

    assert mark_of("key", "decision", dict(FIELDS)) == mark
    others = {
        mark_of("other", "decision", FIELDS),
        mark_of("key", "notice", FIELDS),
        *(mark_of("key", "decision", FIELDS | {name: "khác"}) for name in FIELDS),
    }
    assert len(others | {mark}) == len(FIELDS) + 3
    assert same_mark(mark, f"{mark[:4]} {mark[4:].upper()}")
    assert not same_mark(mark, "không")


def test_what_cannot_be_printed_becomes_a_blank_and_nothing_turns_the_line():
    assert printable({"a": ["x\x00y\n\u202ez", "e\u0301"], "b": 1}) == {"a": ["x y z", "é"], "b": 1}
