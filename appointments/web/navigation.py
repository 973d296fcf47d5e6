"""The main menu: each feature declares its entries, each person sees those that they may open."""

from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, current_app, request, url_for

from appointments.web import policy


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its text (lazy_gettext), the endpoint, and where it stands (small first).

    Shown to who may open the endpoint, as declared to `policy`; `audience` narrows that: "visitor" shows it only to
    people who are not signed in, "member" only to people who are.
    """

    label: Any
    endpoint: str
    order: int = 50
    audience: str = "everyone"


class Offered(Protocol):
    """A link that not everybody gets: an entry of the menu, a door of the front page."""

    @property
    def endpoint(self) -> str:
        """Where it leads."""

    @property
    def audience(self) -> str:
        """Whom it is for."""


def init_app(app: Flask) -> None:
    """Give templates the menu."""
    app.extensions["navigation"] = []
    app.context_processor(lambda: {"navigation": entries})


def add(app: Flask, *entries: Entry) -> None:
    """Add a feature's entries."""
    app.extensions["navigation"].extend(entries)


def entries() -> list[dict[str, Any]]:
    """The entries that the person asking may open, in order."""
    known = policy.user() is not None
    shown = sorted((e for e in current_app.extensions["navigation"] if is_for(e, known)), key=lambda e: e.order)
    here = current(shown)
    return [{"label": e.label, "href": url_for(e.endpoint), "current": e is here} for e in shown]


def current(shown: list[Entry]) -> Entry | None:
    """The entry of this page: its own, else the only one of its section."""
    if own := [e for e in shown if e.endpoint == request.endpoint]:
        return own[0]
    kin = [e for e in shown if e.endpoint.rpartition(".")[0] == request.blueprint]
    return kin[0] if len(kin) == 1 else None


def is_for(entry: Offered, known: bool) -> bool:
    """Whether the person asking gets this link."""
    if (entry.audience == "visitor" and known) or (entry.audience == "member" and not known):
        return False
    access = policy.access_of(current_app, entry.endpoint)
    if access == policy.PUBLIC:
        return True
    return known and access is not None and (access == policy.SIGNED_IN or policy.may(access))
