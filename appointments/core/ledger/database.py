"""Reads the ledger's tables in the order in which the verifier wants them, a page at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.ledger.models import HEAD, LEAF, PAYLOAD, POSITION
from appointments.core.ledger.verifier.log import Entry

PAGE = 5000

_LEAF_COLUMNS = (LEAF.c.leaf, LEAF.c.leaf_hash, LEAF.c.case_key, LEAF.c.cseq, LEAF.c.at, PAYLOAD.c.salt, PAYLOAD.c.body)
_SEALED = (
    sa.select(POSITION.c.leaf_id, POSITION.c.idx, POSITION.c.leaf_hash.label("position_hash"), *_LEAF_COLUMNS)
    .outerjoin_from(POSITION, LEAF, LEAF.c.id == POSITION.c.leaf_id)
    .outerjoin(PAYLOAD, PAYLOAD.c.leaf_id == POSITION.c.leaf_id)
    .where(POSITION.c.idx > sa.bindparam("after"))
    .order_by(POSITION.c.idx)
    .limit(PAGE)
)
_PENDING = (
    sa.select(LEAF.c.id.label("leaf_id"), sa.null().label("idx"), sa.null().label("position_hash"), *_LEAF_COLUMNS)
    .outerjoin_from(LEAF, PAYLOAD, PAYLOAD.c.leaf_id == LEAF.c.id)
    .where(LEAF.c.id > sa.bindparam("after"), ~sa.exists().where(POSITION.c.leaf_id == LEAF.c.id))
    .order_by(LEAF.c.id)
    .limit(PAGE)
)
_HEADS = (
    sa.select(HEAD.c.size, HEAD.c.root, HEAD.c.note)
    .where(HEAD.c.size > sa.bindparam("after"))
    .order_by(HEAD.c.size)
    .limit(PAGE)
)
_LAST_HEAD = sa.select(HEAD.c.size, HEAD.c.root, HEAD.c.frontier).order_by(HEAD.c.size.desc()).limit(1)
_ORPHANS = sa.select(*PAYLOAD.c).where(
    ~sa.exists().where(LEAF.c.id == PAYLOAD.c.leaf_id), ~sa.exists().where(POSITION.c.leaf_id == PAYLOAD.c.leaf_id)
)


def snapshot(session: Session) -> None:
    """Let every later statement of this transaction see one and the same instant of the database."""
    session.rollback()
    isolation = "REPEATABLE READ" if session.get_bind().dialect.name == "postgresql" else "SERIALIZABLE"
    session.connection(execution_options={"isolation_level": isolation} if isolation != "SERIALIZABLE" else {})


def entries(session: Session) -> Iterator[tuple[Entry, Any]]:
    """Every sealed entry by position, then the pending ones as written; with the row's `at` column."""
    for row in _pages(session, _SEALED, "idx", -1):
        yield _entry(row), row.at
    for row in _pages(session, _PENDING, "leaf_id", -1):
        yield _entry(row), row.at


def orphans(session: Session) -> Sequence[Any]:
    """What stands beside no entry and no place of one."""
    return session.execute(_ORPHANS.order_by(PAYLOAD.c.leaf_id)).all()


def heads(session: Session) -> Iterator[tuple[int, bytes, str]]:
    """Every head, the smallest first."""
    for row in _pages(session, _HEADS, "size", -1):
        yield row.size, bytes(row.root), row.note


def last_head(session: Session) -> Any:
    """The head on which the sealer will build: its size, root and frontier; None before the first."""
    return session.execute(_LAST_HEAD).first()


def _pages(session: Session, query: sa.Select[Any], key: str, after: int) -> Iterator[sa.Row[Any]]:
    while True:
        page = session.execute(query, {"after": after}).all()
        yield from page
        if len(page) < PAGE:
            return
        after = getattr(page[-1], key)


def _entry(row: Any) -> Entry:
    def raw(value: Any) -> bytes | None:
        return None if value is None else bytes(value)

    return Entry(
        row.leaf_id, row.idx, raw(row.position_hash), raw(row.leaf), raw(row.leaf_hash),
        row.case_key, row.cseq, raw(row.salt), raw(row.body),
    )  # fmt: skip
