"""Walks through the product as one person: every page that links lead to, and every page that others were led to."""

import html
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus

from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.features.twin.house import House
from tests.features.twin.memory import Answer, Memory, cookie
from tests.features.twin.sent import Fields, forms

LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
EXPIRES = re.compile(r" Expires=[^;]+;(?= Max-Age=)")
OF_A_KIND = 2
EACH = (
    "exams.mark_script",
    "exams.script",
    "exams.script_page",
    "exams.mark",
    "applications.show",
    "applications.receipt",
    "procedures.show",
    "conferences.show",
    "reappointments.show",
    "decisions.show",
)
"""Pages of one script, one candidate, one case beside the round: all of them are read."""
NOT_SENT = ("security.logout", "static")
"""Whoever is signed out sends nothing more."""
BEGIN = (
    "/", "/inbox", "/inbox/messages", "/me", "/rounds", "/plans", "/needs", "/exams", "/exams/results", "/results",
    "/results/desk", "/applications", "/applications/rounds", "/decisions", "/decisions/ordinary", "/people", "/audit",
    "/ledger", "/indicator", "/indicator.csv", "/indicator.json", "/organisation/", "/organisation/calendar", "/style",
    "/sign-in", "/register", "/healthz",
)  # fmt: skip


Found = dict[str, Answer]
"""What somebody found at each address."""


@dataclass
class Walk:
    """One person on the way through the house: of every kind of page the first OF_A_KIND, of some all."""

    house: House
    client: FlaskClient
    memory: Memory | None = None
    found: Found = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def follow(self, addresses: Iterable[str]) -> None:
        """Read these and whatever they lead to."""
        waiting = deque(addresses)
        while waiting:
            address = waiting.popleft()
            kind = kind_of(self.house, address)
            if kind != "static" and address not in self.found and (kind in EACH or self.kinds[kind] < OF_A_KIND):
                self.kinds[kind] += 1
                waiting.extend(links(self.read(address)))

    def read(self, address: str) -> Answer:
        """Ask for one address; for what is no page, in the other ways too in which a browser asks."""
        if self.memory:
            answer = self.memory.ask(self.client, address, lambda: self.ask(address))
        else:
            answer = self.ask(address)
        self.found[address] = answer
        if answer.status == HTTPStatus.OK and not answer.is_page:
            tag = dict(answer.headers).get("ETag", '"any"')
            self.found[f"{address} HEAD"] = self.ask(address, method="HEAD")
            self.found[f"{address} again"] = self.ask(address, headers={"If-None-Match": tag, "Range": "bytes=0-99"})
        return answer

    def send(self, address: str, fields: Fields) -> None:
        """Send a form; a refusal that wrote nothing may be remembered, as a page is."""
        name = f"{address} POST"

        def get() -> Answer:
            return self.ask(address, cookie(self.client), method="POST", data=fields)  # what two keep has two names

        self.found[name] = self.memory.ask(self.client, name, get) if self.memory else get()

    def ask(self, address: str, by: str = "", **how) -> Answer:
        """One answer, with a chance of its own: what was asked before leaves no trace in it."""
        self.house.chance.restart(address, by)
        got = self.client.open(address, **how)
        try:
            return as_answered(got)
        finally:
            got.close()


def crawl(
    house: House, world: str, stage: str, roles: Iterable[str] = (), *,
    first: Iterable[str] = (), at: str = "", memory: Memory | None = None, others: bool = True, sent: bool = False,
    then: Callable[[dict[str, Walk]], None] | None = None,
) -> dict[str, Found]:  # fmt: skip
    """Everybody's way through a stage, from `first`; then everybody asks for a page of every kind `others` were led to.

    They come at the stage's own time, or at that of a later stage if nothing happened until then. With `sent` everybody
    also sends a form of every kind that others found and they did not. At the end they do what `then` says.
    """
    house.go(world, stage, at)
    with house.open():
        walks = {}
        for role in roles or house.roles(world, stage):
            client, answer = house.sign_in(world, stage, role)
            walks[role] = Walk(house, client, memory, {"signed in": as_answered(answer)} if answer else {})
        if memory:
            memory.elsewhere()
        for walk in walks.values():
            walk.follow((*first, *BEGIN))
        if others:
            ask_for_what_others_found(house, list(walks.values()))
        if sent:
            send_what_others_found(house, list(walks.values()))
        if then:
            house.remember()
            then(walks)
    return {role: walk.found for role, walk in walks.items()}


def ask_for_what_others_found(house: House, walks: list[Walk]) -> None:
    """Everybody asks for a page of every kind; most get to hear that it is none of their business."""
    kinds: dict[str, str] = {}
    for address in (address for walk in walks for address in walk.found):
        kinds.setdefault(kind_of(house, address), address)
    kinds.pop("static", None)
    for walk in walks:
        for address in kinds.values():
            if address not in walk.found:
                walk.read(address)


def send_what_others_found(house: House, walks: list[Walk]) -> None:
    """Everybody sends a form of every kind that is not theirs, as it was found by whom it is for."""
    found = [{to: fields for page, got in walk.found.items() for to, fields in forms(page, got)} for walk in walks]
    kinds: dict[str, tuple[str, Fields]] = {}
    for address, fields in (form for one in found for form in one.items()):
        kinds.setdefault(kind_of(house, address, "POST"), (address, fields))
    for kind in NOT_SENT:
        kinds.pop(kind, None)
    for walk, own in zip(walks, found, strict=True):
        for address, fields in kinds.values():
            if address not in own:
                walk.send(address, fields)


def as_answered(got: TestResponse) -> Answer:
    """What is compared of an answer: all but the machine's own time in a cookie, beside which its age stands anyhow."""
    headers = ((name, EXPIRES.sub("", value) if name == "Set-Cookie" else value) for name, value in got.headers)
    return Answer(got.status_code, tuple(headers), got.data)


def kind_of(house: House, address: str, method: str = "GET") -> str:
    """The page that an address belongs to; "static" for what is none."""
    known, asked = house.kinds, f"{method} {address}"
    if asked not in known:
        try:
            known[asked] = house.app.url_map.bind("localhost").match(address.partition("?")[0], method=method)[0]
        except HTTPException:
            known[asked] = "static"
    return known[asked]


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
