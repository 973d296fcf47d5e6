"""Every message that the house can send has words in both languages, and they are the words of that very step."""

import ast
import re

import pytest

from appointments.core import directory
from appointments.notifications import texts
from tests.house.source import called, modules
from workflows import registry
from workflows.words import Words

STEPS = [(edition, step) for edition in registry.all_processes() for step in edition.transitions if step.notify]
TITLE = Words("Vụ việc mẫu", "Sample case")


@pytest.mark.parametrize(("process", "step"), STEPS, ids=[f"{p.rule}.{s.trigger}:{s.source}-{s.to}" for p, s in STEPS])
def test_every_step_that_notifies_has_a_text(process, step):
    params = {"from": str(step.source), "to": str(step.to)}
    message = f"{process.key}.{step.trigger}"

    subject = texts.subject(message, TITLE, params)
    body = texts.body(message, TITLE, params, "http://localhost/cases/x")

    assert subject == Words(f"{step.label.vi}: Vụ việc mẫu", f"{step.label.en}: Sample case")
    state = process.states[str(step.to)].label
    for locale in ("vi", "en"):
        assert step.label.say(locale) in body.say(locale)
        assert state.say(locale) in body.say(locale)
        assert "http://localhost/cases/x" in body.say(locale)


def test_a_failed_candidate_is_not_told_of_another_s_success():
    told = {
        to: texts.label("application.grade", {"from": "sat", "to": to}).en
        for to in ("written_passed", "written_failed")
    }

    assert told["written_passed"] != told["written_failed"]
    assert texts.label("application.grade", {}).en == "Application"


def test_every_message_named_in_the_code_has_a_text():
    told = {
        call.args[0].value
        for module in modules("appointments")
        for call in ast.walk(module.tree)
        if called(call).endswith("work.tell") and isinstance(call.args[0], ast.Constant)
    }

    assert told
    for message in told:
        assert texts.label(message, {}).vi
        assert texts.label(message, {}).en


def test_a_name_that_nobody_knows_is_an_error():
    with pytest.raises(texts.UnknownMessage):
        texts.label("application.no_such_step", {})


def test_what_an_own_message_says_stands_in_it():
    body = texts.body("exams.summons", TITLE, {"text": "Phòng 2, số 14"}, "http://localhost/x")

    assert "Phòng 2, số 14" in body.vi
    assert "Phòng 2, số 14" in body.en
    assert not re.search(r"None|%\(", body.vi + body.en)


def test_every_process_that_notifies_has_a_kind():
    assert {process.key for process, _ in STEPS} <= {kind.process for kind in directory.kinds()}
