"""Reading papers, seats, scripts by code, re-marking requests and presentations. What one may not know of is not there.

No function here joins a candidate with a code: that link is in `identities`, and no page shows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.accounts.models import Assignment, Person
from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.competitions import context
from appointments.competitions.models import Contest, Paper, Round
from appointments.competitions.queries import Reach
from appointments.core.errors import NotFound
from appointments.exams.defences import OralSheet, PanelSeat
from appointments.exams.models import (
    STANDS,
    Appeal,
    Attendance,
    Mark,
    PanelSheet,
    Presentation,
    Room,
    ScreenScript,
    Script,
    ShareStatement,
)
from appointments.organisation.models import Post
from workflows.roles import Role

UNKEYED = ("coded", "keyed_once")
THIRD = 3
PUBLISHED = ("written_published", "remark_window", "remarking", "final")
"""The states in which the written results of a paper are public."""
EXAMINED = (
    "shortlist_published", "examining", "oral_scheduled", "oral_done", "result_compiled", "result_recognised",
    "result_published", "closed", "voided",
)  # fmt: skip
PRESENTING = ("written_passed", "oral_done", "absent")
_OF_ROUND = joinedload(Paper.round).joinedload(Round.agency)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who serves in a round."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the published written results: a number and, where the regulation gives it, the mark."""

    number: str
    post: Post
    state: str
    mark: Decimal | None


def rounds_examined(session: Session, reach: Reach) -> Sequence[Round]:
    """The rounds within reach whose shortlist is out, the newest first."""
    query = sa.select(Round).options(joinedload(Round.agency), selectinload(Round.papers))
    if not reach.everything:
        query = query.where(sa.or_(Round.agency_id.in_(reach.agencies), Round.id.in_(reach.rounds)))
    return session.scalars(query.where(Round.state.in_(EXAMINED)).order_by(Round.begun_at.desc(), Round.id)).all()


def within(reach: Reach, round_: Round) -> bool:
    """Whether a round is the business of somebody with this reach."""
    return reach.everything or round_.agency_id in reach.agencies or round_.id in reach.rounds


def paper_for(session: Session, paper_id: UUID, reach: Reach) -> Paper:
    """One written paper that the person deals with."""
    query = sa.select(Paper).options(_OF_ROUND, selectinload(Paper.contests).joinedload(Contest.post))
    row = session.scalar(query.where(Paper.id == paper_id))
    if row is None or not within(reach, row.round):
        raise NotFound(Paper, paper_id)
    return row


def script_for(session: Session, script_id: UUID, reach: Reach) -> Script:
    """One anonymous script of a paper that the person deals with."""
    query = sa.select(Script).options(joinedload(Script.paper).options(_OF_ROUND), selectinload(Script.sheets))
    row = session.scalar(query.where(Script.id == script_id))
    if row is None or not within(reach, row.paper.round):
        raise NotFound(Script, script_id)
    return row


def appeal_for(session: Session, appeal_id: UUID, reach: Reach, person: UUID) -> Appeal:
    """One re-marking request: one's own, or of a paper that the person deals with."""
    query = sa.select(Appeal).options(joinedload(Appeal.paper).options(_OF_ROUND), _with_post(Appeal.application))
    row = session.scalar(query.where(Appeal.id == appeal_id))
    if row is None or not (row.application.person_id == person or within(reach, row.paper.round)):
        raise NotFound(Appeal, appeal_id)
    return row


def own_application(session: Session, application_id: UUID, person: UUID) -> Application:
    """The person's own application to a post with a written paper."""
    query = sa.select(Application).options(
        joinedload(Application.contest).joinedload(Contest.post).joinedload(Post.agency),
        joinedload(Application.contest).joinedload(Contest.paper).options(_OF_ROUND),
    )
    row = session.scalar(query.where(Application.id == application_id, Application.person_id == person))
    if row is None or row.contest.paper is None:
        raise NotFound(Application, application_id)
    return row


def appeal_of(session: Session, application_id: UUID) -> Appeal | None:
    """The request made for this application, if there is one."""
    return session.scalar(sa.select(Appeal).where(Appeal.application_id == application_id))


