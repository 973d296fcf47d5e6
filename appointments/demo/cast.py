"""Who plays: the two founders, officers and authorities, one council's worth of people, auditors, and candidates."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.accounts import commands, invitations, queries
from appointments.accounts.models import Person, User
from appointments.accounts.transactions import changing
from appointments.core.work import By
from appointments.demo import people
from workflows.duties import CITY
from workflows.roles import (
    APPROVER,
    AUDITOR,
    AUTHORITY,
    CANDIDATE,
    CHAIR,
    CODING,
    INVIGILATOR,
    LABELS,
    MARKER,
    MARKING_HEAD,
    PANEL,
    PERSONNEL,
    SECRETARY,
    SUPERVISOR,
    SYSADMIN,
    Role,
)
from workflows.words import Words

PASSWORD = "thanh pho mau 2026"  # noqa: S105 - meant to be read
"""One password for everybody: it is shown on the sign-in page, in demonstration mode only."""
COUNCIL: tuple[tuple[str, Role], ...] = (
    ("chu-tich", CHAIR),
    ("thu-ky", SECRETARY),
    ("truong-cham", MARKING_HEAD),
    ("giam-khao-1", PANEL),
    ("giam-khao-2", PANEL),
    ("giam-khao-3", PANEL),
    ("giam-khao-4", PANEL),
    ("cham-1", MARKER),
    ("cham-2", MARKER),
    ("cham-3", MARKER),
    ("cham-4", MARKER),
    ("phach", CODING),
    ("giam-thi", INVIGILATOR),
    ("giam-sat", SUPERVISOR),
)
CITY_STAFF: tuple[tuple[str, Role], ...] = (
    ("to-chuc", PERSONNEL),
    ("to-chuc-2", PERSONNEL),
    ("thu-truong", AUTHORITY),
    ("thanh-tra", AUDITOR),
    ("quan-tri", SYSADMIN),
)
SHOWN = ("to-chuc", "to-chuc-2", "duyet-1", "duyet-2", "thu-truong", "chu-tich", "thu-ky", "truong-cham", "cham-1",
         "giam-khao-1", "phach", "giam-thi", "giam-sat", "thanh-tra", "quan-tri", "thi-sinh-1")  # fmt: skip


def email(key: str) -> str:
    """The address of a player; `.example` belongs to nobody."""
    return f"{key}@minhtuyen.example"


@dataclass
class Cast:
    """Players by key; their ids are persons'. `hashed` is the one password's hash."""

    session: Session
    hashed: str
    ids: dict[str, UUID] = field(default_factory=dict)
    _names: object = field(default_factory=people.names)

    def __getitem__(self, key: str) -> UUID:
        return self.ids[key]

    def by(self, key: str) -> By:
        """The player as whoever asks for an act."""
        return By(self.ids[key])

    def found(self, now: datetime) -> None:
        """Two founders; then everybody who serves the whole city, each role given by the two."""
        newcomers = [self._newcomer(f"duyet-{n}") for n in (1, 2)]
        links = invitations.found_installation(self.session, newcomers, now)
        for key, (user, token) in zip(("duyet-1", "duyet-2"), links, strict=True):
            self._enter(key, user, token, now)
        for key, role in CITY_STAFF:
            self.join(key, now)
            self.give(key, role, now)
        for key, _ in COUNCIL:
            self.join(key, now)

    def join(self, key: str, now: datetime, *, ethnic: bool = False) -> UUID:
        """A new player with an account that can sign in."""
        user, token = invitations.invite(self.session, self._newcomer(key), by=None, now=now)
        self._enter(key, user, token, now)
        with changing(self.session):
            person = self.session.get_one(Person, user.person_id)
            _, person.gender, person.birth_date = self._next
            person.is_ethnic_minority = ethnic
        return self.ids[key]

    def give(self, key: str, role: Role, now: datetime, scope: str = CITY, within: tuple[str, ...] = ()) -> None:
        """One founder proposes a role, the other approves it."""
        proposal = commands.Proposal(self.ids[key], role, scope, within, ground="Quyết định phân công mẫu")
        made = commands.propose_role(self.session, proposal, by=self.by("duyet-1"), now=now)
        commands.decide_role(self.session, made.id, "approve", by=self.by("duyet-2"), now=now)

    def _newcomer(self, key: str) -> invitations.Newcomer:
        self._next = next(self._names)  # type: ignore[call-overload]
        return invitations.Newcomer(self._next[0], email(key), is_synthetic=True)

    def _enter(self, key: str, user: User, token: str, now: datetime) -> None:
        invitations.accept_invitation(self.session, token, self.hashed, now, number_hash=None)
        self.ids[key] = user.person_id


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the sign-in page's list."""

    role: Words
    name: str
    email: str
    password: str


def accounts(session: Session) -> list[Account]:
    """Whom one can sign in as, one for each role and more."""
    roles = dict(COUNCIL) | dict(CITY_STAFF) | {"duyet-1": APPROVER, "duyet-2": APPROVER, "thi-sinh-1": CANDIDATE}
    found = []
    for key in SHOWN:
        user = queries.user_by_email(session, email(key))
        if user is not None:
            found.append(Account(LABELS[roles[key]], user.person.full_name, user.email, PASSWORD))
    return found
