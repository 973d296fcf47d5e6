"""The migrations lead to exactly the tables, checks, indexes and triggers that the models declare, and back."""

import pytest
import sqlalchemy as sa

from appointments.migrations import schema

TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}

OF_A_TEST = "test_"
"""Tables that a test declares for itself are made with the others whenever that test is collected with these."""


@pytest.fixture
def migrated(empty_engine):
    """A connection to a database that the migrations brought from nothing to the newest schema."""
    with empty_engine.connect().execution_options(writes=True) as connection:
        schema.upgrade(connection)
        yield connection


def columns_of(inspector, table):
    return {c["name"]: (str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(table)}


def by_name(constraints):
    """Constraints without the order in which a database happens to list them."""
    return {c.get("name") or str(c): {k: said(v) for k, v in c.items() if k != "comment"} for c in constraints}


def said(value):
    """A value of an inspection as text, so that two pieces of SQL are equal when they read the same."""
    if isinstance(value, dict):
        return {k: said(v) for k, v in value.items()}
    return str(value)


def anatomy(connection):
    """What a database consists of, in a form that two databases can be compared by."""
    inspector = sa.inspect(connection)
    tables = {
        table: {
            "columns": columns_of(inspector, table),
            "primary key": inspector.get_pk_constraint(table),
            "foreign keys": by_name(inspector.get_foreign_keys(table)),
            "unique": by_name(inspector.get_unique_constraints(table)),
            "checks": by_name(inspector.get_check_constraints(table)),
            "indexes": by_name(inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version" and not table.startswith(OF_A_TEST)
    }
    triggers = {
        name: " ".join(text.split()) for name, text in connection.exec_driver_sql(TRIGGERS[connection.dialect.name])
    }
    return tables, triggers


def test_the_newest_migration_makes_what_the_models_declare(migrated, engine):
    with engine.connect() as connection:
        tables, triggers = anatomy(connection)
    migrated_tables, migrated_triggers = anatomy(migrated)

    assert sorted(migrated_tables) == sorted(tables)
    for name, table in tables.items():
        assert migrated_tables[name] == table, name
    assert migrated_triggers == triggers


def test_every_migration_can_be_taken_back_and_repeated(migrated):
    before = anatomy(migrated)

    schema.downgrade(migrated)
    assert anatomy(migrated) == ({}, {})

    schema.upgrade(migrated)
    assert anatomy(migrated) == before


def test_migrations_are_numbered_without_a_gap():
    assert schema.revisions() == [f"{number:04d}" for number in range(1, len(schema.revisions()) + 1)]
