"""Sheets signed on screen: who may, when, what; the talk over a divergent one; who leaves; the mark that follows."""

from datetime import timedelta
from decimal import Decimal

import pytest

from appointments.accounts.models import Person
from appointments.competitions.commands import council
from appointments.competitions.commands.particulars import Stated, state_as_member
from appointments.core.errors import Forbidden, Invalid, NotFound, Stale
from appointments.core.ledger.models import LEAF
from appointments.core.work import By
from appointments.exams import speaking
from appointments.exams.commands import defending, presentations, seating
from appointments.exams.commands.screen_marking import Given
from appointments.exams.defences import Defence, OralSheet, counting, sitting
from appointments.results.commands import rounds
from tests.factories import competitions, oral
from tests.features.exams.marks import guards
from workflows.engine import Refused
from workflows.roles import PANEL

pytestmark = pytest.mark.one_database  # the story next door is played on both
FAR = ("10", "5", "10", "5")
"""30 points."""


def given(*points):
    return Given(tuple(map(Decimal, points)), "")


def again(session, defence):
    session.expire_all()
    return session.get_one(Defence, defence.id)


def test_a_round_scored_on_screen_has_the_rubric_and_the_whole_panel_for_each_candidate(
    session, presenting, panel, candidates
):
    assert [line["points"] for line in presenting.round.oral_rubric["lines"]] == ["40", "20", "30", "10"]
    for one in candidates:
        assert sitting(session.get_one(Defence, one.id)) == sorted(panel)


def test_each_signs_once_and_the_commitment_is_in_the_ledger_at_once(session, defence, panel, candidates, clock):
    oral.sign(session, candidates[0], panel[0], clock.now)

    acts = session.query(LEAF.c.case_key).filter(LEAF.c.case_key == defence.case_key).count()
    assert acts == 2
    with pytest.raises(Invalid):
        oral.sign(session, candidates[0], panel[0], clock.now)
    sheet = session.query(OralSheet).one()
    assert (sheet.points, sheet.score, sheet.round) == (["30.00", "15.00", "25.00", "10.00"], Decimal("80.00"), 1)


def test_nobody_signs_before_the_presentation_begins(session, presenting, candidates):
    member, last = presenting.council.panel[0], speaking.in_order(presenting.round, candidates)[-1]
    begins = oral.last_begins(session, candidates)

    with pytest.raises(Refused) as refused:
        oral.sign(session, last, member, begins - timedelta(minutes=1))
    assert guards(refused) == {"presentation_has_begun"}
    oral.sign(session, last, member, begins)


MISFITS = [("40.5", "15", "25", "10"), ("30", "15", "25", "9.9"), ("30", "15", "25"), ("-1", "15", "25", "10")]


def test_points_fit_the_rubric_and_whoever_does_not_sit_learns_nothing(
    session, presenting, defence, panel, candidates, clock
):
    for points in MISFITS:
        with pytest.raises(Refused) as refused:
            oral.sign(session, candidates[0], panel[0], clock.now, points)
        assert guards(refused) == {"points_fit_the_criteria"}
    with pytest.raises(NotFound):
        oral.sign(session, candidates[0], presenting.council.secretary, clock.now)


def test_a_member_found_in_conflict_signs_nothing_of_this_candidate_and_everything_of_others(
    session, presenting, defence, panel, candidates, clock
):
    kin = session.get_one(Person, candidates[0].person_id).full_name
    said = [Stated("relative", "sibling", kin)]
    state_as_member(session, presenting.round.id, said, by=By(panel[0]), now=clock.now)

    with pytest.raises(Refused) as refused:
        oral.sign(session, candidates[0], panel[0], clock.now)
    assert guards(refused) == {"member_is_in_no_conflict"}
    oral.sign(session, candidates[1], panel[0], clock.now)


def test_whoever_is_in_conflict_when_they_are_scheduled_does_not_sit(session, passed, with_key, candidates, clock):
    member, other = passed.council.panel[:2]
    kin = session.get_one(Person, candidates[2].person_id).full_name
    said = [Stated("relative", "spouse", kin)]
    state_as_member(session, passed.round.id, said, by=By(member), now=clock.now)
    oral.scheduled(session, passed, candidates, clock.now)

    assert member not in sitting(session.get_one(Defence, candidates[2].id))
    assert member in sitting(session.get_one(Defence, candidates[0].id))
    assert other in sitting(session.get_one(Defence, candidates[2].id))


def test_no_panel_is_seated_while_a_name_may_mean_one_of_two_candidates(session, passed, candidates, clock):
    member = passed.council.panel[0]
    one, other = (session.get_one(Person, candidates[n].person_id) for n in (0, 2))
    other.full_name = one.full_name
    session.commit()
    said = [Stated("relative", "spouse", one.full_name)]
    state_as_member(session, passed.round.id, said, by=By(member), now=clock.now)

    with pytest.raises(Invalid) as refused:
        oral.scheduled(session, passed, candidates, clock.now)

    assert refused.value.params["names"] == session.get_one(Person, member).full_name
    assert session.query(Defence).count() == 0


