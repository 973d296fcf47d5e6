"""The facts about an edition of the exam regulation, and about a reorganisation."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.core.work import By
from appointments.organisation import queries, succession
from appointments.organisation.models import Regulation, Reorganisation, SuccessorLink
from appointments.organisation.rules import Register, Succession, is_circular
from workflows import rules
from workflows.calendar import local_day
from workflows.engine import SYSTEM_ACTOR, Actor, Case
from workflows.parameters import Staff
from workflows.regulation import RegulationFacts
from workflows.reorganisation import ReorganisationFacts
from workflows.rules import BadRules, Problem


def regulation_case(session: Session, edition: Regulation, by: By, now: datetime, reason: str = "") -> Case:
    """How an edition stands at `now` for whoever asks."""
    held = accounts.roles_of(session, by.person, queries.scopes_of(edition.agency), now)
    actor = Actor(str(by.person), held) if by.person else SYSTEM_ACTOR
    found = problems(edition, now)
    facts = RegulationFacts(
        drafted_by=str(edition.drafted_by) if edition.drafted_by else None,
        problems=tuple(dict.fromkeys(p.key for p in found)),
        problems_vi="; ".join(f"{p.key}: {p.words.vi}" for p in found),
        problems_en="; ".join(f"{p.key}: {p.words.en}" for p in found),
        has_source=bool(edition.source.strip()),
        newer_in_force=_newer(session, edition),
    )
    return Case(actor, facts, now, reason=reason)


def problems(edition: Regulation, now: datetime) -> list[Problem]:
    """What is wrong with the values, one by one and together, under the law of today."""
    general = rules.default_rules(local_day(now), Staff(edition.staff))
    try:
        changed = queries.with_changes(general, edition)
        general.changed({key: changed[key] for key in edition.changes})
    except BadRules as error:
        return error.problems
    return []


def _newer(session: Session, edition: Regulation) -> bool:
    same = Regulation.agency_id.is_(None) if edition.agency_id is None else Regulation.agency_id == edition.agency_id
    query = sa.select(Regulation.id).where(
        same, Regulation.staff == edition.staff, Regulation.state == "in_force", Regulation.id != edition.id
    )
    return session.scalar(query.limit(1)) is not None


def reorganisation_case(session: Session, row: Reorganisation, by: By, now: datetime, reason: str = "") -> Case:
    """How a reorganisation stands at `now` for whoever asks."""
    register = succession.register_of(session)
    names = {one.id: one.name_vi for one in session.info["agencies"]}
    held = accounts.roles_of(session, by.person, queries.scopes_of(row.agency), now)
    pairs = session.execute(
        sa.select(SuccessorLink.before_id, SuccessorLink.after_id).where(SuccessorLink.reorganisation_id == row.id)
    ).all()
    before, after = {pair[0] for pair in pairs}, {pair[1] for pair in pairs if pair[1]}
    absent = _absent(register, row, before, after) if row.state == "drafted" else ()
    own = [Succession(b, a, row.effective_on) for b, a in pairs]
    facts = ReorganisationFacts(
        kind=row.kind,
        before=len(before),
        after=len(after),
        drafted_by=str(row.drafted_by) if row.drafted_by else None,
        document=row.document,
        signed_on=row.signed_on,
        absent=tuple(str(one) for one in absent),
        absent_names=", ".join(names[one] for one in absent),
        is_circular=is_circular([*register.successions, *own]),
        followed_by=_followed_by(session, row, before | after),
    )
    return Case(Actor(str(by.person), held) if by.person else SYSTEM_ACTOR, facts, now, reason=reason)


def _absent(register: Register[UUID], row: Reorganisation, before: set[UUID], after: set[UUID]) -> tuple[UUID, ...]:
    """The units that did not stand until the day before, and the successors that do not stand from the day on.

    A successor that is to begin has no first day yet, or this very day.
    """
    eve = row.effective_on - timedelta(days=1)
    gone = [one for one in before if not register.stands(one, eve)]
    missing = [one for one in after if not register.stands(one, row.effective_on)]
    return tuple(sorted({*gone, *missing}))


def _followed_by(session: Session, row: Reorganisation, units: set[UUID]) -> int:
    touches = sa.or_(SuccessorLink.before_id.in_(units), SuccessorLink.after_id.in_(units))
    later = sa.select(SuccessorLink.reorganisation_id).where(touches)
    query = sa.select(sa.func.count(Reorganisation.id)).where(
        Reorganisation.id.in_(later), Reorganisation.id != row.id, Reorganisation.state == succession.CONFIRMED,
        Reorganisation.effective_on >= row.effective_on,
    )  # fmt: skip
    return session.scalar(query) or 0
