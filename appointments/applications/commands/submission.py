"""The dossier is handed in, keyed in from paper, handed in again, withdrawn; or it lapses with the window."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.core.errors import NotFound
from appointments.core.sweep import on_deadline
from appointments.core.work import SYSTEM_BY, By, Work
from workflows.calendar import local_day

READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 and O, 1 and I: references are read aloud and typed


def submit(session: Session, application_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Application:
    """The candidate hands the dossier in; what the board will see is frozen in this very transaction."""
    with Work(session, by, now) as work:
        application = work.lock(Application, application_id, seen=seen)
        if by.person != application.person_id:
            raise NotFound(Application, application_id)
        _freeze(application, now)
        _hand_in(session, work, application, "submit", by, now)
        return application


def key_in(session: Session, application_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Application:
    """The officer who keyed a paper dossier registers it; candidate and officer are both named."""
    with Work(session, by, now) as work:
        application = work.lock(Application, application_id, seen=seen)
        _freeze(application, now)
        _hand_in(session, work, application, "key_in", by, now)
        return application


def withdraw(session: Session, application_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> None:
    """The candidate takes the application back; the person may apply again while the window is open."""
    with Work(session, by, now) as work:
        application = work.lock(Application, application_id, seen=seen)
        case = application_case(session, application, by, now)
        application.is_live = False
        work.fire(application, "withdraw", case)


@on_deadline("application")
def overdue(session: Session, application_id: UUID, trigger: str, now: datetime) -> None:
    """A deadline of an application passed: a draft lapses with the window, others are reminded or closed."""
    with Work(session, SYSTEM_BY, now) as work:
        application = work.lock(Application, application_id)
        case = application_case(session, application, SYSTEM_BY, now)
        if trigger == "lapse":
            application.is_live = False
        work.fire(application, trigger, case)


def _hand_in(session: Session, work: Work, application: Application, trigger: str, by: By, now: datetime) -> None:
    docs = [(bytes.fromhex(d.digest), d.size) for d in application.documents]
    work.fire(application, trigger, application_case(session, application, by, now), docs=docs)


def _freeze(application: Application, now: datetime) -> None:
    """Set what the definition's step seals: reference, instant and snapshot. A refused step rolls all of it back."""
    application.reference = application.reference or new_reference(now)
    application.submitted_at = now
    application.snapshot = snapshot(application, now)


def snapshot(application: Application, now: datetime) -> dict[str, Any]:
    """Everything the board will read, as it is at this instant; later changes of the profile change nothing in it."""
    person = application.person
    return {
        "at": now,
        "person": {
            "full_name": person.full_name,
            "birth_date": person.birth_date,
            "gender": person.gender,
            "is_ethnic_minority": person.is_ethnic_minority,
            "email": person.email,
            "phone": person.phone,
        },
        "answers": dict(application.answers),
        "papers": [
            {"kind": d.kind, "filename": d.filename, "media_type": d.media_type, "size": d.size, "digest": d.digest,
             "issued_on": d.issued_on}
            for d in application.documents
        ],
    }  # fmt: skip


def new_reference(now: datetime) -> str:
    """A reference that can be read aloud and does not count applications: "HS-2026-K7QF2MXA"."""
    return f"HS-{local_day(now).year}-{''.join(secrets.choice(READABLE) for _ in range(8))}"
