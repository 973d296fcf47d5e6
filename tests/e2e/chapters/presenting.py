"""The presentations: times, panel sheets keyed twice, marks recorded."""

from datetime import timedelta

from tests.e2e.chapters.applying import application_of
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.secretary import Secretary
from tests.e2e.world import CANDIDATES, ROUND, World

SCORES = {"An": "85", "Bình": "85", "Chi": "60", "Dũng": "70"}


def everybody_presents(world: World) -> None:
    """Timed and summoned, then held; each signed sheet is keyed by the secretary and by the chair."""
    world.goes_on_at(world.clock.now + timedelta(days=1))
    starts = world.clock.now + timedelta(days=20)
    secretary, chair = world.meet(Secretary, world.council.secretary), world.meet(Chair, world.council.chair)
    secretary.times_the_presentations(ROUND, starts, len(CANDIDATES))
    chair.schedules_the_presentations()
    world.goes_on_at(starts + timedelta(hours=5))
    panel = [world.council.users[member].person.full_name for member in world.council.panel]
    for candidate, score in SCORES.items():
        for keyer in (secretary, chair):
            keyer.keys_the_panel_sheets(ROUND, application_of(world, candidate).number, panel, score)
    for candidate in CANDIDATES:
        secretary.records_the_presentation(ROUND, application_of(world, candidate).number)
    chair.closes_the_presentations()

    assert {application_of(world, candidate).state for candidate in CANDIDATES} == {"oral_done"}
