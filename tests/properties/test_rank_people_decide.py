"""Where the ranking stops and a person decides: shared places, slots that hang on them, input that is refused."""

from decimal import Decimal as D

import pytest

from appointments.results.report import said_open_tie, said_verdict
from appointments.results.rules import Candidate, HumanDecision, InvalidScores, Outcome, Scheme, rank
from tests.properties.rank_field import places, sat


def test_a_tie_that_no_rule_parts_waits_for_a_person_and_no_slot_is_given():
    ranking = rank([sat("01", "80", "80"), sat("02", "80", "80"), sat("03", "70", "70")], Scheme())

    assert ranking.winners == ()
    assert ranking.undecided == ("01", "02")
    assert ranking.reserve == ("03",)
    assert not ranking.is_settled
    (tie,) = ranking.open_ties
    assert (tie.codes, tie.rank, tie.crosses_the_line, tie.missing) == (("01", "02"), 1, True, ())
    assert "nêu lý do" in said_open_tie(tie).vi


def test_a_tie_below_the_line_leaves_the_winner_alone():
    ranking = rank([sat("01", "90", "90"), sat("02", "80", "80"), sat("03", "80", "80")], Scheme())

    assert ranking.winners == ("01",)
    assert ranking.is_settled
    assert not ranking.open_ties[0].crosses_the_line


def test_a_tie_within_the_slots_gives_each_a_slot():
    ranking = rank([sat("01", "80", "80"), sat("02", "80", "80"), sat("03", "70", "70")], Scheme(slots=2))

    assert ranking.winners == ("01", "02")
    assert ranking.reserve == ("03",)


def test_a_tie_of_three_for_two_slots_gives_none_before_it_is_decided():
    ranking = rank([sat(code, "80", "80") for code in ("01", "02", "03")], Scheme(slots=2))

    assert (ranking.winners, ranking.undecided, ranking.vacant) == ((), ("01", "02", "03"), 0)


def test_a_reasoned_decision_settles_a_tie_and_stays_in_the_result():
    decision = HumanDecision(("02", "01"), "Có kinh nghiệm phù hợp hơn với vị trí.", "Thí sinh không liên quan")

    ranking = rank([sat("01", "80", "80"), sat("02", "80", "80")], Scheme(), [decision])

    assert places(ranking) == {"02": 1, "01": 2}
    assert ranking.winners == ("02",)
    assert ranking.verdicts[0].rule == "head_decides"
    assert decision.reason in said_verdict(ranking.verdicts[0]).vi
    assert ranking.decisions == (decision,)
    assert ranking.open_ties == ()


@pytest.mark.parametrize(
    "decisions",
    [
        [HumanDecision(("01", "02"), "  ")],  # no reason
        [HumanDecision(("01", "01"), "Lý do")],  # somebody twice
        [HumanDecision(("01",), "Lý do")],  # nobody to choose between
        [HumanDecision(("01", "03"), "Lý do")],  # not the candidates of the tie
        [HumanDecision(("01", "02", "03"), "Lý do")],  # more than the tie
        [HumanDecision(("01", "02"), "Lý do"), HumanDecision(("02", "01"), "Lý do")],  # two that contradict
    ],
)
def test_a_decision_that_fits_no_open_tie_is_refused(decisions):
    candidates = [sat("01", "80", "80"), sat("02", "80", "80"), sat("03", "70", "70")]

    with pytest.raises(InvalidScores):
        rank(candidates, Scheme(), decisions)


def test_a_person_may_not_overrule_what_a_rule_decides():
    with pytest.raises(InvalidScores, match="matches no tie"):
        rank(
            [sat("01", "80", "80", female=True), sat("02", "80", "80")],
            Scheme(),
            [HumanDecision(("02", "01"), "Lý do")],
        )


def test_what_is_not_on_record_is_never_taken_for_a_no():
    ranking = rank([sat("01", "80", "80", planning=None), sat("02", "80", "80", planning=True)], Scheme())

    assert places(ranking) == {"01": 1, "02": 1}
    (tie,) = ranking.open_ties
    assert tie.missing == (("01", "planning"),)
    assert "01: người được quy hoạch chức danh đó" in said_open_tie(tie).vi


def test_what_is_not_on_record_does_no_harm_where_it_is_not_needed():
    ranking = rank([sat("01", "80", "81", planning=None), sat("02", "82", "80", planning=True)], Scheme())

    assert places(ranking) == {"01": 1, "02": 2}


def test_where_nobody_passes_there_is_no_winner_and_every_slot_is_vacant():
    ranking = rank([sat("01", "49", None)], Scheme(slots=2))

    assert (ranking.winners, ranking.reserve, ranking.vacant, ranking.is_settled) == ((), (), 2, True)
    assert rank([], Scheme()).vacant == 1


@pytest.mark.parametrize(
    ("candidate", "words"),
    [
        (Candidate(code="01", written=D("50.001"), oral=D(50)), "at most 2 decimals"),
        (Candidate(code="01", written=D("100.01"), oral=D(50)), "from 0 to 100"),
        (Candidate(code="01", written=D("-0.01"), oral=D(50)), "from 0 to 100"),
        (Candidate(code="01", written=D("NaN"), oral=D(50)), "written mark"),
        (Candidate(code="01", written=D(50), oral=D("Infinity")), "oral mark"),
        (Candidate(code="01", written=87.5, oral=D(50)), "written mark"),  # type: ignore[arg-type] - a float is refused
        (Candidate(code="01", written=None, oral=D(50)), "no written mark"),
        (Candidate(code="01", written=D(50), oral=None), "no oral mark"),
        (Candidate(code=" ", written=D(50), oral=D(50)), "no candidate number"),
        (Candidate(code="01", written=D(50), oral=D(50), service_months="12"), "wrong type"),  # type: ignore[arg-type]
        (Candidate(code="01", written=D(50), oral=D(50), planning=1), "wrong type"),  # type: ignore[arg-type]
        (Candidate(code="01", written=D(50), oral=D(50), service_months=-1), "wrong type"),
        (Candidate(code="02", written=D(50), oral=D(50)), "appears twice"),
    ],
)
def test_scores_from_which_no_honest_ranking_can_be_made_are_refused(candidate, words):
    with pytest.raises(InvalidScores, match=words):
        rank([sat("02", "80", "80"), candidate], Scheme())


@pytest.mark.parametrize(
    "wrong",
    [
        {"slots": 0},
        {"slots": True},
        {"weight_written": 0},
        {"weight_oral": 1.5},
        {"scale": D(0)},
        {"scale": 100},
        {"pass_written": D("50.005")},
        {"pass_oral": D(101)},
        {"tie_order": ()},
        {"tie_order": ("oral",)},
        {"tie_order": ("oral", "oral", "head_decides")},
        {"tie_order": ("head_decides", "oral")},
        {"tie_order": ("lot", "head_decides")},
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(InvalidScores):
        Scheme(**wrong)


def test_winners_reserve_undecided_and_unranked_are_everybody_once():
    candidates = [
        sat("01", "90", "90"),
        *(sat(c, "80", "80") for c in ("02", "03")),
        sat("04", "60", "60"),
        sat("05", "1", None),
    ]

    ranking = rank(candidates, Scheme(slots=2))

    assert [ranking.codes(o) for o in Outcome] == [("01",), ("04",), ("02", "03"), ("05",)]
