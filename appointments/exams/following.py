"""Steps of papers, requests and rounds that a feature above carries out, because it joins marks to people.

Whoever does it enters a function under the act's name ("paper.publish_written"); the pages here ask for it by name.
"""

from collections.abc import Callable
from typing import Any

Step = Callable[..., Any]
_steps: dict[str, Step] = {}


def carry_out(act: str, step: Step) -> None:
    """Enter who carries out an act."""
    if _steps.setdefault(act, step) is not step:
        raise ValueError(f"{act} is carried out twice")


def carried_out(act: str) -> Step | None:
    """Who carries out this act, if a feature above does."""
    return _steps.get(act)
