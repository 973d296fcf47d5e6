"""Late arrivals, the register of incidents, and sanctions: two signatures, what they take off, what they end."""

from datetime import timedelta
from decimal import Decimal

import pytest

from appointments.competitions.siblings import paper_case
from appointments.core.errors import Forbidden, Invalid
from appointments.core.ledger.history import case_history
from appointments.core.work import By
from appointments.exams.case import first_scripts
from appointments.exams.commands import remarking, sanctions, sittings
from appointments.exams.incidents import Incident
from appointments.results.commands import written
from tests.factories import exams
from tests.features.exams.marks import guards
from workflows.engine import Refused

MINUTES = "Thí sinh mang tài liệu vào phòng thi; đã thu giữ 2 trang."


@pytest.fixture
def sitting(paper, clock):
    """The written session is on for five minutes."""
    clock.set(paper.starts_at + timedelta(minutes=5))
    return paper


def drawn_up(session, application, kind, by, now, **given):
    return sanctions.draw_up(
        session, application.id, kind, now, MINUTES, **{"was_read": True, **given}, by=By(by), now=now
    )


def countersigned(session, team, application, kind, now):
    made = drawn_up(session, application, kind, team.invigilators[0], now)
    trigger, reason = ("order", "Vi phạm nghiêm trọng.") if kind in ("suspension", "annulment") else ("countersign", "")
    return sanctions.take_step(session, made.id, trigger, reason, by=By(team.chair), now=now)


def present(session, team, paper, application, now, **given):
    sittings.record_attendance(
        session, paper.id, application.id, **{"present": True, "collected": True, "sheets": 4, **given},
        by=By(team.invigilators[0]), now=now,
    )  # fmt: skip


def test_who_comes_late_is_admitted_to_the_last_minute_of_the_rule_and_not_after(
    session, begun, paper, candidates, clock
):
    starts, team = paper.starts_at, begun.council
    clock.set(starts + timedelta(minutes=20))
    one, two = candidates

    present(session, team, paper, one, clock.now, arrived_at=starts + timedelta(minutes=10), collected=False)
    with pytest.raises(Refused) as refused:
        present(session, team, paper, two, clock.now, arrived_at=starts + timedelta(minutes=11), collected=False)
    with pytest.raises(Invalid) as punctual:
        present(session, team, paper, two, clock.now, present=False, collected=False, arrived_at=starts)
    present(
        session, team, paper, two, clock.now, present=False, collected=False, sheets=None,
        arrived_at=starts + timedelta(minutes=11), explained="Đến chậm 11 phút.",
    )  # fmt: skip

    assert guards(refused) == {"arrived_in_time"}
    assert punctual.value.field == "arrived_at"
    assert (one.state, two.state) == ("sat", "absent")


def test_an_incident_stands_in_the_register_with_who_reported_and_who_wrote_it(session, begun, sitting, clock):
    from appointments.exams import queries

    team, now = begun.council, clock.now
    room = queries.rooms(session, sitting.id)[0]
    given = (sitting.id, room.id, now, "Mất điện 5 phút.", "Giám thị Mẫu")

    sanctions.record_incident(session, *given, by=By(team.invigilators[0]), now=now)
    with pytest.raises(Forbidden):
        sanctions.record_incident(session, *given, by=By(team.markers[0]), now=now)
    with pytest.raises(Invalid):
        sanctions.record_incident(
            session, *given[:2], now + timedelta(minutes=1), *given[3:], by=By(team.secretary), now=now
        )

    [line] = session.query(Incident).all()
    assert (line.what, line.reported_by, line.recorded_by) == ("Mất điện 5 phút.", "Giám thị Mẫu", team.invigilators[0])
    assert [e.act for e in case_history(session, sitting.case_key)][-1] == "paper.record_incident"


def test_nobody_signs_twice_and_a_refusal_needs_two_different_neighbours(session, begun, sitting, candidates, clock):
    team, one, now = begun.council, candidates[0], clock.now
    first = team.invigilators[0]
    made = drawn_up(session, one, "warning", first, now)

    with pytest.raises(Refused) as again:
        sanctions.take_step(session, made.id, "countersign", by=By(first), now=now)
    for names in ((), ("Thí sinh Mẫu 03",), ("Thí sinh Mẫu 03", " thí sinh mẫu 03 ")):
        with pytest.raises(Refused) as unwitnessed:
            drawn_up(session, one, "reprimand", first, now, was_read=False, witnesses=names)
        assert guards(unwitnessed) == {"refusal_has_two_witnesses"}
    refused = drawn_up(session, one, "reprimand", first, now, was_read=False,
                       witnesses=("Thí sinh Mẫu 03", "Thí sinh Mẫu 04"))  # fmt: skip

    assert guards(again) == {"second_signature_is_anothers"}
    assert (refused.state, refused.witnesses) == ("minuted", ["Thí sinh Mẫu 03", "Thí sinh Mẫu 04"])
    with pytest.raises(Forbidden):
        drawn_up(session, one, "reprimand", team.chair, now)
    with pytest.raises(Invalid):
        drawn_up(session, one, "flogging", first, now)


