"""A rejected candidate petitions; whoever did not reject the application answers; an upheld petition readmits."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.case import application_case, petition_case, round_of
from appointments.applications.models import Application, Petition
from appointments.competitions.commands.locking import keep_round
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from workflows.roles import CANDIDATE

ANSWERS = ("take_up", "uphold", "dismiss", "withdraw")


def file_petition(session: Session, application_id: UUID, text: str, *, by: By, now: datetime) -> Petition:
    """The candidate asks that the rejection be looked at again; one petition at a time."""
    if not text.strip():
        raise Invalid("Say what you ask to be looked at again, and why.", "text")
    with Work(session, by, now) as work:
        keep_round(work, round_of(Application.id == application_id))
        application = work.lock(Application, application_id)
        if by.person != application.person_id:
            raise NotFound(Application, application_id)
        if _open_petition(session, application_id):
            raise Invalid("Your petition is already being dealt with.")
        petition = Petition(id=uuid4(), application=application, text=text.strip(), state="asked", process_version=0)
        work.begin(petition, CANDIDATE)
        work.fire(petition, "file", petition_case(session, petition, by, now))
        return petition


def answer_petition(
    session: Session,
    petition_id: UUID,
    trigger: str,
    reason: str = "",
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> Petition:
    """Take a petition up, uphold it (the application is readmitted in the same transaction), dismiss or withdraw it."""
    if trigger not in ANSWERS:
        raise Forbidden(f"{trigger} is no step of a petition")
    with Work(session, by, now) as work:
        asked = sa.select(Petition.application_id).where(Petition.id == petition_id)
        keep_round(work, round_of(Application.id.in_(asked)))
        petition = work.lock(Petition, petition_id, seen=seen)
        application = work.lock(Application, petition.application_id)
        case = petition_case(session, petition, by, now, reason)
        if trigger in ("uphold", "dismiss"):
            petition.answer, petition.reviewed_by = reason.strip(), by.person
        work.fire(petition, trigger, case)
        if trigger == "uphold":
            session.flush()  # the guard of the readmission reads the petition as it now is
            work.fire(application, "readmit", application_case(session, application, SYSTEM_BY, now))
        return petition


def _open_petition(session: Session, application_id: UUID) -> bool:
    rows = session.query(Petition).filter_by(application_id=application_id)
    return any(not row.at.final for row in rows)
