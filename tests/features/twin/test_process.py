"""What a really served house prints while people read, are refused, err and meet a fault tells no secret."""

import re

import pytest

from appointments.core.db import make_engine
from tests.features.twin.crawl import links
from tests.features.twin.process import Browser, Process
from tests.fixtures.faults import refuse

TYPED = {"points_0": "17,25", "comment": "Zqnhanxet"}
"""What the marker types whose draft the database then refuses."""


@pytest.fixture(scope="module")
def printed(secret_round, tmp_path_factory) -> str:
    """What web and worker printed, the request log included, which an installation may switch on."""
    house, _ = secret_round
    people = house.people["seeded", "one_signed"]
    process = Process(house, "one_signed", tmp_path_factory.mktemp("process"))
    with process.serving("--access-log"):
        for role in ("candidate", "council_chair", "another marker"):
            browser = Browser(process.port)
            assert browser.sign_in(people[role], "Zqsaimatkhau dài hơn").status == 200
            assert browser.sign_in(people[role]).status == 302
            assert len(browser.follow(20)) > 9
            assert browser.get("/rounds/00000000-0000-0000-0000-000000000000").status == 404
        refused_and_failed(process, people)
    process.work_once()
    return process.log.read_text()


def refused_and_failed(process, people) -> None:
    """A visitor's form is refused with what was typed; the database refuses a marker's draft."""
    visitor = Browser(process.port)
    assert visitor.send("/register", {"full_name": "Thí Sinh Zqan", "email": "zqthu"}, "/register").status == 200
    marker = Browser(process.port)
    marker.sign_in(people["marker"])
    paper = next(page for page in marker.follow(40) if re.fullmatch("/exams/papers/[^/]+", page))
    script = next(page for page in links(marker.get(f"{paper}/marking")) if f"{paper}/marking/" in page)
    engine = make_engine(process.url)
    refuse(engine, "mark_draft")
    assert marker.send(script, TYPED, script).status == 500


def test_nothing_that_a_served_house_prints_tells_a_secret(secret_round, printed):
    assert [line for line in printed.splitlines() if secret_round[1].within(line)] == []
    assert "Zqsaimatkhau" not in printed


def test_it_printed_every_request_and_the_traceback_of_the_fault(printed):
    assert "/inbox" in printed
    assert " 404 " in printed
    assert "IntegrityError" in printed
