"""The tool runs where nothing of the application is, leaves nothing in clear behind, and takes no seed from anybody."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.features.exams.coding.conftest import LENGTHS
from tests.features.exams.coding.tool import PAPER, STRIP, Coded, everything_in, run, spellings
from tests.house.source import ROOT, modules

PACKAGE = ROOT / "appointments" / "exams" / "coding"
READ_BY_THE_SERVER = ("faults", "formats", "neutral")


@pytest.fixture
def alone(tmp_path) -> Path:
    """A folder with nothing but a copy of the tool, called `coding`."""
    shutil.copytree(PACKAGE, tmp_path / "machine" / "coding", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "machine"


def start(folder: Path, *words: object, **more) -> subprocess.Popen:
    """The copied tool in a process of its own, without a way to this project."""
    environment = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **more}
    return subprocess.Popen(
        [sys.executable, "-m", "coding", *map(str, words)],
        cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- a shell's background job ignores it
    )  # fmt: skip


def coding(sample: Path, out: Path) -> tuple[object, ...]:
    return "code", sample / "scans", "--list", sample / "numbers.csv", "--paper", PAPER, *STRIP, "--out", out


def test_a_copy_of_the_folder_codes_checks_and_opens_by_itself(alone, sample, tmp_path):
    out = tmp_path / "out"
    batch = Coded(out)
    for words in (
        coding(sample, out),
        ("check", out, *batch.two()),
        ("open", batch.bundle, *batch.two("chair", "coding_head"), "--out", tmp_path / "map.json"),
    ):
        process = start(alone, *words)
        said, wrong = process.communicate(timeout=300)
        assert (process.returncode, wrong) == (0, ""), said
    assert run("check", out).code == 0


def imported(tree: ast.Module) -> set[str]:
    """The packages a module imports besides its own neighbours."""
    found = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {node.level for node in froms} <= {0, 1}  # never above its own folder
    return {name.split(".")[0] for name in found | {node.module or "" for node in froms if node.level == 0}}


def test_every_import_is_of_the_tool_itself_the_standard_library_or_one_of_three_libraries():
    for module in modules("appointments/exams/coding"):
        allowed = set() if Path(module.path).stem in READ_BY_THE_SERVER else {"PIL", "pypdfium2", "Crypto"}
        assert imported(module.tree) - sys.stdlib_module_names <= allowed, module.path


def test_the_server_reads_with_the_standard_library_alone(coded, tmp_path):
    for name in (*READ_BY_THE_SERVER, "__init__"):
        (tmp_path / "coding").mkdir(exist_ok=True)
        shutil.copy(PACKAGE / f"{name}.py", tmp_path / "coding")
    program = (
        "import sys; from pathlib import Path; from coding import formats, neutral; folder = Path(sys.argv[1])\n"
        "commitment = formats.read_commitment((folder / 'commitment.json').read_bytes())\n"
        "manifest = formats.verify_manifest((folder / 'manifest.json').read_bytes(), commitment)\n"
        "files = [(folder / 'scripts' / f'{code}.pdf').read_bytes() for code in manifest.codes]\n"
        "print(sum(len(neutral.read(data, manifest.slot)) for data in files), 'PIL' in sys.modules)\n"
    )
    words = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{program}",
        coded.server,
    ]

    done = subprocess.run(words, capture_output=True, text=True, check=True)

    assert done.stdout.split() == [str(sum(LENGTHS.values())), "False"]


def test_nothing_is_written_but_the_result(alone, sample, tmp_path):
    temporary, home = tmp_path / "temporary", tmp_path / "home"
    temporary.mkdir()
    home.mkdir()
    places = {"TMPDIR": str(temporary), "HOME": str(home), "XDG_CACHE_HOME": str(home)}

    process = start(alone, *coding(sample, tmp_path / "out"), **places)
    assert process.wait(timeout=300) == 0
    process.communicate()

    assert list(temporary.iterdir()) == list(home.iterdir()) == []
    assert {path.name for path in alone.iterdir()} == {"coding"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"server", "shares", "minutes.txt"}


def stopped_half_way(alone, sample, tmp_path, how) -> Path:
    """The folder of a run that was stopped while it wrote; one that was done before the signal came says nothing."""
    for attempt in range(8):
        place = tmp_path / f"place-{attempt}"
        place.mkdir()
        process = start(alone, *coding(sample, place / "out"))
        until = time.monotonic() + 120
        while time.monotonic() < until and process.poll() is None:
            if any(path.stat().st_size for path in place.rglob("bundle.mtc")):
                process.send_signal(how)
                break
            time.sleep(0.002)
        process.communicate(timeout=120)
        if process.returncode != 0:
            return place
    pytest.fail("No run was caught half-way.")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_stopped_half_way_it_leaves_neither_clear_scans_nor_shares(alone, sample, tmp_path, how):
    place = stopped_half_way(alone, sample, tmp_path, how)

    assert not (place / "out").exists()
    everything = everything_in(place)
    for word in ("CANARY-META", "MT1-", '"entries"', *(f'"{number}"' for number in LENGTHS)):
        assert [spelling for spelling in spellings(word) if len(spelling) > 3 and spelling in everything] == []
    if how == signal.SIGINT:
        assert list(place.iterdir()) == []


def test_a_changed_tool_that_exchanges_scripts_is_found_out_with_two_shares(alone, sample, tmp_path):
    """The coding board gives 001 the pages of 002 and the other way round, and commits to that."""
    program = alone / "coding" / "batch.py"
    text = program.read_text("utf-8")
    honest = "script.number, sources, self.asked.header"
    assert text.count(honest) == 1
    swapped = (
        "script.number, {'001': scripts[1], '002': scripts[0]}.get(script.number, script).sources(), self.asked.header"
    )
    program.write_text(text.replace(honest, swapped), "utf-8")
    batch = Coded(tmp_path / "out")
    process = start(alone, *coding(sample, batch.folder))
    said, wrong = process.communicate(timeout=300)
    assert process.returncode == 0, said + wrong

    without, with_two = run("check", batch.folder), run("check", batch.folder, *batch.two())

    assert (without.code, with_two.code) == (0, 1)
    codes = {e["number"]: e["code"] for e in batch.opened(tmp_path / "map.json")["entries"]}
    named = {number for number, code in codes.items() if f"{code}.pdf không phải bản cắt" in with_two.err}
    assert named == {"001", "002"}


def test_shares_can_go_straight_to_their_custodians_media(sample, tmp_path):
    media = {role: tmp_path / f"medium-{role}" / "share.txt" for role in ("chair", "coding_head", "supervisor")}
    places = [word for role, path in media.items() for word in ("--share-to", f"{role}={path}")]

    answer = run(*coding(sample, tmp_path / "out"), *places)

    assert (answer.code, "Mind:" in answer.out) == (0, False)
    assert not (tmp_path / "out" / "shares").exists()
    two = ("--share", media["chair"], "--share", media["supervisor"])
    assert run("check", tmp_path / "out", *two).code == 0
    assert b"MT1-" not in everything_in(tmp_path / "out")


def test_where_one_share_cannot_be_written_no_other_stays(sample, tmp_path):
    (tmp_path / "taken.txt").write_text("kept", "utf-8")
    places = ("--share-to", f"chair={tmp_path / 'chair.txt'}", "--share-to", f"supervisor={tmp_path / 'taken.txt'}")

    answer = run(*coding(sample, tmp_path / "out"), *places)

    assert (answer.code, "«taken.txt» đã có" in answer.err) == (2, True)
    assert {path.name for path in tmp_path.iterdir()} == {"taken.txt"}
    assert (tmp_path / "taken.txt").read_text("utf-8") == "kept"


def test_there_is_no_seed_and_chance_comes_from_the_system():
    text = "\n".join(module.text for module in modules("appointments/exams/coding"))

    assert not re.search(r"(?m)^\s*(import random|from random)", text)
    assert "--seed" not in text
    for command in ("code", "recode"):
        assert "seed" not in run(command, "--help").out


def test_the_tool_and_the_house_pin_the_same_libraries():
    pin = re.compile(r"(?m)^([a-z0-9-]+==[\w.]+) \\$")
    own, house = (
        {*pin.findall(path.read_text("utf-8"))} for path in (PACKAGE / "requirements.txt", ROOT / "requirements.txt")
    )

    assert {line.split("==")[0] for line in own} == {"pillow", "pycryptodome", "pypdfium2"}
    assert own <= house


def test_the_demonstration_shows_the_whole_way(tmp_path):
    answer = run("demonstrate", "--out", tmp_path / "shown")

    assert answer.code == 0, answer.said
    assert answer.out.startswith("*** TRÌNH DIỄN - DEMONSTRATION ***")
    steps = ("Đã làm phách 5 bài", "Nguyên vẹn: 5 bài", "Đã mở bản đồ phách của 5 bài")
    assert [said for said in steps if said not in answer.out] == []
    assert run("check", tmp_path / "shown" / "coded", *Coded(tmp_path / "shown" / "coded").two()).code == 1


def test_a_terminal_without_vietnamese_letters_is_answered_all_the_same(alone, coded):
    process = start(alone, "check", coded.folder, PYTHONIOENCODING="ascii")
    said, wrong = process.communicate(timeout=120)

    assert (process.returncode, wrong) == (0, "")
    assert "Sound: 5 scripts, 9 pages." in said


def test_each_command_has_its_vietnamese_name(coded):
    for name, vietnamese in {"check": "kiem-tra"}.items():
        assert run(name, coded.folder).out == run(vietnamese, coded.folder).out
    for vietnamese in ("lam-phach", "mo-phach", "lam-phach-lai", "trinh-dien"):
        assert run(vietnamese, "--help").code == 0
