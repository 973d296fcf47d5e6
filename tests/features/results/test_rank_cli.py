"""`flask rank` on files as they come: separators, decimal signs, spreadsheets, and what it answers."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from appointments.results.rule_file import read_rules, write_rules
from appointments.results.rules import HumanDecision, Scheme
from tests.features.results.rank_runs import HEADING, places, runner
from tests.features.results.workbooks import workbook

DOCS = Path(__file__).parents[3] / "docs" / "rank.md"


@pytest.fixture
def run(tmp_path):
    return runner(tmp_path)


def blocks() -> dict[str, str]:
    """The named blocks of docs/rank.md."""
    return dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))


def test_the_example_of_the_documentation_gives_the_result_printed_there(run):
    page = blocks()

    result = run(page["scores.csv"], "--lang", "en", rules=page["rules.yaml"])

    assert result.exit_code == 0
    assert result.stdout == page["result"]
    assert result.stderr == ""


def test_the_decision_of_the_documentation_settles_the_shared_place(run):
    page = blocks()

    result = run(page["scores.csv"], "--json", rules=page["decided.yaml"])

    assert places(result) == {"TS-01": 1, "TS-02": 2, "TS-05": 3, "TS-04": 4, "TS-03": None, "TS-06": None}
    assert json.loads(result.stdout)["open_ties"] == []


def test_it_runs_alone_and_as_a_command_of_the_application_without_any_database(tmp_path):
    page = blocks()
    for name in ("scores.csv", "rules.yaml"):
        (tmp_path / name).write_text(page[name], encoding="utf-8")
    arguments = [str(tmp_path / "scores.csv"), "--rules", str(tmp_path / "rules.yaml"), "--lang", "en"]
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "VAR": str(tmp_path / "var")}
    home = DOCS.parents[1]

    for command in (["-m", "appointments.results.cli"], ["-m", "flask", "rank"]):
        done = subprocess.run(
            [sys.executable, *command, *arguments],
            cwd=home, env=os.environ | nowhere, capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (0, page["result"]), done.stderr
    assert not (tmp_path / "var").exists() or not list((tmp_path / "var").glob("*.db*"))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    "body",
    [
        "code,written,oral\nA1,87.50,90\nA2,80,80.5\n",
        'code,written,oral\nA1,"87,50",90\nA2,80,"80,5"\n',
        "SBD;Điểm viết;Điểm trình bày\nA1;87,50;90\nA2;80;80,5\n",
        "so bao danh;DIEM VIET;Trình  bày\r\nA1; 87.5 ;90,00\r\n\r\nA2;80.00;80.50\r\n",
        "oral,Họ tên,written,code\n90,Thí sinh Mẫu 01,87.50,A1\n80.5,Thí sinh Mẫu 02,80,A2\n",
    ],
)
def test_commas_semicolons_points_decimal_commas_and_byte_order_marks_mean_the_same(run, body, mark):
    result = run(mark + body, "--json")

    answer = json.loads(result.stdout)
    assert [(c["code"], c["written"], c["oral"], c["total"]) for c in answer["candidates"]] == [
        ("A1", "87.50", "90.00", "89.17"),
        ("A2", "80.00", "80.50", "80.33"),
    ]


def test_a_heading_written_with_combining_accents_is_understood(run):
    body = unicodedata.normalize("NFD", "SBD;Điểm viết;Điểm trình bày\nĐ1;80;80\n")

    assert places(run(body, "--json")) == {"Đ1": 1}


def test_columns_that_are_not_used_are_named_and_their_content_is_not_repeated(run):
    result = run("code,written,oral,Họ tên\nA1,80,80,Thí sinh Mẫu 01\n")

    assert result.exit_code == 0
    assert "Họ tên" in result.stderr
    assert "Thí sinh Mẫu 01" not in result.output


def test_a_spreadsheet_with_numbers_and_text_ranks_like_the_csv(run):
    book = workbook(
        Diem=[
            ["Bảng điểm", None, None],
            ["SBD", "Điểm viết", "Điểm trình bày"],
        ]
    )
    assert run(book, name="scores.xlsx").exit_code == 2  # a title above the headings is not understood, and said so

    book = workbook(
        Diem=[
            [],
            ["SBD", "Điểm viết", "Điểm trình bày", "Quy hoạch"],
            ["007", 87.5, "90", True],
            [12, 80, "80,5", False],
        ],
        Trống=[[None]],
    )
    answer = json.loads(run(book, "--json", name="scores.XLSX").stdout)
    assert [(c["code"], c["written"], c["oral"], c["total"]) for c in answer["candidates"]] == [
        ("007", "87.50", "90.00", "89.17"),
        ("12", "80.00", "80.50", "80.33"),
    ]


def test_full_marks_and_no_marks_are_within_the_scale(run):
    assert places(run(HEADING + "A1,100.00,100\nB1,0,\n", "--json")) == {"A1": 1, "B1": None}


def test_the_table_is_vietnamese_by_default_with_decimal_commas(run):
    result = run(HEADING + "A1,87.5,90\n")

    assert "Trúng tuyển" in result.stdout
    assert "A1: (1 × 87,50 + 2 × 90,00) : 3 = 267,50 : 3 ≈ 89,17." in result.stdout


def test_json_holds_every_number_of_a_mark_as_text_and_both_languages(run):
    answer = json.loads(run(HEADING + "A1,80,90\nB1,90,85\nC1,10,\n", "--json").stdout)

    assert answer["format"] == "minh-tuyen-ranking/1"
    assert answer["winners"] == ["A1"]
    assert answer["verdicts"] == [
        {
            "higher": "A1", "lower": "B1", "rule": "oral", "higher_value": "90.00", "lower_value": "85.00",
            "vi": "A1 xếp trên B1: điểm trình bày cao hơn (90,00 so với 85,00).",
            "en": "A1 stands before B1: higher oral mark (90.00 against 85.00).",
        }
    ]  # fmt: skip
    assert answer["candidates"][2]["reasons"][0]["en"] == "The written mark 10 is below the pass mark 50."


def test_rules_written_by_the_product_are_read_back_as_they_were():
    scheme = Scheme(weight_oral=3, tie_order=("written", "older", "head_decides"), slots=2)
    decisions = (HumanDecision(("007", "12"), "Lý do: “phù hợp” hơn", "Thí sinh Mẫu 09"),)

    assert read_rules(write_rules(scheme, decisions).encode()) == (scheme, decisions)
    assert read_rules(write_rules(scheme).encode()) == (scheme, ())
