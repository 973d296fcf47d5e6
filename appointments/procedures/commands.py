"""An ordinary appointment opened, led from conference to conference, submitted, decided, brought into office."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appointments.accounts.models import Person
from appointments.competitions import context
from appointments.competitions.case import Asker
from appointments.competitions.commands.locking import editing
from appointments.conferences import commands as conferences
from appointments.conferences.following import follows
from appointments.conferences.models import Conference
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.sweep import on_deadline
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.decisions.commands.decisions import Draft
from appointments.decisions.commands.decisions import begin as begin_draft
from appointments.decisions.models import Decision
from appointments.decisions.rules import CHECKS
from appointments.organisation.models import Post
from appointments.procedures import queries
from appointments.procedures.case import procedure_case
from appointments.procedures.models import MODELS, Nominee, Procedure, ProcedureCheck
from workflows import rules as regulation
from workflows.appointment import meeting_at
from workflows.calendar import local_day
from workflows.parameters import Staff
from workflows.roles import PERSONNEL
from workflows.words import Words

BEFORE_ROUTE = ("need_draft", "policy_requested", "policy_approved")
STEPS = (
    "request_policy", "drop", "approve_policy", "refuse_policy", "return", "take_on_site", "take_from_elsewhere",
    "consult_receiver", "consult_sender", "meet_person", "appraise", "settle", "put_to_vote", "submit", "restart",
    "close", "take_office",
)  # fmt: skip


def open_case(session: Session, post_id: UUID, kind: str, ground: str, *, by: By, now: datetime) -> Procedure:
    """Write down that a post is to be filled by the ordinary procedure, under the law of today."""
    if kind not in queries.KINDS:
        raise Invalid("Choose one of the kinds.", "kind")
    with Work(session, by, now) as work:
        post = work.lock(Post, post_id)
        context.load_agencies(session)
        if PERSONNEL not in Asker.of(session, by, now).towards(context.agency_scopes(post.agency)).roles:
            raise Forbidden("only a personnel officer opens an appointment")
        pinned = regulation.default_rules(local_day(now), Staff(post.staff)).snapshot()
        row = MODELS[post.staff](
            id=uuid4(), post=post, agency_id=post.agency_id, kind=kind, ground=ground.strip(), rules=pinned, minutes="",
        )  # fmt: skip
        work.begin(row, PERSONNEL)
        return row


def nominate(session: Session, procedure_id: UUID, person_id: UUID, *, by: By, now: datetime) -> Procedure:
    """Put an eligible person on the list, before the route is taken."""
    with Work(session, by, now) as work:
        row = work.lock(Procedure, procedure_id)
        role = editing(work, row, procedure_case(session, row, by, now), (PERSONNEL,), BEFORE_ROUTE)
        if session.get(Person, person_id) is None:
            raise NotFound(Person, person_id)
        if any(name.person_id == person_id for name in row.names):
            raise Invalid("This person is on the list already.", "person")
        if queries.appointed(session, row, local_day(now), [person_id]):
            raise Invalid("This person is appointed already.", "person")
        row.names.append(Nominee(person_id=person_id, place=len(row.names) + 1, stands=True))
        session.flush()
        work.note(row, "nominate", role)
        return row


def convene(session: Session, procedure_id: UUID, *, by: By, now: datetime) -> Conference:
    """Convene the conference of the present step, on the names that still stand."""
    with Work(session, by, now) as work:
        row = work.lock(Procedure, procedure_id)
        case = procedure_case(session, row, by, now)
        meeting = meeting_at(row.law, row.state)
        role = editing(work, row, case, (PERSONNEL,), (row.state,))
        if meeting is None:
            raise Invalid("This step has no conference.")
        if case.facts.convened:
            raise Invalid("The conference of this step is convened already.")
        _leave_off_the_appointed(session, row, now)
        terms = row.law.terms(meeting.key, regulation.from_snapshot(row.rules))
        asked = conferences.Convening(
            meeting=meeting.key, label=_for_the_post(meeting.label, row.post), terms=terms,
            agency_id=row.agency_id, names=[name.person_id for name in row.standing],
            number=row.law.number(meeting.key), is_announced=meeting.is_announced,
        )  # fmt: skip
        found = conferences.convene(work, row, asked, role)
        work.note(row, "convene", role)
        return found


def _leave_off_the_appointed(session: Session, row: Procedure, now: datetime) -> None:
    gone = queries.appointed(session, row, local_day(now), [name.person_id for name in row.standing])
    for name in row.standing:
        name.stands = name.person_id not in gone
    if not row.standing:
        raise Invalid("Everybody on the list is appointed already.")


def _for_the_post(label: Words, post: Post) -> Words:
    """Where several posts are voted on at once, each has a conference of its own: its name says for which."""
    return Words(f"{label.vi}: {post.title_vi}", f"{label.en}: {post.title_en}")


@follows("civil_appointment")
@follows("public_appointment")
def conclude(work: Work, conference: Conference) -> None:
    """The conference of a step is confirmed: names stand or drop out, the appointment goes on, or stops."""
    session = work.session
    row = work.lock(Procedure, conference.parent_id)
    going = {one.person_id for one in conference.ballot if one.goes_on}
    known = {name.person_id for name in row.names}
    for person_id in sorted(going - known, key=str):
        row.names.append(Nominee(person_id=person_id, place=len(row.names) + 1, stands=True))
    for name in row.names:
        name.stands = name.person_id in going
    session.flush()
    case = procedure_case(session, row, SYSTEM_BY, work.now)
    work.fire(row, "conclude", case)
    if row.state == "chosen":
        row.chosen_id = next(iter(going))


def choose(session: Session, procedure_id: UUID, person_id: UUID, reason: str, *, by: By, now: datetime) -> Procedure:
    """At 50 % the head chooses who is submitted, and says why; every opinion is reported."""
    with Work(session, by, now) as work:
        row = work.lock(Procedure, procedure_id)
        row.chosen_id = person_id
        work.fire(row, "choose", procedure_case(session, row, by, now, reason))
        return row


def check(
    session: Session, procedure_id: UUID, item: str, passed: bool, note: str, *, by: By, now: datetime
) -> Procedure:
    """Record what the verification of the chosen person found."""
    with Work(session, by, now) as work:
        row = work.lock(Procedure, procedure_id)
        role = editing(work, row, procedure_case(session, row, by, now), (PERSONNEL,), ("chosen",))
        if item not in CHECKS:
            raise NotFound(ProcedureCheck, item)
        if not passed and not note.strip():
            raise Invalid("Say what was found.", "note")
        assert by.person is not None  # a personnel officer
        found = next((c for c in row.checks if (c.item, c.person_id) == (item, row.chosen_id)), None)
        if found is None:
            found = ProcedureCheck(procedure_id=row.id, person_id=row.chosen_id, item=item)
            row.checks.append(found)
        found.passed, found.note, found.checked_by, found.checked_at = passed, note.strip(), by.person, now
        work.note(row, "check", role)
        return row


def take_step(
    session: Session, procedure_id: UUID, trigger: str, reason: str = "", *, by: By, now: datetime,
    seen: int | None = None,
) -> Procedure:  # fmt: skip
    """A step that needs only a yes or a reason."""
    if trigger not in STEPS:
        raise NotFound(Procedure, trigger)
    with Work(session, by, now) as work:
        row = work.lock(Procedure, procedure_id, seen=seen)
        if trigger == "approve_policy":
            row.policy_at = now  # the terms of the states that follow are counted from it
        work.fire(row, trigger, procedure_case(session, row, by, now, reason))
        _after(work, row, trigger, by)
        return row


def decide(
    session: Session, procedure_id: UUID, minutes: str, *, by: By, now: datetime, seen: int | None = None
) -> Procedure:
    """The authority records what the collective resolved."""
    with Work(session, by, now) as work:
        row = work.lock(Procedure, procedure_id, seen=seen)
        row.minutes = minutes.strip()
        work.fire(row, "decide", procedure_case(session, row, by, now))
        return row


def draft(session: Session, procedure_id: UUID, drafted: Draft, *, by: By, now: datetime) -> Decision:
    """The personnel officer drafts the decision on the chosen person; it is signed on its own pages."""
    with Work(session, by, now) as work:
        row = work.lock(Procedure, procedure_id)
        case = procedure_case(session, row, by, now)
        role = editing(work, row, case, (PERSONNEL,), ("decided",))
        if case.facts.decision_state in ("drafted", "issued"):
            raise Invalid("A decision for this person is already drafted.")
        if row.chosen is None:
            raise NotFound(Person, row.chosen_id)
        made = begin_draft(work, row.post, row.chosen, drafted, "ORDINARY", case.rules, None, by, is_led_here=True)
        session.flush()
        row.decision_id = made.id
        work.note(row, "draft", role)
        return made


@on_deadline("civil_appointment")
@on_deadline("public_appointment")
def overdue(session: Session, procedure_id: UUID, trigger: str, now: datetime) -> None:
    """A term passed: those who deal with the case are reminded."""
    with Work(session, SYSTEM_BY, now) as work:
        row = work.lock(Procedure, procedure_id)
        work.fire(row, trigger, procedure_case(session, row, SYSTEM_BY, now))


def _after(work: Work, row: Procedure, trigger: str, by: By) -> None:
    """What a step leaves on the row, and what it does to the conferences below."""
    if trigger == "request_policy":
        row.requested_by = by.person
    if trigger == "submit":
        row.submitted_by = by.person
    if trigger == "settle":
        row.chosen_id = row.standing[0].person_id
    if trigger == "restart":
        row.chosen_id = None
        for name in row.names:
            name.stands = True
    if trigger == "take_office":
        work.lock(Post, row.post_id).filled += 1
    if row.at.final:
        conferences.let_go(work, row)
