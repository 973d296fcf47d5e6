"""Facts written down and read back are the same facts; what does not fit the dataclass is refused."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.core.facts import FactsMismatch, decode_facts, encode_facts
from appointments.core.ledger.canonical import canonical
from workflows import registry

Colour = StrEnum("Colour", "red green")


@dataclass(frozen=True, kw_only=True)
class Part:
    number: int
    mark: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Seen:
    at: datetime
    on: date | None
    mark: Decimal
    names: tuple[str, ...]
    colours: frozenset[Colour]
    part: Part
    parts: tuple[Part, ...]
    counts: Mapping[str, int]
    who: UUID
    pair: tuple[int, str]
    colour: Colour
    anything: Any
    listed: list[bool]
    until: datetime | None = None
    note: str | None = None


DATES = st.datetimes(timezones=st.just(UTC))
PARTS = st.builds(Part, number=st.integers(0, 99), mark=st.none() | st.decimals(0, 100, places=2))
SEEN = st.builds(
    Seen,
    anything=st.none() | st.lists(st.integers(0, 9)),
    at=DATES,
    mark=st.decimals(0, 100, places=2),
    names=st.lists(st.sampled_from(["Ánh", "Đức", "Ôn"])).map(tuple),
    part=PARTS,
    parts=st.lists(PARTS).map(tuple),
    counts=st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)),
    pair=st.tuples(st.integers(0, 9), st.just("x")),
    until=st.none() | DATES,
    note=st.none() | st.sampled_from(["", "Lý do"]),
)


@given(SEEN)
def test_facts_read_back_are_the_facts_that_were_seen(seen):
    written = json.loads(canonical(encode_facts(seen)))

    assert decode_facts(Seen, written) == seen


@pytest.mark.parametrize(
    "change",
    [
        {"mark": 5}, {"mark": "much"}, {"at": "2026-01-01"}, {"at": None}, {"on": "30/02"}, {"names": "a"},
        {"pair": [1]}, {"colour": "blue"}, {"who": "nobody"}, {"part": {"number": 1, "more": 2}}, {"part": {}},
        {"counts": [1]},
        {"unknown": 1}, {"listed": [1]}, {"note": 3}, {"parts": [3]},
    ],
)  # fmt: skip
def test_what_does_not_fit_the_dataclass_is_refused(change):
    seen = Seen(
        at=datetime(2026, 1, 1, tzinfo=UTC), on=None, mark=Decimal(1), names=(), colours=frozenset(),
        part=Part(number=1), parts=(), counts={}, who=UUID(int=1), pair=(1, "x"), colour=Colour.red,
        anything=None, listed=[True],
    )  # fmt: skip

    with pytest.raises(FactsMismatch):
        decode_facts(Seen, encode_facts(seen) | change)


def test_missing_facts_are_refused():
    with pytest.raises(FactsMismatch, match="misses number"):
        decode_facts(Part, {})


@pytest.mark.parametrize("process", registry.all_processes(), ids=lambda p: p.rule)
@given(data=st.data())
def test_the_facts_of_every_definition_survive_the_ledger(process, data):
    facts = data.draw(st.builds(process.facts, **{f.name: st.from_type(t) for f, t in typed(process.facts)}))

    assert decode_facts(process.facts, json.loads(canonical(encode_facts(facts)))) == facts


def typed(cls):
    from typing import get_type_hints

    hints = get_type_hints(cls)
    return [(f, hints[f.name]) for f in fields(cls)]


st.register_type_strategy(datetime, DATES)
st.register_type_strategy(int, st.integers(-(2**53) + 1, 2**53 - 1))
st.register_type_strategy(str, st.text(st.characters(codec="ascii"), max_size=5))
st.register_type_strategy(Decimal, st.decimals(-1000, 1000, places=2))
