"""A round from the need to the closing of reception, through the commands."""

from datetime import UTC, datetime, timedelta

from appointments.core.sweep import sweep
from tests.factories import competitions as make

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_a_round_is_planned_announced_and_opens_by_the_clock(session):
    built = make.receiving_round(session, NOW, posts=2)

    assert built.round.state == "receiving"
    assert [c.state for c in built.contests] == ["open", "open"]


def test_reception_closes_by_the_sweep_and_not_a_second_earlier(session):
    built = make.receiving_round(session, NOW)
    closes = built.round.closes_at

    early = sweep(session, closes - timedelta(seconds=1))
    session.refresh(built.round)
    before = built.round.state
    taken = sweep(session, closes)

    session.refresh(built.round)
    assert (early, before, taken, built.round.state) == (0, "receiving", 1, "reception_closed")
