"""A house in which a story is played and visited: one folder and one application, put back to any stage of any world.

Both worlds use the same folder, one after the other: whatever an address or a path says, it says in both.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

import config
from appointments.accounts.models import Person
from appointments.app import create_app
from appointments.core import clock
from appointments.core.db import make_engine
from appointments.core.ledger import sealer
from appointments.core.mail import FileMail
from appointments.notifications.delivery import deliver
from tests.factories import accounts
from tests.factories.numbers import numbers
from tests.features.twin import chance
from tests.features.twin.story import OPENS, Story
from tests.fixtures.application import dispose
from tests.fixtures.ledger import SIGNER

KEPT = ("house.sqlite3", "files", "mail")


class House:
    """The folder, the application on it, and the simulated time and chance while it is used."""

    def __init__(self, folder: Path, template: Path, url: str = ""):
        self.kept, self.var, self.template = folder / "kept", folder / "var", template
        self.now, self.world = OPENS, ""
        self.var.mkdir()
        (self.var / "ledger.key").write_text(SIGNER._key.private_bytes_raw().hex() + "\n")
        if not url:
            url = f"sqlite:///{self.var / KEPT[0]}"
            shutil.copyfile(template, self.var / KEPT[0])
        self.app: Flask = create_app(config.Testing(VAR=self.var, DATABASE_URL=url, MAIL_FOLDER=self.var / "mail"))
        self.app.test_client_class = FlaskClient  # the pages are looked over by the tests of their features
        self.engine = make_engine(url)
        self.kinds: dict[str, str] = {}
        self.people: dict[tuple[str, str], dict[str, str]] = {}
        self.instants: dict[tuple[str, str], datetime] = {}

    @contextmanager
    def open(self) -> Iterator[None]:
        """Time and chance are the house's own while this is open."""
        clock.use(lambda: self.now)
        try:
            with chance.given(lambda: self.now) as self.chance:
                yield
        finally:
            clock.use(None)

    def play(
        self, world: str, writers: Sequence[int], stages: Sequence[Callable[..., None]], told: type[Story] = Story
    ) -> Story:
        """Play a world from the beginning; every stage is kept."""
        self._begin()
        numbers.begin_again()
        with self.open(), sessionmaker(self.engine, expire_on_commit=False)() as session:
            story = told(session, self.var / "files", writers)
            for stage in stages:
                self.chance.restart(stage.__name__)
                self.now = story.now
                stage(story)
                self._settle(session, story)
                self.keep(world, stage.__name__)
                self.instants[world, stage.__name__] = story.now
                self.people[world, stage.__name__] = self._addresses(session, story)
        return story

    def _begin(self) -> None:
        self._empty()
        shutil.copyfile(self.template, self.var / KEPT[0])

    @contextmanager
    def as_worker(self, session: Session) -> Iterator[Session]:
        """The session in which the worker does its part; here it shares the story's."""
        yield session

    def _settle(self, session: Session, story: Story) -> None:
        """Everything that the worker would do by now, and a password for everybody."""
        self.now = story.now
        session.commit()
        for user in session.query(accounts.User).order_by(accounts.User.email):
            if user.password is None:
                accounts.with_password(self.app, session, user, self.now)
        session.commit()
        with self.as_worker(session) as worker:
            while deliver(worker, FileMail("minh-tuyen@example.vn", self.var / "mail"), "http://localhost", self.now):
                pass
            sealer.seal(worker, SIGNER, self.now)
            worker.commit()

    def _addresses(self, session: Session, story: Story) -> dict[str, str]:
        """Role to the address with which its person signs in."""
        return {role: session.get_one(Person, person).user.email for role, person in story.cast().items()}

    def keep(self, world: str, stage: str) -> None:
        """What lies in the house now is that stage of that world."""
        self.engine.dispose()
        place = self.kept / world / stage
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for name in KEPT:
            _copy(self.var / name, place / name)

    def files(self, world: str, stage: str) -> dict[str, bytes]:
        """Whatever lies in the house at a stage: the whole database, stored files, mails."""
        place = self.kept / world / stage
        return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}

    def go(self, world: str, stage: str, at: str = "") -> None:
        """Put the house back to a stage of a world, at its own time or at that of a later one."""
        dispose(self.app)
        self._empty()
        for name in KEPT:
            _copy(self.kept / world / stage / name, self.var / name)
        self.now, self.world = self.instants[world, at or stage], world

    def remember(self) -> None:
        """As the house stands now, people signed in, it can be put back."""
        dispose(self.app)
        self.engine.dispose()
        shutil.copyfile(self.var / KEPT[0], self.kept / KEPT[0])
        self._lay = set(self._stored())

    def put_back(self) -> None:
        """The house as it was remembered."""
        dispose(self.app)
        self.engine.dispose()
        shutil.copyfile(self.kept / KEPT[0], self.var / KEPT[0])
        for path in set(self._stored()) - self._lay:
            path.unlink()

    def _stored(self) -> Iterator[Path]:
        return (path for name in KEPT[1:] for path in (self.var / name).rglob("*") if path.is_file())

    def roles(self, world: str, stage: str) -> list[str]:
        """Who can be met at a stage; the public first."""
        return ["public", *self.people[world, stage]]

    def _empty(self) -> None:
        dispose(self.app)
        self.engine.dispose()
        for name in KEPT:
            place = self.var / name
            shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)

    def enter(self, world: str, stage: str, role: str) -> FlaskClient:
        """A client that is signed in as this role's person; a visitor is not."""
        return self.sign_in(world, stage, role)[0]

    def sign_in(self, world: str, stage: str, role: str) -> tuple[FlaskClient, TestResponse | None]:
        """The client, and how it was answered."""
        client = self.app.test_client()
        if role == "public":
            return client, None
        self.chance.restart("sign in", role)
        answer = accounts.sign_in(client, self.people[world, stage][role])
        assert answer.status_code == 302, (role, answer.text)
        return client, answer


def _copy(one: Path, other: Path) -> None:
    if one.is_dir():
        shutil.copytree(one, other, copy_function=shutil.copyfile)
    elif one.exists():
        shutil.copyfile(one, other)
