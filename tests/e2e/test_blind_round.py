"""Three posts share one paper that is marked on screen: from the scripts on the table to a winner, in a real browser.

Up to the closed sitting the round is played by command; from then on everything is done on screens, by the one who may
do it. What happens on the council's own machine is done by the coding board's tool.
"""

import pytest

from appointments.files.storage import Storage
from tests.e2e.blind import Blind, handed_in, panel_of
from tests.e2e.chapters import blind_result as result
from tests.e2e.chapters import blind_written as written
from tests.e2e.people import People
from tests.factories import competitions, proposals


@pytest.fixture
def world(live, session, window):
    """Twelve scripts, handed in."""
    built, named = handed_in(session, live.clock, Storage(live.app.config["FILES"]))
    other = competitions.member(session, "Người Ngoài", live.clock.now).person_id
    session.commit()
    people = People(live.app, session, window)
    made = Blind(live.app, session, live.clock, people, built.staff, other, other, built.council, applications=named)
    made.panel = panel_of(session, built)
    return made


@pytest.mark.long
@pytest.mark.one_database
def test_a_round_is_marked_blindly_on_screen_from_the_codes_to_the_winner(world, tmp_path):
    written.the_codes_are_brought(world)
    written.a_conflict_is_found_after_the_draw(world)
    written.everybody_marks(world)
    written.the_marks_are_locked_and_published(world)
    written.a_candidate_is_marked_again_and_passes(world)
    result.the_proposals_are_opened(world, proposals.key_of(world.round, tmp_path))
    result.everybody_presents(world)
    result.the_one_who_was_marked_again_wins(world)
    world.ledger_verifies()
