"""The written session: papers, criteria, rooms, seats, summons, lists, attendance, counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.competitions.commands.locking import editing, lock_paper
from appointments.competitions.models import Paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams.case import listed_ids
from appointments.exams.commands.room_signing import digests, tell_signers
from appointments.exams.criteria import USUAL_STEP, Criterion, to_store
from appointments.exams.models import Attendance, Room
from appointments.exams.onscreen import is_on_screen
from workflows.roles import CHAIR, INVIGILATOR, MARKING_HEAD, SECRETARY, SUPERVISOR, Role

STEPS = (
    "make_ready",
    "reschedule",
    "close_session",
    "begin_marking",
    "refuse_lock",
    "cancel",
    "void",
)


def demand_it_happened(at: datetime, now: datetime) -> None:
    """A register holds what was seen, and not what is going to be."""
    if at > now:
        raise Invalid("What has not happened yet is not recorded.", "happened_at")


def set_time(session: Session, paper_id: UUID, starts_at: datetime, *, by: By, now: datetime) -> None:
    """Set the session's time anew; whoever was summoned to the old one is to be summoned again, lists posted again."""
    if starts_at <= now:
        raise Invalid("The session cannot be set in the past.", "starts_at")
    with Work(session, by, now) as work:
        paper, role = _edit(session, work, paper_id, by, now, (SECRETARY, CHAIR), ("planned",))
        paper.starts_at = starts_at
        paper.summoned_at = paper.lists_posted_at = None
        for seat in session.query(Attendance).filter_by(paper_id=paper.id):
            seat.summoned_at = None
        work.note(paper, "set_time", role, starts_at=starts_at)
        work.retime(paper, paper_case(session, paper, by, now))


def arrange_rooms(
    session: Session, paper_id: UUID, rooms: Sequence[tuple[str, int, Sequence[UUID]]], *, by: By, now: datetime
) -> None:
    """Lay out the rooms (name, seats, invigilators) and seat every listed candidate by number, room after room."""
    with Work(session, by, now) as work:
        paper, role = _edit(session, work, paper_id, by, now, (SECRETARY, CHAIR), ("planned",))
        listed = _listed(session, paper)
        if sum(seats for _, seats, _ in rooms) < len(listed):
            raise Invalid("The rooms have fewer seats than there are candidates.", "rooms")
        if len({name.strip() for name, _, _ in rooms}) < len(rooms):
            raise Invalid("Two rooms have the same name.", "rooms")
        paper.lists_posted_at = None  # a list that was posted shows seats that are no longer so
        for old in session.query(Attendance).filter_by(paper_id=paper.id):
            session.delete(old)
        session.flush()
        for old_room in session.query(Room).filter_by(paper_id=paper.id):
            session.delete(old_room)
        session.flush()
        places = _places(session, paper, rooms)
        for application, (room, seat) in zip(listed, places, strict=False):
            session.add(Attendance(paper_id=paper.id, application_id=application.id, room_id=room.id, seat=seat))
        work.note(paper, "arrange_rooms", role, rooms=len(rooms), seated=len(listed))


def summon(session: Session, paper_id: UUID, *, by: By, now: datetime) -> int:
    """Summon every seated candidate: time, room, seat. Returns how many."""
    with Work(session, by, now) as work:
        paper, role = _edit(session, work, paper_id, by, now, (SECRETARY,), ("planned",))
        seats = session.query(Attendance).filter_by(paper_id=paper.id).all()
        if not seats:
            raise Invalid("Seat the candidates first.")
        paper.summoned_at = now
        for seat in seats:
            seat.summoned_at = now
            work.tell("exams.summons", seat.application.case_key, person=seat.application.person_id,
                      text=f"{paper.title}: {seat.room.name}, {seat.seat}")  # fmt: skip
        work.note(paper, "summon", role, summoned=len(seats))
        return len(seats)


def post_lists(session: Session, paper_id: UUID, *, by: By, now: datetime) -> None:
    """Record that the room lists were posted."""
    with Work(session, by, now) as work:
        paper, role = _edit(session, work, paper_id, by, now, (SECRETARY,), ("planned",))
        paper.lists_posted_at = now
        work.note(paper, "post_lists", role)


