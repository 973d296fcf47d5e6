"""The shortlist: numbers by one person, publication by another, the public list, the supplement of one post."""

import re
from datetime import timedelta

import pytest

from appointments.accounts.models import Person
from appointments.applications import queries
from appointments.applications.commands import petitions, shortlist, submission
from appointments.applications.models import Petition
from appointments.competitions.commands import endings, posts, reception
from appointments.core.timers import Timer
from appointments.core.work import By
from tests.factories import accounts, applications, competitions
from workflows.roles import PERSONNEL


@pytest.fixture
def found_eligible(session, built, handed_in, check_begun, clock):
    """Two candidates for the first post and one for the second, all eligible."""
    made = [
        handed_in(built.contests[0], "Nguyễn Văn Ước"),
        handed_in(built.contests[0], "Trần Thị Ánh"),
        handed_in(built.contests[1], "Lê Văn Bảo"),
    ]
    check_begun()
    for application in made:
        applications.accepted(session, application, built.staff.officer, clock.now)
    session.commit()
    return made


def test_numbers_go_by_given_name_and_are_given_by_somebody_who_cannot_publish(session, built, found_eligible, sign_in):
    officer = sign_in(built.staff.officer)

    given = officer.post(f"/rounds/{built.round.id}/shortlist/numbers")
    refused = officer.post(f"/rounds/{built.round.id}/shortlist/publish")

    session.expire_all()
    people = sorted((session.get_one(Person, a.person_id).sort_key, a.number) for a in found_eligible)
    assert [number for _key, number in people] == ["001", "002", "003"]
    assert given.status_code == 303
    assert refused.status_code == 403
    assert built.round.state == "checking"


def test_the_published_list_counts_the_posts_and_names_nothing_private(session, built, found_eligible, sign_in, client):
    sign_in(built.staff.officer).post(f"/rounds/{built.round.id}/shortlist/numbers")
    before = client.get(f"/shortlists/{built.round.id}").status_code

    published = sign_in(built.staff.approver).post(f"/rounds/{built.round.id}/shortlist/publish")

    session.expire_all()
    page = client.get(f"/shortlists/{built.round.id}").text
    assert (before, published.status_code, built.round.state) == (404, 303, "shortlist_published")
    assert [c.state for c in built.contests] == ["contested", "too_few"]
    assert {a.state for a in found_eligible} == {"listed"}
    assert "Trần Thị Ánh Mẫu" in page
    assert "1985" not in page
    assert "Chuyên viên" not in page


@pytest.mark.one_database
def test_the_list_is_not_published_while_somebody_has_no_number(built, found_eligible, sign_in):
    answer = sign_in(built.staff.approver).post(f"/rounds/{built.round.id}/shortlist/publish")

    assert answer.status_code == 409


def test_numbers_can_be_given_again_until_the_list_is_published(session, built, found_eligible, clock):
    officer, approver = By(built.staff.officer), By(built.staff.approver)
    shortlist.give_numbers(session, built.round.id, by=officer, now=clock.now)
    gone = found_eligible[0]
    applications.checking.review(session, gone.id, "reopen", "Xem lại.", by=approver, now=clock.now)
    applications.rejected(session, gone, built.staff.officer, built.staff.approver, clock.now)

    shortlist.give_numbers(session, built.round.id, by=officer, now=clock.now)

    assert gone.number is None
    assert sorted(a.number for a in found_eligible[1:]) == ["001", "002"]


def test_whoever_leaves_the_list_takes_the_post_below_the_least_number(session, built, found_eligible, clock):
    applications.publish(session, built, clock.now)
    one = found_eligible[0]

    submission.withdraw(session, one.id, by=By(one.person_id), now=clock.now)

    assert (one.state, built.contests[0].state) == ("withdrawn", "too_few")


def test_a_readmitted_candidate_joins_the_published_list_with_the_next_number(session, built, found_eligible, clock):
    who, back = built.staff, found_eligible[2]
    applications.checking.review(session, back.id, "reopen", "Xem lại.", by=By(who.approver), now=clock.now)
    applications.rejected(session, back, who.officer, who.approver, clock.now)
    applications.publish(session, built, clock.now)
    lists = built.round.list_version
    petition = petitions.file_petition(session, back.id, "Xin xem lại.", by=By(back.person_id), now=clock.now)
    petitions.answer_petition(session, petition.id, "take_up", by=By(who.approver), now=clock.now)
    reader = By(who.second_approver)
    petitions.answer_petition(session, petition.id, "uphold", "Đủ điều kiện.", by=reader, now=clock.now)

    shortlist.list_readmitted(session, built.round.id, by=By(who.officer), now=clock.now)

    assert session.get_one(Petition, petition.id).state == "upheld"
    assert (back.state, back.number) == ("listed", "003")
    assert built.round.list_version == lists + 1


def test_the_supplement_of_a_prolonged_post_gets_the_next_numbers(session, built, found_eligible, clock, store):
    who, contest = built.staff, built.contests[1]
    applications.publish(session, built, clock.now)
    posts.extend_contest(session, contest.id, by=By(who.approver), now=clock.now, reason="Chỉ có một người.")
    late = applications.submitted(session, contest.id, "Phạm Văn Muộn", clock.now, store)
    clock.set(contest.closes_at + timedelta(hours=1))
    applications.accepted(session, late, who.officer, clock.now)

    shortlist.number_post(session, contest.id, by=By(who.officer), now=clock.now)
    shortlist.publish_supplement(session, contest.id, by=By(who.approver), now=clock.now)

    assert (late.state, late.number, contest.state) == ("listed", "004", "contested")


