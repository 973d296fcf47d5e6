"""The written part: rooms, attendance, codes, two keyings, the lock, the marks published."""

from datetime import timedelta

from appointments.exams.mapfile import read
from tests.e2e.chapters.applying import application_of
from tests.e2e.chapters.planning import everybody_declares
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.coding_officer import CodingOfficer
from tests.e2e.navigators.invigilator import Invigilator
from tests.e2e.navigators.marking_head import MarkingHead
from tests.e2e.navigators.secretary import Secretary
from tests.e2e.navigators.supervisor import Supervisor
from tests.e2e.world import CANDIDATES, World

MARKS = {"An": ("80", "80"), "Bình": ("80", "80"), "Chi": ("45", "47"), "Dũng": ("60", "60")}


def the_paper_is_made_ready(world: World) -> None:
    """Everybody declares on the list as it is now; the chair begins, the secretary prepares."""
    world.clock.forward(days=1)
    everybody_declares(world)
    world.meet(Chair, world.council.chair).begins_the_exam()
    secretary = world.meet(Secretary, world.council.secretary)
    secretary.lays_out_a_room("Phòng A1", 30, ["Giám Thị 1 Mẫu", "Giám Thị 2 Mẫu"])
    secretary.summons_the_candidates()
    secretary.posts_the_room_lists()
    secretary.reports_the_paper_ready()

    assert world.paper.state == "ready"


def the_paper_is_sat(world: World) -> None:
    """An invigilator records, the secretary counts, two sign, the supervisor attests, the chair closes."""
    starts = world.paper.starts_at
    world.goes_on_at(starts + timedelta(minutes=5))
    numbers = [application_of(world, name).number for name in CANDIDATES]
    world.meet(Invigilator, world.council.invigilators[0]).records(numbers)
    world.goes_on_at(starts + timedelta(hours=4))
    world.meet(Secretary, world.council.secretary).counts_the_scripts()
    supervisor = world.meet(Supervisor, world.council.supervisor)
    supervisor.attests_the_counting()
    for person in world.council.invigilators[:2]:
        world.meet(Invigilator, person).signs_the_minutes("Phòng A1")
    supervisor.attests_the_minutes()
    world.meet(Chair, world.council.chair).closes_the_session()

    assert world.paper.state == "held"


def the_scripts_are_marked(world: World) -> None:
    """Under codes; each sheet keyed by two people."""
    head = world.meet(MarkingHead, world.council.marking_head)
    world.map = world.meet(CodingOfficer, world.council.coding).draws_the_codes()
    head.enters_the_criteria({"Phần một": "60", "Phần hai": "40"})
    head.names_the_markers()
    head.begins_marking()
    codes = dict(read(world.map).pairs)
    sheets = {codes[application_of(world, name).number]: marks for name, marks in MARKS.items()}
    world.meet(Secretary, world.council.secretary).keys(sheets)
    head.keys(sheets)


def the_marks_are_locked_and_published(world: World) -> None:
    """Nobody alone can lock, nobody alone can decode."""
    supervisor, chair = world.meet(Supervisor, world.council.supervisor), world.meet(Chair, world.council.chair)
    world.meet(MarkingHead, world.council.marking_head).proposes_the_lock()
    supervisor.attests_the_lock()
    chair.locks()
    world.meet(CodingOfficer, world.council.coding).brings_the_map_back(world.map)
    supervisor.attests_the_decoding()
    chair.decodes_and_publishes()
    world.worker_runs()

    states = [application_of(world, name).state for name in CANDIDATES]
    assert states == ["written_passed", "written_passed", "written_failed", "written_passed"]