def serving(session: Session, round_id: UUID, role: Role, now: datetime) -> list[Named]:
    """Who holds a role in the round itself now, in Vietnamese order."""
    query = sa.select(Person.id, Person.full_name).join(Assignment, Assignment.person_id == Person.id)
    query = query.where(
        Assignment.scope == context.round_scope(round_id),
        Assignment.role == str(role),
        Assignment.state == context.IN_FORCE,
        Assignment.valid_from <= now,
        sa.or_(Assignment.valid_to.is_(None), Assignment.valid_to > now),
    )
    return [Named(row.id, row.full_name) for row in session.execute(query.order_by(Person.sort_key, Person.id))]


def named(session: Session, people: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these people."""
    query = sa.select(Person.id, Person.full_name).where(Person.id.in_(set(people)))
    return {row.id: row.full_name for row in session.execute(query)}


def rooms(session: Session, paper_id: UUID) -> Sequence[Room]:
    """The rooms of a paper, by name."""
    return session.scalars(sa.select(Room).where(Room.paper_id == paper_id).order_by(Room.name)).all()


def share_statements(session: Session, paper_id: UUID) -> list[tuple[Role, UUID, str, datetime]]:
    """Which custodians stated that they gave their share: role, person, name and when, in that order."""
    query = sa.select(ShareStatement, Person.full_name).join(Person, Person.id == ShareStatement.person_id)
    rows = session.execute(query.where(ShareStatement.paper_id == paper_id).order_by(ShareStatement.stated_at))
    return [(Role(one.role), one.person_id, name, one.stated_at) for one, name in rows]


def seats(session: Session, paper_id: UUID) -> Sequence[Attendance]:
    """Where each candidate sits, by room and seat, with number and name."""
    query = sa.select(Attendance).join(Attendance.room).options(
        joinedload(Attendance.room), joinedload(Attendance.application).joinedload(Application.person)
    )  # fmt: skip
    return session.scalars(query.where(Attendance.paper_id == paper_id).order_by(Room.name, Attendance.seat)).all()


def seat_for(session: Session, paper: Paper, application_id: UUID) -> Attendance:
    """The seat of one candidate in a paper."""
    found = next((s for s in seats(session, paper.id) if s.application_id == application_id), None)
    if found is None:
        raise NotFound(Attendance, application_id)
    return found


def scripts(session: Session, paper_id: UUID) -> Sequence[Script]:
    """Every script of a paper by its code, re-marked ones included; nothing tells whose they are."""
    return session.scalars(sa.select(Script).where(Script.paper_id == paper_id, STANDS).order_by(Script.code)).all()


def progress(rows: Sequence[Script]) -> tuple[int, int]:
    """How many of these scripts were keyed twice, of how many: all that may be told of them before the lock."""
    return sum(script.state not in UNKEYED for script in rows), len(rows)


def progress_on_screen(session: Session, paper_id: UUID) -> tuple[int, int]:
    """How many marks are signed on screen, of how many: of a pair each counts, whatever they are."""
    count = sa.select(sa.func.count()).select_from(ScreenScript).where(ScreenScript.paper_id == paper_id, STANDS)
    stand = sa.and_(Mark.script_id == ScreenScript.id, Mark.voided == "", Mark.sheet < THIRD)
    signed = sa.select(sa.func.count()).select_from(Mark).join(ScreenScript, stand)
    return session.scalar(signed.where(ScreenScript.paper_id == paper_id)) or 0, 2 * (session.scalar(count) or 0)


def appeals(session: Session, paper_id: UUID) -> Sequence[Appeal]:
    """The re-marking requests of a paper in the order in which they came."""
    query = sa.select(Appeal).options(_with_post(Appeal.application)).where(Appeal.paper_id == paper_id)
    return session.scalars(query.order_by(Appeal.begun_at, Appeal.id)).all()


def published_paper(session: Session, paper_id: UUID) -> Paper:
    """A paper whose written results are public; NotFound before that, as if there were none."""
    row = session.scalar(sa.select(Paper).options(_OF_ROUND).where(Paper.id == paper_id, Paper.state.in_(PUBLISHED)))
    if row is None:
        raise NotFound(Paper, paper_id)
    return row


def published_papers(session: Session) -> Sequence[Paper]:
    """Every paper whose written results are public, the newest first."""
    query = sa.select(Paper).options(_OF_ROUND).where(Paper.state.in_(PUBLISHED))
    return session.scalars(query.order_by(Paper.published_at.desc(), Paper.id)).all()


def posted_paper(session: Session, paper_id: UUID) -> Paper:
    """A paper whose room lists were posted."""
    row = session.scalar(
        sa.select(Paper).options(_OF_ROUND).where(Paper.id == paper_id, Paper.lists_posted_at.is_not(None))
    )
    if row is None:
        raise NotFound(Paper, paper_id)
    return row


def results(session: Session, paper_id: UUID) -> list[Result]:
    """Everybody who sat the paper, by number."""
    query = (
        sa.select(Application)
        .join(Application.contest)
        .join(Attendance, sa.and_(Attendance.application_id == Application.id, Attendance.paper_id == paper_id))
        .options(joinedload(Application.contest).joinedload(Contest.post).joinedload(Post.agency))
        .where(Contest.paper_id == paper_id, Application.number.is_not(None))
        .order_by(*by_number(Application.number), Application.id)
    )
    return [Result(a.number or "", a.contest.post, a.state, a.written_mark) for a in session.scalars(query)]


def presenters(session: Session, round_id: UUID) -> Sequence[Application]:
    """Who passed the written part of a round, by post and number."""
    query = (
        sa.select(Application)
        .join(Application.contest)
        .options(joinedload(Application.person), joinedload(Application.contest).joinedload(Contest.post))
        .where(Contest.round_id == round_id, Application.state.in_(PRESENTING), Application.written_mark.is_not(None))
        .order_by(Contest.begun_at, *by_number(Application.number), Application.id)
    )
    return session.scalars(query).all()


def presentations(session: Session, ids: Iterable[UUID]) -> dict[UUID, Presentation]:
    """The time and place of each of these applications."""
    query = sa.select(Presentation).where(Presentation.application_id.in_(list(ids)))
    return {row.application_id: row for row in session.scalars(query)}


def panel_sheets(session: Session, ids: Iterable[UUID]) -> dict[UUID, list[PanelSheet]]:
    """Every keying for each of these applications."""
    query = sa.select(PanelSheet).where(PanelSheet.application_id.in_(list(ids)))
    found: dict[UUID, list[PanelSheet]] = {}
    for sheet in session.scalars(query.order_by(PanelSheet.round, PanelSheet.member_id, PanelSheet.keying)):
        found.setdefault(sheet.application_id, []).append(sheet)
    return found


def signed_sheets(session: Session, round_id: UUID) -> dict[UUID, tuple[int, int]]:
    """Of each candidate scored on screen: how many of those who sit have signed, of how many."""
    stand = sa.and_(
        OralSheet.defence_id == PanelSeat.defence_id, OralSheet.member_id == PanelSeat.member_id,
        OralSheet.voided == "", OralSheet.round == 1,
    )  # fmt: skip
    query = (
        sa.select(PanelSeat.defence_id, sa.func.count(OralSheet.id), sa.func.count(PanelSeat.id))
        .outerjoin(OralSheet, stand)
        .join(Application, Application.id == PanelSeat.defence_id)
        .join(Contest, Contest.id == Application.contest_id)
        .where(Contest.round_id == round_id, PanelSeat.left_why == "")
        .group_by(PanelSeat.defence_id)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def presenter_for(session: Session, application_id: UUID, reach: Reach) -> Application:
    """One candidate of the presentation part, of a round that the person deals with."""
    query = sa.select(Application).options(
        joinedload(Application.person),
        joinedload(Application.contest).joinedload(Contest.post).joinedload(Post.agency),
        joinedload(Application.contest).joinedload(Contest.round).joinedload(Round.agency),
    )
    row = session.scalar(query.where(Application.id == application_id, Application.state.in_(PRESENTING)))
    if row is None or row.contest.round is None or not within(reach, row.contest.round):
        raise NotFound(Application, application_id)
    return row


def _with_post(application: sa.orm.InstrumentedAttribute[Application]) -> sa.orm.Load:
    loaded = joinedload(application)
    return loaded.options(
        joinedload(Application.person),
        joinedload(Application.contest).joinedload(Contest.post).joinedload(Post.agency),
        joinedload(Application.contest).joinedload(Contest.round).joinedload(Round.agency),
        joinedload(Application.contest).joinedload(Contest.paper),
    )  # type: ignore[return-value]
