"""The places in which a role can be held: the city, and what the features above know (agencies, rounds)."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from workflows.duties import CITY
from workflows.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """One scope with its name, and the scopes that contain it, the narrowest first."""

    scope: str
    name: Words
    within: tuple[str, ...] = ()


WHOLE_CITY = Place(CITY, Words("Toàn Thành phố", "The whole city"))
Provider = Callable[[Session], list[Place]]
_providers: list[Provider] = []


def provider(tell: Provider) -> Provider:
    """Let a feature above name its places; it answers all of them by a fixed number of statements."""
    if tell not in _providers:
        _providers.append(tell)
    return tell


def places(session: Session) -> list[Place]:
    """Every place in which a role can be held."""
    return [WHOLE_CITY, *(place for tell in _providers for place in tell(session))]


def place(session: Session, scope: str) -> Place | None:
    """The place of that scope, if there is one."""
    return next((one for one in places(session) if one.scope == scope), None)


def names(session: Session) -> dict[str, Words]:
    """The name of every place by its scope; for lists."""
    return {one.scope: one.name for one in places(session)}
