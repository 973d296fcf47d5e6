"""What has to stay hidden is found by those alone whom `sightings.csv` names, and by all whom it says must find it.

The table was written by hand from the matrix of rights: for each secret, the roles and the states of the round. With it
everything is compared that everybody gets to. Mails and logs tell no secret at all; `places.csv` names the tables in
which each may lie in clear.
"""

import csv
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.features.twin import beside
from tests.features.twin.crawl import Found, crawl, kind_of
from tests.features.twin.seeded import NAMES
from tests.features.twin.sightings import Expected, lying, mailed, places, sightings

NAMED = ("sightings", "places", "routes", "asides")
TABLE, PLACES, ROUTES, ASIDES = (Path(__file__).with_name(f"{name}.csv") for name in NAMED)
WALKED = ("open", "shortlisted", "held", "coded", "one_signed", "half_way", "locked", "decoded", "written_published",
          "proposals_lodged", "oral_half_way", "result_recognised", "result_published")  # fmt: skip
IN_EVERY_RUN = {
    "coded": ("coding_officer", "invigilator", "council_secretary"),
    "written_published": ("public", "rejected candidate", "marker"),
    "proposals_lodged": ("public", "candidate", "rejected candidate", "panel_member", "council_chair"),
    "oral_half_way": ("panel_member", "appointing_authority"),
    "result_recognised": ("public", "candidate", "panel_member", "another marker", "appointing_authority"),
}
"""Who walks in every run where something has just become known to some; when most is secret everybody does."""
ONLY_LEADS_ON = "only leads on"
PASSWORD_AGAIN = "/password-again"
"""Nothing leads there while the password is fresh."""
NEVER_IN = {"ledger_leaf", "outbox", "notice", "draft", "invitation", "failed_sign_ins", "files"}


@pytest.mark.soak
@pytest.mark.parametrize("state", WALKED)
def test_every_secret_is_found_by_all_who_must_and_by_nobody_who_may_not(secret_round, logs, state):
    house, secrets = secret_round
    found = crawl(house, "seeded", state, first=(*secrets.pages, PASSWORD_AGAIN))

    assert Expected(TABLE, state, NAMES).differences(sightings(found, secrets)) == []
    assert told_in(logs, secret_round) == []
    assert {line["endpoint"] for line in routes() if line["state"] == state} - reached(house, found) == set()


def test_every_page_is_reached_in_a_walked_state_or_there_is_a_reason(secret_round):
    pages = {rule.endpoint for rule in secret_round[0].app.url_map.iter_rules() if "GET" in rule.methods} - {"static"}

    assert pages == {line["endpoint"] for line in routes()}
    aside = {(line["endpoint"], line["way"]) for line in lines(ASIDES)}
    named = {
        line["endpoint"]
        for line in routes()
        if line["state"] in (*WALKED, *beside.NAMES) or (line["endpoint"], line["state"]) in aside
    }
    assert named == {line["endpoint"] for line in routes() if not line["unreached"]}


def test_while_most_is_secret_each_page_is_shown_that_is_said_to_be_and_what_only_leads_on_shows_nothing(
    walked_half_way, secret_round
):
    house, _ = secret_round
    shown = reached(house, walked_half_way)

    assert {line["endpoint"] for line in routes() if line["state"] == "half_way"} - shown == set()
    assert {line["endpoint"] for line in routes() if line["unreached"] == ONLY_LEADS_ON} & shown == set()


@pytest.mark.parametrize("state", IN_EVERY_RUN)
def test_secrets_are_found_by_those_alone_who_may_at_the_states_that_matter_most(secret_round, logs, state):
    assert differences(secret_round, state, *IN_EVERY_RUN[state]) == []
    assert told_in(logs, secret_round) == []


@pytest.fixture(scope="module")
def walked_half_way(secret_round) -> dict[str, Found]:
    """What everybody finds when most is secret."""
    house, secrets = secret_round
    return crawl(house, "seeded", "half_way", first=(*secrets.pages, PASSWORD_AGAIN))


def test_secrets_are_found_by_those_alone_who_may_while_most_is_secret(secret_round, walked_half_way, logs):
    expected = Expected(TABLE, "half_way", NAMES)

    assert expected.differences(sightings(walked_half_way, secret_round[1])) == []
    assert told_in(logs, secret_round) == []


def test_no_mail_tells_a_secret_for_mails_lie_with_strangers(secret_round):
    house, secrets = secret_round

    assert len(list((house.kept / "seeded" / NAMES[-1] / "mail").iterdir())) > 100
    assert mailed(house, NAMES[-1], secrets) == {}


@pytest.mark.parametrize("state", ["held", "half_way", "proposals_lodged", "oral_half_way", "result_published"])
def test_each_secret_lies_in_the_tables_where_it_belongs_and_in_no_other(secret_round, state):
    house, secrets = secret_round
    house.go("seeded", state)

    found = lying(house, secrets)

    assert found == places(PLACES, state, NAMES)
    assert not {table for _, table in found} & NEVER_IN


def test_each_place_where_a_secret_may_lie_has_its_ground():
    assert [line for line in lines(PLACES) if not line["ground"]] == []


def differences(secret_round, state, *roles) -> list[str]:
    """What these people (else all) were told against the table, and were not told though it says so."""
    house, secrets = secret_round
    found = crawl(house, "seeded", state, roles, first=secrets.pages)
    return Expected(TABLE, state, NAMES).differences(sightings(found, secrets), roles)


def routes() -> list[dict[str, str]]:
    """Each page with the state in which somebody is shown it, or why nobody is."""
    return lines(ROUTES)


def lines(table: Path) -> list[dict[str, str]]:
    """The lines of a table."""
    with table.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def reached(house, found) -> set[str]:
    """The pages that somebody was shown."""
    shown = (address for walk in found.values() for address, answer in walk.items() if answer.status == HTTPStatus.OK)
    return {kind_of(house, address.partition(" ")[0]) for address in shown if address.startswith("/")}


def told_in(logs, secret_round) -> list[str]:
    """The lines of the log that tell a secret."""
    return [line for line in logs if secret_round[1].within(line)]
