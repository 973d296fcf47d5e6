"""No page sends more statements the more rows there are: two rounds differ only in how many of everything they have.

At eight points on the way each role walks through the product by its links, in either round. Of every kind of page the
first few are opened, and the dearest of them must be no dearer where there is five times as much.
"""

import re
from collections import deque
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from appointments.accounts.models import User
from tests.features.crowd import Crowd
from tests.features.crowd_on_screen import CrowdOnScreen
from tests.fixtures import ceilings
from tests.fixtures.sql import listening

FEW, MANY = 2, 10
OF_A_KIND = 2
LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
BEGIN = ("/", "/inbox", "/me", "/rounds", "/results", "/exams/results", "/indicator", "/ledger", "/inbox/messages")
STAGES = {
    "surroundings": ("officer", "approver"),
    "hand_in": ("candidate", "officer"),
    "check": ("officer", "rejected", "not_petitioning"),
    "sit": ("chair", "marking_head", "coding"),
    "publish": ("secretary", "visitor"),
    "mark_again": (),
    "finish": ("winner", "authority", "auditor", "visitor"),
    "verify": ("authority",),
    "decide": ("officer",),
}
"""What is played, and who then walks through the product."""


def person_of(crowd: Crowd, role: str):
    """Who plays this role in a round; None for a visitor."""
    team, staff = crowd.team, crowd.staff
    several = {"marker": "markers", "invigilator": "invigilators"}
    if role == "visitor":
        return None
    candidates = {"candidate": crowd.good[:1], "winner": crowd.good[-1:], "rejected": crowd.rejected[:1],
                  "not_petitioning": crowd.rejected[-1:]}  # fmt: skip
    if role in candidates:
        return candidates[role][0].person_id
    if role == "auditor":
        return crowd.auditor.person_id
    if role in staff.users:
        return staff.users[role].person_id
    return getattr(team, several[role])[0] if role in several else getattr(team, role)


def walk(app, client, begin=BEGIN, inside: str | tuple[str, ...] = "/") -> dict[str, int]:
    """The statements that each kind of page cost at most, following links that stay inside from the first pages on."""
    router, costs = app.url_map.bind("localhost"), {}
    opened: dict[str, set[str]] = {}
    waiting = deque(begin)
    while waiting:
        path = waiting.popleft()
        endpoint = router.match(path, method="GET")[0] if router.test(path, method="GET") else "static"
        known = opened.setdefault(endpoint, set())
        if endpoint == "static" or path in known or len(known) >= OF_A_KIND:
            continue
        known.add(path)
        with listening() as sent:
            answer = client.get(path)
        if answer.status_code in (302, 303):
            waiting.append(answer.location.partition("?")[0])
        elif answer.status_code == 200:
            ceilings.check(app, path, sent)
            costs[endpoint] = max(costs.get(endpoint, 0), len(sent))
            links = LINK.findall(answer.text) if answer.mimetype == "text/html" else ()
            waiting.extend(link for link in links if link.startswith(inside))
    return costs


def seen_by(app, session, as_user, crowd, role) -> dict[str, int]:
    """What the pages cost one role of a round."""
    person = person_of(crowd, role)
    user = session.query(User).filter_by(person_id=person).one() if person else None
    client = as_user(user) if user else app.test_client()
    client.get("/")  # the first page of a session writes when it was last seen
    return walk(app, client)


def played(app, session, as_user, clock, size) -> dict[tuple[str, str, str], int]:
    """Play a round; what each page cost, by stage, role and kind of page."""
    crowd, seen = Crowd(session, Path(app.config["FILES"]), size), {}
    for stage, roles in STAGES.items():
        getattr(crowd, stage)()
        session.commit()
        clock.set(crowd.now)
        for role in roles:
            costs = seen_by(app, session, as_user, crowd, role)
            seen |= {(stage, role, page): cost for page, cost in costs.items()}
        if stage == "mark_again":
            seen |= changing(app, session, as_user, crowd)
    return seen


def changing(app, session, as_user, crowd) -> dict[tuple[str, str, str], int]:
    """What a changed mark brings about, to the chair who proposed it and the supervisor who confirms it."""
    page, seen = f"/exams/appeals/{crowd.appeals[0].id}", {}
    for role, begin in (("chair", (page,)), ("supervisor", (page, f"{page}/steps/confirm_change"))):
        person = getattr(crowd.team, role)
        client = as_user(session.query(User).filter_by(person_id=person).one())
        client.get("/")
        costs = walk(app, client, begin, "/exams/appeals/")
        seen |= {("mark_again", role, name): cost for name, cost in costs.items()}
    return seen


