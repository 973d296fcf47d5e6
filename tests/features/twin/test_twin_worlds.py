"""Until the marks are locked nobody can tell from anything in the house which candidate wrote which script.

The same round is played in two worlds that differ in that alone. Until the scripts have codes, both houses are the same
files; from then on everybody walks through both: in every run until half-way through the marking, remembering
what they were answered (`memory.py`); in the soak they ask for everything anew, at every stage and at its own time.
"""

from itertools import takewhile

import pytest

from tests.features.twin import nonces
from tests.features.twin.crawl import crawl
from tests.features.twin.matter import matter, nonces_of
from tests.features.twin.memory import Memory
from tests.features.twin.story import BEFORE_DECODING

STAGES = [stage.__name__ for stage in BEFORE_DECODING]
CODED = STAGES.index("coded")
WALKED = STAGES[CODED : STAGES.index("half_way") + 1]


@pytest.mark.parametrize("stage", STAGES)
def test_the_same_lies_in_both_worlds_apart_from_nonces(twins, stage):
    one, _ = matter(twins, "one", stage)
    other, _ = matter(twins, "other", stage)

    differs = first_difference(one, other)
    assert not differs, differs


@pytest.mark.parametrize("stage", STAGES[:CODED])
def test_until_there_are_codes_both_houses_are_the_same_files_so_that_whatever_is_asked_is_answered_the_same(
    twins, stage
):
    one, other = (twins.files(world, stage) for world in ("one", "other"))

    assert "house.sqlite3" in one
    assert one == other


@pytest.mark.long
def test_everybody_is_answered_the_same_in_both_worlds_from_the_codes_until_half_way_through_the_marking(twins):
    memory = Memory(twins)
    for stage in WALKED:
        how = {"at": WALKED[-1], "memory": memory, "others": stage == WALKED[-1], "sent": stage == WALKED[-1]}
        one, other = (answers(twins, world, stage, **how) for world in ("one", "other"))

        differs = first_difference(one, other)
        assert not differs, (stage, differs)
        assert len(one) > 1200


@pytest.mark.soak
@pytest.mark.parametrize("stage", STAGES)
def test_everybody_is_answered_the_same_in_both_worlds_apart_from_nonces(twins, stage):
    one, other = (answers(twins, world, stage, sent=True) for world in ("one", "other"))

    differs = first_difference(one, other)
    assert not differs, differs
    assert len(one) > 250


def test_the_list_of_nonces_is_short_and_each_is_one(twins):
    listed = nonces.named()

    assert list(listed) == list(nonces.FOUND)
    assert len(listed) <= 10


@pytest.mark.parametrize("name", nonces.named())
def test_each_nonce_differs_in_fact(twins, name):
    one, other = (matter(twins, world, "locked")[1].of(name) for world in ("one", "other"))

    assert one - other


def answers(house, world: str, stage: str, *roles: str, **how) -> dict[str, bytes]:
    """Every answer at a stage without nonces, by who asked for what."""
    found = nonces_of(house, world, stage)
    return {
        f"{role} GET {found.out_of(address.encode()).decode()}": found.out_of(as_sent(answer))
        for role, answered in crawl(house, world, stage, roles, **how).items()
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
