"""No page of marking on screen sends more statements the more scripts there are."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from appointments.exams.case import first_scripts
from appointments.files.storage import Storage
from tests.factories import applications, competitions, exams, screen
from tests.features.exams.conftest import OPENED
from tests.features.test_constancy import walk

FEW, MANY = 3, 9
FAR = (("30", "10"), ("50", "30"))
OF_THE_SCREEN = {f"exams.{page}" for page in (
    "draw_third", "leave_pool", "mark", "mark_script", "marking_desk", "marking_pool",
    "paper", "script", "scripts",
)}  # fmt: skip


def being_marked(session, store, size):
    """A round of so many candidates: two scripts nobody marked, the others too far apart; and the instant."""
    built = competitions.receiving_round(session, OPENED, changes=screen.ON_SCREEN)
    made = applications.shortlisted(session, built, [f"Thí Sinh {'ABCDEFGHI'[n]}" for n in range(size)], store)
    now = built.round.closes_at + timedelta(days=5)
    exams.examination_begun(session, built, now)
    exams.made_ready(session, built, built.papers[0], now)
    now = exams.sat(session, built, built.papers[0], made)
    screen.begun(session, built, built.papers[0], now)
    for script in first_scripts(session, built.papers[0].id)[2:]:
        screen.both_sign(session, script, FAR, now)
    return built, now


def costs(app, session, enter, built):
    """What each kind of page costs each role at most, from the desk on."""
    paper, team = built.papers[0], built.council
    script = first_scripts(session, paper.id)[-1]
    desk, base = f"/exams/papers/{paper.id}/marking", f"/exams/papers/{paper.id}"
    more = (f"{base}/pool", f"{base}/pool/{team.markers[0]}/leave", f"/exams/scripts/{script.id}/third")
    waiting = first_scripts(session, paper.id)[0]
    begins = {
        team.marking_head: (base, f"{base}/scripts", f"/exams/scripts/{script.id}", *more),
        team.chair: (base, f"/exams/scripts/{script.id}/mark/decide"),
        team.supervisor: (base, f"{base}/scripts"),
        UUID(waiting.markers[0]): (base, desk, f"{desk}/{waiting.code}"),
    }
    seen = {}
    for role, (person, begin) in zip(("head", "chair", "supervisor", "marker"), begins.items(), strict=True):
        visitor = enter(person)
        visitor.get("/")  # the first page of a session writes when it was last seen
        seen |= {(role, page): cost for page, cost in walk(app, visitor.client, begin, "/exams/").items()}
    return seen


@pytest.mark.one_database
def test_no_page_of_marking_on_screen_costs_more_where_there_are_three_times_as_many_scripts(
    app, session, enter, clock
):
    app.test_client_class = FlaskClient  # other tests look the pages over
    store, seen = Storage(app.config["FILES"]), []
    for size in (FEW, MANY):
        built, now = being_marked(session, store, size)
        clock.set(now)
        seen.append(costs(app, session, enter, built))
    few, many = seen

    growing = sorted((key, few[key], many[key]) for key in few.keys() & many.keys() if many[key] > few[key])
    assert not growing, "\n".join(map(str, growing))
    assert {page for _, page in few} >= OF_THE_SCREEN
