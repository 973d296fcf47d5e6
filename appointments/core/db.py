"""Tables' base, column types and the engine's settings for SQLite and PostgreSQL.

SQLite: write-ahead log only where its reset bug is fixed (3.51.3), otherwise the rollback journal; always
`synchronous=FULL`; a transaction that writes begins IMMEDIATE (see `writing`), so that a writer waits, not fails.
"""

from datetime import UTC, date, datetime
from typing import Any, ClassVar, cast
from uuid import UUID, uuid4

import orjson
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

WAL_IS_SAFE_FROM = (3, 51, 3)
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


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


def sqlite_driver() -> Any:
    """The DB-API module for SQLite: a recent one where a wheel exists, else the standard library's."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3 as dbapi2
    return dbapi2


def engine_options(url: str) -> dict[str, Any]:
    """Arguments of `create_engine` for this address."""
    made = sa.make_url(url)
    common = {"url": made, "json_serializer": as_json, "json_deserializer": orjson.loads}
    if made.get_backend_name() == "sqlite":
        return common | {"module": sqlite_driver(), "connect_args": {"timeout": 30, "check_same_thread": False}}
    return common | {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}


def as_json(value: Any) -> str:
    """The text of a JSON column. Instants are refused, as Python's own encoder refuses them."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME).decode()


def prepare(engine: Engine) -> Engine:
    """Give a fresh engine the house's settings. Call once for each engine."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_engine(url: str) -> Engine:
    """An engine outside Flask (worker, demonstration, tests)."""
    return prepare(sa.create_engine(**engine_options(url)))


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    version = tuple(int(part) for part in connection.execute("SELECT sqlite_version()").fetchone()[0].split("."))
    connection.execute(f"PRAGMA journal_mode={'WAL' if version >= WAL_IS_SAFE_FROM else 'PERSIST'}")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
