"""A round whose shortlist is out, and clients that are signed in as the people who serve in it."""

from datetime import UTC, datetime, timedelta

import pytest

from appointments.core.work import By
from appointments.exams import sealing
from appointments.exams.case import first_scripts
from appointments.exams.commands import marking
from appointments.exams.commands.rounds import begin_examination
from appointments.results.commands import written
from tests.factories import applications, exams
from tests.features.exams.marks import everything_keyed

OPENED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def shortlisted(session, clock, tmp_path):
    """A round with one post and one paper, and the two candidates of its published list."""
    clock.set(OPENED)
    names = ["Thí Sinh Một", "Thí Sinh Hai"]
    return applications.shortlisted_round(session, OPENED, names, applications.storage_at(tmp_path))


@pytest.fixture
def built(shortlisted):
    """The round."""
    return shortlisted[0]


@pytest.fixture
def candidates(shortlisted):
    """Those on the list."""
    return shortlisted[1]


@pytest.fixture
def begun(session, built, candidates, clock):
    """The exam has begun: five days after the closing date."""
    clock.set(built.round.closes_at + timedelta(days=5))
    exams.everybody_declares(session, built, clock.now)
    return built


@pytest.fixture
def examining(session, begun, clock):
    """The round in which the chair has begun the exam; gives its one paper."""
    begin_examination(session, begun.round.id, by=By(begun.council.chair), now=clock.now)
    return begun.papers[0]


@pytest.fixture
def paper(session, examining, begun, clock):
    """The paper, its rooms laid out, summoned to, its lists posted."""
    exams.made_ready(session, begun, examining, clock.now)
    return examining


@pytest.fixture
def held(session, begun, paper, candidates, clock):
    """The paper after everybody sat it; the clock stands then."""
    clock.set(exams.sat(session, begun, paper, candidates))
    return paper


@pytest.fixture
def being_marked(session, begun, held, clock):
    """The paper being marked, and the map's file."""
    return held, exams.coded(session, begun, held, clock.now)


@pytest.fixture
def script(session, being_marked):
    """One script that nobody has keyed."""
    return first_scripts(session, being_marked[0].id)[0]


@pytest.fixture
def locked(session, begun, being_marked, clock):
    """The locked paper and the map's file."""
    paper, the_map = being_marked
    everything_keyed(session, begun, paper, clock.now)
    marking.propose_lock(session, paper.id, by=By(begun.council.marking_head), now=clock.now)
    marking.attest_lock(session, paper.id, by=By(begun.council.supervisor), now=clock.now)
    marking.lock(session, paper.id, by=By(begun.council.chair), now=clock.now)
    return paper, the_map


@pytest.fixture
def published(session, begun, locked, clock):
    """The paper with its written results out, taking requests."""
    paper, the_map = locked
    team, now = begun.council, clock.now
    sealing.give_share(session, paper.id, the_map, by=By(team.coding), now=now)
    sealing.attest_decoding(session, paper.id, by=By(team.supervisor), now=now)
    sealing.decode(session, paper.id, by=By(team.chair), now=now)
    written.publish_written(session, paper.id, by=By(team.chair), now=now)
    return paper
