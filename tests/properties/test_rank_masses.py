"""Both rankings on great numbers of random posts, rich in ties: 10,000 at each change, 1,000,000 in `make soak`.

A case follows from its number alone, so that whatever fails can be repeated by it.
"""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from appointments.results.rules import Candidate, Outcome, Scheme, rank
from appointments.results.scheme import Attendance
from tests.properties.rank_naive import naive_before, naive_places, naive_total

AT_ONCE = 10_000
RULES = ("oral", "written", "planning", "female", "ethnic", "older", "service")
# Three marks a post, neighbours in hundredths among them: totals are often equal, or equal only once rounded.
MARKS = [Decimal(m) for m in ("49.99", "50.00", "50.01", "50.02", "50.03", "66.67", "66.68", "80.00", "100.00")]


def case(number: int) -> tuple[list[Candidate], Scheme]:
    random = Random(number)
    marks = random.sample(MARKS, 3)
    blanks = random.random() < 0.3
    flags = [True, False, None] if blanks else [True, False]
    field = []
    for code in random.sample(range(100, 1000), random.randint(2, 7)):
        written, oral = random.choice(marks), random.choice(marks)
        field.append(
            Candidate(
                code=str(code),
                written=written,
                oral=None if written < 50 else oral,
                attendance=random.choice([Attendance.sat] * 14 + [Attendance.absent, Attendance.withdrawn]),
                planning=random.choice(flags),
                female=random.choice(flags),
                ethnic=random.choice(flags),
                born_on=random.choice([date(1975, 5, 1), date(1980, 1, 1)]),
                service_months=random.choice([60, 120]),
            )
        )
    order = random.sample(RULES, random.randint(0, len(RULES)))
    scheme = Scheme(
        weight_written=random.randint(1, 3),
        weight_oral=random.randint(1, 3),
        pass_oral=random.choice([Decimal(50), Decimal(50), Decimal("50.02"), Decimal(70)]),
        tie_order=(*order, "head_decides"),
        slots=random.randint(1, 3),
    )
    return field, scheme


def naive_result(field: list[Candidate], scheme: Scheme) -> tuple[dict, set, set]:
    """Place and total by candidate; who has a slot for certain; who shares a place that no rule parts."""
    places, by_code = naive_places(field, scheme), {c.code: c for c in field}
    winners, shared = set(), set()
    for code, place in places.items():
        beside = [other for other in places if places[other] == place]
        if place - 1 + len(beside) <= scheme.slots:
            winners.add(code)
        if len(beside) > 1:
            shared.add(code)
            alike = [
                by_code[o] for o in places if naive_total(by_code[o], scheme) == naive_total(by_code[code], scheme)
            ]
            assert not any(naive_before(by_code[o], by_code[code], alike, scheme) for o in beside)
    return {code: (place, naive_total(by_code[code], scheme)) for code, place in places.items()}, winners, shared


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.soak) for part in range(1, 100))])
def test_both_rankings_agree_on_ten_thousand_random_posts(part):
    ties = 0
    for number in range(part * AT_ONCE, (part + 1) * AT_ONCE):
        field, scheme = case(number)
        ranking = rank(field, scheme)

        expected = naive_result(field, scheme)
        found = (
            {p.code: (p.rank, int(p.total * 100)) for p in ranking.placed if p.rank},
            {p.code for p in ranking.placed if p.outcome is Outcome.winner},
            {code for tie in ranking.open_ties for code in tie.codes},
        )
        assert found == expected, f"case {number}"
        ties += len(ranking.verdicts) > 0
    assert ties > AT_ONCE // 5, "the cases must be rich in ties"
