"""From the closed reception to the published list; one is rejected, petitions, and is put on the list."""

from datetime import timedelta

from tests.e2e.chapters.applying import application_of
from tests.e2e.navigators.approver import Approver
from tests.e2e.navigators.officer import Officer
from tests.e2e.world import POST, ROUND, World
from workflows import dossier

CRITERIA = {c.key: c.label.vi for c in dossier.CRITERIA}
FIRST = next(iter(CRITERIA.values()))
UNMET = "time_in_post"
REASON = "Chưa đủ thời gian giữ chức vụ"
FILED = "Đã giữ chức vụ 36 tháng, có quyết định kèm theo."


def the_dossiers_are_checked(world: World) -> None:
    """Three dossiers accepted, the last rejected by an officer and a second reader; a verdict on each condition."""
    world.goes_on_at(world.round.closes_at + timedelta(hours=2))
    officer = world.meet(Officer, world.staff.officer)
    officer.begins_checking(ROUND)
    world.clock.forward(hours=1)
    for name in ("An", "Bình", "Chi"):
        officer.opens_the_dossier(ROUND, application_of(world, name).reference)
        if name == "An":
            officer.picture("dossier", narrow=True)
        officer.finds_every_condition_met(FIRST, len(CRITERIA))
        officer.accepts()
    _one_is_rejected(world, officer)


def _one_is_rejected(world: World, officer: Officer) -> None:
    one = application_of(world, "Dũng")
    officer.opens_the_dossier(ROUND, one.reference)
    clause = str(dossier.CRITERION[UNMET].cites)
    officer.finds_every_condition_met(FIRST, len(CRITERIA))
    officer.finds_a_condition_not_met(CRITERIA[UNMET], "Quyết định mẫu ghi 3 tháng", clause)
    officer.proposes_the_rejection(REASON)
    world.meet(Approver, world.staff.approver).confirms_the_rejection(one.reference, REASON)

    assert [application_of(world, name).state for name in ("An", "Dũng")] == ["eligible", "rejected"]


def the_list_is_published(world: World) -> None:
    """One gives numbers, another publishes."""
    world.clock.forward(days=1)
    world.meet(Officer, world.staff.officer).gives_numbers(ROUND)
    world.meet(Approver, world.staff.approver).publishes_the_shortlist(ROUND)
    world.worker_runs()

    assert [application_of(world, name).state for name in ("An", "Bình", "Chi")] == ["listed"] * 3


def the_rejected_petitions_and_is_put_on_the_list(world: World) -> None:
    """Whoever judged cannot answer; the other approver upholds."""
    world.clock.forward(days=1)
    one, other = world.meet(Approver, world.staff.approver), world.meet(Approver, world.staff.second_approver)
    candidate = world.candidates["Dũng"]
    candidate.reads_the_rejection(POST, REASON)
    candidate.petitions(FILED)
    reference = application_of(world, "Dũng").reference
    one.takes_up_the_petition(reference)
    one.cannot_uphold_what_they_judged(reference)
    other.upholds_the_petition(reference, "Hồ sơ thể hiện đủ 36 tháng.")
    world.meet(Officer, world.staff.officer).puts_the_readmitted_on_the_list(ROUND)

    assert application_of(world, "Dũng").state == "listed"