def test_a_suspended_candidates_script_is_not_coded_and_the_counts_balance(session, begun, sitting, candidates, clock):
    team, (one, two), now = begun.council, candidates, clock.now
    for each in candidates:
        present(session, team, sitting, each, now)

    made = countersigned(session, team, one, "suspension", now)
    with pytest.raises(Invalid):
        present(session, team, sitting, one, now)
    facts = paper_case(session, sitting, By(team.chair), now).facts
    over = sitting.starts_at + timedelta(hours=4)
    clock.set(over)
    sittings.record_counts(session, sitting.id, by=By(team.secretary), now=over)
    sittings.attest_counts(session, sitting.id, by=By(team.supervisor), now=over)
    exams.minutes_signed(session, begun, sitting, over)
    sittings.take_step(session, sitting.id, "close_session", by=By(team.chair), now=over)
    the_map = exams.coded(session, begun, sitting, over)
    exams.marked(session, begun, sitting, the_map, {two.number: ("80", "84")}, over)
    exams.published(session, begun, sitting, the_map, over)

    assert (made.state, made.countersigned_by, one.state) == ("in_force", team.chair, "annulled")
    assert (facts.present, facts.collected, facts.explained, facts.unmarked_attendance) == (2, 1, 1, 0)
    assert len(first_scripts(session, sitting.id)) == 1
    assert (one.script_mark, one.written_mark) == (None, None)
    assert (two.state, two.written_mark) == ("written_passed", Decimal("82.00"))


def test_a_result_annulled_after_the_session_counts_nothing_though_the_script_is_marked(
    session, begun, being_marked, candidates, clock
):
    paper, the_map = being_marked
    team, (one, two), now = begun.council, candidates, clock.now
    with pytest.raises(Refused) as late:
        drawn_up(session, one, "annulment", team.secretary, now - timedelta(days=90))
    made = drawn_up(session, one, "annulment", team.secretary, now)
    sanctions.take_step(session, made.id, "order", "Có người thi hộ.", by=By(team.chair), now=now)
    exams.marked(session, begun, paper, the_map, {one.number: ("90", "90"), two.number: ("80", "84")}, now)

    exams.published(session, begun, paper, the_map, now)

    assert "exam_has_begun" in guards(late)
    assert (one.state, one.written_mark) == ("annulled", None)
    assert two.state == "written_passed"


@pytest.mark.parametrize(
    ("kinds", "counts", "state"),
    [
        (["reprimand"], "60.75", "written_passed"),
        (["warning"], "40.50", "written_failed"),
        (["reprimand", "warning"], "40.50", "written_failed"),
    ],
)
def test_marks_are_taken_off_after_the_codes_are_opened_and_both_marks_stand(
    session, begun, sitting, candidates, clock, kinds, counts, state
):
    team, (one, two), now = begun.council, candidates, clock.now
    for kind in kinds:
        countersigned(session, team, one, kind, now)
    clock.set(over := exams.sat(session, begun, sitting, candidates))
    the_map = exams.coded(session, begun, sitting, over)
    exams.marked(session, begun, sitting, the_map, {one.number: ("80", "82"), two.number: ("80", "82")}, over)
    scripts = {script.mark for script in first_scripts(session, sitting.id)}

    exams.published(session, begun, sitting, the_map, over)

    assert scripts == {Decimal("81.00")}
    assert (one.script_mark, one.written_mark, one.state) == (Decimal("81.00"), Decimal(counts), state)
    assert (two.script_mark, two.written_mark, two.state) == (Decimal("81.00"), Decimal("81.00"), "written_passed")
    with pytest.raises(Refused) as late:
        drawn_up(session, two, "warning", team.secretary, over)
    assert guards(late) == {"deduction_can_still_count"}


def test_a_re_mark_is_compared_with_the_scripts_mark_and_the_deduction_is_made_again(
    session, begun, sitting, candidates, clock
):
    team, (one, two), now = begun.council, candidates, clock.now
    countersigned(session, team, one, "warning", now)
    clock.set(over := exams.sat(session, begun, sitting, candidates))
    the_map = exams.coded(session, begun, sitting, over)
    exams.marked(session, begun, sitting, the_map, {one.number: ("90", "90"), two.number: ("80", "80")}, over)
    exams.published(session, begun, sitting, the_map, over)
    assert one.state == "written_failed"

    appeal = remarking.file_appeal(session, one.id, "Cộng sót điểm.", by=By(one.person_id), now=over)
    remarking.register_step(session, appeal.id, "accept", by=By(team.secretary), now=over)
    closed = sitting.remark_closes_at
    written.overdue(session, sitting.id, "close_remark_window", closed)
    remarking.code_again(session, appeal.id, team.markers[2:4], by=By(team.coding), now=closed)
    exams.keyed(session, begun, appeal.script_id, ("100", "100"), closed, markers=team.markers[2:4])
    remarking.finish_marking(session, appeal.id, by=By(team.secretary), now=closed)
    exams.changed_by_remarking(session, begun, appeal.id, "Cộng lại đủ.", closed)

    assert (appeal.old_mark, appeal.new_mark) == (Decimal("90.00"), Decimal("100.00"))
    assert (one.script_mark, one.written_mark, one.state) == (Decimal("100.00"), Decimal("50.00"), "written_passed")


