"""Over many seeds no script is likelier to come to one marker than to another: chi-square with fixed seeds.

600 rounds at each change; 10,000 in `make soak`. The seeds are fixed, so that the answer is always the same.
"""

import hashlib
from collections import Counter

import pytest

from appointments.exams.allocation import allocate, order_for, reallocate
from tests.properties.chi_square import chi_square_tail, equal_table, equally_likely, equally_often

ENOUGH = 0.001
CODES = [f"K{n}" for n in range(10)]
MARKERS = ["m1", "m2", "m3", "m4", "m5"]

over = pytest.mark.parametrize("rounds", [600, pytest.param(10_000, marks=pytest.mark.soak)])


def seeds(rounds: int) -> list[bytes]:
    return [hashlib.sha256(f"fairness {n}".encode()).digest() for n in range(rounds)]


@over
def test_every_pair_of_script_and_marker_is_equally_likely(rounds):
    pairs, couples, first = Counter(), Counter(), Counter()
    for seed in seeds(rounds):
        found = allocate(CODES, MARKERS, seed)
        pairs.update((code, who) for code, people in found.items() for who in people)
        couples["".join(sorted(found["K0"]))] += 1
        first["".join(found["K1"])] += 1

    assert sum(pairs.values()) == rounds * 20
    assert equal_table([pairs[code, who] for code in CODES for who in MARKERS], 10, 5, rounds) > ENOUGH
    assert equally_likely(couples, 10) > ENOUGH
    assert equally_likely(first, 20) > ENOUGH


@over
def test_who_gets_one_script_more_is_equally_likely(rounds):
    more = Counter()
    for seed in seeds(rounds):
        loads = Counter(who for people in allocate(CODES[:7], MARKERS, seed).values() for who in people)
        more.update(who for who, load in loads.items() if load == 3)

    assert sum(more.values()) == rounds * 4
    assert equally_often([more[who] for who in MARKERS], rounds) > ENOUGH


@over
def test_a_bar_leaves_the_others_equally_likely(rounds):
    """m1 may not mark K0: the four others share K0, and m1's scripts come alike from the other nine."""
    of_k0, of_m1, rest = Counter(), Counter(), Counter()
    for seed in seeds(rounds):
        found = allocate(CODES, MARKERS, seed, barred={"K0": frozenset({"m1"})})
        of_k0.update(found["K0"])
        of_m1.update(code for code, people in found.items() if "m1" in people)
        rest.update(who for code in CODES[1:] for who in found[code] if who != "m1")

    assert of_k0["m1"] == 0
    assert sum(of_m1.values()) == rounds * 4
    assert equally_often([of_k0[who] for who in MARKERS[1:]], rounds) > ENOUGH
    assert equally_often([of_m1[code] for code in CODES[1:]], rounds) > ENOUGH
    assert sum(rest.values()) == rounds * 14


@over
def test_the_place_of_whoever_leaves_goes_to_each_of_the_others_equally_often(rounds):
    """m5 leaves one script to m3 and m4, who have as much to do; m1 marks it already, m2 has more."""
    before = {"K0": ("m1", "m5"), "K1": ("m2", "m3"), "K2": ("m2", "m4"), "K3": ("m1", "m2")}
    takes = Counter(reallocate(before, {"m5"}, MARKERS, seed)["K0"][1] for seed in seeds(rounds))

    assert takes.keys() == {"m3", "m4"}
    assert equally_likely(takes, 2) > ENOUGH


@over
def test_every_place_in_a_markers_order_is_equally_likely_for_a_script(rounds):
    first = Counter(order_for("m1", CODES, seed)[0] for seed in seeds(rounds))
    place = Counter(str(order_for("m2", CODES, seed).index("K3")) for seed in seeds(rounds))

    assert equally_likely(first, 10) > ENOUGH
    assert equally_likely(place, 10) > ENOUGH


@pytest.mark.parametrize(
    ("statistic", "degrees", "p"),
    # From a printed table of the chi-square distribution.
    [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (18.307, 10, 0.05), (50.998, 36, 0.05), (10.828, 1, 0.001),
     (67.985, 36, 0.001), (24.996, 15, 0.05)],
)  # fmt: skip
def test_the_chi_square_tail_agrees_with_the_printed_table(statistic, degrees, p):
    assert chi_square_tail(statistic, degrees) == pytest.approx(p, rel=2e-3)


def test_the_measure_notices_a_draw_that_is_not_fair():
    """The same sum where every second round keeps one marker from one script."""
    pairs = Counter()
    for number, seed in enumerate(seeds(300)):
        barred = {"K0": frozenset({"m1"})} if number % 2 == 0 else {}
        pairs.update((code, who) for code, people in allocate(CODES, MARKERS, seed, barred=barred).items()
                     for who in people)  # fmt: skip

    assert equal_table([pairs[code, who] for code in CODES for who in MARKERS], 10, 5, 300) < ENOUGH
