"""The presentations scored on screen, the three rankings, the published result."""

from datetime import timedelta

from tests.e2e.blind import POSTS, Blind
from tests.e2e.navigators.authority import Authority
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.on_tablet import OnTablet
from tests.e2e.navigators.panel_member import PanelMember
from tests.e2e.navigators.public import Visitor
from tests.e2e.navigators.secretary import Secretary
from tests.e2e.world import ROUND

BEST, GOOD, FAIR = ("38", "19", "28", "9"), ("33", "16", "25", "8"), ("25", "13", "20", "6")
"""Points by the usual rubric: 94, 82 and 64."""
SCORES = {"1A": BEST, "1B": FAIR, "2A": GOOD, "2B": FAIR, "2C": FAIR, "3A": FAIR, "3B": GOOD}


def everybody_presents(world: Blind) -> None:
    """Timed, summoned, heard; each of the five signs the own sheet, one of them on a tablet; the chair closes."""
    world.goes_on_at(world.clock.now + timedelta(days=1))
    starts = world.clock.now + timedelta(days=20)
    secretary, chair = world.meet(Secretary, world.council.secretary), world.meet(Chair, world.council.chair)
    secretary.times_the_presentations(ROUND, starts, len(SCORES))
    chair.schedules_the_presentations()
    world.goes_on_at(starts + timedelta(hours=len(SCORES) + 1))
    points = {world.application(name).number: given for name, given in SCORES.items()}
    for n, person in enumerate(world.panel):
        member = world.meet(OnTablet if n == 1 else PanelMember, person)
        assert sorted(member.scores_everybody(ROUND, points.__getitem__, pictured=n == 0)) == sorted(points)
    for number in points:
        chair.closes_the_presentation_of(ROUND, number)
        secretary.records_the_presentation(ROUND, number)
    chair.closes_the_presentations()

    assert len(world.panel) == 5
    assert {world.application(name).state for name in SCORES} == {"oral_done"}


def the_one_who_was_marked_again_wins(world: Blind) -> None:
    """Each post ranked and signed, reported, recognised, published."""
    secretary, chair = world.meet(Secretary, world.council.secretary), world.meet(Chair, world.council.chair)
    for post in POSTS:
        secretary.compiles_the_ranking(post)
        chair.signs_the_ranking(post)
    chair.reports_the_result(ROUND)
    world.meet(Authority, world.staff.authority).recognises_the_result(ROUND)
    chair.publishes_the_result(ROUND)
    world.worker_runs()
    Visitor(world.people.window()).reads_the_result(ROUND, POSTS[0], world.application("1A").number)

    assert {name: world.application(name).state for name in ("1A", "2A", "3B")} == dict.fromkeys(
        ("1A", "2A", "3B"), "winner"
    )
