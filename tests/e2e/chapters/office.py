"""From the result to the office: the winner declines, the next-ranked is appointed, the indicator moves."""

from datetime import timedelta

from appointments.accounts.models import Person as Account
from tests.e2e.chapters.applying import application_of
from tests.e2e.navigators.administrator import Administrator
from tests.e2e.navigators.authority import Authority
from tests.e2e.navigators.inspector import Inspector
from tests.e2e.navigators.officer import Officer
from tests.e2e.navigators.public import Visitor
from tests.e2e.world import CANDIDATES, POST, World

NUMBER = "12/QĐ-MAU"
KIND = "Vị trí thi tuyển"


def the_indicator_stands_at_nothing(world: World) -> None:
    """Nobody has been appointed yet."""
    Visitor(world.people.window()).reads_the_indicator("0", "0")


def the_winner_declines_and_the_next_is_taken(world: World) -> None:
    """With reasons on both sides."""
    world.clock.forward(days=1)
    world.candidates["Bình"].declines(POST, "Lý do gia đình.")
    world.meet(Authority, world.staff.authority).takes_the_next(POST, "Theo thứ tự xếp hạng.")

    assert [application_of(world, name).state for name in ("Bình", "An")] == ["declined", "winner"]


def the_next_is_verified_and_appointed(world: World) -> None:
    """Four verifications, the collective's vote, the decision drafted by one and signed by another, the office."""
    world.goes_on_at(world.clock.now + timedelta(days=5))
    officer, authority = world.meet(Officer, world.staff.officer), world.meet(Authority, world.staff.authority)
    officer.verifies_everything(POST)
    officer.submits_for_appointment(POST)
    authority.records_the_vote(POST, "BB số 05 ngày 01/9")
    officer.drafts_the_decision(POST, NUMBER, world.clock.now)
    authority.signs_the_decision(NUMBER, world.clock.now)
    world.goes_on_at(world.clock.now + timedelta(days=1))
    officer.records_the_taking_of_office(POST)

    states = [application_of(world, name).state for name in CANDIDATES]
    assert states == ["appointed", "declined", "released", "released"]
    assert world.contest.state == "in_office"


def the_indicator_moves(world: World) -> None:
    """One of one, and the decision stands in the list of those counted."""
    world.worker_runs()
    visitor = Visitor(world.people.window())
    visitor.reads_the_indicator("1", "1")
    visitor.finds_the_decision_counted(NUMBER)
    visitor.reads_the_ledger()


def the_inspector_reads_the_record(world: World) -> None:
    """Each act on the post, by whom and when."""
    inspector = world.meet(Inspector, world.inspector)
    inspector.reads_the_record_of(KIND, POST)
    inspector.reads("Ghi nhận nhận nhiệm vụ", "Thủ Trưởng Mẫu")


def the_administrator_sees_to_an_account(world: World) -> None:
    """The officer's account is shut and opened again; nothing of the post is the administrator's."""
    administrator = world.meet(Administrator, world.administrator)
    administrator.shuts_and_opens_again(world.session.get_one(Account, world.staff.officer).full_name)
