"""A mark changed by re-marking: what it brings about is read by two people, who decide on exactly the same content."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from appointments.core.errors import Invalid
from appointments.core.work import By
from appointments.exams.case import appeal_case
from appointments.exams.commands import presentations, remarking, sanctions
from appointments.exams.impact import hash_of, impact_of
from appointments.results.commands import deciding, written
from tests.factories import exams
from tests.features.exams.marks import guards
from tests.fixtures.signed_in import told
from workflows.calendar import local_day
from workflows.engine import Refused

ANSWER, MINUTES = "Lệch 10 điểm.", "Biên bản đối thoại 01"


@pytest.fixture
def marked_again(session, begun, paper, candidates, clock):
    """The first candidate failed by two points and was marked again; gives the request and the act of giving marks."""
    team, (one, two) = begun.council, candidates
    clock.set(over := exams.sat(session, begun, paper, candidates))
    the_map = exams.coded(session, begun, paper, over)
    exams.marked(session, begun, paper, the_map, {one.number: ("48", "48"), two.number: ("80", "80")}, over)
    exams.published(session, begun, paper, the_map, over)
    appeal = remarking.file_appeal(session, one.id, "Cộng sót điểm.", by=By(one.person_id), now=over)
    remarking.register_step(session, appeal.id, "accept", by=By(team.secretary), now=over)
    clock.set(paper.remark_closes_at)
    written.overdue(session, paper.id, "close_remark_window", clock.now)
    remarking.code_again(session, appeal.id, team.markers[2:4], by=By(team.coding), now=clock.now)

    def given(mark):
        exams.keyed(session, begun, appeal.script_id, (mark, mark), clock.now, markers=team.markers[2:4])
        return remarking.finish_marking(session, appeal.id, by=By(team.secretary), now=clock.now)

    return given


def read(session, appeal, by, now):
    found = impact_of(session, appeal, appeal_case(session, appeal, By(by), now))
    return found, hash_of(found)


def proposed(session, appeal, team, now):
    _, content = read(session, appeal, team.chair, now)
    deciding.propose_change(session, appeal.id, ANSWER, MINUTES, content, by=By(team.chair), now=now)
    return content


def test_what_a_change_brings_about_is_read_from_the_record(session, begun, marked_again, candidates, clock):
    appeal, (one, two) = marked_again("58"), candidates
    starts = clock.now + timedelta(days=4)
    presentations.set_times(
        session, begun.round.id, {two.id: starts}, "Hội trường Mẫu", by=By(begun.council.secretary), now=clock.now
    )
    found, content = read(session, appeal, begun.council.chair, clock.now)

    assert (found.written_before, found.written_after) == (Decimal("48.00"), Decimal("58.00"))
    assert (found.passed_before, found.passes_after) == (False, True)
    assert (found.before.reaches_oral, found.oral_after) == ({two.number}, {one.number, two.number})
    assert [(fall.step, *fall.for_whom) for fall in found.falls] == [
        ("list", one.number), ("unscheduled", one.number), ("unsummoned", one.number), ("too_early", two.number),
        ("resummon", two.number),
    ]  # fmt: skip
    [first, last] = found.calendar
    assert (first.number, first.time_before, last.number, last.time_before) == (two.number, starts, one.number, None)
    assert (local_day(first.time_after), first.time_after - starts) == (
        found.presents_from, found.presents_from - local_day(starts),
    )  # fmt: skip
    assert last.time_after - first.time_after == timedelta(hours=1)
    assert len(content) == 64


def test_the_mark_changes_only_when_a_second_person_has_confirmed(session, begun, marked_again, candidates, clock):
    appeal, one, team = marked_again("58"), candidates[0], begun.council
    content = proposed(session, appeal, team, clock.now)
    assert (one.written_mark, one.state, appeal.state) == (Decimal("48.00"), "written_failed", "change_proposed")
    with pytest.raises(Refused):
        deciding.confirm_change(session, appeal.id, content, by=By(team.chair), now=clock.now)

    deciding.confirm_change(session, appeal.id, content, by=By(team.supervisor), now=clock.now)

    assert (one.written_mark, one.state, appeal.state) == (Decimal("58.00"), "written_passed", "answered")
    assert (appeal.proposed_by, appeal.confirmed_by) == (team.chair, team.supervisor)
    assert (appeal.old_mark, appeal.new_mark, appeal.impact["oral_before"]) == (
        Decimal("48.00"), Decimal("58.00"), [candidates[1].number],
    )  # fmt: skip


def test_what_moved_since_it_was_read_is_proposed_again(session, begun, marked_again, candidates, clock):
    appeal, team = marked_again("58"), begun.council
    with pytest.raises(Invalid):
        deciding.propose_change(session, appeal.id, ANSWER, MINUTES, "ab" * 32, by=By(team.chair), now=clock.now)
    session.rollback()
    content = proposed(session, appeal, team, clock.now)
    times = {candidates[1].id: clock.now + timedelta(days=4)}
    presentations.set_times(session, begun.round.id, times, "Phòng Mẫu", by=By(team.secretary), now=clock.now)
    with pytest.raises(Refused) as moved:
        deciding.confirm_change(session, appeal.id, content, by=By(team.supervisor), now=clock.now)
    assert guards(moved) == {"change_is_as_proposed"}

    deciding.return_change(session, appeal.id, "Đã có lịch trình bày.", by=By(team.supervisor), now=clock.now)
    again = proposed(session, appeal, team, clock.now)
    assert again != content
    deciding.confirm_change(session, appeal.id, again, by=By(team.supervisor), now=clock.now)
    assert candidates[0].state == "written_passed"


def test_a_mark_that_stays_is_decided_by_the_chair_alone(session, begun, marked_again, candidates, clock):
    appeal, one, team = marked_again("49"), candidates[0], begun.council
    with pytest.raises(Refused) as stays:
        deciding.propose_change(session, appeal.id, ANSWER, MINUTES, "", by=By(team.chair), now=clock.now)
    assert guards(stays) == {"mark_changes"}
    deciding.decide_appeal(session, appeal.id, ANSWER, by=By(team.chair), now=clock.now)
    assert (one.written_mark, one.state, appeal.state) == (Decimal("48.00"), "written_failed", "answered")


def test_a_change_is_not_decided_by_the_chair_alone(session, begun, marked_again, clock):
    appeal = marked_again("58")
    with pytest.raises(Refused) as alone:
        deciding.decide_appeal(session, appeal.id, ANSWER, MINUTES, by=By(begun.council.chair), now=clock.now)
    assert guards(alone) == {"mark_stays"}


def shown(page):
    """The hash in the form, the new calendar and the list of what falls."""
    content = re.search('name="impact"[^>]*value="([0-9a-f]{64})"', page)[1]
    return content, re.search("Lịch trình bày mới.*?</table>", page, re.DOTALL)[0], told(page).count("phải gửi lại")


def test_both_read_the_same_hash_and_the_same_new_calendar(session, begun, marked_again, candidates, clock, enter):
    appeal, team, (one, two) = marked_again("58"), begun.council, candidates
    times = {two.id: clock.now + timedelta(days=4)}
    presentations.set_times(session, begun.round.id, times, "Phòng Mẫu", by=By(team.secretary), now=clock.now)
    path = f"/exams/appeals/{appeal.id}"
    chair, supervisor = enter(team.chair), enter(team.supervisor)

    proposed = shown(chair.get(f"{path}/steps/propose_change"))
    chair.send(f"{path}/steps/propose_change", reason=ANSWER, dialogue=MINUTES, impact=proposed[0])
    inbox = supervisor.get("/inbox")
    confirmed = shown(supervisor.get(f"{path}/steps/confirm_change"))
    supervisor.send(f"{path}/steps/confirm_change", impact=confirmed[0])

    assert path in inbox
    assert confirmed == proposed
    assert all(number in proposed[1] for number in (one.number, two.number))
    assert proposed[1].count("thay đổi</span>") == 2
    assert proposed[1] in chair.get(path)
    assert "Lịch trình bày mới" not in enter(one.person_id).get(path)


def test_whoever_was_annulled_meanwhile_is_answered_and_stays_out(session, begun, paper, candidates, clock):
    team, one, over = begun.council, candidates[0], exams.sat(session, begun, paper, candidates)
    clock.set(over)
    the_map = exams.coded(session, begun, paper, over)
    exams.marked(session, begun, paper, the_map, {each.number: ("60", "60") for each in candidates}, over)
    exams.published(session, begun, paper, the_map, over)
    appeal = remarking.file_appeal(session, one.id, "Cộng sót điểm.", by=By(one.person_id), now=over)
    remarking.register_step(session, appeal.id, "accept", by=By(team.secretary), now=over)
    now = paper.remark_closes_at
    written.overdue(session, paper.id, "close_remark_window", now)
    remarking.code_again(session, appeal.id, team.markers[2:4], by=By(team.coding), now=now)
    exams.keyed(session, begun, appeal.script_id, ("70", "70"), now, markers=team.markers[2:4])
    remarking.finish_marking(session, appeal.id, by=By(team.secretary), now=now)
    minutes = sanctions.draw_up(
        session, one.id, "annulment", now, "Thi hộ.", was_read=True, by=By(team.secretary), now=now
    )
    sanctions.take_step(session, minutes.id, "order", "Gian lận.", by=By(team.chair), now=now)

    found, _ = read(session, appeal, team.chair, now)
    exams.changed_by_remarking(session, begun, appeal.id, ANSWER, now)

    assert (found.falls, found.oral_after) == ((), {candidates[1].number})
    assert (one.state, appeal.state) == ("annulled", "answered")


def test_the_page_of_a_proposed_change_is_read_by_both_within_its_ceiling(session, begun, marked_again, clock, enter):
    appeal, team = marked_again("58"), begun.council
    proposed(session, appeal, team, clock.now)

    for person in (team.chair, team.supervisor):
        assert ANSWER in enter(person).get(f"/exams/appeals/{appeal.id}")
