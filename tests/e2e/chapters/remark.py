"""One request for re-marking, which carries a candidate over the pass mark."""

from datetime import timedelta

from appointments.accounts.models import Person as Account
from appointments.exams.mapfile import read
from appointments.exams.models import Appeal, Script
from tests.e2e.chapters.applying import application_of
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.coding_officer import CodingOfficer
from tests.e2e.navigators.marking_head import MarkingHead
from tests.e2e.navigators.secretary import Secretary
from tests.e2e.navigators.supervisor import Supervisor
from tests.e2e.world import POST, World

GROUNDS = "Đề nghị chấm lại phần hai."
ANSWER = "Hai cặp chấm đã đối thoại; điểm lệch 10."


def a_candidate_asks_for_remarking(world: World) -> None:
    """Within the window, from the page where the mark is read; the secretary accepts."""
    world.goes_on_at(world.clock.now + timedelta(days=2))
    world.candidates["Chi"].asks_for_remarking(POST, GROUNDS)
    world.meet(Secretary, world.council.secretary).accepts_the_request()
    world.goes_on_at(world.paper.remark_closes_at)

    assert world.only(Appeal).state == "accepted"
    assert world.paper.state == "remarking"


def the_script_is_marked_again(world: World) -> None:
    """Under a new code, by two who never touched it; both keyings again."""
    code = dict(read(world.map).pairs)[application_of(world, "Chi").number]
    first = world.session.query(Script).filter_by(code=code).one()
    untouched = [m for m in world.council.markers if m.hex not in first.markers]
    names = [world.session.get_one(Account, m).full_name for m in untouched]
    again = world.meet(CodingOfficer, world.council.coding).codes_the_script_again(names)
    sheets = {again: ("55", "57")}
    world.meet(Secretary, world.council.secretary).keys_again(sheets)
    world.meet(MarkingHead, world.council.marking_head).keys_again(sheets)


def the_request_is_decided(world: World) -> None:
    """The chair proposes the change, the supervisor confirms exactly that; the paper is final."""
    chair = world.meet(Chair, world.council.chair)
    chair.ends_the_second_marking()
    chair.proposes_the_change(ANSWER, "Biên bản đối thoại số 01")
    world.meet(Supervisor, world.council.supervisor).confirms_the_change()
    world.worker_runs()
    chair.ends_remarking()
    world.candidates["Chi"].reads_the_answer(POST, "56,00")

    assert application_of(world, "Chi").state == "written_passed"
    assert world.paper.state == "final"
