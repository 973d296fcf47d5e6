"""A close result of a paper marked on screen: a second person works out the mean of the two markers' marks."""

from datetime import timedelta

import pytest

from appointments.core.work import By
from appointments.exams.coding.formats import read_map
from appointments.exams.commands import marking
from appointments.results.case import ranking_of
from appointments.results.commands import ranking, rechecking, written
from tests.factories import exams, screen

pytestmark = pytest.mark.one_database
PAIRS = [
    [("50", "30"), ("50", "34")],
    [("50", "30"), ("50", "30.25")],
    [("40", "30"), ("40", "31")],
    [("50", "34")] * 2,
]


def test_the_marks_signed_on_screen_are_before_whoever_works_out_the_mean(
    session, begun, being_marked, candidates, clock
):
    (paper, made), team, contest, now = being_marked, begun.council, begun.contests[0], clock.now
    code_of = read_map(made.open("chair", "supervisor")).codes
    pairs = {code_of[one.number]: pair for one, pair in zip(candidates, PAIRS, strict=True)}
    screen.everything_signed(session, paper, now, pairs)
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=now)
    marking.lock(session, paper.id, by=By(team.chair), now=now)
    screen.decoded(session, begun, paper, made, now)
    written.publish_written(session, paper.id, by=By(team.chair), now=now)
    written.overdue(session, paper.id, "close_remark_window", paper.remark_closes_at)
    later = paper.remark_closes_at + timedelta(days=1)
    held = exams.presented(
        session, begun, dict.fromkeys((c.id for c in candidates), "80"), later, later + timedelta(20)
    )
    ranking.compile_ranking(session, contest.id, by=By(team.secretary), now=held)

    sums = rechecking.sums_for(session, contest, ranking_of(session, contest, held), held)

    given = {one.code: (sorted(map(str, one.figures)), str(one.again)) for one in sums if one.what == "written"}
    assert [given[one.number] for one in candidates] == [
        (["80.00", "84.00"], "82.00"), (["80.00", "80.25"], "80.13"), (["70.00", "71.00"], "70.50"),
        (["84.00", "84.00"], "84.00"),
    ]  # fmt: skip
