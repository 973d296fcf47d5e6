"""The anonymity meter, the advice to pool posts, and what may be told of the marking before the lock."""

from datetime import date

import pytest

from workflows.anonymity import anonymity, pooling, told_progress
from workflows.rules import default_rules
from workflows.words import Words

RULES = default_rules(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("scripts", "least", "is_low"),
    [
        (0, 5, False),
        (1, 5, True),
        (4, 5, True),
        (5, 5, False),
        (6, 5, False),
        (2, 2, False),
        (1, 2, True),
        (19, 20, True),
    ],
)
def test_a_warning_is_due_under_the_parameter(scripts, least, is_low):
    assert anonymity(scripts, RULES.changed({"exam.anonymity_min": least})).is_low is is_low


def test_the_meter_is_told_in_words():
    assert anonymity(3, RULES).say() == Words(
        "Chỉ có 3 bài làm cùng một đề (nên có từ 5): người chấm dễ đoán ra bài của ai.",
        "Only 3 scripts share this paper (5 or more are wanted): a marker can guess whose is whose.",
    )
    assert anonymity(12, RULES).say() == Words("12 bài làm cùng một đề.", "12 scripts share this paper.")


def test_a_round_pinned_before_the_parameter_existed_has_its_default():
    assert anonymity(4, {}).is_low
    assert not anonymity(5, {}).is_low


def test_a_number_of_scripts_is_not_negative():
    with pytest.raises(ValueError, match="not negative"):
        anonymity(-1, RULES)


@pytest.mark.parametrize(
    ("scripts", "posts", "together"),
    [
        ({"A": 3, "B": 2}, "A, B", 5),
        ({"A": 3, "B": 4, "C": 9}, "A, C", 12),
        ({"A": 1, "B": 2, "C": 2, "D": 2}, "A, B, C", 5),
        ({"A": 1, "B": 1, "C": 1}, "A, B, C", 3),
        ({"A": 2, "B": 0, "C": 1}, "A, C", 3),
    ],
)
def test_the_advice_names_as_few_posts_as_are_enough(scripts, posts, together):
    assert pooling("A", scripts, RULES) == Words(
        f"Nên cho các vị trí sau thi chung một đề để chấm gộp: {posts} (tổng cộng {together} bài).",
        f"Let these posts take the same paper, to be marked as one pool: {posts} ({together} scripts together).",
    )


@pytest.mark.parametrize("scripts", [{"A": 5, "B": 2}, {"A": 0, "B": 9}, {"A": 3}, {"A": 3, "B": 0}])
def test_no_advice_is_given_where_none_is_needed_or_nothing_helps(scripts):
    assert pooling("A", scripts, RULES) is None


def test_of_the_marking_only_the_number_signed_is_told():
    assert told_progress(7, 24) == Words("Đã chốt 7/24 bài.", "7 of 24 signed.")
    assert told_progress(0, 0).en == "0 of 0 signed."


@pytest.mark.parametrize(("signed", "total"), [(-1, 3), (4, 3)])
def test_more_than_all_are_never_signed(signed, total):
    with pytest.raises(ValueError, match="at most"):
        told_progress(signed, total)
