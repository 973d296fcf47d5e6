"""Which units stand on a day, who goes on as whom, and which unit answers for one that has ended. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

Id = TypeVar("Id", bound=Hashable)


def stands(first: date | None, last: date | None, day: date) -> bool:
    """Whether what exists from a first day to a last one (None: not known, or not yet) exists on that day."""
    return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class Unit(Generic[Id]):
    """A unit: what it belongs to, its first and its last day (None: not known, or not yet)."""

    id: Id
    parent: Id | None = None
    first: date | None = None
    last: date | None = None

    def stands(self, day: date) -> bool:
        """Whether it exists on that day."""
        return stands(self.first, self.last, day)


@dataclass(frozen=True, slots=True)
class Succession(Generic[Id]):
    """From a day on, `before` goes on as `after` (None: as nothing)."""

    before: Id
    after: Id | None
    on: date


@dataclass(frozen=True)
class Register(Generic[Id]):
    """Every unit that ever was, and who went on as whom."""

    units: Mapping[Id, Unit[Id]]
    successions: tuple[Succession[Id], ...] = ()

    @cached_property
    def _after(self) -> dict[Id, list[Succession[Id]]]:
        found: dict[Id, list[Succession[Id]]] = {}
        for one in self.successions:
            found.setdefault(one.before, []).append(one)
        return found

    def stands(self, unit: Id, day: date) -> bool:
        """Whether the unit exists on that day."""
        return self.units[unit].stands(day)

    def standing(self, unit: Id, day: date) -> frozenset[Id]:
        """The units that stand on the day and carry on from this one; the unit itself while it stands."""
        found: set[Id] = set()
        seen: set[Id] = set()
        waiting = [unit]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if self.stands(one, day):
                found.add(one)
            else:
                waiting += [s.after for s in self._after.get(one, ()) if s.after is not None and s.on <= day]
        return frozenset(found)

    def answering(self, unit: Id, day: date) -> Id | None:
        """The one unit to which a figure of this one belongs on the day.

        Itself, or its only successor; where there are several or none, what stands above it.
        """
        seen: set[Id] = set()
        one: Id | None = unit
        while one is not None and one not in seen:
            seen.add(one)
            standing = self.standing(one, day)
            if len(standing) == 1:
                return next(iter(standing))
            one = self.units[one].parent
        return None

    def parent_on(self, unit: Id, day: date) -> Id | None:
        """What a unit belongs to on the day: its own parent, or whoever answers for that one."""
        parent = self.units[unit].parent
        found = self.answering(parent, day) if parent is not None else None
        return None if found == unit else found

    def tree(self, day: date) -> list[tuple[Id, int]]:
        """The units that stand on the day, each below what it belongs to then, with how deep."""
        children: dict[Id | None, list[Id]] = {}
        for unit in self.units:
            if self.stands(unit, day):
                children.setdefault(self.parent_on(unit, day), []).append(unit)
        found: list[tuple[Id, int]] = []
        waiting = [(unit, 0) for unit in reversed(children.get(None, []))]
        while waiting:
            unit, depth = waiting.pop()
            found.append((unit, depth))
            waiting += [(child, depth + 1) for child in reversed(children.get(unit, []))]
        return found


def is_circular(successions: Iterable[Succession[Id]]) -> bool:
    """Whether somebody who follows the successors comes back to where they began; going on as oneself is no circle."""
    after: dict[Id, set[Id]] = {}
    for one in successions:
        if one.after is not None and one.after != one.before:
            after.setdefault(one.before, set()).add(one.after)
    cleared: set[Id] = set()
    return any(start not in cleared and _returns(start, after, cleared) for start in after)


def _returns(start: Id, after: Mapping[Id, set[Id]], cleared: set[Id]) -> bool:
    """Walk on from `start` without recursion; whoever is left behind for good is `cleared`."""
    above = {start}
    stack = [(start, iter(after.get(start, ())))]
    while stack:
        unit, following = stack[-1]
        for one in following:
            if one in above:
                return True
            if one not in cleared:
                above.add(one)
                stack.append((one, iter(after.get(one, ()))))
                break
        else:
            stack.pop()
            above.discard(unit)
            cleared.add(unit)
    return False
