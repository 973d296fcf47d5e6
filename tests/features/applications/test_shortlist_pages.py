"""The pages on which the numbers of a shortlist are given and the list is published, before anybody sends them."""

import pytest

from tests.factories import applications
from tests.factories.pages import heading

pytestmark = pytest.mark.one_database


@pytest.fixture
def eligible(session, built, handed_in, check_begun, clock):
    """One candidate of the first post, found eligible."""
    made = handed_in(built.contests[0], "Nguyễn Văn Ước")
    check_begun()
    applications.accepted(session, made, built.staff.officer, clock.now)
    session.commit()
    return made


def test_the_officer_is_asked_before_numbers_are_given_and_the_candidate_never(built, eligible, sign_in):
    page = f"/rounds/{built.round.id}/shortlist/numbers"

    shown = sign_in(built.staff.officer).get(page)

    assert shown.status_code == 200
    assert heading(shown.text) == "Cấp số báo danh theo thứ tự tên"
    assert sign_in(eligible.person_id).get(page).status_code == 403


def test_the_approver_reads_how_many_stand_on_the_list_before_it_is_published(session, built, eligible, clock, sign_in):
    page = f"/rounds/{built.round.id}/shortlist/publish"
    officer = sign_in(built.staff.officer)
    officer.post(f"/rounds/{built.round.id}/shortlist/numbers")

    shown = sign_in(built.staff.approver).get(page)

    assert shown.status_code == 200
    assert heading(shown.text) == "Công bố danh sách dự thi"
    assert "Số thí sinh" in shown.text
    assert officer.get(page).status_code == 403
