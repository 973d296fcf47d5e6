"""The fixtures that every other test stands on."""

import sqlalchemy as sa

from appointments.models import import_models


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
