"""The facts of a presentation scored on screen: who sits, whose sheet stands, and whose lies too far from the mean."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.applications import conflicts
from appointments.applications.case import WITH_CONTEST, application_scopes
from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions.case import Asker, clashes_of
from appointments.competitions.models import Declaration, Round
from appointments.core import directory
from appointments.core.work import By
from appointments.exams import panel, pool, proposals, queries
from appointments.exams.defences import Defence, counting, sitting
from appointments.exams.models import Presentation
from workflows import oral
from workflows.defence_facts import DefenceFacts
from workflows.engine import Case
from workflows.words import Words


def defence_case(session: Session, defence: Defence, by: By, now: datetime, reason: str = "", **told: Any) -> Case:
    """How a presentation stands now for whoever asks; `told` are the facts about what is being done."""
    application = defence.application
    round_ = round_of(defence)
    context.load_agencies(session)
    actor = Asker.of(session, by, now).towards(application_scopes(application))
    pinned, calendar = context.rules_of(round_, now), context.calendar_of(session, now)
    keys = [defence.case_key, application.case_key, *context.keys_above(round_, application.contest)]
    facts: dict[str, Any] = {
        "holds": context.holds_on(session, keys),
        "clashes": clashes_of(actor),
        "round_state": round_.state,
        "application_state": application.state,
        "starts_at": starts_at(session, application.id),
        "least": pinned.get("exam.panel_min", 0),
        "in_conflict": by.person is not None and not free_of_conflict(session, application, [by.person]),
        "has_record": bool(defence.minutes.strip()),
        "unopened": proposals.unopened(session, round_),
        **_sheet_facts(defence, panel.limit_of(round_)),
    }
    return Case(actor, DefenceFacts(**(facts | told)), now, pinned, calendar, reason)


def _sheet_facts(defence: Defence, limit: Decimal) -> dict[str, Any]:
    members, sheets = sitting(defence), counting(defence)
    scores = {member.hex: sheets[member].score for member in members if member in sheets}
    far = oral.far_from_mean(scores, limit, defence.asked) if len(scores) == len(members) else []
    unanswered = [m for m in members if m.hex in defence.asked and (m not in sheets or sheets[m].round == 1)]
    return {
        "members": _texts(members),
        "signed_by": _texts(member for member in members if member in sheets),
        "unsigned": len(members) - len(scores),
        "asked": _texts(unanswered),
        "far": _texts(map(UUID, far)),
        "limit": limit,
        "staying": len(members),
    }


def round_of(defence: Defence) -> Round:
    """The round of the candidate."""
    round_ = defence.application.contest.round
    assert round_ is not None
    return round_


def starts_at(session: Session, application_id: UUID) -> datetime | None:
    """When the candidate presents."""
    query = sa.select(Presentation.starts_at).where(Presentation.application_id == application_id)
    return session.scalar(query)


def free_of_conflict(session: Session, application: Application, people: Iterable[UUID]) -> set[UUID]:
    """Who of these may score the candidate: nothing is known against it, and they have declared.

    A relation that somebody declared has to be dealt with first: it says nothing of which candidate it is.
    """
    round_, wanted = application.contest.round, frozenset(people)
    assert round_ is not None
    query = sa.select(Declaration.person_id).where(
        Declaration.round_id == round_.id,
        Declaration.list_version == round_.list_version,
        Declaration.person_id.in_(wanted),
        sa.or_(Declaration.answer == "none", Declaration.settled),
    )
    return set(session.scalars(query)) - known_conflicts(session, application, wanted)


def known_conflicts(session: Session, application: Application, people: Iterable[UUID]) -> set[UUID]:
    """Who of these is in conflict with the candidate, or may be by the name, by what anybody stated or decided."""
    return set(_kept_away(session, application, people))


def settled_conflicts(session: Session, application: Application, people: Iterable[UUID]) -> set[UUID]:
    """The same, refused while somebody may be a relative by the name alone: nobody is passed over for a name."""
    found = _kept_away(session, application, people)
    undecided = [one for one, is_conflict in found.items() if not is_conflict]
    pool.demand_decided(sorted(queries.named(session, undecided).values()))
    return set(found)


def _kept_away(session: Session, application: Application, people: Iterable[UUID]) -> dict[UUID, bool]:
    assert application.contest.round is not None
    group = conflicts.Group(application.contest.round, frozenset(people), frozenset({application.person_id}))
    return conflicts.kept_away(session, [group])[0]


def _texts(people: Iterable[UUID]) -> tuple[str, ...]:
    return tuple(str(person) for person in people)


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(Defence).options(
        joinedload(Defence.application).options(*WITH_CONTEST), selectinload(Defence.seats)
    )
    return query.where(Defence.state.in_(wanted)) if wanted else query


def _title(defence: Defence) -> Words:
    application: Application = defence.application
    post = application.contest.post
    return Words(
        f"Trình bày đề án {application.number} - {post.title_vi}",
        f"Presentation {application.number} - {post.title_en}",
    )


directory.register(
    directory.Kind(
        "defence",
        Defence,
        defence_case,
        _resting,
        lambda defence: application_scopes(defence.application),
        lambda defence: None,
        _title,
        "exams.defence",
    )
)
