"""The ledger's four tables. Rows are inserted once; triggers refuse changes (a speed bump: the proof is the log).

`ledger_leaf` holds the canonical bytes without personal data, `ledger_payload` what the leaf's commitment was made
over, `ledger_position` the place in the Merkle log given later by the sealer, `ledger_head` the signed checkpoints.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column

from appointments.core.db import Base

INTEGER_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSERT_ONLY = ("ledger_leaf", "ledger_payload", "ledger_position", "ledger_head")
_SAME_ROW = {
    "ledger_leaf": "id = NEW.id OR (case_key = NEW.case_key AND cseq = NEW.cseq)",
    "ledger_payload": "leaf_id = NEW.leaf_id",
    "ledger_position": "idx = NEW.idx OR leaf_id = NEW.leaf_id",
    "ledger_head": "size = NEW.size",
}
_FUNCTION = """CREATE OR REPLACE FUNCTION ledger_is_insert_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"""


class Leaf(Base):
    """One entry of one case: number `cseq` of `case_key`, as the bytes that are hashed."""

    __tablename__ = "ledger_leaf"
    __table_args__ = (
        sa.UniqueConstraint("case_key", "cseq"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(INTEGER_KEY, primary_key=True)
    case_key: Mapped[str]
    cseq: Mapped[int]
    leaf: Mapped[bytes]
    leaf_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    at: Mapped[datetime]


class Payload(Base):
    """What the leaf only commits to: the facts seen, the sealed columns, the reason; with the commitment's salt."""

    __tablename__ = "ledger_payload"

    leaf_id: Mapped[int] = mapped_column(INTEGER_KEY, sa.ForeignKey("ledger_leaf.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    body: Mapped[bytes]


class Position(Base):
    """The place of a leaf in the Merkle log, counted from 0 without gaps."""

    __tablename__ = "ledger_position"

    idx: Mapped[int] = mapped_column(INTEGER_KEY, primary_key=True, autoincrement=False)
    leaf_id: Mapped[int] = mapped_column(INTEGER_KEY, sa.ForeignKey("ledger_leaf.id"), unique=True)
    leaf_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class Head(Base):
    """A signed checkpoint over the first `size` leaves. `frontier` lets the sealer go on without reading them again."""

    __tablename__ = "ledger_head"

    size: Mapped[int] = mapped_column(INTEGER_KEY, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    frontier: Mapped[bytes]
    note: Mapped[str]
    at: Mapped[datetime]


def trigger_statements(dialect: str, table: str) -> list[str]:
    """The statements that make one table insert-only on this dialect; migrations execute the same."""
    if dialect == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
        exists = f"EXISTS (SELECT 1 FROM {table} WHERE {_SAME_ROW[table]})"  # noqa: S608 - our own names
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            # INSERT OR REPLACE deletes without asking the trigger above.
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {exists} {refuse}",
        ]
    refuse = "EXECUTE FUNCTION ledger_is_insert_only()"
    return [
        _FUNCTION,
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def drop_statements(dialect: str, table: str) -> list[str]:
    """The statements that take the triggers away again (a migration's way down; the tamper tests)."""
    names = ("update", "delete", "replace") if dialect == "sqlite" else ("change", "truncate")
    on = "" if dialect == "sqlite" else f" ON {table}"
    return [f"DROP TRIGGER IF EXISTS {table}_no_{name}{on}" for name in names]


def _protect(table: sa.Table, connection: sa.Connection, **_: object) -> None:
    for statement in trigger_statements(connection.dialect.name, table.name):
        connection.execute(sa.text(statement))


for _name in INSERT_ONLY:
    event.listen(Base.metadata.tables[_name], "after_create", _protect)

LEAF, PAYLOAD, POSITION, HEAD = [Base.metadata.tables[name] for name in INSERT_ONLY]
