"""What a changed mark changes, against a table written by hand; the days were counted on a wall calendar."""

from datetime import date
from decimal import Decimal

import pytest

from tests.workflows.oracle import at
from workflows.calendar import Calendar
from workflows.impact import FALLS, Before, Fall, impact
from workflows.words import Words

# The re-marking ends when Monday 15 June 2026 is over in Viet Nam. Thursday the 18th is a holiday.
ENDS = at("2026-06-15 17:00")
CALENDAR = Calendar(days_off={date(2026, 6, 18): Words("Ngày nghỉ mẫu", "Sample holiday")})
BASE = {
    "number": "012", "post": "Trưởng phòng Mẫu", "old_mark": Decimal(48), "new_mark": Decimal(58),
    "final_mark": Decimal(58), "percent_off": 0, "pass_mark": Decimal(50),
    "reaches_oral": frozenset({"003", "007"}), "remarking_ends": ENDS, "summon_wd": 5,
}  # fmt: skip
PASSER = {"old_mark": Decimal(58), "new_mark": Decimal(48), "final_mark": Decimal(48),
          "reaches_oral": frozenset({"003", "012"})}  # fmt: skip


def timed(first, second, *times):
    """Two who have a time each, and the summons to it."""
    return {"times": dict(zip((first, second), map(at, times), strict=True)), "summoned": frozenset({first, second})}


IN_TIME = ("2026-06-24 01:00", "2026-06-24 03:00")
TOO_EARLY = ("2026-06-23 01:00", "2026-06-23 03:00")
OWN_SET = timed("003", "012", "2026-06-17 01:00", "2026-06-17 02:00")

