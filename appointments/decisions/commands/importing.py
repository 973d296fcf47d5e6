"""A file of decisions: entered, confirmed by another person, taken back; a long one in portions, one act each."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from appointments.competitions.context import rules_of
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from appointments.decisions.case import decision_case
from appointments.decisions.commands.decisions import Appointee, Draft, begin, entered
from appointments.decisions.imports import Entry
from appointments.decisions.models import Decision
from appointments.organisation.models import Post
from workflows.calendar import local_day
from workflows.roles import PERSONNEL

PORTION, MOST = 200, 5000
"""So many rows are entered, confirmed or taken back in one transaction; so many a file may have."""


def enter(
    session: Session, batch: UUID, entries: Sequence[Entry], *, by: By, now: datetime, begun: int = 0
) -> list[Decision]:
    """Draft decisions that a dry run found in order, after the first `begun` of their file; none counts as yet."""
    if not 0 < len(entries) <= PORTION:
        raise Invalid("A file enters between 1 and %(most)s decisions; divide it.", most=PORTION)
    with Work(session, by, now) as work:
        there = session.scalar(sa.select(sa.func.count()).where(Decision.imported_in == batch))
        if there != begun:
            raise Invalid("This file has been entered already.")
        rules, made = rules_of(None, now), []
        for one in entries:
            post = session.get(Post, one.post_id)
            if post is None:
                raise NotFound(Post, one.post_id)
            person = entered(session, Appointee(one.full_name, one.birth_date, one.number_hash), now)
            draft = Draft(one.kind, one.number, one.signed_on, one.effective_on, one.ends_on)
            decision = begin(work, post, person, draft, "ORDINARY", rules, None, by)
            decision.imported_in = batch
            made.append(decision)
        session.flush()
        for decision in made:
            if PERSONNEL not in decision_case(session, decision, by, now).actor.roles:
                raise Forbidden("only a personnel officer records decisions")
        return made


def confirm(session: Session, batch: UUID, *, by: By, now: datetime) -> list[Decision]:
    """Sign the next portion of a file's drafts against the papers; one that may not be signed stops it."""
    with Work(session, by, now) as work:
        rows = _locked(session, batch, "drafted")
        if not rows:
            raise Invalid("Nothing of this file waits to be confirmed.")
        for row in rows:
            case = decision_case(session, row, by, now)
            row.signed_by = by.person
            work.fire(row, "issue", case)
        return rows


def take_back(session: Session, batch: UUID, reason: str, *, by: By, now: datetime) -> list[Decision]:
    """Undo a portion: drafts are not issued, issued ones are revoked; refused once anything rests on the file."""
    with Work(session, by, now) as work:
        rows = _locked(session, batch, "drafted", "issued")
        if not rows:
            raise Invalid("Nothing of this file is left to take back.")
        if count := _resting(session, batch):
            raise Invalid("%(count)s later decisions rest on decisions of this file.", count=count)
        for row in rows:
            case = decision_case(session, row, by, now, reason)
            if row.state == "issued":
                row.revoked_on = local_day(now)
                work.fire(row, "revoke", case)
            else:
                work.fire(row, "cancel", case)
        return rows


def _locked(session: Session, batch: UUID, *states: str) -> list[Decision]:
    """The next portion of a file in these states."""
    ours = sa.select(Decision).where(Decision.imported_in == batch)
    if session.scalar(ours.with_only_columns(Decision.id).limit(1)) is None:
        raise NotFound(Decision, batch)
    query = ours.where(Decision.state.in_(states)).order_by(Decision.id).limit(PORTION).with_for_update()
    return list(session.scalars(query.execution_options(populate_existing=True)))


def _resting(session: Session, batch: UUID) -> int:
    """How many later decisions, not of this file, are about people whom it put in office."""
    later = aliased(Decision)
    rests = sa.and_(
        later.person_id == Decision.person_id, later.effective_on > Decision.effective_on,
        later.state.in_(("drafted", "issued")), sa.or_(later.imported_in.is_(None), later.imported_in != batch),
    )  # fmt: skip
    query = sa.select(sa.func.count(sa.distinct(later.id))).select_from(Decision).join(later, rests)
    return session.scalar(query.where(Decision.imported_in == batch, Decision.state == "issued")) or 0
