"""The second program's sums, by hand: means and weights halves upward, what a sanction takes off last."""

from decimal import Decimal

import pytest

from appointments.results.recheck import Sum, compared


def numbers(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))


@pytest.mark.parametrize(
    ("figures", "weights", "off", "expected"),
    [
        ("80 84", (1, 1), 0, "82.00"),
        ("80 80.01", (1, 1), 0, "80.01"),
        ("80 80 80.01", (1, 1, 1), 0, "80.00"),
        ("72 90.5", (1, 2), 0, "84.33"),
        ("72.01 90.5", (1, 1), 0, "81.26"),
        ("75", (1,), 0, "75.00"),
        ("80 84", (1, 1), 25, "61.50"),
        ("80 80.01", (1, 1), 50, "40.01"),
        ("0.01", (1,), 50, "0.01"),
    ],
)
def test_a_sum_is_worked_out_in_exact_fractions(figures, weights, off, expected):
    one = Sum("01", "written", numbers(figures), weights, Decimal(0), off)

    assert one.again == Decimal(expected)


@pytest.mark.parametrize(
    ("typed", "on_record", "agrees"),
    [("82", "82.00", True), ("82.01", "82.00", False), ("82.01", "82.01", False), ("82", "82.01", False)],
)
def test_a_line_agrees_where_hand_program_and_record_say_the_same(typed, on_record, agrees):
    one = Sum("01", "written", numbers("80 84"), (1, 1), Decimal(on_record))

    line = compared([one], [Decimal(typed)])["01:written"]

    assert line["agrees"] is agrees
