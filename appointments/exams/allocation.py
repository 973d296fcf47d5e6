"""Who marks which script: drawn from a committed seed, balanced, and the same again for whoever has the seed.

Every allowed pair of script and marker has a cost drawn by HMAC from the seed; the allocation is the one of least cost
among those that are balanced best, found as a flow of least cost. The costs are so long that two allocations of equal
cost do not occur: the result is a fact of the seed and not of the solver, so that another program finds the same. As
all pairs are drawn alike, none is likelier than another, as far as the bars and limits leave people alike.

The seed must be committed (`seed_seal`) before anybody knows the codes, and made by the system's random source.
"""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import networkx as nx

from appointments.exams.allocation_conflict import Impossible, Task, conflict

__all__ = ["Impossible", "allocate", "new_seed", "order_for", "reallocate", "seed_seal"]

Allocation = Mapping[str, tuple[str, ...]]
Barred = Mapping[str, frozenset[str]]
Numbers = Mapping[str, int]

TAG = b"minhtuyen/allocation/v1\x00"
SEAL_TAG = b"minhtuyen/allocation-seed/v1\x00"
SEED_BYTES = 32
COST_BITS = 64
NOTHING: Mapping[str, int] = MappingProxyType({})
NO_BARS: Barred = MappingProxyType({})


def new_seed() -> bytes:
    """A seed by the system's random source."""
    return secrets.token_bytes(SEED_BYTES)


def seed_seal(seed: bytes) -> str:
    """The commitment to a seed: it binds the seed and tells nothing of it."""
    _check_seed(seed)
    return hashlib.sha256(SEAL_TAG + seed).hexdigest()


def order_for(marker: str, codes: Collection[str], seed: bytes) -> list[str]:
    """The codes in the order in which this marker receives them: another order for each marker."""
    _check_seed(seed)
    return sorted(codes, key=lambda code: (_drawn(seed, "order", marker, code), code))


def allocate(
    scripts: Sequence[str],
    markers: Sequence[str],
    seed: bytes,
    *,
    per_script: int = 2,
    barred: Barred = NO_BARS,
    loads_so_far: Numbers = NOTHING,
    capacity: Numbers = NOTHING,
) -> dict[str, tuple[str, ...]]:
    """`per_script` different markers for each script; raises `Impossible` with the constraints in conflict.

    `barred`: by script, who may not mark it. `loads_so_far`: scripts a marker has already, which count for the balance.
    `capacity`: the most scripts a marker takes in all, those so far included (absent: no limit).
    """
    _check_seed(seed)
    if per_script < 1 or len(set(scripts)) != len(scripts) or len(set(markers)) != len(markers):
        raise ValueError("a script wants at least one marker; scripts and markers are named once each")
    wanted = dict.fromkeys(scripts, per_script)
    return _allocated(wanted, frozenset(markers), seed, ("first",), barred, loads_so_far, capacity)


def reallocate(
    allocation: Allocation,
    leaving: Collection[str],
    markers: Collection[str],
    seed: bytes,
    *,
    barred: Barred = NO_BARS,
    loads_so_far: Numbers = NOTHING,
    capacity: Numbers = NOTHING,
) -> dict[str, tuple[str, ...]]:
    """The allocation after some leave the pool: their places go to others, and no other place changes.

    `markers` is the pool; those who leave are taken out of it. `loads_so_far` counts what is not in `allocation`.
    """
    _check_seed(seed)
    gone = frozenset(leaving)
    stay = {code: tuple(who for who in people if who not in gone) for code, people in allocation.items()}
    wanted = {code: len(people) - len(stay[code]) for code, people in allocation.items() if stay[code] != people}
    bars = {code: barred.get(code, frozenset()) | frozenset(stay[code]) for code in wanted}
    loads = Counter(loads_so_far) + Counter(who for people in stay.values() for who in people)
    about = ("again", *sorted(gone))
    fresh = _allocated(wanted, frozenset(markers) - gone, seed, about, bars, loads, capacity)
    return {code: _filled(people, gone, fresh.get(code, ())) for code, people in allocation.items()}


