"""From a vacant post to a round that receives applications."""

from datetime import timedelta

from appointments.competitions import rules
from tests.e2e.council import Roster
from tests.e2e.navigators.approver import Approver
from tests.e2e.navigators.authority import Authority
from tests.e2e.navigators.officer import Officer
from tests.e2e.world import POST, ROUND, World

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
    officer.sets_a_parameter("Số thành viên Hội đồng thi (chức danh cấp phòng)", "5")
    officer.plans_the_paper("Bài thi viết", world.clock.now + timedelta(days=110), POST)
    officer.submits_the_plan()
    authority.approves_the_plan(ROUND, "01/KH-MAU", world.clock.now)

    assert world.round.state == "plan_approved"


def a_council_is_formed(world: World) -> None:
    """An approver proposes the chair, the officer everybody else; another approver approves; each declares."""
    roster = Roster(world)
    first, *others = roster.proposals()
    chair = first[0]
    one, other = world.meet(Approver, world.staff.approver), world.meet(Approver, world.staff.second_approver)
    one.proposes_members(ROUND, [first])
    other.sees_the_proposal_in_the_council(ROUND, chair)
    other.approves_the_role(chair)
    world.meet(Officer, world.staff.officer).proposes_members(ROUND, others)
    other.approves_members(ROUND, [name for name, _address, _label in others])
    world.council, world.serving = roster.council, roster.serving
    everybody_declares(world)


def everybody_declares(world: World) -> None:
    """Each member of the council, on the present list of candidates."""
    for person, kind in world.serving.items():
        world.meet(kind, person).declares_to_be_related_to_nobody(ROUND)


def the_round_is_announced_and_opens(world: World) -> None:
    """The announcement says what is missing until nothing is; ten days later the worker opens reception."""
    opens = world.clock.now + timedelta(days=11)
    officer = world.meet(Officer, world.staff.officer)
    officer.writes_the_announcement(ROUND, SECTIONS, (opens, opens + timedelta(days=31)))
    world.meet(Approver, world.staff.approver).announces(ROUND)
    world.goes_on_at(opens + timedelta(minutes=1))

    assert world.round.state == "receiving"
