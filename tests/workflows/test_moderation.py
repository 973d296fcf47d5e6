"""How many scripts are read again, and where each stands: by hand."""

from decimal import Decimal

import pytest

from workflows.moderation import INSPECTED, Standing, sample_size, standing


@pytest.mark.parametrize(
    ("scripts", "percent", "expected"),
    [(12, 0, 0), (12, 10, 2), (12, 25, 3), (13, 25, 4), (1, 1, 1), (100, 1, 1), (101, 1, 2), (7, 100, 7), (0, 50, 0)],
)
def test_the_sample_is_rounded_up(scripts, percent, expected):
    assert sample_size(scripts, {"exam.moderation_sample": percent}) == expected


def test_each_sample_has_its_own_share():
    assert sample_size(12, {"exam.moderation_sample": 50, "exam.inspection_sample": 25}, INSPECTED) == 3


def test_a_round_pinned_before_the_parameter_has_no_sample():
    assert (sample_size(40, {}), sample_size(40, {}, INSPECTED)) == (0, 0)


@pytest.mark.parametrize(
    ("verdict", "read", "settled", "mark", "expected"),
    [
        ("", None, True, "80", "unread"),
        ("", None, False, None, "unread"),
        ("agree", "80", True, "80", "agreed"),
        ("agree", "80", True, "80.01", "stale"),
        ("agree", "80", False, None, "stale"),
        ("agree", "80", False, "80", "stale"),
        ("ask", "80", False, None, "asked"),
        ("ask", "80", True, "80", "asked"),
        ("ask", "80", True, "82", "asked"),
    ],
)
def test_a_reading_holds_for_the_mark_that_was_read(verdict, read, settled, mark, expected):
    marks = [None if one is None else Decimal(one) for one in (read, mark)]

    assert standing(verdict, marks[0], settled, marks[1]) is Standing(expected)
