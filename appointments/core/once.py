"""Requests that must have one effect however often they arrive: the key travels in the form (hidden field)."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
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
    session.execute(sa.update(ONCE).where(ONCE.c.key == key).values(result=result))


def _insert_if_new(session: Session, row: dict[str, Any]) -> bool:
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    done = session.execute(insert(ONCE).values(row).on_conflict_do_nothing().returning(ONCE.c.key))
    return done.first() is not None
