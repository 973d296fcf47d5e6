"""Requests that must have one effect however often they arrive: the key travels in the form (hidden field)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from appointments.core.db import Base, table
from appointments.core.errors import AlreadyDone, ReusedKey
from appointments.core.prepared import Prepared


class Once(Base):
    """A request carried out: its key, who sent it, the digest of its body, what it answered."""

    __tablename__ = "request_once"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_id: Mapped[UUID | None]
    body: Mapped[str]
    result: Mapped[dict[str, Any]]
    at: Mapped[datetime]


ONCE = table(Once)
_ANSWER = sa.update(ONCE).where(ONCE.c.key == sa.bindparam("sought")).values(result=sa.bindparam("answered"))


def claim(session: Session, key: str, person: UUID | None, body: str, now: datetime, result: Mapping[str, Any]) -> None:
    """Take the key for this transaction, or raise with what the earlier request answered.

    A second request with the same key waits here until the first has committed or rolled back. `result` is what this
    one is to answer, unless it says otherwise before it ends (`answer`).
    """
    row = {"key": key, "person_id": person, "body": body, "result": dict(result), "at": now}
    if _insert_if_new(session, row):
        return
    earlier = session.execute(sa.select(ONCE).where(ONCE.c.key == key)).one()
    if earlier.person_id != person or earlier.body != body:
        raise ReusedKey(key)
    raise AlreadyDone(earlier.result)


def answer(session: Session, key: str, result: dict[str, Any]) -> None:
    """Keep what the request answered instead, in the same transaction as its effect."""
    session.execute(_ANSWER, {"sought": key, "answered": result})


def _insert_if_new(session: Session, row: Mapping[str, Any]) -> bool:
    connection = session.connection()
    return _claiming(connection.dialect).run(connection, row).rowcount == 1


_known: dict[str, Prepared] = {}


def _claiming(dialect: sa.Dialect) -> Prepared:
    """Inserts a key unless it is there."""
    if dialect.name not in _known:
        kind = postgresql if dialect.name == "postgresql" else sqlite
        row = {column.name: sa.bindparam(column.name, type_=column.type) for column in ONCE.c}
        _known[dialect.name] = Prepared(kind.insert(ONCE).values(row).on_conflict_do_nothing(), dialect)
    return _known[dialect.name]
