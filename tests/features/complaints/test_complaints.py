"""Complaints and denunciations: who deals with them, who never does, who wrote them, what they can stop."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from appointments.app import create_app
from appointments.competitions.models import Hold
from appointments.complaints import commands, rules
from appointments.complaints.commands import Lodged
from appointments.complaints.models import Statement
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.ledger.models import PAYLOAD
from appointments.core.sweep import sweep
from appointments.core.work import By
from appointments.notifications.queries import waiting_for
from tests.features.exams.marks import guards
from tests.fixtures.application import dispose
from workflows.engine import Refused

NAME, WORDS = "Người Tố Cáo Mẫu Bí Mật", "Tôi thấy phong bì trao tay hôm thứ ba."
DENOUNCED = Lodged(NAME, WORDS, "conduct", "0900 000 000")


@pytest.fixture
def complained(session, examining, candidates, clock):
    """A candidate's complaint about the result, just received."""
    one = candidates[0]
    lodged = Lodged(one.person.full_name, "Xin xem lại.", "result")
    return commands.complain(session, one.id, lodged, by=By(one.person_id), now=clock.now)


def step(session, row, trigger, person, now, reason=""):
    return commands.take_step(session, row.id, trigger, reason, by=By(person), now=now)


def titles(session, person, now):
    return str([case.title for group in waiting_for(session, person, now) for case in group.cases])


def test_a_complaint_is_taken_up_examined_and_concluded_by_another(session, begun, complained, clock):
    team, now = begun.council, clock.now
    step(session, complained, "accept", team.chair, now)
    step(session, complained, "examine", team.supervisor, now)
    with pytest.raises(Refused) as early:
        step(session, complained, "dismiss", team.chair, now, "Không có căn cứ.")
    with pytest.raises(Forbidden):
        commands.record_findings(session, complained.id, "Đúng.", by=By(team.chair), now=now)
    commands.record_findings(session, complained.id, "Cộng điểm đúng.", by=By(team.supervisor), now=now)
    step(session, complained, "dismiss", team.chair, now, "Không có căn cứ.")

    assert guards(early) == {"findings_are_on_file"}
    assert (complained.state, complained.answer) == ("dismissed", "Không có căn cứ.")
    assert complained.reference == "KN-2026-0001"


def test_whoever_examined_does_not_conclude(session, begun, complained, clock):
    team, now = begun.council, clock.now
    step(session, complained, "accept", team.chair, now)
    step(session, complained, "examine", team.chair, now)
    commands.record_findings(session, complained.id, "Đúng.", by=By(team.chair), now=now)

    with pytest.raises(Refused) as alone:
        step(session, complained, "uphold", team.chair, now, "Đúng.")
    step(session, complained, "uphold_partly", begun.staff.authority, now, "Đúng một phần.")

    assert guards(alone) == {"concluder_did_not_examine"}
    assert complained.state == "partly_upheld"


def test_one_complains_for_oneself_and_may_withdraw_until_it_is_concluded(session, complained, candidates, clock):
    one, two = candidates

    with pytest.raises(NotFound):
        commands.complain(session, one.id, Lodged("B", "Hộ.", "result"), by=By(two.person_id), now=clock.now)
    with pytest.raises(Invalid):
        commands.complain(session, one.id, Lodged("A", "Xin.", "weather"), by=By(one.person_id), now=clock.now)
    with pytest.raises(Refused):
        step(session, complained, "withdraw", two.person_id, clock.now)
    step(session, complained, "withdraw", one.person_id, clock.now)

    assert complained.state == "withdrawn"


def test_a_complaint_on_paper_is_keyed_by_a_personnel_officer_alone(session, begun, examining, clock):
    lodged = Lodged("Ông Mẫu", "Đơn giấy.", "other", "Phường Mẫu")
    with pytest.raises(Forbidden):
        commands.key_in(session, begun.round.id, lodged, by=By(begun.council.secretary), now=clock.now)
    made = commands.key_in(session, begun.round.id, lodged, by=By(begun.staff.officer), now=clock.now)

    assert (made.state, made.person_id, made.statement.name) == ("received", None, "Ông Mẫu")


