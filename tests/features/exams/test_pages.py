"""Who may open which page of the exam, what no page tells, and how many statements each page costs."""

from datetime import UTC, datetime, timedelta

import pytest

from appointments.core.work import By
from appointments.exams import sealing
from appointments.exams.case import first_scripts
from appointments.exams.commands import marking, remarking
from appointments.exams.mapfile import read
from appointments.exams.models import Appeal
from appointments.results.commands import written
from tests.factories import accounts, applications, competitions, exams
from workflows.roles import AUDITOR, SECRETARY

pytestmark = pytest.mark.one_database
OPENED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
STAFF = ("chair", "secretary", "marking_head", "coding", "supervisor", "invigilator", "marker", "panel")


def people(team):
    """One person of each board."""
    several = {"invigilator": team.invigilators[0], "marker": team.markers[0], "panel": team.panel[0]}
    return {name: several.get(name) or getattr(team, name) for name in STAFF}


@pytest.fixture
def marked(session, examining, begun, candidates, clock):
    """The paper with every sheet keyed twice, and the map's file; the clock stands after the session."""
    exams.made_ready(session, begun, examining, clock.now)
    clock.set(exams.sat(session, begun, examining, candidates))
    the_map = exams.coded(session, begun, examining, clock.now)
    for script in first_scripts(session, examining.id):
        exams.keyed(session, begun, script.id, ("81.25", "84"), clock.now)
    return examining, the_map


OPEN_TO = {
    "": set(STAFF),
    "/seats": {"chair", "secretary", "supervisor", "invigilator"},
    "/attendance": {"secretary", "invigilator"},
    "/minutes": {"chair", "secretary", "supervisor"},
    "/rooms": {"chair", "secretary"},
    "/time": {"chair", "secretary"},
    "/scripts": {"chair", "secretary", "marking_head", "supervisor"},
    "/criteria": {"marking_head"},
    "/markers": {"marking_head"},
    "/codes": {"coding"},
    "/codes/again": {"coding"},
    "/share": {"coding"},
    "/acts/attest_counts": {"supervisor"},
    "/acts/record_counts": {"secretary"},
    "/appeals": {"chair", "secretary", "marking_head", "coding", "supervisor"},
}


def test_each_page_of_a_paper_opens_for_those_whose_work_it_is(marked, begun, enter):
    paper = marked[0]
    opened = {page: set() for page in OPEN_TO}
    for name, person in people(begun.council).items():
        visitor = enter(person)
        for page in OPEN_TO:
            answer = visitor.client.get(f"/exams/papers/{paper.id}{page}")
            assert answer.status_code in (200, 403, 404), (name, page, answer.status_code)
            if answer.status_code == 200:
                opened[page].add(name)

    assert opened == OPEN_TO


def test_before_the_lock_no_page_tells_a_mark_outside_the_marking_board(session, marked, begun, enter):
    paper = marked[0]
    script = first_scripts(session, paper.id)[0]
    pages = [f"/exams/rounds/{begun.round.id}", f"/exams/papers/{paper.id}", f"/exams/papers/{paper.id}/scripts",
             f"/exams/scripts/{script.id}"]  # fmt: skip
    told = {}
    for name, person in people(begun.council).items():
        visitor = enter(person)
        texts = [visitor.client.get(page).text for page in pages]
        told[name] = any(mark in text for text in texts for mark in ("81,25", "84,00", "82,63"))

    assert [name for name, tells in told.items() if tells] == ["marking_head"]


def test_no_page_shows_a_code_and_a_candidate_together(session, marked, begun, candidates, enter):
    paper, the_map = marked
    codes = [code for _, code in read(the_map).pairs]
    names = [candidate.person.full_name for candidate in candidates]
    seen = 0
    for person in people(begun.council).values():
        visitor = enter(person)
        scripts = [f"/exams/scripts/{s.id}" for s in first_scripts(session, paper.id)]
        for page in [*(f"/exams/papers/{paper.id}{tail}" for tail in OPEN_TO), *scripts]:
            text = visitor.client.get(page).text
            seen += any(code in text for code in codes)
            assert not (any(code in text for code in codes) and any(name in text for name in names)), page

    assert seen


def test_a_marker_is_told_the_codes_to_mark_and_nobody_elses_work(session, marked, begun, enter):
    paper = marked[0]
    codes = [script.code for script in first_scripts(session, paper.id)]

    mine = enter(begun.council.markers[0]).get(f"/exams/papers/{paper.id}")
    others = enter(begun.council.markers[3]).get(f"/exams/papers/{paper.id}")

    assert all(code in mine for code in codes)
    assert not any(code in others for code in codes)


