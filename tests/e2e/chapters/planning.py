"""From a vacant post to a round that receives applications."""

from datetime import timedelta

from appointments.competitions import rules
from appointments.competitions.commands import council as declarations
from appointments.core.work import By
from tests.e2e.council import seated
from tests.e2e.navigators.approver import Approver
from tests.e2e.navigators.authority import Authority
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.member import Member
from tests.e2e.navigators.officer import Officer
from tests.e2e.world import POST, ROUND, World
from tests.factories.competitions import member

SAMPLE = "Nội dung mẫu"
SECTIONS = {
    label.vi: {f.label.vi: f"{f.label.vi}: {SAMPLE}" for f in rules.in_section(key) if not f.optional}
    for key, label in rules.SECTIONS.items()
}
PLAN = {f.label.vi: f"{f.label.vi}: {SAMPLE}" for f in rules.PLAN_FIELDS.values()}


def a_need_becomes_an_approved_plan(world: World) -> None:
    """The officer writes, the authority decides, twice."""
    officer, authority = world.meet(Officer, world.staff.officer), world.meet(Authority, world.staff.authority)
    officer.writes_down_the_need(POST)
    officer.asks_for_the_policy()
    authority.approves_the_policy(POST)
    officer.begins_the_plan(ROUND, world.staff.agency.name_vi, POST)
    officer.writes_the_plan(PLAN)
    officer.plans_the_paper("Bài thi viết", world.clock.now + timedelta(days=110), POST)
    officer.submits_the_plan()
    authority.approves_the_plan(ROUND, "01/KH-MAU", world.clock.now)

    assert world.round.state == "plan_approved"


def a_council_is_formed(world: World) -> None:
    """The chair by two people's screens, the others by command; one of each kind declares on the screen."""
    chair = member(world.session, "Chủ Tịch", world.clock.now)
    world.session.commit()
    one, other = world.meet(Approver, world.staff.approver), world.meet(Approver, world.staff.second_approver)
    one.proposes_the_role(chair.person.full_name, "Chủ tịch Hội đồng thi", ROUND)
    other.sees_the_proposal_in_the_council(ROUND, chair.person.full_name)
    other.approves_the_role(chair.person.full_name)
    world.council = seated(world.session, world.round, chair.person_id, world.clock.now)
    world.session.commit()
    everybody_declares(world)


def everybody_declares(world: World) -> None:
    """On the present list of candidates: the chair and a marker on their screens, the others by command."""
    council = world.council
    world.meet(Chair, council.chair).declares_to_be_related_to_nobody(ROUND)
    world.meet(Member, council.markers[0]).declares_to_be_related_to_nobody(ROUND)
    for person in council.users:
        if person not in (council.chair, council.markers[0]):
            answer = declarations.Answer("none")
            declarations.declare(world.session, world.round.id, answer, by=By(person), now=world.clock.now)


def the_round_is_announced_and_opens(world: World) -> None:
    """The announcement says what is missing until nothing is; ten days later the worker opens reception."""
    opens = world.clock.now + timedelta(days=11)
    officer = world.meet(Officer, world.staff.officer)
    officer.writes_the_announcement(ROUND, SECTIONS, (opens, opens + timedelta(days=31)))
    world.meet(Approver, world.staff.approver).announces(ROUND)
    world.goes_on_at(opens + timedelta(minutes=1))

    assert world.round.state == "receiving"
