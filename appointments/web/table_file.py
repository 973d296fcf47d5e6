"""A table as a file for spreadsheets, CSV or XLSX: no cell that a program would take for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from flask import Response

from appointments.core.cells import TEXT_ONLY, inert

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_answer(head: Sequence[str], rows: Iterable[Sequence[Any]], name: str) -> Response:
    """The table as a download that no cache keeps."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return _download("\ufeff" + file.getvalue(), "text/csv; charset=utf-8", name)


def xlsx_answer(head: Sequence[str], rows: Iterable[Sequence[Any]], name: str) -> Response:
    """The same as a workbook: a day is a day, everything else is text, also for whoever saves it as CSV."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, TEXT_ONLY) as book:
        sheet, days = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, head, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, days)
                else:
                    sheet.write_string(number, column, inert(cell))
        sheet.autofit()
    return _download(file.getvalue(), XLSX, name)


def _download(body: str | bytes, kind: str, name: str) -> Response:
    answer = Response(body, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
