"""The presentation scored on screen against its hand-written table; which sheets lie too far from the mean."""

from decimal import Decimal

import pytest

from tests.workflows.agreement import Agreement
from tests.workflows.tables import defence as table_of_defence
from workflows import oral


class TestDefence(Agreement):
    key = "defence"
    table = table_of_defence


# scores, the limit, who was asked before, the mean, who is to be asked
BOUNDARIES = [
    ("", "20", "", None, ""),
    ("70", "20", "", "70.00", ""),
    ("60 80", "10", "", "70.00", ""),
    ("60 80.01", "10", "", "70.01", "a"),
    ("60 80.02", "10", "", "70.01", "a b"),
    ("50 70 90", "20", "", "70.00", ""),
    ("49.99 70 90", "20", "", "70.00", "a"),
    ("50 70 90.01", "20", "", "70.00", "c"),
    ("49.97 70 90.01", "20", "", "69.99", "a c"),
    ("49.97 70 90.01", "20", "a", "69.99", "c"),
    ("49.97 70 90.01", "20", "a c", "69.99", ""),
    ("100 100 100 40", "20", "", "85.00", "d"),
    ("80 80 80 53.33", "20", "", "73.33", ""),
    ("80 80 80 53.32", "20", "", "73.33", "d"),
    ("80 80 80 53.34", "20", "", "73.34", ""),
    ("80 80 80 66.67", "10", "", "76.67", ""),
    ("80 80 80 66.66", "10", "", "76.67", "d"),
    ("0 100", "30", "", "50.00", "a b"),
    ("80 80.01", "0", "", "80.01", "a"),
]


@pytest.mark.parametrize(("scores", "limit", "asked", "mean", "far"), BOUNDARIES)
def test_a_sheet_is_talked_over_beyond_the_limit_and_not_at_it(scores, limit, asked, mean, far):
    given = dict(zip("abcd", map(Decimal, scores.split()), strict=False))

    assert oral.far_from_mean(given, Decimal(limit), asked.split()) == far.split()
    if mean is not None:
        assert oral.mean(list(given.values())) == Decimal(mean)


def test_the_rubric_a_round_begins_with_fills_a_hundred_points():
    assert [most for _, most in oral.RUBRIC] == [40, 20, 30, 10]
