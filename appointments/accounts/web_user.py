"""How Flask-Security and the gate see an account: subclasses without tables of their own; the models stay plain."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import current_app, g
from flask_login import current_user
from flask_security import FSQLALiteUserDatastore, RoleMixin, UserMixin
from sqlalchemy.exc import IntegrityError

from appointments.accounts import permissions, queries
from appointments.accounts.models import User
from appointments.core import clock
from appointments.web.db import db
from workflows.duties import Holding
from workflows.roles import Role


class WebUser(UserMixin, User):
    """An account as Flask-Security wants it. Its `roles` stay empty: roles are assignments, read for each case."""

    @property
    def roles(self) -> list[Any]:
        """None in Flask-Security's sense."""
        return []

    @roles.setter
    def roles(self, given: list[Any]) -> None:
        if given:
            raise ValueError("roles are given by assignment, in two steps by two people")


_BY_SESSION = sa.select(WebUser).where(WebUser.__table__.c.fs_uniquifier == sa.bindparam("fs_uniquifier"))


class NoRole(RoleMixin):
    """Flask-Security asks for a class of roles; no row of it exists."""

    name: str


class Accounts(FSQLALiteUserDatastore):
    """Flask-Security's way to our session."""

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Any:
        """An account. Every request asks by the session's key: that statement is made once."""
        if by.keys() == {"fs_uniquifier"}:
            return db.session.scalar(_BY_SESSION, by)
        return super().find_user(case_insensitive, **by)

    def commit(self) -> None:
        """Commit what a page of Flask-Security changed.

        Two people who register the same address or identity number in the same instant: the first one's account stands,
        and the second is answered as anybody who registers an existing account is: "look into your mailbox".
        """
        try:
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            current_app.logger.warning("an account was registered twice at once; the first stands")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is signed in. `id` is the person's id: acts are recorded, and duties checked, on persons."""

    id: UUID
    account_id: UUID
    full_name: str
    email: str
    locale: str

    @property
    def person_id(self) -> UUID:
        """The person's id, by its full name."""
        return self.id


def viewer() -> Viewer | None:
    """Who is signed in, or None. Read once for each account that a request is signed in with, not kept beyond it."""
    account = current_user._get_current_object() if current_user else None  # its attributes may have to be loaded
    if "viewer" not in g or g.viewer_of is not account:
        g.viewer, g.viewer_of = _seen(account), account
    found: Viewer | None = g.viewer
    return found


def _seen(account: Any) -> Viewer | None:
    if account is None or not account.is_authenticated:
        return None
    return Viewer(account.person_id, account.id, account.person.full_name, account.email, account.locale)


def holdings(person: Viewer) -> frozenset[Holding]:
    """Every role the person holds now, with its scope; read once for a request, never kept beyond it (SD15)."""
    if g.get("roles_for") != person.id:
        g.roles_held, g.roles_for = queries.holdings_of(db.session, person.id, clock.now()), person.id
    held: frozenset[Holding] = g.roles_held
    return held


def all_roles(person: Viewer) -> frozenset[Role]:
    """Every role the person holds now in any scope."""
    return frozenset(role for role, _ in holdings(person))


def may(person: Viewer, permission: str) -> bool:
    """Whether any role of the person opens pages of this kind; rows are checked by queries and commands."""
    return permissions.allows(permission, all_roles(person))


def name_of(person_id: str) -> str | None:
    """A person's name, for pages that say who acted."""
    return queries.name_of(db.session, UUID(person_id))
