"""The facts about a conference, its figures, and from whom its result is kept."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.accounts.models import Person
from appointments.competitions import context
from appointments.competitions.case import Asker, clashes_of
from appointments.conferences.models import Conference, Voter
from appointments.core import directory
from appointments.core.cases import case_key
from appointments.core.work import By
from workflows.ballots import Imbalance, heads_out_of_balance, imbalances
from workflows.conference import ConferenceFacts
from workflows.engine import Case
from workflows.pinned_terms import from_snapshot
from workflows.roles import AUTHORITY, PERSONNEL, Role
from workflows.voting import Attendance, Ballots, Outcome, Rule, Terms, outcome, quorum
from workflows.words import Words

COUNTERS = frozenset({PERSONNEL, AUTHORITY})
FIGURES = ("prepared", "issued", "returned", "valid", "invalid")
"""The figures of a count beside the votes, by the names of their columns."""


def conference_case(session: Session, row: Conference, by: By, now: datetime, reason: str = "") -> Case:
    """How a conference stands now for whoever asks."""
    context.load_agencies(session)
    actor = Asker.of(session, by, now).towards(scopes_of(row))
    terms, heads = terms_of(row), heads_of(row)
    facts: dict[str, Any] = {
        "holds": context.holds_on(session, [row.case_key, parent_key(row)]),
        "clashes": clashes_of(actor),
        "is_review": terms.rule is Rule.review,
        "summoned": heads.summoned,
        "head_imbalances": len(heads_out_of_balance(heads)),
        "is_quorate": quorum(heads, terms)[0],
        "names": len(row.ballot),
        "imbalances": len(wrong_figures(row)),
        "entered_by": str(row.entered_by) if row.entered_by else None,
        "is_voter": is_voter(session, row, by.person),
        **directory.told_facts("conference", session, row),
    }
    return Case(actor, ConferenceFacts(**facts), now, {}, None, reason)


def terms_of(row: Conference) -> Terms:
    """The rule it is held under."""
    return from_snapshot(row.terms)


def heads_of(row: Conference) -> Attendance:
    """How many were summoned, excused, present."""
    count = [voter.presence for voter in row.voters]
    return Attendance(len(count), count.count("excused"), count.count("present"))


def ballots_of(row: Conference) -> Ballots | None:
    """The figures of the count; None before it."""
    figures = {name: getattr(row, name) for name in FIGURES}
    votes = {name.person_id.hex: name.votes for name in row.ballot}
    counted = {key: number for key, number in votes.items() if number is not None}
    if None in figures.values() or len(counted) < len(votes):
        return None
    return Ballots(**figures, votes=counted)


def wrong_figures(row: Conference) -> list[Imbalance]:
    """Which figures of the count cannot be true; nothing before it."""
    ballots = ballots_of(row)
    return imbalances(heads_of(row), ballots, terms_of(row)) if ballots else []


def outcome_of(row: Conference) -> Outcome | None:
    """What the ballots lead to, derived afresh; None before the count, and where nothing is counted."""
    ballots = ballots_of(row)
    if ballots is None:
        return None
    new = [name.person_id.hex for name in row.ballot if name.is_new]
    return outcome(heads_of(row), ballots, terms_of(row), newcomers=new, has_head=row.has_head)


def is_as_stored(row: Conference) -> bool:
    """Whether the stored outcome of a closed conference is the one that its figures lead to."""
    found = outcome_of(row)
    if row.state != "closed" or found is None:
        return True
    stored = {name.person_id.hex for name in row.ballot if name.goes_on}
    return row.result == found.result and stored == set(found.names)


def takes_new_names(row: Conference) -> bool:
    """Whether its text lets a name be put forward that no earlier step carried."""
    return terms_of(row).newcomer_share is not None


def is_voter(session: Session, row: Conference, person_id: UUID | None) -> bool:
    """Whether the ballot is about this person, or somebody of their name was summoned: a namesake is taken for the
    voter."""
    if person_id is None:
        return False
    if any(one.person_id == person_id for one in row.ballot):
        return True
    named = sa.select(Person.name_folded).where(Person.id == person_id).scalar_subquery()
    query = sa.select(Voter.id).where(Voter.conference_id == row.id, Voter.name_folded == named).limit(1)
    return session.scalar(query) is not None


def may_see_result(row: Conference, case: Case) -> bool:
    """Whether the asker may see figures and outcome; while they are kept from the voters, only those who count."""
    return is_told_to(row, case.actor.roles, lambda: bool(case.facts.is_voter))


def is_told_to(row: Conference, roles: Collection[Role], votes: Callable[[], bool]) -> bool:
    """The same for whoever holds these roles; `votes` tells whether they were summoned, asked only where it counts."""
    return row.is_told or (not COUNTERS.isdisjoint(roles) and not votes())


def parent_key(row: Conference) -> str:
    """How the ledger calls the case above."""
    return case_key(row.parent_process, row.parent_id)


def scopes_of(row: Conference) -> tuple[str, ...]:
    """The agency of the post and those above it."""
    return context.agency_scopes(row.agency)


def title_of(row: Conference) -> Words:
    """The conference with its agency."""
    return Words(f"{row.label_vi}, {row.agency.name_vi}", f"{row.label_en}, {row.agency.name_en}")


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(Conference).options(joinedload(Conference.agency))
    return query.where(Conference.state.in_(wanted)) if wanted else query


directory.register(
    directory.Kind(
        "conference", Conference, conference_case, _resting, scopes_of, lambda _row: None, title_of, "conferences.show"
    )
)
