"""The file into which decisions are written for the import: an empty sheet with titles, and a guide. Pure."""

import io
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from appointments.decisions.import_columns import COLUMNS, DAYS, GUIDE, REFUSED, SHEET
from appointments.decisions.rules import KINDS
from workflows.words import Words

MADE = datetime.combine(date(2026, 1, 1), time.min)
ROWS_WITH_CHOICES = 10_000
EXAMPLE = ("Cán bộ Mẫu 01", "17/05/1985", "", "so-mau", "Trưởng phòng", KINDS["FIRST_APPOINTMENT"].vi,
           "05/QĐ-MAU", "20/06/2025", "01/07/2025", "", "")  # fmt: skip


def template(locale: str) -> bytes:
    """The file; the same bytes each time."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": MADE})
        _sheet(book, book.add_worksheet(SHEET))
        _guide(book, book.add_worksheet(GUIDE), locale)
    return target.getvalue()


def _sheet(book: Any, page: Any) -> None:
    bold, plain = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "@"})
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, column in enumerate(COLUMNS):
        page.write_string(0, number, column.title + ("*" if column.is_required else ""), bold)
        page.set_column(number, number, 20, days if column.title.startswith(("Ngày", "Hết")) else plain)
    kinds = [words.vi for words in KINDS.values()]
    page.data_validation(1, 5, ROWS_WITH_CHOICES, 5, {"validate": "list", "source": kinds})
    page.freeze_panes(1, 1)


def _guide(book: Any, page: Any, locale: str) -> None:
    bold = book.add_format({"bold": True})
    head = (
        Words("Cột", "Column"),
        Words("Bắt buộc", "Required"),
        Words("Nội dung", "Content"),
        Words("Ví dụ", "Example"),
    )
    page.write_row(0, 0, [words.say(locale) for words in head], bold)
    yes = Words("có", "yes").say(locale)
    for row, (column, example) in enumerate(zip(COLUMNS, EXAMPLE, strict=True), 1):
        page.write_row(row, 0, [column.title, yes if column.is_required else "", column.guide.say(locale), example])
    notes = [DAYS.say(locale), REFUSED.say(locale), "", *(words.vi for words in KINDS.values())]
    for row, note in enumerate(notes, len(COLUMNS) + 2):
        page.write_string(row, 0, note)
    page.set_column(0, 0, 24)
    page.set_column(2, 2, 80)
    page.set_column(3, 3, 28)
