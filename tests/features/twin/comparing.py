"""The two worlds side by side: what everybody is answered at a stage, and what differs first apart from nonces."""

from collections.abc import Mapping
from itertools import takewhile

from tests.features.twin.crawl import crawl
from tests.features.twin.house import House
from tests.features.twin.matter import nonces_of
from tests.features.twin.memory import Memory
from tests.features.twin.nonces import Told

NOTHING = Told(b"(nothing)")


def answers(house: House, world: str, stage: str, *roles: str, memory: Memory | None = None, **how) -> dict[str, Told]:
    """Every answer at a stage, by who asked for what."""
    nonces = nonces_of(house, world, stage)
    if memory:
        memory.enter(nonces)
    return {
        f"{role} GET {nonces.out_of(address.encode()).decode()}": Told(answer.whole, nonces)
        for role, answered in crawl(house, world, stage, roles, memory=memory, **how).items()
        for address, answer in answered.items()
    }


def first_difference(one: Mapping[str, Told], other: Mapping[str, Told]) -> str:
    """What differs first, readably; nothing where nothing does."""
    for name in dict.fromkeys([*one, *other]):
        told = [world.get(name, NOTHING) for world in (one, other)]
        if told[0].text == told[1].text:
            continue
        here, there = (each.plain.decode("utf-8", "backslashreplace") for each in told)
        if here != there:
            same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
            place = max(0, same - 80)
            return f"{name}\n one: {here[place : place + 240]!r}\n other: {there[place : place + 240]!r}"
    return ""
