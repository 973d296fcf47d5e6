"""What inspectors read: the cases within their reach, a case's entries opened, the log's heads and places."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.audit.reading import BEING_SIGNED, ON_SCREEN, PANEL_ON_SCREEN, PROPOSAL
from appointments.core import directory
from appointments.core.directory import Kind
from appointments.core.ledger import merkle
from appointments.core.ledger.models import HEAD, LEAF, PAYLOAD, POSITION
from appointments.core.timers import Timer
from appointments.exams.models import LOCKED_SCRIPT
from appointments.notifications.within import Reach, key_of, within
from workflows.proposal import BEFORE_SEALING


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the list."""

    row: Any
    kind: Kind
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a case: the leaf as it is hashed, its place in the log, and what stands opened beside it."""

    number: int
    act: str
    source: str | None
    to: str
    person: UUID | None
    role: str
    at: datetime
    leaf_hash: bytes
    rule: str
    index: int | None
    documents: tuple[str, ...]
    opened: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf lies in the log: its index, and the first head that covers it; neither before it is sealed."""

    index: int | None
    head: int | None
    signed_at: datetime | None


def counts(session: Session, reached: Sequence[Reach]) -> dict[tuple[str, str], int]:
    """How many cases of each kind rest in each state within reach; one statement a kind."""
    found = {}
    for kind in directory.kinds():
        model: Any = kind.model
        query = sa.select(model.state, sa.func.count()).where(_within(kind, reached)).group_by(model.state)
        for state, count in session.execute(query):
            found[kind.process, state] = count
    return found


def cases(session: Session, kind: Kind, state: str, reached: Sequence[Reach], first: int, size: int) -> list[Line]:
    """Cases of one kind, those that moved last first, in one state or (state "") in all."""
    model: Any = kind.model
    chosen = sa.select(model.id, Timer.due_at, model.entered_at).where(_within(kind, reached))
    chosen = chosen.outerjoin(Timer, Timer.case_key == key_of(model))
    if state:
        chosen = chosen.where(model.state == state)
    part = chosen.order_by(model.entered_at.desc(), model.id).offset(first).limit(size).subquery()
    query = kind.resting(()).join(part, part.c.id == model.id).add_columns(part.c.due_at)
    found = session.execute(query.order_by(part.c.entered_at.desc(), part.c.id)).unique()
    return [Line(row, kind, due_at) for row, due_at in found]


def _within(kind: Kind, reached: Sequence[Reach]) -> sa.ColumnElement[bool]:
    """The cases of this kind within reach; of what is marked on screen that which may be known."""
    found = sa.or_(sa.false(), *(within(kind.process, reach) for reach in reached))
    if kind.process == ON_SCREEN:
        return sa.and_(found, kind.model.state.in_(LOCKED_SCRIPT))
    if kind.process == PANEL_ON_SCREEN:
        return sa.and_(found, kind.model.state != BEING_SIGNED)
    if kind.process == PROPOSAL:
        return sa.and_(found, kind.model.state.not_in(BEFORE_SEALING))
    return found


def entries(session: Session, case_key: str) -> list[Entry]:
    """Every entry of a case in the order of the acts; one statement."""
    query = (
        sa.select(LEAF.c.leaf, LEAF.c.leaf_hash, PAYLOAD.c.body, POSITION.c.idx)
        .join(PAYLOAD, PAYLOAD.c.leaf_id == LEAF.c.id, isouter=True)
        .join(POSITION, POSITION.c.leaf_id == LEAF.c.id, isouter=True)
        .where(LEAF.c.case_key == case_key)
        .order_by(LEAF.c.cseq)
    )
    return [_entry(row) for row in session.execute(query)]


def _entry(row: Any) -> Entry:
    said = json.loads(row.leaf)
    actor = said["actor"]
    return Entry(
        number=said["cseq"],
        act=said["act"],
        source=said["st"][0],
        to=said["st"][1],
        person=UUID(actor["p"]) if actor["p"] else None,
        role=actor["role"],
        at=datetime.fromisoformat(said["at"]),
        leaf_hash=bytes(row.leaf_hash),
        rule=said["rule"],
        index=row.idx,
        documents=tuple(one["h"].removeprefix("sha256:") for one in said["docs"]),
        opened=json.loads(row.body) if row.body else {},
    )


def heads(session: Session, limit: int = 20) -> Sequence[Any]:
    """The latest signed heads: size, root, note, instant."""
    query = sa.select(HEAD.c.size, HEAD.c.root, HEAD.c.note, HEAD.c.at).order_by(HEAD.c.size.desc()).limit(limit)
    return session.execute(query).all()


def head_note(session: Session, size: int) -> str | None:
    """The signed note over the first `size` leaves."""
    return session.scalar(sa.select(HEAD.c.note).where(HEAD.c.size == size))


def place_of(session: Session, leaf_hash: bytes) -> Place | None:
    """Where the leaf with that hash lies; None where there is none. It tells nothing of the case."""
    query = sa.select(LEAF.c.id, POSITION.c.idx).join(POSITION, POSITION.c.leaf_id == LEAF.c.id, isouter=True)
    found = session.execute(query.where(LEAF.c.leaf_hash == leaf_hash)).first()
    if found is None or found.idx is None:
        return Place(None, None, None) if found else None
    covering = sa.select(HEAD.c.size, HEAD.c.at).where(HEAD.c.size > found.idx).order_by(HEAD.c.size).limit(1)
    head = session.execute(covering).first()
    return Place(found.idx, head.size if head else None, head.at if head else None)


def proof_of(session: Session, leaf_hash: bytes) -> dict[str, Any] | None:
    """What proves to anybody that the latest head covers the leaf: its path up to the root, and the signed note."""
    place, latest = place_of(session, leaf_hash), heads(session, 1)
    if place is None or place.head is None or place.index is None or not latest:
        return None
    head = latest[0]
    hashes = sa.select(POSITION.c.leaf_hash).where(POSITION.c.idx < head.size).order_by(POSITION.c.idx)
    path = merkle.inclusion_proof([bytes(one) for one in session.scalars(hashes)], place.index)
    return {
        "leaf": leaf_hash.hex(),
        "index": place.index,
        "size": head.size,
        "path": [step.hex() for step in path],
        "root": bytes(head.root).hex(),
        "note": head.note,
    }
