"""Lists of candidates and command lines that cannot be used, and lists as spreadsheets really write them."""

import pytest

from tests.features.exams.coding.tool import PAPER, STRIP, Coded, run

LISTS = {
    "another encoding": ("SBD;Có mặt\n001;có\n", "utf-16", "không phải tệp văn bản UTF-8"),
    "no heading": ("001;có\n002;có\n", "utf-8", "dòng đầu của danh sách phải là tên cột"),
    "nothing": ("", "utf-8", "dòng đầu của danh sách phải là tên cột"),
    "nobody": ("SBD;Có mặt\n\n", "utf-8", "danh sách không có thí sinh nào"),
    "all absent": ("SBD;Có mặt\n001;vắng\n", "utf-8", "không có thí sinh nào nộp bài"),
    "a number twice": ("SBD;Có mặt\n001;có\n001;vắng\n", "utf-8", "dòng 3: số báo danh 001 có hai lần"),
    "a number that is none": ("SBD;Có mặt\n../x;có\n", "utf-8", "dòng 2: số báo danh «../x» không hợp lệ"),
    "an unclear word": ("SBD;Có mặt\n001;hình như\n", "utf-8", "dòng 2: «hình như» không phải «có» hay «vắng»"),
    "a short line": ("SBD;Có mặt\n001\n", "utf-8", "dòng 2: «» không phải «có» hay «vắng»"),
}


@pytest.mark.parametrize("what", LISTS)
def test_a_list_that_cannot_be_used(world, what):
    text, encoding, sentence = LISTS[what]
    world.list(text, encoding)
    world.refuses(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffSBD;Có mặt\r\n001;Có\r\n002;CÓ\r\n003;Vắng\r\n",
        "number,present,room\n001,yes,A\n002,1,A\n003,no,B\n",
        'Có mặt\tSố báo danh\nx\t001\nx\t"002"\n0\t003\n',
    ],
)
def test_lists_as_spreadsheets_write_them_are_read(world, text):
    world.list(text)

    assert world.code().code == 0
    manifest = Coded(world.folder / "out").read("manifest.json")
    assert manifest["attendance"] == [["001", True], ["002", True], ["003", False]]
    assert [manifest[key] for key in ("registered", "scripts", "absent", "pages")] == [3, 2, 1, 2]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--header-mm", 0, "--header-on", "first"),
        ("--header-mm", "6,5", "--header-on", "first"),
        ("--header-mm", 60, "--header-on", "last"),
        (*STRIP, "--seed", 7),
        (*STRIP, "--share-to", "marker=x"),
    ],
)
def test_usage_is_exit_code_three(world, words):
    answer = world.code(*words) if words else run("code", world.scans, "--list", world.listed, "--paper", PAPER)

    assert answer.code == 3
    assert "Sai cú pháp" in answer.err


@pytest.mark.parametrize("paper", ["", "a/b", "../x", "đề 1", "x" * 65])
def test_a_paper_has_a_plain_id(world, paper):
    answer = run("code", world.scans, "--list", world.listed, "--paper", paper, *STRIP, "--out", world.folder / "out")

    assert answer.code == 2
    assert "mã bài thi" in answer.err
    assert not (world.folder / "out").exists()
