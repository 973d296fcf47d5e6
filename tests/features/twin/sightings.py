"""Who found which secret: its words are looked for in all that somebody was answered or mailed, and that lies about."""

import csv
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from email import message_from_bytes, policy
from pathlib import Path

import sqlalchemy as sa

from appointments.core.db import Base
from tests.features.twin.crawl import Answer, Found
from tests.features.twin.house import House

Spelt = Mapping[str, tuple[str, ...]]
Together = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]


class Secrets:
    """The words of each secret; secrets that lie in two things standing together; pages on which one is looked for."""

    def __init__(self, spelt: Spelt, together: Together, pages: Sequence[str] = ()):
        self.spelt, self.together, self.pages = spelt, together, pages

    def within(self, text: str) -> set[str]:
        """The secrets that this tells."""
        found = {name for name, words in self.spelt.items() if _stands(words, text)}
        return found | {name for name, (one, two) in self.together.items() if _stands(one, text) and _stands(two, text)}


def _stands(words: Iterable[str], text: str) -> bool:
    """Whether one of these stands in the text, as no part of a longer word or number."""
    return any(word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


def sightings(found: Mapping[str, Found], secrets: Secrets) -> dict[tuple[str, str], list[str]]:
    """(secret, role) -> the addresses at which the role's person was told it."""
    seen: dict[tuple[str, str], list[str]] = {}
    for role, answered in found.items():
        for address, answer in answered.items():
            for secret in secrets.within(said(answer)):
                seen.setdefault((secret, role), []).append(address)
    return seen


def said(answer: Answer) -> str:
    """Headers and body as text; what is no text is read byte for byte."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return f"{headers}\n\n{html.unescape(answer.body.decode('utf-8', 'replace'))}"


def mailed(house: House, state: str, secrets: Secrets) -> dict[tuple[str, str], list[str]]:
    """(secret, role) -> the subjects of the mails that told it; "others" have no role here."""
    roles = {address: role for role, address in house.people["seeded", state].items()}
    seen: dict[tuple[str, str], list[str]] = {}
    for path in sorted((house.kept / "seeded" / state / "mail").rglob("*")):
        if path.is_file():
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
            text = html.unescape("\n".join([*(f"{n}: {v}" for n, v in mail.items() if n != "To"), *texts]))
            for secret in secrets.within(text):
                seen.setdefault((secret, roles.get(mail["To"], "others")), []).append(mail["Subject"])
    return seen


def lying(house: House, secrets: Secrets) -> set[tuple[str, str]]:
    """(secret, table): which table has the secret in clear in one row; "files" are the stored bytes."""
    found: set[tuple[str, str]] = set()
    for table in Base.metadata.sorted_tables:
        for row in rows(house.engine, table.name):
            found |= {(secret, table.name) for secret in secrets.within(row)}
    house.engine.dispose()
    for path in (house.var / "files").rglob("*"):
        if path.is_file():
            found |= {(secret, "files") for secret in secrets.within(path.read_bytes().decode("utf-8", "replace"))}
    return found


def rows(engine: sa.Engine, table: str) -> list[str]:
    """The rows of a table as they lie there, for whom this engine asks; marks with their two decimals."""
    marks = {column.name for column in Base.metadata.tables[table].columns if isinstance(column.type, sa.Numeric)}
    with engine.connect() as connection:
        found = connection.execute(sa.text(f'SELECT * FROM "{table}"')).mappings()
        return [
            _text(f"{value:.2f}" if name in marks and value is not None else value for name, value in row.items())
            for row in found
        ]


def _text(row: Iterable[object]) -> str:
    """A row with its bytes as text where they are text, else in hex; JSON as it reads."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), "\n".join(map(_spelt, row)))


def _spelt(value: object) -> str:
    if not isinstance(value, bytes):
        return str(value)
    try:
        return value.decode() if value[:1] == b"{" else value.hex()
    except UnicodeDecodeError:  # a hash may begin with a brace as well
        return value.hex()


class Expected:
    """What the table says of one state: what may be told to whom, and what must be."""

    def __init__(self, table: Path, state: str, states: Sequence[str]):
        self.may: set[tuple[str, str]] = set()
        self.must: set[tuple[str, str]] = set()
        with table.open(newline="", encoding="utf-8") as file:
            for line in csv.DictReader(file):
                if state in _span(line["states"], states):
                    self._take(line["secret"], line["roles"].split())

    def _take(self, secret: str, roles: Iterable[str]) -> None:
        for role in roles:
            pair = secret, role.rstrip("*").replace("-", " ")
            self.may.add(pair)
            if role.endswith("*"):
                self.must.add(pair)

    def differences(self, seen: Mapping[tuple[str, str], list[str]], roles: Iterable[str] = ()) -> list[str]:
        """What was told against the table, with the page, and what was not told that had to be (to these roles)."""
        wrong = seen.keys() - self.may
        missing = {pair for pair in self.must - seen.keys() if not roles or pair[1] in roles}
        told = [f"{role} was told: {secret}, at {seen[secret, role][0]}" for secret, role in wrong]
        return sorted(told + [f"{role} was not told: {secret}" for secret, role in missing])


def places(table: Path, state: str, states: Sequence[str]) -> set[tuple[str, str]]:
    """(secret, table) where it may lie in clear at a state."""
    with table.open(newline="", encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file) if state in _span(line["states"], states)]
    return {(line["secret"], place) for line in lines for place in line["tables"].split()}


def _span(text: str, states: Sequence[str]) -> Sequence[str]:
    """`one`, `one..other` or `one..` as the states from the first to the last."""
    first, dots, last = text.partition("..")
    end = states.index(last or (states[-1] if dots else first))
    return states[states.index(first) : end + 1]
