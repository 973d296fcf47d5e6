"""Two shares of two roles open the map, and only the map that was committed to; nothing less does."""

import json
import re
from itertools import pairwise

import pytest

from appointments.exams.coding import formats, shares
from appointments.exams.coding.faults import Refused
from tests.features.exams.coding.conftest import ABSENT, LENGTHS
from tests.features.exams.coding.tool import PAPER, ROLES, code, run


@pytest.mark.parametrize(
    ("one", "other"), [("chair", "coding_head"), ("supervisor", "chair"), ("coding_head", "supervisor")]
)
def test_any_two_of_the_three_open_the_map(coded, tmp_path, one, other):
    answer = run("open", coded.bundle, *coded.two(one, other), "--out", tmp_path / "map.json")

    assert answer.code == 0, answer.said
    opened = json.loads((tmp_path / "map.json").read_text("utf-8"))
    assert {entry["number"]: entry["pages"] for entry in opened["entries"]} == LENGTHS
    assert opened["absent"] == list(ABSENT)
    assert {entry["code"] for entry in opened["entries"]} == {path.stem for path in coded.scripts}
    assert (tmp_path / "map.json").stat().st_mode & 0o077 == 0


def test_the_server_takes_what_the_tool_wrote(coded, tmp_path):
    coded.opened(tmp_path / "map.json")
    read = {name: (coded.server / name).read_bytes() for name in ("commitment.json", "manifest.json")}

    commitment = formats.read_commitment(read["commitment.json"])
    manifest = formats.verify_manifest(read["manifest.json"], commitment)
    made = formats.verify_map((tmp_path / "map.json").read_bytes(), commitment, manifest)

    assert (commitment.paper, commitment.kind, commitment.scripts) == (PAPER, "first", len(LENGTHS))
    assert made.codes.keys() == LENGTHS.keys()
    assert sorted(made.codes.values()) == sorted(manifest.codes)
    assert manifest.attendance == sorted([[n, True] for n in LENGTHS] + [[n, False] for n in ABSENT])


def test_the_minutes_name_who_opened_and_what_was_compared_but_no_code(coded, tmp_path):
    opened = coded.opened(tmp_path / "map.json")
    minutes = (tmp_path / "map.minutes.txt").read_text("utf-8")

    expected = ["BIÊN BẢN MỞ BẢN ĐỒ PHÁCH", PAPER, "Chủ tịch Hội đồng thi", "Ban giám sát", "khớp với cam kết"]
    assert [words for words in expected if words not in minutes] == []
    assert formats.digest((tmp_path / "map.json").read_bytes()) in minutes
    assert coded.read("commitment.json")["map"] in minutes
    assert [entry["code"] for entry in opened["entries"] if entry["code"] in minutes] == []


def test_the_minutes_of_coding_balance_and_name_no_code(coded):
    minutes = (coded.folder / "minutes.txt").read_text("utf-8")

    assert "BIÊN BẢN LÀM PHÁCH" in minutes
    assert "Đăng ký: 6; có bài: 5; vắng: 1." in minutes
    assert "SBD vắng: 004." in minutes
    assert [path.stem for path in coded.scripts if path.stem in minutes] == []


def refused(answer, vietnamese: str, exit_code: int) -> None:
    assert (answer.code, answer.out) == (exit_code, ""), answer.said
    assert vietnamese in answer.err
    assert "Refused:" in answer.err


def test_one_share_is_refused(coded, tmp_path):
    answer = run("open", coded.bundle, "--share", coded.share("chair"), "--out", tmp_path / "map.json")

    refused(answer, "cần đúng hai mảnh khóa", 2)
    assert not (tmp_path / "map.json").exists()


@pytest.mark.parametrize("role", ROLES)
def test_twice_the_share_of_one_role_is_refused(coded, tmp_path, role):
    answer = run("open", coded.bundle, *coded.two(role, role), "--out", tmp_path / "map.json")

    refused(answer, "cùng một vai trò", 1)


