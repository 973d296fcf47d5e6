"""In which order candidates present: drawn from a seed that was sealed with the beginning of the exam.

The order is a function of the seed and of the candidate numbers alone. Whoever joins after the draw has the place that
the same function gives, and the others keep theirs towards each other.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.models import Round
from appointments.core.ledger.models import LEAF, PAYLOAD, POSITION
from appointments.exams import allocation

PURPOSE = "presentations"
SEALING = "round.begin_examination"


def order(numbers: Collection[str], seed: bytes) -> list[str]:
    """The candidate numbers in the order in which they present."""
    return allocation.order_for(PURPOSE, numbers, seed)


def in_order(round_: Round, presenters: Iterable[Application]) -> list[Application]:
    """The candidates as they were drawn; as they came where nothing was drawn."""
    rows = list(presenters)
    if not round_.oral_seed_opened:
        return rows
    places = {number: n for n, number in enumerate(order({one.number or "" for one in rows}, _seed(round_)))}
    return sorted(rows, key=lambda one: (places[one.number or ""], one.id.hex))


def is_kept(candidates: Iterable[Application], times: Mapping[UUID, datetime]) -> bool:
    """Whether those who have a time present in this order, each after the one before."""
    timed = [times[one.id] for one in candidates if one.id in times]
    return all(earlier < later for earlier, later in pairwise(timed))


def is_of_the_seal(round_: Round) -> bool:
    """Whether the opened seed is the one that was sealed."""
    return bool(round_.oral_seed_opened) and allocation.seed_seal(_seed(round_)) == round_.oral_seed_seal


def seal_is_on_record(session: Session, round_: Round) -> bool:
    """Whether the entry that sealed the seed has its place under a signed head of the ledger."""
    query = sa.select(LEAF.c.leaf, PAYLOAD.c.body).join(POSITION, POSITION.c.leaf_id == LEAF.c.id)
    query = query.join(PAYLOAD, PAYLOAD.c.leaf_id == LEAF.c.id).where(LEAF.c.case_key == round_.case_key)
    return bool(round_.oral_seed_seal) and any(
        _sealed_in(row, round_.case_key) == round_.oral_seed_seal
        for row in session.execute(query)
        if json.loads(row.leaf)["act"] == SEALING
    )


def _sealed_in(row: Any, case_key: str) -> Any:
    return json.loads(row.body)["rows"].get(case_key, {}).get("oral_seed_seal")


def _seed(round_: Round) -> bytes:
    return bytes.fromhex(round_.oral_seed_opened)
