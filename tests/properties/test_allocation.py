"""The allocation of scripts to markers: what holds for every pool, and what a second, naive solver finds.

The second solver enumerates every allocation of a small pool, or looks for an exchange that would better a great one;
it shares nothing with the product but the way a seed becomes a cost, which is written here once more.
"""

import hashlib
import hmac
import itertools
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from appointments.exams.allocation import Impossible, allocate, new_seed, order_for, reallocate, seed_seal
from tests.properties.allocation_exchange import can_be_bettered

SEED = bytes(range(32))
SEEDS = st.binary(min_size=32, max_size=32)


def seed_of(number: int) -> bytes:
    return hashlib.sha256(f"round {number}".encode()).digest()


def drawn(seed: bytes, *about: str) -> int:
    """The number of a pair: eight bytes of an HMAC over the tag and each part with its length."""
    text = b"minhtuyen/allocation/v1\x00"
    for part in about:
        text += len(part.encode()).to_bytes(4, "big") + part.encode()
    return int.from_bytes(hmac.new(seed, text, hashlib.sha256).digest()[:8], "big")


@st.composite
def pools(draw, scripts=9, markers=6):
    """A pool with bars and limits: what `allocate` takes beside the seed."""
    codes = [f"K{n}" for n in range(draw(st.integers(0, scripts)))]
    people = [f"m{n}" for n in range(draw(st.integers(1, markers)))]
    some = st.frozensets(st.sampled_from(people), max_size=2)
    return {
        "scripts": draw(st.permutations(codes)),
        "markers": draw(st.permutations(people)),
        "per_script": draw(st.integers(1, 3)),
        "barred": {code: draw(some) for code in codes if draw(st.integers(0, 3)) == 0},
        "loads_so_far": {who: draw(st.integers(0, 4)) for who in people if draw(st.integers(0, 3)) == 0},
        "capacity": {who: draw(st.integers(0, 8)) for who in people if draw(st.integers(0, 3)) == 0},
    }


def of_pool(pool, seed=SEED):
    rest = {key: value for key, value in pool.items() if key not in {"scripts", "markers"}}
    return allocate(pool["scripts"], pool["markers"], seed, **rest)


def every_allocation(pool):
    """All lawful allocations of a small pool, each as the people by script."""
    choices = []
    for code in sorted(pool["scripts"]):
        allowed = [who for who in sorted(pool["markers"]) if who not in pool["barred"].get(code, ())]
        choices.append(list(itertools.combinations(allowed, pool["per_script"])))
    for people in itertools.product(*choices):
        loads = loads_of(pool, people)
        if all(loads[who] <= most or loads[who] == pool["loads_so_far"].get(who, 0)
               for who, most in pool["capacity"].items()):  # fmt: skip
            yield people


def loads_of(pool, people):
    loads = Counter({who: pool["loads_so_far"].get(who, 0) for who in pool["markers"]})
    loads.update(who for two in people for who in two)
    return loads


def unevenness(pool, people):
    return sum(load * load for load in loads_of(pool, people).values())


def cost(pool, people, seed):
    return sum(drawn(seed, "first", code, who) for code, two in zip(sorted(pool["scripts"]), people, strict=True)
               for who in two)  # fmt: skip


@settings(max_examples=150)
@given(pools(scripts=4, markers=4), SEEDS)
def test_the_allocation_is_the_cheapest_of_the_most_even_ones_by_trying_all(pool, seed):
    lawful = list(every_allocation(pool))
    if not lawful:
        with pytest.raises(Impossible):
            of_pool(pool, seed)
        return

    found = of_pool(pool, seed)

    best = min(lawful, key=lambda people: (unevenness(pool, people), cost(pool, people, seed)))
    assert [tuple(sorted(found[code])) for code in sorted(found)] == list(best)


@settings(max_examples=40)
@given(pools(scripts=60, markers=12), SEEDS)
def test_no_exchange_between_markers_betters_the_allocation_of_a_great_pool(pool, seed):
    try:
        found = of_pool(pool, seed)
    except Impossible:
        return
    costs = {code: {who: drawn(seed, "first", code, who) for who in pool["markers"]
                    if who not in pool["barred"].get(code, ())} for code in pool["scripts"]}  # fmt: skip
    given_ = costs, pool["loads_so_far"], pool["capacity"], list(pool["markers"])

    assert not can_be_bettered(found, *given_)
    loads = loads_of(pool, found.values())
    for code, people in sorted(found.items())[:3]:
        for who in sorted(costs[code].keys() - set(people)):
            if loads[who] < pool["capacity"].get(who, loads[who] + 1):
                assert can_be_bettered({**found, code: (who, *people[1:])}, *given_)


@given(pools(), SEEDS)
def test_each_script_has_as_many_different_markers_as_it_wants_and_nobody_who_is_barred(pool, seed):
    try:
        found = of_pool(pool, seed)
    except Impossible:
        return

    assert sorted(found) == sorted(pool["scripts"])
    for code, people in found.items():
        assert len(people) == len(set(people)) == pool["per_script"]
        assert set(people) <= set(pool["markers"]) - pool["barred"].get(code, frozenset())
    new = Counter(who for people in found.values() for who in people)
    for who, most in pool["capacity"].items():
        assert new[who] == 0 or new[who] + pool["loads_so_far"].get(who, 0) <= most


