"""What the pages of complaints share: the blueprint, and the case asked for if the asker may know of it."""

from uuid import UUID

from flask import Blueprint

from appointments.competitions.views.parts import viewer_id
from appointments.complaints import queries
from appointments.complaints.case import complaint_case, may_read
from appointments.complaints.models import Complaint
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.core.work import By
from appointments.web.db import db
from workflows.engine import Case

bp = Blueprint("complaints", __name__, url_prefix="/complaints")


def found(id: UUID) -> tuple[Complaint, Case]:
    """The case and how it stands for the asker; NotFound for whom it does not concern."""
    row = queries.complaint(db.session, id)
    case = case_of(row)
    if not may_read(row, case.actor, case.facts.about_persons):
        raise NotFound(Complaint, id)
    return row, case


def case_of(row: Complaint) -> Case:
    """How the case stands for the person asking."""
    return complaint_case(db.session, row, By(viewer_id()), clock.now())