LIST = Fall("list", ("012",))
TABLE = {
    "carried over the pass mark, nothing set yet": ({}, "48.00 58.00", "003 007 012", [LIST]),
    "still below": ({"new_mark": Decimal(49), "final_mark": Decimal("49.99")}, "48.00 49.99", "003 007", []),
    "just at the pass mark": ({"final_mark": Decimal(50)}, "48.00 50.00", "003 007 012", [LIST]),
    "a reprimand keeps the candidate below": ({"percent_off": 25}, "36.00 43.50", "003 007", []),
    "a warning, and still at the pass mark": (
        {"percent_off": 50, "old_mark": Decimal(90), "final_mark": Decimal(100)}, "45.00 50.00", "003 007 012", [LIST],
    ),
    "carried under the pass mark, nothing set yet": (PASSER, "58.00 48.00", "003", [LIST]),
    "carried under it, already summoned": (
        {**PASSER, **OWN_SET}, "58.00 48.00", "003", [LIST, Fall("time", ("012",)), Fall("summons", ("012",))],
    ),
    "carried under it, others summoned": (
        {**PASSER, **timed("003", "007", *TOO_EARLY)}, "58.00 48.00", "003", [LIST],
    ),
    "carried over, others have times in time": (
        timed("003", "007", *IN_TIME), "48.00 58.00", "003 007 012",
        [LIST, Fall("unscheduled", ("012",)), Fall("unsummoned", ("012",))],
    ),
    "carried over, the times come too early now": (
        timed("003", "007", *TOO_EARLY), "48.00 58.00", "003 007 012",
        [LIST, Fall("unscheduled", ("012",)), Fall("unsummoned", ("012",)), Fall("too_early", ("003", "007")),
         Fall("resummon", ("003", "007"))],
    ),
    "carried over, only the first time comes too early": (
        timed("003", "007", TOO_EARLY[0], IN_TIME[1]), "48.00 58.00", "003 007 012",
        [LIST, Fall("unscheduled", ("012",)), Fall("unsummoned", ("012",)), Fall("too_early", ("003", "007")),
         Fall("resummon", ("003", "007"))],
    ),
    "carried over, drawn between two who leave room": (
        {**timed("007", "003", *IN_TIME), "drawn": ("007", "012", "003")}, "48.00 58.00", "003 007 012",
        [LIST, Fall("unscheduled", ("012",)), Fall("unsummoned", ("012",)), Fall("places", ("003",))],
    ),
    "carried over, drawn between two who leave no room": (
        {**timed("007", "003", IN_TIME[0], "2026-06-24 02:00"), "drawn": ("007", "012", "003")}, "48.00 58.00",
        "003 007 012",
        [LIST, Fall("unscheduled", ("012",)), Fall("unsummoned", ("012",)), Fall("moved", ("003",)),
         Fall("places", ("003",)), Fall("resummon", ("003",))],
    ),
    "carried over after the draw, no time set yet": (
        {"drawn": ("012", "003", "007")}, "48.00 58.00", "003 007 012", [LIST, Fall("places", ("003", "007"))],
    ),
    "carried under it after the draw": (
        {**PASSER, **OWN_SET, "drawn": ("012", "003")}, "58.00 48.00", "003",
        [LIST, Fall("time", ("012",)), Fall("summons", ("012",)), Fall("places", ("003",))],
    ),
    "still below, the order drawn for the others": (
        {"final_mark": Decimal("49.99"), "drawn": ("012", "003", "007"), **timed("003", "007", *TOO_EARLY)},
        "48.00 49.99", "003 007", [],
    ),
    "carried over, timed by foresight": (OWN_SET, "48.00 58.00", "003 007 012", [LIST]),
    "carried over, but out by a sanction": (
        {**timed("003", "007", *TOO_EARLY), "competes": False}, "48.00 58.00", "003 007", [],
    ),
    "a better mark of one who passed anyway": (
        {"old_mark": Decimal(60), "final_mark": Decimal(70), **OWN_SET, "reaches_oral": frozenset({"003", "012"})},
        "60.00 70.00", "003 012", [],
    ),
    "the same, after the ranking": (
        {"old_mark": Decimal(60), "final_mark": Decimal(70), "contest_state": "ranked",
         "reaches_oral": frozenset({"003", "012"})}, "60.00 70.00", "003 012", [Fall("ranking", ("003", "012"))],
    ),
    "carried over after ranking and report": (
        {"contest_state": "ranked", "round_state": "result_compiled"}, "48.00 58.00", "003 007 012",
        [LIST, Fall("ranking", ("003", "007", "012")), Fall("report", ("003", "007", "012"))],
    ),
    "below before and after, the ranking stands": (
        {"final_mark": Decimal(49), "contest_state": "ranked", "round_state": "result_compiled"},
        "48.00 49.00", "003 007", [],
    ),
    "the deduction swallows the difference": (
        {"old_mark": Decimal("80.01"), "final_mark": Decimal("80.02"), "percent_off": 50, "contest_state": "ranked"},
        "40.01 40.01", "003 007", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_a_changed_mark_changes_exactly_this(case):
    told, written, oral, falls = TABLE[case]
    before, after = (Decimal(mark) for mark in written.split())
    found = impact(Before(**{**BASE, **told}), CALENDAR)

    assert (found.written_before, found.written_after) == (before, after)
    assert (found.passed_before, found.passes_after) == (before >= 50, after >= 50)
    assert " ".join(sorted(found.oral_after)) == oral
    assert list(found.falls) == falls
    assert {fall.step for fall in found.falls} <= FALLS.keys()


@pytest.mark.parametrize(
    ("ends", "days", "summons", "presents"),
    [
        # Tue 16, Wed 17, (Thu 18 off), Fri 19, Mon 22: the summons' own day counts, then Tue 23.
        (ENDS, 4, "2026-06-16", "2026-06-23"),
        (ENDS, 5, "2026-06-16", "2026-06-24"),
        (ENDS, 1, "2026-06-16", "2026-06-17"),
        # The period ends on Friday 19, so that Saturday 20 is the first day: it counts nothing.
        (at("2026-06-19 17:00"), 2, "2026-06-20", "2026-06-24"),
    ],
)
def test_the_dates_are_counted_again_in_working_days(ends, days, summons, presents):
    found = impact(Before(**{**BASE, "remarking_ends": ends, "summon_wd": days}), CALENDAR)

    assert (found.summons_from.isoformat(), found.presents_from.isoformat()) == (summons, presents)
    assert found.summon_by.due > ends


def test_what_is_confirmed_tells_every_figure():
    content = impact(Before(**BASE), CALENDAR).content()

    assert content["oral_before"] == ["003", "007"]
    assert content["oral_after"] == ["003", "007", "012"]
    assert content["falls"] == [["list", "012"]]
    assert content["calendar"] == []
    assert (content["summon_wd"], content["summon_by"]) == (5, "2026-06-16T17:00:00+00:00")
    assert [content[key] for key in ("old_mark", "new_mark", "final_mark", "written_after")] == [
        "48.00", "58.00", "58.00", "58.00",
    ]  # fmt: skip


def test_what_is_confirmed_tells_every_place_and_time_before_and_after():
    told = {**timed("007", "003", *TOO_EARLY), "drawn": ("012", "007", "003")}

    assert impact(Before(**BASE | told), CALENDAR).content()["calendar"] == [
        ["012", None, 1, None, "2026-06-24T01:00:00+00:00"],
        ["007", 1, 2, "2026-06-23T01:00:00+00:00", "2026-06-24T02:00:00+00:00"],
        ["003", 2, 3, "2026-06-23T03:00:00+00:00", "2026-06-24T03:00:00+00:00"],
    ]
