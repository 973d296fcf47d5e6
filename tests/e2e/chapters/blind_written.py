"""The written part on screen: coded by the tool, allocated by the seed, marked, locked, decoded, published."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from appointments.exams.case import first_scripts
from appointments.exams.models import Script
from tests.e2e.blind import POSTS, Blind
from tests.e2e.navigators.candidate import Candidate
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.coding_officer import CodingOfficer
from tests.e2e.navigators.marker import Marker
from tests.e2e.navigators.marking_head import MarkingHead
from tests.e2e.navigators.secretary import Secretary
from tests.e2e.navigators.supervisor import Supervisor

CRITERIA = {"Phần một": ("60", "0,5"), "Phần hai": ("40", "0,25")}
PASSING, FAILING, NEARLY = ("40", "30"), ("20", "15"), ("28", "20")
"""Points of the two criteria: 70, 35 and the 48 of a candidate who will ask for re-marking."""
APART, THIRD, SETTLED = (("30", "10"), ("50", "30")), ("40", "22"), "62"
"""Two markers who part, 40 and 80; what the third gives, and what the head makes of it."""
AGAIN = ("35", "23")
"""What both markers of the re-marking give: 58, ten more than before."""
ASKS, DIVERGES, PASSES = "1A", "2C", ("1B", "2A", "2B", "3A", "3B")
CAUSE = "Là anh họ của một thí sinh."


def the_codes_are_brought(world: Blind) -> None:
    """What the tool wrote, checked by the house; the criteria; the draw."""
    made = world.the_tool_codes_the_scripts()
    world.meet(CodingOfficer, world.council.coding).brings_the_batch(made)
    head = world.meet(MarkingHead, world.council.marking_head)
    head.enters_criteria_with_steps(CRITERIA)
    head.draws_the_markers()

    assert len(scripts(world)) == 12
    assert {script.state for script in scripts(world)} == {"allocated"}


def a_conflict_is_found_after_the_draw(world: Blind) -> None:
    """One of the four markers leaves; somebody else was called in; every script of theirs finds another marker."""
    leaving = world.council.markers[3]
    world.calls_in_a_marker()
    head = world.meet(MarkingHead, world.council.marking_head)
    head.takes_out_of_the_pool(leaving, CAUSE)
    world.worker_runs()  # the commitment lies under a signed head
    head.begins_marking()

    assert world.paper.state == "marking"
    assert not any(leaving.hex in script.markers for script in scripts(world))


def everybody_marks(world: Blind) -> None:
    """Each marker alone at the desk; where two part, a third who knows of neither mark."""
    apart = world.script_of(DIVERGES)
    for n, person in enumerate(world.markers):
        marker = world.meet(Marker, person)
        marker.marks_everything(lambda code, who=person.hex: points(world, code, who), pictured=n == 0)
    assert world.script_of(DIVERGES).state == "diverged"
    head = world.meet(MarkingHead, world.council.marking_head)
    head.draws_a_third_marker(apart.code)
    third = UUID(world.script_of(DIVERGES).markers[2])
    assert world.meet(Marker, third).marks_everything(lambda code: THIRD) == [apart.code]
    head.settles_by_the_third(apart.code, SETTLED, "Theo tiêu chí chấm.")

    assert {script.state for script in scripts(world)} == {"settled"}


def the_marks_are_locked_and_published(world: Blind) -> None:
    """Nobody alone can lock; the map is opened offline by two custodians, who say so; published."""
    chair, supervisor = world.meet(Chair, world.council.chair), world.meet(Supervisor, world.council.supervisor)
    coding = world.meet(CodingOfficer, world.council.coding)
    world.meet(MarkingHead, world.council.marking_head).proposes_the_lock()
    supervisor.attests_the_lock()
    chair.locks()
    coding.brings_the_map_back(world.coded.open("chair", "coding_head"), "map.json")
    for custodian in (chair, coding):
        custodian.states_that_the_share_was_given()
    supervisor.attests_the_decoding()
    chair.decodes_and_publishes()
    world.worker_runs()

    passed = {name for name in world.applications if world.application(name).state == "written_passed"}
    assert passed == {*PASSES, DIVERGES}


def a_candidate_is_marked_again_and_passes(world: Blind) -> None:
    """Asked for by the one who missed the pass mark by two points; under a new code, by two who never touched it."""
    first = world.script_of(ASKS)
    world.goes_on_at(world.clock.now + timedelta(days=2))
    candidate = world.meet(Candidate, world.application(ASKS).person_id)
    candidate.asks_for_remarking(POSTS[0], "Đề nghị chấm lại phần hai.")
    world.meet(Secretary, world.council.secretary).accepts_the_request()
    world.goes_on_at(world.paper.remark_closes_at)
    made = world.coded.recode([first.code], "chair", "supervisor", taken=list(world.codes.values()))
    again = world.meet(CodingOfficer, world.council.coding).brings_the_new_code(made)
    world.codes[ASKS] = again
    markers = [UUID(who) for who in world.script_of(ASKS).markers]
    assert not {who.hex for who in markers} & set(first.markers)
    world.worker_runs()
    for person in markers:
        assert world.meet(Marker, person).marks_everything(lambda code: AGAIN) == [again]
    chair = world.meet(Chair, world.council.chair)
    chair.ends_the_second_marking()
    chair.proposes_the_change("Hai cặp chấm đã đối thoại.", "Biên bản đối thoại số 01")
    world.meet(Supervisor, world.council.supervisor).confirms_the_change()
    world.worker_runs()
    chair.ends_remarking()
    candidate.reads_the_answer(POSTS[0], "58,00")

    assert world.application(ASKS).state == "written_passed"
    assert world.paper.state == "final"


def points(world: Blind, code: str, who: str) -> Sequence[str]:
    """What this marker gives that script."""
    name = next(name for name in world.applications if world.codes[name] == code)
    if name == DIVERGES:
        return APART[world.script_of(name).markers.index(who)]
    return PASSING if name in PASSES else NEARLY if name == ASKS else FAILING


def scripts(world: Blind) -> list[Script]:
    """The twelve, as they are now."""
    world.session.rollback()
    world.session.expire_all()
    return list(first_scripts(world.session, world.paper.id))