@given(st.integers(0, 40), st.integers(2, 9), st.integers(1, 2), SEEDS)
def test_without_bars_the_loads_differ_by_one_script_at_most(scripts, markers, per_script, seed):
    found = allocate([f"K{n}" for n in range(scripts)], [f"m{n}" for n in range(markers)], seed, per_script=per_script)

    loads = Counter({f"m{n}": 0 for n in range(markers)})
    loads.update(who for people in found.values() for who in people)
    assert max(loads.values()) - min(loads.values()) <= 1


@given(pools(), SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_scripts_and_markers_decides_nothing(pool, seed, random):
    mixed = {**pool, "scripts": list(pool["scripts"]), "markers": list(pool["markers"])}
    random.shuffle(mixed["scripts"])
    random.shuffle(mixed["markers"])
    try:
        found = of_pool(pool, seed)
    except Impossible as impossible:
        with pytest.raises(Impossible) as again:
            of_pool(mixed, seed)
        assert again.value.say() == impossible.say()
        return

    assert of_pool(mixed, seed) == found


@settings(max_examples=60)
@given(pools(), SEEDS, st.data())
def test_when_somebody_leaves_only_that_markers_places_change(pool, seed, data):
    try:
        before = of_pool(pool, seed)
    except Impossible:
        assume(False)
    leaving = data.draw(st.sampled_from(sorted(pool["markers"])))
    again = {key: pool[key] for key in ("barred", "loads_so_far", "capacity")}
    try:
        after = reallocate(before, {leaving}, pool["markers"], seed, **again)
    except Impossible:
        return

    assert after.keys() == before.keys()
    for code, people in before.items():
        assert len(set(after[code])) == len(people)
        assert leaving not in after[code]
        assert set(after[code]).isdisjoint(pool["barred"].get(code, frozenset()))
        for old, new in zip(people, after[code], strict=True):
            assert old in {new, leaving}


def test_the_places_of_whoever_leaves_are_spread_evenly_over_those_who_stay():
    codes, people = [f"K{n:02d}" for n in range(24)], ["m1", "m2", "m3", "m4", "m5"]
    before = allocate(codes, people, SEED)

    after = reallocate(before, {"m3"}, people, SEED)

    loads = Counter(who for two in after.values() for who in two)
    assert sorted(loads) == ["m1", "m2", "m4", "m5"]
    assert set(loads.values()) == {12}


def test_two_who_leave_at_once_are_both_replaced_on_the_script_they_shared():
    after = reallocate({"K1": ("m1", "m2"), "K2": ("m2", "m3")}, ["m1", "m2"], ["m1", "m2", "m3", "m4"], SEED)

    assert set(after["K1"]) == {"m3", "m4"}
    assert after["K2"] == ("m4", "m3")


def test_the_same_seed_gives_the_same_on_any_hash_seed_and_this_is_it():
    """Written down once: whoever changes the draw makes old allocations impossible to derive."""
    program = (
        "from appointments.exams.allocation import allocate, order_for, seed_seal\n"
        "seed = bytes(range(32))\n"
        "found = allocate([f'K{n}' for n in range(6)], ['an', 'binh', 'chi'], seed, barred={'K1': frozenset({'an'})})\n"
        "print(sorted(found.items()), order_for('an', sorted(found), seed), seed_seal(seed))\n"
    )
    said = {
        subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": hash_seed},
                       cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True).stdout.strip()
        for hash_seed in ("0", "1", "4711")
    }  # fmt: skip

    assert said == {EXPECTED}


EXPECTED = (
    "[('K0', ('an', 'chi')), ('K1', ('chi', 'binh')), ('K2', ('binh', 'an'))"
    ", ('K3', ('chi', 'binh')), ('K4', ('an', 'binh')), ('K5', ('chi', 'an'))]"
    " ['K0', 'K4', 'K1', 'K2', 'K5', 'K3']"
    " 8d789179ddf7787c9ea37dac67137bc195202971d389d2dd7ca44d5158123458"
)


def test_every_marker_receives_the_scripts_in_an_order_of_the_own():
    codes = [f"K{n:02d}" for n in range(30)]
    orders = [order_for(marker, codes, SEED) for marker in ("m1", "m2", "m3")]

    assert all(sorted(order) == codes for order in orders)
    assert len({tuple(order) for order in [*orders, codes]}) == 4
    assert order_for("m1", reversed(codes), SEED) == orders[0]
    assert order_for("m1", codes, seed_of(1)) != orders[0]


def test_a_seal_binds_the_seed_and_a_short_seed_is_refused():
    assert seed_seal(SEED) != seed_seal(seed_of(1))
    assert len(new_seed()) == 32
    assert new_seed() != new_seed()
    for act in (seed_seal, lambda seed: allocate([], [], seed), lambda seed: order_for("m", [], seed)):
        with pytest.raises(ValueError, match="32 bytes"):
            act(b"short")


@pytest.mark.parametrize(
    ("scripts", "markers", "per_script"), [(["K1", "K1"], ["m1", "m2"], 2), (["K1"], ["m1", "m1"], 1), (["K1"], [], 0)]
)
def test_a_script_or_marker_named_twice_is_refused(scripts, markers, per_script):
    with pytest.raises(ValueError, match="once each"):
        allocate(scripts, markers, SEED, per_script=per_script)


def test_a_thousand_scripts_for_forty_markers_take_seconds():
    codes, people = [f"K{n:04d}" for n in range(1000)], [f"m{n:02d}" for n in range(40)]
    began = time.process_time()

    found = allocate(codes, people, SEED)

    assert time.process_time() - began < 10
    assert set(Counter(who for two in found.values() for who in two).values()) == {50}