def test_three_shares_are_refused(coded, tmp_path):
    three = [word for role in ROLES for word in ("--share", coded.share(role))]

    refused(run("open", coded.bundle, *three, "--out", tmp_path / "map.json"), "cần đúng hai mảnh khóa", 2)


@pytest.fixture(scope="module")
def other(sample, tmp_path_factory):
    """Another batch of the same scans."""
    return code(sample / "scans", sample / "numbers.csv", tmp_path_factory.mktemp("other") / "out")


def test_shares_of_another_paper_are_refused(coded, other, tmp_path):
    mixed = ("--share", coded.share("chair"), "--share", other.share("supervisor"))

    for words in (mixed, other.two()):
        refused(run("open", coded.bundle, *words, "--out", tmp_path / "map.json"), "đợt làm phách khác", 1)


def test_a_forged_share_is_told_by_its_role(coded, tmp_path):
    true = shares.read(coded.share("supervisor").read_text("utf-8"), "supervisor")
    false = shares.Share(true.role, true.batch, bytes(16), demonstration=False)
    (tmp_path / "false.txt").write_text(shares.text(false, PAPER), "utf-8")
    words = ("--share", coded.share("chair"), "--share", tmp_path / "false.txt")

    refused(
        run("open", coded.bundle, *words, "--out", tmp_path / "map.json"), "Ban giám sát không phải mảnh đã giao", 1
    )


def test_a_share_may_be_copied_by_hand(coded, tmp_path, monkeypatch):
    line = re.search("MT1-.+", coded.share("chair").read_text("utf-8"))[0]
    typed = line[4:].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    monkeypatch.setattr("appointments.exams.coding.commands.getpass", lambda *prompt: "  mt1 " + typed)

    answer = run(
        "open", coded.bundle, "--share", "-", "--share", coded.share("supervisor"), "--out", tmp_path / "m.json"
    )

    assert answer.code == 0, answer.said
    assert line not in answer.said


def test_every_slip_of_the_pen_in_a_share_is_noticed(coded):
    line = re.search("MT1-.+", coded.share("chair").read_text("utf-8"))[0]
    letters = [place for place in range(4, len(line)) if line[place] != "-"]
    exchanged = [line[:a] + line[b] + line[a + 1 : b] + line[a] + line[b + 1 :] for a, b in pairwise(letters)]
    slips = [line[:place] + ("A" if line[place] != "A" else "B") + line[place + 1 :] for place in letters]
    slips += [said for said in exchanged if said != line] + [line[:-1], line + "A", "DEMO1" + line[3:], "", "MT1-"]

    for said in slips:
        with pytest.raises(Refused, match="is no share"):
            shares.read(said, "typed")


def resealed(coded, change) -> bytes:
    """The opened map after `change`, spelled as the tool spells it."""
    content = json.loads((coded / "map.json").read_text("utf-8"))
    change(content)
    content.pop("format")
    return formats.write(formats.MAP, content)


def exchange(key):
    def change(content):
        one, other = content["entries"][:2]
        one[key], other[key] = other[key], one[key]

    return change


def move_absent(content):
    content["absent"] = ["007"]


def another_salt(content):
    content["salt"] = "00" * 32


@pytest.mark.parametrize(
    "change", [exchange("code"), exchange("file"), exchange("scan"), exchange("pages"), move_absent, another_salt]
)
def test_the_commitment_binds_every_line_of_the_map(coded, tmp_path, change):
    coded.opened(tmp_path / "map.json")
    commitment = formats.read_commitment((coded.server / "commitment.json").read_bytes())
    manifest = formats.verify_manifest((coded.server / "manifest.json").read_bytes(), commitment)

    assert formats.verify_map(resealed(tmp_path, lambda content: None), commitment, manifest)
    with pytest.raises(Refused, match="does not open the commitment"):
        formats.verify_map(resealed(tmp_path, change), commitment, manifest)


