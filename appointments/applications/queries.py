"""Reading applications: a candidate's own, and those that a person's roles reach. Whatever is not for the asker is not
found. Whether a role may read a list or a dossier in the present phase is looked up in `workflows.access`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.accounts import queries as accounts
from appointments.accounts.models import Person
from appointments.applications.case import WITH_CONTEST, application_scopes
from appointments.applications.models import Application, Petition
from appointments.applications.numbers import by_number
from appointments.competitions import context
from appointments.competitions.models import Contest, Round
from appointments.competitions.queries import Reach, in_window
from appointments.core.errors import NotFound
from appointments.core.ledger.history import case_history
from appointments.organisation.models import Post
from workflows import access
from workflows.roles import AUDITOR, PERSONNEL, SUPERVISOR, SYSADMIN, Role

WHOLE = (*WITH_CONTEST, selectinload(Application.documents), selectinload(Application.verdicts))
INSPECTED, REASON_HOLDS = "application.inspect", timedelta(hours=1)
ON_REASON = frozenset({SUPERVISOR, AUDITOR})
"""Who reads a dossier on a reason that is kept on record."""
WITH_POST = (joinedload(Contest.post).joinedload(Post.agency), joinedload(Contest.round).joinedload(Round.agency),
             joinedload(Contest.paper))  # fmt: skip


def announced_post(session: Session, contest_id: UUID) -> Contest:
    """A post for which one may or might apply; NotFound before its announcement."""
    query = sa.select(Contest).join(Contest.round).options(*WITH_POST)
    row = session.scalar(query.where(Contest.id == contest_id, Round.announced_at.is_not(None)))
    if row is None:
        raise NotFound(Contest, contest_id)
    return row


def live_application(session: Session, contest_id: UUID, person_id: UUID) -> Application | None:
    """The person's application for this post that was neither withdrawn nor left to lapse."""
    query = sa.select(Application).where(Application.contest_id == contest_id, Application.person_id == person_id)
    return session.scalar(query.where(Application.is_live))


def applications_of(session: Session, person_id: UUID) -> Sequence[Application]:
    """Everything a person applied for, the newest first."""
    query = sa.select(Application).options(*WITH_CONTEST).where(Application.person_id == person_id)
    return session.scalars(query.order_by(Application.begun_at.desc(), Application.id)).all()


def application(session: Session, application_id: UUID) -> Application:
    """One application with everything that its pages show; for whom it is, is decided by the caller."""
    row = session.scalar(sa.select(Application).options(*WHOLE).where(Application.id == application_id))
    if row is None:
        raise NotFound(Application, application_id)
    context.load_agencies(session)
    return row


def own_application(session: Session, application_id: UUID, person_id: UUID) -> Application:
    """The candidate's own application, or NotFound."""
    row = application(session, application_id)
    if row.person_id != person_id:
        raise NotFound(Application, application_id)
    return row


def written_by(session: Session, application_id: UUID, person_id: UUID, now: datetime) -> Application:
    """The application that this person writes: one's own, or the paper dossier that this officer keys."""
    row = application(session, application_id)
    if not (row.person_id == person_id or is_keyed_by(session, row, person_id, now)):
        raise NotFound(Application, application_id)
    return row


def is_keyed_by(session: Session, row: Application, person_id: UUID, now: datetime) -> bool:
    """Whether the dossier is a paper one that this person keyed, and is a personnel officer for still."""
    return row.keyed_by == person_id and PERSONNEL in roles_towards(session, row, person_id, now)


def roles_towards(session: Session, row: Application, person_id: UUID, now: datetime) -> frozenset[Role]:
    """The staff roles with which a person meets an application; in one's own case none."""
    if person_id == row.person_id:
        return frozenset()
    return accounts.roles_of(session, person_id, application_scopes(row), now) - {SYSADMIN}


def roles_in_round(session: Session, round_: Round, person_id: UUID, now: datetime) -> frozenset[Role]:
    """The staff roles with which a person meets a round; whoever loaded the agencies pays no statement for them."""
    return accounts.roles_of(session, person_id, context.scopes_of(round_), now) - {SYSADMIN}


