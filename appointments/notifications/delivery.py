"""Delivers the outbox: to inboxes and by mail; at least once, and to each person once."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.accounts.models import User
from appointments.core import directory
from appointments.core.db import table, writing
from appointments.core.errors import NotFound
from appointments.core.mail import Mail, Mailer
from appointments.core.outbox import OUTBOX
from appointments.notifications import texts
from appointments.notifications.models import Notice
from workflows.roles import CANDIDATE, Role

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
NOTICE = table(Notice)


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
            _keep_error(session, message.id, error)
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
    people = recipients(session, message.case_key, message.roles, message.person_id, now)
    _enter_inboxes(session, message, people, now)
    for notice_id, person_id in _unmailed(session, message.id):
        _mail(session, message, person_id, mailer, base_url)
        session.execute(sa.update(NOTICE).where(NOTICE.c.id == notice_id).values(mailed_at=now))
        session.commit()
    session.execute(sa.update(OUTBOX).where(OUTBOX.c.id == message.id).values(delivered_at=now, last_error=None))
    session.commit()


def recipients(
    session: Session, case_key: str, roles: Collection[str], person_id: UUID | None, now: datetime
) -> set[UUID]:
    """Whom a message reaches: one person, or whoever holds one of the roles towards the case now."""
    people = {person_id} if person_id else set()
    if not roles:
        return people
    kind, row = directory.kind_of(case_key), directory.find(session, case_key)
    if str(CANDIDATE) in roles and (owner := kind.owner(row)):
        people.add(owner)
    staff = [Role(role) for role in roles if role != str(CANDIDATE)]
    return people | set(accounts.holders_of(session, staff, kind.scopes(row), now))


def _enter_inboxes(session: Session, message: sa.Row[Any], people: set[UUID], now: datetime) -> None:
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


def _unmailed(session: Session, outgoing_id: UUID) -> list[tuple[UUID, UUID]]:
    query = sa.select(NOTICE.c.id, NOTICE.c.person_id)
    query = query.where(NOTICE.c.outgoing_id == outgoing_id, NOTICE.c.mailed_at.is_(None))
    return [(notice, person) for notice, person in session.execute(query)]


def _mail(session: Session, message: sa.Row[Any], person_id: UUID, mailer: Mailer, base_url: str) -> None:
    user = session.scalar(sa.select(User).where(User.person_id == person_id, User.active))
    if user is None:
        return  # known to the register but without an account: the inbox copy waits
    try:
        row = directory.find(session, message.case_key)
    except NotFound:
        return
    title, state = directory.kind_of(message.case_key).title(row), row.at.label
    link = f"{base_url}/cases/{message.case_key}"
    text = texts.body(message.message, title, state, message.params, link).say(user.locale)
    key = f"{message.id.hex}.{person_id.hex}"
    mailer.send(Mail(user.email, texts.subject(message.message, title).say(user.locale), text, key))


def _keep_error(session: Session, message_id: UUID, error: Exception) -> None:
    session.execute(sa.update(OUTBOX).where(OUTBOX.c.id == message_id).values(last_error=repr(error)[:500]))
    session.commit()
