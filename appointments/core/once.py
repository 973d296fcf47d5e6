"""Requests that must have one effect however often they arrive: the key travels in the form (hidden field)."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from appointments.core.db import Base, table
from appointments.core.errors import AlreadyDone, ReusedKey


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


def claim(session: Session, key: str, person: UUID | None, body: str, now: datetime) -> None:
    """Take the key for this transaction, or raise with what the earlier request answered.

    A second request with the same key waits here until the first has committed or rolled back.
    """
    row: dict[str, Any] = {"key": key, "person_id": person, "body": body, "result": {}, "at": now}
    if _insert_if_new(session, row):
        return
    earlier = session.execute(sa.select(ONCE).where(ONCE.c.key == key)).one()
    if earlier.person_id != person or earlier.body != body:
        raise ReusedKey(key)
    raise AlreadyDone(earlier.result)


def answer(session: Session, key: str, result: dict[str, Any]) -> None:
    """Keep what the request answered, in the same transaction as its effect."""
    session.execute(_ANSWER, {"sought": key, "answered": result})


def _insert_if_new(session: Session, row: dict[str, Any]) -> bool:
    return session.execute(_claiming(session.get_bind().dialect.name), row).first() is not None


@cache
def _claiming(dialect: str) -> Any:
    """Inserts a key unless it is there; made once for each kind of database."""
    kind = postgresql if dialect == "postgresql" else sqlite
    return kind.insert(ONCE).on_conflict_do_nothing().returning(ONCE.c.key)
