"""Conflicts of interest between a member of the council and a candidate (SD10): what is found, and what stands.

Kinship is found in a closure over what anybody has declared: a declared tie holds in both directions, and what follows
from two ties (the spouse of a sibling, the sibling of a parent) is derived. The law names who may not sit as a relative
of the candidate; the house reads its list in both directions, so that an aunt is not marked by her nephew either.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workflows.calendar import months_later
from workflows.kinship import LABELS, Tie, bars
from workflows.words import Words


class Rule(StrEnum):
    """By which rule a conflict was found."""

    same_person = "same_person"
    kin = "kin"
    superior = "superior"
    other = "other"
    unit = "unit"
    address = "address"
    phone = "phone"


class Category(StrEnum):
    """What kind of conflict it is: all that boards are told."""

    person = "person"
    kinship = "kinship"
    work = "work"
    household = "household"
    other = "other"


CATEGORY_OF: dict[Rule, Category] = {
    Rule.same_person: Category.person,
    Rule.kin: Category.kinship,
    Rule.superior: Category.work,
    Rule.unit: Category.work,
    Rule.address: Category.household,
    Rule.phone: Category.household,
    Rule.other: Category.other,
}
CATEGORIES: dict[Category, Words] = {
    Category.person: Words("Chính là thí sinh", "Is the candidate"),
    Category.kinship: Words("Người thân thích", "Kinship"),
    Category.work: Words("Quan hệ công tác", "Working relation"),
    Category.household: Words("Cùng nơi ở hoặc điện thoại", "Shared home or telephone"),
    Category.other: Words("Quan hệ khác", "Another tie"),
}
RULES: dict[Rule, Words] = {
    Rule.same_person: Words("Cùng một người", "One and the same person"),
    Rule.kin: Words("Quan hệ thân thích", "Kinship"),
    Rule.superior: Words("Cấp trên trực tiếp", "Direct superior"),
    Rule.unit: Words("Cùng đơn vị công tác", "Same unit"),
    Rule.address: Words("Cùng địa chỉ nhà", "Same home address"),
    Rule.phone: Words("Cùng số điện thoại", "Same telephone number"),
    Rule.other: Words("Quan hệ khác đã kê khai", "Another declared tie"),
}


class Source(StrEnum):
    """Whether somebody declared the tie just so, it was worked out from several things, or may be a namesake's."""

    declared = "declared"
    derived = "derived"
    possible = "possible"


SOURCES: dict[Source, Words] = {
    Source.declared: Words("đã kê khai", "declared"),
    Source.derived: Words("hệ thống phát hiện", "detected"),
    Source.possible: Words("có thể chỉ trùng tên, chưa xác định là ai", "perhaps a namesake, to be decided"),
}


class State(StrEnum):
    """How a member stands to a candidate."""

    pinned_conflict = "pinned_conflict"
    conflict = "conflict"
    none = "none"
    pinned_none = "pinned_none"


STATES: dict[State, Words] = {
    State.pinned_conflict: Words("Có xung đột (đã xác nhận)", "Conflict (confirmed)"),
    State.conflict: Words("Có xung đột", "Conflict"),
    State.none: Words("Không", "None"),
    State.pinned_none: Words("Không (đã xác nhận)", "None (confirmed)"),
}


@dataclass(frozen=True, slots=True)
class Edge:
    """`who` is the `tie` (spouse, parent, ...) of `of`; `possible`: or else a namesake of `who` is."""

    who: str
    tie: Tie
    of: str
    possible: bool = False

    def reversed(self) -> "Edge":
        """The same seen from the other side."""
        return Edge(self.of, INVERSE[self.tie], self.who, self.possible)


_PAIRS = (
    (Tie.spouse, Tie.spouse),
    (Tie.parent, Tie.child),
    (Tie.adoptive_parent, Tie.adopted_child),
    (Tie.parent_in_law, Tie.child_in_law),
    (Tie.sibling, Tie.sibling),
    (Tie.aunt_or_uncle, Tie.niece_or_nephew),
    (Tie.sibling_of_spouse, Tie.spouse_of_sibling),
    (Tie.other, Tie.other),
)
INVERSE: dict[Tie, Tie] = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
"""What `of` is to `who`. A direct superior has no word for the other side and is kept as a fact about work."""
DECLARABLE = (*(tie for tie in LABELS if tie in INVERSE and tie != Tie.other), Tie.direct_superior, Tie.other)
"""The ties that a person may declare to somebody named, in the order of a list."""
COMPOSED: dict[tuple[Tie, Tie], Tie] = {
    (Tie.child, Tie.parent): Tie.sibling,
    (Tie.sibling, Tie.sibling): Tie.sibling,
    (Tie.spouse, Tie.sibling): Tie.spouse_of_sibling,
    (Tie.sibling, Tie.spouse): Tie.sibling_of_spouse,
    (Tie.sibling, Tie.parent): Tie.aunt_or_uncle,
    (Tie.child, Tie.sibling): Tie.niece_or_nephew,
    (Tie.parent, Tie.spouse): Tie.parent_in_law,
    (Tie.spouse, Tie.child): Tie.child_in_law,
    (Tie.adoptive_parent, Tie.spouse): Tie.parent_in_law,
    (Tie.spouse, Tie.adopted_child): Tie.child_in_law,
}
"""If x is the first of z, and z the second of y, then x is this of y."""


