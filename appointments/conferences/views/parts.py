"""What the pages of conferences share."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for

from appointments.competitions.views.parts import reach, viewer_id
from appointments.conferences import case as cases
from appointments.conferences import queries
from appointments.conferences.models import Conference
from appointments.core import clock, directory
from appointments.core.work import By
from appointments.web.db import db
from workflows.engine import Case
from workflows.words import Words

bp = Blueprint("conferences", __name__, url_prefix="/conferences")


def found(id: UUID) -> tuple[Conference, Case]:
    """A conference within reach, and how it stands for the asker."""
    row = queries.conference(db.session, id, reach())
    return row, cases.conference_case(db.session, row, By(viewer_id()), clock.now())


def above(row: Conference) -> Words:
    """What the case above is called."""
    return directory.kind(row.parent_process).title(directory.find(db.session, cases.parent_key(row)))


def all_above(rows: Sequence[Conference]) -> dict[UUID, Words]:
    """What the cases above these are called, in one statement for each kind of case."""
    found: dict[UUID, Words] = {}
    for process in sorted({row.parent_process for row in rows}):
        kind = directory.kind(process)
        wanted = kind.resting(()).where(kind.model.id.in_([row.parent_id for row in rows]))
        found |= {parent.id: kind.title(parent) for parent in db.session.scalars(wanted).all()}
    return {row.id: found[row.parent_id] for row in rows if row.parent_id in found}


def again(template: str, form: Any, row: Conference, **context: Any) -> Any:
    """The form, empty or once more with what was typed; 422 where something was wrong with it."""
    page = render_template(template, form=form, row=row, back=url_for(".show", id=row.id), **context)
    return (page, 422) if form.errors else page
