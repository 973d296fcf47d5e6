"""Whether an allocation can be bettered: a round of exchanges between markers that makes it more even, or cheaper.

No library and no search for an allocation: one that nobody can better is the best there is. Markers are places, an
arrow from one to another is the cheapest script to hand over, and a round trip of less than nothing would be a gain.
"""

from collections.abc import Iterator, Mapping


def can_be_bettered(
    found: Mapping[str, tuple[str, ...]],
    costs: Mapping[str, Mapping[str, int]],
    loads_so_far: Mapping[str, int],
    capacity: Mapping[str, int],
    markers: list[str],
) -> bool:
    """Whether some exchange gains; `costs` by script and by each marker who may have it."""
    arrows = dict(_arrows(found, costs, loads_so_far, capacity, markers))
    distance = dict.fromkeys([*markers, "pool"], 0)
    for _ in distance:
        bettered = {}
        for (start, end), cost in arrows.items():
            if distance[start] + cost < bettered.get(end, distance[end]):
                bettered[end] = distance[start] + cost
        if not bettered:
            return False
        distance |= bettered
    return True


def _arrows(found, costs, loads_so_far, capacity, markers) -> Iterator[tuple[tuple[str, str], int]]:
    new = {who: sum(who in people for people in found.values()) for who in markers}
    one_more = 1 << 128  # evenness comes before any sum of draws
    for who in markers:
        load = loads_so_far.get(who, 0) + new[who]
        if load < capacity.get(who, load + 1):
            yield (who, "pool"), one_more * load
        if new[who]:
            yield ("pool", who), -one_more * (load - 1)
    for giver in markers:
        for taker in markers:
            handed = [
                costs[code][taker] - costs[code][giver]
                for code, people in found.items()
                if giver in people and taker not in people and taker in costs[code]
            ]
            if handed:
                yield (giver, taker), min(handed)
