"""A post office for tests: takes letters, refuses some, and tells what it got."""

from collections import Counter

import sqlalchemy as sa

from appointments.accounts.models import User
from appointments.core.mail import Mail
from appointments.notifications.delivery import deliver
from appointments.notifications.models import Notice

BASE = "https://example.vn"


class Post:
    """Takes letters; those for `refused` addresses it does not."""

    def __init__(self, *refused: str):
        self.refused, self.sent = set(refused), []

    def send(self, mail: Mail) -> None:
        if mail.to in self.refused:
            raise OSError(f"mailbox {mail.to} does not answer")
        self.sent.append(mail)

    @property
    def letters(self) -> Counter:
        return Counter(mail.key for mail in self.sent)


def everything(session, mailer, now) -> int:
    """Deliver until nothing waits."""
    total = 0
    while done := deliver(session, mailer, BASE, now):
        total += done
    return total


def email_of(session, person_id) -> str:
    return session.scalars(sa.select(User.email).where(User.person_id == person_id)).one()


def told(session, person_id) -> list[str]:
    """What a person was told, in order."""
    query = sa.select(Notice.message).where(Notice.person_id == person_id).order_by(Notice.created_at)
    return list(session.scalars(query))
