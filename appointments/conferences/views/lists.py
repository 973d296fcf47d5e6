"""Who is summoned together with another post's conference, and a name first put forward at this step."""

from typing import Any
from uuid import UUID

from flask import redirect, url_for

from appointments.accounts.models import Person
from appointments.accounts.searching import found_people
from appointments.conferences import case as cases
from appointments.conferences import commands, queries
from appointments.conferences.models import Conference
from appointments.conferences.views.parts import above, again, bp, found
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.web import policy, steps
from appointments.web.db import db


@bp.route("/<uuid:id>/summons/<uuid:other_id>", methods=["GET", "POST"])
@policy.requires("conference:prepare")
def together(id: UUID, other_id: UUID) -> Any:
    """Summon the people of another post's conference to this one too."""
    row, _case = found(id)
    other = next((one for one in queries.together(db.session, row) if one.id == other_id), None)
    if other is None or row.state != "convened":
        raise NotFound(Conference, other_id)
    form = steps.ConfirmForm(seen=row.version)
    if form.validate_on_submit():
        back = url_for(".show", id=id)
        commands.summon_together(db.session, id, other_id, by=form.by(back), now=clock.now(), seen=form.version)
        return redirect(back, 303)
    return again("conferences/together.html", form, row, other=other, above=above(other))


@bp.get("/<uuid:id>/names")
@policy.requires("conference:prepare")
def search(id: UUID) -> Any:
    """Search for somebody to be put forward at this step."""
    row = _open_to_names(id)
    listed = {one.person_id for one in row.ballot}
    return again("conferences/search.html", steps.ConfirmForm(), row, listed=listed, **found_people())


@bp.route("/<uuid:id>/names/<uuid:person_id>", methods=["GET", "POST"])
@policy.requires("conference:prepare")
def put_forward(id: UUID, person_id: UUID) -> Any:
    """Put a name on the ballot that no earlier step carried."""
    row = _open_to_names(id)
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound(Person, person_id)
    form = steps.ConfirmForm(seen=row.version)
    if form.validate_on_submit():
        back = url_for(".show", id=id)
        commands.put_forward(db.session, id, person_id, by=form.by(back), now=clock.now(), seen=form.version)
        return redirect(back, 303)
    return again("conferences/put_forward.html", form, row, person=person, share=cases.terms_of(row).newcomer_share)


def _open_to_names(id: UUID) -> Conference:
    row, _case = found(id)
    if row.state not in commands.BEFORE_BALLOTS or not cases.takes_new_names(row):
        raise NotFound(Conference, id)
    return row
