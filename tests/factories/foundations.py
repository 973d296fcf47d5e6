"""A foundation is laid through the product's commands once in a process; later tests get the rows that it left.

    @laid_once
    def announced_round(session, now, **planned): ...

Only a database without any person is given rows: whoever asks for a second round, or after something else was made, has
it played. What the function answers (dataclasses, lists, rows of the session) is found again by its ids. Files that it
put into a store are put there again.
"""

import functools
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.models import Person
from appointments.core.db import Base, writing
from appointments.files.storage import Storage
from tests.factories.numbers import numbers

P, T = ParamSpec("P"), TypeVar("T")


@dataclass(frozen=True)
class Laid:
    """What playing left behind: the rows of each table, the answer, the files, the last number in any of them."""

    rows: list[tuple[sa.Table, list[dict[str, Any]]]]
    answer: Any
    files: dict[str, bytes]
    last: int


_laid: dict[Hashable, Laid] = {}


def laid_once(play: Callable[P, T]) -> Callable[P, T]:
    """The function, played only where its rows are not known yet for this kind of database and these arguments."""

    @functools.wraps(play)
    def lay(*args: P.args, **named: P.kwargs) -> T:
        session, *others = args
        assert isinstance(session, Session)
        if session.scalar(sa.select(sa.exists(sa.select(Person.id)))):
            return play(*args, **named)
        stores = [one for one in (*others, *named.values()) if isinstance(one, Storage)]
        key = (play.__module__, play.__qualname__, session.get_bind().dialect.name, _hashable(others), _hashable(named))
        if key in _laid:
            for store in stores:
                _fill(store, _laid[key].files)
            return _put_back(session, _laid[key])
        answer = play(*args, **named)
        session.commit()
        files = {f.name: f.read_bytes() for store in stores for f in store.folder.glob("??/*")}
        _laid[key] = Laid(_rows(session), answer, files, numbers.last)
        return answer

    return lay


def _hashable(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple(sorted((name, _hashable(one)) for name, one in value.items()))
    if isinstance(value, list | tuple):
        return tuple(_hashable(one) for one in value)
    return "store" if isinstance(value, Storage) else repr(value)


def _rows(session: Session) -> list[tuple[sa.Table, list[dict[str, Any]]]]:
    found = [(t, [dict(row) for row in session.execute(sa.select(t)).mappings()]) for t in Base.metadata.sorted_tables]
    return [(table, rows) for table, rows in found if rows]


def _fill(store: Storage, files: Mapping[str, bytes]) -> None:
    """The files stand where the store looks for them; without waiting for the disk, as the store does."""
    for digest, data in files.items():
        place = store.folder / digest[:2] / digest
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _put_back(session: Session, laid: Laid) -> Any:
    """The rows stand in the database again; the answer is made of this session's own objects."""
    session.rollback()
    writing(session)
    is_postgres = session.get_bind().dialect.name == "postgresql"
    # Rows that name each other (a person and its account) may come in any order.
    session.execute(
        sa.text("SET LOCAL session_replication_role = replica" if is_postgres else "PRAGMA defer_foreign_keys = ON")
    )
    for table, rows in laid.rows:
        session.execute(sa.insert(table), rows)
        for column in table.primary_key if is_postgres else ():
            if column.autoincrement is not False and column.type.python_type is int:
                _count_on(session, table, column)
    session.commit()
    numbers.go_on_after(laid.last)
    return _again(session, laid.answer)


def _count_on(session: Session, table: sa.Table, column: sa.Column[Any]) -> None:
    """The next row's number follows the last."""
    sequence = session.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, column.name)))
    if sequence:
        session.execute(sa.select(sa.func.setval(sequence, sa.select(sa.func.max(column)).scalar_subquery())))


def _again(session: Session, value: Any) -> Any:
    """The same answer, with this session's objects for those of the session that played."""
    if isinstance(value, Base):
        return session.get_one(type(value), sa.inspect(value).identity)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: _again(session, getattr(value, f.name)) for f in fields(value)})
    if isinstance(value, dict):
        return {key: _again(session, one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_again(session, one) for one in value)
    return value
