"""Reads a sheet of scores (CSV or XLSX) and refuses, with row and column, whatever could be read in two ways.

Every fault of the sheet is collected, so that it is mended in one go. Text is UTF-8 only.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from appointments.results import cells
from appointments.results.cells import BadFile
from appointments.results.scheme import Candidate
from appointments.results.spreadsheets import TOO_LARGE, page_rows
from workflows.kinds import told
from workflows.words import Words

MOST_BYTES, MOST_ROWS, MOST_FAULTS = 5_000_000, 1_000, 20

COLUMNS = {
    "code": {"code", "sbd", "so_bao_danh", "candidate_number"},
    "written": {"written", "viet", "diem_viet"},
    "oral": {"oral", "trinh_bay", "diem_trinh_bay"},
    "attendance": {"attendance", "tinh_trang", "status"},
    "planning": {"planning", "quy_hoach"},
    "female": {"female", "nu"},
    "ethnic": {"ethnic", "dan_toc_thieu_so"},
    "born_on": {"born_on", "ngay_sinh"},
    "service_months": {"service_months", "tham_nien_thang"},
}
"""Each column with the headings it goes by, without case and accents."""
REQUIRED = ("code", "written", "oral")

AT_CELL = Words("Dòng %(row)s, cột %(column)s: %(what)s", "Row %(row)s, column %(column)s: %(what)s")
AT_ROW = Words("Dòng %(row)s: %(what)s", "Row %(row)s: %(what)s")
TOO_MANY = Words("Tệp có quá %(most)s thí sinh.", "The file has more than %(most)s candidates.")
NOT_UTF8 = Words(
    "Tệp không phải UTF-8 (lỗi tại dòng %(row)s). Lưu lại dưới dạng “CSV UTF-8”; không nhận bảng mã cũ hoặc UTF-16.",
    "The file is not UTF-8 (row %(row)s). Save it as “CSV UTF-8”; older encodings and UTF-16 are refused.",
)
NOT_CSV = Words("Không đọc được dòng này của tệp CSV.", "This row of the CSV file cannot be read.")
WRONG_SUFFIX = Words("Chỉ nhận tệp .csv hoặc .xlsx.", "Only .csv and .xlsx files are read.")
EMPTY = Words("Tệp không có dòng tiêu đề.", "The file has no heading row.")
NOBODY = Words("Tệp không có thí sinh nào.", "The file names no candidate.")
NO_COLUMN = Words("Thiếu cột: %(names)s.", "A column is missing: %(names)s.")
TWO_COLUMNS = Words("Hai cột cùng là “%(name)s”.", "Two columns are both “%(name)s”.")
WRONG_WIDTH = Words(
    "có %(found)s ô, tiêu đề có %(width)s. Điểm có dấu phẩy phải đặt trong ngoặc kép, hoặc ngăn cột bằng chấm phẩy.",
    "has %(found)s cells, the heading %(width)s. Quote marks with a decimal comma, or separate columns by semicolons.",
)
TWICE = Words(
    "Số báo danh %(code)s đã có ở dòng %(first)s.", "Candidate number %(code)s already stands in row %(first)s."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: its number as a spreadsheet shows it, and its cells."""

    number: int
    cells: list[Any]


@dataclass(frozen=True, slots=True)
class Scores:
    """What a sheet holds: `ignored` are headings that mean nothing here, `absent` the attributes without a column."""

    candidates: tuple[Candidate, ...]
    ignored: tuple[str, ...]
    absent: tuple[str, ...]


