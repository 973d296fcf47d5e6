"""Rounds (kỳ thi), contests (one post each), written papers shared by posts, holds, filings and declarations."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.organisation.models import Agency, Post
from workflows.kinship import LABELS, Tie
from workflows.words import Words


class Round(Cased, Base):
    """One competition: one plan, one announcement, one council, one timetable, many posts.

    `plan` and `announcement` hold their texts by name (`rules.py`). `rules` is the snapshot of the exam regulation that
    the plan names; from its approval on it is pinned. `prolong_to` is a later closing date that was proposed. Instants
    are UTC; the reception window is half-open: `opens_at <= t < closes_at`. `oral_rubric` are the criteria of the
    presentation where it is scored on screen; `oral_seed_seal` is the commitment to the seed of the order in which
    candidates present (`oral_seed`, in hex), made with the beginning of the exam; `oral_seed_opened` is that seed, from
    the draw on. The last five columns say who drew up what, so that somebody else approves it.
    """

    __tablename__ = "round"
    __process__ = "round"
    __sealed__ = (
        "agency_id", "title", "plan_number", "plan_on", "plan", "rules", "announcement", "opens_at", "closes_at",
        "announced_at", "prolong_to", "shortlist_at", "oral_starts_at", "oral_rubric", "oral_seed_seal",
        "oral_seed_opened", "results_at", "list_version", "drafted_by", "announcement_by", "prolonged_by", "listed_by",
        "compiled_by",
    )  # fmt: skip

    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    title: Mapped[str]
    plan_number: Mapped[str] = mapped_column(default="")
    plan_on: Mapped[date | None]
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    announcement: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    shortlist_at: Mapped[datetime | None]
    oral_starts_at: Mapped[datetime | None]
    oral_rubric: Mapped[dict[str, Any]] = mapped_column(default=dict)
    oral_seed: Mapped[str] = mapped_column(default="")
    oral_seed_seal: Mapped[str] = mapped_column(default="")
    oral_seed_opened: Mapped[str] = mapped_column(default="")
    results_at: Mapped[datetime | None]
    prolong_to: Mapped[datetime | None]
    list_version: Mapped[int] = mapped_column(default=0)
    drafted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    announcement_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    prolonged_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    listed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    compiled_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

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
        "winner_id", "reserve_until", "minutes", "vote_carried", "requested_by", "listed_by", "compiled_by",
        "submitted_by",
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
    minutes: Mapped[str] = mapped_column(default="")  # of the collective leadership's meeting: number and date
    vote_carried: Mapped[bool] = mapped_column(default=False)
    listed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    compiled_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    submitted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    post: Mapped[Post] = relationship()
    round: Mapped[Round | None] = relationship(back_populates="contests")
    paper: Mapped["Paper | None"] = relationship(back_populates="contests")


class Paper(Cased, Base):
    """One written paper of a round, sat by the candidates of one or more posts. Its contents are never kept here.

    `criteria` are the marking criteria as label and maximum, without any text of a question or an answer. `map_seal` is
    the commitment to the map of numbers and codes; the coding board keeps the map itself until the marks are locked.
    `coding_batch` names the batch of the coding board's tool that the codes came from, where they were drawn offline;
    `map_digest` is that of the map file which two custodians opened after the lock.
    Where marking is on screen, `seed_seal` is the commitment to the seed of the draw of markers (`allocation_seed`, in
    hex), made with the codes; `opened_seed` is that seed, published when the marks are locked.
    """

    __tablename__ = "paper"
    __process__ = "paper"
    __sealed__ = (
        "round_id", "title", "starts_at", "minutes", "place", "lists_posted_at", "summoned_at", "criteria",
        "counted_by", "counts_attested_by", "map_seal", "lock_hash", "lock_proposed_by", "attested_by",
        "coding_share_by", "decoding_attested_by", "opened_seal", "published_at", "remark_closes_at", "seed_seal",
        "opened_seed", "coding_batch", "sheets_total", "map_digest",
        "decoded_by", "decoded_at",
    )  # fmt: skip

    round_id: Mapped[UUID] = mapped_column(sa.ForeignKey("round.id"), index=True)
    title: Mapped[str]
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")
    lists_posted_at: Mapped[datetime | None]
    summoned_at: Mapped[datetime | None]
    criteria: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    counts_attested_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    sheets_total: Mapped[int | None]
    map_seal: Mapped[str] = mapped_column(default="")
    coding_batch: Mapped[str] = mapped_column(default="")
    coding_share_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    decoding_attested_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    opened_seal: Mapped[str] = mapped_column(default="")
    map_digest: Mapped[str] = mapped_column(default="")
    decoded_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    decoded_at: Mapped[datetime | None]
    allocation_seed: Mapped[str] = mapped_column(default="")
    seed_seal: Mapped[str] = mapped_column(default="")
    opened_seed: Mapped[str] = mapped_column(default="")
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


class Particular(Sealed, Base):
    """What somebody stated about themselves, from which conflicts of interest are found in any round.

    `kind` is "relative" (`tie`: what the named person is to whoever states it), "address", "phone" or "unit". `key` is
    a keyed hash: of the relative's identity number, of the address, of the telephone; what was typed is not kept. A
    unit has `since` and `until`, and `led` where the person was its head. `case_key` is the round or application for
    which it was stated.
    """

    __tablename__ = "particular"
    __sealed__ = ("person_id", "case_key", "kind", "tie", "name", "key", "since", "until", "led", "stated_at")

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    case_key: Mapped[str]
    kind: Mapped[str] = mapped_column(sa.String(20))
    tie: Mapped[str] = mapped_column(sa.String(40), default="")
    name: Mapped[str] = mapped_column(default="")
    key: Mapped[str] = mapped_column(sa.String(64), default="", index=True)
    since: Mapped[date | None]
    until: Mapped[date | None]
    led: Mapped[bool] = mapped_column(default=False)
    stated_at: Mapped[datetime]

    __table_args__ = (
        sa.CheckConstraint("kind IN ('relative', 'address', 'phone', 'unit')", name="particular_kind_known"),
    )

    @property
    def label(self) -> Words:
        """What the named person is."""
        return LABELS[Tie(self.tie)]


class ConflictPin(Sealed, Base):
    """What people decided about one member and one candidate, over what was found; with the reason.

    A pin that needs a second person (`needs_second`) counts once `confirmed_by` is set; until then what was pinned
    before (`stood`) stands. `found` are the rules by which something was found then: where more is found later, a pin
    "none" stands no longer. The newest that was not taken back or replaced is live.
    """

    __tablename__ = "conflict_pin"
    __sealed__ = (
        "round_id", "member_id", "candidate_id", "is_conflict", "reason", "found", "stood", "needs_second", "pinned_by",
        "pinned_at", "confirmed_by", "confirmed_at", "is_live",
    )  # fmt: skip

    round_id: Mapped[UUID] = mapped_column(sa.ForeignKey("round.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    candidate_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    is_conflict: Mapped[bool]
    reason: Mapped[str]
    found: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    stood: Mapped[bool | None]
    needs_second: Mapped[bool]
    pinned_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    pinned_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    is_live: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        sa.Index("ix_conflict_pin_one_live", "round_id", "member_id", "candidate_id", unique=True,
                 sqlite_where=sa.text("is_live"), postgresql_where=sa.text("is_live")),
        sa.CheckConstraint("confirmed_by IS NULL OR confirmed_by <> pinned_by", name="conflict_pin_by_two"),
    )  # fmt: skip

    @property
    def waits(self) -> bool:
        """Whether it waits for the second person."""
        return self.is_live and self.needs_second and self.confirmed_by is None

    def pinned(self, found: Collection[str]) -> bool | None:
        """What is pinned where this is found now: a conflict, none, or nothing."""
        pinned = self.stood if self.waits else self.is_conflict
        return None if pinned is False and not set(found) <= set(self.found) else pinned


class Filing(Sealed, Base):
    """A paper on file for a case: what proves a ground, allows an exception, or minutes a meeting.

    `kind` is "ground", "exception" or "minutes"; `digest` the SHA-256 of its scan, where there is one.
    """

    __tablename__ = "filing"
    __sealed__ = ("case_key", "kind", "number", "issued_on", "about", "digest", "filed_by", "filed_at")

    case_key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    number: Mapped[str]
    issued_on: Mapped[date]
    about: Mapped[str] = mapped_column(default="")
    digest: Mapped[str | None] = mapped_column(sa.String(64))
    filed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    filed_at: Mapped[datetime]


class Hold(Cased, Base):
    """The suspension of a case (`target` is its ledger key), beside that case: it moves nothing, it bars every step.

    `round_id` is the round that the case belongs to, whose council may decide; None for a need not yet in a plan.
    """

    __tablename__ = "hold"
    __process__ = "hold"
    __sealed__ = ("target", "round_id", "reason", "review_on", "asked_by", "placed_by")

    target: Mapped[str] = mapped_column(index=True)
    round_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("round.id"), index=True)
    reason: Mapped[str]
    review_on: Mapped[date | None]
    asked_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    placed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    round: Mapped[Round | None] = relationship()
