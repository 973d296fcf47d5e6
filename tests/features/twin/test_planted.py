"""The comparison of the worlds is no empty one: it sees what is planted in a table, in a file, in a marker's page."""

import shutil
from functools import partial
from http import HTTPStatus

import pytest
import sqlalchemy as sa
from flask import request

from tests.features.twin.acting import send_own
from tests.features.twin.comparing import answers, first_difference
from tests.features.twin.conftest import WRITERS
from tests.features.twin.matter import matter
from tests.features.twin.memory import Memory
from tests.features.twin.story import TEXTS


@pytest.fixture
def spoiled(twins):
    """`spoiled(stage, act)`: that stage of both worlds, changed by `act(house, writers)`; put back at the end."""
    kept = []

    def spoil(stage, act):
        for world, writers in WRITERS.items():
            place = twins.kept / world / stage
            shutil.copytree(place, safe := place.with_name(f"{stage}, as it was"))
            kept.append((place, safe))
            twins.go(world, stage)
            act(twins, writers)
            twins.keep(world, stage)

    yield spoil
    for place, safe in kept:
        shutil.rmtree(place)
        safe.rename(place)


def test_sheets_counted_for_each_candidate_are_seen(twins, spoiled):
    def count_sheets(house, writers):
        with house.engine.begin() as connection:
            numbered = sa.text("SELECT a.id FROM attendance a JOIN application p ON p.id = a.application_id"
                               " WHERE a.collected ORDER BY p.number")  # fmt: skip
            for (one,), script in zip(connection.execute(numbered).all(), writers, strict=True):
                sheets = {"sheets": len(TEXTS[script]), "id": one}
                connection.execute(sa.text("UPDATE attendance SET sheets = :sheets WHERE id = :id"), sheets)

    spoiled("held", count_sheets)

    assert first_difference(matter(twins, "one", "held")[0], matter(twins, "other", "held")[0]).startswith("attendance")


def test_a_file_that_was_stored_in_the_order_of_the_candidates_is_seen(twins, spoiled):
    spoiled("coded", lambda house, writers: (house.var / "files" / "order").write_text(str(writers)))

    assert first_difference(matter(twins, "one", "coded")[0], matter(twins, "other", "coded")[0]).startswith("files/")


@pytest.fixture
def leaking(twins):
    """`leaking(act)`: every answer is changed by `act(response, pages of the first candidate's script)`."""
    hooks, mine = twins.app.after_request_funcs.setdefault(None, []), []

    def leak(act):
        def hook(response):
            act(response, str(len(TEXTS[WRITERS[twins.world][0]])))
            return response

        hooks.append(hook)
        mine.append(hook)

    yield leak
    for hook in mine:
        hooks.remove(hook)


@pytest.mark.parametrize("where", ["body", "header"])
def test_a_marker_s_page_that_depends_on_the_writer_is_seen(twins, leaking, where):
    def leak(response, pages):
        if request.endpoint == "exams.marking_desk" and where == "header":
            response.headers["X-Length"] = pages
        elif request.endpoint == "exams.marking_desk":
            response.set_data(response.get_data() + pages.encode())

    leaking(leak)
    one, other = (answers(twins, world, "one_signed", "marker") for world in WRITERS)

    differs = first_difference(one, other)
    assert differs.startswith("marker GET /exams/papers/"), differs
    assert "/marking" in differs


def test_a_refusal_of_a_sent_form_that_depends_on_the_writer_is_seen(twins, leaking):
    def leak(response, pages):
        if request.method == "POST" and response.status_code == HTTPStatus.NOT_FOUND:
            response.headers["Retry-After"] = pages

    leaking(leak)
    walks = ("candidate", "rejected candidate")
    one, other = (answers(twins, world, "one_signed", *walks, others=False, sent=True) for world in WRITERS)

    differs = first_difference(one, other)
    assert " POST\n" in differs, differs


def test_whoever_remembers_pages_sees_a_row_that_changed_in_one_world(twins, spoiled):
    def rename(house, writers):
        with house.engine.begin() as connection:
            connection.execute(sa.text("UPDATE round SET title = title || :script"), {"script": str(writers[0])})

    spoiled("one_signed", rename)
    memory = Memory(twins)
    one, other = (answers(twins, world, "one_signed", "marker", memory=memory) for world in WRITERS)

    assert first_difference(one, other)
    assert memory.asked < len(one) + len(other)


def test_whoever_remembers_pages_sees_what_a_page_takes_from_a_file_of_the_house(twins, spoiled, leaking):
    aside = twins.var / "files" / "aside"
    spoiled("one_signed", lambda house, writers: aside.write_text(str(writers[0])))
    leaking(lambda response, _pages: response.headers.add("X-Script", aside.read_text()))
    memory = Memory(twins)
    one, other = (answers(twins, world, "one_signed", "marker", memory=memory, others=False) for world in WRITERS)

    assert "X-Script" in first_difference(one, other)


@pytest.mark.parametrize("where", ["answer", "rows"])
def test_what_depends_on_the_writer_when_a_marker_sends_a_lawful_form_is_seen(twins, leaking, where):
    def leak(response, pages):
        if request.endpoint == "exams.mark_script" and request.form.get("points_0"):
            if where == "answer":
                response.headers["Refresh"] = pages
            else:
                with twins.engine.begin() as connection:
                    connection.execute(sa.text("UPDATE mark_draft SET comment = :pages"), {"pages": pages})

    leaking(leak)
    one, other = (
        answers(twins, world, "one_signed", "marker", others=False, then=partial(send_own, sent=set()))
        for world in WRITERS
    )

    differs = first_difference(one, other)
    assert " POST lawful (exams.mark_script )" in differs, differs
    assert (" WROTE\n" in differs) == (where == "rows")
