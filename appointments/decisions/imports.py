"""What a file of decisions would do to the register: a dry run, each row with its verdict, nothing written.

Rows are read and asked of the database in portions, so that a long file needs little memory. The same person is told by
the identity number alone; somebody of the same name and birth date is a possible duplicate, shown and never merged.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import identity, names
from appointments.accounts.models import Person
from appointments.core.errors import Invalid
from appointments.decisions import import_cells as cells
from appointments.decisions.import_cells import BadCell
from appointments.decisions.import_columns import YES
from appointments.decisions.import_sheet import Line, cell_name
from appointments.decisions.models import Decision
from appointments.decisions.rules import KINDS
from appointments.organisation.models import Agency, Post
from appointments.organisation.rules import stands
from workflows.words import Words

PORTION = 500
NAME, BORN, IDENTITY, AGENCY, POST, KIND, NUMBER, SIGNED, EFFECTIVE, ENDS, OTHER = range(11)
Fault = tuple[str, Words]

NO_AGENCY = Words("Không có đơn vị tên viết tắt này trong phạm vi của Ông/Bà.",
                  "No unit within your reach has this short name.")  # fmt: skip
NO_POST = Words("Đơn vị không có chức vụ này vào ngày hiệu lực.", "The unit has no such post on the day of effect.")
ELECTED = Words("Chức danh bầu cử, phê chuẩn không thuộc sổ này.", "Elected posts do not belong here.")
NO_KIND = Words("Không có hình thức này; xem trang Hướng dẫn.", "There is no such kind; see the guide.")
BAD_NUMBER = Words("Số định danh phải có 12 chữ số hợp lệ, khớp năm sinh, định dạng văn bản.",
                   "The identity number must be 12 valid digits that fit the birth year, as text.")  # fmt: skip
WHO = Words("Phải ghi ngày sinh hoặc số định danh.", "Give the birth date or the identity number.")
IN_FUTURE = Words("Ngày ở tương lai.", "The day lies in the future.")
ORDER = Words("Ngày ký, ngày hiệu lực và ngày hết thời hạn phải theo thứ tự.",
              "Signing, effect and end of term must follow each other.")  # fmt: skip
MARK = Words("Chỉ ghi x hoặc để trống.", "Write x or nothing.")
DUPLICATE = Words(
    "Đã có người cùng họ tên, ngày sinh. Ghi số định danh nếu là cùng người; ghi x ở cột cuối nếu là người khác.",
    "Somebody of this name and birth date is known. Give the identity number, or x in the last column.",
)
OTHER_NAME = Words("Số định danh này đã thuộc về người có họ tên khác.", "This identity number is somebody else's.")
TAKEN = Words("Số quyết định này trong năm đã thuộc về một quyết định khác.",
              "This number is another decision's in that year.")  # fmt: skip
TWICE = Words("Số quyết định này đã có ở dòng trên của tệp.", "This number stands in a row above.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision to be entered, as plain values that can be signed and sent."""

    line: int
    full_name: str
    birth_date: date | None
    number_hash: bytes | None
    post_id: UUID
    kind: str
    number: str
    signed_on: date
    effective_on: date
    ends_on: date | None


@dataclass
class Report:
    """What the file would do: rows to be entered, rows that stand already, and everything that is wrong, by cell."""

    entries: list[Entry] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    bad_rows: int = 0

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return len(self.entries) + len(self.unchanged) + self.bad_rows


@dataclass(frozen=True)
class Ground:
    """What a dry run rests on: the day, the posts within reach by unit and title, the key for identity numbers."""

    today: date
    posts: Mapping[tuple[str, str], list[Post]]
    agencies: frozenset[str]
    agency_of: Mapping[UUID, UUID]
    hashed: Callable[[str], bytes]


