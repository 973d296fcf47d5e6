"""Rankings worked out by hand: the expected places are what a clerk with a pencil would write."""

from datetime import date
from decimal import Decimal as D
from decimal import localcontext

import pytest

from appointments.results.report import said_verdict
from appointments.results.rules import Candidate, Scheme, rank
from appointments.results.scheme import Attendance
from tests.properties.rank_field import places, sat, totals
from workflows.rules import default_rules

ALL_RULES = ("oral", "written", "planning", "female", "ethnic", "older", "service", "head_decides")


def test_the_highest_weighted_total_wins_whoever_wrote_best():
    ranking = rank([sat("01", "90.00", "80.00"), sat("02", "70.00", "91.00"), sat("03", "60.00", "60.00")], Scheme())

    # 01: (90 + 160) / 3 = 83.33; 02: (70 + 182) / 3 = 84.00; 03: (60 + 120) / 3 = 60.00
    assert totals(ranking) == {"02": "84.00", "01": "83.33", "03": "60.00"}
    assert ranking.winners == ("02",)
    assert ranking.reserve == ("01", "03")


@pytest.mark.parametrize(
    ("written", "oral", "weights", "total"),
    [
        ("50.00", "50.01", (1, 1), "50.01"),  # 100.01 / 2 = 50.005, half up
        ("50.01", "50.02", (1, 1), "50.02"),  # 50.015, half up: not to the even neighbour
        ("50.02", "50.03", (1, 1), "50.03"),  # 50.025, half up: banker's rounding would say 50.02
        ("50.00", "50.01", (1, 2), "50.01"),  # 150.02 / 3 = 50.00667
        ("50.01", "50.00", (1, 2), "50.00"),  # 150.01 / 3 = 50.00333
        ("99.99", "100.00", (1, 3), "100.00"),  # 399.99 / 4 = 99.9975
        ("100.00", "100.00", (1, 3), "100.00"),
        ("50.00", "50.02", (3, 1), "50.01"),  # 200.02 / 4 = 50.005
    ],
)
def test_a_total_is_rounded_half_up_to_hundredths(written, oral, weights, total):
    scheme = Scheme(weight_written=weights[0], weight_oral=weights[1])

    assert str(rank([sat("01", written, oral)], scheme).placed[0].total) == total


def test_totals_that_are_equal_as_published_are_a_tie_even_if_the_sums_differ():
    # 150.02 / 3 = 50.00667 and 150.03 / 3 = 50.01: both are published as 50.01, so the oral mark decides.
    ranking = rank([sat("01", "50.03", "50.00"), sat("02", "50.00", "50.01")], Scheme(pass_written=D(0)))

    assert totals(ranking) == {"02": "50.01", "01": "50.01"}
    assert [v.rule for v in ranking.verdicts] == ["oral"]
    assert ranking.winners == ("02",)


def test_places_are_1_2_2_4():
    ranking = rank(
        [
            sat("01", "90.00", "90.00"),
            sat("02", "80.00", "80.00"),
            sat("03", "80.00", "80.00"),
            sat("04", "70.00", "70.00"),
        ],
        Scheme(),
    )

    assert places(ranking) == {"01": 1, "02": 2, "03": 2, "04": 4}


@pytest.mark.parametrize(
    ("rule", "first", "second", "said"),
    [
        (
            "oral",
            sat("01", "80.00", "90.00"),
            sat("02", "90.00", "85.00"),
            "điểm trình bày cao hơn (90,00 so với 85,00)",
        ),
        ("planning", sat("01", "80", "80", planning=True), sat("02", "80", "80"), "(có so với không)"),
        ("female", sat("01", "80", "80", female=True), sat("02", "80", "80"), "nữ (có so với không)"),
        (
            "ethnic",
            sat("01", "80", "80", ethnic=True),
            sat("02", "80", "80"),
            "người dân tộc thiểu số (có so với không)",
        ),
        (
            "older",
            sat("01", "80", "80", born_on=date(1979, 12, 31)),
            sat("02", "80", "80"),
            "người nhiều tuổi hơn (31/12/1979 so với 01/01/1980)",
        ),
        (
            "service",
            sat("01", "80", "80", service_months=121),
            sat("02", "80", "80"),
            "thời gian công tác dài hơn (121 tháng so với 120 tháng)",
        ),
    ],
)
def test_each_rule_of_the_tie_order_parts_two_equal_totals_and_says_so(rule, first, second, said):
    ranking = rank([second, first], Scheme(tie_order=ALL_RULES))

    assert totals(ranking)["01"] == totals(ranking)["02"]
    assert places(ranking) == {"01": 1, "02": 2}
    (verdict,) = ranking.verdicts
    assert (verdict.higher, verdict.lower, verdict.rule) == ("01", "02", rule)
    assert said in said_verdict(verdict).vi
    assert ranking.open_ties == ()


