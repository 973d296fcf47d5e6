"""What happened to a case, read back from its ledger entries: the timeline of a page, in the order of the acts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.ledger.models import LEAF, PAYLOAD


@dataclass(frozen=True, slots=True)
class Event:
    """One act: what ("round.announce"), from which state to which, by whom in which role, when; reason and detail."""

    case_key: str
    number: int
    act: str
    source: str | None
    to: str
    person: UUID | None
    role: str
    at: datetime
    leaf_hash: bytes
    reason: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    due: str | None = None

    @property
    def moved(self) -> bool:
        """Whether the act led to another state."""
        return self.source != self.to


def case_history(session: Session, case_key: str) -> list[Event]:
    """Everything that happened to one case, oldest first; one statement."""
    return histories(session, [case_key])


def histories(session: Session, case_keys: Iterable[str]) -> list[Event]:
    """The same for several cases that belong together, by instant."""
    query = (
        sa.select(LEAF.c.case_key, LEAF.c.leaf, LEAF.c.leaf_hash, PAYLOAD.c.body)
        .join(PAYLOAD, PAYLOAD.c.leaf_id == LEAF.c.id, isouter=True)
        .where(LEAF.c.case_key.in_(list(case_keys)))
        .order_by(LEAF.c.at, LEAF.c.id)
    )
    return [_event(row) for row in session.execute(query)]


def _event(row: Any) -> Event:
    said = json.loads(row.leaf)
    opened = json.loads(row.body) if row.body else {}  # an erased payload leaves the leaf standing
    person = said["actor"]["p"]
    return Event(
        case_key=row.case_key,
        number=said["cseq"],
        act=said["act"],
        source=said["st"][0],
        to=said["st"][1],
        person=UUID(person) if person else None,
        role=said["actor"]["role"],
        at=datetime.fromisoformat(said["at"]),
        leaf_hash=row.leaf_hash,
        reason=opened.get("reason") or "",
        detail=opened.get("detail") or {},
        due=opened.get("due"),
    )