def record_attendance(
    session: Session,
    paper_id: UUID,
    application_id: UUID,
    *,
    present: bool,
    collected: bool = False,
    sheets: int | None = None,
    explained: str = "",
    arrived_at: datetime | None = None,
    by: By,
    now: datetime,
) -> None:
    """Record whether a candidate came and handed a script in; the application moves in the same transaction.

    Recorded again, the script and the minutes may be corrected; that somebody came or was absent stands. Where scripts
    are marked on screen nobody's sheets are counted: their number would be a trace of who wrote which script. Who came
    late is admitted or not by the regulation, from the time of arrival (`arrived_at`).
    """
    with Work(session, by, now) as work:
        paper, role = _edit(session, work, paper_id, by, now, (INVIGILATOR, SECRETARY), ("ready",))
        seat = session.query(Attendance).filter_by(paper_id=paper.id, application_id=application_id).one_or_none()
        if seat is None:
            raise NotFound(Attendance, application_id)
        if seat.present is not None and seat.present != present:
            raise Invalid("Presence was recorded otherwise before and stands.", "outcome")
        is_first = seat.present is None
        before = {} if is_first else digests(work, paper)
        application = work.lock(Application, application_id)
        if collected and application.state == "annulled":
            raise Invalid("The script of whose exam was ended lies with the minutes and is not handed in.", "outcome")
        seat.present, seat.collected = present, present and collected
        seat.sheets = sheets if present and not is_on_screen(paper, now) else None
        seat.explained, seat.recorded_by, seat.arrived_at = explained.strip(), by.person, arrived_at
        session.flush()
        if not is_first:
            work.note(application, "correct_attendance", role, reason=explained.strip())
            tell_signers(work, paper, before)
            return
        reason = explained.strip() or ("" if present else "Vắng mặt khi điểm danh.")
        trigger = "mark_present" if present else "mark_absent"
        case = application_case(session, application, by, now, reason)
        if not present and arrived_at is not None and arrived_at <= case.facts.admitted_until:
            raise Invalid("Who came by then is admitted.", "arrived_at")
        work.fire(application, trigger, case)


def record_counts(session: Session, paper_id: UUID, *, sheets: int | None = None, by: By, now: datetime) -> None:
    """The secretary has counted the scripts against the attendance; chair and supervisor follow.

    `sheets` is how many sheets there are all together, where nobody's own are counted.
    """
    with Work(session, by, now) as work:
        paper, role = _edit(session, work, paper_id, by, now, (SECRETARY,), ("ready",))
        paper.counted_by, paper.counts_attested_by = by.person, None
        paper.sheets_total = sheets if is_on_screen(paper, now) else None
        work.note(paper, "record_counts", role)


def attest_counts(session: Session, paper_id: UUID, *, by: By, now: datetime) -> None:
    """The supervisor has watched the counting."""
    with Work(session, by, now) as work:
        paper, role = _edit(session, work, paper_id, by, now, (SUPERVISOR,), ("ready",))
        if paper.counted_by is None:
            raise Invalid("The scripts have not been counted yet.")
        paper.counts_attested_by = by.person
        work.note(paper, "attest_counts", role)


def set_criteria(
    session: Session,
    paper_id: UUID,
    criteria: Mapping[str, Decimal],
    *,
    steps: Mapping[str, Decimal] = MappingProxyType({}),
    by: By,
    now: datetime,
) -> None:
    """The head of the marking board enters labels, maxima and steps once the paper was held; no text of a question."""
    made = [Criterion(label, points, steps.get(label, USUAL_STEP)) for label, points in criteria.items()]
    with Work(session, by, now) as work:
        paper, role = _edit(session, work, paper_id, by, now, (MARKING_HEAD,), ("held", "coded"))
        if not made or any(one.most <= 0 for one in made):
            raise Invalid("Every criterion needs a label and a maximum above zero.", "criteria")
        if any(not Decimal(0) < one.step <= one.most for one in made):
            raise Invalid("The step of a criterion lies above zero and is at most its maximum.", "criteria")
        paper.criteria = to_store(made)
        work.note(paper, "set_criteria", role)


def take_step(
    session: Session, paper_id: UUID, trigger: str, reason: str = "", *, by: By, now: datetime, seen: int | None = None
) -> Paper:
    """Take a step of the paper that changes nothing else."""
    if trigger not in STEPS:
        raise NotFound(Paper, trigger)
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id, seen=seen)
        work.fire(paper, trigger, paper_case(session, paper, by, now, reason))
        return paper


def _edit(
    session: Session,
    work: Work,
    paper_id: UUID,
    by: By,
    now: datetime,
    roles: tuple[Role, ...],
    states: tuple[str, ...],
) -> tuple[Paper, Role]:
    paper = lock_paper(work, paper_id)
    return paper, editing(work, paper, paper_case(session, paper, by, now), roles, states)


def _listed(session: Session, paper: Paper) -> list[Application]:
    ids = listed_ids(session, paper.id)
    return session.query(Application).filter(Application.id.in_(ids)).order_by(*by_number(Application.number)).all()


def _places(session: Session, paper: Paper, rooms: Sequence[tuple[str, int, Sequence[UUID]]]) -> list[tuple[Room, int]]:
    places = []
    for name, seats, invigilators in rooms:
        room = Room(id=uuid4(), paper_id=paper.id, name=name.strip(), seats=seats,
                    invigilators=[person.hex for person in invigilators])  # fmt: skip
        session.add(room)
        session.flush()
        places += [(room, seat) for seat in range(1, seats + 1)]
    return places
