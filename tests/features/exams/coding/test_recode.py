"""A script that is marked again gets a new code from the sealed scan; its markers learn nothing of the old one."""

import json

import pytest

from tests.features.exams.coding.tool import ROLES, Coded, everything_in, run

WANTED = ("001", "Đ-03")


@pytest.fixture(scope="module")
def first(coded, tmp_path_factory):
    """The opened map of the first batch."""
    return coded.opened(tmp_path_factory.mktemp("first") / "map.json")


@pytest.fixture(scope="module")
def again(coded, first, tmp_path_factory):
    """The scripts of two candidates, coded again."""
    out = tmp_path_factory.mktemp("again") / "out"
    old = [entry["code"] for entry in first["entries"] if entry["number"] in WANTED]
    answer = run("recode", coded.bundle, *coded.two("coding_head", "supervisor"), "--codes", *old, "--out", out)
    assert answer.code == 0, answer.said
    assert not any(entry["code"] in answer.said for entry in first["entries"])
    return Coded(out)


def test_the_new_batch_holds_the_named_scripts_under_codes_that_nobody_had(again, first, tmp_path):
    opened = again.opened(tmp_path / "map.json")
    before = {entry["number"]: entry for entry in first["entries"]}

    assert [entry["number"] for entry in opened["entries"]] == list(WANTED)
    for entry in opened["entries"]:
        assert entry["was"] == before[entry["number"]]["code"]
        assert (entry["scan"], entry["pages"]) == tuple(before[entry["number"]][key] for key in ("scan", "pages"))
    assert not {entry["code"] for entry in opened["entries"]} & {entry["code"] for entry in first["entries"]}


def test_the_commitment_says_that_it_is_a_remarking_and_of_which_batch(again, coded):
    commitment, manifest = again.read("commitment.json"), again.read("manifest.json")

    assert (commitment["kind"], commitment["previous"]) == ("remark", coded.read("commitment.json")["map"])
    assert commitment["batch"] != coded.read("commitment.json")["batch"]
    assert manifest["attendance"] == [[number, True] for number in WANTED]
    assert run("check", again.folder, *again.two()).code == 0
    assert "LÀM PHÁCH LẠI ĐỂ PHÚC KHẢO" in (again.folder / "minutes.txt").read_text("utf-8")


def test_no_old_code_and_no_old_file_is_in_what_the_new_markers_receive(again, coded, first):
    everything = everything_in(again.server)

    assert [entry["code"] for entry in first["entries"] if entry["code"].encode() in everything] == []
    digests = [{file["sha256"] for file in batch.read("manifest.json")["files"]} for batch in (again, coded)]
    assert not digests[0] & digests[1]


def test_the_same_pixels_are_marked_again(again, coded, first, tmp_path):
    codes = {entry["number"]: entry["code"] for entry in first["entries"]}

    for entry in again.opened(tmp_path / "map.json")["entries"]:
        pairs = zip(again.pages(entry["code"]), coded.pages(codes[entry["number"]]), strict=True)
        for new, old in pairs:
            assert new.crop((0, 47, 1240, 1754)).tobytes() == old.crop((0, 47, 1240, 1754)).tobytes()
            assert new.tobytes() != old.tobytes()  # the code above the page


def test_shares_of_the_first_batch_do_not_open_the_second(again, coded, tmp_path):
    answer = run("open", again.bundle, *coded.two(), "--out", tmp_path / "map.json")

    assert answer.code == 1
    assert "đợt làm phách khác" in answer.err


def test_a_batch_of_a_remarking_can_be_coded_again_by_number(again, tmp_path):
    out = tmp_path / "third"
    answer = run("recode", again.bundle, *again.two(), "--numbers", "001", "--taken", "A2AA", "--out", out)

    assert answer.code == 0, answer.said
    assert "Lưu ý: chỉ có 1 bài" in answer.out
    assert Coded(out).read("commitment.json")["previous"] == again.read("commitment.json")["map"]


def test_unknown_codes_and_numbers_are_all_named(coded, tmp_path):
    words = ("--codes", "A2AA,C3CC", "--numbers", "999", "004")
    answer = run("recode", coded.bundle, *coded.two(), *words, "--out", tmp_path / "out")

    assert answer.code == 1
    assert [name for name in ("A2AA", "C3CC", "999", "004") if name not in answer.err] == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [(), ("--share", "chair"), ("--share", "chair", "--share", "chair")])
def test_recoding_needs_two_people_as_well(coded, tmp_path, words):
    words = [coded.share(word) if word in ROLES else word for word in words]

    answer = run("recode", coded.bundle, *words, "--numbers", "001", "--out", tmp_path / "out")

    assert answer.code in (1, 2)
    assert "mảnh khóa" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_recoded_map_names_the_old_code_only_when_opened(again):
    for name in ("manifest.json", "commitment.json"):
        assert "was" not in json.dumps(again.read(name))
