"""What `flask rank` refuses, and how it says so: row and column, both languages, exit code 2, nothing ranked."""

import re

import pytest
from click.testing import CliRunner

from appointments.results.cli import rank_command
from tests.features.results.rank_runs import HEADING, RULES, places, runner
from tests.features.results.workbooks import Raw, workbook


@pytest.fixture
def run(tmp_path):
    return runner(tmp_path)


@pytest.mark.parametrize(
    ("row", "row_and_column", "words"),
    [
        ("A1,NaN,80", ("3", "written"), "not a mark"),
        ("A1,80,inf", ("3", "oral"), "not a mark"),
        ("A1,1e1,80", ("3", "written"), "not a mark"),
        ("A1,-1,80", ("3", "written"), "not a mark"),
        ("A1,+1,80", ("3", "written"), "not a mark"),
        ("A1,80.123,80", ("3", "written"), "at most 2 decimals"),
        ("A1,.5,80", ("3", "written"), "not a mark"),
        ("A1,٨٠,80", ("3", "written"), "not a mark"),  # digits, but not ours
        ("A1,8_0,80", ("3", "written"), "not a mark"),
        ("A1,=80,80", ("3", "written"), "not a mark"),
        ("A1,100.01,80", ("3", "written"), "above the scale of 100"),
        ("A1,80,1000", ("3", "oral"), "above the scale of 100"),
        ("B1,80,80", ("3", "code"), "already stands in row 2"),
        ("b1,80,80", ("3", "code"), "already stands in row 2"),
        (",80,80", ("3", "code"), "candidate number is missing"),
        ("A\x1b[2J,80,80", ("3", "code"), "not a candidate number"),
        ("=A1(),80,80", ("3", "code"), "not a candidate number"),
        ("A1,87,50,80", ("3", None), "has 4 cells, the heading 3"),
        ("A1,80", ("3", None), "has 2 cells, the heading 3"),
    ],
)
def test_a_bad_cell_is_refused_by_row_and_column_in_both_languages(run, row, row_and_column, words):
    result = run(f"{HEADING}B1,80,80\n{row}\n")

    number, column = row_and_column
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"Row {number}" + (f", column {column}:" if column else ":") in result.stderr
    assert f"Dòng {number}" in result.stderr
    assert words in result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("planning", "maybe", "yes/no"),
        ("female", "2", "yes/no"),
        ("attendance", "late", "sat, absent, annulled"),
        ("attendance", "?", "sat, absent, annulled"),
        ("born_on", "30/02/1980", "not a date"),
        ("born_on", "1980", "not a date"),
        ("service_months", "12.5", "whole number of months"),
        ("service_months", "-3", "whole number of months"),
    ],
)
def test_an_attribute_that_cannot_be_read_is_refused_and_not_taken_for_blank(run, heading, cell, words):
    result = run(f"code,written,oral,{heading}\nA1,80,80,{cell}\n")

    assert result.exit_code == 2
    assert f"Row 2, column {heading}" in result.stderr
    assert words in result.stderr


def test_every_fault_of_the_sheet_is_told_at_once(run):
    result = run(HEADING + "A1,x,y\nA1,80,80\n,1,1\nA4,80,80\n")

    assert re.findall(r"Row (\d), column (\w+)", result.stderr) == [
        ("2", "written"),
        ("2", "oral"),
        ("3", "code"),
        ("4", "code"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("SBD;Điểm viết;Điểm trình bày\nA1;80;80\n".encode("utf-16"), "not UTF-8"),
        (HEADING.encode() + "A1,80,80\nĐặng,1,1\n".replace("ặ", "a").encode("cp1258"), "not UTF-8 (row 3)"),
        (HEADING.encode() + b"A1,80,80\nA\x002,1,1\n", "not UTF-8 (row 3)"),
        (b"", "no heading row"),
        (b"\n;;\n", "no heading row"),
        (HEADING.encode(), "names no candidate"),
        (b"code,written\nA1,80\n", "A column is missing: oral"),
        (b"code,written,oral,SBD\nA1,80,80,A1\n", "Two columns are both"),
        (HEADING.encode() + b'A1,"80,80\n', "cannot be read"),
        (HEADING.encode() + b'A1,"80"0,80\n', "cannot be read"),
        (HEADING.encode() + b"A1,80,\n", "has no oral mark"),
        pytest.param(
            HEADING.encode() + b"".join(b"A%d,80,80\n" % n for n in range(1001)),
            "more than 1000",
            id="a thousand and one",
        ),
        pytest.param(HEADING.encode() + b" " * 5_000_001, "too large", id="five million bytes"),
    ],
)
def test_a_file_that_cannot_be_ranked_is_refused_as_a_whole(run, content, words):
    result = run(content)

    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert "scores.csv" in result.stderr


