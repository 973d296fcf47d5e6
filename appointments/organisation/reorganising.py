"""Reorganising agencies and units: commands. One drafts from the document, another confirms; the day is the document's.

Confirming ends what does not go on, with its posts, the day before; and begins what is new on the day of effect.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from appointments.organisation import kinds, queries, succession  # noqa: F401 - `kinds` enters the cases
from appointments.organisation.case import reorganisation_case
from appointments.organisation.models import Agency, Post, Reorganisation, SuccessorLink
from workflows.reorganisation import KINDS
from workflows.roles import PERSONNEL

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document orders: which kind, from when, and the pairs of unit before and unit after (None: none)."""

    kind: str
    document: str
    signed_on: date | None
    effective_on: date
    pairs: tuple[tuple[UUID, UUID | None], ...]
    note: str = ""


def draft(session: Session, plan: Plan, *, by: By, now: datetime) -> Reorganisation:
    """Write down what a document orders; nothing changes until another person confirms it."""
    with Work(session, by, now) as work:
        known = {one.id: one for one in queries.agencies(session)}
        _check(plan, known.keys())
        within = _within([known[one] for pair in plan.pairs for one in pair if one is not None])
        if PERSONNEL not in accounts.roles_of(session, by.person, queries.scopes_of(within), now):
            raise Forbidden(f"{by.person} reorganises nothing in {within}")
        row = Reorganisation(
            kind=plan.kind, agency_id=within.id if within else None, document=plan.document.strip(),
            signed_on=plan.signed_on, effective_on=plan.effective_on, note=plan.note.strip(), changes={},
            drafted_by=by.person,
        )  # fmt: skip
        work.begin(row, PERSONNEL)
        session.flush()
        links = [
            SuccessorLink(reorganisation_id=row.id, line=n, before_id=before, after_id=after)
            for n, (before, after) in enumerate(plan.pairs, 1)
        ]
        session.add_all(links)
        work.result["reorganisation"] = row.id.hex
    return row


def step(
    session: Session, row_id: UUID, trigger: str, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Reorganisation:
    """Confirm, refuse, withdraw or revoke a reorganisation; the tree follows in the same act."""
    with Work(session, by, now) as work:
        row = work.lock(Reorganisation, row_id, seen=seen)
        links = list(session.scalars(sa.select(SuccessorLink).where(SuccessorLink.reorganisation_id == row_id)))
        touched = _locked(session, {one for link in links for one in (link.before_id, link.after_id) if one})
        work.fire(row, trigger, reorganisation_case(session, row, by, now, reason))
        if trigger == "confirm":
            row.changes = _apply(session, row, links, touched)
        elif trigger == "revoke":
            _take_back(session, row, touched)
    return row


def _check(plan: Plan, known: Collection[UUID]) -> None:
    if plan.kind not in KINDS:
        raise Invalid("There is no such kind of reorganisation.", "kind")
    if not plan.pairs:
        raise Invalid("Name at least one unit.", "pairs")
    if len(set(plan.pairs)) < len(plan.pairs):
        raise Invalid("The same pair of units stands there twice.", "pairs")
    for one in {one for pair in plan.pairs for one in pair if one is not None}:
        if one not in known:
            raise NotFound(Agency, one)


def _within(touched: list[Agency]) -> Agency | None:
    """The nearest body in which all of them lie and which is none of them; None: it is the city's matter."""
    lines = [queries.lineage(one)[1:] for one in touched]
    return next((one for one in lines[0] if all(one in line for line in lines)), None)


def _locked(session: Session, ids: Iterable[UUID]) -> dict[UUID, Agency]:
    """The units' rows for change, in one order for everybody."""
    query = sa.select(Agency).where(Agency.id.in_(list(ids))).order_by(Agency.id).with_for_update()
    return {one.id: one for one in session.scalars(query.execution_options(populate_existing=True))}


def _apply(
    session: Session, row: Reorganisation, links: list[SuccessorLink], units: dict[UUID, Agency]
) -> dict[str, Any]:
    """End and begin units, end the posts of those that ended; tells what was changed."""
    after = {link.after_id for link in links if link.after_id}
    before = {link.before_id for link in links}
    ended = [units[one] for one in before - after]
    begun = [units[one] for one in after - before if units[one].valid_from is None]
    was = {one.id.hex: one.valid_to.isoformat() if one.valid_to else None for one in ended}
    for one in ended:
        one.valid_to = row.effective_on - DAY
    for one in begun:
        one.valid_from = row.effective_on
    query = sa.select(Post).where(Post.agency_id.in_([one.id for one in ended]), Post.valid_to.is_(None))
    posts = list(session.scalars(query.with_for_update()))
    for post in posts:
        post.valid_to = row.effective_on - DAY
    return {"ended": was, "begun": sorted(one.id.hex for one in begun), "posts": sorted(one.id.hex for one in posts)}


def _take_back(session: Session, row: Reorganisation, units: dict[UUID, Agency]) -> None:
    """What the confirmation ended goes on as long as it did, what it began has no first day; units stay entered."""
    for one, until in row.changes.get("ended", {}).items():
        units[UUID(one)].valid_to = date.fromisoformat(until) if until else None
    for one in row.changes.get("begun", ()):
        units[UUID(one)].valid_from = None
    posts = [UUID(one) for one in row.changes.get("posts", ())]
    for post in session.scalars(sa.select(Post).where(Post.id.in_(posts)).with_for_update()):
        post.valid_to = None
