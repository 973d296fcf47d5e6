"""The check: verdicts, the second reader, the reasons that a candidate gets, the petition and its answer."""

from datetime import timedelta
from pathlib import Path

import pytest

from appointments.applications.models import Petition
from tests.factories import applications
from tests.features.crowd import Crowd
from workflows import dossier


@pytest.fixture
def checked(built, handed_in, check_begun):
    """One application, reception closed, the check begun."""
    application = handed_in(built.contests[0], "Thí Sinh Bình")
    check_begun()
    return application


def judge(client, application, unmet=()):
    """A verdict on each condition, through the pages."""
    for key in dossier.CRITERION:
        typed = {"met": "no" if key in unmet else "yes", "evidence": "Quyết định mẫu số 5", "clause": "Điều 29 khoản 3"}
        answer = client.post(f"/applications/{application.id}/verdicts/{key}", data=typed)
        assert answer.status_code == 303, answer.text


@pytest.mark.one_database
def test_a_verdict_of_not_met_without_evidence_is_said_beside_its_field(built, checked, sign_in):
    client = sign_in(built.staff.officer)

    answer = client.post(f"/applications/{checked.id}/verdicts/age", data={"met": "no", "clause": "Điều 29"})

    assert answer.status_code == 422
    assert "Điều kiện không đạt phải nêu căn cứ, minh chứng và điều khoản." in answer.text


@pytest.mark.one_database
def test_nobody_accepts_before_every_condition_is_judged(session, built, checked, sign_in):
    answer = sign_in(built.staff.officer).post(f"/applications/{checked.id}/accept")

    session.refresh(checked)
    assert (answer.status_code, checked.state) == (409, "submitted")
    assert "Còn 7 điều kiện chưa có kết luận." in answer.text


def test_a_rejection_needs_a_second_reader_and_gives_the_candidate_every_reason(session, built, checked, sign_in):
    officer, approver = sign_in(built.staff.officer), sign_in(built.staff.approver)
    judge(officer, checked, unmet=["time_in_post"])
    proposed = officer.post(f"/applications/{checked.id}/propose_rejection", data={"reason": "Thiếu thời gian."})
    assert proposed.status_code == 303

    candidate = sign_in(checked.person_id)
    before = candidate.get(f"/applications/{checked.id}").text
    rejected = approver.post(f"/applications/{checked.id}/reject", data={"reason": "Chưa đủ 12 tháng giữ chức vụ."})
    after = candidate.get(f"/applications/{checked.id}").text

    session.refresh(checked)
    assert (rejected.status_code, checked.state) == (303, "rejected")
    assert "Đề xuất loại" not in before.split("<figure")[0]
    assert "Thiếu thời gian." not in before
    assert "Chưa đủ 12 tháng giữ chức vụ." in after
    assert "Quyết định mẫu số 5" in after
    assert "Điều 29 khoản 3" in after


@pytest.mark.one_database
def test_whoever_proposed_the_rejection_cannot_confirm_it(session, built, checked, sign_in):
    officer = sign_in(built.staff.officer)
    judge(officer, checked, unmet=["age"])
    officer.post(f"/applications/{checked.id}/propose_rejection", data={"reason": "Không đủ tuổi."})

    answer = officer.post(f"/applications/{checked.id}/reject", data={"reason": "Không đủ tuổi."})

    session.refresh(checked)
    assert (answer.status_code, checked.state) == (403, "rejection_proposed")


def test_two_officers_at_once_exactly_one_wins_and_the_other_is_told(session, built, checked, sign_in):
    one, two = sign_in(built.staff.officer), sign_in(built.staff.second_officer)
    seen = str(checked.version)

    first = one.post(f"/applications/{checked.id}/verdicts/age", data={"met": "yes", "seen": seen})
    second = two.post(
        f"/applications/{checked.id}/verdicts/age",
        data={"met": "no", "evidence": "Gõ dở của người sau", "clause": "Điều 29", "seen": seen},
    )

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Cán Bộ Tổ Chức" in second.text
    assert "Gõ dở của người sau" in second.text


