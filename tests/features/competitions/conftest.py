"""When the house of these tests was founded."""

from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def begun() -> datetime:
    """When the house of these tests was founded: long before its clock's now."""
    return NOW - timedelta(days=60)
