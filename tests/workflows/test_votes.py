"""What ballots lead to, against the hand-written tables, and what must be so whatever the figures are."""

import csv
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.ballots import imbalances
from workflows.meetings import LAWS, editions, law, law_of
from workflows.parameters import Staff
from workflows.rules import default_rules
from workflows.voting import AtHalf, Attendance, Ballots, Result, Rule, outcome, percent, quorum

TABLES = Path(__file__).parent / "tables"
PLAIN = law(Staff.civil_servant, "2026C")


def rows(name):
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said(row):
    return " ".join(value for key, value in row.items() if key != "reason" and value)


def terms_of(staff, version, meeting):
    text = law(Staff(staff), version)
    return text.terms(meeting, default_rules(text.since, Staff(staff)))


def heads_of(row):
    return Attendance(int(row["summoned"]), int(row["excused"]), int(row["present"]))


def votes_of(text):
    words = text.split()
    return {name: int(votes) for name, votes in zip(words[::2], words[1::2], strict=True)}


def ballots(heads, votes, invalid=0):
    present = heads.present
    return Ballots(heads.summoned, present, present, present - invalid, invalid, votes)


@pytest.mark.parametrize("row", rows("votes.csv"), ids=said)
def test_the_outcome_is_the_one_in_the_table(row):
    terms, heads = terms_of(row["staff"], row["version"], row["meeting"]), heads_of(row)
    count = ballots(heads, votes_of(row["votes"]))
    assert imbalances(heads, count, terms) == []

    found = outcome(heads, count, terms, newcomers=row["new"].split(), has_head=row["head"] == "yes")

    assert found.result == row["result"], row["reason"]
    assert found.names == tuple(row["names"].split()), row["reason"]
    assert str(terms.cites) == row["clause"]
    assert {line.about for line in found.lines} >= {None, *votes_of(row["votes"])}, "each name is explained"


def test_the_table_asks_each_text_at_least_three_times_and_each_way_out():
    table = rows("votes.csv")

    assert len(table) >= 60
    assert len({said(row) for row in table}) == len(table)
    for text in LAWS:
        assert sum((r["staff"], r["version"]) == (text.staff, text.version) for r in table) >= 3
    assert {row["result"] for row in table} == set(Result)


@pytest.mark.parametrize("row", rows("quorum.csv"), ids=said)
def test_presence_suffices_as_the_table_says(row):
    enough, line = quorum(heads_of(row), terms_of(row["staff"], row["version"], row["meeting"]))

    assert enough is (row["quorate"] == "yes"), row["reason"]
    assert row["present"] in line.words.vi
    assert row["summoned"] in line.words.en


def test_without_a_least_presence_one_person_can_vote_and_none_cannot():
    terms = replace(PLAIN.terms("final", default_rules(PLAIN.since)), quorum=Fraction(0))

    assert [quorum(Attendance(9, 0, present), terms)[0] for present in (1, 0)] == [True, False]


def test_each_text_begins_on_its_day_and_ends_the_day_before_the_next():
    days = {(staff, text.version): text.since for staff in Staff for text in editions(staff)}

    assert days == {
        (Staff.civil_servant, "2020"): date(2020, 12, 1),
        (Staff.civil_servant, "2024"): date(2024, 9, 17),
        (Staff.civil_servant, "2025"): date(2025, 7, 1),
        (Staff.civil_servant, "2026C"): date(2026, 8, 1),
        (Staff.public_employee, "2020"): date(2020, 9, 29),
        (Staff.public_employee, "2023V"): date(2023, 12, 7),
        (Staff.public_employee, "2026V"): date(2026, 7, 1),
    }
    assert all(law_of(staff, since).version == version for (staff, version), since in days.items())
    assert law_of(Staff.civil_servant, date(2026, 7, 31)).version == "2025"


@pytest.mark.parametrize(
    ("staff", "version", "meetings", "hidden"),
    [
        ("civil_servant", "2020", "review extended leadership_again key_cadres final", "key_cadres"),
        ("civil_servant", "2024", "review extended leadership_again key_cadres final", "key_cadres"),
        ("civil_servant", "2025", "review extended leadership_again key_cadres final", "key_cadres"),
        ("civil_servant", "2026C", "leadership extended key_cadres final", "key_cadres"),
        ("public_employee", "2020", "review extended leadership_again key_cadres final", "key_cadres"),
        ("public_employee", "2023V", "review extended leadership_again key_cadres final", "key_cadres"),
        ("public_employee", "2026V", "leadership extended key_cadres final", "key_cadres"),
    ],
)
def test_a_text_has_its_conferences_in_order_and_keeps_the_key_cadres_vote_to_itself(staff, version, meetings, hidden):
    text = law(Staff(staff), version)

    assert " ".join(m.key for m in text.on_site) == meetings
    assert [m.key for m in text.on_site if not m.is_announced] == [hidden]
    assert [text.number(m.key) for m in text.on_site] == list(range(1, len(text.on_site) + 1))
    assert text.is_verified is (version != "2026V")


FIGURES = st.integers(0, 12)
ANY_TERMS = st.builds(
    replace,
    st.sampled_from([t.terms(m.key, default_rules(t.since, t.staff)) for t in LAWS for m in t.on_site[1:]]),
    at_half=st.sampled_from(AtHalf),
)  # fmt: skip


