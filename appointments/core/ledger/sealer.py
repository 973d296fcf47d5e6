"""Gives the leaves their places in the Merkle log and signs the heads. The only writer of positions and heads.

One sealer at a time, by the database's own lock. A head is only signed on top of the last one: the stored frontier must
fold to the root that was signed, and the tree can then only grow, so that the new head is consistent by construction.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.db import writing
from appointments.core.ledger.checkpoint import BadNote, Signer, heads_beside, keeper, load_or_create
from appointments.core.ledger.merkle import Frontier, leaf_hash
from appointments.core.ledger.models import HEAD, LEAF, POSITION

BATCH = 2000
ADVISORY_LOCK = 0x6D696E68  # "minh"; any number that no other lock of this database uses

_LAST_HEAD = sa.select(HEAD.c.size, HEAD.c.root, HEAD.c.frontier, HEAD.c.note).order_by(HEAD.c.size.desc()).limit(1)
_LAST_INDEX = sa.select(sa.func.max(POSITION.c.idx))
_IS_SEALED = sa.exists().where(POSITION.c.leaf_id == LEAF.c.id)
_FIRST_UNSEALED = sa.select(sa.func.min(LEAF.c.id)).where(~_IS_SEALED)
_LAST_SEALED = sa.select(sa.func.max(POSITION.c.leaf_id))
_UNSEALED = (
    sa.select(LEAF.c.id, LEAF.c.case_key, LEAF.c.cseq, LEAF.c.leaf, LEAF.c.leaf_hash)
    .where(LEAF.c.id >= sa.bindparam("floor"), ~_IS_SEALED)
    .order_by(LEAF.c.id)
    .limit(sa.bindparam("batch"))
)
_SEALED_BEFORE = sa.select(LEAF.c.case_key, LEAF.c.cseq).join(POSITION, POSITION.c.leaf_id == LEAF.c.id)


class SealRefused(Exception):
    """The log is not what the last head says, or a leaf does not fit: nothing is signed until somebody has looked."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a call did: how many leaves it placed, and the size of the log afterwards."""

    leaves: int
    size: int


def seal(
    session: Session, signer: Signer, now: datetime, *, batch: int = BATCH, keep: Callable[[str], None] | None = None
) -> Sealed:
    """Place every committed leaf that has no place yet, and sign a head after each batch.

    Commits batch by batch. `keep` is given every note after its commit, to be stored where the database's owner cannot
    reach it.
    """
    session.rollback()
    placed, floor = 0, _floor(session)
    while True:
        session.rollback()
        _take_turn(session)
        tree, leaves = _last_tree(session, signer), _unsealed(session, floor, batch)
        if not leaves:
            session.rollback()
            return Sealed(placed, tree.size)
        _check(session, signer, leaves)
        note = _place(session, signer, tree, leaves, now)
        session.commit()
        placed, floor = placed + len(leaves), leaves[0].id
        if keep:
            keep(note)


def seal_here(session: Session, settings: Mapping[str, Any], now: datetime) -> Sealed:
    """The same with the installation's own key, its heads kept beside that key."""
    signer = load_or_create(settings["LEDGER_KEY"], settings["ORIGIN"])
    return seal(session, signer, now, keep=keeper(heads_beside(settings["LEDGER_KEY"])))


def _floor(session: Session) -> int:
    """An id below which every leaf is placed, found before the lock is taken.

    SQLite's writers commit in the order of their ids. Elsewhere a smaller id may become visible later: look for gaps.
    """
    if session.get_bind().dialect.name == "sqlite":
        return int(session.scalar(_LAST_SEALED) or 0) + 1
    return int(session.scalar(_FIRST_UNSEALED) or 0)


def _take_turn(session: Session) -> None:
    connection = writing(session)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ADVISORY_LOCK)))


def _last_tree(session: Session, signer: Signer) -> Frontier:
    """The tree that the last head signed; refuses to go on from anything else."""
    head, last = session.execute(_LAST_HEAD).first(), session.scalar(_LAST_INDEX)
    count = 0 if last is None else last + 1
    if head is None:
        if count:
            raise SealRefused(f"{count} leaves have a place but no head was ever signed")
        return Frontier()
    try:
        signed, tree = signer.verifier.open(head.note), Frontier.unpack(head.size, bytes(head.frontier))
    except (BadNote, ValueError) as error:
        raise SealRefused(f"the head of size {head.size}: {error}") from error
    if (signed.size, signed.root) != (head.size, bytes(head.root)) or tree.root() != signed.root:
        raise SealRefused(f"the head of size {head.size} is not the tree that was signed")
    if count != head.size:
        raise SealRefused(f"{count} leaves have a place, the last head covers {head.size}")
    return tree


def _unsealed(session: Session, floor: int, batch: int) -> Sequence[Any]:
    return session.execute(_UNSEALED, {"floor": floor, "batch": batch}).all()


def _check(session: Session, signer: Signer, leaves: Sequence[Any]) -> None:
    """Each leaf is what it says it is, belongs to this log, and follows its case's last one."""
    before: dict[str, int] = {}
    first: dict[str, int] = {}
    for row in leaves:
        said = orjson.loads(row.leaf)
        if leaf_hash(bytes(row.leaf)) != bytes(row.leaf_hash):
            raise SealRefused(f"{row.case_key}: leaf {row.cseq} does not have its hash")
        if (said["log"], said["case"], said["cseq"]) != (signer.name, row.case_key, row.cseq):
            raise SealRefused(f"{row.case_key}: leaf {row.cseq} belongs elsewhere")
        if row.case_key not in before:
            first[row.case_key] = row.cseq
        elif row.cseq != before[row.case_key] + 1:
            raise SealRefused(f"{row.case_key}: leaf {row.cseq} comes after leaf {before[row.case_key]}")
        before[row.case_key] = row.cseq
    wanted = {(case, cseq - 1) for case, cseq in first.items() if cseq != 1}
    if missing := wanted - _already_sealed(session, wanted):
        case, cseq = min(missing)
        raise SealRefused(f"{case}: leaf {cseq} has no place but its successor would get one")


def _already_sealed(session: Session, wanted: set[tuple[str, int]]) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    ordered = sorted(wanted)
    for i in range(0, len(ordered), 400):
        some = sa.tuple_(LEAF.c.case_key, LEAF.c.cseq).in_(ordered[i : i + 400])
        found.update((row.case_key, row.cseq) for row in session.execute(_SEALED_BEFORE.where(some)))
    return found


def _place(session: Session, signer: Signer, tree: Frontier, leaves: Sequence[Any], now: datetime) -> str:
    places = []
    for row in leaves:
        places.append({"idx": tree.size, "leaf_id": row.id, "leaf_hash": row.leaf_hash})
        tree.append(bytes(row.leaf_hash))
    root = tree.root()
    note = signer.sign(tree.size, root)
    session.execute(sa.insert(POSITION), places)
    head = {"size": tree.size, "root": root, "frontier": tree.packed(), "note": note, "at": now}
    session.execute(sa.insert(HEAD), head)
    return note
