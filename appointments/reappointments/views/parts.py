"""What the pages of terms that end share: the blueprint, and the case asked for if the asker may know of it."""

from uuid import UUID

from flask import Blueprint

from appointments.competitions.views.parts import reach, viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.core.work import By
from appointments.reappointments import queries
from appointments.reappointments.case import reappointment_case
from appointments.reappointments.commands.steps import PLAIN
from appointments.reappointments.models import Reappointment
from appointments.web import policy
from appointments.web.db import db
from workflows.engine import Case

__all__ = ["PLAIN", "bp", "case_of", "found", "is_own"]

bp = Blueprint("reappointments", __name__, url_prefix="/reappointments")


def found(id: UUID) -> tuple[Reappointment, Case]:
    """The case and how it stands for the asker; NotFound for whom it does not concern."""
    row = queries.case(db.session, id)
    if not is_own(row) and not (policy.may("reappointment:follow") and queries.is_within(row, reach())):
        raise NotFound(Reappointment, id)
    return row, case_of(row)


def is_own(row: Reappointment) -> bool:
    """Whether it is the asker's own term."""
    return row.person_id == viewer_id()


def case_of(row: Reappointment) -> Case:
    """How the case stands for the person asking."""
    return reappointment_case(db.session, row, By(viewer_id()), clock.now())
