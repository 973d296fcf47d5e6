"""The facts about an edition of the exam regulation."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.core.work import By
from appointments.organisation import queries
from appointments.organisation.models import Regulation
from workflows import rules
from workflows.calendar import local_day
from workflows.engine import SYSTEM_ACTOR, Actor, Case
from workflows.parameters import Staff
from workflows.regulation import RegulationFacts
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
