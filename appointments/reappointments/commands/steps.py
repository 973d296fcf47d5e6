"""The steps of a case: notice, report, resolution, the decision drafted, holds, and ends of another kind."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions import context
from appointments.competitions.commands.locking import editing
from appointments.conferences import commands as conferences
from appointments.core.errors import Invalid, NotFound
from appointments.core.sweep import on_deadline
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.decisions.commands.decisions import Draft, begin
from appointments.decisions.following import when_issued
from appointments.decisions.models import Decision
from appointments.files.storage import Storage
from appointments.reappointments.case import reappointment_case
from appointments.reappointments.models import Reappointment
from appointments.reappointments.rules import LEADERSHIP
from workflows.calendar import local_day, midnight_before
from workflows.lead_times import CONFERENCE, REPORT
from workflows.parameters import Staff
from workflows.roles import PERSONNEL

PLAIN = ("go_on_without", "allow", "resolve", "resolve_despite", "not_reappoint", "reconsider", "lift", "go_on")
"""Steps that need nothing but a yes or a reason."""
OPEN = ("notice_due", "notified", "reported", "cadres_held", "referred", "voted", "resolved", "expired")


@dataclass(frozen=True, slots=True)
class Report:
    """The self-assessment report as it was uploaded."""

    data: bytes
    filename: str
    media_type: str


def notify(
    session: Session, case_id: UUID, number: str, on: date, *, by: By, now: datetime, seen: int | None = None
) -> Reappointment:
    """The written notice was given on a day; a late one counts, and stays on record as late."""
    with Work(session, by, now) as work:
        row = work.lock(Reappointment, case_id, seen=seen)
        if on > local_day(now):
            raise Invalid("The day of the notice lies in the future.", "on")
        days = int(REPORT.edition(row.ends_on, Staff(row.staff)).default)
        row.notice_number, row.notified_on, row.report_by = number.strip(), on, _after(session, on, days, now)
        work.fire(row, "notify", reappointment_case(session, row, by, now), is_late=row.is_late)
        return row


def hand_in(
    session: Session, case_id: UUID, report: Report, storage: Storage, *, by: By, now: datetime, seen: int | None = None
) -> Reappointment:
    """The person hands in the self-assessment report on the whole term."""
    digest = storage.put(report.data)  # durable before the row says that it is there
    with Work(session, by, now) as work:
        row = work.lock(Reappointment, case_id, seen=seen)
        row.report_digest, row.report_name, row.report_type = digest, report.filename, report.media_type
        _reported(session, row, now)
        case = reappointment_case(session, row, by, now)
        work.fire(row, "report", case, docs=[(bytes.fromhex(digest), len(report.data))])
        return row


def take_step(
    session: Session, case_id: UUID, trigger: str, reason: str = "", *, by: By, now: datetime, seen: int | None = None
) -> Reappointment:
    """One of the steps that need nothing but a yes or a reason."""
    if trigger not in PLAIN:
        raise NotFound(Reappointment, trigger)
    with Work(session, by, now) as work:
        row = work.lock(Reappointment, case_id, seen=seen)
        if trigger == "go_on_without":
            _reported(session, row, now)
        case = reappointment_case(session, row, by, now, reason)
        work.fire(row, trigger, case)
        if trigger in ("resolve", "resolve_despite", "not_reappoint"):
            row.is_resolved, row.outcome_reason = trigger != "not_reappoint", reason.strip()
        if trigger == "reconsider":
            row.is_resolved = False
        if trigger == "lift":
            row.hold_ground = ""
        _let_go(work, row)
        return row


def assess(
    session: Session, case_id: UUID, assessment: str, opinion: str, *, by: By, now: datetime, seen: int | None = None
) -> Reappointment:
    """What the head of the using agency found and proposes, the conditions checked; the Party committee's opinion."""
    with Work(session, by, now) as work:
        row = work.lock(Reappointment, case_id, seen=seen)
        case = reappointment_case(session, row, by, now)
        role = editing(work, row, case, (PERSONNEL,), ("reported", "cadres_held"))
        if (held := row.conference(LEADERSHIP)) is not None and held.state in conferences.OPEN:
            raise Invalid("The leadership is convened on this assessment already.")
        row.assessment, row.opinion, row.assessed_by = assessment.strip(), opinion.strip(), by.person
        work.note(row, "assess", role)
        return row


