"""Reads the sheet of an import row by row, and finds what a reader would hand on as something that nobody wrote.

Formulas, spreadsheet errors, merged cells and hidden rows are found by a scan of the sheet's own XML that keeps no
cell; a file with macros, or one that is no XLSX, is refused whole.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

import python_calamine

from appointments.decisions.import_columns import COLUMNS, SHEET
from workflows.kinds import told
from workflows.words import Words

MOST_ROWS, MOST_UNPACKED = 100_000, 600_000_000
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, OSError, EOFError, ValueError, RuntimeError,
           expat.ExpatError, python_calamine.CalamineError)  # fmt: skip

NOT_XLSX = Words("Không đọc được tệp XLSX. Hãy lưu lại tệp ở dạng .xlsx.",
                 "The XLSX file cannot be read. Save it as .xlsx again.")  # fmt: skip
MACROS = Words("Tệp có macro (xlsm). Hãy lưu ở dạng .xlsx không có macro.",
               "The file holds macros (xlsm). Save it as .xlsx without macros.")  # fmt: skip
TOO_LARGE = Words("Tệp quá lớn sau khi giải nén.", "The file is too large when unpacked.")
TOO_MANY = Words("Tệp có hơn %(most)s dòng. Hãy chia thành nhiều tệp.",
                 "The file has more than %(most)s rows. Divide it.")  # fmt: skip
NO_SHEET = Words("Không có trang tính “%(name)s”. Hãy dùng tệp mẫu.",
                 "There is no sheet “%(name)s”. Use the template.")  # fmt: skip
HIDDEN_SHEET = Words("Trang tính “%(name)s” đang bị ẩn.", "The sheet “%(name)s” is hidden.")
NO_HEAD = Words("Ô %(cell)s phải là tiêu đề “%(title)s” như trong tệp mẫu.",
                "The cell %(cell)s must be the title “%(title)s” as in the template.")  # fmt: skip
FORMULA = Words("Ô chứa công thức. Hãy dán giá trị.", "The cell holds a formula. Paste its value.")
ERROR = Words("Ô chứa lỗi bảng tính.", "The cell holds a spreadsheet error.")
MERGED = Words("Ô bị gộp. Hãy bỏ gộp và ghi giá trị vào từng ô.", "The cell is merged. Split it and fill in each.")
HIDDEN = Words("Dòng đang bị ẩn. Hãy bỏ ẩn hoặc xóa dòng.", "The row is hidden. Show it or delete it.")


class BadFile(Exception):
    """The file as a whole cannot be taken: why, in both languages."""

    def __init__(self, words: Words, **params: Any):
        self.words = told(words, **params) if params else words
        super().__init__(self.words.en)


@dataclass
class Oddities:
    """Cells by (row, column) from 0 with what is wrong with each, and rows that are hidden."""

    cells: dict[tuple[int, int], Words] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands: its number as the program shows it, its cells, and what is odd about them by column."""

    number: int
    cells: list[Any]
    odd: dict[int, Words]


def cell_name(row: int, column: int) -> str:
    """How a program calls the cell at a row's number and a column from 0."""
    return f"{chr(ord('A') + column)}{row}"


def lines(data: bytes) -> Iterator[Line]:
    """The rows below the titles that hold anything, one by one; `BadFile` before the first where none can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            odd = _scan(archive)
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            page = book.get_sheet_by_name(SHEET)
            _mark_merged(page.merged_cell_ranges or [], odd)
            rows = page.iter_rows()
            top = page.start or (0, 0)
    except DAMAGED as error:
        raise BadFile(NOT_XLSX) from error
    padding = [""] * top[1]
    if page.total_height > MOST_ROWS + 1:
        raise BadFile(TOO_MANY, most=f"{MOST_ROWS:,}".replace(",", "."))
    _check_head([*padding, *next(iter(rows), [])] if top[0] == 0 else [])
    return _below(rows, padding, odd)


def _below(rows: Iterator[list[Any]], padding: list[str], odd: Oddities) -> Iterator[Line]:
    width = len(COLUMNS)
    for index, found in enumerate(rows, 1):
        cells = [*padding, *found][:width]
        strange = {column: odd.cells[index, column] for column in range(width) if (index, column) in odd.cells}
        if index in odd.hidden and any(cell != "" for cell in cells):
            strange.setdefault(0, HIDDEN)
        if strange or any(cell != "" for cell in cells):
            yield Line(index + 1, [*cells, *[""] * (width - len(cells))], strange)


def _check_head(titles: list[Any]) -> None:
    for column, wanted in enumerate(COLUMNS):
        found = titles[column] if column < len(titles) else ""
        if not isinstance(found, str) or " ".join(found.replace("*", "").split()) != wanted.title:
            raise BadFile(NO_HEAD, cell=cell_name(1, column), title=wanted.title)


def _scan(archive: zipfile.ZipFile) -> Oddities:
    """Look through the sheet's XML in pieces, keeping the places of what is odd and nothing else."""
    if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
        raise BadFile(MACROS)
    if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
        raise BadFile(TOO_LARGE)
    scan = _Scan()
    with archive.open(_path_of_sheet(archive)) as stream:
        scan.parser.ParseFile(stream)
    return scan.found


def _path_of_sheet(archive: zipfile.ZipFile) -> str:
    sheets = [given for tag, given in _elements(archive, "xl/workbook.xml") if tag == "sheet"]
    sheet = next((one for one in sheets if one.get("name") == SHEET), None)
    if sheet is None:
        raise BadFile(NO_SHEET, name=SHEET)
    if sheet.get("state", "visible") != "visible":
        raise BadFile(HIDDEN_SHEET, name=SHEET)
    wanted = next(value for name, value in sheet.items() if name.endswith(":id"))
    links = [given for tag, given in _elements(archive, "xl/_rels/workbook.xml.rels") if tag == "Relationship"]
    target = next((one["Target"] for one in links if one.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part of the file, without the prefixes of their names."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, given: found.append((tag.rpartition(":")[2], given))
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(archive.read(name), True)
    return found


def _refuse(*_declared: Any) -> None:
    """A workbook declares no document type; one that does may expand without end."""
    raise BadFile(NOT_XLSX)


class _Scan:
    """Handlers of the parser: where formulas, errors and hidden rows stand."""

    def __init__(self) -> None:
        self.found = Oddities()
        self.row, self.column, self.at = -1, -1, (0, 0)
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.StartDoctypeDeclHandler = _refuse

    def start(self, tag: str, given: dict[str, str]) -> None:
        """A row, a cell or a formula begins."""
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self.row = int(given["r"]) - 1 if "r" in given else self.row + 1
            self.column = -1
            if given.get("hidden") in ("1", "true") or given.get("ht") == "0":
                self.found.hidden.add(self.row)
        elif tag == "c":
            name = given.get("r", "").rstrip("0123456789")
            self.column = _number(name) if name else self.column + 1
            if given.get("t") == "e":
                self.found.cells[self.row, self.column] = ERROR
        elif tag == "f":
            self.found.cells[self.row, self.column] = FORMULA


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _mark_merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]], odd: Oddities) -> None:
    for (row, column), (last_row, last_column) in ranges:
        for one in range(row, min(last_row, MOST_ROWS) + 1):
            for other in range(column, min(last_column, len(COLUMNS) - 1) + 1):
                odd.cells.setdefault((one, other), MERGED)
