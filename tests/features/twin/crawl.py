"""Walks through the product as one person: every page that links lead to, and every page that others were led to."""

import html
import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.features.twin.house import House

LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
OF_A_KIND = 2
BEGIN = (
    "/", "/inbox", "/inbox/messages", "/me", "/rounds", "/plans", "/needs", "/exams", "/exams/results", "/results",
    "/results/desk", "/applications", "/applications/rounds", "/decisions", "/decisions/ordinary", "/people", "/audit",
    "/ledger", "/indicator", "/indicator.csv", "/indicator.json", "/organisation/", "/organisation/calendar", "/style",
    "/sign-in", "/register", "/healthz",
)  # fmt: skip


class Answer(NamedTuple):
    """All that a browser gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


Found = dict[str, Answer]
"""What somebody found at each address."""


@dataclass
class Walk:
    """One person on the way through the house: of every kind of page the first OF_A_KIND."""

    house: House
    client: FlaskClient
    found: Found = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def follow(self, addresses: Iterable[str]) -> None:
        """Read these and whatever they lead to."""
        waiting = deque(addresses)
        while waiting:
            address = waiting.popleft()
            kind = kind_of(self.house, address)
            if kind != "static" and address not in self.found and self.kinds[kind] < OF_A_KIND:
                self.kinds[kind] += 1
                waiting.extend(links(self.read(address)))

    def read(self, address: str) -> Answer:
        """Ask for one address, with a chance of its own: what was asked before leaves no trace in it."""
        self.house.chance.restart(address)
        got = self.client.get(address)
        answer = self.found[address] = Answer(got.status_code, tuple(got.headers), got.data)
        got.close()
        return answer


def crawl(
    house: House, world: str, stage: str, roles: Iterable[str] = (), first: Iterable[str] = ()
) -> dict[str, Found]:
    """Everybody's way through a stage, from `first`; then everybody asks for a page of each kind others were led to."""
    house.go(world, stage)
    with house.open():
        walks = {role: Walk(house, house.enter(world, stage, role)) for role in roles or house.roles(world, stage)}
        for walk in walks.values():
            walk.follow((*first, *BEGIN))
        kinds: dict[str, list[str]] = {}
        for address in dict.fromkeys(address for walk in walks.values() for address in walk.found):
            kinds.setdefault(kind_of(house, address), []).append(address)
        for walk in walks.values():
            for address in (one for several in kinds.values() for one in several[:1]):
                if address not in walk.found:
                    walk.read(address)
    return {role: walk.found for role, walk in walks.items()}


def kind_of(house: House, address: str) -> str:
    """The page that an address belongs to; "static" for what is none."""
    try:
        return house.app.url_map.bind("localhost").match(address.partition("?")[0], method="GET")[0]
    except HTTPException:
        return "static"


def links(answer: Answer) -> list[str]:
    """The addresses inside the product that an answer leads to."""
    headers = dict(answer.headers)
    if to := headers.get("Location"):
        return [_plain(to.removeprefix("http://localhost"))]
    if not headers.get("Content-Type", "").startswith("text/html"):
        return []
    return [_plain(html.unescape(link)) for link in LINK.findall(answer.body.decode())]


def _plain(address: str) -> str:
    """An address without the way back that it carries, which grows with every step."""
    path, _, query = address.partition("?")
    return path if "next=" in query else address
