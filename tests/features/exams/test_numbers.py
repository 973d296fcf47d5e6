"""Candidate numbers from 998 to 1002: 999 stands before 1000 on every list of the exam, on both databases."""

import re

import pytest

from appointments.exams import queries
from appointments.results import case as results
from tests.factories import applications, exams
from tests.features.exams.conftest import OPENED

NUMBERS = ["998", "999", "1000", "1001", "1002"]


@pytest.fixture
def shortlisted(session, clock, tmp_path):
    """Five candidates of one post, whose numbers run against the order in which they came."""
    clock.set(OPENED)
    names = [f"Thí Sinh {letter}" for letter in "ABCDE"]
    built, made = applications.shortlisted_round(session, OPENED, names, applications.storage_at(tmp_path))
    applications.renumbered(session, built, dict(zip(made, reversed(NUMBERS), strict=True)), clock.now)
    return built, made


def shown(page):
    """The numbers that stand in cells of a page, in their order."""
    return re.findall(r">\s*(99[89]|100[0-2])\b", page.partition("<main")[2])


def test_they_are_seated_and_told_in_the_order_of_counting(session, begun, held, candidates, clock, enter, app):
    secretary = enter(begun.council.secretary)
    seats = secretary.get(f"/exams/papers/{held.id}/seats")
    lists = app.test_client().get(f"/exams/papers/{held.id}/room-lists").text
    file = exams.coded(session, begun, held, clock.now)
    marks = {one.number: ("80", "84") for one in candidates}
    exams.marked(session, begun, held, file, marks, clock.now)
    exams.published(session, begun, held, file, clock.now)
    session.commit()
    told = app.test_client().get(f"/exams/papers/{held.id}/results").text

    assert shown(seats) == NUMBERS
    assert shown(lists) == NUMBERS
    assert shown(told) == NUMBERS
    assert [one.number for one in queries.presenters(session, begun.round.id)] == NUMBERS
    assert [one.number for one in results.examined(session, candidates[0].contest_id)] == NUMBERS