@pytest.mark.one_database
def test_no_page_costs_more_where_there_are_five_times_as_many_rows(app, session, as_user, clock):
    app.test_client_class = FlaskClient  # other tests look the pages over
    earlier = Crowd(session, Path(app.config["FILES"]), FEW)  # so that neither round finds an empty house
    for stage in STAGES:
        getattr(earlier, stage)()

    few = played(app, session, as_user, clock, FEW)
    many = played(app, session, as_user, clock, MANY)

    growing = sorted((key, few[key], many[key]) for key in few.keys() & many.keys() if many[key] > few[key])
    assert not growing, "\n".join(map(str, growing))
    assert len({page for _, _, page in few}) >= 90
    assert {("mark_again", "chair", "exams.appeal"), ("mark_again", "supervisor", "exams.decision_step")} <= few.keys()


ON_SCREEN = {
    "sit": ("chair", "secretary"),
    "mark": ("marking_head",),
    "publish": ("candidate", "visitor"),
    "seal": ("candidate", "chair"),
    "present": ("panel", "chair"),
    "rank": ("supervisor",),
}
NEAR = ("/exams/", "/complaints/", "/results/desk/posts/")
NEWER = {
    "applications.conflict_pair", "applications.round_conflicts", "complaints.index", "complaints.show",
    "exams.custody_line", "exams.defence", "exams.envelope_register", "exams.incident_register",
    "exams.mark_commitments", "exams.moderate", "exams.moderation", "exams.own_marks", "exams.own_openings",
    "exams.own_proposal", "exams.own_sanctions", "exams.proposal", "exams.propose_opening", "exams.round_proposals",
    "exams.panel_desk", "exams.panel_sheet", "exams.presentations", "exams.quality", "exams.sanction",
    "exams.speaking_order", "results.recheck",
}  # fmt: skip


def addresses(crowd: CrowdOnScreen) -> tuple[str, ...]:
    """From where everybody begins who has to do with the round."""
    round_, paper, contest = crowd.built.round.id, crowd.paper.id, crowd.built.contests[0].id
    return (
        f"/exams/papers/{paper}/envelopes", f"/exams/papers/{paper}/incidents", f"/complaints/rounds/{round_}",
        f"/plans/{round_}/conflicts", f"/exams/papers/{paper}/moderation", f"/exams/papers/{paper}/marking",
        f"/exams/papers/{paper}/commitments", f"/exams/papers/{paper}/quality", f"/exams/rounds/{round_}/panel",
        f"/exams/rounds/{round_}/presentations", f"/exams/rounds/{round_}/order",
        f"/results/desk/posts/{contest}/recheck", f"/exams/applications/{crowd.good[0].id}/marks",
        f"/exams/applications/{crowd.good[0].id}/sanctions", f"/exams/applications/{crowd.good[0].id}/proposal",
        f"/exams/rounds/{round_}/proposals",
    )  # fmt: skip


def played_on_screen(app, session, as_user, clock, size) -> dict[tuple[str, str, str], int]:
    """The same of a round on screen, near to what is done there."""
    crowd, seen = CrowdOnScreen(session, Path(app.config["FILES"]), size), {}
    team = crowd.team
    people = {"panel": team.panel[0], "candidate": crowd.good[0].person_id, "visitor": None}
    for stage, roles in ON_SCREEN.items():
        getattr(crowd, stage)()
        session.commit()
        clock.set(crowd.now)
        for role in roles:
            person = people[role] if role in people else getattr(team, role)
            client = as_user(session.query(User).filter_by(person_id=person).one()) if person else app.test_client()
            client.get("/")  # the first page of a session writes when it was last seen
            costs = walk(app, client, addresses(crowd), (*NEAR, f"/plans/{crowd.built.round.id}/conflicts"))
            seen |= {(stage, role, page): cost for page, cost in costs.items()}
    return seen


@pytest.mark.one_database
def test_no_page_of_an_exam_on_screen_costs_more_where_there_are_five_times_as_many_rows(app, session, as_user, clock):
    app.test_client_class = FlaskClient  # other tests look the pages over
    few = played_on_screen(app, session, as_user, clock, FEW)
    many = played_on_screen(app, session, as_user, clock, MANY)

    growing = sorted((key, few[key], many[key]) for key in few.keys() & many.keys() if many[key] > few[key])
    assert not growing, "\n".join(map(str, growing))
    assert not NEWER - {page for _, _, page in few.keys() & many.keys()}
