"""Instants of the demonstration, in the city's own time."""

from datetime import UTC, datetime

from workflows.calendar import ZONE


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant in Ho Chi Minh City, in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)
