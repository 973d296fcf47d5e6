"""An output folder is compared with its manifest and commitment, by the tool and by what the server imports of it."""

import json
import re
import shutil

import pytest

from appointments.exams.coding import formats
from appointments.exams.coding.faults import KINDS, Refused
from tests.features.exams.coding.tool import run


def test_an_untouched_folder_is_sound_with_and_without_shares(coded):
    for words in ((), coded.two(), coded.two("coding_head", "chair")):
        answer = run("check", coded.folder, *words)
        assert answer.code == 0, answer.said
        assert "Nguyên vẹn: 5 bài, 9 trang" in answer.out
        assert coded.read("commitment.json")["map"] in answer.out


def test_the_part_for_the_server_is_checked_by_itself(coded, tmp_path):
    shutil.copytree(coded.server, tmp_path / "received")

    answer = run("check", tmp_path / "received")

    assert (answer.code, "mảnh khóa" in answer.out) == (0, False)


def test_shares_beside_their_bundle_are_spoken_of(coded):
    assert "3 mảnh khóa đang nằm cạnh gói niêm phong" in run("check", coded.folder).out


def flip(path, at=-200):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def drop_a_page(copy):
    """A file whose last page is gone, with a manifest that agrees: only the commitment knows."""
    path = copy.server / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    content["pages"] -= 1
    path.write_bytes(formats.write(content.pop("format"), content))


def forget_somebody(copy):
    path = copy.server / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    content["attendance"] = [row for row in content["attendance"] if row[0] != "004"]
    content["registered"], content["absent"] = 5, 0
    path.write_bytes(formats.write(content.pop("format"), content))


TAMPERED = {
    "a file changed": (lambda copy: flip(copy.scripts[0]), "đã bị sửa"),
    "a file gone": (lambda copy: copy.scripts[0].unlink(), "thiếu tệp"),
    "a file too many": (lambda copy: shutil.copy(copy.scripts[0], copy.server / "scripts" / "A2AA.pdf"), "thừa tệp"),
    "a file beside": (lambda copy: (copy.server / "map.json").write_text("{}"), "thừa tệp map.json"),
    "two files exchanged": (lambda copy: exchange(*copy.scripts[:2]), "đã bị sửa"),
    "a page fewer": (drop_a_page, "số lượng không khớp"),
    "an absentee fewer": (forget_somebody, "bản kê không khớp cam kết"),
    "the bundle changed": (lambda copy: flip(copy.bundle), "gói niêm phong không khớp cam kết"),
    "the bundle's head changed": (lambda copy: flip(copy.bundle, 60), "gói niêm phong|bài thi khác"),
}


def exchange(one, other):
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_tampered_with_is_told(copy, what):
    tamper, sentence = TAMPERED[what]
    tamper(copy)

    answer = run("check", copy.folder)

    assert answer.code in (1, 2)
    assert any(said in answer.err for said in sentence.split("|")), answer.err
    assert run("check", copy.folder, *copy.two()).code == answer.code


def test_every_file_that_was_changed_is_named(copy):
    for path in copy.scripts[:3]:
        flip(path)

    answer = run("check", copy.folder)

    assert [path.name for path in copy.scripts if path.name in answer.err] == [path.name for path in copy.scripts[:3]]


def test_a_folder_that_is_none_is_refused(tmp_path):
    answer = run("check", tmp_path)

    assert (answer.code, "commitment.json" in answer.err) == (2, True)


@pytest.mark.parametrize("name", ["manifest.json", "commitment.json"])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data.replace(b":", b": ", 1),
        lambda data: data.replace(b"{", b'{"aa":1,', 1),
        lambda data: b"[]\n",
        lambda data: b"{",
        lambda data: b"\xff\xfe",
        lambda data: b"[" * 100_000,
        lambda data: data.replace(b"/v1", b"/v2"),
        lambda data: data.replace(b'"pages":9', b'"pages":9.0'),
        lambda data: data.replace(b'"pages":9', b'"pages":true'),
        lambda data: data.replace(b'"pages":9', b'"pages":-9'),
        lambda data: data.replace(b'"kind":"first"', b'"kind":"third"'),
        lambda data: data.replace(b'"paper":"', b'"paper":"../'),
    ],
)
def test_a_file_has_one_form_and_one_spelling(coded, name, spoil):
    data = (coded.server / name).read_bytes()
    read = formats.read_manifest if name == "manifest.json" else formats.read_commitment
    changed = spoil(data)

    assert read(data).paper == "bai-thi-01"
    assert changed != data
    with pytest.raises(Refused) as refusal:
        read(changed)
    assert refusal.value.faults[0].kind == "form"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: said["files"].append(said["files"][0]),
        lambda said: said["files"].pop(),
        lambda said: said["files"][0].pop("sha256"),
        lambda said: said["files"][0].update(number="001"),
        lambda said: said["files"][0].update(bytes=1),
        lambda said: said["attendance"].reverse(),
        lambda said: said["attendance"][0].append(3),
        lambda said: said["attendance"].append(["999", True]),
        lambda said: said.update(registered=9),
        lambda said: said.update(page={"width": 1}),
        lambda said: said.update(pages=1),
    ],
)
def test_a_manifest_that_does_not_balance_is_refused(coded, spoil):
    said = coded.read("manifest.json")
    form = said.pop("format")
    assert formats.read_manifest(formats.write(form, said))

    spoil(said)

    with pytest.raises(Refused):
        formats.read_manifest(formats.write(form, said))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: said["entries"].append(said["entries"][0]),
        lambda said: said["entries"].reverse(),
        lambda said: said["entries"][0].update(code=said["entries"][1]["code"]),
        lambda said: said["entries"][0].update(number="004"),
        lambda said: said["entries"][0].update(was="x"),
        lambda said: said["entries"][0].pop("pages"),
        lambda said: said.update(salt="00"),
        lambda said: said.update(header={"mm": 60, "on": "last"}),
    ],
)
def test_a_map_that_contradicts_itself_is_refused(coded, tmp_path, spoil):
    said = coded.opened(tmp_path / "map.json")
    form = said.pop("format")
    assert formats.read_map(formats.write(form, said)).codes

    spoil(said)

    with pytest.raises(Refused) as refusal:
        formats.read_map(formats.write(form, said))
    assert refusal.value.faults[0].kind == "form"


def test_every_kind_of_fault_is_told_in_two_languages_with_the_same_particulars():
    for kind, (code, vietnamese, english) in KINDS.items():
        assert code in (1, 2), kind
        assert set(re.findall(r"%\((\w+)\)s", vietnamese)) >= set(re.findall(r"%\((\w+)\)s", english)) - {"number"}, (
            kind
        )
        assert vietnamese != english, kind