def _filled(people: tuple[str, ...], gone: frozenset[str], fresh: tuple[str, ...]) -> tuple[str, ...]:
    """The people in their places, the new ones where somebody left."""
    new = iter(fresh)
    return tuple(next(new) if who in gone else who for who in people)


def _allocated(
    wanted: Numbers,
    markers: frozenset[str],
    seed: bytes,
    about: tuple[str, ...],
    barred: Barred,
    loads: Numbers,
    capacity: Numbers,
) -> dict[str, tuple[str, ...]]:
    if not wanted:
        return {}
    allowed = {code: markers - barred.get(code, frozenset()) for code in wanted}
    room = {who: max(0, capacity[who] - loads.get(who, 0)) for who in markers & capacity.keys()}
    task = Task(wanted, allowed, room)
    costs = {code: {who: _drawn(seed, *about, code, who) for who in sorted(allowed[code])} for code in sorted(wanted)}
    chosen = _flow(task, costs, *_even(task, markers, loads)) or _flow(task, costs, *_by_level(task, markers, loads))
    if chosen is None:
        raise conflict(task)
    return {
        code: tuple(sorted(chosen[code], key=lambda who: (_drawn(seed, *about, "place", code, who), who)))
        for code in wanted
    }


def _most(task: Task, markers: frozenset[str]) -> dict[str, int]:
    """How many scripts each marker can get at all: those allowed, within the room."""
    open_to = Counter(who for people in task.allowed.values() for who in people)
    return {who: min(open_to[who], task.room.get(who, len(task.wanted))) for who in sorted(markers)}


Loads = tuple[dict[str, int], dict[str, list[int]]]
"""What each marker must get, and the level (scripts so far) at which each further script would come on top."""


def _even(task: Task, markers: frozenset[str], loads: Numbers) -> Loads:
    """The most even loads there could be: everybody filled up to one level, the rest one more each."""
    most, total = _most(task, markers), sum(task.wanted.values())
    base, level = dict.fromkeys(most, 0), 0
    while any(base[who] < most[who] for who in most):
        risen = {who: max(0, min(level + 1 - loads.get(who, 0), most[who])) for who in most}
        if sum(risen.values()) > total:
            break
        base, level = risen, level + 1
    at_level = {who: loads.get(who, 0) + base[who] == level and base[who] < most[who] for who in most}
    return base, {who: [level] if at_level[who] else [] for who in most}


def _by_level(task: Task, markers: frozenset[str], loads: Numbers) -> Loads:
    """Where bars or limits forbid the most even loads: nothing fixed, each script dearer than the one before."""
    most = _most(task, markers)
    return dict.fromkeys(most, 0), {who: [loads.get(who, 0) + n for n in range(most[who])] for who in most}


def _flow(
    task: Task, costs: Mapping[str, Numbers], base: Numbers, levels: Mapping[str, list[int]]
) -> dict[str, list[str]] | None:
    """Who gets which script at the least cost, balance before the draw; None if it cannot be done."""
    graph, total = nx.MultiDiGraph(), sum(task.wanted.values())
    balance_first = total << COST_BITS
    graph.add_node("sink", demand=total - sum(base.values()))
    for who, fixed in base.items():
        graph.add_node(("marker", who), demand=fixed)
        for level in levels[who]:
            graph.add_edge(("marker", who), "sink", capacity=1, weight=balance_first * level)
    for code, people in costs.items():
        graph.add_node(("script", code), demand=-task.wanted[code])
        for who, cost in people.items():
            graph.add_edge(("script", code), ("marker", who), capacity=1, weight=cost)
    try:
        _, flow = nx.network_simplex(graph)
    except nx.NetworkXUnfeasible:
        return None
    return {code: [who for who in people if any(flow["script", code]["marker", who].values())]
            for code, people in costs.items()}  # fmt: skip


def _drawn(seed: bytes, *about: str) -> int:
    """A number that only the seed decides; each part is written with its length, so that no two texts are the same."""
    parts = [part.encode() for part in about]
    text = TAG + b"".join(len(part).to_bytes(4) + part for part in parts)
    return int.from_bytes(hmac.digest(seed, text, "sha256")[: COST_BITS // 8])


def _check_seed(seed: bytes) -> None:
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes; a shorter one can be guessed from its seal")
