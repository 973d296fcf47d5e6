"""What the address of a case costs: it leads on, so that the client's own look at pages does not hold it."""

import pytest

from appointments.accounts.models import Person
from tests.factories import competitions as make
from tests.fixtures import ceilings

pytestmark = pytest.mark.one_database


def test_the_address_of_a_case_leads_on_within_its_ceiling(app, session, as_user, receiving, clock, statements):
    built, handed_in, _ = receiving
    candidate = session.get_one(Person, handed_in[0].person_id).user

    for reader in (as_user(built.staff.users["officer"]), as_user(candidate)):
        for row in (built.round, built.contests[0], built.papers[0], handed_in[0]):
            with statements() as sent:
                answer = reader.get(f"/cases/{row.case_key}")
            assert answer.status_code == 303
            assert reader.get(answer.location).status_code == 200
            ceilings.check(app, answer.request.path, sent)
    stranger = as_user(make.member(session, "Người Lạ", clock.now))
    assert stranger.get(f"/cases/{built.round.case_key}").status_code == 404
