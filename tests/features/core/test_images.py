"""An image taken before the flush equals the one taken from the stored row."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
import sqlalchemy as sa

from appointments.accounts.models import Assignment
from appointments.core.images import image, image_of, row_key, sealed_columns, sealed_value, table_key
from appointments.core.ledger.canonical import NotCanonical
from tests.fixtures.ledger import Story

Colour = StrEnum("Colour", "red")
ID = UUID(int=10)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (sa.Numeric(5, 2), Decimal("8.5"), "8.50"), (sa.Numeric(5, 2), 8, "8.00"), (sa.Uuid(), ID, ID.hex),
        (sa.Numeric(5, 2), Decimal("-0"), "0.00"), (sa.Boolean(), 1, True), (sa.Integer(), True, 1),
        (sa.Numeric(), Decimal("8.50"), "8.5"),
        (sa.LargeBinary(), b"\x00\xff", "00ff"), (sa.Date(), date(2026, 2, 28), "2026-02-28"), (sa.Text(), None, None),
        (sa.DateTime(), datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=7))), "2026-01-01T01:00:00.000000Z"),
        (sa.JSON(), {"b": (1, 2), "a": Decimal("1.50")}, {"b": [1, 2], "a": "1.50"}), (sa.String(), Colour.red, "red"),
        (sa.Text(), "Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
    ],
)  # fmt: skip
def test_a_value_is_kept_in_its_column_s_one_form(kind, value, kept):
    assert sealed_value(kind, value) == kept


@pytest.mark.parametrize(
    ("kind", "value"), [(sa.Numeric(5, 2), Decimal("8.555")), (sa.Float(), 1.0), (sa.JSON(), {"mark": 1.5})]
)
def test_a_value_without_one_form_cannot_be_sealed(kind, value):
    with pytest.raises(NotCanonical):
        sealed_value(kind, value)


def test_a_pending_row_looks_as_it_will_when_stored(session):
    row = Story(session).propose()
    before, key = image(row), row_key(row)
    session.expunge_all()

    stored = session.get(Assignment, row.id)

    assert image(stored) == before
    assert key == row_key(stored) == table_key(Assignment, row.id) == f"assignment:{row.id.hex}"


def test_an_image_needs_no_loaded_row(session):
    row = Story(session).propose()
    columns = [column.label(name) for name, column in sealed_columns(Assignment)]

    values = session.execute(sa.select(*columns).where(Assignment.id == row.id)).mappings().one()

    assert image_of(Assignment, values) == image(row)


def test_the_state_is_always_part_of_the_image(session):
    row = Story(session).propose()

    assert image(row)["state"] == "proposed"
    assert image(row)["valid_from"] == row.valid_from.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