def test_the_written_mark_decides_where_the_order_puts_it_first():
    candidates = [sat("01", "80.00", "90.00"), sat("02", "90.00", "85.00")]

    by_written = rank(candidates, Scheme(tie_order=("written", "oral", "head_decides")))

    assert places(by_written) == {"02": 1, "01": 2}
    assert by_written.verdicts[0].rule == "written"
    assert (by_written.verdicts[0].higher_value, by_written.verdicts[0].lower_value) == (D("90.00"), D("80.00"))


def test_an_earlier_rule_outweighs_all_later_ones():
    planned = sat("01", "80", "80", planning=True, service_months=1)
    others = sat("02", "80", "80", female=True, ethnic=True, service_months=400)

    assert rank([others, planned], Scheme()).winners == ("01",)


def test_three_equal_totals_are_parted_by_different_rules_and_every_pair_is_told():
    ranking = rank(
        [
            sat("01", "80", "80", planning=True),
            sat("02", "80", "80", female=True),
            sat("03", "80", "80"),
            sat("04", "60", "60"),
        ],
        Scheme(),
    )

    assert places(ranking) == {"01": 1, "02": 2, "03": 3, "04": 4}
    assert {(v.higher, v.lower, v.rule) for v in ranking.verdicts} == {
        ("01", "02", "planning"),
        ("01", "03", "planning"),
        ("02", "03", "female"),
    }


def test_whoever_fails_a_part_is_left_out_with_every_reason():
    ranking = rank(
        [
            sat("01", "49.99", None),
            sat("02", "100.00", "49.99"),
            sat("03", "40.00", "45.00"),
            sat("04", "50.00", "50.00"),
        ],
        Scheme(),
    )

    assert places(ranking) == {"04": 1, "01": None, "02": None, "03": None}
    reasons = {p.code: [w.vi for w in p.reasons] for p in ranking.placed}
    assert reasons["01"] == ["Điểm viết 49,99 thấp hơn điểm đạt 50."]
    assert reasons["02"] == ["Điểm trình bày 49,99 thấp hơn điểm đạt 50."]
    assert reasons["03"] == ["Điểm viết 40 thấp hơn điểm đạt 50.", "Điểm trình bày 45 thấp hơn điểm đạt 50."]
    assert reasons["04"] == []
    passed = {p.code: (p.passed_written, p.passed_oral) for p in ranking.placed}
    assert passed == {"01": (False, None), "02": (True, False), "03": (False, False), "04": (True, True)}


def test_a_stricter_pass_mark_of_the_oral_part_counts_alone():
    ranking = rank([sat("01", "100", "69.99"), sat("02", "50", "70")], Scheme(pass_oral=D(70)))

    assert places(ranking) == {"02": 1, "01": None}


@pytest.mark.parametrize(
    ("attendance", "reason"),
    [
        (Attendance.absent, "Vắng thi."),
        (Attendance.annulled, "Bị hủy kết quả thi."),
        (Attendance.withdrawn, "Đã rút hồ sơ dự tuyển."),
    ],
)
def test_who_did_not_sit_to_the_end_is_left_out_whatever_the_marks(attendance, reason):
    gone = Candidate(code="01", written=D(100), oral=D(100), attendance=attendance)

    ranking = rank([gone, sat("02", "50", "50")], Scheme())

    assert places(ranking) == {"02": 1, "01": None}
    assert [w.vi for w in ranking.placed[1].reasons] == [reason]


def test_a_scale_of_ten_is_ranked_like_one_of_a_hundred():
    ranking = rank(
        [sat("01", "8.25", "8.75"), sat("02", "10", "7.5"), sat("03", "4.99", None)],
        Scheme(scale=D(10), pass_written=D(5), pass_oral=D(5)),
    )

    # 01: 25.75 / 3 = 8.58; 02: 25.00 / 3 = 8.33
    assert totals(ranking) == {"01": "8.58", "02": "8.33"}


def test_the_callers_decimal_context_changes_nothing():
    candidates = [sat("01", "87.55", "91.25"), sat("02", "87.54", "91.26")]
    expected = rank(candidates, Scheme())

    with localcontext() as context:
        context.prec = 2
        assert rank(candidates, Scheme()) == expected


def test_a_rounds_pinned_parameters_give_the_scheme_of_each_of_its_posts():
    rules = default_rules(date(2026, 11, 23))
    of_ten = rules.changed({"exam.scale": 10, "exam.oral_pass": D(70), "exam.weights": (1, 3)})

    assert Scheme.from_rules(rules, slots=1) == Scheme()
    assert Scheme.from_rules(of_ten, slots=3) == Scheme(
        scale=D(10), weight_oral=3, pass_written=D(5), pass_oral=D(7), slots=3
    )