def test_a_sanction_set_aside_before_the_marks_are_out_takes_nothing_off(session, begun, sitting, candidates, clock):
    team, one, now = begun.council, candidates[0], clock.now
    made = countersigned(session, team, one, "warning", now)
    sanctions.take_step(session, made.id, "set_aside", "Khiếu nại đúng.", by=By(team.chair), now=now)
    clock.set(over := exams.sat(session, begun, sitting, candidates))
    the_map = exams.coded(session, begun, sitting, over)
    marks = {each.number: ("80", "80") for each in candidates}
    exams.marked(session, begun, sitting, the_map, marks, over)

    exams.published(session, begun, sitting, the_map, over)

    assert (one.script_mark, one.written_mark) == (Decimal("80.00"), Decimal("80.00"))


def test_minutes_and_both_signatures_on_the_pages_and_the_candidate_reads_the_own(
    session, begun, sitting, candidates, clock, enter
):
    team, one = begun.council, candidates[0]
    first, chair, own = enter(team.invigilators[0]), enter(team.chair), enter(one.person_id)
    register = f"/exams/papers/{sitting.id}/incidents"
    local = {"happened_at-day": "1", "happened_at-month": "1", "happened_at-year": "2026", "happened_at-time": "07:00"}
    room = first.get(register).partition('<option value="')[2][:32]
    first.send(register, room=room, what="Thí sinh xin ra ngoài.", reported_by="Giám thị Mẫu", **local)
    typed = {"kind": "suspension", "minutes": MINUTES, "was_read": "no", "first_witness": "Thí sinh Mẫu 03", **local}
    form = f"/exams/papers/{sitting.id}/attendance/{one.id}/sanction"
    kept = first.send(form, status=200, **typed).text
    made = first.send(form, **typed, second_witness="Thí sinh Mẫu 04").location
    waiting = chair.get("/inbox")
    chair.send(f"{made}/steps/order", reason="Mang tài liệu.")

    assert "Ghi tên hai thí sinh ngồi cạnh" in kept
    assert MINUTES in kept
    assert "Thí sinh xin ra ngoài." in first.get(register)
    assert f"SBD {one.number}" in waiting
    assert "Thí sinh Mẫu 03" in chair.get(made)
    assert f"/exams/applications/{one.id}/sanctions" in own.get(f"/applications/{one.id}")
    assert MINUTES in own.get(f"/exams/applications/{one.id}/sanctions")
    assert "Thí sinh Mẫu 03" not in own.get(made)
    session.expire_all()
    assert one.state == "annulled"


def test_whoever_marks_learns_of_no_sanction(session, begun, sitting, candidates, clock, enter):
    team, one = begun.council, candidates[0]
    made = countersigned(session, team, one, "warning", clock.now)
    session.commit()

    for person in (team.markers[0], team.coding, team.marking_head, candidates[1].person_id):
        visitor = enter(person)
        for path in (f"/exams/sanctions/{made.id}", f"/exams/papers/{sitting.id}/incidents"):
            assert visitor.client.get(path).status_code in (403, 404), (person, path)
        assert "Cảnh cáo" not in visitor.get("/inbox")


def test_invigilators_read_what_went_wrong_until_the_scripts_are_coded_whoever_keeps_the_record_always(
    session, begun, sitting, candidates, clock, enter
):
    team = begun.council
    made = countersigned(session, team, candidates[0], "warning", clock.now)
    session.commit()
    pages = [f"/exams/papers/{sitting.id}/{page}" for page in ("incidents", "minutes")] + [
        f"/exams/sanctions/{made.id}"
    ]

    def statuses(person):
        return [enter(person).client.get(page).status_code for page in pages]

    while_it_runs = statuses(team.invigilators[0])

    clock.set(over := exams.sat(session, begun, sitting, candidates))
    exams.coded(session, begun, sitting, over)

    assert while_it_runs == [200, 200, 200]
    assert statuses(team.invigilators[0]) == [403, 403, 404]
    assert pages[0] not in enter(team.invigilators[0]).get(f"/exams/papers/{sitting.id}")
    for keeper in (team.secretary, team.chair, team.supervisor):
        assert statuses(keeper) == [200, 200, 200]
