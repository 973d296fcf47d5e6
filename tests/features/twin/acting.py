"""Whoever may send a form sends it, empty and filled in as the law wants it; the house is put back after each.

Noted are the answer, what was written (every statement with what was put into it, in order), the files that were opened
for it, the mails that went out, and, where the sender is led on to a page with another form, that one too.
"""

import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path

from sqlalchemy.orm import sessionmaker

from appointments.core.mail import FileMail
from appointments.notifications.delivery import deliver
from tests.factories.accounts import PASSWORD
from tests.features.twin.crawl import NOT_SENT, Walk, kind_of, links
from tests.features.twin.memory import Answer, Said, cookie, is_reading, noted, readable
from tests.features.twin.nonces import Nonces
from tests.features.twin.sent import Fields, forms

LAWFUL = (
    (r".*-year", "2026"), (r".*-month", "7"), (r".*-day", "3"), (r".*-time", "08:00"), (r".*email", "ai@example.vn"),
    (r"agree|is_read|was_read", "y"), (r"points_\d", "10"), (r"step_\d", "0,25"), (r"label_\d", "Tiêu chí mẫu"),
    (r"password", PASSWORD), (r"new_password.*", "câu mẫu khác dùng để thử 2026"), (r"national_id", "001080000018"),
    (r"quota|slots", "1"), (r"filled", "0"), (r"name|full_name|tie|label|title.*|name_.*", "Tên Mẫu"),
    (r"first_witness|second_witness|reported_by", "Giám thị Mẫu"), (r"more", ""), (r"serial|number", "MẪU-01"),
    (r"reason|text|what|minutes|ground|comment|note|source|current_.*|contact|about|standards|duties", "Nội dung mẫu."),
)  # fmt: skip
"""What is written into an empty field, by its name; what stood there stays."""
CARRIED = ("author", "seen", "idem", "csrf_token", "shown", "next", "from")
"""Fields that come with the form."""
BY_EVERYBODY = ("exams.",)
"""Forms that everybody sends who found them; of other kinds one person does."""
STAYS = ("keep", "more")
"""Buttons that keep a draft, or ask for another line."""
REDIRECTS = (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER)
FURTHER = 3
"""So many pages further a way may lead: a draft, its recap, the password once more."""


def send_own(walks: dict[str, Walk], sent: set[str]) -> None:
    """Each kind of form that was not sent yet by somebody who may, and those of the exam by everybody who may."""
    now: set[str] = set()
    for role, walk in walks.items():
        _send_all(role, walk, now, sent)
    sent |= {name for name in now if not name.startswith(BY_EVERYBODY)}


def _send_all(role: str, walk: Walk, now: set[str], sent: set[str]) -> None:
    own = list(own_forms(walk))
    sending = Sending(walk, {kind for kind, _, _ in own})
    for kind, address, fields in own:
        name = f"{kind} by {role}" if kind.startswith(BY_EVERYBODY) else kind
        if name not in now | sent:
            now.add(name)
            sending.send(kind, address, fields)


def own_forms(walk: Walk) -> Iterator[tuple[str, str, Fields]]:
    """The forms on the pages that somebody found, the act that an address names with their kind."""
    found = {to: fields for page, got in walk.found.items() for to, fields in forms(page.partition(" ")[0], got)}
    for address, fields in found.items():
        kind = kind_of(walk.house, address, "POST")
        if kind not in NOT_SENT:
            yield f"{kind} {_step(address)}", address, fields


class Sending:
    """One person's way from a form to whatever it leads to."""

    def __init__(self, walk: Walk, known: set[str]):
        self.walk, self.house, self.known = walk, walk.house, known
        self.nonces: Nonces | None = None

    def send(self, kind: str, address: str, fields: Fields) -> None:
        """The form as nobody filled it in, then as the law wants it, and on."""
        came = self.walk.client.get_cookie("session")
        for how, filled in (("empty", empty(fields)), ("lawful", lawful(fields))):
            answer = self._send(f"{address} POST {how} ({kind})", address, filled)
            if how == "lawful":
                self._go_on(kind, answer, FURTHER)
            self.house.put_back()
            self.nonces = None
            if self.walk.memory:
                self.walk.memory.elsewhere()
            if came:
                self.walk.client.set_cookie("session", came.value)

    def _go_on(self, way: str, answer: Answer, further: int) -> None:
        """The page that follows, and the forms on it that nobody was led to until now."""
        if answer.status not in REDIRECTS or not further:
            return
        to = links(answer)[0]
        page = self._note(f"{to} after {way}", self.walk.ask(to, "after it"))
        self._go_on(way, page, further - 1)
        for address, fields in forms(to, page):
            kind = f"{kind_of(self.house, address, 'POST')} {_step(address)}"
            if kind.split()[0] not in NOT_SENT and kind not in self.known and kind not in way:
                following = self._send(f"{address} POST after {way} ({kind})", address, lawful(fields))
                self._go_on(f"{way}, {kind}", following, further - 1)

    def _send(self, name: str, address: str, fields: Fields) -> Answer:
        mails = self._mails()
        with noted(str(self.house.var)) as (statements, opened):
            answer = self.walk.ask(address, cookie(self.walk.client), method="POST", data=fields)
        if written := [said for said in statements if not is_reading(said)]:
            self._deliver()
            with self.house.engine.connect() as connection:
                self.nonces = Nonces(connection)  # an entry that follows one with a nonce is one as well
            self._note(f"{name} WROTE", Answer(0, (), b"\n".join(map(_as_text, written))))
            self._note(f"{name} OPENED", Answer(0, (), "\n".join(opened).encode()))
            for path in sorted(self._mails() - mails):
                self._note(f"{name} MAIL {path.name}", Answer(0, (), path.read_bytes()))
        return self._note(name, answer)

    def _note(self, name: str, answer: Answer) -> Answer:
        """This was answered; it is noted without the nonces that stand in the house by now."""
        plain = answer
        if self.nonces:
            headers = tuple((name, self.nonces.out_of(value.encode()).decode()) for name, value in answer.headers)
            plain = Answer(answer.status, headers, self.nonces.out_of(answer.body))
        self.walk.found[name] = plain
        return answer

    def _mails(self) -> set[Path]:
        return set((self.house.var / "mail").rglob("*.eml"))

    def _deliver(self) -> None:
        mailer = FileMail("minh-tuyen@example.vn", self.house.var / "mail")
        self.house.chance.restart("mail")
        with sessionmaker(self.house.engine)() as session:
            while deliver(session, mailer, "http://localhost", self.house.now):
                pass


def empty(fields: Fields) -> Fields:
    """What the form brings along, and nothing typed."""
    return {name: value if name in CARRIED else "" for name, value in fields.items()}


def lawful(fields: Fields) -> Fields:
    """What stood in the fields, or what fits them."""
    typed = {name: value for name, value in fields.items() if name not in STAYS}
    return {name: _fitting(name, value) if value in ("", "1") else value for name, value in typed.items()}


def _fitting(name: str, value: str) -> str:
    if name in CARRIED:
        return value
    return next((fits for pattern, fits in LAWFUL if re.fullmatch(pattern, name)), value)


def _step(address: str) -> str:
    """The act that an address names at its end."""
    last = address.rstrip("/").rpartition("/")[2]
    return last if re.fullmatch(r"[a-z_]+", last) else ""


def _as_text(said: Said) -> bytes:
    statement, given = said
    rows: Iterable = given if isinstance(given, list) else [given]
    return f"{statement} {[[readable(value) for value in row] for row in rows]}".encode()
