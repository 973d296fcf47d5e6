"""A transaction that writes rows without a state of their own (accounts, agencies, posts): all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from appointments.core.db import writing


@contextmanager
def changing(session: Session) -> Iterator[Session]:
    """Begin to write. What was read before is read anew where it is locked or refreshed."""
    session.commit()  # ends the reading transaction; SQLite could not turn it into a writing one
    writing(session)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
