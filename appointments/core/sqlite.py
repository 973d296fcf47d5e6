"""SQLite as this house opens it: SQLAlchemy's own dialect, but for how a transaction begins.

A transaction that will write begins IMMEDIATE, so that a writer waits for its turn instead of failing in the middle;
one that reads does not. The execution option `writes` says which. (A listener of the engine's event `begin` could say
BEGIN as well; but then every statement of every page is offered to listeners, a tenth of what a step costs.)
"""

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.characteristics import ConnectionCharacteristic

WAL_IS_SAFE_FROM = (3, 51, 3)


def driver() -> Any:
    """The DB-API module for SQLite: a recent one where a wheel exists, else the standard library's."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3 as dbapi2
    return dbapi2


class Opened(driver().Connection):  # type: ignore[misc]
    """A connection that knows how its next transaction begins."""

    begins = "BEGIN"


class Writes(ConnectionCharacteristic):
    """The execution option `writes`; it lasts until the connection goes back to the pool."""

    def reset_characteristic(self, _dialect: Any, dbapi_conn: Any) -> None:
        dbapi_conn.begins = Opened.begins

    def set_characteristic(self, _dialect: Any, dbapi_conn: Any, value: Any) -> None:
        dbapi_conn.begins = "BEGIN IMMEDIATE" if value else Opened.begins

    def get_characteristic(self, _dialect: Any, dbapi_conn: Any) -> bool:
        return bool(dbapi_conn.begins != Opened.begins)


class HouseDialect(SQLiteDialect_pysqlite):
    """Says BEGIN itself."""

    supports_statement_cache = True
    connection_characteristics = SQLiteDialect_pysqlite.connection_characteristics.union({"writes": Writes()})

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.driver_connection.execute(dbapi_connection.driver_connection.begins)


registry.register("sqlite.house", __name__, "HouseDialect")


def options() -> dict[str, Any]:
    """Arguments of `create_engine` beside the address."""
    return {"module": driver(), "connect_args": {"timeout": 30, "check_same_thread": False, "factory": Opened}}


def settle(connection: Any, _record: Any) -> None:
    """The settings of a fresh connection."""
    connection.isolation_level = None  # we say BEGIN ourselves
    version = tuple(int(part) for part in connection.execute("SELECT sqlite_version()").fetchone()[0].split("."))
    connection.execute(f"PRAGMA journal_mode={'WAL' if version >= WAL_IS_SAFE_FROM else 'PERSIST'}")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
