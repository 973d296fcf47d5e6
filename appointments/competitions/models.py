"""Rounds (kỳ thi), contests (one post each), written papers shared by posts, holds, and declarations of interest."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.organisation.models import Agency, Post


class Round(Cased, Base):
    """One competition: one plan, one announcement, one council, one timetable, many posts.

    `rules` is the snapshot of the exam regulation, pinned when the plan is approved. `announcement` holds the fields of
    the notice by name. Instants are UTC; the reception window is half-open: `opens_at <= t < closes_at`.
    """

    __tablename__ = "round"
    __process__ = "round"
    __sealed__ = (
        "agency_id", "title", "plan_number", "plan_on", "rules", "announcement", "opens_at", "closes_at",
        "shortlist_at", "oral_starts_at", "results_at", "list_version",
    )  # fmt: skip

    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    title: Mapped[str]
    plan_number: Mapped[str] = mapped_column(default="")
    plan_on: Mapped[date | None]
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    announcement: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    shortlist_at: Mapped[datetime | None]
    oral_starts_at: Mapped[datetime | None]
    results_at: Mapped[datetime | None]
    list_version: Mapped[int] = mapped_column(default=0)
    drafted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    submitted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    agency: Mapped[Agency] = relationship()
    contests: Mapped[list["Contest"]] = relationship(back_populates="round", order_by="Contest.begun_at")
    papers: Mapped[list["Paper"]] = relationship(back_populates="round", order_by="Paper.begun_at")


class Contest(Cased, Base):
    """The competition for one post: from the need to the person in office.

    `need` holds the grounds of the request by name. `closes_at` is set only where this post's reception was extended.
    """

    __tablename__ = "contest"
    __process__ = "contest"
    __sealed__ = (
        "post_id", "round_id", "paper_id", "slots", "need", "closes_at", "extensions", "one_candidate_approved",
        "winner_id", "reserve_until",
    )  # fmt: skip

    post_id: Mapped[UUID] = mapped_column(sa.ForeignKey("post.id"), index=True)
    round_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("round.id"), index=True)
    paper_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("paper.id"), index=True)
    slots: Mapped[int] = mapped_column(default=1)
    need: Mapped[dict[str, Any]] = mapped_column(default=dict)
    requested_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    closes_at: Mapped[datetime | None]
    extensions: Mapped[int] = mapped_column(default=0)
    one_candidate_approved: Mapped[bool] = mapped_column(default=False)
    winner_id: Mapped[UUID | None] = mapped_column(index=True)  # the application that is being appointed
    reserve_until: Mapped[date | None]
    submitted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    post: Mapped[Post] = relationship()
    round: Mapped[Round | None] = relationship(back_populates="contests")
    paper: Mapped["Paper | None"] = relationship(back_populates="contests")


class Paper(Cased, Base):
    """One written paper of a round, sat by the candidates of one or more posts. Its contents are never kept here."""

    __tablename__ = "paper"
    __process__ = "paper"
    __sealed__ = (
        "round_id", "title", "starts_at", "minutes", "lists_posted_at", "summoned_at", "lock_hash", "lock_proposed_by",
        "attested_by", "published_at", "remark_closes_at",
    )  # fmt: skip

    round_id: Mapped[UUID] = mapped_column(sa.ForeignKey("round.id"), index=True)
    title: Mapped[str]
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")
    lists_posted_at: Mapped[datetime | None]
    summoned_at: Mapped[datetime | None]
    lock_hash: Mapped[str | None]
    lock_proposed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    attested_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    published_at: Mapped[datetime | None]
    remark_closes_at: Mapped[datetime | None]

    round: Mapped[Round] = relationship(back_populates="papers")
    contests: Mapped[list[Contest]] = relationship(back_populates="paper")


class Declaration(Sealed, Base):
    """A member's answer about relations with the candidates on one version of the list.

    `answer` is "none", "relative" or "unsure"; `settled` says that an unsure or relative answer was dealt with.
    """

    __tablename__ = "declaration"
    __table_args__ = (sa.UniqueConstraint("round_id", "person_id", "list_version"),)
    __sealed__ = ("round_id", "person_id", "list_version", "answer", "note", "settled", "declared_at")

    round_id: Mapped[UUID] = mapped_column(sa.ForeignKey("round.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    list_version: Mapped[int]
    answer: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    settled: Mapped[bool] = mapped_column(default=False)
    declared_at: Mapped[datetime]


class Hold(Cased, Base):
    """The suspension of a case (`target` is its ledger key), beside that case: it moves nothing, it bars every step."""

    __tablename__ = "hold"
    __process__ = "hold"
    __sealed__ = ("target", "round_id", "reason", "placed_by")

    target: Mapped[str] = mapped_column(index=True)
    round_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("round.id"), index=True)
    reason: Mapped[str]
    placed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    round: Mapped[Round | None] = relationship()
