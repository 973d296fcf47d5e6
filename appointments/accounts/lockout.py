"""How sign-in slows down whoever guesses, and never locks out the owner's own device. Commands on `FailedSignIns`.

Each try is counted before the password is looked at, so that a hundred tries at once are a hundred tries; success
takes the count back. A device on which the owner has signed in before has a count of its own: what strangers do
elsewhere does not touch it. Nothing here tells whether an account exists: unknown addresses are counted alike.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.models import FailedSignIns
from appointments.accounts.transactions import changing
from appointments.core.db import Base
from appointments.core.sweep import each_day

ANY = "*"
FORGET_AFTER = timedelta(hours=24)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(hours=12)
TABLE = Base.metadata.tables[FailedSignIns.__tablename__]


@dataclass(frozen=True, slots=True)
class Limits:
    """Failures after which a wait begins: one account from one source, one account from all, one source on all."""

    pair: int = 5
    account: int = 30
    source: int = 60


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries, from where. `device` is set where the owner has signed in from this device before."""

    email: str
    address: str
    device: str | None = None

    def counters(self, key: str, limits: Limits) -> list[tuple[str, str, int]]:
        """The counters that this try belongs to, each with its limit."""
        account = digest(key, "account", self.email.strip().casefold())
        if self.device:
            return [(account, digest(key, "device", self.device), limits.pair)]
        source = digest(key, "address", self.address)
        return [(account, source, limits.pair), (account, ANY, limits.account), (ANY, source, limits.source)]


def digest(key: str, kind: str, value: str) -> str:
    """A keyed hash in place of an address."""
    return hmac.new(key.encode(), f"thituyen/{kind}/v1\x00{value}".encode(), hashlib.sha256).hexdigest()


def admit(session: Session, attempt: Attempt, key: str, now: datetime, limits: Limits = Limits()) -> datetime | None:
    """Count a try and let it through (None), or say until when this account is closed to this source."""
    counters = attempt.counters(key, limits)
    with changing(session):
        waits = [until for account, source, _ in counters if (until := _closed_until(session, account, source, now))]
        if waits:
            return max(waits)
        for account, source, limit in counters:
            _count(session, account, source, limit, now)
    return None


def succeed(session: Session, attempt: Attempt, key: str, limits: Limits = Limits()) -> None:
    """The password was right: take this account's counts back; the source's count over all accounts shrinks by one."""
    with changing(session):
        for account, source, _ in attempt.counters(key, limits):
            mine = sa.and_(TABLE.c.account == account, TABLE.c.source == source)
            if account == ANY:
                session.execute(
                    sa.update(TABLE).where(mine, TABLE.c.failures > 0).values(failures=TABLE.c.failures - 1)
                )
            else:
                session.execute(sa.delete(TABLE).where(mine))


@each_day("forget")
def forget(session: Session, now: datetime) -> int:
    """Delete counts that no longer matter; for the worker."""
    with changing(session):
        stale = session.execute(sa.delete(TABLE).where(TABLE.c.last_at < now - FORGET_AFTER))
    return int(getattr(stale, "rowcount", 0))


def wait_after(failures: int, limit: int) -> timedelta | None:
    """The wait that begins with this failure: at each multiple of the limit, twice as long as the one before."""
    if failures == 0 or failures % limit:
        return None
    return min(FIRST_WAIT * 2 ** min(failures // limit - 1, 10), LONGEST_WAIT)


def _closed_until(session: Session, account: str, source: str, now: datetime) -> datetime | None:
    query = sa.select(FailedSignIns.locked_until).where(TABLE.c.account == account, TABLE.c.source == source)
    until = session.scalar(query)
    return until if until and now < until else None


def _count(session: Session, account: str, source: str, limit: int, now: datetime) -> None:
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    is_old = TABLE.c.last_at < now - FORGET_AFTER
    counted = (
        insert(TABLE)
        .values(account=account, source=source, failures=1, first_at=now, last_at=now)
        .on_conflict_do_update(
            index_elements=[TABLE.c.account, TABLE.c.source],
            set_={"failures": sa.case((is_old, 1), else_=TABLE.c.failures + 1), "last_at": now},
        )
        .returning(TABLE.c.failures)
    )
    failures = session.execute(counted).scalar_one()
    if wait := wait_after(failures, limit):
        mine = sa.and_(TABLE.c.account == account, TABLE.c.source == source)
        session.execute(sa.update(TABLE).where(mine).values(locked_until=now + wait))
