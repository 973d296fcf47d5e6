"""`flask process`: the proofs and the drawings from the terminal."""

from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from appointments.audit.process_cli import process
from tests.workflows.small import altered_state, leave
from workflows import registry

pytestmark = pytest.mark.one_database


def run(*words: str) -> Result:
    return CliRunner().invoke(process, list(words))


def test_check_names_every_definition_and_succeeds_when_all_are_proved():
    result = run("check")

    for edition in registry.all_processes():
        assert f"{edition.rule} " in result.output
    assert "remark_window_before_decision" in result.output
    assert (result.exit_code, result.stderr) == (0, "")


def test_check_fails_and_tells_the_story_in_the_language_asked_for(monkeypatch):
    faulty = leave(altered_state("returned", owner=()))
    monkeypatch.setattr(registry, "_editions", {("leave", 1): (None, faulty)})

    result = run("check", "leave", "--lang", "en")

    assert result.exit_code == 1
    assert "leave@1                    5 states   7 steps  1 FAILED" in result.stdout
    assert result.stderr.splitlines()[:2] == [
        "leave@1: has_owner: Nobody must act while a case rests in «Returned».",
        "  1. Leave: Submit (Candidate) → Submitted",
    ]
    assert "không ai có trách nhiệm" in run("check", "leave").stderr


def test_check_of_one_definition_is_about_that_one_only():
    assert run("check", "application").stdout.count("@") == 1


def test_an_unknown_definition_is_named_with_those_that_exist():
    result = run("check", "aplication")

    assert result.exit_code == 2
    assert "unknown process 'aplication'; known: appeal, application," in result.stderr


def test_draw_writes_a_picture_to_the_screen_or_to_a_file(tmp_path):
    target = tmp_path / "application.svg"

    shown = run("draw", "application", "--lang", "en", "--state", "submitted")
    written = run("draw", "application", "--lang", "en", "--state", "submitted", "-o", str(target))

    assert (shown.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert ET.fromstring(shown.stdout).get("role") == "img"
    assert target.read_text(encoding="utf-8") == shown.stdout
    assert 'class="node state current"' in shown.stdout


def test_draw_refuses_a_state_that_the_definition_does_not_have():
    result = run("draw", "application", "--state", "nowhere")

    assert result.exit_code == 2
    assert "application@1 has no state 'nowhere'; it has: draft, submitted" in result.stderr


def test_drawings_holds_every_definition_in_both_languages_and_nothing_else(tmp_path):
    (tmp_path / "forgotten.vi.svg").write_text("<svg/>", encoding="utf-8")

    result = run("drawings", str(tmp_path))

    keys = {edition.key for edition in registry.all_processes()}
    assert (result.exit_code, result.output) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == {f"{key}.{lang}.svg" for key in keys for lang in ("vi", "en")}
