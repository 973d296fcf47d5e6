"""What a cell of a file for spreadsheets may hold: never something that a program would take for a formula."""

from decimal import Decimal
from typing import Any

TEXT_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""How a workbook is written: no text becomes a formula, a link or a number."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def inert(value: Any) -> str:
    """A cell's text; one that begins like a formula, and is no number, has an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
