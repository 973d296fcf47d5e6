"""The templates of editable papers, written by the house: `python -m appointments.papers.word_templates`.

The committed .docx files are what this writes, so that a change of layout can be read and reviewed as text.
"""

from io import BytesIO
from typing import Any

import segno
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from appointments.papers.packing import packed
from appointments.papers.sheet import TEMPLATES
from appointments.papers.word import PICTURE

FONT = "Times New Roman"
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def decision() -> bytes:
    """The decision of appointment (NĐ 30/2020, Phụ lục III, mẫu 1.2)."""
    document = page()
    head(document)
    named(document)
    line(document, "{{ signing_title }}", bold=True, align=ALIGN.CENTER)
    loop(document, "bases", "{{ one }}", italic=True)
    line(document, "QUYẾT ĐỊNH:", bold=True, align=ALIGN.CENTER)
    loop(document, "articles", "{{ one }}", before="Điều {{ loop.index }}. ")
    signing(document)
    return saved(document)


ALL = {"decision": decision}


def page() -> Any:
    """An empty A4 page with the margins, the mark of a draft above and the mark of the version below."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(25)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = section.footer_distance = Mm(8)
    section.different_first_page_header_footer = True
    draft = "{% if is_draft %}DỰ THẢO{% endif %}"
    text(section.first_page_header.paragraphs[0], draft, bold=True, align=ALIGN.RIGHT)
    numbered(section.header.paragraphs[0])
    text(section.header.add_paragraph(), draft, bold=True, align=ALIGN.RIGHT)
    for footer in (section.first_page_footer, section.footer):
        version(footer)
    return document


def version(footer: Any) -> None:
    """The code and the mark that lead to the page about this version."""
    placeholder = BytesIO()
    segno.make(PICTURE).save(placeholder, kind="png")
    placeholder.seek(0)
    paragraph = footer.paragraphs[0]
    paragraph.add_run().add_picture(placeholder, width=Mm(14))
    paragraph._p.find(f".//{qn('pic:cNvPr')}").set("name", PICTURE)
    paragraph._p.find(f".//{qn('wp:docPr')}").set("descr", "Mã QR dẫn đến trang kiểm tra bản này")
    text(paragraph, "  Mã kiểm tra của bản này: ", size=8)
    text(paragraph, "{{ mark }}", size=8, bold=True)
    text(footer.add_paragraph(), "{{ address }}", size=7)


def head(document: Any) -> None:
    """Two columns: who issues and the number; the nation, the motto, place and day."""
    left, right = two_columns(document, (62, 98))
    text(left.paragraphs[0], "{{ above }}", size=13, align=ALIGN.CENTER, gap=0)
    text(left.add_paragraph(), "{{ body }}", size=13, bold=True, align=ALIGN.CENTER, gap=0)
    rule(left, "────────")
    text(left.add_paragraph(), "{{ number }}", size=13, align=ALIGN.CENTER)
    text(right.paragraphs[0], NATION, size=12, bold=True, align=ALIGN.CENTER, gap=0)
    text(right.add_paragraph(), MOTTO, size=13, bold=True, align=ALIGN.CENTER, gap=0)
    rule(right, "────────────────────")
    text(right.add_paragraph(), "{{ place_and_day }}", size=13, italic=True, align=ALIGN.CENTER)


def named(document: Any) -> None:
    """What kind of paper it is, and about what."""
    line(document, "{{ type }}", bold=True, align=ALIGN.CENTER, gap=0)
    line(document, "{{ abstract }}", bold=True, align=ALIGN.CENTER, gap=0)
    rule(document, "────────────")


def signing(document: Any) -> None:
    """Recipients on the left; title, signature and name on the right."""
    left, right = two_columns(document, (80, 80))
    text(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True, gap=0)
    for words in ("{%p for one in recipients %}", "- {{ one }}", "{%p endfor %}"):
        text(left.add_paragraph(), words, size=11, gap=0)
    text(right.paragraphs[0], "{{ signing_title }}", bold=True, align=ALIGN.CENTER, gap=24)
    text(right.add_paragraph(), "{{ signature }}", size=12, italic=True, align=ALIGN.CENTER, gap=24)
    text(right.add_paragraph(), "{{ signer }}", bold=True, align=ALIGN.CENTER)


def loop(document: Any, name: str, words: str, *, before: str = "", italic: bool = False) -> None:
    """One justified paragraph for each of the list `name`."""
    line(document, f"{{%p for one in {name} %}}")
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    if before:
        text(paragraph, before, bold=True)
    text(paragraph, words, italic=italic, align=ALIGN.JUSTIFY)
    line(document, "{%p endfor %}")


def line(document: Any, words: str, **look: Any) -> None:
    """A paragraph of its own."""
    text(document.add_paragraph(), words, **look)


def text(
    paragraph: Any, words: str, *, size: int = 14, bold: bool = False, italic: bool = False,
    align: Any = None, gap: float | None = None,
) -> None:  # fmt: skip
    """Words in a paragraph, and how they look."""
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    if align is not None:
        paragraph.alignment = align
    if gap is not None:
        paragraph.paragraph_format.space_after = Pt(gap)


def rule(place: Any, dashes: str) -> None:
    """A short line beneath what stands above."""
    paragraph = place.add_paragraph()
    text(paragraph, dashes, size=6, align=ALIGN.CENTER, gap=4)


def two_columns(document: Any, widths: tuple[int, int]) -> tuple[Any, Any]:
    """A table without borders: its two cells, as wide as said in millimetres."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = (Mm(width) for width in widths)
    return left, right


def numbered(paragraph: Any) -> None:
    """The page's number, centred."""
    paragraph.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def saved(document: Any) -> bytes:
    """The file, the same bytes each time."""
    file = BytesIO()
    document.save(file)
    return packed(file.getvalue())


if __name__ == "__main__":
    for name, made in ALL.items():
        (TEMPLATES / f"{name}.docx").write_bytes(made())
