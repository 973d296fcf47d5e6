"""Which definitions exist, and which one a case that begins on a given day is pinned to.

Every module of this package that ends with `register(...)` is found by itself; a new process or a new edition of the
law needs a new module and no change here.
"""

import importlib
import pkgutil
from datetime import date
from functools import cache

import workflows
from workflows.engine import Process

_editions: dict[tuple[str, int], tuple[date, Process]] = {}


class UnknownProcess(LookupError):
    """No definition has that key, or none in that version, or none was in force on that day."""


def register(process: Process, valid_from: date) -> Process:
    """Enter an edition; a case that begins on or after `valid_from` follows it until a later edition."""
    known = _editions.setdefault((process.key, process.version), (valid_from, process))
    if known[1] is not process:
        raise ValueError(f"{process.rule} is registered twice")
    return process


def process(key: str, version: int) -> Process:
    """The edition that a case was pinned to when it began."""
    _load()
    try:
        return _editions[key, version][1]
    except KeyError:
        raise UnknownProcess(f"{key}@{version}") from None


def current(key: str, on: date) -> Process:
    """The edition that a case beginning on the day `on` is pinned to."""
    _load()
    in_force = [(valid_from, p.version, p) for valid_from, p in _editions.values() if p.key == key and valid_from <= on]
    if not in_force:
        raise UnknownProcess(f"{key} on {on}")
    return max(in_force, key=lambda edition: edition[:2])[2]


def all_processes() -> tuple[Process, ...]:
    """Every edition of every definition, by key and version."""
    _load()
    return tuple(p for _, (_, p) in sorted(_editions.items()))


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(workflows.__path__):
        importlib.import_module(f"workflows.{module.name}")