@pytest.mark.one_database
def test_a_dossier_is_returned_while_the_window_is_open_and_handed_in_again(session, built, handed_in, sign_in, clock):
    application = handed_in(built.contests[0])
    first = application.reference
    officer = sign_in(built.staff.officer)

    returned = officer.post(f"/applications/{application.id}/return", data={"reason": "Bản scan mờ, trang 2."})
    candidate = sign_in(application.person_id)
    page = candidate.get(f"/applications/{application.id}").text
    clock.forward(minutes=10)
    again = candidate.post(f"/applications/{application.id}/check", data={"declared": "y"})

    session.refresh(application)
    assert (returned.status_code, again.status_code, application.state) == (303, 303, "submitted")
    assert "Bản scan mờ, trang 2." in page
    assert application.reference == first
    assert candidate.get(f"/applications/{application.id}/receipt").text.count("09:10:00") == 1


@pytest.fixture
def rejected(session, built, checked, clock):
    """A rejected application, the list published without it."""
    who = built.staff
    applications.rejected(session, checked, who.officer, who.approver, clock.now)
    applications.publish(session, built, clock.now + timedelta(hours=1))
    clock.forward(hours=2)
    session.commit()
    return checked


def test_a_petition_is_written_answered_by_somebody_else_and_readmits(session, built, rejected, sign_in):
    candidate = sign_in(rejected.person_id)
    sent = candidate.post(f"/applications/{rejected.id}/petitions/new", data={"text": "Tôi đã giữ chức vụ 36 tháng."})
    assert sent.status_code == 303
    petition = session.query(Petition).one()
    address = f"/petitions/{petition.id}"

    first = sign_in(built.staff.approver)
    assert "Thí Sinh Bình" in first.get(f"/rounds/{built.round.id}/petitions").text
    assert petition.text in first.get(address).text
    assert first.post(f"{address}/take_up").status_code == 303
    assert first.post(f"{address}/uphold", data={"reason": "Đúng."}).status_code == 409
    second = sign_in(built.staff.second_approver)
    assert second.post(f"{address}/uphold", data={"reason": "Đã kiểm tra lại."}).status_code == 303

    session.expire_all()
    assert (petition.state, rejected.state) == ("upheld", "eligible")
    assert "Đã kiểm tra lại." in candidate.get(address).text


@pytest.mark.one_database
def test_one_petition_at_a_time(session, built, rejected, sign_in):
    candidate = sign_in(rejected.person_id)
    address = f"/applications/{rejected.id}/petitions/new"

    candidate.post(address, data={"text": "Lần một."})
    second = candidate.post(address, data={"text": "Lần hai."})

    assert second.status_code == 422
    assert session.query(Petition).count() == 1


@pytest.mark.one_database
def test_the_list_of_petitions_leads_nowhere_once_the_exam_has_begun(app, session, clock, as_user):
    crowd, links = Crowd(session, Path(app.config["FILES"]), 2), []
    crowd.surroundings()
    crowd.hand_in()
    crowd.check()
    address = f"/petitions/{session.query(Petition).one().id}"
    for go_on in (session.commit, crowd.sit):
        go_on()
        session.commit()
        clock.set(crowd.now)
        officer = as_user(crowd.staff.users["officer"])
        listed = officer.get(f"/rounds/{crowd.built.round.id}/petitions").text
        assert "Thí Sinh Khác 0" in listed
        links.append((f'href="{address}"' in listed, officer.get(address).status_code))

    assert links == [(True, 200), (False, 404)]


@pytest.mark.one_database
def test_a_stranger_finds_no_petition(session, built, rejected, sign_in, candidate):
    sign_in(rejected.person_id).post(f"/applications/{rejected.id}/petitions/new", data={"text": "Xin xem lại."})
    petition = session.query(Petition).one()

    client = sign_in(candidate("Thí Sinh Khác"))

    assert client.get(f"/petitions/{petition.id}").status_code == 404
    assert client.post(f"/petitions/{petition.id}/withdraw").status_code == 404
