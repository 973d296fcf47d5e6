"""Files for imports, written by xlsxwriter as people's programs write them, with whatever is wrong in them."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import xlsxwriter

from appointments.decisions.import_columns import COLUMNS, SHEET

TITLES = [column.title for column in COLUMNS]


def row(n: int, **given: Any) -> list[Any]:
    """A row that is in order; `given` by the first word of a column: name, born, identity, unit, post, kind, ..."""
    keys = ("name", "born", "identity", "unit", "post", "kind", "number", "signed", "effective", "ends", "other")
    usual = (f"Cán bộ Mẫu {n:02}", date(1980, 1, 1 + n % 28), "", "so-mau", "Trưởng phòng", "Bổ nhiệm lần đầu",
             f"{n}/QĐ-MAU", date(2024, 3, 1), date(2024, 3, 5), "", "")  # fmt: skip
    return [given.get(key, value) for key, value in zip(keys, usual, strict=True)]


def workbook(
    *rows: list[Any], sheet: str = SHEET, titles: list[str] = TITLES, odd: Callable[[Any, Any], None] | None = None
) -> bytes:
    """The file; `odd` gets the book and the sheet and does to them what should be found."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, titles)
        for number, cells in enumerate(rows, 1):
            page.write_row(number, 0, cells)
        if odd:
            odd(book, page)
    return target.getvalue()
