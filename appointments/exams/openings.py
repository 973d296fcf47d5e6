"""The commitments of final marks by code, published at the lock, and their openings for the candidate who wrote it.

A commitment entered the ledger in the very act in which a mark was made final; whoever holds salt and contents can
show that the mark was fixed before anybody knew whose it was.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from appointments.competitions.models import Paper
from appointments.core.cases import case_key
from appointments.core.ledger.models import LEAF, PAYLOAD
from appointments.exams import allocation
from appointments.exams.models import LOCKED_SCRIPT, Mark, PoolMember, ScreenScript

FORMAT = "minhtuyen/mark-opening/v1"
SIGNED, ALLOCATED = "screen_script.sign", "screen_script.allocate"


@dataclass(frozen=True, slots=True)
class Commitment:
    """One final mark: the script's code, which marking it was, and the entry that fixed it."""

    code: str
    sheet: int
    mark: Mark
    leaf: bytes
    leaf_hash: bytes
    salt: bytes
    body: bytes

    @property
    def sealed(self) -> str:
        """The commitment as it stands in the entry."""
        return str(json.loads(self.leaf)["pc"]).removeprefix("c1:")


def commitments(session: Session, paper_id: UUID, codes: Sequence[str] = ()) -> list[Commitment]:
    """Of every locked script (or of those with these codes) the marks that count, by code."""
    query = sa.select(ScreenScript).options(selectinload(ScreenScript.signed))
    query = query.where(ScreenScript.paper_id == paper_id, ScreenScript.state.in_(LOCKED_SCRIPT))
    query = query.where(ScreenScript.code.in_(codes)) if codes else query
    marks = {
        f"mark:{mark.id.hex}": (script.code, mark)
        for script in session.scalars(query)
        for mark in script.signed
        if not mark.voided
    }
    keys = [case_key("screen_script", mark.script_id) for _, mark in marks.values()]
    found = []
    for row in _entries(session, keys, SIGNED):
        for name in json.loads(row.body)["rows"].keys() & marks.keys():
            code, mark = marks[name]
            found.append(Commitment(code, mark.sheet, mark, row.leaf, row.leaf_hash, row.salt, row.body))
    return sorted(found, key=lambda one: (one.code, one.sheet))


def opening(paper: Paper, found: Sequence[Commitment]) -> dict[str, Any]:
    """What the candidate keeps: entries, salts and contents, to be checked without this program."""
    return {
        "format": FORMAT,
        "paper": paper.title,
        "marks": [
            {
                "code": one.code,
                "marking": one.sheet,
                "leaf_hash": one.leaf_hash.hex(),
                "leaf": base64.b64encode(one.leaf).decode(),
                "salt": base64.b64encode(one.salt).decode(),
                "payload": base64.b64encode(one.body).decode(),
            }
            for one in found
        ],
    }


def derived(session: Session, paper: Paper) -> bool:
    """Whether the first allocation on record is the one that the opened seed gives, for the pool as it was then."""
    if not paper.opened_seed:
        return False
    seed = bytes.fromhex(paper.opened_seed)
    scripts = session.scalars(
        sa.select(ScreenScript).where(ScreenScript.paper_id == paper.id, ScreenScript.remark_of.is_(None))
    ).all()
    stored: dict[str, tuple[str, ...]] = {}
    for row in _entries(session, [script.case_key for script in scripts], ALLOCATED):
        shown = json.loads(row.body)["rows"][row.case_key.replace("screen_script:", "script:")]
        stored[shown["code"]] = tuple(shown["markers"])
    pool = session.scalars(sa.select(PoolMember).where(PoolMember.paper_id == paper.id)).all()
    first = min((member.joined_at for member in pool), default=None)
    people = sorted(member.person_id.hex for member in pool if member.joined_at == first)
    return allocation.seed_seal(seed) == paper.seed_seal and stored == _draw(tuple(sorted(stored)), tuple(people), seed)


@lru_cache(maxsize=64)
def _draw(codes: tuple[str, ...], people: tuple[str, ...], seed: bytes) -> dict[str, tuple[str, ...]]:
    """The draw, worked out once: a public page shows whether it agrees, and nothing of a locked paper changes."""
    return allocation.allocate(codes, people, seed)


def _entries(session: Session, case_keys: Sequence[str], act: str) -> list[Any]:
    query = sa.select(LEAF.c.case_key, LEAF.c.leaf, LEAF.c.leaf_hash, PAYLOAD.c.salt, PAYLOAD.c.body)
    query = query.join(PAYLOAD, PAYLOAD.c.leaf_id == LEAF.c.id).where(LEAF.c.case_key.in_(list(case_keys)))
    return [row for row in session.execute(query.order_by(LEAF.c.id)) if json.loads(row.leaf)["act"] == act]
