"""Everybody who has a duty towards a round, and how few of them together could defeat the exam (collusion number)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.models import Assignment, Person
from appointments.accounts.queries import IN_FORCE
from appointments.competitions import context
from appointments.competitions.models import Round
from workflows.collusion import Finding, Member, collusion
from workflows.collusion_ways import Arrangement
from workflows.duties import CITY
from workflows.parameters_exam import SCREEN
from workflows.roles import Role

Roster = Mapping[str, Member]


def rosters(session: Session, rounds: Sequence[Round], now: datetime) -> dict[UUID, Roster]:
    """Who holds which roles now towards each round: in it, in its agency and those above, in the city; one statement.

    Candidates are left out: they mark nothing, and whoever competes holds no role (SD1).
    """
    if not rounds:
        return {}
    scopes = {CITY, *(scope for round_ in rounds for scope in context.scopes_of(round_))}
    query = sa.select(Assignment.scope, Assignment.role, Person.id, Person.full_name).join(
        Person, Person.id == Assignment.person_id
    )
    held = session.execute(
        query.where(
            Assignment.scope.in_(scopes),
            Assignment.state == IN_FORCE,
            Assignment.valid_from <= now,
            sa.or_(Assignment.valid_to.is_(None), Assignment.valid_to > now),
        )
    ).all()
    return {round_.id: _roster(held, {CITY, *context.scopes_of(round_)}) for round_ in rounds}


def defeats(roster: Roster, rules: Mapping[str, object]) -> tuple[Finding, ...]:
    """For each goal the fewest people of the roster who could reach it, with the story and the assumptions.

    Marks made on screen go with codes drawn by the offline tool, whose map exists only under the split key.
    """
    on_screen = rules.get("exam.marking_mode") == SCREEN
    return collusion(roster, Arrangement(map_is_split=on_screen, on_screen=on_screen))


def alone(session: Session, rounds: Sequence[Round], now: datetime) -> dict[UUID, dict[str, Any]]:
    """What the guard of opening is told of each round; one statement, none without rounds.

    The stories tell roles and no names: whoever follows a round reads its refusals, and the names are on the council's
    page for those who may know them.
    """
    found = rosters(session, rounds, now)
    return {r.id: _told(defeats(_unnamed(found[r.id]), context.rules_of(r, now))) for r in rounds}


def _unnamed(roster: Roster) -> Roster:
    return {person: replace(member, called="") for person, member in roster.items()}


def _told(findings: Sequence[Finding]) -> dict[str, Any]:
    """The least number, and the stories of those that are too small."""
    least = min((one.number for one in findings if one.number is not None), default=None)
    told = [one for one in findings if one.is_too_few]
    vi, en = (" ".join(f"{one.label.say(locale)}: {one.story.say(locale)}" for one in told) for locale in ("vi", "en"))
    return {"collusion_number": least, "collusion_story_vi": vi, "collusion_story_en": en}


def _roster(held: Iterable[Any], scopes: set[str]) -> Roster:
    roles: dict[tuple[str, str], set[Role]] = {}
    for scope, role, person, name in held:
        if scope in scopes:
            roles.setdefault((person.hex, name), set()).add(Role(role))
    return {person: Member(name, frozenset(own)) for (person, name), own in roles.items()}