def read_scores(content: bytes, name: str, scale: Decimal, sheet: str | None = None) -> Scores:
    """The candidates in a file of that name; raises `BadFile` with everything that is wrong."""
    if len(content) > MOST_BYTES:
        raise BadFile([told(TOO_LARGE, most=MOST_BYTES)])
    suffix = name.lower().rpartition(".")[2]
    if suffix not in {"csv", "xlsx"}:
        raise BadFile([WRONG_SUFFIX])
    rows = xlsx_rows(content, sheet) if suffix == "xlsx" else csv_rows(content)
    filled = (row for row in rows if any(cells.text_of(c).strip(";,") for c in row.cells))
    heading = next(filled, None)
    if heading is None:
        raise BadFile([EMPTY])
    columns, ignored = _columns(heading)
    candidates = _candidates(filled, columns, len(heading.cells), scale)
    if not candidates:
        raise BadFile([NOBODY])
    return Scores(tuple(candidates), ignored, tuple(c for c in COLUMNS if c not in columns and c != "attendance"))


def csv_rows(content: bytes) -> Iterator[Row]:
    """The rows of a CSV file; the separator is whichever of comma and semicolon the heading has more of."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile([told(NOT_UTF8, row=content[: error.start].count(b"\n") + 1)]) from error
    if "\0" in text:
        raise BadFile([told(NOT_UTF8, row=text[: text.index("\0")].count("\n") + 1)])
    first = next((line for line in text.splitlines() if line.strip(" ;,")), "")
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True
    )
    while True:
        begins = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise BadFile([told(AT_ROW, row=begins, what=NOT_CSV)]) from error
        if row is None:
            return
        yield Row(begins, row)


def xlsx_rows(content: bytes, sheet: str | None) -> Iterator[Row]:
    """The rows of the only sheet with data, or of the one that was named."""
    yield from (Row(n, row) for n, row in enumerate(page_rows(content, sheet), 1))


def _columns(heading: Row) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each known column stands, and the headings that are not known."""
    by_alias = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
    columns: dict[str, int] = {}
    ignored = []
    for at, cell in enumerate(heading.cells):
        name = by_alias.get(cells.folded(cells.text_of(cell)))
        if name in columns:
            raise BadFile([told(TWO_COLUMNS, name=name)])
        if name:
            columns[name] = at
        elif cells.text_of(cell):
            ignored.append(cells.shown(cells.text_of(cell)))
    if lacking := [name for name in REQUIRED if name not in columns]:
        raise BadFile([told(NO_COLUMN, names=", ".join(lacking))])
    return columns, tuple(ignored)


def _candidates(rows: Iterator[Row], columns: dict[str, int], width: int, scale: Decimal) -> list[Candidate]:
    """Every candidate of the sheet; raises `BadFile` with up to twenty faults."""
    readers: dict[str, Callable[[Any], Any]] = {
        "code": cells.code,
        "written": partial(cells.mark, scale=scale),
        "oral": partial(cells.mark, scale=scale),
        "attendance": cells.attendance,
        "born_on": cells.day,
        "service_months": cells.months,
    }
    found: list[Candidate] = []
    faults: list[Words] = []
    seen: dict[str, int] = {}
    for row in rows:
        if len(found) == MOST_ROWS:
            raise BadFile([told(TOO_MANY, most=MOST_ROWS)])
        if len(row.cells) != width:  # an unquoted decimal comma would shift every mark after it
            faults.append(told(AT_ROW, row=row.number, what=told(WRONG_WIDTH, found=len(row.cells), width=width)))
            continue
        values, wrong = _read_row(row, columns, readers)
        code = values.get("code")
        if code is not None and (first := seen.setdefault(code.casefold(), row.number)) != row.number:
            wrong.append(told(AT_CELL, row=row.number, column="code", what=told(TWICE, code=code, first=first)))
        faults += wrong
        if not wrong:
            found.append(Candidate(**values))
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise BadFile(faults[:MOST_FAULTS])
    return found


def _read_row(
    row: Row, columns: dict[str, int], readers: dict[str, Callable[[Any], Any]]
) -> tuple[dict[str, Any], list[Words]]:
    values: dict[str, Any] = {}
    faults = []
    for name, at in columns.items():
        try:
            values[name] = readers.get(name, cells.yes_or_no)(row.cells[at])
        except cells.BadCell as error:
            faults.append(told(AT_CELL, row=row.number, column=name, what=error.words))
    return values, faults
