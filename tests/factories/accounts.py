"""People, accounts and roles for tests, made through the product's own commands: two grantors, then everybody else."""

import hashlib
from datetime import datetime
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from appointments.accounts import commands, invitations, queries
from appointments.accounts.models import Assignment, User
from appointments.core.work import By
from workflows.roles import APPROVER, Role

PASSWORD = "chỉ dùng khi thử nghiệm 2026"  # a sentence, as people are advised to use


def founders(session: Session, now: datetime) -> tuple[User, User]:
    """The two grantors of the installation; founded at the first call."""
    if not queries.grantors(session, now):
        newcomers = [
            invitations.Newcomer(f"Người Duyệt Mẫu {word}", f"duyet-{n}@example.vn", is_synthetic=True)
            for n, word in enumerate(("Một", "Hai"), 1)
        ]
        invitations.found_installation(session, newcomers, now)
    found = [queries.user_by_email(session, f"duyet-{n}@example.vn") for n in (1, 2)]
    assert found[0] is not None
    assert found[1] is not None
    return found[0], found[1]


def person(session: Session, name: str, email: str, now: datetime) -> User:
    """Somebody with an account that waits for its password."""
    user, _token = invitations.invite(session, invitations.Newcomer(name, email, is_synthetic=True), by=None, now=now)
    return user


def give(
    session: Session, person_id: UUID, role: Role, now: datetime, scope: str = "city", within: tuple[str, ...] = ()
) -> Assignment:
    """The person holds the role: one founder proposed it, the other approved it."""
    one, two = founders(session, now)
    proposal = commands.Proposal(person_id, role, scope, within, ground="QĐ thử nghiệm")
    made = commands.propose_role(session, proposal, by=By(one.person_id), now=now)
    return commands.decide_role(session, made.id, "approve", by=By(two.person_id), now=now)


def with_password(app: Flask, session: Session, user: User, now: datetime) -> User:
    """The account has set its password by its link."""
    from flask_security import hash_password

    token = invitations.make_link(session, user, None, now)
    session.commit()
    with app.app_context():
        hashed = hash_password(PASSWORD)
    return invitations.accept_invitation(session, token, hashed, now, number_hash=number_of(user))


def number_of(user: User) -> bytes:
    """A hash as of an identity number: the one on record, or one of the account's own."""
    return user.person.national_id_hash or hashlib.sha256(user.email.encode()).digest()


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD):
    """Send the sign-in form."""
    return client.post("/sign-in", data={"email": email, "password": password})


__all__ = ["APPROVER", "PASSWORD", "founders", "give", "person", "sign_in", "with_password"]
