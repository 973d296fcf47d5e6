"""The dossier is handed in, keyed in from paper, handed in again, withdrawn; or it lapses with the window."""

import secrets
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions.commands.locking import lock_contest
from appointments.competitions.commands.posts import drop_if_too_few
from appointments.core.errors import NotFound
from appointments.core.ledger.canonical import plain
from appointments.core.sweep import on_deadline
from appointments.core.work import SYSTEM_BY, By, Work
from workflows.calendar import local_day

READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 and O, 1 and I: references are read aloud and typed


def submit(
    session: Session, application_id: UUID, *, declared: bool, by: By, now: datetime, seen: int | None = None
) -> Application:
    """The candidate hands the dossier in; what the board will see is frozen in this very transaction."""
    with Work(session, by, now) as work:
        application = work.lock(Application, application_id, seen=seen)
        if by.person != application.person_id:
            raise NotFound(Application, application_id)
        _hand_in(work, application, "submit", declared)
        return application


def key_in(
    session: Session, application_id: UUID, *, declared: bool, by: By, now: datetime, seen: int | None = None
) -> Application:
    """The officer who keyed a paper dossier registers it; candidate and officer are both named."""
    with Work(session, by, now) as work:
        application = work.lock(Application, application_id, seen=seen)
        if by.person is None or by.person != application.keyed_by:
            raise NotFound(Application, application_id)
        _hand_in(work, application, "key_in", declared)
        return application


def withdraw(
    session: Session, application_id: UUID, reason: str = "", *, by: By, now: datetime, seen: int | None = None
) -> None:
    """The candidate takes the application back; the person may apply again while the window is open."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, _contest_of(session, application_id))
        application = work.lock(Application, application_id, seen=seen)
        if by.person != application.person_id:
            raise NotFound(Application, application_id)
        case = application_case(session, application, by, now, reason)
        application.is_live = False
        work.fire(application, "withdraw", case)
        session.flush()  # the post counts those who still stand
        drop_if_too_few(work, contest)


@on_deadline("application")
def overdue(session: Session, application_id: UUID, trigger: str, now: datetime) -> None:
    """A deadline of an application passed: a draft lapses with the window, others are reminded or closed."""
    with Work(session, SYSTEM_BY, now) as work:
        application = work.lock(Application, application_id)
        case = application_case(session, application, SYSTEM_BY, now)
        if trigger == "lapse":
            application.is_live = False
        work.fire(application, trigger, case)


def _hand_in(work: Work, application: Application, trigger: str, declared: bool) -> None:
    """Set what the definition's step seals: reference, instant and snapshot. A refused step rolls all of it back."""
    contest = application.contest
    for sibling in (contest, contest.round):  # as they are now, not as the page showed them
        if sibling is not None:
            work.session.refresh(sibling)
    application.declared = declared
    application.reference = application.reference or new_reference(work.now)
    application.submitted_at = work.now
    application.snapshot = snapshot(application, work.now)
    docs = [(bytes.fromhex(d.digest), d.size) for d in application.documents]
    case = application_case(work.session, application, work.by, work.now)
    work.fire(application, trigger, case, docs=docs)


def _contest_of(session: Session, application_id: UUID) -> UUID:
    found: UUID | None = session.scalar(sa.select(Application.contest_id).where(Application.id == application_id))
    if found is None:
        raise NotFound(Application, application_id)
    return found


def snapshot(application: Application, now: datetime) -> dict[str, Any]:
    """Everything the board will read, as it is at this instant; later changes of the profile change nothing in it."""
    person = application.person
    return {
        "at": plain(now),
        "person": {
            "full_name": person.full_name,
            "birth_date": _day(person.birth_date),
            "gender": person.gender,
            "is_ethnic_minority": person.is_ethnic_minority,
            "email": person.email,
            "phone": person.phone,
        },
        "answers": dict(application.answers),
        "papers": [
            {"kind": d.kind, "filename": d.filename, "media_type": d.media_type, "size": d.size, "digest": d.digest,
             "issued_on": _day(d.issued_on), "uploaded_at": plain(d.uploaded_at)}
            for d in application.documents
        ],
    }  # fmt: skip


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def new_reference(now: datetime) -> str:
    """A reference that can be read aloud and does not count applications: "HS-2026-K7QF2MXA"."""
    return f"HS-{local_day(now).year}-{''.join(secrets.choice(READABLE) for _ in range(8))}"