def test_the_mean_of_all_sheets_is_the_mark_once_the_chair_has_closed(
    session, presenting, defence, panel, candidates, clock
):
    team = presenting.council
    for member, last in zip(panel, ("10", "9", "8", "7.75"), strict=True):
        oral.sign(session, candidates[0], member, clock.now, ("30", "15", "25", last))
    found = again(session, defence)
    assert (found.state, found.score) == ("settled", Decimal("78.69"))
    with pytest.raises(Refused) as refused:
        presentations.record_oral(session, candidates[0].id, by=By(team.secretary), now=clock.now)
    assert guards(refused) == {"sheets_are_settled"}

    defending.close(session, defence.id, by=By(team.chair), now=clock.now)
    presentations.record_oral(session, candidates[0].id, by=By(team.secretary), now=clock.now)

    assert (candidates[0].oral_mark, candidates[0].state) == (Decimal("78.69"), "oral_done")
    with pytest.raises(Refused):
        rounds.take_step(session, presenting.round.id, "close_oral", by=By(team.chair), now=clock.now)


def diverged(session, panel, application, now):
    """Three members at 80, the last at 30: the mean is 67.50."""
    oral.all_sign(session, application, panel[:3], now)
    return oral.sign(session, application, panel[3], now, FAR)


def test_a_divergent_sheet_is_talked_over_once_and_scored_again_with_a_reason(
    session, presenting, defence, panel, candidates, clock
):
    team = presenting.council
    found = diverged(session, panel, candidates[0], clock.now)
    assert (found.state, found.score) == ("divergent", None)
    with pytest.raises(Refused) as refused:
        defending.talk_over(session, defence.id, " ", by=By(team.secretary), now=clock.now)
    assert guards(refused) == {"talk_is_on_record"}
    defending.talk_over(session, defence.id, "Ban chấm đã trao đổi.", by=By(team.secretary), now=clock.now)
    assert again(session, defence).asked == [panel[3].hex]

    with pytest.raises(Refused) as refused:
        defending.answer(session, defence.id, None, "Không.", by=By(panel[0]), now=clock.now)
    assert guards(refused) == {"member_is_asked"}
    with pytest.raises(Refused) as refused:
        defending.answer(session, defence.id, None, " ", by=By(panel[3]), now=clock.now)
    assert guards(refused) == {"reason"}
    defending.answer(
        session, defence.id, given("20", "10", "20", "10"), "Xem lại phần hỏi đáp.", by=By(panel[3]), now=clock.now
    )

    found = again(session, defence)
    assert (found.state, found.score) == ("settled", Decimal("75.00"))
    first, second = session.query(OralSheet).filter_by(member_id=panel[3]).order_by(OralSheet.round)
    assert (first.score, first.voided, second.score, second.reason) == (30, "", 60, "Xem lại phần hỏi đáp.")
    with pytest.raises(Stale):
        defending.answer(session, defence.id, None, "Lần nữa.", by=By(panel[3]), now=clock.now)


def test_a_score_that_is_kept_counts_and_is_not_asked_for_again(session, presenting, defence, panel, candidates, clock):
    diverged(session, panel, candidates[0], clock.now)
    defending.talk_over(session, defence.id, "Đã trao đổi.", by=By(presenting.council.chair), now=clock.now)
    defending.answer(session, defence.id, None, "Giữ nguyên nhận định.", by=By(panel[3]), now=clock.now)

    found = again(session, defence)
    assert (found.state, found.score) == ("settled", Decimal("67.50"))
    assert len(counting(found)) == 4


def test_whoever_becomes_divergent_by_another_s_answer_is_talked_over_too(
    session, presenting, defence, panel, candidates, clock
):
    """80 80 55 30: the mean is 61.25, the last alone is far; after it rises to 100 the third is."""
    oral.all_sign(session, candidates[0], panel[:2], clock.now)
    oral.sign(session, candidates[0], panel[2], clock.now, ("20", "10", "20", "5"))
    oral.sign(session, candidates[0], panel[3], clock.now, FAR)
    by = By(presenting.council.secretary)
    defending.talk_over(session, defence.id, "Lần một.", by=by, now=clock.now)
    defending.answer(session, defence.id, given("40", "20", "30", "10"), "Nhầm.", by=By(panel[3]), now=clock.now)

    assert again(session, defence).state == "divergent"
    defending.talk_over(session, defence.id, "Lần hai.", by=by, now=clock.now)
    assert again(session, defence).asked == [panel[3].hex, panel[2].hex]
    defending.answer(session, defence.id, None, "Giữ.", by=By(panel[2]), now=clock.now)
    found = again(session, defence)
    assert (found.state, found.score, found.minutes) == ("settled", Decimal("78.75"), "Lần một.\n\nLần hai.")