def test_whoever_it_is_about_takes_no_part_and_the_case_goes_above_the_round(session, begun, examining, clock, enter):
    team, now, authority = begun.council, clock.now, begun.staff.authority
    about_chair = Lodged(NAME, WORDS, "conduct", "", "council_chair")
    row = commands.denounce(session, begun.round.id, about_chair, by=By(team.secretary), now=now)
    session.commit()

    with pytest.raises(Refused):
        step(session, row, "accept", team.chair, now)
    assert row.reference not in titles(session, team.chair, now)
    assert row.reference in titles(session, authority, now)
    assert enter(team.chair).client.get(f"/complaints/{row.id}").status_code == 404
    assert row.reference not in enter(team.chair).get(f"/complaints/rounds/{begun.round.id}")
    assert WORDS in enter(authority).get(f"/complaints/{row.id}")
    step(session, row, "accept", authority, now)
    assert row.state == "accepted"


@pytest.mark.one_database
def test_one_address_cannot_drown_the_register_and_loses_no_word(session, begun, examining, settings):
    session.commit()
    settings.RATELIMIT_ENABLED = True
    app = create_app(settings)
    path = f"/complaints/rounds/{begun.round.id}/denounce"
    typed = {"about": "conduct", "about_role": "", "text": WORDS, "name": NAME, "contact": ""}

    def lodge(address):
        visitor = app.test_client()
        hidden = dict(re.findall(r'<input[^>]*name="(idem|seen|author)"[^>]*value="([^"]*)"', visitor.get(path).text))
        return visitor.post(path, data=hidden | typed, environ_overrides={"REMOTE_ADDR": address})

    empty = app.test_client().post(path, data={}, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    answers = [lodge("192.0.2.7") for _ in range(11)]

    assert empty.status_code == 200
    assert [answer.status_code for answer in answers] == [303] * 10 + [422]
    assert "quá nhiều đơn" in answers[-1].text
    assert WORDS in answers[-1].text
    assert lodge("192.0.2.8").status_code == 303
    dispose(app)
    session.expire_all()
    assert session.query(Statement).count() == 11


def test_who_denounced_is_known_to_those_who_deal_with_it_and_to_nobody_else(
    session, begun, examining, clock, enter, app
):
    team, visitor, now = begun.council, app.test_client(), clock.now
    path = f"/complaints/rounds/{begun.round.id}/denounce"
    hidden = dict(re.findall(r'<input[^>]*name="(idem|seen|author)"[^>]*value="([^"]*)"', visitor.get(path).text))
    typed = {"about": "conduct", "about_role": "", "text": WORDS, "name": NAME, "contact": ""}
    assert visitor.post(path, data=hidden | typed).status_code == 303
    session.expire_all()
    row = session.query(Statement).one().complaint
    step(session, row, "accept", team.chair, now)
    step(session, row, "examine", team.supervisor, now)
    told = str(session.execute(sa.select(PAYLOAD.c.body)).scalars().all())
    told += str(session.execute(sa.text("SELECT * FROM outbox")).all())
    session.commit()
    told += "".join(enter(who).get("/inbox") for who in (team.chair, team.supervisor, begun.staff.authority))

    assert row.reference in told
    assert NAME not in told
    assert WORDS not in told
    assert NAME in enter(team.supervisor).get(f"/complaints/{row.id}")
    for person in (team.secretary, team.markers[0], begun.staff.officer, begun.staff.approver):
        assert enter(person).client.get(f"/complaints/{row.id}").status_code == 404
    assert row.reference not in enter(begun.staff.officer).get(f"/complaints/rounds/{begun.round.id}")


def test_a_denunciation_by_somebody_signed_in_is_the_publics_in_the_ledger(session, begun, examining, clock):
    from appointments.core.ledger.history import case_history

    row = commands.denounce(session, begun.round.id, DENOUNCED, by=By(begun.council.secretary), now=clock.now)

    assert {(event.person, str(event.role)) for event in case_history(session, row.case_key)} == {(None, "public")}


def test_a_statement_that_was_changed_is_told(session, begun, examining, clock, enter):
    row = commands.denounce(session, begun.round.id, DENOUNCED, by=By(None), now=clock.now)
    path = f"/complaints/{row.id}"
    session.commit()
    sound = enter(begun.council.supervisor).get(path)
    session.execute(sa.update(Statement).values(text="Không có gì."))
    session.commit()

    assert "nội dung đơn đúng như khi gửi" in sound
    assert "NỘI DUNG ĐƠN ĐÃ BỊ THAY ĐỔI" in enter(begun.council.supervisor).get(path)


def test_a_case_that_was_taken_up_may_suspend_the_round_and_each_leads_to_the_other(
    session, begun, complained, clock, enter
):
    team, now = begun.council, clock.now
    with pytest.raises(Invalid):
        commands.suspend(session, complained.id, "Có căn cứ.", by=By(team.chair), now=now)
    step(session, complained, "accept", team.chair, now)
    chair, page = enter(team.chair), f"/complaints/{complained.id}/suspension"
    asked = chair.get(page)
    hold = commands.suspend(session, complained.id, "Có căn cứ.", by=By(team.chair), now=now)
    with pytest.raises(Invalid):
        commands.suspend(session, complained.id, "Lần nữa.", by=By(team.chair), now=now)
    session.commit()

    assert "Tạm dừng kỳ thi" in asked
    assert (hold.state, complained.hold_id) == ("in_force", hold.id)
    assert session.query(Hold).one().reason == f"Khiếu nại {complained.reference}: Có căn cứ."
    assert f"/holds/{hold.id}" in chair.get(f"/complaints/{complained.id}")
    assert f"/complaints/{complained.id}" in chair.get(f"/holds/{hold.id}")
    step(session, complained, "examine", team.supervisor, now)
    assert complained.state == "examining"


def test_the_terms_run_by_parameter_and_those_who_deal_with_it_are_reminded_once(session, complained, clock):
    def sent():
        return session.execute(sa.text("SELECT count(*) FROM outbox")).scalar_one()

    before = sent()
    sweep(session, clock.now + timedelta(days=9))
    early = sent()
    sweep(session, clock.now + timedelta(days=12))
    late = sent()
    sweep(session, clock.now + timedelta(days=13))

    assert before == early < late == sent()


def test_the_public_reads_numbers_by_stage_and_no_small_one(session, begun, complained, app):
    page = app.test_client().get(f"/complaints/rounds/{begun.round.id}/public").text

    assert "dưới 5" in page
    assert complained.reference not in page
    assert rules.told_to_public({"a": 0, "b": 1, "c": 4, "d": 5}) == {"a": 0, "b": None, "c": None, "d": 5}


def test_a_candidate_complains_and_the_chair_answers_on_the_pages(session, begun, examining, candidates, enter):
    team, one = begun.council, candidates[0]
    own, chair, examiner = enter(one.person_id), enter(team.chair), enter(team.supervisor)
    assert f"/complaints/new/{one.id}" in own.get(f"/applications/{one.id}")
    typed = {"about": "dossier", "about_role": "personnel_officer", "text": "Hồ sơ bị xét sai."}
    made = own.send(f"/complaints/new/{one.id}", **typed).location
    assert "chưa đối chiếu với Luật Khiếu nại" in own.get(made)
    chair.send(f"{made}/steps/accept")
    examiner.send(f"{made}/steps/examine")
    examiner.send(f"{made}/findings", findings="Hồ sơ xét đúng.")
    chair.send(f"{made}/steps/dismiss", reason="Hồ sơ được xét đúng quy định.")
    answered = own.get(made)

    assert "Hồ sơ được xét đúng quy định." in answered
    assert "Hồ sơ xét đúng." not in answered
    assert enter(candidates[1].person_id).client.get(made).status_code == 404


def test_a_register_of_many_costs_as_much_as_one_of_few(
    session, begun, complained, candidates, clock, enter, statements
):
    chair, path, costs = enter(begun.council.chair), f"/complaints/rounds/{begun.round.id}", []
    chair.get(path)
    for n in (1, 5):
        for _ in range(n):
            commands.denounce(session, begun.round.id, DENOUNCED, by=By(None), now=clock.now)
        session.commit()
        with statements() as sent:
            page = chair.get(path)
        costs.append(len(sent))

    assert page.count("TC-2026-") == 6
    assert costs[0] == costs[1]
