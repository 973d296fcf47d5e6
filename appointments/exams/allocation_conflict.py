"""Why scripts cannot be allocated: the constraints that are in conflict, so few that without any one there is none.

Found by a deletion filter: scripts and limits are taken away one after the other, and what is not needed for the
conflict stays away. Scripts that the same people may mark are alike here, so only their number is tried.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from workflows.kinds import told
from workflows.words import Words

SHOWN = 12
TOO_FEW = Words(
    "Số bài: %(count)d (%(codes)s). Mỗi bài cần %(wanted)d người chấm; số người được chấm: %(people)d (%(names)s).",
    "Scripts: %(count)d (%(codes)s). Markers that each needs: %(wanted)d; people who may: %(people)d (%(names)s).",
)
NO_ROOM = Words(
    "Số bài: %(count)d (%(codes)s). Ít nhất %(wanted)d lượt chấm các bài này chỉ có thể do %(names)s thực hiện, "
    "mà số lượt còn nhận được là %(room)d.",
    "Scripts: %(count)d (%(codes)s). At least %(wanted)d of their marks can only come from %(names)s, "
    "with room for %(room)d.",
)
NOBODY = Words("không có ai", "nobody")


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be allocated: markers wanted and people allowed by script; room left by marker (absent: no limit)."""

    wanted: Mapping[str, int]
    allowed: Mapping[str, frozenset[str]]
    room: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Kind:
    """Scripts that are alike: how many markers each wants, and who may mark it."""

    wanted: int
    allowed: frozenset[str]

    def __lt__(self, other: "Kind") -> bool:
        return self._key() < other._key()

    def _key(self) -> tuple[int, int, list[str]]:
        return len(self.allowed), self.wanted, sorted(self.allowed)


Counts = dict[Kind, int]


class Impossible(Exception):
    """No allocation meets every constraint; says which few of them are in conflict."""

    def __init__(self, codes: tuple[str, ...], people: tuple[str, ...], wanted: int, room: int | None):
        """`room` is None where each of the scripts alone wants more markers than the `people` who may mark it."""
        self.codes, self.people, self.wanted, self.room = codes, people, wanted, room
        super().__init__(self.say().en)

    def say(self, names: Mapping[str, str] | None = None) -> Words:
        """The conflict in words; `names` gives the people's names by id."""
        called = [(names or {}).get(person, person) for person in self.people]
        codes = ", ".join((*self.codes[:SHOWN], *(["…"] if len(self.codes) > SHOWN else [])))
        given = {"count": len(self.codes), "codes": codes, "people": len(called), "wanted": self.wanted}
        listed: str | Words = ", ".join(called) or NOBODY
        if self.room is None:
            return told(TOO_FEW, names=listed, **given)
        return told(NO_ROOM, names=listed, room=self.room, **given)


def conflict(task: Task) -> Impossible:
    """The smallest conflict of a task that cannot be done: scripts with too few people, else too little room."""
    kinds = _kinds(task)
    for kind in sorted(kinds):
        if len(kind.allowed) < kind.wanted:
            return Impossible(tuple(kinds[kind]), tuple(sorted(kind.allowed)), kind.wanted, None)
    counts, room = _filtered({kind: len(codes) for kind, codes in kinds.items()}, dict(task.room))
    codes = [code for kind, count in sorted(counts.items()) for code in kinds[kind][:count]]
    forced = sum(count * max(0, kind.wanted - len(kind.allowed - room.keys())) for kind, count in counts.items())
    return Impossible(tuple(sorted(codes)), tuple(sorted(room)), forced, sum(room.values()))


def _kinds(task: Task) -> dict[Kind, list[str]]:
    found: dict[Kind, list[str]] = {}
    for code in sorted(task.wanted):
        found.setdefault(Kind(task.wanted[code], task.allowed[code]), []).append(code)
    return found


def _filtered(counts: Counts, room: dict[str, int]) -> tuple[Counts, dict[str, int]]:
    """The deletion filter: of each kind the fewest scripts, of the limits only those, that still are in conflict."""
    for kind in sorted(counts, reverse=True):
        counts = {**counts, kind: _fewest(counts, kind, room)}
    for person in sorted(room):
        without = {other: left for other, left in room.items() if other != person}
        if not _possible(counts, without):
            room = without
    return {kind: count for kind, count in counts.items() if count}, room


def _fewest(counts: Counts, kind: Kind, room: dict[str, int]) -> int:
    """The least number of scripts of a kind with which the conflict stands, by halving the interval."""
    least, most = 0, counts[kind]
    while least < most:
        middle = (least + most) // 2
        if _possible({**counts, kind: middle}, room):
            least = middle + 1
        else:
            most = middle
    return least


def _possible(counts: Counts, room: dict[str, int]) -> bool:
    """Whether so many scripts of each kind can be marked within the room: a greatest flow over kinds and people."""
    graph, total = nx.DiGraph(), sum(kind.wanted * count for kind, count in counts.items())
    graph.add_nodes_from(("source", "sink"))
    for kind, count in counts.items():
        graph.add_edge("source", kind, capacity=kind.wanted * count)
        for person in kind.allowed:
            graph.add_edge(kind, ("marker", person), capacity=count)
            graph.add_edge(("marker", person), "sink", capacity=room.get(person, total))
    return bool(nx.maximum_flow_value(graph, "source", "sink") == total)
