"""Loads what features enter in the kernel's directories: kinds of cases, facts, followers, commands for deadlines.

Whoever works on cases unasked by a page (the worker, the demonstration, `flask ledger verify`) calls it once.
"""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import appointments

ENTERING = ("case", "kinds", "following", "commands")


def load_features() -> None:
    """Import the modules of every feature that enter something; importing twice enters nothing twice."""
    for feature in sorted(m.name for m in iter_modules(appointments.__path__) if m.ispkg):
        for room in ENTERING:
            _load(f"appointments.{feature}.{room}")


def _load(name: str) -> None:
    if find_spec(name) is None:
        return
    module = import_module(name)
    for part in iter_modules(getattr(module, "__path__", ())):
        import_module(f"{name}.{part.name}")
