"""The search for secrets is no empty one: what is planted on a page, in a header, a row or the log is found."""

import logging

import pytest
import sqlalchemy as sa
from flask import request

from tests.features.twin.seeded import IDENTITY, MAIL
from tests.features.twin.sightings import lying
from tests.features.twin.test_sightings import differences, told_in


@pytest.fixture
def changed(secret_round):
    """`changed(endpoint, act)`: what that page answers is changed by `act(response)` until the end of the test."""
    hooks, mine = secret_round[0].app.after_request_funcs.setdefault(None, []), []

    def change(endpoint, act):
        def hook(response):
            if request.endpoint == endpoint:
                act(response)
            return response

        hooks.append(hook)
        mine.append(hook)

    yield change
    for hook in mine:
        hooks.remove(hook)


def test_a_candidate_s_address_on_a_marker_s_page_or_in_its_headers_is_seen(secret_round, changed):
    changed("exams.marking_desk", lambda response: response.headers.add("X-About", MAIL))

    (found,) = differences(secret_round, "half_way", "marker")

    assert found.startswith("marker was told: e-mail, at /exams/papers/")
    assert found.endswith("/marking")


def test_a_secret_that_its_owner_is_not_shown_any_more_is_missed(secret_round, changed):
    changed("account.me", lambda response: response.set_data(response.get_data().replace(b"Zqdonvi", b"")))

    assert differences(secret_round, "half_way", "candidate") == ["candidate was not told: unit"]


def test_a_mark_in_a_message_that_waits_is_seen(secret_round):
    house, secrets = secret_round
    house.go("seeded", "half_way")
    with house.engine.begin() as connection:
        connection.execute(sa.text("UPDATE outbox SET params = :mark"), {"mark": '{"mark": "58.75"}'})

    assert ("first mark", "outbox") in lying(house, secrets)


def test_an_identity_number_in_the_log_is_seen(secret_round, logs):
    logging.getLogger("appointments.accounts").info("registered %s", IDENTITY)

    assert told_in(logs, secret_round) == [f"registered {IDENTITY}"]
    logs.pop()
