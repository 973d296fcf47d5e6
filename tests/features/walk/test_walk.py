"""One post from the need to the office by commands, and the turns it may take on the way."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from appointments.competitions.context import agency_scopes, round_scope
from appointments.core.work import By
from appointments.results.commands import rounds, written
from tests.factories import applications, exams
from tests.factories.accounts import give
from tests.factories.competitions import receiving_round
from tests.features.walk.story import NOW, appoint, the_long_way_round
from workflows.engine import Refused
from workflows.roles import Role


@pytest.fixture
def store(tmp_path):
    return applications.storage_at(tmp_path)


def test_one_post_from_plan_to_office(session, store):
    built = receiving_round(session, NOW)
    one, two = applications.shortlisted(session, built, ["Thí Sinh Một", "Thí Sinh Hai"], store)
    paper, team = built.papers[0], built.council
    at = built.round.closes_at + timedelta(days=5)

    exams.examination_begun(session, built, at)
    exams.made_ready(session, built, paper, at)
    over = exams.sat(session, built, paper, [one, two])
    file = exams.coded(session, built, paper, over)
    exams.marked(session, built, paper, file, {one.number: ("80", "84"), two.number: ("70", "75.5")}, over)
    exams.published(session, built, paper, file, over)
    written.overdue(session, paper.id, "close_remark_window", paper.remark_closes_at)
    at = paper.remark_closes_at + timedelta(days=1)
    held = exams.presented(session, built, {one.id: "81", two.id: "90.5"}, at, at + timedelta(days=20))
    exams.ranked(session, built, held)
    rounds.recognise(session, built.round.id, by=By(built.staff.authority), now=held)
    rounds.publish(session, built.round.id, by=By(team.chair), now=held)
    decision = appoint(session, built, held + timedelta(days=3))

    assert (one.written_mark, two.written_mark) == (Decimal("82.00"), Decimal("72.75"))
    assert (one.state, two.state) == ("released", "appointed")
    assert built.contests[0].state == "in_office"
    assert (decision.state, decision.person_id, decision.method) == ("issued", two.person_id, "EXAM")
    assert decision.term_ends_on == date(
        decision.effective_on.year + 5, decision.effective_on.month, decision.effective_on.day
    )


def test_the_long_way_round(session, store):
    played = the_long_way_round(session, store)

    assert played.decision.state == "issued"
    assert played.built.contests[0].state == "in_office"


def test_a_candidate_can_be_given_no_duty_in_the_round(session, store):
    built = receiving_round(session, NOW)
    application = applications.submitted(session, built.contests[0].id, "Thí Sinh", NOW + timedelta(days=1), store)
    scope, within = round_scope(built.round.id), agency_scopes(built.staff.agency)

    with pytest.raises(Refused) as refused:
        give(session, application.person_id, Role.marker, NOW + timedelta(days=2), scope, within)

    assert "SD1" in refused.value.refusals[0].say("en")
