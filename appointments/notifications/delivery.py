"""Delivers the outbox: to inboxes and by mail; at least once, and to each person once."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.accounts.models import User
from appointments.core import directory
from appointments.core.db import table, writing
from appointments.core.mail import Mail, Mailer
from appointments.core.outbox import OUTBOX
from appointments.notifications import candidates, texts
from appointments.notifications.models import Notice
from workflows.roles import CANDIDATE, PUBLIC, Role

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=1)
NOTICE = table(Notice)


class NotEveryone(Exception):
    """Some of those whom a message is for could not be reached; the others have it."""


def deliver(session: Session, mailer: Mailer, base_url: str, now: datetime, limit: int = 50) -> int:
    """Deliver what waits; returns how many messages went out. A message that fails is kept, with its error."""
    sent = 0
    for message in claim(session, now, limit):
        try:
            _deliver(session, message, mailer, base_url, now)
            sent += 1
        except Exception as error:  # noqa: BLE001 - one broken message must not stop the others; it is tried again
            session.rollback()
            log.warning("message %s (%s) not delivered: %s", message.id, message.message, error)
            _keep_error(session, message, error, now)
    return sent


def claim(session: Session, now: datetime, limit: int) -> list[sa.Row[Any]]:
    """Take messages for this worker for the length of the lease; another worker takes others."""
    session.commit()
    writing(session)
    free = sa.or_(OUTBOX.c.lease_until.is_(None), OUTBOX.c.lease_until <= now)
    waiting = sa.select(OUTBOX.c.id).where(OUTBOX.c.delivered_at.is_(None), free)
    waiting = waiting.order_by(OUTBOX.c.created_at, OUTBOX.c.id).limit(limit).with_for_update(skip_locked=True)
    taken = sa.update(OUTBOX).where(OUTBOX.c.id.in_(waiting.scalar_subquery()))
    taken = taken.values(lease_until=now + LEASE, attempts=OUTBOX.c.attempts + 1).returning(*OUTBOX.c)
    rows = sorted(session.execute(taken), key=lambda row: row.created_at)
    session.commit()
    return rows


def _deliver(session: Session, message: sa.Row[Any], mailer: Mailer, base_url: str, now: datetime) -> None:
    letter = _letter(session, message, base_url)  # first: what has no words may enter no inbox either
    people = recipients(session, message, now)
    _enter_inboxes(session, message, people)
    failed = []
    for notice_id, user in _unmailed(session, message.id):
        try:
            mailer.send(letter(user))
        except Exception as error:  # noqa: BLE001 - one mailbox that refuses must not keep the letter from the others
            failed.append(error)
        else:
            _write(session, sa.update(NOTICE).where(NOTICE.c.id == notice_id).values(mailed_at=now))
    if failed:
        raise NotEveryone(f"{len(failed)} of {len(people)} not mailed, the first because of {failed[0]!r}")
    _write(session, sa.update(OUTBOX).where(OUTBOX.c.id == message.id).values(delivered_at=now, last_error=None))


def recipients(session: Session, message: Any, now: datetime) -> set[UUID]:
    """Whom a message reaches: one person, or whoever holds one of the roles towards the case now."""
    people = {message.person_id} if message.person_id else set()
    if not message.roles:
        return people
    kind, row = directory.kind_of(message.case_key), directory.find(session, message.case_key)
    roles = {Role(role) for role in message.roles} - {PUBLIC}  # the public reads what is published
    owner = kind.owner(row)
    staff = set(accounts.holders_of(session, roles - {CANDIDATE}, kind.scopes(row), now)) - {owner}
    if CANDIDATE in roles:
        people |= {owner} if owner else candidates.concerned(session, message.case_key, message.message)
    return people | staff


def _enter_inboxes(session: Session, message: sa.Row[Any], people: set[UUID]) -> None:
    session.commit()  # what was read before must not keep SQLite from writing
    writing(session)
    known = set(session.scalars(sa.select(NOTICE.c.person_id).where(NOTICE.c.outgoing_id == message.id)))
    fresh = [
        {
            "id": uuid4(),
            "outgoing_id": message.id,
            "person_id": person,
            "message": message.message,
            "case_key": message.case_key,
            "params": message.params,
            "created_at": message.created_at,
        }
        for person in sorted(people - known)
    ]
    if fresh:
        session.execute(sa.insert(NOTICE), fresh)
    session.commit()


def _unmailed(session: Session, outgoing_id: UUID) -> list[tuple[UUID, User]]:
    """Who has the message in the inbox and not yet by mail; whoever has no open account finds it there one day."""
    query = sa.select(NOTICE.c.id, User).join(User, User.person_id == NOTICE.c.person_id)
    query = query.where(NOTICE.c.outgoing_id == outgoing_id, NOTICE.c.mailed_at.is_(None), User.active)
    return [(notice, user) for notice, user in session.execute(query.order_by(NOTICE.c.id))]


def _letter(session: Session, message: sa.Row[Any], base_url: str) -> Callable[[User], Mail]:
    """The letter to each reader, in the reader's language."""
    row = directory.find(session, message.case_key)
    title = directory.kind_of(message.case_key).title(row)
    text = texts.body(message.message, title, message.params, f"{base_url}/cases/{message.case_key}")
    subject = texts.subject(message.message, title, message.params)

    def to(user: User) -> Mail:
        key = f"{message.id.hex}.{user.person_id.hex}"
        return Mail(user.email, subject.say(user.locale), text.say(user.locale), key)

    return to


def _keep_error(session: Session, message: sa.Row[Any], error: Exception, now: datetime) -> None:
    """Keep why, and wait longer after each failure."""
    wait = min(LEASE * 2 ** min(message.attempts - 1, 10), LONGEST_WAIT)
    kept = {"last_error": repr(error)[:500], "lease_until": now + wait}
    _write(session, sa.update(OUTBOX).where(OUTBOX.c.id == message.id).values(**kept))


def _write(session: Session, statement: Any) -> None:
    session.commit()
    writing(session)
    session.execute(statement)
    session.commit()
