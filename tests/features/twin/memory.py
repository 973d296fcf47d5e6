"""Remembers pages by what they were made of, so that nobody asks twice for what can come out in one way only.

A page follows from the address, the visitor's cookie, the time, chance (begun anew for each address) and what its
statements return. Where somebody comes at the same time with the same cookie, and every statement that the page ran
returns the same bytes again, the page is the remembered one: the statements are run, the page is not made. On a page
that shows no nonce, the statements may return other nonces. What is no page (pictures, downloads, exports) is always
asked for, and so is what opened a file of the house, wrote something or changed the cookie.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from typing import Any, NamedTuple

from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.features.twin.house import House
from tests.features.twin.nonces import Nonces


class Answer(NamedTuple):
    """All that a browser gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def is_page(self) -> bool:
        """Made of what statements returned, and of nothing stored elsewhere."""
        return dict(self.headers).get("Content-Type", "").startswith("text/html")

    @property
    def whole(self) -> bytes:
        """Status, headers and body one below the other."""
        headers = "\n".join(f"{name}: {value}" for name, value in self.headers)
        return f"{self.status}\n{headers}\n\n".encode() + self.body


Said = tuple[str, Any]
"""A statement and what was put into it."""


class Returned:
    """What a statement returned: as it is, and without nonces."""

    def __init__(self, rows: list[tuple[Any, ...]], nonces: Nonces | None):
        self._rows, self._nonces = rows, nonces

    @cached_property
    def raw(self) -> bytes:
        return hashlib.sha256(repr(self._rows).encode()).digest()

    @cached_property
    def clean(self) -> bytes:
        """The rows with nonces replaced; bytes in hex where they are no text, as nonces are looked for."""
        if not self._nonces:
            return self.raw
        rows = [[readable(value) for value in row] for row in self._rows]
        return hashlib.sha256(self._nonces.out_of(repr(rows).encode())).digest()


class Page(NamedTuple):
    """A page that was made, what its statements returned, and whether it shows no nonce."""

    answer: Answer
    reads: dict[Said, Returned]
    is_plain: bool


class Memory:
    """The pages of both worlds at any of their stages."""

    def __init__(self, house: House):
        self.house, self.asked = house, 0
        self.nonces: Nonces | None = None
        self.known: dict[object, list[Page]] = {}
        self.returned: dict[Said, Returned] = {}

    def enter(self, nonces: Nonces) -> None:
        """The house was put to another stage, whose nonces these are."""
        self.nonces = nonces
        self.elsewhere()

    def elsewhere(self) -> None:
        """Somebody wrote into the house: what statements return is to be seen again."""
        self.returned.clear()

    def ask(self, client: FlaskClient, address: str, get: Callable[[], Answer]) -> Answer:
        """The remembered page if it can be no other one, else a new one."""
        came = cookie(client)
        known = self.known.setdefault((self.house.now, came, address), [])
        for page in known:
            if self._is_made_again(page):
                return page.answer
        self.asked += 1
        with noted(str(self.house.var)) as (statements, opened):
            answer = get()
        if not all(map(is_reading, statements)):
            self.elsewhere()
        elif answer.is_page and not opened and cookie(client) == came:
            known.append(Page(answer, {said: self._returns(said) for said in statements}, self._is_plain(answer)))
        return answer

    def _is_made_again(self, page: Page) -> bool:
        if page.is_plain:
            return all(self._returns(said).clean == known.clean for said, known in page.reads.items())
        return all(self._returns(said).raw == known.raw for said, known in page.reads.items())

    def _is_plain(self, answer: Answer) -> bool:
        return bool(self.nonces) and self.nonces.out_of(answer.whole) == answer.whole

    def _returns(self, said: Said) -> Returned:
        """What a statement returns here and now."""
        if said not in self.returned:
            with closing(self.house.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
                self.returned[said] = Returned(cursor.execute(*said).fetchall(), self.nonces)
        return self.returned[said]


def cookie(client: FlaskClient) -> str:
    """What the visitor's browser brings with it."""
    held = client.get_cookie("session")
    return held.value if held else ""


LISTENING: list[tuple[str, list[str]]] = []
"""Who listens for files that are opened: in which folder, and what was heard."""


@contextmanager
def noted(folder: str) -> Iterator[tuple[list[Said], list[str]]]:
    """Every statement that runs while this is open, and every file opened in the folder (by SQLite itself: none)."""
    statements: list[Said] = []
    opened: list[str] = []

    def note(_connection, _cursor, statement, parameters, _context, _many) -> None:
        statements.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    LISTENING.append((folder, opened))
    try:
        yield statements, opened
    finally:
        LISTENING.pop()
        event.remove(Engine, "before_cursor_execute", note)


def _hear(name: str, given: tuple[Any, ...]) -> None:
    if LISTENING and name in ("open", "os.listdir", "os.scandir") and isinstance(given[0], str):
        for folder, heard in LISTENING:
            if given[0].startswith(folder):
                heard.append(given[0])


sys.addaudithook(_hear)  # for good: no hook can be taken back


def readable(value: Any) -> Any:
    """Bytes as text where they are text, else in hex, as nonces are looked for."""
    if not isinstance(value, bytes | memoryview):
        return value
    value = bytes(value)
    return value.decode() if value[:2] == b'{"' else value.hex()


def is_reading(said: Said) -> bool:
    """Whether a statement leaves everything as it is."""
    return said[0].lstrip().upper().startswith(("SELECT", "WITH"))
