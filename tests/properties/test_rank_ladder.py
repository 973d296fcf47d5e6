"""Each pair of equal totals is told with every rule that was asked, what both had, and which decided; by hand."""

from decimal import Decimal

import pytest

from appointments.results.ladder import ladders
from appointments.results.rules import rank
from appointments.results.scheme import Candidate, HumanDecision, Scheme

EVEN = {"written": Decimal(80), "oral": Decimal(80), "female": True, "ethnic": False, "planning": True}
SCHEME = Scheme(tie_order=("oral", "planning", "female", "service", "head_decides"))
ORDER = (HumanDecision(("02", "01"), "Kinh nghiệm."),)

CASES = [
    # the two, the decisions, and the rungs: rule, the higher's, the lower's, whether it decides
    (
        {"written": Decimal(84), "oral": Decimal(78)}, {}, (),
        ("02", "01"), [("oral", Decimal(80), Decimal(78), True)], "",
    ),
    (
        {"planning": False}, {}, (),
        ("02", "01"), [("oral", Decimal(80), Decimal(80), False), ("planning", True, False, True)], "",
    ),
    (
        {"service_months": 30}, {"service_months": 31}, (),
        ("02", "01"),
        [("oral", Decimal(80), Decimal(80), False), ("planning", True, True, False), ("female", True, True, False),
         ("service", 31, 30, True)], "",
    ),
    (
        {"female": None}, {}, ORDER,
        ("02", "01"),
        [("oral", Decimal(80), Decimal(80), False), ("planning", True, True, False), ("female", True, None, False),
         ("head_decides", None, None, True)], "Kinh nghiệm.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two", "decisions", "pair", "rungs", "reason"), CASES)
def test_every_rule_that_was_asked_of_a_pair_is_told(one, two, decisions, pair, rungs, reason):
    field = [Candidate(code="01", **EVEN | one), Candidate(code="02", **EVEN | two)]

    (ladder,) = ladders(rank(field, SCHEME, decisions))

    assert (ladder.higher, ladder.lower) == pair
    assert [(r.rule, r.higher_value, r.lower_value, r.decides) for r in ladder.rungs] == rungs
    assert (ladder.total, ladder.reason) == (Decimal("80.00"), reason)


def test_who_is_not_level_with_anybody_needs_no_proof():
    field = [Candidate(code="01", **EVEN), Candidate(code="02", **EVEN | {"oral": Decimal(70)})]

    assert ladders(rank(field, SCHEME)) == []
