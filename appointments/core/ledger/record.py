"""The rows that an act leaves, its case's own among them, written with as few statements as the database allows.

Every step of every case takes this path, so its statements are compiled once for each dialect and handed to the driver
as text. PostgreSQL takes case, leaf, payload, message and timer in one statement; SQLite, being in this process, one by
one.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm.exc import StaleDataError

from appointments.core.cases import Move
from appointments.core.ledger.models import LEAF, PAYLOAD
from appointments.core.outbox import OUTBOX
from appointments.core.prepared import Prepared
from appointments.core.timers import TIMER

Values = Mapping[str, Any]
Part = str | tuple[Any, ...]
"""A statement's name; that of a case's row is its table with the columns to be written."""

_LEAF_COLUMNS = ("case_key", "cseq", "leaf", "leaf_hash", "at")
_MESSAGE_COLUMNS = ("id", "message", "case_key", "person_id", "roles", "params", "created_at", "attempts")
_BESIDE = ("message", "arm", "drop")
_TIMER_COLUMNS = ("id", "case_key", "state", "trigger", "due_at", "next_try_at", "derivation", "attempts")


def record(
    connection: Connection,
    move: Move | None,
    leaf: Values,
    payload: Values,
    message: Values | None,
    timer: Values | None,
) -> None:
    """Write one act's rows: its case's own (None: another act of this transaction, or the ORM, writes it), its entry.

    `timer` is the new timer, {"case_key": ...} alone to drop the old one, None to leave it.
    """
    names: list[Part] = ["leaf", "payload"]
    values = _named(LEAF, leaf) | _named(PAYLOAD, payload)
    if move:
        names.insert(0, (move.table, *sorted(move.values)))
        values |= _named(move.table, move.values) | {"seen": move.seen}
    if message:
        names.append("message")
        values |= _named(OUTBOX, message)
    if timer:
        names.append(_timer_step(timer))
        values |= _named(TIMER, timer)
    if connection.dialect.name == "postgresql":
        done = _prepared(connection.dialect, *names).run(connection, values)
        _only_one(move, len(done.all()))
    else:
        _one_by_one(connection, names, values, move)


def _one_by_one(connection: Connection, names: "list[Part]", values: dict[str, Any], move: Move | None) -> None:
    for name in names:
        done = _prepared(connection.dialect, name).run(connection, values)
        if name == "leaf":
            values["ledger_payload_leaf_id"] = done.lastrowid
        elif isinstance(name, tuple):
            _only_one(move, done.rowcount)


def _only_one(move: Move | None, count: int) -> None:
    """The row was as it had been read; otherwise nothing of this transaction may stay."""
    if move and count != 1:
        raise StaleDataError(f"{move.table.name} {move.values['id']} is no longer at version {move.seen}")


def send(connection: Connection, message: Values) -> None:
    """Write one message that is not a step's own notice."""
    _prepared(connection.dialect, "message").run(connection, _named(OUTBOX, message))


def set_timer(connection: Connection, timer: Values) -> None:
    """Set a case's timer anew, or drop it ({"case_key": ...} alone)."""
    _prepared(connection.dialect, _timer_step(timer)).run(connection, _named(TIMER, timer))


def _timer_step(timer: Values) -> str:
    return "drop" if len(timer) == 1 else "arm"


_known: dict[tuple[Part, ...], Prepared] = {}


def _prepared(dialect: Dialect, *name: Part) -> Prepared:
    """The statement of that name, compiled once for each kind of database."""
    key = (dialect.name, *name)
    if key not in _known:
        _known[key] = Prepared(_at_once(dialect, *name) if len(name) > 1 else _one(dialect, *name), dialect)
    return _known[key]


def _one(dialect: Dialect, name: Part) -> Any:
    if isinstance(name, tuple):
        return _move(*name)
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


def _at_once(dialect: Dialect, *names: Part) -> Any:
    """Case, leaf and payload, with whatever else is named, as one statement; no case at that version, no leaf."""
    moves = [_one(dialect, name).returning(name[0].c.id).cte("moved") for name in names if isinstance(name, tuple)]
    entry = sa.select(*(_value(LEAF, name) for name in _LEAF_COLUMNS)).select_from(*moves)
    leaf = sa.insert(LEAF).from_select(_LEAF_COLUMNS, entry).returning(LEAF.c.id).cte("leaf")
    opened = sa.select(leaf.c.id, _value(PAYLOAD, "salt"), _value(PAYLOAD, "body"))
    payload = sa.insert(PAYLOAD).from_select(["leaf_id", "salt", "body"], opened).cte("payload")
    others = [_one(dialect, name).cte(f"with_{name}") for name in names if name in _BESIDE]
    return sa.select(leaf.c.id).add_cte(payload, *others)


def _move(table: sa.Table, *columns: str) -> Any:
    """The case's row, if it still is at the version that was read."""
    found = sa.and_(table.c.id == _value(table, "id"), table.c.version == sa.bindparam("seen", type_=sa.Integer()))
    return sa.update(table).where(found).values({name: _value(table, name) for name in columns if name != "id"})


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
