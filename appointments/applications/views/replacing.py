"""The page that proposes who could replace a member in conflict: everybody, with why and why not."""

from uuid import UUID

import sqlalchemy as sa
from flask import render_template

from appointments.accounts.models import Assignment, Person
from appointments.accounts.queries import IN_FORCE
from appointments.applications import conflicts
from appointments.applications.views.conflicts import Known, known_to_viewer
from appointments.applications.views.parts import bp
from appointments.competitions import context
from appointments.competitions.case import MEMBERS, round_case
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.core.work import SYSTEM_BY
from appointments.web import policy
from appointments.web.db import db
from workflows import replacing
from workflows.duties import CITY, Circumstances, Holding
from workflows.roles import CANDIDATE, Role

MOST = 200
"""People who are looked at: those with a duty in the agency, above it, or in the city."""


@bp.get("/plans/<uuid:id>/conflicts/replacing/<uuid:member>")
@policy.requires("conflict:read")
def replacements(id: UUID, member: UUID) -> str:
    """Who could take over the duties of this member, the least burdened first."""
    known = known_to_viewer(id)
    if "read" not in known.may or member not in known.members:
        raise NotFound(Person, member)
    held, names = _staff(known)
    wanted = [one for one in held[member] if one[1] == context.round_scope(id)]
    others = frozenset(held) - {member}
    group = conflicts.Group(known.round, others, frozenset(known.candidates))
    related = conflicts.in_conflict(db.session, [group])[0]
    people = [
        replacing.Person(
            one.hex, names[one], frozenset(held[one]), one in known.members, one in known.candidates, one in related
        )
        for one in others
    ]
    facts = round_case(db.session, known.round, SYSTEM_BY, clock.now()).facts
    counted = bool({role for role, _ in wanted} & MEMBERS)
    around = Circumstances(enclosing={context.round_scope(id): context.agency_scopes(known.round.agency)})
    return render_template(
        "applications/replacing.html",
        round=known.round,
        name=known.members[member],
        duties=replacing.duties_named(sorted(wanted)),
        short=replacing.is_short(facts.council_size, facts.council_max, counted),
        proposals=replacing.proposals(people, sorted(wanted), around),
    )


def _staff(known: Known) -> tuple[dict[UUID, set[Holding]], dict[UUID, str]]:
    """Everybody who has a duty within reach of the round or in another round of its agency, with all of them."""
    scopes = [CITY, *context.agency_scopes(known.round.agency)]
    near = sa.select(Assignment.person_id).where(
        Assignment.state == IN_FORCE, Assignment.scope.in_(scopes) | Assignment.scope.startswith("round:")
    )
    query = sa.select(Person.id, Person.full_name, Assignment.role, Assignment.scope).join(
        Assignment, Assignment.person_id == Person.id
    )
    rows = db.session.execute(
        query.where(Assignment.state == IN_FORCE, Person.id.in_(near)).order_by(Person.sort_key, Person.id)
    )
    held: dict[UUID, set[Holding]] = {}
    names: dict[UUID, str] = {}
    for person, name, role, scope in rows:
        if role != CANDIDATE and (person in known.members or len(held) < MOST):
            held.setdefault(person, set()).add((Role(role), scope))
            names[person] = name
    return held, names
