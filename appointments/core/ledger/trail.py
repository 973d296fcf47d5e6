"""Writes what `Work` did: leaf, opened payload, messages and timers of each act, in the act's own transaction.

What is written is decided here, and how in `record`; whatever else the session has pending is the ORM's.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.cases import unwritten, written
from appointments.core.facts import encode_facts
from appointments.core.ledger import entry, record
from appointments.core.ledger.canonical import canonical
from appointments.core.ledger.models import LEAF
from workflows.calendar import Sum
from workflows.engine import Case

if TYPE_CHECKING:
    from appointments.core.cases import Cased
    from appointments.core.work import Act, Work

_LAST = sa.select(LEAF.c.leaf).where(LEAF.c.case_key == sa.bindparam("key")).order_by(LEAF.c.cseq.desc()).limit(1)


def write(work: "Work", acts: "Sequence[Act]", messages: list[dict[str, Any]]) -> None:
    """Give each act its entry, move its timer, and send its messages."""
    entries = []
    for act in acts:
        due = _due(act)
        entries.append((act.row, *_enter(work, act, due), _notice(work, act), _timer_after(act, due)))
    connection = work.session.connection()
    for row, leaf, payload, notice, timer in entries:
        move = unwritten(row)  # with the new head of its chain; the first act of a row writes it for all of them
        record.record(connection, move, leaf, payload, notice, timer)
        if move:
            written(row)
    work.session.flush()
    for message in messages:
        record.send(connection, _message(work, message))


LastAct = tuple[str | None, datetime | None, str | None, tuple[str | None, str | None]]


def last_act(session: Session, key: str) -> LastAct:
    """Who changed the case last, when, by which act, from which state to which: (person's id, instant, act, states)."""
    leaf = session.execute(_LAST, {"key": key}).scalar()
    if leaf is None:
        return None, None, None, (None, None)
    said = json.loads(leaf)
    before, after = said["st"]
    return said["actor"]["p"], datetime.fromisoformat(said["at"]), said["act"], (before, after)


def _enter(work: "Work", act: "Act", due: Sum | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The act's leaf and payload; the case's row learns its new version and head."""
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
    values = {"case_key": row.case_key, "cseq": row.version, "leaf": leaf, "leaf_hash": row.head, "at": act.at}
    return values, {"salt": salt, "body": body}


def _notice(work: "Work", act: "Act") -> dict[str, Any] | None:
    """What the definition says is to be told of this step, and to whom."""
    if act.clause is None or not act.clause.notify:
        return None
    roles = [str(role) for role in act.clause.notify]
    key = act.row.case_key
    params = {"from": act.source, "to": act.to}
    return _message(work, {"message": act.name, "case_key": key, "person_id": None, "roles": roles, "params": params})


def _message(work: "Work", said: dict[str, Any]) -> dict[str, Any]:
    return {"id": uuid4(), "created_at": work.now, "attempts": 0} | said


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


def _timer_after(act: "Act", due: Sum | None) -> dict[str, Any] | None:
    """One open timer a case: leaving the state removes the old one; an overdue self-transition removes its own."""
    if act.source == act.to and act.name.partition(".")[2] != _overdue_step(act):
        return None
    timer = _timer(act.row, act.to, due)
    had_none = act.source is None or act.row.process.states[act.source].deadline is None
    return None if had_none and len(timer) == 1 else timer


def retime(session: Session, row: "Cased", case: Case) -> None:
    """Set the timer of the state in which a case rests anew, because the facts behind its deadline changed."""
    deadline = row.at.deadline
    record.set_timer(session.connection(), _timer(row, row.state, deadline.due(case) if deadline else None))


def _timer(row: "Cased", state: str, due: Sum | None) -> dict[str, Any]:
    """The timer of a case in that state; the case's key alone where nothing falls due."""
    deadline = row.process.states[state].deadline
    if due is None or deadline is None:
        return {"case_key": row.case_key}
    steps = [[s.day.isoformat(), s.counted, s.number, s.why.vi, s.why.en] for s in due.steps]
    return {
        "id": uuid4(),
        "case_key": row.case_key,
        "state": state,
        "trigger": deadline.then,
        "due_at": due.due,
        "next_try_at": due.due,
        "derivation": steps,
        "attempts": 0,
    }
