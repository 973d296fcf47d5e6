"""A register of many organisations and decisions, loaded in bulk and past the ledger: for reading alone."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from appointments.indicator import upkeep
from appointments.models import import_models

POSTS, JOINED = 10, 4
"""Posts of each organisation; one organisation in so many is the City's since 1 July 2025."""
TODAY, BEGUN = date(2026, 11, 23), datetime(2022, 8, 8, tzinfo=UTC)
FIRST, JOINED_ON = date(2022, 1, 1), date(2025, 7, 1)
CITY = UUID(int=1 << 64)
PEOPLE = 100_000
Row = Sequence[Any]

AGENCY = ("id", "key", "name_vi", "name_en", "kind", "note", "parent_id", "valid_from")
PERSON = ("id", "full_name", "is_synthetic", "created_at", "sort_key", "name_folded")
POST = ("id", "agency_id", "title_vi", "title_en", "level", "rank", "staff", "quota", "filled", "elected",
        "position_list_approved", "standards", "duties")  # fmt: skip
DECISION = ("id", "person_id", "post_id", "agency_id", "kind", "level", "method", "rank", "staff", "number",
            "signed_on", "effective_on", "term_ends_on", "state", "revoked_on", "version", "process_version",
            "begun_at", "entered_at", "is_led_here")  # fmt: skip


def schema(engine: sa.Engine) -> None:
    """Every table of the product, empty."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        import_models().create_all(connection)


def organisations(engine: sa.Engine, count: int) -> None:
    """So many organisations below the City, with their posts."""
    above = [(CITY, "city", "Thành phố Mẫu", "City", "city", "", None, None)]
    own = (
        (UUID(int=n + 1), f"a{n}", f"Cơ quan Mẫu {n:04}", f"Sample {n:04}", "agency", "", CITY,
         JOINED_ON if n % JOINED == 0 else None) for n in range(count)
    )  # fmt: skip
    posts = (
        (UUID(int=n + 1), UUID(int=n // POSTS + 1), f"Trưởng phòng Mẫu {n % POSTS}", "Head", "DIVISION",
         _rank(n), _staff(n // POSTS), 1, 0, False, False, "", "") for n in range(count * POSTS)
    )  # fmt: skip
    _enter(engine, "agency", AGENCY, [*above, *own])
    _enter(engine, "post", POST, posts)


def people(engine: sa.Engine, count: int) -> None:
    """So many people."""
    rows = ((UUID(int=n + 1), f"Người Mẫu {n}", True, BEGUN, b"", f"nguoi mau {n}") for n in range(count))
    _enter(engine, "person", PERSON, rows)


def decisions(engine: sa.Engine, organisations: int, first: int, last: int, state: str = "issued") -> None:
    """Decisions of these numbers; the first hundred thousand are each another person's."""
    _enter(engine, "decision", DECISION, _decisions(organisations, range(first, last), state))


def _decisions(organisations: int, numbers: Iterable[int], state: str) -> Iterator[Row]:
    draw = random.Random(2)  # noqa: S311 - the same figures each time, no secret
    for n in numbers:
        agency = n % organisations
        post = agency * POSTS + draw.randrange(POSTS)
        since = JOINED_ON if agency % JOINED == 0 and draw.random() < 0.95 else FIRST
        on = since + timedelta(days=draw.randrange((TODAY - since).days))
        kind = draw.choice(("FIRST_APPOINTMENT", "PROMOTION", "PROMOTION", "REAPPOINTMENT", "TRANSFER"))
        is_revoked = state == "issued" and draw.random() < 0.02
        yield (
            UUID(int=n + 1), UUID(int=n % PEOPLE + 1), UUID(int=post + 1), UUID(int=agency + 1), kind,
            "COMMUNE_DIVISION" if draw.random() < 0.1 else "DIVISION", "EXAM" if draw.random() < 0.2 else "ORDINARY",
            _rank(post), _staff(agency), f"{n}/QĐ", on, on, on.replace(year=on.year + 5, day=min(on.day, 28)),
            "revoked" if is_revoked else state, on + timedelta(days=1) if is_revoked else None, 1, 1, BEGUN, BEGUN,
            False,
        )  # fmt: skip


def _rank(post: int) -> str:
    return "head" if post % 3 == 0 else "deputy"


def _staff(agency: int) -> str:
    return "public_employee" if agency % 5 == 0 else "civil_servant"


def _enter(engine: sa.Engine, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """The rows without index, foreign key or trigger; indexes and the summary are made afterwards."""
    table = import_models().tables[name]
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        indexes = sorted((index for index in table.indexes if not index.unique), key=lambda index: str(index.name))
        for index in indexes:
            index.drop(connection)
        (_sqlite if engine.dialect.name == "sqlite" else _postgresql)(connection, name, columns, rows)
        for index in indexes:
            index.create(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _sqlite(connection: sa.Connection, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    off(connection)
    marks = ", ".join("?" * len(columns))
    cursor: Any = connection.connection.cursor()
    statement = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
    cursor.executemany(statement, ([_plain(value) for value in row] for row in rows))
    on(connection)


def _plain(value: Any) -> Any:
    """A value as the product's column types store it in SQLite."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def _postgresql(connection: sa.Connection, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    off(connection)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    on(connection)


def off(connection: sa.Connection) -> None:
    """Let nothing keep the summary for now."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    for statement in upkeep.statements("sqlite"):
        connection.exec_driver_sql(f"DROP TRIGGER {statement.split()[2]}")


def on(connection: sa.Connection) -> None:
    """Let the summary be kept again."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
        return
    for statement in upkeep.statements("sqlite"):
        connection.exec_driver_sql(statement)
