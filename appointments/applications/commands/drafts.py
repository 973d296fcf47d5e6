"""The candidate writes the dossier: answers and papers, nothing of it binding before it is submitted."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appointments.accounts.models import Person
from appointments.applications.case import actor_towards, application_case
from appointments.applications.models import Application, Document
from appointments.competitions.models import Contest
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from appointments.files.storage import Storage
from workflows import dossier
from workflows.roles import CANDIDATE, PERSONNEL

EDITABLE = ("draft", "returned")
ANSWERS = ("source", "plan_title", "meets_standards", "degree", "political_theory", "months_in_post", "good_years",
           "service_months", "healthy", "barred", "current_post", "current_unit", "note")  # fmt: skip


def start_draft(session: Session, contest_id: UUID, *, by: By, now: datetime, new_id: UUID | None = None) -> UUID:
    """A person begins an application for a post that receives them; an own live one is opened again instead."""
    with Work(session, by, now) as work:
        contest = work.lock(Contest, contest_id)
        person = _person(session, by.person)
        if live := live_application(session, contest.id, person.id):
            return live.id
        if contest.state not in ("open", "extended"):
            raise Invalid("This post is not receiving applications now.")
        application = new_application(contest, person, new_id)
        application.answers = {"current_post": person.current_post or "", "current_unit": person.current_unit or ""}
        work.begin(application, CANDIDATE, application_case(session, application, by, now))
        return application.id


def save_answers(
    session: Session,
    application_id: UUID,
    answers: Mapping[str, Any],
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Keep what was typed on one page of the dossier; other answers stay."""
    with Work(session, by, now) as work:
        application = _own_draft(work, application_id, seen)
        known = {key: value for key, value in answers.items() if key in ANSWERS}
        application.answers = {**application.answers, **known}


def attach(
    session: Session,
    application_id: UUID,
    kind: str,
    *,
    data: bytes,
    filename: str,
    media_type: str,
    issued_on: date | None,
    storage: Storage,
    by: By,
    now: datetime,
) -> Document:
    """Put one paper into the dossier; the one of the same kind that was there is replaced."""
    if kind not in dossier.PAPER and kind != "refusal_letter":
        raise Invalid("There is no such paper in the dossier.", "kind")
    digest = storage.put(data)  # durable before the row says that it is there
    with Work(session, by, now) as work:
        application = _own_draft(work, application_id)
        for old in [d for d in application.documents if d.kind == kind]:
            application.documents.remove(old)
            session.delete(old)
        document = Document(
            kind=kind, filename=filename, media_type=media_type, size=len(data), digest=digest, issued_on=issued_on,
            uploaded_at=now,
        )  # fmt: skip
        application.documents.append(document)
        return document


def remove(session: Session, application_id: UUID, document_id: UUID, *, by: By, now: datetime) -> None:
    """Take a paper out of the draft."""
    with Work(session, by, now) as work:
        application = _own_draft(work, application_id)
        document = next((d for d in application.documents if d.id == document_id), None)
        if document is None:
            raise NotFound(Document, document_id)
        application.documents.remove(document)
        session.delete(document)


def new_application(contest: Contest, person: Person, new_id: UUID | None) -> Application:
    """A row complete enough for its facts to be read; `Work.begin` gives it its state and edition."""
    return Application(
        id=new_id or uuid4(), contest=contest, contest_id=contest.id, person=person, person_id=person.id,
        channel="portal", answers={}, declared=False,
    )  # fmt: skip


def live_application(session: Session, contest_id: UUID, person_id: UUID) -> Application | None:
    """The person's application for this post that was neither withdrawn nor left to lapse."""
    return session.query(Application).filter_by(contest_id=contest_id, person_id=person_id, is_live=True).one_or_none()


def _person(session: Session, person_id: UUID | None) -> Person:
    person = session.get(Person, person_id) if person_id else None
    if person is None:
        raise NotFound(Person, person_id)
    return person


def _own_draft(work: Work, application_id: UUID, seen: int | None = None) -> Application:
    """The draft, if it is the asker's to write: the candidate's own, or the one that this officer is keying."""
    application = work.lock(Application, application_id, seen=seen)
    if work.by.person != application.person_id:
        held = actor_towards(work.session, application, work.by, work.now).roles
        if work.by.person is None or work.by.person != application.keyed_by or PERSONNEL not in held:
            raise NotFound(Application, application_id)
    if application.state not in EDITABLE:
        raise Forbidden("a submitted dossier is not changed")
    return application
