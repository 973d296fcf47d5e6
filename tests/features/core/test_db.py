"""How connections are opened and kept: a writer waits from its first word, and no closed connection is handed out."""

import time
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core import once
from appointments.core.db import make_engine, writing


@pytest.fixture
def pooled(database_url):
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


def said(kind: str, log: list[str], engine: sa.Engine) -> None:
    with Session(engine) as session:
        if kind == "writing":
            writing(session)
        held = session.connection().connection.driver_connection
        log.append("in a transaction" if held.in_transaction else "outside")
        log.append(held.begins)


@pytest.mark.one_database
def test_on_sqlite_a_reader_begins_and_a_writer_begins_immediate(pooled):
    log: list[str] = []

    for kind in ("reading", "writing", "reading"):
        said(kind, log, pooled)

    assert log == ["in a transaction", "BEGIN", "in a transaction", "BEGIN IMMEDIATE", "in a transaction", "BEGIN"]


@pytest.mark.one_database
def test_a_reader_sees_one_moment_and_does_not_keep_the_writer_waiting(pooled):
    now = datetime(2026, 11, 23, tzinfo=UTC)
    count = sa.select(sa.func.count()).select_from(once.ONCE)
    with Session(pooled) as reader, Session(pooled) as writer:
        before = reader.scalar(count)
        once.claim(writer, "k" * 16, None, "", now, {})
        writer.commit()

        assert (before, reader.scalar(count)) == (0, 0)
        reader.rollback()
        assert reader.scalar(count) == 1


def test_connections_that_a_server_closed_are_not_handed_out(pooled, database_kind):
    lost = identities(pooled)
    if database_kind == "postgresql":
        stranger = sa.create_engine(pooled.url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
        with stranger.connect() as connection:
            for pid in lost:
                connection.execute(sa.text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        time.sleep(0.05)
    fresh = identities(pooled)

    assert len(fresh) == 2
    assert (fresh == lost) == (database_kind == "sqlite")  # without a server nothing is closed, and all are kept


def identities(engine: sa.Engine) -> set[int]:
    """What two connections from the pool are known by: the server's process, or the connection itself."""
    server = engine.dialect.name == "postgresql"
    with engine.connect() as one, engine.connect() as other:
        if server:
            return {connection.scalar(sa.text("SELECT pg_backend_pid()")) for connection in (one, other)}
        return {id(connection.connection.driver_connection) for connection in (one, other)}
