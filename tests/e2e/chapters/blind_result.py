"""The proposals opened, the presentations scored on screen, the three rankings, the published result."""

from datetime import timedelta

from appointments.exams.proposals import ProposalBox
from tests.e2e.blind import POSTS, Blind
from tests.e2e.navigators.authority import Authority
from tests.e2e.navigators.candidate import Candidate
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.coding_officer import CodingOfficer
from tests.e2e.navigators.on_tablet import OnTablet
from tests.e2e.navigators.panel_member import PanelMember
from tests.e2e.navigators.public import Visitor
from tests.e2e.navigators.secretary import Secretary
from tests.e2e.navigators.supervisor import Supervisor
from tests.e2e.world import ROUND
from tests.factories.proposals import RoundKey, pdf

BEST, GOOD, FAIR = ("38", "19", "28", "9"), ("33", "16", "25", "8"), ("25", "13", "20", "6")
"""Points by the usual rubric: 94, 82 and 64."""
SCORES = {"1A": BEST, "1B": FAIR, "2A": GOOD, "2B": FAIR, "2C": FAIR, "3A": FAIR, "3B": GOOD}

PROPOSALS = {name: pdf(f"Đề án mẫu {name}") for name in ("1A", "2A")}
"""Who hands a proposal in, and what."""


def the_proposals_are_opened(world: Blind, key: RoundKey) -> None:
    """Timed and summoned; two hand in, the others nothing; sealed at the deadline, opened by two on one content."""
    world.goes_on_at(world.clock.now + timedelta(days=1))
    starts = world.clock.now + timedelta(days=20)
    secretary, chair = world.meet(Secretary, world.council.secretary), world.meet(Chair, world.council.chair)
    secretary.times_the_presentations(ROUND, starts, len(SCORES))
    world.meet(CodingOfficer, world.council.coding).brings_the_key_of_the_proposals(key.public)
    chair.schedules_the_presentations()
    for name, data in PROPOSALS.items():
        post = POSTS[int(name[0]) - 1]
        world.meet(Candidate, world.application(name).person_id).hands_in_the_proposal(post, data)
    world.goes_on_at(world.only(ProposalBox).due_at)
    chair.proposes_to_open_the_proposals()
    world.meet(Supervisor, world.council.supervisor).opens_every_proposal(key.opened)
    member, read = world.meet(PanelMember, world.panel[0]), world.application("1A").number
    member.reads_the_proposal(ROUND, read, PROPOSALS["1A"])
    world.goes_on_at(starts + timedelta(hours=len(SCORES) + 1))


def everybody_presents(world: Blind) -> None:
    """Heard; each of the five signs the own sheet, one of them on a tablet; the chair closes."""
    secretary, chair = world.meet(Secretary, world.council.secretary), world.meet(Chair, world.council.chair)
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
