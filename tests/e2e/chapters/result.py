"""The ranking with its tie, the recognition, the published result."""

from tests.e2e.chapters.applying import application_of
from tests.e2e.navigators.authority import Authority
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.public import Visitor
from tests.e2e.navigators.secretary import Secretary
from tests.e2e.navigators.supervisor import Supervisor
from tests.e2e.world import POST, ROUND, World

REASON = "Kinh nghiệm phù hợp hơn với nhiệm vụ của vị trí."


def the_tie_is_settled_with_a_reason(world: World) -> None:
    """The secretary compiles; the chair cannot sign before the tie is decided; the sums are checked; the signature."""
    secretary, chair = world.meet(Secretary, world.council.secretary), world.meet(Chair, world.council.chair)
    order = [application_of(world, name).number for name in ("Bình", "An")]
    secretary.compiles_the_ranking(POST)
    chair.cannot_sign_with_a_tie_open(POST)
    chair.settles_the_tie(POST, order, REASON)
    secretary.compiles_the_ranking(POST)
    world.meet(Supervisor, world.council.supervisor).works_out_the_sums_again(POST)
    chair.signs_the_ranking(POST)

    assert world.contest.state == "ranked"


def the_result_is_recognised_and_published(world: World) -> None:
    """Reported by the chair, recognised by the authority, read by anybody."""
    chair = world.meet(Chair, world.council.chair)
    chair.reports_the_result(ROUND)
    world.meet(Authority, world.staff.authority).recognises_the_result(ROUND)
    chair.publishes_the_result(ROUND)
    world.worker_runs()
    Visitor(world.people.window()).reads_the_result(ROUND, POST, application_of(world, "Bình").number)

    places = {name: (application_of(world, name).place, application_of(world, name).state) for name in ("Bình", "An")}
    assert places == {"Bình": (1, "winner"), "An": (2, "reserve")}
