"""Tables of persons, accounts, failed sign-ins, invitations and role assignments. Free of Flask.

A person is a human being, known by one identity number; an account is a way to sign in as one. Duties are checked on
persons.
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from appointments.accounts import names
from appointments.core.cases import Cased
from appointments.core.db import Base, Identified


class Person(Identified, Base):
    """A human being. `national_id_hash` is keyed; `is_synthetic` marks the people of rehearsals and demonstrations."""

    __tablename__ = "person"

    full_name: Mapped[str]
    sort_key: Mapped[bytes] = mapped_column(sa.LargeBinary, index=True)
    name_folded: Mapped[str] = mapped_column(index=True)
    birth_date: Mapped[date | None]
    gender: Mapped[str | None] = mapped_column(sa.String(10))
    is_ethnic_minority: Mapped[bool | None]
    national_id_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32), unique=True)
    email: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None] = mapped_column(sa.String(20))
    current_post: Mapped[str | None]
    current_unit: Mapped[str | None]
    is_synthetic: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    user: Mapped["User | None"] = relationship(
        back_populates="person", uselist=False, enable_typechecks=False
    )  # the web adds its own subclass

    __table_args__ = (sa.CheckConstraint("gender IN ('female', 'male', 'other')", name="gender_known"),)

    @validates("full_name")
    def _keep_order(self, _key: str, name: str) -> str:
        kept = names.clean(name, numbered=True)  # what a person types is checked by the form, without numbers
        self.sort_key, self.name_folded = names.sort_key(kept), names.similar(kept)
        return kept


class User(Identified, Base):
    """An account: the e-mail (casefolded) and password with which one person signs in."""

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    locale: Mapped[str] = mapped_column(sa.String(5), default="vi")
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    created_at: Mapped[datetime]
    last_seen: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="user", lazy="joined", innerjoin=True)

    @validates("email")
    def _fold(self, _key: str, email: str) -> str:
        return email.strip().casefold()


class FailedSignIns(Base):
    """How often sign-in failed for one account from one source since the last success, and until when it must wait.

    Both are keyed hashes: a table of who tried from where would itself be worth stealing. `source` "*" counts for an
    account over all sources together; `account` "*" counts for a source over all accounts.
    """

    __tablename__ = "failed_sign_ins"

    account: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    source: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    failures: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime] = mapped_column(index=True)
    locked_until: Mapped[datetime | None]


class Invitation(Identified, Base):
    """A one-time link by which a person sets the first password. Only its hash is kept."""

    __tablename__ = "invitation"

    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    invited_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Assignment(Cased, Base):
    """A role given by two people to a person in a scope: "city", "agency:<hex>" or "round:<hex>".

    `within` lists the scopes that contain this one, so that duties can be compared without asking the features above.
    """

    __tablename__ = "assignment"
    __process__ = "assignment"
    __sealed__: ClassVar[tuple[str, ...]] = (
        "person_id", "role", "scope", "within", "valid_from", "valid_to", "proposed_by", "ground",
    )  # fmt: skip

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(40), index=True)
    scope: Mapped[str] = mapped_column(sa.String(60), index=True)
    within: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime | None]
    proposed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    ground: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __table_args__ = (
        sa.CheckConstraint("state IN ('proposed', 'in_force', 'refused', 'ended')", name="state_known"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="term_is_forward"),
        sa.Index(
            "uq_assignment_live",
            "person_id",
            "role",
            "scope",
            unique=True,
            sqlite_where=sa.text("state IN ('proposed', 'in_force')"),
            postgresql_where=sa.text("state IN ('proposed', 'in_force')"),
        ),
    )


class RoleLabel(Identified, Base):
    """What an agency calls a role where its regulation uses another word than the house."""

    __tablename__ = "role_label"
    __table_args__ = (sa.UniqueConstraint("scope", "role"),)

    scope: Mapped[str] = mapped_column(sa.String(60), index=True)
    role: Mapped[str] = mapped_column(sa.String(40))
    label_vi: Mapped[str]
    label_en: Mapped[str]
