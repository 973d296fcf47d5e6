"""The export and the verifier that knows nothing of the program; the commands around both."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from appointments.app import create_app
from appointments.core.ledger import verifier
from appointments.core.ledger.export import export
from appointments.core.ledger.sealer import seal
from appointments.core.ledger.verifier.export import verify_export
from appointments.core.ledger.verifier.failures import CannotDecide, Failure
from appointments.core.work import Work
from tests.fixtures.application import dispose
from tests.fixtures.ledger import KEY, SIGNER, Story
from tests.fixtures.tamper import insider, tamper
from tests.fixtures.tamperings import TAMPERINGS

PAPER = b"%PDF-1.7 a sample"
DIGEST = hashlib.sha256(PAPER).hexdigest()
NEEDS_ROWS_OR_FACTS = {"the_instant_beside_a_leaf_is_edited"}


@pytest.fixture
def story(session):
    made = Story(session).whole()
    made.declare(made.round, made.people[0], docs=((bytes.fromhex(DIGEST), len(PAPER)),))
    seal(session, SIGNER, made.now, batch=5)
    made.propose()
    return made


@pytest.fixture
def folder(story, session, tmp_path):
    """An export of the whole log with its one file."""
    made = tmp_path / "export"
    export(session, made, KEY, read=lambda digest: PAPER)
    return made


def lines(path: Path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def write(path: Path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_an_export_is_sound(folder):
    found = verify_export(folder, KEY)

    assert found == {
        "entries": 16, "sealed": 15, "pending": 1, "heads": 3, "cases": 7, "payloads": True, "files": 1,
    }  # fmt: skip


def test_an_export_without_payloads_gives_no_personal_data_away_and_is_sound(story, session, tmp_path):
    export(session, tmp_path / "public", KEY, payloads=False)

    assert verify_export(tmp_path / "public", KEY)["payloads"] is False
    told = "".join(path.read_text() for path in (tmp_path / "public").iterdir())
    assert "Chuyển công tác" not in told
    assert story.people[2].full_name not in told


@pytest.mark.parametrize("name", sorted(TAMPERINGS.keys() - NEEDS_ROWS_OR_FACTS))
@pytest.mark.one_database
def test_a_tampered_database_exports_a_tampered_log(story, session, database_url, tmp_path, name):
    session.rollback()
    tamper(database_url, name, story.ended.case_key)

    with pytest.raises(Failure):
        export(session, tmp_path / "export", KEY)
        verify_export(tmp_path / "export", KEY)


@pytest.mark.one_database
def test_lines_taken_out_swapped_or_added_are_found(folder):
    whole = lines(folder / "leaves.jsonl")
    variants = [
        whole[:4] + whole[5:],
        [*whole[:4], whole[5], whole[4], *whole[6:]],
        [*whole[:5], whole[4], *whole[5:]],
        [*whole[:4], *({**line, "i": line["i"] and line["i"] - 1} for line in whole[5:])],
        whole[:-3],
        [line for line in whole if line["case"] != whole[4]["case"]],
    ]
    for variant in variants:
        write(folder / "leaves.jsonl", variant)

        with pytest.raises(Failure):
            verify_export(folder, KEY)


@pytest.mark.one_database
def test_two_heads_of_one_size_in_an_export_are_found(folder):
    heads = lines(folder / "heads.jsonl")
    forged = {"size": 5, "root": "ab" * 32, "note": SIGNER.sign(5, bytes.fromhex("ab" * 32))}
    for variant in ([heads[0], forged, *heads[1:]], [forged, *heads], [forged, *heads[1:]]):
        write(folder / "heads.jsonl", variant)

        with pytest.raises(Failure):
            verify_export(folder, KEY)


@pytest.mark.one_database
def test_a_file_that_is_changed_or_gone_is_found(folder):
    path = folder / "files" / DIGEST
    path.write_bytes(b"another")
    with pytest.raises(Failure, match="was changed"):
        verify_export(folder, KEY)

    path.unlink()
    with pytest.raises(Failure, match="is missing"):
        verify_export(folder, KEY)


@pytest.mark.parametrize("name", ["log.json", "definitions.json", "leaves.jsonl", "heads.jsonl", "cases.jsonl"])
@pytest.mark.one_database
def test_without_a_part_of_the_export_nothing_can_be_decided(folder, name):
    (folder / name).unlink()

    with pytest.raises(CannotDecide):
        verify_export(folder, KEY)


@pytest.mark.one_database
def test_a_folder_that_holds_something_is_not_written_over(folder, session):
    with pytest.raises(FileExistsError):
        export(session, folder, KEY)


@pytest.mark.one_database
def test_the_verifier_runs_alone_and_answers_by_its_exit_code(folder, tmp_path):
    alone = tmp_path / "alone"
    shutil.copytree(Path(verifier.__file__).parent, alone / "verifier")

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-I", "-c", RUN, str(alone), *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    assert run(folder, "--key", KEY)[0] == 0
    code, said = run(folder, "--key", KEY, "--json")
    assert (code, json.loads(said)["entries"]) == (0, 16)
    assert run(folder)[0] == 3
    assert run(tmp_path / "nowhere", "--key", KEY)[0] == 2
    (folder / "payloads.jsonl").write_text("")
    code, said = run(folder, "--key", KEY)
    assert code == 1
    assert said.startswith("Vụ việc assignment:")


# -I keeps this checkout off the path: the verifier must find nothing of the program.
RUN = """
import runpy, sys
folder = sys.argv.pop(1)
sys.path.insert(0, folder)
assert not any(name.startswith("appointments") for name in sys.modules)
try:
    runpy.run_module("verifier", run_name="__main__", alter_sys=True)
