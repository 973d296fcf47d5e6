"""Reads the pages of an XLSX file, and refuses what the reader would hand on as a blank or as somebody else's value.

A blank can decide (no attendance written: the candidate sat), so that a cell whose value is not in the file, or stands
under a neighbour's in merged cells, is never taken for one.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import python_calamine

from appointments.results import cells
from appointments.results.cells import BadFile
from workflows.kinds import told
from workflows.words import Words

MOST_UNPACKED, MOST_CELLS, MOST_NAMED = 50_000_000, 1_000_000, 20
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ValueError,
           RuntimeError, python_calamine.CalamineError)  # fmt: skip
"""What opening a file that is cut off, changed, locked or packed in an unknown way may raise."""

_TAG = re.compile(r"<(/?)(?:\w+:)?(row|c|f|v)\b([^>]*)>([^<]*)")
_NAMED = re.compile(r"""\br=["']([A-Z]{0,3})([0-9]{1,7})["']""")
_TYPE = re.compile(r"""\bt=["'](\w+)["']""")

TOO_LARGE = Words("Tệp quá lớn (tối đa %(most)s byte).", "The file is too large (at most %(most)s bytes).")
NOT_XLSX = Words("Không đọc được tệp XLSX.", "The XLSX file cannot be read.")
ERROR_CELLS = Words(
    "Ô có lỗi bảng tính (#N/A, #REF!…): %(names)s.", "Cells hold a spreadsheet error (#N/A, #REF!…): %(names)s."
)
NOT_CALCULATED = Words(
    "Ô có công thức nhưng chưa có giá trị: %(names)s. Hãy mở tệp bằng phần mềm bảng tính, lưu lại rồi thử lại.",
    "Cells hold a formula without its value: %(names)s. Open the file in a spreadsheet, save it and try again.",
)
MERGED = Words(
    "Có ô bị gộp: %(names)s. Hãy bỏ gộp và ghi giá trị vào từng ô.",
    "Cells are merged: %(names)s. Split them and write the value into each.",
)
FAR_AWAY = Words(
    "Trang tính kéo dài đến ô %(name)s. Hãy xóa những gì nằm ngoài bảng điểm.",
    "The sheet reaches as far as %(name)s. Delete what stands outside the table of scores.",
)
MANY_SHEETS = Words(
    "Tệp có nhiều trang có dữ liệu: %(names)s. Hãy chọn bằng --sheet.",
    "Several sheets hold data: %(names)s. Choose one with --sheet.",
)
NO_SHEET = Words("Không có trang “%(name)s”. Các trang: %(names)s.", "There is no sheet “%(name)s”. Sheets: %(names)s.")


def page_rows(content: bytes, sheet: str | None) -> list[list[Any]]:
    """The rows of the only sheet with data, or of the one that was named; none where no sheet has any."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive)
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            pages = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
            rows = {name: page.to_python(skip_empty_area=False) for name, page in pages.items()}
    except BadFile:
        raise
    except DAMAGED as error:
        raise BadFile([NOT_XLSX]) from error
    chosen = _chosen(rows, sheet)
    if chosen is None:
        return []
    _refuse_merged(pages[chosen].merged_cell_ranges or [])
    return rows[chosen]


def _chosen(rows: dict[str, list[list[Any]]], sheet: str | None) -> str | None:
    filled = [name for name, page in rows.items() if any(cells.text_of(c) for row in page for c in row)]
    if sheet is not None and sheet not in rows:
        raise BadFile([told(NO_SHEET, name=cells.shown(sheet), names=cells.shown(", ".join(rows)))])
    if sheet is None and len(filled) > 1:
        raise BadFile([told(MANY_SHEETS, names=cells.shown(", ".join(filled)))])
    return sheet if sheet is not None else next(iter(filled), None)


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much, or to more than it says; then look at the cells of each page as written."""
    if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
        raise BadFile([told(TOO_LARGE, most=MOST_UNPACKED)])
    if archive.testzip() is not None:
        raise BadFile([NOT_XLSX])
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _check_page(archive.read(name).decode("utf-8", "replace"))


@dataclass(slots=True)
class _Cell:
    """One cell as the file writes it."""

    column: str
    row: int
    kind: str
    formula: bool = False
    value: str = ""

    @property
    def name(self) -> str:
        return f"{self.column or '?'}{self.row or '?'}"

    @property
    def is_not_calculated(self) -> bool:
        """An empty text is a value; nothing at all is none."""
        return self.formula and not self.value.strip() and self.kind != "str"


def _check_page(xml: str) -> None:
    errors, empty, far, widest = [], [], 0, 0
    for cell in _cells(xml):
        errors += [cell.name] if cell.kind == "e" else []
        empty += [cell.name] if cell.is_not_calculated else []
        far, widest = max(far, cell.row), max(widest, _number(cell.column))
    if far * widest > MOST_CELLS:
        raise BadFile([told(FAR_AWAY, name=f"{_letters(widest)}{far}")])
    for names, words in ((errors, ERROR_CELLS), (empty, NOT_CALCULATED)):
        if names:
            raise BadFile([told(words, names=", ".join(names[:MOST_NAMED]))])


def _cells(xml: str) -> Iterator[_Cell]:
    """Every cell of a page; one that does not say where it stands follows the one before."""
    row, last, cell = 0, "", None
    for closing, tag, attributes, text in _TAG.findall(xml):
        if closing:
            continue
        if tag in ("row", "c") and cell:
            yield cell
            cell = None
        found = _NAMED.search(attributes)
        if tag == "row":
            row, last = (int(found[2]) if found else row + 1), ""
        elif tag == "c":
            last, kind = (found[1] if found else _letters(_number(last) + 1)), _TYPE.search(attributes)
            cell = _Cell(last, int(found[2]) if found else row, kind[1] if kind else "n")
        elif cell:
            cell.formula, cell.value = cell.formula or tag == "f", text if tag == "v" else cell.value
    if cell:
        yield cell


def _refuse_merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    names = [f"{_letters(x + 1)}{y + 1}:{_letters(to_x + 1)}{to_y + 1}" for (y, x), (to_y, to_x) in ranges]
    if names:
        raise BadFile([told(MERGED, names=", ".join(names[:MOST_NAMED]))])


def _number(column: str) -> int:
    """A column's place from 1: A, B … Z, AA."""
    number = 0
    for letter in column:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
