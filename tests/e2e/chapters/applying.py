"""From the open post to the published list: four apply, one is rejected, petitions and comes back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from appointments.applications.models import Application
from tests.e2e import mail
from tests.e2e.navigators.candidate import Candidate
from tests.e2e.world import CANDIDATES, POST, ROUND, World
from tests.factories import applications
from tests.factories.accounts import PASSWORD


def a_candidate_registers_and_applies(world: World) -> None:
    """From the announcement to the receipt, nothing left out."""
    one = Candidate(world.people.window(), "an@example.vn", PASSWORD)
    one.registers("Thí Sinh An Mẫu", datetime(1985, 5, 17, tzinfo=UTC))
    one.confirms_the_address(mail.newest_link(world.app.config["MAIL_FOLDER"]))
    one.reads_the_announcement(ROUND)
    one.finds_the_post(ROUND, POST)
    one.checks_eligibility()
    _applies(world, one, pictured=True)
    world.candidates["An"] = one


def _applies(world: World, one: Candidate, *, pictured: bool = False) -> None:
    one.finds_the_post(ROUND, POST)
    one.begins_the_dossier()
    one.answers_the_questions()
    one.uploads_the_papers(world.clock.now - timedelta(days=20))
    one.hands_in(pictured=pictured)


def three_more_apply(world: World) -> None:
    """They have their accounts already; each writes a dossier and hands it in."""
    for name in CANDIDATES[1:]:
        person = applications.candidate(world.session, f"Thí Sinh {name}", world.clock.now)
        world.candidates[name] = world.meet(Candidate, person)
        _applies(world, world.candidates[name])

    world.session.rollback()
    assert {a.state for a in world.session.query(Application)} == {"submitted"}


def number_of(world: World, name: str) -> str:
    """The candidate number of somebody."""
    return application_of(world, name).number


def application_of(world: World, name: str) -> Application:
    """Somebody's application as it is now."""
    world.session.rollback()
    world.session.expire_all()
    found = [a for a in world.session.query(Application) if a.person.full_name == f"Thí Sinh {name} Mẫu"]
    assert len(found) == 1
    return found[0]


def person_id(world: World, name: str) -> UUID:
    """Who that is."""
    return application_of(world, name).person_id
