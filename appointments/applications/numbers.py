"""Candidate numbers (SBD) are text, and still stand in the order of counting: 999 before 1000, on every database."""

from typing import Any

import sqlalchemy as sa


def in_order(number: str | None) -> tuple[int, str]:
    """By what numbers that were read are sorted."""
    return len(number or ""), number or ""


def by_number(column: Any) -> tuple[sa.ColumnElement[int], Any]:
    """The same for a statement: `query.order_by(*by_number(Application.number))`."""
    return sa.func.length(column), column
