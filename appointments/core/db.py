"""Tables' base, column types and the engine's settings for SQLite and PostgreSQL.

SQLite (see `sqlite`): write-ahead log only where its reset bug is fixed (3.51.3), else the rollback journal; always
`synchronous=FULL`; a transaction that writes begins IMMEDIATE (see `writing`), so that a writer waits, not fails.
"""

import re
import select
from datetime import UTC, date, datetime
from typing import Any, ClassVar, cast
from uuid import UUID, uuid4

import orjson
import sqlalchemy as sa
from psycopg import DataError
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from appointments.core import sqlite

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
QUOTED = re.compile(r'".*"')


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """An instant. Takes aware datetimes only; gives them back in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        date: sa.Date(),
        UUID: sa.Uuid(),
        str: sa.Text(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
    }


class Identified:
    """A row known by a random 128-bit id, so that no list can be harvested by counting."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


def table(model: type[Base]) -> sa.Table:
    """The table of a model, for statements that go round the ORM."""
    return cast(sa.Table, model.__table__)


def writing(session: Session) -> Connection:
    """Begin a transaction that will write; on SQLite it takes the writer's place in the queue at once."""
    return session.connection(execution_options={"writes": True})


STATEMENTS = 3_000
"""How many compiled statements an engine keeps: more than the pages and acts have, or they are compiled in a circle."""


def engine_options(url: str) -> dict[str, Any]:
    """Arguments of `create_engine` for this address."""
    made = sa.make_url(url)
    common = {"url": made, "json_serializer": as_json, "json_deserializer": orjson.loads, "hide_parameters": True}
    common["query_cache_size"] = STATEMENTS
    if made.get_backend_name() == "sqlite":
        return common | sqlite.options() | {"url": made.set(drivername="sqlite+house")}
    return common | {"pool_size": 8, "max_overflow": 8, "pool_use_lifo": True}


def as_json(value: Any) -> str:
    """The text of a JSON column. Instants are refused, as Python's own encoder refuses them."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME).decode()


def prepare(engine: Engine) -> Engine:
    """Give a fresh engine the house's settings. Call once for each engine."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", sqlite.settle)
    else:
        event.listen(engine, "checkout", _still_open)
        event.listen(engine, "handle_error", _without_values)
    return engine


def make_engine(url: str) -> Engine:
    """An engine outside Flask (worker, demonstration, tests)."""
    return prepare(sa.create_engine(**engine_options(url)))


def _without_values(context: sa.engine.ExceptionContext) -> None:
    """What PostgreSQL refused is told by the constraint's name: its next lines, and what it quotes of data, are values.

    Errors are logged, and kept beside deadlines and messages that failed; marks and addresses must not lie there.
    """
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args and isinstance(error.args[0], str):
            said = error.args[0].partition("\n")[0]
            is_data = isinstance(context.original_exception, DataError)
            error.args = (QUOTED.sub('"..."', said) if is_data else said, *error.args[1:])


def _still_open(connection: Any, _record: Any, _proxy: Any) -> None:
    """Take no connection from the pool that the server has closed: it looks into the socket, asks the server nothing.

    Between transactions a server says nothing; where there is something to read it is a farewell or the end itself.
    """
    if not connection.closed:
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN)
        if not poll.poll(0):
            return
    raise sa.exc.InvalidatePoolError("the server closed this connection")
