"""Writes what `Work` did: leaf, opened payload, messages and timers of each act, in the act's own transaction.

The statements here are plain SQL sent as they are: this is the path that every step of every case takes. Table rows of
cases are the ORM's.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.db import table
from appointments.core.facts import encode_facts
from appointments.core.ledger import entry
from appointments.core.ledger.canonical import canonical
from appointments.core.ledger.models import Leaf, Payload
from appointments.core.outbox import OUTBOX
from appointments.core.timers import TIMER
from workflows.calendar import Sum
from workflows.engine import Case

if TYPE_CHECKING:
    from appointments.core.cases import Cased
    from appointments.core.work import Act, Work

LEAF, PAYLOAD = table(Leaf), table(Payload)
_ADD_LEAF = sa.insert(LEAF).returning(LEAF.c.id)
_ADD_PAYLOAD = sa.insert(PAYLOAD)
_ADD_MESSAGE = sa.insert(OUTBOX)
_DROP_TIMER = sa.delete(TIMER).where(TIMER.c.case_key == sa.bindparam("key"))
_ADD_TIMER = sa.insert(TIMER)
_LAST = sa.select(LEAF.c.leaf).where(LEAF.c.case_key == sa.bindparam("key")).order_by(LEAF.c.cseq.desc()).limit(1)


def write(work: "Work", acts: "Sequence[Act]", messages: list[dict[str, Any]]) -> None:
    """Give each act its entry, move its timer, and send its messages."""
    for act in acts:
        due = _due(act)
        _enter(work, act, due)
        _rearm(work, act, due)
        if act.clause and act.clause.notify:
            roles = [str(role) for role in act.clause.notify]
            messages.append(
                {
                    "message": act.name,
                    "case_key": act.row.case_key,
                    "person_id": None,
                    "roles": roles,
                    "params": {},
                }
            )
    for message in messages:
        work.session.execute(
            _ADD_MESSAGE,
            {"id": uuid4(), "created_at": work.now, "attempts": 0} | message,
        )


def last_act(session: Session, key: str) -> tuple[str | None, datetime | None, str | None]:
    """Who changed the case last, when, and by which act: (person's id, instant, act)."""
    leaf = session.execute(_LAST, {"key": key}).scalar()
    if leaf is None:
        return None, None, None
    said = json.loads(leaf)
    return said["actor"]["p"], datetime.fromisoformat(said["at"]), said["act"]


def _enter(work: "Work", act: "Act", due: Sum | None) -> None:
    row = act.row
    row.version += 1
    body, salt = canonical(_opened(act, due)), entry.new_salt()
    leaf = entry.leaf_bytes(
        log=work.origin,
        case=row.case_key,
        cseq=row.version,
        cprev=row.head,
        act=act.name,
        source=act.source,
        to=act.to,
        person=work.by.person.hex if work.by.person else None,
        role=str(act.role),
        at=act.at,
        rule=row.process.rule,
        commit=entry.commitment(salt, body),
        docs=act.docs,
        idem=hashlib.sha256(work.by.idem.encode()).digest() if work.by.idem else None,
    )
    row.head = entry.leaf_hash(leaf)
    values = {
        "case_key": row.case_key,
        "cseq": row.version,
        "leaf": leaf,
        "leaf_hash": row.head,
        "at": act.at,
    }
    leaf_id = work.session.execute(_ADD_LEAF, values).scalar_one()
    work.session.execute(_ADD_PAYLOAD, {"leaf_id": leaf_id, "salt": salt, "body": body})


def _opened(act: "Act", due: Sum | None) -> dict[str, Any]:
    """What stands beside the leaf: the facts that were seen, the reason, and each sealed row as it is after the act."""
    return {
        "trigger": act.name.partition(".")[2],
        "from": act.source,
        "to": act.to,
        "facts": encode_facts(act.case.facts) if act.case else None,
        "reason": act.case.reason if act.case else "",
        "detail": dict(act.detail),
        "rows": act.rows,
        "due": due.due if due else None,
    }


def _due(act: "Act") -> Sum | None:
    """The deadline of the state that the act leads to; none for a self-transition whose deadline does not repeat."""
    deadline = act.row.process.states[act.to].deadline
    if deadline is None or act.case is None or (act.source == act.to and not deadline.repeats):
        return None
    return deadline.due(act.case)


def _overdue_step(act: "Act") -> str | None:
    deadline = act.row.process.states[act.to].deadline
    return deadline.then if deadline else None


def _rearm(work: "Work", act: "Act", due: Sum | None) -> None:
    """One open timer a case: leaving the state removes the old one; an overdue self-transition removes its own."""
    if act.source == act.to and act.name.partition(".")[2] != _overdue_step(act):
        return
    _set_timer(work.session, act.row, act.to, due)


def retime(session: Session, row: "Cased", case: Case) -> None:
    """Set the timer of the state in which a case rests anew, because the facts behind its deadline changed."""
    deadline = row.at.deadline
    _set_timer(session, row, row.state, deadline.due(case) if deadline else None)


def _set_timer(session: Session, row: "Cased", state: str, due: Sum | None) -> None:
    session.execute(_DROP_TIMER, {"key": row.case_key})
    deadline = row.process.states[state].deadline
    if due is None or deadline is None:
        return
    steps = [[s.day.isoformat(), s.counted, s.number, s.why.vi, s.why.en] for s in due.steps]
    session.execute(
        _ADD_TIMER,
        {
            "id": uuid4(),
            "case_key": row.case_key,
            "state": state,
            "trigger": deadline.then,
            "due_at": due.due,
            "next_try_at": due.due,
            "derivation": steps,
            "attempts": 0,
        },
    )
