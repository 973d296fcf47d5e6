"""The presentations: times, panel sheets keyed twice, marks recorded."""

from datetime import timedelta
from decimal import Decimal

from appointments.accounts.models import Person as Account
from appointments.core.work import By
from appointments.exams import panel
from appointments.exams.commands import presentations
from tests.e2e.chapters.applying import application_of
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.secretary import Secretary
from tests.e2e.world import CANDIDATES, ROUND, World

SCORES = {"An": "85", "Bình": "85", "Chi": "60", "Dũng": "70"}


def everybody_presents(world: World) -> None:
    """Timed and summoned, then held; the first panel sheet is keyed on the screen, the others by command."""
    world.goes_on_at(world.clock.now + timedelta(days=1))
    starts = world.clock.now + timedelta(days=20)
    secretary, chair = world.meet(Secretary, world.council.secretary), world.meet(Chair, world.council.chair)
    secretary.times_the_presentations(ROUND, starts, len(CANDIDATES))
    chair.schedules_the_presentations()
    world.goes_on_at(starts + timedelta(hours=5))
    first = application_of(world, "An")
    member = panel.members(world.session, world.round)[0]
    name = panel_name(world, member)
    secretary.keys_the_panel_sheet(ROUND, first.number, name, SCORES["An"])
    chair.keys_the_panel_sheet(ROUND, first.number, name, SCORES["An"])
    _others_are_keyed(world, skip=(first.id, member))
    for candidate in CANDIDATES:
        secretary.records_the_presentation(ROUND, application_of(world, candidate).number)
    chair.closes_the_presentations()

    assert {application_of(world, candidate).state for candidate in CANDIDATES} == {"oral_done"}


def panel_name(world: World, member) -> str:
    """The panel member's name."""
    return world.session.get_one(Account, member).full_name


def _others_are_keyed(world: World, skip: tuple) -> None:
    for candidate, score in SCORES.items():
        application = application_of(world, candidate).id
        for member in panel.members(world.session, world.round):
            if (application, member) == skip:
                continue
            for keyer in (world.council.secretary, world.council.chair):
                presentations.key_panel_sheet(
                    world.session, application, member, Decimal(score), by=By(keyer), now=world.clock.now
                )
