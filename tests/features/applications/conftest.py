"""A round that receives applications, people signed in to it, and the papers that they hand in."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from appointments.accounts.models import Person
from appointments.files.storage import Storage
from tests.factories import applications, competitions
from workflows import dossier

OPENED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def built(app, session, clock):
    """A round of two posts; its reception opened three weeks before the clock's now."""
    made = competitions.receiving_round(session, OPENED, posts=2)
    session.commit()
    return made


@pytest.fixture
def store(app) -> Storage:
    """The store of files of this application."""
    return Storage(app.config["FILES"])


@pytest.fixture
def sign_in(session, as_user):
    """`sign_in(person_id)` is a client that is signed in as that person."""
    return lambda person_id: as_user(session.get_one(Person, person_id).user)


@pytest.fixture
def candidate(session, clock):
    """`candidate("Thí Sinh An")` is the id of a new person who may compete."""
    return lambda name="Thí Sinh An": applications.candidate(session, name, clock.now)


@pytest.fixture
def handed_in(session, clock, store):
    """`handed_in(contest, name)` is an application that was handed in now."""

    def make(contest, name="Thí Sinh An"):
        made = applications.submitted(session, contest.id, name, clock.now, store)
        session.commit()
        return made

    return make


@pytest.fixture
def check_begun(session, clock, built):
    """Reception closes, checking begins, and the clock stands a day later."""

    def go():
        competitions.close_and_check(session, built, built.round.closes_at)
        clock.set(built.round.closes_at + timedelta(days=1))
        session.commit()

    return go


ANSWERS = {
    "source": {"source": "planned_here", "plan_title": "Phó Trưởng phòng Mẫu"},
    "post": {"current_post": "Chuyên viên Mẫu", "current_unit": "Phòng Mẫu", "months_in_post": "36",
             "service_months": "120"},
    "standards": {"meets_standards": "yes", "degree": "Thạc sĩ Luật", "political_theory": "Cao cấp"},
    "record": {"good_years": "3", "healthy": "yes", "barred": "no"},
}  # fmt: skip
"""What a candidate who may compete types on the pages of answers."""
WANTED = [kind.key for kind in dossier.required_papers("planned_here")]


def upload(name="Sơ yếu lý lịch.pdf", data=applications.PDF):
    """A file as a browser sends it."""
    return io.BytesIO(data), name


def paper_form(day, **file):
    """The form of a paper's page."""
    parts = {"issued_on-day": str(day.day), "issued_on-month": str(day.month), "issued_on-year": str(day.year)}
    return {"file": upload(**file), **parts}


def fill_in(client, base, day):
    """Every page of the dossier at `base` ("/applications/ID"), through HTTP."""
    for section, typed in ANSWERS.items():
        answer = client.post(f"{base}/answers/{section}", data=typed)
        assert answer.status_code == 303, answer.text
    for kind in WANTED:
        data = paper_form(day, name=f"{kind}.pdf", data=applications.PDF + kind.encode() + b"\n%%EOF\n")
        answer = client.post(f"{base}/papers/{kind}", data=data)
        assert answer.status_code == 303, answer.text
