"""What a cell of a file for spreadsheets may hold: never something that a program would take for a formula."""

from decimal import Decimal
from typing import Any

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def inert(value: Any) -> str:
    """A cell's text; one that begins like a formula, and is no number, has an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
