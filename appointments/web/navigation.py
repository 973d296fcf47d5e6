"""The main menu: each feature declares its entries, each person sees those that they may open."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext as l_

from appointments.web import policy


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """Entries that belong together; a long menu keeps them under this one word."""

    label: Any
    order: int


FOR_ALL = Section(l_("Open to all"), 10)
SELECTION = Section(l_("Selection work"), 30)
OVERSIGHT = Section(l_("Rules and oversight"), 70)
FEW = 7
"""As many entries stand side by side; more are shown by section, so that the menu keeps to one line."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry: its text (lazy_gettext), the endpoint, where it stands (small first), the section it belongs to.

    Shown to who may open the endpoint, as declared to `policy`; `audience` narrows that: "visitor" shows it only to
    people who are not signed in, "member" only to people who are.
    """

    label: Any
    endpoint: str
    order: int = 50
    audience: str = "everyone"
    section: Section | None = None


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
    """The entries that the person asking may open, in order; in a long menu a section is one, with what is `inside`."""
    known = policy.user() is not None
    shown = sorted((e for e in current_app.extensions["navigation"] if is_for(e, known)), key=lambda e: e.order)
    here = current(shown)
    links = [(e, {"label": e.label, "href": url_for(e.endpoint), "current": e is here}) for e in shown]
    return [link for _entry, link in links] if len(links) <= FEW else by_section(links)


def by_section(links: list[tuple[Entry, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The same entries, those of one section together under its word; one that would be alone there stays outside."""
    size = Counter(entry.section for entry, _link in links)
    placed: dict[Entry | Section, tuple[int, dict[str, Any]]] = {}
    for entry, link in links:
        if entry.section is None or size[entry.section] == 1:
            placed[entry] = (entry.order, link)
            continue
        whole = {"label": entry.section.label, "current": False, "inside": []}
        _order, part = placed.setdefault(entry.section, (entry.section.order, whole))
        part["inside"].append(link)
        part["current"] |= link["current"]
    return [one for _order, one in sorted(placed.values(), key=lambda pair: pair[0])]


def current(shown: list[Entry]) -> Entry | None:
    """The entry of this page: its own, else the feature's only one, or of a member's page its only one for members."""
    if own := [e for e in shown if e.endpoint == request.endpoint]:
        return own[0]
    kin = [e for e in shown if e.endpoint.rpartition(".")[0] == request.blueprint]
    if len(kin) > 1 and not is_public(request.endpoint or ""):
        kin = [e for e in kin if not is_public(e.endpoint)]
    return kin[0] if len(kin) == 1 else None


def is_public(endpoint: str) -> bool:
    """Whether everybody may open this page."""
    return policy.access_of(current_app, endpoint) == policy.PUBLIC


def is_for(entry: Offered, known: bool) -> bool:
    """Whether the person asking gets this link."""
    if (entry.audience == "visitor" and known) or (entry.audience == "member" and not known):
        return False
    access = policy.access_of(current_app, entry.endpoint)
    if access == policy.PUBLIC:
        return True
    return known and access is not None and (access == policy.SIGNED_IN or policy.may(access))
