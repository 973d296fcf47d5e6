"""What a spreadsheet may hold beside plain values: it is read exactly or refused, never guessed, never a crash."""

import random
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.features.results.rank_runs import places, runner
from tests.features.results.workbooks import Raw, workbook

HEADING = ["code", "written", "oral", "attendance"]
ABSENT = 'IF(TRUE,"vắng","")'


@pytest.fixture
def run(tmp_path):
    return runner(tmp_path)


def with_attendance(cell):
    return workbook(Diem=[HEADING, ["A1", 80, 80, cell], ["B1", 70, 70, None]])


@pytest.mark.parametrize("cell", [Raw(f"><f>{ABSENT}</f><v/>"), Raw(f"><f>{ABSENT}</f>"), Raw("><f>1+1</f><v></v>")])
def test_a_formula_whose_value_is_not_in_the_file_is_not_taken_for_a_blank(run, cell):
    result = run(with_attendance(cell), name="scores.xlsx")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "formula without its value: D2" in result.stderr
    assert "chưa có giá trị: D2" in result.stderr


def test_a_formula_is_read_by_the_value_that_the_spreadsheet_saved(run):
    absent = Raw(f't="str"><f>{ABSENT}</f><v>vắng</v>')
    blank = Raw(f't="str"><f>{ABSENT}</f><v></v>')

    assert places(run(with_attendance(absent), "--json", name="scores.xlsx")) == {"B1": 1, "A1": None}
    assert places(run(with_attendance(blank), "--json", name="scores.xlsx")) == {"A1": 1, "B1": 2}


def test_merged_cells_are_refused_since_only_the_first_of_them_holds_the_value(run):
    rows = [HEADING, ["A1", 80, 80, "vắng"], ["B1", 70, 70, None]]

    result = run(workbook("D2:D3", Diem=rows), name="scores.xlsx")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Cells are merged: D2:D3" in result.stderr


def test_a_forgotten_cell_at_the_end_of_the_sheet_does_not_fill_the_memory(run):
    end = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    made = BytesIO()
    with ZipFile(BytesIO(with_attendance(None))) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", end))

    result = run(made.getvalue(), name="scores.xlsx")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "reaches as far as XFD1048576" in result.stderr


def locked(book):
    """The archive's parts marked as encrypted."""
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        book = with_bit(book, signature, at, 1)
    return book


def packed_otherwise(book):
    """The archive's parts marked as packed by a method that nobody knows."""
    for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        book = with_bit(book, signature, at, 99)
    return book


def with_bit(book, signature, at, value):
    changed, place = bytearray(book), 0
    while (place := book.find(signature, place)) >= 0:
        changed[place + at] = value
        place += 4
    return bytes(changed)


@pytest.mark.parametrize("spoil", [locked, packed_otherwise])
def test_an_archive_that_cannot_be_opened_is_said_to_be_unreadable(run, spoil):
    result = run(spoil(with_attendance(None)), name="scores.xlsx")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "XLSX file cannot be read" in result.stderr


def test_no_damage_to_a_spreadsheet_leads_to_anything_but_a_ranking_or_a_refusal(run):
    whole, chance = with_attendance("vắng"), random.Random(2026)
    for _ in range(150):
        book = bytearray(whole)
        for _ in range(chance.choice([1, 3, 20])):
            book[chance.randrange(len(book))] = chance.randrange(256)
        result = run(bytes(book), name="scores.xlsx")

        assert result.exit_code in (0, 2), result.exception
        assert result.exit_code == 0 or result.stderr.startswith("scores.xlsx")
