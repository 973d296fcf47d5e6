"""Remembers pages by what they were made of, so that nobody asks twice for what can come out in one way only.

A page follows from the address, the visitor's cookie, the time, chance (begun anew for each address) and what its
statements return. Where somebody comes at the same time with the same cookie, and every statement that the page ran
returns the same bytes again, the page is the remembered one: the statements are run, the page is not made. What is no
page (pictures, downloads, exports) is always asked for, and so is what wrote something or changed the cookie.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.features.twin.house import House


class Answer(NamedTuple):
    """All that a browser gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def is_page(self) -> bool:
        """Made of what statements returned, and of nothing stored elsewhere."""
        return dict(self.headers).get("Content-Type", "").startswith("text/html")


Said = tuple[str, Any]
"""A statement and what was put into it."""


class Memory:
    """The pages of both worlds at any of their stages."""

    def __init__(self, house: House):
        self.house, self.asked = house, 0
        self.known: dict[object, list[tuple[dict[Said, bytes], Answer]]] = {}
        self.returned: dict[Said, bytes] = {}

    def elsewhere(self) -> None:
        """The house was put to another stage, or somebody wrote into it: what statements return is to be seen again."""
        self.returned.clear()

    def ask(self, client: FlaskClient, address: str, get: Callable[[], Answer]) -> Answer:
        """The remembered page if it can be no other one, else a new one."""
        came = cookie(client)
        known = self.known.setdefault((self.house.now, came, address), [])
        for reads, answer in known:
            if all(self._returns(said) == bytes_ for said, bytes_ in reads.items()):
                return answer
        self.asked += 1
        with noted() as statements:
            answer = get()
        if not all(map(_reads, statements)):
            self.elsewhere()
        elif answer.is_page and cookie(client) == came:
            known.append(({said: self._returns(said) for said in statements}, answer))
        return answer

    def _returns(self, said: Said) -> bytes:
        """What a statement returns here and now."""
        if said not in self.returned:
            with closing(self.house.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
                rows = repr(cursor.execute(*said).fetchall())
            self.returned[said] = hashlib.sha256(rows.encode()).digest()
        return self.returned[said]


def cookie(client: FlaskClient) -> str:
    """What the visitor's browser brings with it."""
    held = client.get_cookie("session")
    return held.value if held else ""


@contextmanager
def noted() -> Iterator[list[Said]]:
    """Every statement that runs while this is open."""
    statements: list[Said] = []

    def note(_connection, _cursor, statement, parameters, _context, _many) -> None:
        statements.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _reads(said: Said) -> bool:
    return said[0].lstrip().upper().startswith(("SELECT", "WITH"))