def everyone(silent, votes):
    """All summoned are present; as many as `silent` of them name nobody."""
    there = max(sum(votes) + silent, 1)
    return Attendance(there, 0, there)


@given(ANY_TERMS, FIGURES, st.lists(FIGURES, min_size=1, max_size=6), st.randoms())
def test_the_order_of_the_names_does_not_matter(terms, silent, votes, chance):
    heads = everyone(silent, votes)
    named = [(f"n{n}", count) for n, count in enumerate(votes)]
    shuffled = chance.sample(named, len(named))

    one, other = (outcome(heads, ballots(heads, dict(pairs)), terms) for pairs in (named, shuffled))

    assert (one.result, one.names, one.lines) == (other.result, other.names, other.lines)


@given(ANY_TERMS, FIGURES, st.lists(FIGURES, min_size=1, max_size=6))
def test_whoever_goes_on_has_more_votes_than_whoever_does_not(terms, silent, votes):
    heads = everyone(silent, votes)
    named = {f"n{n}": count for n, count in enumerate(votes)}

    found = outcome(heads, ballots(heads, named), terms)

    out = [named[name] for name in named if name not in found.names]
    assert all(named[name] > lost for name in found.names for lost in out)
    assert found.result is not Result.opinion_recorded or terms.rule is Rule.opinion
    assert len(found.names) == 1 or found.result is not Result.one_chosen


@given(ANY_TERMS, FIGURES, FIGURES)
def test_more_votes_never_harm(terms, silent, votes):
    """Of one name alone: chosen, left to the head, carried, stopped, in that order."""
    heads = everyone(silent, [votes + 1])
    order = (Result.stopped, Result.many_carried, Result.head_decides, Result.one_chosen)
    few, many = (outcome(heads, ballots(heads, {"n": n}), terms).result for n in (votes, votes + 1))

    assert few is many is Result.opinion_recorded or order.index(few) <= order.index(many)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.lists(FIGURES, min_size=6, max_size=6))
def test_figures_without_an_imbalance_balance(summoned, excused, present, six):
    heads, (prepared, issued, returned, valid, invalid, votes) = Attendance(summoned, excused, present), six
    count = Ballots(prepared, issued, returned, valid, invalid, {"n": votes})
    terms = PLAIN.terms("extended", default_rules(PLAIN.since))

    for follow in (True, False):
        wrong = imbalances(heads, count, replace(terms, ballots_follow_heads=follow))
        sound = (
            excused + present <= summoned
            and issued <= min(prepared, present)
            and count.returned <= issued
            and valid + invalid == returned
            and votes <= valid
            and (not follow or (prepared == summoned and issued == present))
        )
        assert (wrong == []) is sound
        assert wrong or count.issued == count.returned + count.not_returned >= count.valid + count.invalid >= votes


@pytest.mark.parametrize(
    ("figures", "keys"),
    [
        ((10, 0, 9, 10, 9, 9, 8, 1, 8), []),
        ((10, 2, 9, 10, 9, 9, 9, 0, 9), ["present"]),
        ((10, 11, 0, 10, 0, 0, 0, 0, 0), ["excused"]),
        ((10, 0, 9, 9, 9, 9, 9, 0, 9), ["prepared"]),
        ((10, 0, 9, 10, 8, 8, 8, 0, 8), ["issued"]),
        ((10, 0, 9, 10, 9, 10, 10, 0, 9), ["returned"]),
        ((10, 0, 9, 10, 9, 9, 9, 1, 9), ["valid"]),
        ((10, 0, 9, 10, 9, 9, 8, 1, 9), ["votes"]),
        ((10, 0, 9, 10, 9, 9, 10, -1, 9), ["invalid"]),
        ((10, 0, 9, 10, 9, 9, 9, 0, -1), ["votes:n"]),
    ],
)
def test_a_figure_that_cannot_be_true_is_named(figures, keys):
    summoned, excused, present, prepared, issued, returned, valid, invalid, votes = figures
    count = Ballots(prepared, issued, returned, valid, invalid, {"n": votes})

    wrong = imbalances(
        Attendance(summoned, excused, present), count, PLAIN.terms("extended", default_rules(PLAIN.since))
    )

    assert [one.key for one in wrong] == keys
    assert all(one.words.vi and one.words.en and one.words.vi != one.words.en for one in wrong)


def test_shares_are_exact_and_said_with_a_comma_in_vietnamese():
    assert percent(Fraction(1, 2)).vi == "50%"
    assert (percent(Fraction(1, 3)).vi, percent(Fraction(1, 3)).en) == ("≈33,3%", "≈33.3%")


def test_the_reasons_are_told_line_by_line_with_figures():
    heads = Attendance(20, 2, 18)

    found = outcome(
        heads, ballots(heads, {"A": 9, "B": 6, "C": 3}), PLAIN.terms("extended", default_rules(PLAIN.since))
    )

    assert [(line.about, line.words.en) for line in found.lines] == [
        (None, "Base of the count: 20 summoned less 2 absent by force majeure, 18 people."),
        ("A", "9 of 18 (50%), not more than 50%."),
        ("B", "6 of 18 (≈33.3%), not more than 50%."),
        ("C", "3 of 18 (≈16.7%), not more than 50%."),
        ("A", "At 30 % or more (9 of 18)."),
        ("B", "At 30 % or more (6 of 18)."),
        (None, "Nobody has the majority: 2 carried to the next step."),
    ]
