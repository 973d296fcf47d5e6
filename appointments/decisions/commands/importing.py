"""A file of decisions: entered as one unit, confirmed as one by another person, taken back as one."""

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

MOST = 500
"""So many rows are entered and confirmed in one transaction; a longer file is divided."""


def enter(session: Session, batch: UUID, entries: Sequence[Entry], *, by: By, now: datetime) -> list[Decision]:
    """Draft every decision of a file that a dry run found in order; nothing counts before another person confirms."""
    if not 0 < len(entries) <= MOST:
        raise Invalid("A file enters between 1 and %(most)s decisions; divide it.", most=MOST)
    with Work(session, by, now) as work:
        if session.scalar(sa.select(Decision.id).where(Decision.imported_in == batch).limit(1)):
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
    """Sign every draft of a file against its papers; one that may not be signed stops all."""
    with Work(session, by, now) as work:
        rows = [row for row in _locked(session, batch) if row.state == "drafted"]
        if not rows:
            raise Invalid("Nothing of this file waits to be confirmed.")
        for row in rows:
            case = decision_case(session, row, by, now)
            row.signed_by = by.person
            work.fire(row, "issue", case)
        return rows


def take_back(session: Session, batch: UUID, reason: str, *, by: By, now: datetime) -> list[Decision]:
    """Undo a file: drafts are not issued, issued decisions are revoked; refused once anything rests on one of them."""
    with Work(session, by, now) as work:
        rows = [row for row in _locked(session, batch) if row.state in ("drafted", "issued")]
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


def _locked(session: Session, batch: UUID) -> Sequence[Decision]:
    query = sa.select(Decision).where(Decision.imported_in == batch).order_by(Decision.id).with_for_update()
    rows = session.scalars(query.execution_options(populate_existing=True)).all()
    if not rows:
        raise NotFound(Decision, batch)
    return rows


def _resting(session: Session, batch: UUID) -> int:
    """How many later decisions, not of this file, are about people whom it put in office."""
    later = aliased(Decision)
    rests = sa.and_(
        later.person_id == Decision.person_id, later.effective_on > Decision.effective_on,
        later.state.in_(("drafted", "issued")), sa.or_(later.imported_in.is_(None), later.imported_in != batch),
    )  # fmt: skip
    query = sa.select(sa.func.count(sa.distinct(later.id))).select_from(Decision).join(later, rests)
    return session.scalar(query.where(Decision.imported_in == batch, Decision.state == "issued")) or 0
