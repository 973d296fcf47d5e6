"""The fixtures that every other test stands on."""

import shutil
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.db import make_engine
from appointments.models import import_models
from tests.factories import competitions
from tests.factories.numbers import numbers


def test_a_fresh_database_has_every_table_and_no_row(engine):
    tables = import_models().tables

    with engine.connect() as connection:
        rows = {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table)) for name, table in tables.items()
        }

    assert rows
    assert not any(rows.values())


def test_a_row_of_one_test_is_not_seen_by_the_next(session, engine):
    with engine.begin() as connection:
        assert not sa.inspect(connection).has_table("left_behind")
        connection.execute(sa.text("CREATE TABLE left_behind (id INTEGER)"))
        assert sa.inspect(connection).has_table("left_behind")


def test_every_copy_starts_without_what_an_earlier_one_left(engine):
    with engine.connect() as connection:
        assert not sa.inspect(connection).has_table("left_behind")


def test_statements_are_counted_without_what_frames_the_transaction(engine, statements):
    with statements() as sent, engine.begin() as connection:
        connection.execute(sa.text("SELECT 1"))
        connection.execute(sa.text("SELECT 2"))

    assert sent == ["SELECT 1", "SELECT 2"]


@pytest.mark.one_database
def test_whoever_joins_a_foundation_that_was_put_back_is_somebody_new(session, sqlite_template, tmp_path):
    now = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    competitions.announced_round(session, now)  # played here, if by no test before
    shutil.copyfile(sqlite_template, tmp_path / "other.sqlite3")
    engine = make_engine(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    numbers.begin_again()  # as a test does that needs a world of its own

    with Session(engine, expire_on_commit=False) as other:
        built = competitions.announced_round(other, now)
        newcomers = {competitions.member(other, "Thí Sinh", now).person_id for _ in built.council.users}

    assert len(newcomers) == len(built.council.users)
    assert not newcomers & set(built.council.users)
    engine.dispose()
