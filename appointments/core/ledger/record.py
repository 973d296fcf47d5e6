"""The rows that an act leaves beside its case, written with as few statements as the database allows.

Every step of every case takes this path, so its statements are compiled once for each dialect and handed to the driver
as text. PostgreSQL takes leaf, payload, message and timer in one statement; SQLite, being in this process, one by one.
"""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, CursorResult, Dialect

from appointments.core.ledger.models import LEAF, PAYLOAD
from appointments.core.outbox import OUTBOX
from appointments.core.timers import TIMER

Values = Mapping[str, Any]
_LEAF_COLUMNS = ("case_key", "cseq", "leaf", "leaf_hash", "at")
_MESSAGE_COLUMNS = ("id", "message", "case_key", "person_id", "roles", "params", "created_at", "attempts")
_TIMER_COLUMNS = ("id", "case_key", "state", "trigger", "due_at", "next_try_at", "derivation", "attempts")


class Prepared:
    """A statement as text, and how each of its values is brought into the driver's form."""

    def __init__(self, statement: Any, dialect: Dialect):
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self.positional = compiled.positiontup is not None
        names = compiled.positiontup if self.positional else compiled.binds
        self.converters: list[tuple[str, Callable[[Any], Any] | None]] = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names
        ]

    def run(self, connection: Connection, values: Values) -> CursorResult[Any]:
        """Send the statement; the engine's listeners see it as they see any other."""
        made = {name: convert(values[name]) if convert else values[name] for name, convert in self.converters}
        if not self.positional:
            return connection.exec_driver_sql(self.text, made)
        return connection.exec_driver_sql(self.text, tuple(made[name] for name, _ in self.converters))


def record(connection: Connection, leaf: Values, payload: Values, message: Values | None, timer: Values | None) -> None:
    """Write one act's rows. `timer` is the new timer, {"case_key": ...} alone to drop the old one, None to leave it."""
    names, values = ["leaf", "payload"], _named(LEAF, leaf) | _named(PAYLOAD, payload)
    if message:
        names.append("message")
        values |= _named(OUTBOX, message)
    if timer:
        names.append(_timer_step(timer))
        values |= _named(TIMER, timer)
    if connection.dialect.name == "postgresql":
        _prepared(connection.dialect, *names).run(connection, values)
        return
    for name in names:
        done = _prepared(connection.dialect, name).run(connection, values)
        if name == "leaf":
            values["ledger_payload_leaf_id"] = done.lastrowid


def send(connection: Connection, message: Values) -> None:
    """Write one message that is not a step's own notice."""
    _prepared(connection.dialect, "message").run(connection, _named(OUTBOX, message))


def set_timer(connection: Connection, timer: Values) -> None:
    """Set a case's timer anew, or drop it ({"case_key": ...} alone)."""
    _prepared(connection.dialect, _timer_step(timer)).run(connection, _named(TIMER, timer))


def _timer_step(timer: Values) -> str:
    return "drop" if len(timer) == 1 else "arm"


_known: dict[tuple[str, ...], Prepared] = {}


def _prepared(dialect: Dialect, *name: str) -> Prepared:
    """The statement of that name, compiled once for each kind of database."""
    key = (dialect.name, *name)
    if key not in _known:
        _known[key] = Prepared(_at_once(dialect, *name) if len(name) > 1 else _one(dialect, *name), dialect)
    return _known[key]


def _one(dialect: Dialect, name: str) -> Any:
    if name == "drop":
        return sa.delete(TIMER).where(TIMER.c.case_key == _value(TIMER, "case_key"))
    if name == "arm":
        return _arm(dialect)
    table, columns = {
        "leaf": (LEAF, _LEAF_COLUMNS),
        "payload": (PAYLOAD, ("leaf_id", "salt", "body")),
        "message": (OUTBOX, _MESSAGE_COLUMNS),
    }[name]
    return _insert(dialect, table, columns)


def _at_once(dialect: Dialect, *names: str) -> Any:
    """Leaf and payload, with whatever else is named, as one statement."""
    leaf = _one(dialect, "leaf").returning(LEAF.c.id).cte("leaf")
    opened = sa.select(leaf.c.id, _value(PAYLOAD, "salt"), _value(PAYLOAD, "body"))
    payload = sa.insert(PAYLOAD).from_select(["leaf_id", "salt", "body"], opened).cte("payload")
    others = [_one(dialect, name).cte(f"with_{name}") for name in names if name not in ("leaf", "payload")]
    return sa.select(leaf.c.id).add_cte(payload, *others)


def _insert(dialect: Dialect, table: sa.Table, columns: tuple[str, ...]) -> Any:
    kind = postgresql if dialect.name == "postgresql" else sqlite
    return kind.insert(table).values({name: _value(table, name) for name in columns})


def _arm(dialect: Dialect) -> Any:
    """A case has one timer: the new one takes the place of the old."""
    new = _insert(dialect, TIMER, _TIMER_COLUMNS)
    changed = {name: new.excluded[name] for name in _TIMER_COLUMNS if name != "case_key"} | {"last_error": sa.null()}
    return new.on_conflict_do_update(index_elements=[TIMER.c.case_key], set_=changed)


def _value(table: sa.Table, column: str) -> sa.BindParameter[Any]:
    return sa.bindparam(f"{table.name}_{column}", type_=table.c[column].type)


def _named(table: sa.Table, values: Values) -> dict[str, Any]:
    return {f"{table.name}_{name}": value for name, value in values.items()}