@pytest.mark.one_database
def test_the_supplement_has_its_pages(session, built, found_eligible, clock, store, sign_in):
    who, contest = built.staff, built.contests[1]
    applications.publish(session, built, clock.now)
    posts.extend_contest(session, contest.id, by=By(who.approver), now=clock.now, reason="Chỉ có một người.")
    late = applications.submitted(session, contest.id, "Phạm Văn Muộn", clock.now, store)
    clock.set(contest.closes_at + timedelta(hours=1))
    applications.accepted(session, late, who.officer, clock.now)
    session.commit()
    officer, approver = sign_in(who.officer), sign_in(who.approver)

    assert "Danh sách bổ sung" in officer.get(f"/rounds/{built.round.id}/shortlist").text
    assert officer.get(f"/posts/{contest.id}/supplement/numbers").status_code == 200
    assert officer.post(f"/posts/{contest.id}/supplement/numbers").status_code == 303
    assert approver.get(f"/posts/{contest.id}/supplement/publish").status_code == 200
    assert approver.post(f"/posts/{contest.id}/supplement/publish").status_code == 303
    session.refresh(late)
    assert (late.state, late.number) == ("listed", "004")


@pytest.mark.one_database
def test_an_officer_of_another_agency_reaches_no_list(session, built, found_eligible, clock, sign_in):
    other = competitions.agency(session, "Sở Khác")
    elsewhere = competitions.member(session, "Cán Bộ Nơi Khác", clock.now)
    accounts.give(session, elsewhere.person_id, PERSONNEL, clock.now - timedelta(days=1), f"agency:{other.id.hex}")
    client = sign_in(elsewhere.person_id)

    for page in ("applications", "shortlist", "shortlist/numbers", "petitions"):
        assert client.get(f"/rounds/{built.round.id}/{page}").status_code == 404
    assert client.post(f"/rounds/{built.round.id}/shortlist/numbers").status_code == 404
    assert built.round.title not in client.get("/applications/rounds").text


def test_applications_stop_with_their_post(session, built, handed_in, store, clock):
    made = handed_in(built.contests[0])
    person = applications.candidate(session, "Thí Sinh Nháp", clock.now)
    draft = applications.drafts.start_draft(session, built.contests[0].id, by=By(person), now=clock.now)
    other = handed_in(built.contests[1], "Thí Sinh Khác")

    by = By(built.staff.authority)
    posts.cancel_contest(session, built.contests[0].id, by=by, now=clock.now, reason="Không còn nhu cầu.")

    states = [session.get_one(type(made), key).state for key in (made.id, draft, other.id)]
    assert states == ["discontinued", "discontinued", "submitted"]


@pytest.mark.one_database
def test_drafts_lapse_with_the_prolonged_window(session, built, candidate, clock):
    draft = applications.drafts.start_draft(session, built.contests[0].id, by=By(candidate()), now=clock.now)
    later = built.round.closes_at + timedelta(days=5)
    who, key = built.staff, f"application:{draft.hex}"
    reception.propose_prolongation(session, built.round.id, later, by=By(who.officer), now=clock.now)
    reception.prolong(session, built.round.id, by=By(who.approver), now=clock.now, reason="Ít hồ sơ.")

    assert session.query(Timer).filter_by(case_key=key).one().due_at == later


@pytest.mark.one_database
def test_the_facts_of_a_cancelled_round_end_every_application(session, built, handed_in, clock):
    made = [handed_in(contest, f"Thí Sinh {n}") for n, contest in enumerate(built.contests, 1)]

    endings.cancel_round(session, built.round.id, by=By(built.staff.authority), now=clock.now, reason="Dừng kỳ thi.")

    assert {a.state for a in made} == {"discontinued"}


def test_numbers_beyond_999_stand_after_those_before_them_and_the_next_one_follows_the_last(
    session, built, found_eligible, clock, store, client
):
    who, contest = built.staff, built.contests[1]
    shortlist.give_numbers(session, built.round.id, by=By(who.officer), now=clock.now)
    numbers = dict(zip(found_eligible, ("1000", "999", "998"), strict=True))
    applications.renumbered(session, built, numbers, clock.now)
    shortlist.publish_shortlist(session, built.round.id, by=By(who.approver), now=clock.now)
    posts.extend_contest(session, contest.id, by=By(who.approver), now=clock.now, reason="Chỉ có một người.")
    late = applications.submitted(session, contest.id, "Phạm Văn Muộn", clock.now, store)
    clock.set(contest.closes_at + timedelta(hours=1))
    applications.accepted(session, late, who.officer, clock.now)

    shortlist.number_post(session, contest.id, by=By(who.officer), now=clock.now)
    session.commit()

    page = client.get(f"/shortlists/{built.round.id}").text
    assert late.number == "1001"
    assert re.findall(r">(99\d|10\d\d)<", page) == ["998", "999", "1000"]
    assert [one.number for one in queries.listed(session, built.round.id)] == ["998", "999", "1000", "1001"]
