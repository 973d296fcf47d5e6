"""The sanction against its hand-written table; what is taken off a mark."""

from decimal import Decimal

import pytest

from tests.workflows.agreement import Agreement
from tests.workflows.tables import sanction as table_of_sanction
from workflows.sanction import less, percent_off


class TestSanction(Agreement):
    key = "sanction"
    table = table_of_sanction


@pytest.mark.parametrize(
    ("kinds", "percent"),
    [("", 0), ("reprimand", 25), ("warning", 50), ("reprimand warning", 50), ("warning annulment", 50),
     ("suspension", 0)],
)  # fmt: skip
def test_the_heaviest_sanction_counts_and_they_are_not_added_up(kinds: str, percent: int) -> None:
    assert percent_off(kinds.split(), reprimand=25, warning=50) == percent


@pytest.mark.parametrize(
    ("mark", "percent", "counts"),
    [("80", 25, "60.00"), ("81.25", 50, "40.63"), ("81.25", 0, "81.25"), ("0.01", 50, "0.01"), ("66.67", 25, "50.00"),
     ("66.66", 25, "50.00"), ("66.65", 25, "49.99"), ("99.99", 100, "0.00")],
)  # fmt: skip
def test_the_mark_that_counts_is_in_hundredths_halves_upward(mark: str, percent: int, counts: str) -> None:
    assert less(Decimal(mark), percent) == Decimal(counts)
