"""The collusion number of a round: the fewest people of its real roster who together could defeat it, and how.

A smallest set cover over the ways of `workflows.collusion_ways`, exact: people who hold the same powers are alike, so
few sets are tried. Below two, one person alone could, and the exam must not open.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from workflows.collusion_ways import ASSUMPTIONS, DEEDS, GOALS, POWERS, Arrangement, Goal, Part, Power, Way, ways
from workflows.kinds import told
from workflows.roles import LABELS, Role
from workflows.words import Words

FEWEST = 2
STORY = Words("Cần ít nhất %(number)d người: %(deeds)s.", "At least %(number)d people are needed: %(deeds)s.")
ALONE = Words("Chỉ một người là đủ: %(deeds)s.", "One person is enough: %(deeds)s.")
UNNAMED = Words("một người (%(roles)s)", "one person (%(roles)s)")
IMPOSSIBLE = Words(
    "Không nhóm người nào trong danh sách làm được.", "No group of people on the roster could do it."
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the roster: how to call them ("" where names are not told), the roles held, powers beside them."""

    called: str
    roles: frozenset[Role]
    powers: frozenset[Power] = frozenset()

    def can(self) -> frozenset[Power]:
        """Every power that the person holds."""
        return self.powers.union(*(POWERS.get(role, frozenset()) for role in self.roles))


@dataclass(frozen=True, slots=True)
class Finding:
    """For one goal: the fewest people (None: nobody could), one such set, its story, and what it rests on."""

    goal: Goal
    number: int | None
    people: tuple[str, ...]
    story: Words
    assumptions: tuple[Words, ...]

    @property
    def is_too_few(self) -> bool:
        """Whether one person alone could do it."""
        return self.number is not None and self.number < FEWEST

    @property
    def label(self) -> Words:
        """What the goal is."""
        return GOALS[self.goal]


def collusion(roster: Mapping[str, Member], arrangement: Arrangement) -> tuple[Finding, ...]:
    """The finding for each goal; `roster` has each person once, by id."""
    return tuple(_finding(goal, roster, arrangement) for goal in Goal)


def _finding(goal: Goal, roster: Mapping[str, Member], arrangement: Arrangement) -> Finding:
    powers = {who: member.can() for who, member in sorted(roster.items())}
    best: tuple[tuple[str, ...], Way] | None = None
    for way in ways(goal, arrangement):
        people = smallest(way, powers)
        if people is not None and (best is None or len(people) < len(best[0])):
            best = people, way
    if best is None:
        return Finding(goal, None, (), IMPOSSIBLE, ASSUMPTIONS[goal])
    return Finding(goal, len(best[0]), best[0], _story(*best, roster), ASSUMPTIONS[goal])


def smallest(way: Way, powers: Mapping[str, Collection[Power]]) -> tuple[str, ...] | None:
    """The fewest people who can play every part of the way, first by id among equals; None if all together cannot."""
    forced = [who for who, held in powers.items() for part in way if part.count is None and part.power in held]
    chosen = list(dict.fromkeys(forced))
    needed = Counter({part.power: part.count for part in way if part.count})
    alike: dict[frozenset[Power], list[str]] = {}
    for who, held in powers.items():
        if who not in chosen and (useful := frozenset(needed).intersection(held)):
            alike.setdefault(useful, []).append(who)
    for number in range(sum(needed.values()) + 1):
        sets = [found for kinds in combinations_with_replacement(alike, number) if (found := _picked(kinds, alike))
                is not None and _plays(needed, [*chosen, *found], powers)]  # fmt: skip
        if sets:
            return tuple(sorted((*chosen, *min(sets))))
    return None


def _picked(kinds: Sequence[frozenset[Power]], alike: Mapping[frozenset[Power], Sequence[str]]) -> list[str] | None:
    """People of these kinds, the first by id; None if there are not so many of one kind."""
    counts = Counter(kinds)
    if any(count > len(alike[kind]) for kind, count in counts.items()):
        return None
    return sorted(who for kind, count in counts.items() for who in alike[kind][:count])


def _plays(needed: Mapping[Power, int], people: Collection[str], powers: Mapping[str, Collection[Power]]) -> bool:
    return all(sum(power in powers[who] for who in people) >= count for power, count in needed.items())


def _story(people: Sequence[str], way: Way, roster: Mapping[str, Member]) -> Words:
    """Who does what, one after the other."""
    deeds = [deed for part in way for deed in _deeds(part, people, roster)]
    joined = Words("; ".join(deed.vi for deed in deeds), "; ".join(deed.en for deed in deeds))
    if len(people) == 1:
        return told(ALONE, deeds=joined)
    return told(STORY, number=len(people), deeds=joined)


def _deeds(part: Part, people: Sequence[str], roster: Mapping[str, Member]) -> Iterator[Words]:
    able = [who for who in people if part.power in roster[who].can()]
    for who in able[: part.count]:
        deed = DEEDS[part.power]
        vi, en = (f"{_called(roster[who], locale)} {deed.say(locale)}" for locale in ("vi", "en"))
        yield Words(vi, en)


def _called(member: Member, locale: str) -> str:
    """The name, with the roles; the roles alone of somebody who is not named."""
    roles = ", ".join(LABELS[role].say(locale) for role in sorted(member.roles))
    if not member.called:
        return told(UNNAMED, roles=roles).say(locale)
    return f"{member.called} ({roles})" if roles else member.called
