"""The margin of a real ranking: ties that a rule or a person decided, candidates left out."""

from decimal import Decimal as D

import pytest

from appointments.results.margins import margin_of
from appointments.results.rules import rank
from appointments.results.scheme import Attendance, HumanDecision, Scheme
from tests.properties.rank_field import sat

CLEAR = [sat("TS-1", "80", "90"), sat("TS-2", "70", "60")]


def found(field, decisions=(), figures=None, **scheme):
    return margin_of(rank(field, Scheme(**scheme), decisions), figures or {})


def test_a_tie_that_the_oral_mark_parted_hangs_on_one_hundredth():
    # 70 + 2 x 80 = 230 and 72 + 2 x 79 = 230: level at 76.67, the higher oral mark wins. With 69.99 in the written part
    # the first has 229.99, a total of 76.66.
    close = found([sat("TS-1", "70", "80"), sat("TS-2", "72", "79")]).smallest

    assert (str(close.change), close.code, close.part) == ("0.01", "TS-1", "written")


def test_a_tie_that_a_person_decided_hangs_on_one_hundredth():
    tied = [sat("TS-1", "70", "80"), sat("TS-2", "70", "80")]

    close = found(tied, [HumanDecision(("TS-2", "TS-1"), "Lý do đã nêu")]).smallest

    assert str(close.change) == "0.01"
    assert close.standing[0].winners == {"TS-2"}
    assert close.standing[1].winners == {"TS-1"}


def test_a_decision_on_a_tie_below_the_line_stands_while_it_fits():
    tied = [*CLEAR, sat("TS-3", "55", "55"), sat("TS-4", "55", "55")]

    close = found(tied, [HumanDecision(("TS-3", "TS-4"), "Lý do đã nêu")], slots=1).smallest

    assert str(close.change) == "5.01"  # one of them would have failed a part; the winner does not hang on them
    assert close.standing[0] == close.standing[1]


def test_with_a_clear_winner_the_margin_is_the_distance_to_failing():
    close = found(CLEAR)

    assert (str(close.of_part.change), close.of_part.code, close.of_part.part) == ("10.01", "TS-2", "oral")
    assert close.of_figure is None


def test_the_figures_behind_a_mark_are_asked_too():
    figures = {"TS-2": ({"a": D(65), "b": D(75)}, {"c": D(55), "d": D(60), "e": D(65)})}

    close = found(CLEAR, figures=figures).of_figure

    # The mean of three falls to 49.99 when the sum falls from 180 to 149.98; of two, when it falls from 140 to 99.98.
    assert (str(close.change), close.part, close.figure, str(close.after)) == ("30.02", "oral", "c", "24.98")


@pytest.mark.parametrize("why", [Attendance.absent, Attendance.annulled, Attendance.withdrawn])
def test_whoever_did_not_sit_does_not_count(why):
    assert found([*CLEAR, sat("TS-9", "49.99", None, attendance=why)]) == found(CLEAR)


def test_whoever_failed_the_written_part_by_a_hundredth_shows():
    close = found([*CLEAR, sat("TS-9", "49.99", None)]).smallest

    assert (str(close.change), close.code, close.part, str(close.after)) == ("0.01", "TS-9", "written", "50.00")
