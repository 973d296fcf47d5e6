"""Everything that can happen is in the drawing, in both languages, and the drawing fits a strict page."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from appointments.files import svg
from tests.workflows.small import RULE, STATES, STEPS, altered_state, leave, words
from workflows import drawing, registry
from workflows.engine import Deadline, State, Transition
from workflows.roles import CHAIR
from workflows.words import Words

LEAVE = leave()
SVG = "{http://www.w3.org/2000/svg}"


def parts(picture: str) -> dict[str, ET.Element]:
    return {g.get("id", ""): g for g in ET.fromstring(picture).iter(f"{SVG}g")}


def texts(element: ET.Element) -> str:
    return " ".join(" ".join(t.text or "" for t in element.iter(f"{SVG}text")).split())


def test_a_node_says_the_state_who_must_act_and_by_when():
    node = parts(svg.draw(LEAVE, "en"))["leave-submitted"]

    assert texts(node) == "Submitted (Council secretary, Council chair) (5 working days, repeats)"


def test_an_arrow_says_what_is_done_by_whom():
    picture = svg.draw(LEAVE, "vi")

    assert "Submit (vi) (Thí sinh)" in texts(ET.fromstring(picture))


def test_steps_between_the_same_states_share_an_arrow_but_not_with_the_system():
    more = [*STEPS, Transition("deny", "submitted", "refused", CHAIR, RULE, words("Deny"))]

    graph = drawing.dot(leave(steps=more), "en")

    assert graph.count('"submitted" -> "refused"') == 1
    assert "Refuse (Council chair)\\nDeny (Council chair)" in graph
    assert graph.count('"submitted" -> "submitted"') == 1
    assert 'class="step system", label="Remind (The system)", style=dashed' in graph


def test_a_step_that_many_states_share_is_one_note_that_names_them():
    open_states = [State(name, words(name.capitalize()), CHAIR) for name in ("draft", "b", "c", "d")]
    steps = [Transition("stop", s.name, "refused", CHAIR, RULE, words("Stop")) for s in open_states]
    steps += [Transition("void", s.name, "refused", CHAIR, RULE, words("Void")) for s in open_states]
    steps += [Transition("go", "draft", "b", CHAIR, RULE, words("Go"))]

    graph = drawing.dot(leave([*open_states, STATES[-1]], steps), "en")

    note = "Stop (Council chair)\\nVoid (Council chair)\\nfrom: Draft; B; C; D"
    assert graph.count(note) == 1
    assert graph.count(" -> ") == 2


@pytest.mark.parametrize(
    ("deadline", "vi", "en"),
    [
        (Deadline("lapse", RULE, 15), "15 ngày", "15 days"),
        (Deadline("lapse", RULE, 5, working=True), "5 ngày làm việc", "5 working days"),
        (Deadline("lapse", RULE, "window"), "30 ngày", "30 days"),
        (Deadline("lapse", RULE, "elsewhere"), "thời hạn theo quy chế", "deadline set by the regulation"),
        (Deadline("lapse", RULE, at=lambda f: f.closes_at), "có thời điểm kết thúc", "ends at a set time"),
        (Deadline("lapse", RULE, 5, repeats=True), "5 ngày, lặp lại", "5 days, repeats"),
    ],
)
def test_a_deadline_is_put_into_words(deadline, vi, en):
    rules = {"window": 30}

    assert drawing.due(deadline, "vi", rules) == vi
    assert drawing.due(deadline, "en", rules) == en


def test_the_present_state_is_marked_and_told_to_those_who_cannot_see_it():
    picture = svg.draw(LEAVE, "en", "returned")

    classes = {own: g.get("class") for own, g in parts(picture).items() if own.startswith("leave-")}
    assert classes["leave-returned"] == "node state current"
    assert [own for own, kind in classes.items() if "current" in kind] == ["leave-returned"]
    assert "The case rests in the state «Returned»." in picture
    assert "current" not in svg.draw(LEAVE, "en")


def test_the_picture_has_a_name_and_a_description_that_its_root_points_to():
    root = ET.fromstring(svg.draw(LEAVE, "vi"))

    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "leave-title leave-desc"
    assert named["leave-title"] == "Leave (vi)"
    assert named["leave-desc"] == "Sơ đồ quy trình: 5 trạng thái, 7 bước."


def test_names_from_a_definition_can_break_out_of_neither_graph_nor_page():
    evil = Words('<script>alert("x")</script> \\N "];', '</svg><script>alert("x")</script> \\N "]; a -> b')

    picture = svg.draw(leave(altered_state("granted", label=evil)), "en", "granted")

    assert "<script" not in picture
    assert texts(parts(picture)["leave-granted"]) == evil.en
    assert "a" not in parts(picture)


def test_the_graph_of_an_empty_label_is_still_drawn():
    picture = svg.draw(leave([*STATES[:-1], replace(STATES[-1], label=Words("", ""))]), "vi")

    assert texts(parts(picture)["leave-refused"]) == ""


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("process", registry.all_processes(), ids=lambda p: p.rule)
def test_every_registered_definition_is_drawn_whole_and_fit_for_a_strict_policy(process, locale):
    picture = svg.draw(process, locale, process.initial)

    drawn = parts(picture)
    for state in process.states.values():
        assert texts(drawn[f"{process.key}-{state.name}"]).startswith(state.label.say(locale))
    everything = texts(ET.fromstring(picture))
    assert all(t.label.say(locale) in everything for t in process.transitions)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|href=", picture)
    ids = re.findall(r'\sid="([^"]*)"', picture)
    assert len(ids) == len(set(ids))


def test_a_final_state_and_a_deadline_step_differ_by_form_and_not_by_colour_alone():
    drawn = parts(svg.draw(leave([State("draft", words("Draft"), CHAIR), *STATES[1:]], STEPS[:1] + STEPS[2:]), "en"))

    assert len(list(drawn["leave-granted"].iter(f"{SVG}path"))) == 2
    assert len(list(drawn["leave-returned"].iter(f"{SVG}path"))) == 1


def test_what_was_drawn_once_is_read_from_the_folder_and_not_drawn_again(tmp_path):
    svg.keep_in(tmp_path)
    svg.render.cache_clear()
    try:
        drawn = svg.render("digraph { a -> b }")
        kept = list(tmp_path.iterdir())
        svg.render.cache_clear()
        kept[0].write_text("as it was kept", encoding="utf-8")
        again = svg.render("digraph { a -> b }")
    finally:
        svg.render.cache_clear()
        svg.keep_in(None)

    assert "<svg" in drawn
    assert len(kept) == 1
    assert again == "as it was kept"
