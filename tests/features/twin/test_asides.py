"""Each act on the way shows its page to those alone whom `asides.csv` names, and tells nobody a secret there."""

from http import HTTPStatus

import pytest

from tests.features.twin import asides
from tests.features.twin.crawl import Walk, kind_of
from tests.features.twin.seeded import NAMES
from tests.features.twin.sightings import Expected, sightings
from tests.features.twin.test_sightings import ASIDES, TABLE, lines, told_in

STRANGERS = ("public", "rejected candidate")
"""In every run they ask beside those who may: nobody of these two ever may."""


WAYS = {line["way"]: line["after"] for line in lines(ASIDES)}


@pytest.mark.soak
@pytest.mark.parametrize("way", WAYS)
def test_an_act_shows_its_page_to_those_alone_who_may_and_no_secret_to_anybody(secret_story, secret_round, logs, way):
    shows_and_tells(secret_story, secret_round, logs, way)


@pytest.mark.parametrize("way", WAYS)
def test_an_act_shows_its_page_to_whom_it_may_and_not_to_strangers(secret_story, secret_round, logs, way):
    may = {role for line in lines(ASIDES) if line["way"] == way for role in _roles(line)}
    shows_and_tells(secret_story, secret_round, logs, way, {*may, *STRANGERS})


def shows_and_tells(secret_story, secret_round, logs, way, who=frozenset()) -> None:
    """What these people (else all) are shown where this way leads is what the tables say."""
    (house, story), (_, secrets), before = secret_story, secret_round, len(logs)
    addresses = asides.led(house, story, WAYS[way], getattr(asides, way))
    found = {}
    with house.open():
        for role in house.roles("seeded", way):
            if not who or role in who:
                walk = Walk(house, house.enter("seeded", way, role))
                found[role] = {address: walk.read(address) for address in addresses}

    shown: dict[str, set[str]] = {line["endpoint"]: set() for line in lines(ASIDES) if line["way"] == way}
    for role, walked in found.items():
        for address, answer in walked.items():
            assert answer.status < HTTPStatus.INTERNAL_SERVER_ERROR, (role, address)
            if answer.status == HTTPStatus.OK:
                shown[kind_of(house, address)].add(role)
    assert shown == {line["endpoint"]: _roles(line) for line in lines(ASIDES) if line["way"] == way}
    told = sightings(found, secrets)
    assert set(told) - Expected(TABLE, WAYS[way], NAMES).may == set(), told
    assert told_in(logs[before:], secret_round) == []


def _roles(line: dict[str, str]) -> set[str]:
    return set(line["shown"].split())
