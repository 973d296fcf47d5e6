"""How many statements each page of applications costs: a ceiling, and the same however many rows it shows."""

import pytest

from appointments.applications.commands import petitions
from appointments.core.work import By
from tests.factories import applications

CANDIDATES_PAGES = {
    "/posts/{contest}/apply": 4,
    "/posts/{contest}/self-check": 3,
    "/applications": 3,
    "/applications/{one}": 16,
    "/applications/{one}/receipt": 7,
    "/applications/{draft}/tasks": 13,
    "/applications/{draft}/check": 13,
    "/applications/{draft}/answers/source": 6,
    "/applications/{draft}/papers/cv": 6,
}
STAFF_PAGES = {
    "/applications/rounds": 7,
    "/rounds/{round}/applications": 13,
    "/rounds/{round}/shortlist": 26,
    "/rounds/{round}/petitions": 10,
    "/applications/{one}": 26,
    "/applications/{one}/verdicts/age": 8,
    "/petitions/{petition}": 18,
}
PUBLIC_PAGES = {"/shortlists/{round}": 8}


@pytest.fixture
def crowd(session, built, handed_in, store, clock):
    """`crowd(n)` hands in `n` more applications for the first post."""
    return lambda n: [handed_in(built.contests[0], f"Thí Sinh {clock.now:%S} {k}") for k in range(n)]


def count(client, statements, pages, names):
    """What each page costs now."""
    costs = {}
    for page in pages:
        with statements() as sent:
            answer = client.get(page.format(**names))
        assert answer.status_code == 200, (page, answer.status_code)
        costs[page] = len(sent)
    return costs


@pytest.mark.one_database
def test_a_candidates_pages_stay_below_their_ceilings_however_many_applications(
    session, built, crowd, candidate, clock, store, sign_in, statements
):
    one = crowd(1)[0]
    draft = applications.drafted(session, built.contests[1].id, one.person_id, clock.now, store)
    names = {"contest": built.contests[0].id, "one": one.id, "draft": draft}
    client = sign_in(one.person_id)
    client.get("/applications")

    few = count(client, statements, CANDIDATES_PAGES, names)
    crowd(3)
    session.commit()
    many = count(client, statements, CANDIDATES_PAGES, names)

    assert few == many
    assert {page: cost for page, cost in many.items() if cost > CANDIDATES_PAGES[page]} == {}


@pytest.mark.one_database
def test_the_boards_pages_stay_below_their_ceilings_however_many_applications(
    session, built, crowd, check_begun, sign_in, statements, clock, client
):
    made = crowd(6)
    check_begun()
    who = built.staff
    for application in made[:2]:
        applications.rejected(session, application, who.officer, who.approver, clock.now)
    names = {"round": built.round.id, "one": made[2].id}
    officer = sign_in(who.officer)
    lists = [page for page in STAFF_PAGES if "{petition}" not in page]

    few = count(officer, statements, lists, names)
    for application in made[3:]:
        applications.accepted(session, application, who.officer, clock.now)
    session.commit()
    many = count(officer, statements, lists, names)
    applications.accepted(session, made[2], who.officer, clock.now)
    applications.publish(session, built, clock.now)
    texts = [
        petitions.file_petition(session, a.id, "Xin xem lại.", by=By(a.person_id), now=clock.now) for a in made[:2]
    ]
    session.commit()
    names["petition"] = texts[0].id
    after = count(officer, statements, ["/rounds/{round}/petitions", "/petitions/{petition}"], names)
    public = count(client, statements, PUBLIC_PAGES, names)

    assert few == many
    ceilings = STAFF_PAGES | PUBLIC_PAGES
    assert {page: cost for page, cost in (many | after | public).items() if cost > ceilings[page]} == {}