def hold(
    session: Session, case_id: UUID, ground: str, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Reappointment:
    """The authority puts the case on hold for one of the six grounds; the person and the unit are told."""
    with Work(session, by, now) as work:
        row = work.lock(Reappointment, case_id, seen=seen)
        work.fire(row, "put_on_hold", reappointment_case(session, row, by, now, reason, ground), ground=ground)
        row.hold_ground = ground
        return row


def supersede(
    session: Session, case_id: UUID, ground: str, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Reappointment:
    """The term ends otherwise: resignation, removal, transfer, another post, reorganisation, retirement, death."""
    with Work(session, by, now) as work:
        row = work.lock(Reappointment, case_id, seen=seen)
        work.fire(row, "supersede", reappointment_case(session, row, by, now, reason, ground), ground=ground)
        row.end_ground = ground
        _let_go(work, row)
        return row


def draft(session: Session, case_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Decision:
    """The officer drafts the decision on which the case ends; its term counts from the old end, however late."""
    with Work(session, by, now) as work:
        row = work.lock(Reappointment, case_id, seen=seen)
        case = reappointment_case(session, row, by, now)
        editing(work, row, case, (PERSONNEL,), ("resolved",))
        if case.facts.decision_state in ("drafted", "issued"):
            raise Invalid("A decision for this person is already drafted.")
        kind = "EXTENSION" if row.road == "extension" else "REAPPOINTMENT"
        drafted = Draft(kind, "", None, row.begins_on, row.new_end)
        decision = begin(work, row.post, row.person, drafted, "ORDINARY", case.rules, None, by, is_led_here=True)
        session.flush()
        row.decision_id = decision.id
        work.note(row, "draft", PERSONNEL, decision=decision.case_key)
        return decision


@on_deadline("reappointment")
def overdue(session: Session, case_id: UUID, trigger: str, now: datetime) -> None:
    """A last day passed: those who must act are reminded; with the term's end the powers stop."""
    with Work(session, SYSTEM_BY, now) as work:
        row = work.lock(Reappointment, case_id)
        work.fire(row, trigger, reappointment_case(session, row, SYSTEM_BY, now))


@when_issued
def follow(work: Work, decision: Decision) -> None:
    """A decision concludes the case that led to it, and ends another open one of the same person."""
    query = sa.select(Reappointment.id).where(
        Reappointment.person_id == decision.person_id, Reappointment.state.in_(OPEN)
    )
    for case_id in work.session.scalars(query.order_by(Reappointment.id)).all():
        row = work.lock(Reappointment, case_id)
        if row.decision_id == decision.id:
            work.session.flush()
            work.fire(row, "conclude", reappointment_case(work.session, row, SYSTEM_BY, work.now))
            _let_go(work, row)
        elif decision.kind != "ACTING" and decision.effective_on and decision.id != row.term_id:
            _end_by(work, row, decision)


def _end_by(work: Work, row: Reappointment, decision: Decision) -> None:
    ground = "transfer" if decision.kind == "TRANSFER" else "new_post"
    reason = f"Quyết định {decision.number}"
    case = reappointment_case(work.session, row, SYSTEM_BY, work.now, reason, ground)
    if row.process.allowed(row.state, "supersede", case):  # where a draft stands people decide first
        work.fire(row, "supersede", case, ground=ground)
        row.end_ground = ground
        _let_go(work, row)


def _let_go(work: Work, row: Reappointment) -> None:
    """Where the case has ended, what is left of its conferences ends with it."""
    if row.at.final:
        work.session.flush()
        conferences.let_go(work, row)


def _reported(session: Session, row: Reappointment, now: datetime) -> None:
    """From the day of the report, or the day on which it is given up, the conference has its term."""
    if row.state != "notified":
        return
    today = local_day(now)
    days = int(CONFERENCE.edition(row.ends_on, Staff(row.staff)).default)
    row.is_reported, row.reported_on, row.conference_by = True, today, _after(session, today, days, now)


def _after(session: Session, day: date, days: int, now: datetime) -> date:
    return context.calendar_of(session, now).after(midnight_before(day), days, working=False).day