def phase_of(contest: Contest, now: datetime) -> str:
    """The phase of the post in the words of the access table."""
    round_, paper = contest.round, contest.paper
    return access.phase(
        round_.state if round_ else "",
        paper.state if paper else "",
        contest.state,
        exam_begun=bool(paper and paper.starts_at and paper.starts_at <= now),
        window_open=in_window(contest, now),
    )


def may_read(roles: Iterable[Role], resource: str, phase: str) -> bool:
    """Whether one of the roles held in a case's scope may read the resource in that phase, without giving a reason."""
    found = (access.right(role, resource, "read", phase, own=True) for role in roles)
    return any(right is not None and not right.reason for right in found)


def must_give_reason(session: Session, row: Application, person_id: UUID, now: datetime) -> bool:
    """Whether the asker's roles let the dossier be read on a reason only, and none was given lately."""
    roles = roles_towards(session, row, person_id, now) & ON_REASON
    if row.submitted_at is None or not roles or may_read(roles, "dossier", phase_of(row.contest, now)):
        return False
    return not opened_lately(session, row, person_id, now)


def opens_to(session: Session, row: Application, person_id: UUID, now: datetime) -> bool:
    """Whether the page of an application opens to this person: to its candidate, or to roles that may read it now."""
    if person_id == row.person_id or is_keyed_by(session, row, person_id, now):
        return True
    roles = roles_towards(session, row, person_id, now)
    return row.submitted_at is not None and bool(
        roles & ON_REASON or may_read(roles, "application", phase_of(row.contest, now))
    )


def opened_lately(session: Session, row: Application, person_id: UUID, now: datetime) -> bool:
    """Whether the person gave a reason for reading this dossier within the last hour; it stands in the ledger."""
    events = case_history(session, row.case_key)
    return any(e.act == INSPECTED and e.person == person_id and now - e.at < REASON_HOLDS for e in events)


@dataclass(frozen=True)
class Seen:
    """An application as a member of staff meets it: the row, the roles held towards it, what may be opened."""

    row: Application
    roles: frozenset[Role]
    dossier: bool


def for_staff(session: Session, application_id: UUID, person_id: UUID, now: datetime) -> Seen:
    """An application that was handed in, for somebody whose roles reach it; NotFound for everybody else."""
    row = application(session, application_id)
    roles = roles_towards(session, row, person_id, now)
    is_keyed_here = row.keyed_by == person_id and PERSONNEL in roles
    phase, handed_in = phase_of(row.contest, now), row.submitted_at is not None
    listed, readable = may_read(roles, "application", phase), may_read(roles, "dossier", phase)
    if handed_in and roles & ON_REASON and not readable and opened_lately(session, row, person_id, now):
        listed = readable = True
    if not ((handed_in and listed) or is_keyed_here):
        raise NotFound(Application, application_id)
    return Seen(row, roles, is_keyed_here or readable)


@dataclass(frozen=True)
class Filter:
    """What a list of applications is narrowed to; empty strings narrow nothing."""

    state: str = ""
    contest: str = ""
    channel: str = ""


def round_counts(session: Session, round_id: UUID) -> Counter[tuple[str, UUID, str]]:
    """How many handed-in applications a round has by state, post and channel."""
    query = (
        sa.select(Application.state, Application.contest_id, Application.channel, sa.func.count())
        .join(Application.contest)
        .where(Contest.round_id == round_id, Application.submitted_at.is_not(None))
    )
    grouped = query.group_by(Application.state, Application.contest_id, Application.channel)
    return Counter({(row[0], row[1], row[2]): row[3] for row in session.execute(grouped)})


def round_applications(
    session: Session, round_id: UUID, wanted: Filter, first: int, size: int
) -> Sequence[Application]:
    """One page of a round's handed-in applications, those that wait longest first."""
    query = sa.select(Application).join(Application.contest).options(*WITH_CONTEST)
    query = query.where(Contest.round_id == round_id, *_narrowed(wanted))
    return session.scalars(query.order_by(Application.submitted_at, Application.id).offset(first).limit(size)).all()


