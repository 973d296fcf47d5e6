"""Who walks: accounts with one password, and a window for each person who comes to the screen."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask
from flask_security import hash_password
from sqlalchemy.orm import Session

from appointments.accounts import invitations
from appointments.accounts.models import Person as Account
from tests.e2e.navigators.person import Person
from tests.factories.accounts import PASSWORD, number_of
from tests.fixtures.browser import Window, Windows

P = TypeVar("P", bound=Person)

PATIENCE = 30_000


@cache
def hashed(app: Flask) -> str:
    """The password's hash; made once, for it takes its time."""
    with app.app_context():
        made: str = hash_password(PASSWORD)
    return made


@dataclass
class People:
    """Opens a window for anybody with an account, the first time they are needed."""

    app: Flask
    session: Session
    windows: Windows
    pictured: bool = True
    language: str = "vi"
    met: dict[UUID, Person] = field(default_factory=dict)

    def __call__(self, kind: type[P], person_id: UUID, now: datetime) -> P:
        """That person, as somebody of this role."""
        if person_id not in self.met:
            self.met[person_id] = kind(self.window(**kind.device), self._email(person_id, now), PASSWORD, self.language)
        found = self.met[person_id]
        assert isinstance(found, kind)
        return found

    def window(self, **device: Any) -> Window:
        """A new window, patient enough for a machine that has other things to do."""
        opened = self.windows(**device)
        opened.context.set_default_timeout(PATIENCE)
        opened.pictured = self.pictured
        return opened

    def _email(self, person_id: UUID, now: datetime) -> str:
        self.session.rollback()  # what was read before may be old
        user = self.session.get_one(Account, person_id).user
        assert user is not None
        if user.password is None:
            token = invitations.make_link(self.session, user, None, now)
            self.session.commit()
            invitations.accept_invitation(self.session, token, hashed(self.app), now, number_hash=number_of(user))
        email: str = user.email
        self.session.rollback()
        return email
