"""Complaints and denunciations lodged, taken up, examined, concluded; a suspension asked for because of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions.case import Asker
from appointments.competitions.commands import holds
from appointments.competitions.commands.locking import editing, lock_round
from appointments.competitions.models import Contest, Hold, Round
from appointments.complaints import rules
from appointments.complaints.case import complaint_case, title_of
from appointments.complaints.models import Complaint, Statement
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.sweep import on_deadline
from appointments.core.work import SYSTEM_BY, By, Work
from workflows.calendar import local_day
from workflows.complaint import COMPLAINT, DENUNCIATION, EXAMINERS
from workflows.roles import AUTHORITY, CANDIDATE, CHAIR, PERSONNEL, PUBLIC, Role

STEPS = ("accept", "not_accept", "transfer", "examine", "uphold", "uphold_partly", "dismiss", "withdraw")
CONCLUDING = ("not_accept", "transfer", "uphold", "uphold_partly", "dismiss")


@dataclass(frozen=True, slots=True)
class Lodged:
    """What is written in a complaint or a denunciation, and by whom."""

    name: str
    text: str
    about: str
    contact: str = ""
    about_role: str = ""


def complain(session: Session, application_id: UUID, lodged: Lodged, *, by: By, now: datetime) -> Complaint:
    """A candidate complains in the own matter."""
    query = sa.select(Contest.round_id, Application.person_id).join(Application, Application.contest_id == Contest.id)
    found = session.execute(query.where(Application.id == application_id)).one_or_none()
    if found is None or found.round_id is None or found.person_id != by.person:
        raise NotFound(Application, application_id)
    about = {"application_id": application_id, "person_id": by.person}
    return _lodge(session, found.round_id, COMPLAINT, lodged, lambda work, _round: CANDIDATE, by, now, **about)


def key_in(session: Session, round_id: UUID, lodged: Lodged, *, by: By, now: datetime) -> Complaint:
    """A personnel officer enters a complaint that came on paper."""

    def role(work: Work, round_: Round) -> Role:
        if PERSONNEL not in Asker.of(session, by, now).towards(context.scopes_of(round_)).roles:
            raise Forbidden("a complaint on paper is entered by a personnel officer")
        return PERSONNEL

    return _lodge(session, round_id, COMPLAINT, lodged, role, by, now)


def denounce(session: Session, round_id: UUID, lodged: Lodged, *, by: By, now: datetime) -> Complaint:
    """Anybody denounces; the ledger says that the public did, whoever is signed in."""
    nobody = By(None, by.idem, by.body, by.answer)
    return _lodge(session, round_id, DENUNCIATION, lodged, lambda work, _round: PUBLIC, nobody, now)


def take_step(
    session: Session, complaint_id: UUID, trigger: str, reason: str = "", *, by: By, now: datetime,
    seen: int | None = None,
) -> Complaint:  # fmt: skip
    """Take up or not, transfer, begin to examine, conclude, withdraw."""
    if trigger not in STEPS:
        raise NotFound(Complaint, trigger)
    with Work(session, by, now) as work:
        row = work.lock(Complaint, complaint_id, seen=seen)
        if trigger == "accept":
            row.accepted_at = now  # the terms of the state that follows are counted from it
        work.fire(row, trigger, complaint_case(session, row, by, now, reason))
        if trigger == "examine":
            row.examined_by = by.person
        if trigger in CONCLUDING:
            row.answer, row.concluded_by = reason.strip(), by.person
        return row


def record_findings(session: Session, complaint_id: UUID, findings: str, *, by: By, now: datetime) -> None:
    """Whoever examines writes down what was found."""
    with Work(session, by, now) as work:
        row = work.lock(Complaint, complaint_id)
        role = editing(work, row, complaint_case(session, row, by, now), EXAMINERS, ("examining",))
        if by.person != row.examined_by:
            raise Forbidden("findings are written by whoever examines")
        row.findings = findings.strip()
        work.note(row, "record_findings", role)


def suspend(session: Session, complaint_id: UUID, reason: str, *, by: By, now: datetime) -> Hold:
    """Ask for a suspension of the round because of this case, or place it on one's own authority; both are linked."""
    row = session.get(Complaint, complaint_id)
    if row is None:
        raise NotFound(Complaint, complaint_id)
    if row.state not in ("accepted", "examining"):
        raise Invalid("A suspension follows from a case that was taken up and is not concluded.")
    if row.hold_id is not None:
        raise Invalid("A suspension was asked for because of this case already.")
    roles = complaint_case(session, row, by, now).actor.roles
    if not roles & set(EXAMINERS):
        raise Forbidden("only who deals with the case may ask for a suspension")
    place = holds.place_hold if roles & {CHAIR, AUTHORITY} else holds.ask_hold
    hold = place(session, row.round.case_key, f"{title_of(row).vi}: {reason.strip()}", by=by, now=now)
    with Work(session, By(by.person), now) as work:
        row = work.lock(Complaint, complaint_id)
        row.hold_id = hold.id
        work.note(row, "suspend", next(role for role in EXAMINERS if role in roles))
    return hold


@on_deadline("complaint")
def overdue(session: Session, complaint_id: UUID, trigger: str, now: datetime) -> None:
    """A term passed: those who deal with the case are reminded."""
    with Work(session, SYSTEM_BY, now) as work:
        row = work.lock(Complaint, complaint_id)
        work.fire(row, trigger, complaint_case(session, row, SYSTEM_BY, now))


def _lodge(
    session: Session, round_id: UUID, kind: str, lodged: Lodged, role_of: Callable[[Work, Round], Role], by: By,
    now: datetime, **about: UUID | None,
) -> Complaint:  # fmt: skip
    if lodged.about not in rules.ABOUT or lodged.about_role not in ("", *rules.ABOUT_ROLES):
        raise Invalid("Choose one of the answers.", "about")
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id)
        role = role_of(work, round_)
        salt = rules.new_salt()
        name, contact, text = lodged.name.strip(), lodged.contact.strip(), lodged.text.strip()
        row = Complaint(
            id=uuid4(), round=round_, kind=kind, reference=_reference(session, kind, now), about=lodged.about,
            about_role=lodged.about_role, seal=rules.seal(name, contact, text, salt), findings="", answer="",
            state="lodged", process_version=0, **about,
        )  # fmt: skip
        work.begin(row, role)
        session.flush()
        session.add(Statement(complaint_id=row.id, name=name, contact=contact, text=text, salt=salt))
        work.fire(row, "lodge", complaint_case(session, row, by, now))
        return row


def _reference(session: Session, kind: str, now: datetime) -> str:
    """The next number in the register of that year; the lock on the round and the key keep it single."""
    prefix = f"{'KN' if kind == COMPLAINT else 'TC'}-{local_day(now).year}-"
    query = sa.select(sa.func.max(Complaint.reference)).where(Complaint.reference.like(prefix + "%"))
    last = session.scalar(query)
    return f"{prefix}{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"