def _narrowed(wanted: Filter) -> list[Any]:
    narrowed: list[Any] = [Application.submitted_at.is_not(None)]
    if wanted.state:
        narrowed.append(Application.state == wanted.state)
    if wanted.contest:
        narrowed.append(Application.contest_id == UUID(wanted.contest))
    if wanted.channel:
        narrowed.append(Application.channel == wanted.channel)
    return narrowed


def paper_drafts(session: Session, round_id: UUID, person_id: UUID) -> Sequence[Application]:
    """The paper dossiers that this officer has begun to key and not registered yet."""
    query = sa.select(Application).join(Application.contest).options(*WITH_CONTEST)
    query = query.where(Contest.round_id == round_id, Application.keyed_by == person_id, Application.state == "draft")
    return session.scalars(query.order_by(Application.begun_at)).all()


def unfinished_paper(session: Session, round_id: UUID) -> int:
    """How many paper dossiers of a round are begun and not registered, whoever keys them."""
    query = sa.select(sa.func.count(Application.id)).join(Application.contest)
    keyed = (Contest.round_id == round_id, Application.state == "draft", Application.channel != "portal")
    return session.scalar(query.where(*keyed)) or 0


@dataclass(frozen=True)
class RoundLine:
    """One round in the list of those with applications to deal with."""

    round: Round
    handed_in: int
    waiting: int


def rounds_with_applications(session: Session, reach: Reach) -> list[RoundLine]:
    """The announced rounds within a person's reach, the newest first, with how many applications wait for a verdict."""
    query = sa.select(Round).options(joinedload(Round.agency)).where(Round.announced_at.is_not(None))
    if not reach.everything:
        query = query.where(sa.or_(Round.agency_id.in_(reach.agencies), Round.id.in_(reach.rounds)))
    rounds = session.scalars(query.order_by(Round.announced_at.desc(), Round.id)).all()
    counted = sa.select(Contest.round_id, Application.state, sa.func.count()).join(Application.contest)
    counted = counted.where(Application.submitted_at.is_not(None)).group_by(Contest.round_id, Application.state)
    total: Counter[UUID | None] = Counter()
    waiting: Counter[UUID | None] = Counter()
    for round_id, state, number in session.execute(counted):
        total[round_id] += number
        waiting[round_id] += number if state in ("submitted", "rejection_proposed") else 0
    return [RoundLine(r, total[r.id], waiting[r.id]) for r in rounds]


def listed(session: Session, round_id: UUID) -> Sequence[Application]:
    """Everybody of a round who has a number, by number."""
    query = sa.select(Application).join(Application.contest).options(*WITH_CONTEST)
    query = query.where(Contest.round_id == round_id, Application.number.is_not(None))
    return session.scalars(query.order_by(*by_number(Application.number), Application.id)).all()


def eligible(session: Session, round_id: UUID) -> Sequence[Application]:
    """Everybody of a round who is eligible and not listed yet, by name."""
    query = sa.select(Application).join(Application.contest).join(Application.person).options(*WITH_CONTEST)
    query = query.where(Contest.round_id == round_id, Application.state == "eligible")
    return session.scalars(query.order_by(Person.sort_key, Application.id)).all()


def petitions_of_round(session: Session, round_id: UUID) -> Sequence[Petition]:
    """The petitions of a round, the open ones first."""
    query = sa.select(Petition).join(Petition.application).join(Application.contest)
    query = query.options(joinedload(Petition.application).options(*WITH_CONTEST)).where(Contest.round_id == round_id)
    return session.scalars(query.order_by(Petition.answer != "", Petition.begun_at, Petition.id)).all()


def petitions_of(session: Session, application_id: UUID) -> Sequence[Petition]:
    """The petitions about one application, the newest first."""
    query = sa.select(Petition).where(Petition.application_id == application_id)
    return session.scalars(query.order_by(Petition.begun_at.desc())).all()


def petition(session: Session, petition_id: UUID) -> Petition:
    """One petition with its application; for whom it is, is decided by the caller."""
    loads = joinedload(Petition.application).options(*WHOLE)
    row = session.scalar(sa.select(Petition).options(loads).where(Petition.id == petition_id))
    if row is None:
        raise NotFound(Petition, petition_id)
    context.load_agencies(session)
    return row
