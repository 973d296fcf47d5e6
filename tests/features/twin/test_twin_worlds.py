"""Until the marks are locked nobody can tell from anything in the house which candidate wrote which script.

The same round is played in two worlds that differ in that alone. What is stored is compared at every stage; what people
are answered, at those stages at which something has come in that pages could show.
"""

from itertools import takewhile

import pytest

from tests.features.twin import nonces
from tests.features.twin.crawl import crawl
from tests.features.twin.matter import matter
from tests.features.twin.story import BEFORE_DECODING

STAGES = [stage.__name__ for stage in BEFORE_DECODING]
NEAREST = ("marker", "coding_officer", "candidate")
WALKED = ("coded", "half_way", "locked")


@pytest.mark.parametrize("stage", STAGES)
def test_the_same_lies_in_both_worlds_apart_from_nonces(twins, stage):
    one, _ = matter(twins, "one", stage)
    other, _ = matter(twins, "other", stage)

    differs = first_difference(one, other)
    assert not differs, differs


def test_those_nearest_to_the_scripts_are_answered_the_same_half_way_through_the_marking(twins):
    one, other = (answers(twins, world, "half_way", *NEAREST) for world in ("one", "other"))

    differs = first_difference(one, other)
    assert not differs, differs
    assert len(one) > 150


@pytest.mark.soak
@pytest.mark.parametrize("stage", WALKED)
def test_everybody_is_answered_the_same_in_both_worlds_apart_from_nonces(twins, stage):
    one, other = answers(twins, "one", stage), answers(twins, "other", stage)

    differs = first_difference(one, other)
    assert not differs, differs
    assert len(one) > 1000


def test_the_list_of_nonces_is_short_and_each_is_one(twins):
    listed = nonces.named()

    assert list(listed) == list(nonces.FOUND)
    assert len(listed) <= 10


@pytest.mark.parametrize("name", nonces.named())
def test_each_nonce_differs_in_fact(twins, name):
    one, other = (matter(twins, world, "locked")[1].of(name) for world in ("one", "other"))

    assert one - other


def answers(house, world: str, stage: str, *roles: str) -> dict[str, bytes]:
    """Every answer at a stage without nonces, by who asked for what."""
    _, found = matter(house, world, stage)
    return {
        f"{role} GET {found.out_of(address.encode()).decode()}": found.out_of(as_sent(answer))
        for role, answered in crawl(house, world, stage, roles).items()
        for address, answer in answered.items()
    }


def as_sent(answer) -> bytes:
    """Status, headers and body one below the other."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return f"{answer.status}\n{headers}\n\n".encode() + answer.body


def first_difference(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    """What differs first, readably; nothing where nothing does."""
    for name in dict.fromkeys([*one, *other]):
        here, there = (world.get(name, b"(nothing)").decode("utf-8", "backslashreplace") for world in (one, other))
        if here != there:
            same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
            place = max(0, same - 80)
            return f"{name}\n one: {here[place : place + 240]!r}\n other: {there[place : place + 240]!r}"
    return ""