def test_a_map_of_another_batch_is_refused(coded, other, tmp_path):
    other.opened(tmp_path / "map.json")
    commitment = formats.read_commitment((coded.server / "commitment.json").read_bytes())
    manifest = formats.verify_manifest((coded.server / "manifest.json").read_bytes(), commitment)

    with pytest.raises(Refused, match="another batch"):
        formats.verify_map((tmp_path / "map.json").read_bytes(), commitment, manifest)


def test_a_bundle_that_was_changed_anywhere_is_refused(copy, tmp_path):
    data = copy.bundle.read_bytes()
    places = [0, 30, 60, len(data) // 3, len(data) // 2, len(data) - 1]
    changed = [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in places]
    chunk = 64 * 1024 + 16
    head = len(data) % chunk
    first, second = data[head : head + chunk], data[head + chunk : head + 2 * chunk]
    changed += [
        data[:-chunk],
        data + b"x",
        data[:head] + second + first + data[head + 2 * chunk :],
        data[: head + 100],
        b"",
    ]

    for said in changed:
        copy.bundle.write_bytes(said)
        answer = run("open", copy.bundle, *copy.two(), "--out", tmp_path / "map.json")
        assert answer.code in (1, 2), answer.said
        assert re.search("gói niêm phong|mảnh khóa|bài thi khác", answer.err), answer.said
        assert not (tmp_path / "map.json").exists()


def test_another_commitment_beside_the_bundle_is_refused(copy, other, tmp_path):
    (copy.server / "commitment.json").write_bytes((other.server / "commitment.json").read_bytes())

    refused(run("open", copy.bundle, *copy.two(), "--out", tmp_path / "map.json"), "bài thi khác", 1)


def test_the_commitment_of_the_ledger_is_compared_when_it_is_given(coded, tmp_path):
    true = coded.read("commitment.json")["map"]

    answer = run("open", coded.bundle, *coded.two(), "--commitment", "0" + true[1:], "--out", tmp_path / "a.json")
    if not true.startswith("0"):
        refused(answer, "không phải cam kết đã ghi sổ", 1)
    assert run("open", coded.bundle, *coded.two(), "--commitment", true, "--out", tmp_path / "b.json").code == 0


def test_a_map_is_never_written_over(coded, tmp_path):
    (tmp_path / "map.json").write_text("kept", "utf-8")

    refused(run("open", coded.bundle, *coded.two(), "--out", tmp_path / "map.json"), "đã có", 2)
    assert (tmp_path / "map.json").read_text("utf-8") == "kept"


def test_demonstration_and_real_shares_are_not_taken_for_one_another(coded, sample, tmp_path):
    shown = code(sample / "scans", sample / "numbers.csv", tmp_path / "demo", "--demonstration")
    out = ("--out", tmp_path / "map.json")

    refused(run("open", shown.bundle, *shown.two(), *out), "chỉ dùng được với --demonstration", 1)
    refused(run("open", coded.bundle, *shown.two(), *out), "chỉ dùng được với --demonstration", 1)
    answer = run("open", coded.bundle, *coded.two(), "--demonstration", *out)
    assert (answer.code, "kỳ thi thật" in answer.err) == (1, True)
    assert shown.opened(tmp_path / "map.json", "--demonstration")["demonstration"] is True
    assert "DEMO1-" in shown.share("chair").read_text("utf-8")
    assert "không có giá trị" in (tmp_path / "map.minutes.txt").read_text("utf-8")


def test_no_answer_names_a_code(coded, sample, tmp_path):
    answers = [
        run("open", coded.bundle, *coded.two(), "--out", tmp_path / "map.json"),
        run("check", coded.folder, *coded.two()),
        run("code", sample / "scans", "--list", sample / "numbers.csv", "--paper", PAPER, "--header-mm", 60,
            "--header-on", "first", "--out", tmp_path / "again"),
    ]  # fmt: skip
    codes = {
        path.stem for folder in (coded.folder, tmp_path / "again") for path in (folder / "server/scripts").iterdir()
    }

    assert [answer.code for answer in answers] == [0, 0, 0]
    assert [code for code in codes for answer in answers if code in answer.said] == []
