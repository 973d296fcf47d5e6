"""One post from the need to the office, in a real browser, through every role's screens.

The foundation is laid by command: an agency with a vacant post, accounts with a role for its two officers, its
authority, the two approvers, the inspector and the administrator, and accounts without any role for those who are
going to serve in the council and for three of the four candidates. The calendar is the house's own. From then on
everything is done on screens, by the one who may do it; only the clock and the worker are moved by the test. Pictures
are kept of the walk on SQLite.
"""

import pytest

from tests.e2e.chapters import applying, checking, office, planning, presenting, remark, result, written
from tests.e2e.people import People
from tests.e2e.world import POST, World
from tests.factories import accounts, competitions
from workflows.roles import AUDITOR, SYSADMIN


@pytest.fixture
def world(live, session, window, database_kind):
    """The foundation."""
    agency = competitions.agency(session)
    competitions.post(session, agency, POST)
    staff = competitions.staff(session, agency, live.clock.now)
    inspector = competitions.member(session, "Thanh Tra", live.clock.now)
    accounts.give(session, inspector.person_id, AUDITOR, live.clock.now)
    administrator = competitions.member(session, "Quản Trị", live.clock.now)
    accounts.give(session, administrator.person_id, SYSADMIN, live.clock.now)
    people = People(live.app, session, window, pictured=database_kind == "sqlite")
    return World(live.app, session, live.clock, people, staff, inspector.person_id, administrator.person_id)


@pytest.mark.long
@pytest.mark.one_database  # on PostgreSQL: make test ARGS="tests/e2e/test_walk.py --database postgresql"
def test_one_post_is_walked_from_the_need_to_the_office(world):
    office.the_indicator_stands_at_nothing(world)
    planning.a_need_becomes_an_approved_plan(world)
    planning.a_council_is_formed(world)
    planning.the_round_is_announced_and_opens(world)
    applying.a_candidate_registers_and_applies(world)
    applying.three_more_apply(world)
    checking.the_dossiers_are_checked(world)
    checking.the_list_is_published(world)
    checking.the_rejected_petitions_and_is_put_on_the_list(world)
    written.the_paper_is_made_ready(world)
    written.the_paper_is_sat(world)
    written.the_scripts_are_marked(world)
    written.the_marks_are_locked_and_published(world)
    remark.a_candidate_asks_for_remarking(world)
    remark.the_script_is_marked_again(world)
    remark.the_request_is_decided(world)
    presenting.everybody_presents(world)
    result.the_tie_is_settled_with_a_reason(world)
    result.the_result_is_recognised_and_published(world)
    office.the_winner_declines_and_the_next_is_taken(world)
    office.the_next_is_verified_and_appointed(world)
    office.the_indicator_moves(world)
    office.the_inspector_reads_the_record(world)
    office.the_administrator_sees_to_an_account(world)
    world.ledger_verifies()
