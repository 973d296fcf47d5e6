"""What the pages of ordinary appointments share."""

from uuid import UUID

from flask import Blueprint

from appointments.competitions.views.parts import reach, same_answer, viewer_id
from appointments.core import clock
from appointments.core.errors import AlreadyDone
from appointments.core.work import By
from appointments.procedures import queries
from appointments.procedures.case import procedure_case
from appointments.procedures.models import Procedure
from appointments.web.db import db
from workflows.engine import Case

bp = Blueprint("procedures", __name__, url_prefix="/appointments")
bp.register_error_handler(AlreadyDone, same_answer)


def found(id: UUID) -> tuple[Procedure, Case]:
    """An ordinary appointment within reach, and how it stands for the asker."""
    row = queries.procedure(db.session, id, reach())
    return row, procedure_case(db.session, row, By(viewer_id()), clock.now())
