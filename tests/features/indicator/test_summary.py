"""The maintained summary tells what a full recount tells: random histories, questions and days, on both databases."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from appointments.core.db import table
from appointments.core.sweep import daily_tasks
from appointments.indicator import course, queries, summary, upkeep
from appointments.indicator.commands.recounting import recount
from appointments.indicator.definition import DEFINITIONS, LATEST
from appointments.indicator.models import BySlot, ByUnit, Recount
from appointments.indicator.rules import Counted
from appointments.models import import_models
from tests.factories.histories import History

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SEEDS, STEPS, QUESTIONS = range(3), 10, 3


def told(found, paths):
    """All that the page shows of a tally."""
    by = {name: dict(split) for name, split in found.by.items()}
    return (
        found.whole, by, found.apart, found.civil, dict(found.months), found.looked_at, found.left, found.shortfall,
        found.more, {place: course.path_of(found, months) for place, months in paths.items()},
    )  # fmt: skip


def question(draw):
    """A definition that the summary can answer, and a day."""
    answers = {name: draw.random() < 0.5 for name in ("civil_only", "districts", "commune", "legacy", "transfer",
                                                      "freeze", "calendar")}  # fmt: skip
    day = draw.choice([TODAY, date(2022, 8, 7), date(2025, 3, 6), date(2025, 7, 1), date(2027, 12, 31)])
    day = day if draw.random() < 0.3 else date(2022, 1, 1) + timedelta(days=draw.randrange(2200))
    usual = draw.random() < 0.3
    return LATEST if usual else LATEST.switched(ranks=draw.choice(("both", "head", "deputy")), **answers), day


@pytest.mark.parametrize("seed", SEEDS)
def test_the_summary_tells_what_a_full_recount_tells(session, seed):
    history = History(session, random.Random(seed))
    draw = random.Random(seed + 1000)
    seen = 0
    for _ in range(STEPS):
        history.go_on(40)
        for definition, day in (question(draw) for _ in range(QUESTIONS)):
            counted = queries.measure(session, definition, day)
            found = summary.tally(session, definition, day)
            assert not isinstance(found, Counted)
            places = course.greatest(found, 3)
            kept = summary.months_by_place(session, found, places)
            assert told(found, kept) == told(counted, summary.months_by_place(session, counted, places))
            seen += counted.whole.new
    assert seen > 100
    assert recount(session, NOW).differing == 0


def test_what_no_cell_knows_is_counted_from_the_decisions(session):
    History(session, random.Random(7)).go_on(60)
    for answers in ({"distinct_person": True}, {"by_exam_date": True}, {"frozen_to": date(2025, 6, 29)}):
        definition = LATEST.switched(**answers)
        found = summary.tally(session, definition, TODAY)
        assert found == queries.measure(session, definition, TODAY)
        assert isinstance(found, Counted)


def test_every_definition_that_was_published_is_told_from_the_summary():
    assert [key for key, one in DEFINITIONS.items() if not summary.knows(one)] == []


def test_slots_are_the_same_in_the_database_as_here(session):
    days = [date(2021, 12, 30) + timedelta(days=n) for n in range(0, 2300, 3)]
    days += [cut + timedelta(days=n) for cut in upkeep.CUTS for n in (-1, 0, 1)]
    dialect = session.get_bind().dialect.name
    for kind in ("slot", "piece"):
        for day in days:
            said = session.execute(
                sa.select(sa.literal_column(upkeep.slot_sql(kind, dialect, "x.day"), sa.Date)).select_from(
                    sa.select(sa.literal(day, sa.Date).label("day")).subquery("x")
                )
            ).scalar_one()
            assert said == upkeep.slot_of(kind, day)


def test_a_summary_that_was_altered_is_found_by_the_worker_left_aside_by_the_page_and_made_anew(session, caplog):
    History(session, random.Random(3)).go_on(80)
    right = queries.measure(session, LATEST, TODAY)
    session.execute(sa.update(BySlot).where(BySlot.sort == "new").values(n_new=BySlot.n_new + 1))
    session.commit()
    assert summary.tally(session, LATEST, TODAY).whole != right.whole

    dict(daily_tasks())["indicator"](session, NOW)

    assert "flask indicator recount" in caplog.text
    assert summary.tally(session, LATEST, TODAY) == right
    made = recount(session, NOW + timedelta(minutes=1), repair=True)
    assert made.is_repaired
    assert made.cells[0][0] == "indicator_by_slot"
    found = summary.tally(session, LATEST, TODAY)
    assert (type(found), found.whole) == (summary.Sums, right.whole)
    assert recount(session, NOW + timedelta(minutes=2)).differing == 0
    assert session.query(Recount).count() == 3


def test_the_command_tells_what_differs_and_repairs_it(app, session):
    History(session, random.Random(4)).go_on(60)
    run = app.test_cli_runner().invoke
    assert run(args=["indicator", "recount"]).exit_code == 0
    session.execute(sa.delete(ByUnit))
    session.commit()
    said = run(args=["indicator", "recount"])
    assert (said.exit_code, "--repair" in said.output) == (1, True)
    assert run(args=["indicator", "recount", "--repair"]).exit_code == 0
    assert run(args=["indicator", "recount"]).exit_code == 0


def test_a_history_that_is_taken_back_leaves_an_empty_summary(session):
    history = History(session, random.Random(5))
    history.go_on(60)
    decisions = import_models().tables["decision"]
    session.execute(sa.delete(decisions))
    session.commit()
    for kept in (table(BySlot), table(ByUnit)):
        assert session.execute(sa.select(kept.c.n_new, kept.c.n_exam).where(kept.c.n_new != 0)).all() == []
