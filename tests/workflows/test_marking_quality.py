"""Severity, drift and time per script against sums made by hand."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.marking_quality import Marked, marking_quality
from workflows.words import Words


def rows(text: str) -> list[Marked]:
    """Each line: marker, code, mark, place in the marker's order, seconds."""
    found = []
    for line in text.strip().splitlines():
        who, code, mark, place, *seconds = line.split()
        found.append(Marked(who, code, D(mark), int(place), int(seconds[0]) if seconds else None))
    return found


# An against Bình: -2, -2, -1, -4, -6 in An's order: -15 / 5 = -3. Halves, without the middle: -10 / 2 less -4 / 2.
TWO = """
an   K1 60 1 100
an   K2 70 2 300
an   K3 55 3 200
an   K4 66 4 250
an   K5 44 5 900
binh K5 50 1
binh K4 70 2
binh K3 56 3
binh K2 72 4
binh K1 62 5
"""


def test_two_markers_of_the_same_five_scripts():
    an, binh = marking_quality(rows(TWO))

    assert (an.marker, an.scripts, str(an.severity), str(an.drift), str(an.seconds)) == (
        "an", 5, "-3.00", "-3.00", "250.00",
    )  # fmt: skip
    # Bình's order is the other way round: 6, 4 first, then 1, then 2, 2.
    assert (binh.marker, binh.scripts, str(binh.severity), str(binh.drift), binh.seconds) == (
        "binh", 5, "3.00", "-3.00", None,
    )  # fmt: skip
    assert an.say() == Words(
        "thấp hơn người cùng chấm trung bình 3 điểm; nửa sau chấm chặt hơn nửa đầu 3 điểm",
        "3 points below the co-markers on average; 3 points stricter in the second half",
    )
    assert binh.say().en == "3 points above the co-markers on average; 3 points stricter in the second half"


def test_three_markers_are_compared_with_the_mean_of_the_other_two():
    three = rows("\n".join(f"{who} K{n} {mark} {n}" for n in range(1, 7) for who, mark in
                           (("an", 60), ("binh", 61), ("chi", 61 if n < 4 else "61.01"))))  # fmt: skip

    an, binh, chi = marking_quality(three)

    # An: three times 60 - 61 and three times 60 - 61.005; halves of a hundredth go away from zero.
    assert (str(an.severity), str(an.drift)) == ("-1.00", "-0.01")
    # Bình: 61 - 60.5 and 61 - 60.505; Chi: 61 - 60.5 and 61.01 - 60.5.
    assert (str(binh.severity), str(binh.drift)) == ("0.50", "-0.01")
    assert (str(chi.severity), str(chi.drift)) == ("0.51", "0.01")
    assert chi.say().vi == "cao hơn người cùng chấm trung bình 0,51 điểm; nửa sau chấm nới hơn nửa đầu 0,01 điểm"


def test_the_same_marks_are_level_and_steady():
    same = rows("\n".join(f"{who} K{n} 70 {n}" for n in range(6) for who in ("an", "binh")))

    for one in marking_quality(same):
        assert (one.severity, one.drift) == (0, 0)
        assert one.say() == Words(
            "trung bình bằng người cùng chấm; hai nửa chấm như nhau",
            "level with the co-markers on average; the same in both halves",
        )


def test_too_few_scripts_say_nothing():
    few = rows("\n".join(TWO.strip().splitlines()[:4] + TWO.strip().splitlines()[6:]))

    for one in marking_quality(few):
        assert (one.scripts, one.severity, one.drift, one.seconds) == (4, None, None, None)
        assert one.say() == Words("quá ít bài để nhận xét", "too few scripts to say")
    assert marking_quality([]) == ()


def test_a_script_that_nobody_else_marked_is_left_out_of_the_comparison():
    an, _ = marking_quality([*rows(TWO), *rows("an K9 5 6 10")])

    assert (an.scripts, str(an.severity), str(an.seconds)) == (6, "-3.00", "225.00")


def test_two_marks_of_one_marker_on_one_script_are_refused():
    with pytest.raises(ValueError, match="two marks on one script"):
        marking_quality(rows("an K1 60 1\nan K1 61 2"))


MARKS = st.lists(st.tuples(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2)), min_size=5, max_size=9)


@given(MARKS, st.randoms(use_true_random=False))
def test_two_markers_are_as_far_from_each_other_one_way_as_the_other(pairs, random):
    marks = [Marked("an", f"K{n}", one, n) for n, (one, _) in enumerate(pairs)]
    marks += [Marked("binh", f"K{n}", other, n) for n, (_, other) in enumerate(pairs)]
    random.shuffle(marks)

    an, binh = marking_quality(marks)

    assert an.severity == -binh.severity
    assert an.drift == -binh.drift
