"""What the desk of a round tells of each of its papers, by as few statements as for one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.models import Assignment, Person
from appointments.competitions import context, siblings
from appointments.competitions.models import Filing, Paper, Round
from appointments.competitions.standing import ahead
from appointments.core.timers import Timer
from appointments.exams.case import papers_facts
from appointments.exams.onscreen import untold
from workflows.duties import CITY
from workflows.engine import Actor, Case, Option
from workflows.paper_facts import PaperFacts
from workflows.roles import Role


@dataclass(frozen=True)
class Outlook:
    """One paper: who must act, by when, and the steps ahead with what stands against them."""

    paper: Paper
    actors: list[str]
    due_at: datetime | None
    ahead: list[Option]


def paper_outlooks(session: Session, round_: Round, now: datetime) -> list[Outlook]:
    """Every paper of a round, in the order of its plan."""
    papers = round_.papers
    cases = _cases(session, round_, papers, now)
    names = _names_by_role(session, round_, now)
    keys = [p.case_key for p in papers]
    query = sa.select(Timer.case_key, Timer.due_at).where(Timer.case_key.in_(keys))
    timers = {row.case_key: row.due_at for row in session.execute(query)}
    return [
        Outlook(
            p,
            sorted({name for role in p.at.owners for name in names.get(role, ())}),
            timers.get(p.case_key),
            ahead(p, _codes_to_be_drawn(p, cases[p.case_key])),
        )
        for p in papers
    ]


def _cases(session: Session, round_: Round, papers: Sequence[Paper], now: datetime) -> dict[str, Case]:
    """How each paper stands, whoever asks."""
    told, holds = papers_facts(session, papers), context.holds_by_case(session, _held_keys(round_, papers))
    alone = siblings.alone(session, papers, now)
    grounds = set(
        session.scalars(
            sa.select(Filing.case_key).where(Filing.case_key.in_([p.case_key for p in papers]), Filing.kind == "ground")
        )
    )
    rules = context.rules_of(round_, now)
    calendar = context.calendar_of(session, now, *(p.starts_at for p in papers))
    nobody = Actor(None, frozenset())
    cases = {}
    for p in papers:
        facts = PaperFacts(
            holds=holds.get(p.case_key, 0) + holds.get(round_.case_key, 0),
            has_ground=p.case_key in grounds,
            **siblings.paper_facts(p, rules, calendar),
            **alone.get(p.id, {}),
            **told[p.id],
        )
        cases[p.case_key] = Case(nobody, untold(p, facts), now, rules, calendar)
    return cases


def _codes_to_be_drawn(paper: Paper, case: Case) -> Case:
    """Codes are drawn in the very act of sealing them: before it they are not what is missing."""
    if paper.state != "held":
        return case
    sealed = replace(case.facts, uncoded=0, map_seal="drawn when sealed", from_tool=case.facts.on_screen)
    return replace(case, facts=sealed)


def _held_keys(round_: Round, papers: Sequence[Paper]) -> list[str]:
    return [round_.case_key, *(p.case_key for p in papers)]


def _names_by_role(session: Session, round_: Round, now: datetime) -> dict[Role, list[str]]:
    context.load_agencies(session)
    query = sa.select(Assignment.role, Person.full_name).join(Person, Person.id == Assignment.person_id)
    query = query.where(
        Assignment.scope.in_([CITY, *context.scopes_of(round_)]),
        Assignment.state == context.IN_FORCE,
        Assignment.valid_from <= now,
        sa.or_(Assignment.valid_to.is_(None), Assignment.valid_to > now),
    )
    found: dict[Role, list[str]] = {}
    for role, name in session.execute(query.order_by(Person.sort_key)):
        found.setdefault(Role(role), []).append(name)
    return found
