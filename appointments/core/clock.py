"""The only call to the system clock. Commands take `now` as an argument; only views, worker and CLI ask here."""

from collections.abc import Callable
from datetime import UTC, datetime

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """The present instant, in UTC with microseconds."""
    return _source() if _source else datetime.now(UTC)


def use(source: Callable[[], datetime] | None) -> None:
    """Replace the clock by `source` (a rehearsal or a test), or give None to return to the system's."""
    global _source
    _source = source