def test_only_csv_and_xlsx_are_read(run):
    result = run("code,written,oral\nA1,80,80\n", name="scores.txt")

    assert result.exit_code == 2
    assert "Only .csv and .xlsx" in result.stderr


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (87.333, "more than 2 decimals"),
        (0.1 + 0.2, "more than 2 decimals"),
        (1e16, "not a mark"),
        (-1, "not a mark"),
        (100.5, "above the scale"),
        (True, "not a mark"),
        ("1e3", "not a mark"),
        (Raw('t="e"><v>#N/A</v>'), "spreadsheet error (#N/A, #REF!…): B2"),
    ],
)
def test_a_cell_of_a_spreadsheet_that_is_no_mark_is_refused(run, cell, words):
    result = run(workbook(Diem=[["code", "written", "oral"], ["A1", cell, 80]]), name="scores.xlsx")

    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_of_several_filled_sheets_one_must_be_named(run):
    book = workbook(A=[["code", "written", "oral"], ["A1", 80, 80]], B=[["code", "written", "oral"], ["B1", 80, 80]])

    unclear, wrong = run(book, name="scores.xlsx"), run(book, "--sheet", "C", name="scores.xlsx")
    assert (unclear.exit_code, wrong.exit_code) == (2, 2)
    assert "A, B" in unclear.stderr
    assert "no sheet “C”" in wrong.stderr
    assert places(run(book, "--sheet", "B", "--json", name="scores.xlsx")) == {"B1": 1}


def test_what_only_looks_like_a_spreadsheet_is_refused(run):
    assert "XLSX file cannot be read" in run(b"not a zip", name="scores.xlsx").stderr
    assert "XLSX file cannot be read" in run(workbook(A=[["x"]])[:200], name="scores.xlsx").stderr


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (RULES.replace("slots: 1", "slots: 0"), "at least one slot"),
        (RULES.replace("slots: 1", "slots: one"), "positive whole number"),
        (RULES.replace("slots: 1", ""), "missing: slots"),
        (RULES + "slot: 1\n", "no rule “slot”"),
        (RULES + "slots: 2\n", "“slots” stands twice"),
        (RULES.replace("{written: 1, oral: 2}", "1:2"), "weights: write {written"),
        (RULES.replace("{written: 1, oral: 2}", "{written: 1}"), "weights: write {written"),
        (RULES.replace("written: 50", "written: 50.005"), "at most 2 decimals"),
        (RULES.replace("written: 50", "written: .nan"), "not a mark"),
        (RULES.replace("written: 50", "written: 101"), "pass mark must lie"),
        (RULES.replace("written: 50", "written: "), "missing: pass"),
        (RULES.replace("scale: 100", "scale: 0"), "scale must be above 0"),
        (RULES.replace(", head_decides", ""), "end with head_decides"),
        (RULES.replace("planning", "lot"), "known rules"),
        (RULES.replace("[oral, written, planning, head_decides]", "oral"), "must be a list"),
        (RULES + "rounding: up\n", "half_up_2 is the only"),
        (RULES + "decisions: yes\n", "each decision needs"),
        (RULES + "decisions: [{order: [A1, B1]}]\n", "each decision needs"),
        (RULES + "decisions: [{order: A1, reason: x}]\n", "must be a list"),
        (RULES + "decisions: [{order: [A1, B1], reason: x, why: y}]\n", "each decision needs"),
        ("just text", "key: value"),
        ("a: [", "no YAML"),
        (b"\xff\xfe\x00", "no YAML"),
        ("? [a, b]\n: c\n", "key: value"),
        pytest.param("[" * 5000, "nested too deeply", id="five thousand brackets"),
        pytest.param("a: " + "b" * 100_001, "too large", id="a hundred thousand letters"),
    ],
)
def test_rules_that_cannot_be_followed_are_refused(run, rules, words):
    result = run(HEADING + "A1,80,80\n", rules=rules)

    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert "rules.yaml" in result.stderr


def test_a_decision_that_fits_no_shared_place_is_refused(run):
    result = run(HEADING + "A1,80,80\nB1,70,70\n", rules=RULES + "decisions: [{order: [A1, B1], reason: x}]\n")

    assert result.exit_code == 2
    assert "matches no tie" in result.stderr


def test_a_missing_file_or_option_is_a_usage_error():
    runner = CliRunner()

    assert runner.invoke(rank_command, ["nowhere.csv", "--rules", "nowhere.yaml"]).exit_code == 2
    assert runner.invoke(rank_command, []).exit_code == 2
