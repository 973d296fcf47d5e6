"""Coded scripts read by inspectors: a sample from the lock on, all from the decoding on; each reading is on record."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from appointments.accounts import queries
from appointments.accounts.models import Person
from appointments.core.ledger.history import case_history
from appointments.core.work import By
from appointments.exams import allocation
from appointments.exams.case import first_scripts
from appointments.exams.commands import marking
from tests.factories import accounts, applications, screen
from tests.factories import competitions as make
from tests.features.exams.conftest import OPENED
from tests.features.exams.screen.conftest import NAMES
from workflows.roles import AUDITOR

pytestmark = pytest.mark.one_database


@pytest.fixture
def shortlisted(session, clock, tmp_path):
    """A round whose regulation lets the supervision board read half of the scripts."""
    clock.set(OPENED)
    half = screen.ON_SCREEN | {"exam.inspection_sample": 50}
    return applications.shortlisted_round(session, OPENED, NAMES, applications.storage_at(tmp_path), changes=half)


@pytest.fixture
def signed(session, begun, being_marked, clock):
    """The paper with every script signed by both, and what the tool wrote."""
    screen.everything_signed(session, being_marked[0], clock.now)
    return being_marked


@pytest.fixture
def locked(session, begun, signed, clock):
    """The same, locked."""
    paper, team = signed[0], begun.council
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=clock.now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=clock.now)
    marking.lock(session, paper.id, by=By(team.chair), now=clock.now)
    return signed


@pytest.fixture
def auditor(session, clock, enter):
    """A visitor signed in as an auditor."""
    if not queries.grantors(session, clock.now):
        accounts.founders(session, clock.now - timedelta(days=400))
    person = make.member(session, "Thanh Tra Mẫu", clock.now).person_id
    accounts.give(session, person, AUDITOR, clock.now)
    return enter(person)


def drawn(session, paper):
    """The sample as anybody derives it from the opened seed: half of the order in the name of the inspection."""
    codes = [script.code for script in first_scripts(session, paper.id)]
    return sorted(allocation.order_for("inspection", codes, bytes.fromhex(paper.opened_seed))[:2]), sorted(codes)


def test_nobody_reads_a_coded_script_before_the_lock(session, begun, signed, enter, auditor):
    paper = signed[0]
    page = f"/exams/papers/{paper.id}/coded-scripts"
    code = first_scripts(session, paper.id)[0].code

    for visitor in (enter(begun.council.supervisor), auditor):
        assert page not in visitor.get(f"/exams/papers/{paper.id}")
        for address in (page, f"{page}/{code}", f"{page}/{code}/pages/1.png"):
            visitor.get(address, status=403)


def test_the_supervisor_reads_the_sample_that_the_opened_seed_gives_and_no_other(session, begun, locked, enter):
    paper = locked[0]
    page = f"/exams/papers/{paper.id}/coded-scripts"
    sample, codes = drawn(session, paper)
    supervisor = enter(begun.council.supervisor)

    shown = supervisor.get(page)

    assert page in supervisor.get(f"/exams/papers/{paper.id}")
    assert [code for code in codes if code in shown] == sample
    for code in set(codes) - set(sample):
        supervisor.get(f"{page}/{code}", status=404)
        supervisor.get(f"{page}/{code}/pages/1.png", status=404)


def test_a_reason_opens_one_script_for_an_hour_and_stays_on_its_record(session, begun, locked, clock, enter):
    paper = locked[0]
    sample, _codes = drawn(session, paper)
    one, other = (f"/exams/papers/{paper.id}/coded-scripts/{code}" for code in sample)
    supervisor = enter(begun.council.supervisor)

    shut = supervisor.get(one)
    supervisor.get(f"{one}/pages/1.png", status=403)
    silent = supervisor.send(one, status=200, reason="  ").text
    supervisor.send(one, reason="QĐ giám sát 07")
    opened, picture = supervisor.get(one), supervisor.client.get(f"{one}/pages/1.png")

    assert "50,00" not in shut + silent
    assert all(points in opened for points in ("50,00", "30,00", "34,00", "80,00", "84,00", "82,00", "Nhận xét mẫu"))
    people = [session.get_one(Person, marker).full_name for marker in begun.council.markers]
    assert not any(name in opened for name in [*people, *NAMES])
    assert Image.open(BytesIO(picture.data)).size == (1240, 1754)
    assert not {"Last-Modified", "ETag"} & set(picture.headers.keys())
    assert "50,00" not in supervisor.get(other)
    session.commit()
    script = next(s for s in first_scripts(session, paper.id) if s.code == sample[0])
    last = case_history(session, script.case_key)[-1]
    assert (last.act, last.role, last.person) == (
        "screen_script.read_by_auditor",
        "supervisor",
        begun.council.supervisor,
    )
    assert last.detail == {"reason": "QĐ giám sát 07"}
    clock.forward(minutes=61)
    assert "50,00" not in enter(begun.council.supervisor).get(one)


def test_an_auditor_reads_every_script_from_the_decoding_on(session, begun, locked, clock, auditor):
    paper, made = locked
    page = f"/exams/papers/{paper.id}/coded-scripts"
    auditor.get(page, status=403)
    screen.decoded(session, begun, paper, made, clock.now)
    _sample, codes = drawn(session, paper)

    shown = auditor.get(page)
    auditor.send(f"{page}/{codes[0]}", reason="KT 12/2026")

    assert all(code in shown for code in codes)
    assert "82,00" in auditor.get(f"{page}/{codes[0]}")


def test_the_boards_read_no_coded_script(session, begun, locked, enter):
    paper = locked[0]
    page = f"/exams/papers/{paper.id}/coded-scripts"
    team = begun.council

    for person in (team.chair, team.secretary, team.marking_head, team.coding, team.markers[0]):
        enter(person).get(page, status=403)
