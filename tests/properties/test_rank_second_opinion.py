"""The ranking against a second, naive one written here from the regulation's sentences, and the laws that both obey.

Here Hypothesis looks for the odd case; `test_rank_masses.py` sends the ordinary ones through both, in great number.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, event, given
from hypothesis import strategies as st

from appointments.results.rules import Candidate, HumanDecision, Outcome, Scheme, rank
from appointments.results.scheme import Attendance
from tests.properties.rank_naive import naive_before, naive_passes, naive_places, naive_total

RULES = ["oral", "written", "planning", "female", "ethnic", "older", "service"]
# Few different marks, so that ties are common.
MARKS = st.sampled_from(
    ["40.00", "49.99", "50.00", "50.01", "50.02", "50.03", "66.67", "80.00", "99.99", "100.00"]
).map(Decimal)
FLAG = st.sampled_from([True, False, None])


@st.composite
def candidates(draw, flags=FLAG) -> Candidate:
    written, oral = draw(MARKS), draw(MARKS)
    return Candidate(
        code=draw(st.text("0123456789", min_size=2, max_size=3)),
        written=written,
        oral=None if written < 50 and draw(st.booleans()) else oral,
        attendance=draw(st.sampled_from([Attendance.sat] * 9 + [Attendance.absent, Attendance.annulled])),
        planning=draw(flags),
        female=draw(flags),
        ethnic=draw(flags),
        born_on=draw(st.sampled_from([date(1975, 5, 1), date(1980, 1, 1)])),
        service_months=draw(st.sampled_from([60, 120])),
    )


FIELDS = st.lists(candidates(), max_size=9, unique_by=lambda c: c.code)
FULL_RECORDS = st.lists(candidates(st.booleans()), max_size=9, unique_by=lambda c: c.code)


@st.composite
def schemes(draw) -> Scheme:
    order = draw(st.lists(st.sampled_from(RULES), unique=True))
    return Scheme(
        weight_written=draw(st.integers(1, 4)),
        weight_oral=draw(st.integers(1, 4)),
        pass_written=Decimal(50),
        pass_oral=draw(st.sampled_from([Decimal(50), Decimal("50.02"), Decimal(70)])),
        tie_order=(*order, "head_decides"),
        slots=draw(st.integers(1, 4)),
    )


@given(FIELDS, schemes())
def test_both_rankings_give_the_same_places_and_totals(field, scheme):
    ranking = rank(field, scheme)

    expected = naive_places(field, scheme)
    event(f"open ties: {len(ranking.open_ties)}")
    assert {p.code: p.rank for p in ranking.placed if p.rank} == expected
    by_code = {c.code: c for c in field}
    for p in ranking.placed:
        if p.rank:
            assert int(p.total * 100) == naive_total(by_code[p.code], scheme)
        else:
            assert p.reasons
            assert p.total is None


@given(FIELDS, schemes())
def test_every_tied_pair_is_either_told_apart_by_a_rule_or_left_open(field, scheme):
    ranking = rank(field, scheme)

    passers = [c for c in field if naive_passes(c, scheme)]
    pairs = {
        frozenset({a.code, b.code})
        for a in passers
        for b in passers
        if a.code < b.code and naive_total(a, scheme) == naive_total(b, scheme)
    }
    told = {frozenset({v.higher, v.lower}): v for v in ranking.verdicts}
    left_open = {frozenset({a, b}) for tie in ranking.open_ties for a in tie.codes for b in tie.codes if a != b}
    assert set(told) | left_open == pairs
    assert not set(told) & left_open
    assert len(told) == len(ranking.verdicts)
    for v in ranking.verdicts:
        a, b = (next(c for c in passers if c.code == code) for code in (v.higher, v.lower))
        alike = [c for c in passers if naive_total(c, scheme) == naive_total(a, scheme)]
        assert naive_before(a, b, alike, scheme) == v.rule


@given(FIELDS, schemes(), st.randoms())
def test_the_order_of_the_input_decides_nothing(field, scheme, random):
    shuffled = list(field)
    random.shuffle(shuffled)

    assert rank(shuffled, scheme) == rank(field, scheme)


@given(FIELDS, schemes(), st.data())
def test_candidate_numbers_decide_nothing(field, scheme, data):
    codes = [c.code for c in field]
    renamed = dict(zip(codes, data.draw(st.permutations(codes)), strict=True))
    swapped = [type(c)(**{f: getattr(c, f) for f in c.__slots__} | {"code": renamed[c.code]}) for c in field]

    before = {p.code: (p.rank, p.outcome, p.total) for p in rank(field, scheme).placed}
    after = {p.code: (p.rank, p.outcome, p.total) for p in rank(swapped, scheme).placed}

    assert {renamed[code]: place for code, place in before.items()} == after


@given(FIELDS, schemes())
def test_the_winners_are_the_best_and_never_more_than_the_slots(field, scheme):
    ranking = rank(field, scheme)
    ranked = [p for p in ranking.placed if p.rank]

    assert len(ranking.winners) <= scheme.slots
    assert len(ranking.winners) + len(ranking.undecided) + ranking.vacant >= min(scheme.slots, len(ranked))
    last_winner = max((p.rank for p in ranked if p.outcome is Outcome.winner), default=0)
    assert all(p.rank > last_winner for p in ranked if p.outcome is not Outcome.winner)
    if ranking.is_settled:
        assert len(ranking.winners) == min(scheme.slots, len(ranked))
    assert ranking.vacant == max(0, scheme.slots - len(ranked))


@given(FULL_RECORDS, schemes(), st.data())
def test_a_better_mark_never_worsens_a_place(field, scheme, data):
    assume(field)
    lucky = data.draw(st.sampled_from(field))
    part = data.draw(st.sampled_from(["written", "oral"]))
    more = data.draw(MARKS)
    assume(getattr(lucky, part) is not None and more > getattr(lucky, part) and lucky.oral is not None)
    # The law holds where marks are asked first: under “written before oral” a higher oral mark can bring about a tie
    # that the written mark then loses.
    scheme = Scheme(
        weight_written=scheme.weight_written,
        weight_oral=scheme.weight_oral,
        tie_order=("oral", "written", *(r for r in scheme.tie_order if r not in {"oral", "written"})),
        slots=scheme.slots,
    )
    better = [type(c)(**{f: getattr(c, f) for f in c.__slots__} | {part: more}) if c is lucky else c for c in field]

    before = {p.code: p.rank or 99 for p in rank(field, scheme).placed}
    after = {p.code: p.rank or 99 for p in rank(better, scheme).placed}

    assert after[lucky.code] <= before[lucky.code]


@given(FULL_RECORDS, schemes(), st.data())
def test_a_decision_on_each_open_tie_leaves_none_and_moves_nobody_else(field, scheme, data):
    before = rank(field, scheme)
    decisions = [HumanDecision(tuple(data.draw(st.permutations(t.codes))), "Lý do đã nêu") for t in before.open_ties]

    after = rank(field, scheme, decisions)

    assert after.open_ties == ()
    assert after.is_settled
    tied = {code for t in before.open_ties for code in t.codes}
    old, new = ({p.code: p.rank for p in r.placed} for r in (before, after))
    assert {c: r for c, r in old.items() if c not in tied} == {c: r for c, r in new.items() if c not in tied}
    for d in decisions:
        assert [new[code] for code in d.order] == list(range(old[d.order[0]], old[d.order[0]] + len(d.order)))


@given(FIELDS, schemes())
def test_leaving_out_a_candidate_who_failed_changes_nobodys_place(field, scheme):
    ranking = rank(field, scheme)
    passed = {p.code for p in ranking.placed if p.rank}

    alone = rank([c for c in field if c.code in passed], scheme)

    assert [p for p in ranking.placed if p.rank] == list(alone.placed)


@given(MARKS, MARKS, st.integers(1, 9), st.integers(1, 9))
def test_a_total_lies_between_the_two_marks_and_within_half_a_hundredth_of_the_mean(written, oral, w, o):
    scheme = Scheme(weight_written=w, weight_oral=o)

    total = scheme.total(written, oral)

    assert min(written, oral) <= total <= max(written, oral)
    exact = (Fraction(written) * w + Fraction(oral) * o) / (w + o)
    assert abs(Fraction(total) - exact) <= Fraction(1, 200)
    assert total.as_tuple().exponent == -2