class _Reader:
    """Reads one row cell by cell and gathers every fault of it."""

    def __init__(self, line: Line):
        self.line = line
        self.faults: list[Fault] = [(cell_name(line.number, at), why) for at, why in line.odd.items()]

    def read(self, at: int, how: Callable[[Any], Any]) -> Any:
        """What the cell means; None where it is at fault."""
        if at in self.line.odd:
            return None
        try:
            return how(self.line.cells[at])
        except BadCell as bad:
            self.fault(at, bad.words)
            return None

    def fault(self, at: int, why: Words) -> None:
        """The cell is at fault."""
        self.faults.append((cell_name(self.line.number, at), why))


def ground(session: Session, agencies: Iterable[Agency], today: date, hashed: Callable[[str], bytes]) -> Ground:
    """The posts of these units, in one statement."""
    known = {one.id: one for one in agencies}
    posts: dict[tuple[str, str], list[Post]] = {}
    for post in session.scalars(sa.select(Post).order_by(Post.id)):
        if post.agency_id in known:
            posts.setdefault((known[post.agency_id].key, names.fold(post.title_vi)), []).append(post)
    agency_of = {post.id: post.agency_id for found in posts.values() for post in found}
    return Ground(today, posts, frozenset(one.key for one in known.values()), agency_of, hashed)


def check(session: Session, lines: Iterable[Line], on: Ground) -> Report:
    """The dry run: every row with its verdict."""
    report, seen = Report(), _Seen()
    waiting = iter(lines)
    while portion := list(islice(waiting, PORTION)):
        read = [_read(line, on) for line in portion]
        known = _Known(session, [entry for _, _, entry in read if entry])
        for reader, other, entry in read:
            if entry is not None and (standing := known.decision(entry, on.agency_of[entry.post_id])) is not None:
                if _is_same(standing, entry):
                    report.unchanged.append(entry.line)
                    continue
                reader.fault(NUMBER, TAKEN)
            if entry is not None:
                _ask_who(reader, entry, other, known, seen)
                seen.enter(reader, entry)
            if reader.faults or entry is None:
                report.bad_rows += 1
                report.faults += reader.faults
            else:
                report.entries.append(entry)
    return report


def _read(line: Line, on: Ground) -> tuple[_Reader, bool, Entry | None]:
    row = _Reader(line)
    full_name, born = row.read(NAME, cells.name), row.read(BORN, cells.day)
    number_hash = row.read(IDENTITY, lambda value: _number(value, born, on))
    kind, number = row.read(KIND, _kind), row.read(NUMBER, cells.wanted)
    days = [row.read(SIGNED, cells.wanted_day), row.read(EFFECTIVE, cells.wanted_day), row.read(ENDS, cells.day)]
    other = row.read(OTHER, _mark)
    if not row.faults and born is None and number_hash is None:
        row.fault(BORN, WHO)
    _check_days(row, born, days, on.today)
    post = _post(row, days[1], on)
    if row.faults or post is None:
        return row, False, None
    return row, bool(other), Entry(line.number, full_name, born, number_hash, post.id, kind, number, *days)


def _number(value: Any, born: date | None, on: Ground) -> bytes | None:
    typed = cells.text(value)
    if not typed:
        return None
    try:
        digits = identity.clean_number(typed)
        if born:
            identity.check_against_birth(digits, born)
    except Invalid:
        raise BadCell(BAD_NUMBER) from None
    return on.hashed(digits)


def _kind(value: Any) -> str:
    typed = names.fold(cells.wanted(value))
    found = next((key for key, words in KINDS.items() if typed in (key.casefold(), names.fold(words.vi))), None)
    if found is None:
        raise BadCell(NO_KIND)
    return found


def _mark(value: Any) -> bool:
    typed = cells.text(value)
    if typed and typed not in YES:
        raise BadCell(MARK)
    return bool(typed)


def _check_days(row: _Reader, born: date | None, days: list[date | None], today: date) -> None:
    signed, effective, ends = days
    for at, day in ((BORN, born), (SIGNED, signed)):
        if day and day > today:
            row.fault(at, IN_FUTURE)
    if signed and effective and not signed <= effective:
        row.fault(EFFECTIVE, ORDER)
    if effective and ends and not effective < ends:
        row.fault(ENDS, ORDER)