def test_a_member_in_conflict_leaves_this_candidate_only_and_the_sheet_is_voided_not_deleted(
    session, presenting, defence, panel, candidates, clock
):
    oral.sign(session, candidates[0], panel[3], clock.now, FAR)
    oral.sign(session, candidates[1], panel[3], clock.now)
    seating.step_down(session, defence.id, "Cùng quê, thân thiết.", by=By(panel[3]), now=clock.now)

    sheets = {sheet.defence_id: sheet.voided for sheet in session.query(OralSheet)}
    assert sheets == {defence.id: "Cùng quê, thân thiết.", candidates[1].id: ""}
    assert panel[3] not in sitting(again(session, defence))
    assert panel[3] in sitting(session.get_one(Defence, candidates[1].id))
    with pytest.raises(NotFound):
        oral.sign(session, candidates[0], panel[3], clock.now)
    oral.all_sign(session, candidates[0], panel[:3], clock.now)
    assert (again(session, defence).state, again(session, defence).score) == ("settled", Decimal("80.00"))


def test_taking_out_the_divergent_member_settles_without_a_talk(session, presenting, defence, panel, candidates, clock):
    diverged(session, panel, candidates[0], clock.now)
    seating.remove(session, defence.id, panel[3], "Đơn phản ánh.", by=By(presenting.council.chair), now=clock.now)

    found = again(session, defence)
    assert (found.state, found.score) == ("settled", Decimal("80.00"))


def test_the_panel_of_a_candidate_does_not_fall_below_its_least(session, presenting, defence, panel, candidates, clock):
    chair = By(presenting.council.chair)
    seating.remove(session, defence.id, panel[3], "Quan hệ họ hàng.", by=chair, now=clock.now)
    with pytest.raises(Refused) as refused:
        seating.step_down(session, defence.id, "Quen biết.", by=By(panel[2]), now=clock.now)
    assert guards(refused) == {"enough_members_stay"}

    added = competitions.serve(session, presenting.round, "Giám Khảo Bổ Sung", PANEL, clock.now)
    with pytest.raises(Refused) as refused:
        seating.seat(session, defence.id, added.person_id, by=chair, now=clock.now)
    assert guards(refused) == {"newcomer_may_sit"}
    council.declare(session, presenting.round.id, council.Answer("none"), by=By(added.person_id), now=clock.now)
    with pytest.raises(Refused):
        seating.seat(session, defence.id, panel[3], by=chair, now=clock.now)
    seating.seat(session, defence.id, added.person_id, by=chair, now=clock.now)
    seating.step_down(session, defence.id, "Quen biết.", by=By(panel[2]), now=clock.now)

    assert sitting(again(session, defence)) == sorted([*panel[:2], added.person_id])


def test_the_chair_takes_a_member_out_and_seats_another_on_the_pages(session, presenting, defence, panel, clock, enter):
    added = competitions.serve(session, presenting.round, "Giám Khảo Bổ Sung", PANEL, clock.now).person_id
    council.declare(session, presenting.round.id, council.Answer("none"), by=By(added), now=clock.now)
    chair, page = enter(presenting.council.chair), f"/exams/defences/{defence.id}"
    shown = chair.get(page)
    leave, sit = (f"{page}/members/{person}/{way}" for person, way in ((panel[3], "remove"), (added, "seat")))
    assert all(f'href="{link}"' in shown for link in (leave, sit))

    chair.send(leave, reason="Quan hệ họ hàng.")
    chair.send(sit)

    assert sitting(again(session, defence)) == sorted([*panel[:3], added])
    chair.get(leave, status=404)
    chair.get(sit, status=404)


def test_who_was_asked_and_has_not_answered_is_asked_again_after_another_leaves(
    session, presenting, defence, panel, candidates, clock
):
    diverged(session, panel, candidates[0], clock.now)
    defending.talk_over(session, defence.id, "Đã trao đổi.", by=By(presenting.council.chair), now=clock.now)
    seating.step_down(session, defence.id, "Quen biết.", by=By(panel[0]), now=clock.now)

    found = again(session, defence)
    assert (found.state, found.asked) == ("divergent", [])


def test_the_presentation_of_an_absent_candidate_ends(session, presenting, defence, candidates, clock):
    presentations.mark_absent(
        session, candidates[0].id, "Không đến.", by=By(presenting.council.secretary), now=clock.now
    )

    assert again(session, defence).state == "discontinued"


def test_sheets_of_a_round_on_screen_are_not_keyed(session, presenting, panel, candidates, clock):
    with pytest.raises(Forbidden, match="on screen"):
        presentations.key_panel_sheet(
            session, candidates[0].id, panel[0], Decimal(80), by=By(presenting.council.secretary), now=clock.now
        )
