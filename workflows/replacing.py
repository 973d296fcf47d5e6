"""Who could take the place of a member who has to leave: why and why not, the least burdened first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflows.duties import PLAIN, Breach, Circumstances, Holding, breaches
from workflows.roles import LABELS, Role
from workflows.words import Words

SERVES = Words("đang giữ nhiệm vụ trong kỳ thi này", "serves in this round already")
COMPETES = Words("là thí sinh của kỳ thi này", "is a candidate of this round")
IN_CONFLICT = Words("có xung đột lợi ích với thí sinh", "is in conflict with a candidate")
EVEN = Words(
    "Còn %(left)d thành viên Hội đồng, quy định là %(legal)d và phải là số lẻ: phải cử người thay.",
    "%(left)d members of the council are left of %(legal)d, and the number must be odd: a replacement is needed.",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One who might replace: id, name, roles held with their scopes, and what is known towards the round."""

    id: str
    name: str
    held: frozenset[Holding]
    serves: bool = False
    competes: bool = False
    in_conflict: bool = False

    @property
    def load(self) -> int:
        """How many duties the person has."""
        return len(self.held)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person, and everything that stands against this one (nothing: could be proposed)."""

    person: Person
    against: tuple[Words, ...]

    @property
    def is_eligible(self) -> bool:
        """Whether nothing stands against it."""
        return not self.against


def proposals(
    people: Iterable[Person], wanted: Sequence[Holding], given: Circumstances = PLAIN
) -> tuple[Proposal, ...]:
    """Everybody with why not, for the duties that the leaving member had: the eligible first, the least burdened first.

    One goes for one, so that the council keeps its legal and odd size.
    """
    found = [Proposal(one, tuple(_against(one, wanted, given))) for one in people]
    return tuple(sorted(found, key=lambda p: (not p.is_eligible, p.person.load, p.person.name, p.person.id)))


def _against(one: Person, wanted: Sequence[Holding], given: Circumstances) -> list[Words]:
    known = ((one.serves, SERVES), (one.competes, COMPETES), (one.in_conflict, IN_CONFLICT))
    broken: list[Breach] = [b for holding in wanted for b in breaches(one.held, holding, given)]
    return [words for holds, words in known if holds] + [b.says for b in dict.fromkeys(broken)]


def duties_named(wanted: Iterable[Holding]) -> Words:
    """The duties to be taken over, in words."""
    roles: list[Role] = list(dict.fromkeys(role for role, _ in wanted))
    return Words(", ".join(LABELS[r].vi for r in roles), ", ".join(LABELS[r].en for r in roles))


def is_short(size: int, legal: int, leaves: bool) -> Words | None:
    """What is to be said where the council without this member is too small or even (`leaves`: counted in its size)."""
    left = size - leaves
    if not leaves or (left == legal and left % 2):
        return None
    return Words(EVEN.vi % {"left": left, "legal": legal}, EVEN.en % {"left": left, "legal": legal})