def _post(row: _Reader, effective: date | None, on: Ground) -> Post | None:
    key, title = row.read(AGENCY, cells.wanted), row.read(POST, cells.wanted)
    if key is not None and key not in on.agencies:
        row.fault(AGENCY, NO_AGENCY)
    elif key is not None and title is not None and effective is not None:
        found = [
            post
            for post in on.posts.get((key, names.fold(title)), ())
            if stands(post.valid_from, post.valid_to, effective)
        ]
        if len(found) != 1:
            row.fault(POST, NO_POST)
        elif found[0].elected:
            row.fault(POST, ELECTED)
        else:
            return found[0]
    return None


class _Known:
    """What the database knows of a portion of rows: people by number and by name, decisions by number."""

    def __init__(self, session: Session, entries: list[Entry]):
        hashes = {entry.number_hash for entry in entries if entry.number_hash}
        folded = {names.similar(entry.full_name) for entry in entries}
        people = session.execute(
            sa.select(Person.national_id_hash, Person.name_folded, Person.birth_date).where(
                sa.or_(Person.national_id_hash.in_(hashes), Person.name_folded.in_(folded))
            )
        ).all()
        self.by_hash = {row[0]: row[1] for row in people if row[0]}
        self.by_name: dict[tuple[str, date | None], set[bytes | None]] = {}
        for number_hash, folded_name, born in people:
            self.by_name.setdefault((folded_name, born), set()).add(number_hash)
        query = sa.select(Decision, Person.name_folded).join(Person, Person.id == Decision.person_id)
        rows = session.execute(
            query.where(
                Decision.number.in_({entry.number for entry in entries}), Decision.state.in_(("drafted", "issued"))
            )
        ).all()
        self.decisions = [(decision, name) for decision, name in rows]

    def decision(self, entry: Entry, agency_id: UUID) -> tuple[Decision, str] | None:
        """The decision that already has this number in its year at the unit."""
        for found, name in self.decisions:
            at_same = found.agency_id == agency_id and found.number == entry.number
            if at_same and found.signed_on and found.signed_on.year == entry.signed_on.year:
                return found, name
        return None


def _is_same(standing: tuple[Decision, str], entry: Entry) -> bool:
    found, name = standing
    theirs = (found.post_id, found.kind, found.signed_on, found.effective_on, name)
    mine = (entry.post_id, entry.kind, entry.signed_on, entry.effective_on, names.similar(entry.full_name))
    return theirs == mine and entry.ends_on in (None, found.term_ends_on)


@dataclass
class _Seen:
    """The rows above: people by number, people without one by name and birth date, numbers of decisions."""

    by_hash: dict[bytes, str] = field(default_factory=dict)
    by_name: dict[tuple[str, date | None], set[bytes | None]] = field(default_factory=dict)
    numbers: set[tuple[UUID, str, int]] = field(default_factory=set)

    def enter(self, row: _Reader, entry: Entry) -> None:
        """Remember the row; a number that stands above is at fault."""
        number = (entry.post_id, entry.number, entry.signed_on.year)
        if number in self.numbers:
            row.fault(NUMBER, TWICE)
        self.numbers.add(number)
        name = names.similar(entry.full_name)
        if entry.number_hash:
            self.by_hash.setdefault(entry.number_hash, name)
        self.by_name.setdefault((name, entry.birth_date), set()).add(entry.number_hash)


def _ask_who(row: _Reader, entry: Entry, is_other: bool, known: _Known, seen: _Seen) -> None:
    name = names.similar(entry.full_name)
    if entry.number_hash and (theirs := known.by_hash.get(entry.number_hash) or seen.by_hash.get(entry.number_hash)):
        if theirs != name:
            row.fault(IDENTITY, OTHER_NAME)
        return
    if is_other or entry.birth_date is None:
        return
    who = (name, entry.birth_date)
    alike = known.by_name.get(who, set()) | seen.by_name.get(who, set())
    if alike and (entry.number_hash is None or None in alike):  # two numbers are two people
        row.fault(NAME, DUPLICATE)
