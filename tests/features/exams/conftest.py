"""A round whose shortlist is out, and clients that are signed in as the people who serve in it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from appointments.accounts.models import Person
from tests.factories import accounts, applications, competitions, exams

OPENED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def built(session, clock):
    """A round with one post and one paper that received applications."""
    clock.set(OPENED)
    return competitions.receiving_round(session, OPENED)


@pytest.fixture
def candidates(session, built, tmp_path):
    """Two candidates of the published shortlist."""
    store = applications.storage_at(tmp_path)
    return applications.shortlisted(session, built, ["Thí Sinh Một", "Thí Sinh Hai"], store)


@pytest.fixture
def begun(session, built, candidates, clock):
    """The exam has begun: five days after the closing date."""
    clock.set(built.round.closes_at + timedelta(days=5))
    exams.everybody_declares(session, built, clock.now)
    return built


@pytest.fixture
def examining(session, begun, clock):
    """The round in which the chair has begun the exam; gives its one paper."""
    from appointments.core.work import By
    from appointments.exams.commands.rounds import begin_examination

    begin_examination(session, begun.round.id, by=By(begun.council.chair), now=clock.now)
    return begun.papers[0]


class Visitor:
    """Somebody signed in, who opens pages and sends forms as a browser does."""

    def __init__(self, client: Any):
        self.client = client

    def get(self, path: str, status: int = 200) -> str:
        """Open a page; gives its text."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.headers.get("Location"))
        return str(answer.text)

    def send(self, path: str, status: int = 303, **fields: Any) -> Any:
        """Open the page of a form, fill it in and send it, with the hidden fields that the page carries."""
        page = self.get(path)
        hidden = dict(re.findall(r'<input[^>]*name="(idem|seen|author|secret)"[^>]*value="([^"]*)"', page))
        answer = self.client.post(path, data=hidden | fields)
        assert answer.status_code == status, (path, answer.status_code, told(answer.text))
        return answer


def told(page: str) -> str:
    """What a page says, without its markup; for messages of failed assertions."""
    main = page.partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))[:1500]


@pytest.fixture
def enter(app, session, clock):
    """`enter(person_id)` is a visitor signed in as that person, with a password just given."""
    known: dict[Any, str] = {}

    def go(person_id):
        if person_id not in known:
            user = session.get_one(Person, person_id).user
            accounts.with_password(app, session, user, clock.now)
            known[person_id] = user.email
            session.commit()
        client = app.test_client()
        answer = accounts.sign_in(client, known[person_id])
        assert answer.status_code == 302, answer.text
        return Visitor(client)

    return go
