"""What a row needs in order to have a state (`Cased`) or to be bound by the ledger (`Sealed`).

The columns named in `__sealed__` go, with every act that changes them, into the opened payload of that act's ledger
entry; `flask ledger verify` compares the rows with them. Only `Work` may change such a column: see `guard_sealed`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, NamedTuple, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column
from sqlalchemy.orm.attributes import get_history

from appointments.core.db import Identified
from workflows import registry
from workflows.engine import Process, State


class Sealed(Identified):
    """A row without a state of its own whose sealed columns change only as part of a recorded act."""

    __sealed__: ClassVar[tuple[str, ...]] = ()


class Cased(Sealed):
    """A row that moves through a process. `version` counts its ledger entries, `head` is the last one's leaf hash."""

    __process__: ClassVar[str]

    state: Mapped[str] = mapped_column(sa.String(40), index=True)
    version: Mapped[int] = mapped_column(default=0)
    head: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))
    process_version: Mapped[int]
    begun_at: Mapped[datetime]
    entered_at: Mapped[datetime]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "version_id_generator": False}

    @property
    def process(self) -> Process:
        """The definition that this case was begun under."""
        return registry.process(self.__process__, self.process_version)

    @property
    def at(self) -> State:
        """The definition of the state in which the case rests."""
        return self.process.states[self.state]

    @property
    def case_key(self) -> str:
        """How the ledger calls this case."""
        return case_key(self.__process__, self.id)


CasedRow = TypeVar("CasedRow", bound=Cased)


class Unrecorded(Exception):
    """A sealed column was about to change outside a recorded act."""


def case_key(process: str, row_id: UUID) -> str:
    """How the ledger calls the case of `process` with that id."""
    return f"{process}:{row_id.hex}"


def pinned_version(process: str, on: date) -> int:
    """The edition of a process under which a case begun on that day runs to its end."""
    return registry.current(process, on).version


def seals_changed(row: Sealed) -> bool:
    """Whether the pending change of a row touches what the ledger binds."""
    watched = {*row.__sealed__, "state", "version", "head"}
    assigned = inspect(row).committed_state.keys()
    return points_elsewhere(row) or any(get_history(row, name).has_changes() for name in watched & assigned)


def points_elsewhere(row: Sealed) -> bool:
    """Whether the row was given another row to belong to: its foreign key, if sealed, changes with the flush."""
    state = inspect(row)
    given = state.committed_state.keys() & state.mapper.relationships.keys()
    return any(
        column.key in row.__sealed__ and get_history(row, name).has_changes()
        for name in given
        for column in state.mapper.relationships[name].local_columns
    )


class Move(NamedTuple):
    """What a case's row is yet to learn: the columns that were assigned, and the version that they replace."""

    table: sa.Table
    values: Mapping[str, Any]
    seen: int


def unwritten(row: Cased) -> Move | None:
    """The pending change of a case as plain values, or None where there is none that one UPDATE can write.

    What needs more than that (another row to belong to, a value that the database is to work out) is left to the ORM.
    """
    state = inspect(row)
    table, columns = _plain_columns(state.mapper)
    given = state.committed_state
    known = columns.keys() & state.dict.keys()
    if "version" not in given or not state.persistent or not given.keys() <= known:
        return None
    values = {columns[name]: state.dict[name] for name in given}
    if any(isinstance(value, sa.ClauseElement) for value in values.values()):
        return None
    return Move(table, values | {"id": row.id}, given["version"])


def written(row: Cased) -> None:
    """Tell the session that the row's pending change is in the database, so that no flush writes it again."""
    state = inspect(row)
    assert state.session is not None
    state._commit_all(state.dict, state.session.identity_map)  # what a flush does; there is no public name for it


@cache
def _plain_columns(mapper: Any) -> tuple[sa.Table, dict[str, str]]:
    """A model's table, and its attributes that are one column each of it (the id, which never changes, left out)."""
    plain = {a.key: a.columns[0] for a in mapper.column_attrs if len(a.columns) == 1}
    return mapper.local_table, {
        key: column.name for key, column in plain.items() if column.table is mapper.local_table and key != "id"
    }


@event.listens_for(Session, "before_flush")
def guard_sealed(session: Session, _context: Any, _instances: Any) -> None:
    """Let sealed rows reach the database only inside `Work`, which then writes their entry."""
    work, new, deleted = session.info.get("work"), session.new, session.deleted
    for row in (*new, *session.dirty, *deleted):
        if not isinstance(row, Sealed) or not (row in new or row in deleted or seals_changed(row)):
            continue
        if work is None:
            raise Unrecorded(f"{type(row).__name__} {row.id} may change only inside Work")
        work.touch(row, deleted=row in deleted)