def test_another_rounds_people_know_of_nothing(session, marked, clock, enter):
    paper = marked[0]
    other = competitions.receiving_round(session, clock.now)
    script = first_scripts(session, paper.id)[0]
    stranger = enter(other.council.chair)

    for page in (
        f"papers/{paper.id}",
        f"papers/{paper.id}/scripts",
        f"scripts/{script.id}",
        f"rounds/{paper.round_id}",
    ):
        stranger.get(f"/exams/{page}", status=404)


def test_an_exam_of_years_ago_can_still_be_read(marked, begun, enter, clock):
    paper = marked[0]
    clock.set(clock.now + timedelta(days=6 * 366))
    chair = enter(begun.council.chair)

    assert paper.title in chair.get(f"/exams/papers/{paper.id}")
    assert paper.title in chair.get(f"/exams/rounds/{paper.round_id}")


def test_results_and_room_lists_are_not_there_before_they_are_published(session, marked, examining, app):
    visitor = app.test_client()

    assert visitor.get(f"/exams/papers/{examining.id}/results").status_code == 404
    assert visitor.get(f"/exams/papers/{examining.id}/room-lists").status_code == 200
    assert examining.title not in visitor.get("/exams/results").text


def published(session, built, paper, the_map, now):
    team = built.council
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=now)
    marking.lock(session, paper.id, by=By(team.chair), now=now)
    sealing.give_share(session, paper.id, the_map, by=By(team.coding), now=now)
    sealing.attest_decoding(session, paper.id, by=By(team.supervisor), now=now)
    sealing.decode(session, paper.id, by=By(team.chair), now=now)
    written.publish_written(session, paper.id, by=By(team.chair), now=now)


def test_a_late_candidate_sees_the_window_and_cannot_ask_and_another_candidates_request_is_not_there(
    session, marked, begun, candidates, clock, enter
):
    paper, the_map = marked
    published(session, begun, paper, the_map, clock.now)
    one, two = candidates
    own = enter(one.person_id)
    own.send(f"/exams/applications/{one.id}/appeal", grounds="Đề nghị chấm lại.")
    appeal = session.query(Appeal).one()

    enter(two.person_id).get(f"/exams/appeals/{appeal.id}", status=404)
    enter(two.person_id).get(f"/exams/applications/{one.id}/appeal", status=404)
    clock.set(paper.remark_closes_at)
    late = enter(two.person_id)
    page = late.get(f"/exams/applications/{two.id}/appeal")
    assert "Cách tính ngày này" in page
    assert "<textarea" not in page
    answer = late.client.post(f"/exams/applications/{two.id}/appeal", data={"grounds": "Muộn."})
    assert answer.status_code == 409
    assert "Muộn." in answer.text


def test_the_map_of_another_paper_is_refused_beside_the_field(session, marked, begun, clock, enter):
    from io import BytesIO

    paper, the_map = marked
    team, now = begun.council, clock.now
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=now)
    marking.lock(session, paper.id, by=By(team.chair), now=now)
    coder = enter(team.coding)

    changed = the_map.replace(b"001;", b"009;")
    answer = coder.client.post(f"/exams/papers/{paper.id}/share", data={"file": (BytesIO(changed), "map.txt")})

    assert answer.status_code == 422
    assert "không phải bản đồ đã niêm phong" in answer.text


CEILINGS = {
    "index": ("/exams", 14),
    "desk": ("/exams/rounds/{round}", 40),
    "paper": ("/exams/papers/{paper}", 36),
    "seats": ("/exams/papers/{paper}/seats", 16),
    "attendance": ("/exams/papers/{paper}/attendance", 30),
    "scripts": ("/exams/papers/{paper}/scripts", 16),
    "script": ("/exams/scripts/{script}", 30),
    "room lists": ("/exams/papers/{paper}/room-lists", 10),
    "results": ("/exams/papers/{paper}/results", 12),
    "published": ("/exams/results", 8),
    "minutes": ("/exams/papers/{paper}/minutes", 21),
    "appeals": ("/exams/papers/{paper}/appeals", 18),
    "presentations": ("/exams/rounds/{round}/presentations", 32),
    "presentation": ("/exams/presentations/{application}", 30),
}


