"""What must stay hidden in cases beside the round: terms that end, conferences, imports, drafts of every kind.

As `test_sightings`: `sightings_beside.csv` says by hand who may and must find what, `places_beside.csv` where it lies.
"""

import csv
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_security.recoverable import generate_reset_password_token

from tests.features.twin.beside import NAMES, STAGES, Beside
from tests.features.twin.crawl import crawl
from tests.features.twin.house import House
from tests.features.twin.sightings import Expected, Secrets, lying, mailed, places, sightings
from tests.features.twin.test_commands import PRINTED, run, texts_of
from tests.features.twin.test_sightings import NEVER_IN, reached, routes, told_in

TABLE, PLACES = (Path(__file__).with_name(f"{name}_beside.csv") for name in ("sightings", "places"))
WALKED = ("led", "ended", "resolved")
NEAREST = ("public", "another officer", "holder voted against")
"""Who must be kept from most, though they are nearest to it: they walk in every run."""

FILES = ("self-assessment report", "report being drawn up")
"""What is a stored file; the leaf of the act that freezes a report names its digest."""


@pytest.fixture(scope="session")
def beside(sqlite_template, tmp_path_factory, catalogues, logs) -> tuple[House, Secrets, str]:
    """A house in which those cases were led to their ends, what is secret in it, and the link of an invitation."""
    house = House(tmp_path_factory.mktemp("beside"), sqlite_template)
    story = house.play("seeded", (), STAGES, Beside)
    return house, Secrets(story.spelt(), {}, story.pages()), story.link


def found_by(beside, state, *roles, others=True):
    """What these people (else all) are answered; the link is opened by whoever was sent it."""
    house, secrets, link = beside

    def opened(walks):
        walks["public"].read(f"/invitation/{link}")
        walks["public"].read(f"/reset-password/{reset_of(house, state)}")

    then = opened if not roles or "public" in roles else None
    return crawl(house, "seeded", state, roles, first=secrets.pages, others=others, then=then)


def reset_of(house, state) -> str:
    """What the letter to somebody who forgot a password would carry."""
    with house.app.test_request_context():
        user = house.app.extensions["security"].datastore.find_user(email=house.people["seeded", state]["winner"])
        return generate_reset_password_token(user)


@pytest.mark.soak
@pytest.mark.parametrize("state", WALKED)
def test_beside_the_round_too_secrets_are_found_by_all_who_must_and_nobody_who_may_not(beside, logs, state):
    house, secrets, _link = beside
    found = found_by(beside, state)

    assert Expected(TABLE, state, NAMES).differences(sightings(found, secrets)) == []
    assert told_in(logs, (house, secrets)) == []
    assert {line["endpoint"] for line in routes() if line["state"] == state} - reached(house, found) == set()


def test_votes_drafts_and_assessments_are_kept_from_those_who_are_nearest_to_them(beside, logs):
    house, secrets, _link = beside
    found = found_by(beside, "led", *NEAREST, others=False)

    assert Expected(TABLE, "led", NAMES).differences(sightings(found, secrets), NEAREST) == []
    assert told_in(logs, (house, secrets)) == []


@pytest.mark.parametrize("state", ["led", "resolved"])
def test_each_secret_beside_the_round_lies_where_it_belongs_and_no_mail_tells_it(beside, state):
    house, secrets, _link = beside
    house.go("seeded", state)

    found = lying(house, secrets)

    assert found == places(PLACES, state, NAMES)
    assert not {table for secret, table in found if secret not in FILES} & NEVER_IN
    assert mailed(house, state, secrets) == {}


def test_a_vote_that_is_kept_is_seen_in_a_message_that_waits(beside):
    house, secrets, _link = beside
    house.go("seeded", "led")
    with house.engine.begin() as connection:
        connection.execute(sa.text("UPDATE outbox SET params = :told"), {"told": '{"votes":197}'})

    assert ("votes kept from their voters", "outbox") in lying(house, secrets)


@pytest.mark.parametrize("arguments", [*PRINTED, ("indicator", "check")], ids=" ".join)
def test_no_command_prints_or_logs_a_secret_of_cases_beside_the_round(beside, logs, arguments):
    house, secrets, _link = beside
    (digest,) = secrets.spelt["report being drawn up"]
    if "check" in arguments:
        arguments = (*arguments, str(house.var / "files" / digest[:2] / digest))

    printed, logged = run((house, secrets), logs, arguments, state=NAMES[-1])

    assert printed.exit_code == 0, printed.output
    assert printed.output
    assert secrets.within(printed.output) <= {"report being drawn up"}
    assert told_in(logged, (house, secrets)) == []


def test_an_export_without_payloads_holds_nothing_of_them(beside, logs, tmp_path):
    house, secrets, _link = beside
    arguments = ("ledger", "export", str(tmp_path / "out"), "--without-payloads")

    printed, _ = run((house, secrets), logs, arguments, state=NAMES[-1])

    assert printed.exit_code == 0, printed.output
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    found = {secret for path in files for text in texts_of(path) for secret in secrets.within(text)}
    assert found <= {"report being drawn up"}


def test_each_line_by_hand_has_its_ground():
    for table, column in ((TABLE, "why"), (PLACES, "ground")):
        with table.open(newline="", encoding="utf-8") as file:
            assert [line for line in csv.DictReader(file) if not line[column]] == []
