"""No cell of a file for spreadsheets is taken for a formula, and numbers stay numbers."""

from decimal import Decimal

import pytest

from appointments.core.cells import inert


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84 28", "'+84 28"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        (Decimal("-0.50"), "-0.50"),
        (-3, "-3"),
        (None, ""),
    ],
)
def test_a_cell_is_text_or_a_number_and_never_a_formula(value, cell):
    assert inert(value) == cell