def played(session, built, made, clock):
    """A round with these candidates played until its presentations; gives what the addresses need."""
    clock.set(built.round.closes_at + timedelta(days=5))
    exams.examination_begun(session, built, clock.now)
    paper = built.papers[0]
    exams.made_ready(session, built, paper, clock.now)
    over = exams.sat(session, built, paper, made)
    the_map = exams.coded(session, built, paper, over)
    for script in first_scripts(session, paper.id):
        exams.keyed(session, built, script.id, ("80", "84"), over)
    published(session, built, paper, the_map, over)
    for application in made:
        appeal = remarking.file_appeal(session, application.id, "Chấm lại.", by=By(application.person_id), now=over)
        given = {"by": By(built.council.secretary), "now": over}
        remarking.register_step(session, appeal.id, "refuse", "Không có căn cứ.", **given)
    written.overdue(session, paper.id, "close_remark_window", paper.remark_closes_at)
    at = paper.remark_closes_at + timedelta(days=1)
    exams.presented(session, built, {a.id: "81" for a in made}, at, at + timedelta(days=20))
    clock.set(at + timedelta(days=30))
    script = first_scripts(session, paper.id)[0]
    return {"round": built.round.id, "paper": paper.id, "script": script.id, "application": made[0].id}


def test_every_page_costs_the_same_for_two_candidates_and_for_five(session, clock, enter, statements, tmp_path):
    store, at = applications.storage_at(tmp_path), OPENED
    costs: dict[str, list[int]] = {page: [] for page in CEILINGS}
    for count in (2, 5):
        clock.set(at)
        built = competitions.receiving_round(session, at)
        names = [f"Thí Sinh {word}" for word in ("Một", "Hai", "Ba", "Bốn", "Năm")[:count]]
        known = played(session, built, applications.shortlisted(session, built, names, store), clock)
        visitor = enter(built.council.secretary)
        for page, (address, _) in CEILINGS.items():
            visitor.get(address.format(**known))
            with statements() as sent:
                visitor.get(address.format(**known))
            costs[page].append(len(sent))

    growing = {page: cost for page, cost in costs.items() if cost[0] != cost[1]}
    assert growing == {}
    over = {page: cost for page, cost in costs.items() if max(cost) > CEILINGS[page][1]}
    assert over == {}


def test_the_desk_costs_the_same_for_one_paper_and_for_three(session, clock, enter, statements):
    costs = []
    for number in (1, 3):
        built = competitions.receiving_round(session, clock.now, posts=number, papers=number)
        visitor = enter(built.council.chair)
        visitor.get(f"/exams/rounds/{built.round.id}")
        with statements() as sent:
            visitor.get(f"/exams/rounds/{built.round.id}")
        costs.append(len(sent))

    assert costs[0] == costs[1]


def test_an_auditor_of_the_city_reads_and_does_nothing(session, marked, clock, enter):
    paper = marked[0]
    user = competitions.member(session, "Thanh Tra", clock.now)
    accounts.give(session, user.person_id, AUDITOR, clock.now)
    auditor = enter(user.person_id)

    auditor.get(f"/exams/papers/{paper.id}")
    auditor.get(f"/exams/papers/{paper.id}/rooms", status=403)
    auditor.client.get(f"/exams/papers/{paper.id}/steps/propose_lock")
    assert auditor.client.post(f"/exams/papers/{paper.id}/steps/propose_lock").status_code == 403


def test_a_second_secretary_keys_after_the_first_and_sees_nothing_of_it(
    session, examining, begun, candidates, clock, enter
):
    exams.made_ready(session, begun, examining, clock.now)
    clock.set(exams.sat(session, begun, examining, candidates))
    exams.coded(session, begun, examining, clock.now)
    script = first_scripts(session, examining.id)[0]
    second = competitions.serve(session, begun.round, "Thư Ký Hai", SECRETARY, clock.now).person_id
    marks = {f"mark_{person.hex}": "77,25" for person in begun.council.markers[:2]}
    first = enter(begun.council.secretary)
    first.send(f"/exams/scripts/{script.id}/key", **marks)

    first.get(f"/exams/scripts/{script.id}/key", status=409)
    other = enter(second)
    assert "77,25" not in other.get(f"/exams/scripts/{script.id}/key")
    other.send(f"/exams/scripts/{script.id}/key", **marks)
    session.rollback()
    session.expire_all()
    assert script.state == "settled"
