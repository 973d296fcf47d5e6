"""The page of one edition of the exam regulation: who may put it in force sees how, others that there is none."""

import pytest

from appointments.core.work import By
from appointments.organisation import regulations
from tests.factories import competitions as make
from tests.factories.accounts import founders
from tests.factories.pages import heading
from workflows.parameters import Staff

pytestmark = pytest.mark.one_database


def test_an_edition_tells_what_it_changes_and_offers_its_step_to_the_second_person(session, as_user, clock):
    agency = make.agency(session)
    one, two = founders(session, clock.now)
    draft = regulations.Draft(agency.id, Staff.civil_servant, {"exam.written_minutes": 120}, "QĐ 12/QĐ-MAU")
    edition = regulations.draft_regulation(session, draft, by=By(one.person_id), now=clock.now)
    page, stranger = f"/organisation/editions/{edition.id}", make.member(session, "Người Lạ", clock.now)

    drafter, second = as_user(one).get(page), as_user(two).get(page)

    assert (drafter.status_code, second.status_code) == (200, 200)
    assert heading(second.text) == "Tham số quy chế thi tuyển, Sở Mẫu, công chức"
    assert "QĐ 12/QĐ-MAU" in second.text
    assert ('value="enact"' in drafter.text, 'value="enact"' in second.text) == (False, True)
    assert as_user(stranger).get(page).status_code == 403