finally:
    found = {name.partition(".")[0] for name in sys.modules}
    assert not {"sqlalchemy", "flask", "orjson", "appointments", "workflows"} & found
"""


def test_the_commands_seal_verify_and_export(app, session, clock, tmp_path):
    Story(session).whole()
    run = app.test_cli_runner().invoke

    assert run(args=["ledger", "verify"]).exit_code == 2  # no key yet: nothing to judge by
    assert run(args=["ledger", "seal"]).output == "14 entries placed, 14 in all\n"
    key = run(args=["ledger", "key"]).output.strip()
    sound = run(args=["ledger", "verify", "--json"])
    assert (sound.exit_code, json.loads(sound.output)["rows"]) == (0, 8)
    assert run(args=["ledger", "export", str(tmp_path / "out")]).exit_code == 0
    assert verify_export(tmp_path / "out", key)["sealed"] == 14


def test_the_verify_command_names_the_first_bad_case_in_both_languages(app, session, database_url, clock):
    case = Story(session).whole().ended.case_key
    run = app.test_cli_runner().invoke
    run(args=["ledger", "seal"])
    session.rollback()
    tamper(database_url, "a_state_is_edited", case)

    told = run(args=["ledger", "verify"])
    asked = json.loads(run(args=["ledger", "verify", "--json"]).output)

    assert told.exit_code == 1
    assert told.output.startswith(f"Vụ việc {case}: trạng thái đang lưu")
    assert f"Case {case}: the stored state" in told.output
    assert (asked["ok"], asked["kind"], asked["case"]) == (False, "state", case)


def test_the_heads_kept_beside_the_key_tell_a_log_that_was_cut(app, session, database_url, clock):
    Story(session).whole()
    run = app.test_cli_runner().invoke
    run(args=["ledger", "seal"])
    session.rollback()
    with insider(database_url) as connection:
        connection.execute(sa.text("DELETE FROM ledger_head"))
        connection.execute(sa.text("DELETE FROM ledger_position"))

    told = run(args=["ledger", "verify"])

    assert told.exit_code == 1
    assert "a signed head covers 14 entries, 0 are left" in told.output


@pytest.mark.one_database
def test_an_installation_s_own_name_stands_in_its_leaves_and_heads(settings, catalogues, session, monkeypatch, clock):
    monkeypatch.setattr(Work, "origin", Work.origin)  # put back afterwards
    settings.ORIGIN = "sonoivu.example/nhatky/e1"
    app = create_app(settings)
    Story(session).whole()
    run = app.test_cli_runner().invoke

    assert run(args=["ledger", "seal"]).exit_code == 0
    assert run(args=["ledger", "verify"]).exit_code == 0
    assert run(args=["ledger", "key"]).output.startswith("sonoivu.example/nhatky/e1+")
    dispose(app)