@dataclass(frozen=True, slots=True)
class Service:
    """Work in a unit (its folded name) from one day to another; None: not known when, or still. `led`: as its head."""

    unit: str
    since: date | None = None
    until: date | None = None
    led: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person: node in the graph of ties, keyed hashes of homes and telephones, service."""

    node: str
    addresses: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for a conflict: the rule, the tie where there is one, whether declared or worked out."""

    rule: Rule
    source: Source
    tie: Tie | None = None

    @property
    def category(self) -> Category:
        """All that boards are told of it."""
        return CATEGORY_OF[self.rule]

    @property
    def says(self) -> Words:
        """The finding in words, for those who may read it."""
        what = LABELS[self.tie] if self.tie else RULES[self.rule]
        how = SOURCES[self.source]
        return Words(f"{what.vi} ({how.vi})", f"{what.en} ({how.en})")


def closure(declared: Iterable[Edge]) -> frozenset[Edge]:
    """Every tie of kinship that follows from the declared ones; whatever holds of A to B holds of B to A."""
    known = {edge for one in declared if one.tie in INVERSE and one.who != one.of for edge in (one, one.reversed())}
    fresh = set(known)
    while fresh:
        after: dict[str, list[Edge]] = {}
        for edge in known:
            after.setdefault(edge.who, []).append(edge)
        fresh = {
            Edge(first.who, tie, second.of, first.possible or second.possible)
            for first in known
            for second in after.get(first.of, ())
            if first.who != second.of and (tie := COMPOSED.get((first.tie, second.tie)))
        } - known
        known |= fresh
    return frozenset(known)


def in_scope(tie: Tie, scope: str) -> bool:
    """Whether the tie, read from either side, keeps one of the two off a body that deals with the other."""
    return bars(tie, scope) or bars(INVERSE.get(tie, Tie.none), scope)


def worked_together(one: Service, other: Service, on: date, years: int) -> Rule | None:
    """Whether both served in one unit at one time within the last `years` before `on`, and whether one led it."""
    if not one.unit or one.unit != other.unit or years == 0:
        return None
    begun = max(one.since or date.min, other.since or date.min)
    ended = min(one.until or on, other.until or on)
    if begun > ended or ended < months_later(on, -12 * years):
        return None
    return Rule.superior if one.led or other.led else Rule.unit


@dataclass(frozen=True, slots=True)
class Terms:
    """What the regulation of the round says, and the day from which the years are counted back."""

    scope: str
    years: int
    on: date


@dataclass(frozen=True)
class Ties:
    """The ties that were declared, and all that follows from them, by the two whom they join."""

    declared: frozenset[Edge]
    _joined: dict[tuple[str, str], list[Edge]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        joined: dict[tuple[str, str], list[Edge]] = {}
        superiors = (edge for edge in self.declared if edge.tie == Tie.direct_superior)
        for edge in (*closure(self.declared), *superiors):
            joined.setdefault((edge.who, edge.of), []).append(edge)
        object.__setattr__(self, "_joined", joined)

    def between(self, one: str, other: str) -> list[Edge]:
        """What the one is to the other; a direct superior in either direction."""
        below = [edge for edge in self._joined.get((other, one), ()) if edge.tie == Tie.direct_superior]
        return [*self._joined.get((one, other), ()), *below]

    def source_of(self, edge: Edge) -> Source:
        """Whether somebody declared it just so, from either side, or of one of several people of that name."""
        if edge.possible:
            return Source.possible
        backwards = edge.reversed() if edge.tie in INVERSE else edge
        return Source.declared if {edge, backwards} & self.declared else Source.derived


def findings(member: Known, candidate: Known, ties: Ties, terms: Terms) -> tuple[Finding, ...]:
    """Every reason for a conflict between the two, in the order of the rules."""
    if member.node == candidate.node:
        return (Finding(Rule.same_person, Source.derived),)
    found = [made for edge in ties.between(member.node, candidate.node) if (made := _of_tie(edge, ties, terms))]
    found += [
        Finding(rule, Source.derived)
        for one in member.services
        for other in candidate.services
        if (rule := worked_together(one, other, terms.on, terms.years))
    ]
    found += [Finding(Rule.address, Source.derived)] if member.addresses & candidate.addresses else []
    found += [Finding(Rule.phone, Source.derived)] if member.phones & candidate.phones else []
    order = list(Rule)
    return tuple(sorted(set(found), key=lambda f: (order.index(f.rule), f.tie or "", f.source)))


def _of_tie(edge: Edge, ties: Ties, terms: Terms) -> Finding | None:
    if edge.tie == Tie.direct_superior:
        return Finding(Rule.superior, ties.source_of(edge), edge.tie) if terms.years else None
    if edge.tie == Tie.other:
        return Finding(Rule.other, ties.source_of(edge), edge.tie)
    return Finding(Rule.kin, ties.source_of(edge), edge.tie) if in_scope(edge.tie, terms.scope) else None


def state_of(found: Collection[Finding], pinned: bool | None) -> State:
    """How the two stand, from what was found and what people pinned: True a conflict, False none, None nothing."""
    if any(one.rule is Rule.same_person for one in found):
        return State.conflict  # what no pin may change
    if pinned is not None:
        return State.pinned_conflict if pinned else State.pinned_none
    return State.conflict if any(one.source is not Source.possible for one in found) else State.none


def is_undecided(state: State, found: Collection[Finding]) -> bool:
    """Whether all that was found may be a namesake, and nobody has decided yet: the member waits for people."""
    return state is State.none and bool(found)


def is_conflict(state: State) -> bool:
    """Whether the member has to keep away from the candidate."""
    return state in (State.conflict, State.pinned_conflict)


def needs_a_second(found: Collection[Finding], stood: bool | None, pins_conflict: bool) -> bool:
    """Whether a pin counts only once another person confirms it: "none" against what was found or pinned before."""
    return (bool(found) or stood is True) and not pins_conflict
