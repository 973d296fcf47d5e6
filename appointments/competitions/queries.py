"""Reading rounds, posts to be filled, holds and declarations. What one may not know of is answered as not there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from appointments.accounts import queries as accounts
from appointments.competitions import context
from appointments.competitions.models import Contest, Declaration, Filing, Hold, Paper, Particular, Round
from appointments.core.errors import NotFound
from appointments.organisation import queries as organisation
from appointments.organisation.models import Agency, Post
from workflows.duties import CITY
from workflows.roles import Role

BEFORE_ANNOUNCEMENT = ("plan_draft", "plan_submitted", "plan_approved")
"""The states in which a round is the organisers' own business."""

_WITH_POSTS: tuple[ExecutableOption, ...] = (
    joinedload(Round.agency),
    selectinload(Round.contests).joinedload(Contest.post).joinedload(Post.agency),
    selectinload(Round.contests).joinedload(Contest.paper),
    selectinload(Round.papers),
)


@dataclass(frozen=True)
class Reach:
    """What a person's roles reach: everything, or the agencies below those held, and single rounds."""

    everything: bool
    agencies: frozenset[UUID]
    rounds: frozenset[UUID]
    roles: frozenset[Role]

    @property
    def nothing(self) -> bool:
        """Whether the person holds no role at all."""
        return not (self.everything or self.agencies or self.rounds)


EVERYWHERE = Reach(True, frozenset(), frozenset(), frozenset())
"""What the house itself reaches, in nobody's name."""


def reach_of(session: Session, person_id: UUID, now: datetime, roles: Iterable[Role] | None = None) -> Reach:
    """What this person's roles reach now; `roles` narrows it to some of them."""
    wanted = None if roles is None else frozenset(roles)
    held = [(r, s) for r, s in accounts.holdings_of(session, person_id, now) if wanted is None or r in wanted]
    context.load_agencies(session)
    own = {UUID(scope.removeprefix("agency:")) for _, scope in held if scope.startswith("agency:")}
    return Reach(
        everything=any(scope == CITY for _, scope in held),
        agencies=frozenset(a.id for a in session.info["agencies"] if own & set(_lineage(a))),
        rounds=frozenset(UUID(scope.removeprefix("round:")) for _, scope in held if scope.startswith("round:")),
        roles=frozenset(role for role, _ in held),
    )


Slice = tuple[int, int]
"""Which rows of a long list: how many to pass over, how many to fetch."""


def rounds_within(session: Session, reach: Reach, rows: Slice | None = None) -> Sequence[Round]:
    """The rounds that a person deals with, the newest first."""
    query = sa.select(Round).options(*_WITH_POSTS).order_by(Round.begun_at.desc(), Round.id)
    return session.scalars(_sliced(query.where(_round_is_within(reach)), rows)).all()


def count_rounds(session: Session, reach: Reach) -> int:
    """How many rounds a person deals with."""
    return session.scalar(sa.select(sa.func.count(Round.id)).where(_round_is_within(reach))) or 0


def contests_within(session: Session, reach: Reach, rows: Slice | None = None) -> Sequence[Contest]:
    """The posts to be filled that a person deals with, the newest first."""
    query = (
        sa.select(Contest)
        .join(Contest.post)
        .options(joinedload(Contest.post).joinedload(Post.agency), joinedload(Contest.round).joinedload(Round.agency))
        .order_by(Contest.begun_at.desc(), Contest.id)
    )
    return session.scalars(_sliced(query.where(_contest_is_within(reach)), rows)).all()


def count_contests(session: Session, reach: Reach) -> int:
    """How many posts to be filled a person deals with."""
    query = sa.select(sa.func.count(Contest.id)).join(Contest.post).where(_contest_is_within(reach))
    return session.scalar(query) or 0


def _round_is_within(reach: Reach) -> sa.ColumnElement[bool]:
    if reach.everything:
        return sa.true()
    return sa.or_(Round.agency_id.in_(reach.agencies), Round.id.in_(reach.rounds))


def _contest_is_within(reach: Reach) -> sa.ColumnElement[bool]:
    if reach.everything:
        return sa.true()
    return sa.or_(Post.agency_id.in_(reach.agencies), Contest.round_id.in_(reach.rounds))


def _sliced(query: sa.Select[Any], rows: Slice | None) -> sa.Select[Any]:
    return query if rows is None else query.offset(rows[0]).limit(rows[1])


def round_for(session: Session, round_id: UUID, reach: Reach) -> Round:
    """One round that the person deals with; NotFound where it is not theirs to know of."""
    row = session.scalar(sa.select(Round).options(*_WITH_POSTS).where(Round.id == round_id))
    if row is None or not (reach.everything or row.agency_id in reach.agencies or row.id in reach.rounds):
        raise NotFound(Round, round_id)
    return row


def contest_for(session: Session, contest_id: UUID, reach: Reach) -> Contest:
    """One post to be filled that the person deals with."""
    query = sa.select(Contest).options(
        joinedload(Contest.post).joinedload(Post.agency), joinedload(Contest.round).joinedload(Round.agency)
    )
    row = session.scalar(query.where(Contest.id == contest_id))
    if row is None:
        raise NotFound(Contest, contest_id)
    if not (reach.everything or row.post.agency_id in reach.agencies or row.round_id in reach.rounds):
        raise NotFound(Contest, contest_id)
    return row


def public_rounds(session: Session) -> Sequence[Round]:
    """The rounds that the public knows of: everything from the announcement on, the newest first."""
    query = sa.select(Round).options(*_WITH_POSTS).where(Round.announced_at.is_not(None))
    return session.scalars(query.order_by(Round.announced_at.desc(), Round.id)).all()


def public_round(session: Session, round_id: UUID) -> Round:
    """One announced round; NotFound before its announcement, as if there were none."""
    query = sa.select(Round).options(*_WITH_POSTS).where(Round.id == round_id, Round.announced_at.is_not(None))
    row = session.scalar(query)
    if row is None:
        raise NotFound(Round, round_id)
    return row


def is_open(contest: Contest, now: datetime) -> bool:
    """Whether applications for this post are received at this instant."""
    return bool(contest.state in ("open", "extended") and contest.round and in_window(contest, now))


def in_window(contest: Contest, now: datetime) -> bool:
    """Whether `now` lies in the post's reception window: its beginning counts, its end does not."""
    opens, closes = window_of(contest)
    return opens is not None and closes is not None and opens <= now < closes


def window_of(contest: Contest) -> tuple[datetime | None, datetime | None]:
    """The reception window of one post: the round's, with its own end where it was extended."""
    if contest.round is None:
        return None, None
    return contest.round.opens_at, contest.closes_at or contest.round.closes_at


def contests_of(session: Session, round_id: UUID) -> Sequence[Contest]:
    """The posts of a round in the order in which they were asked for."""
    query = sa.select(Contest).options(joinedload(Contest.post).joinedload(Post.agency))
    return session.scalars(query.where(Contest.round_id == round_id).order_by(Contest.begun_at, Contest.id)).all()


def papers_of(session: Session, round_id: UUID) -> Sequence[Paper]:
    """The written papers of a round."""
    return session.scalars(sa.select(Paper).where(Paper.round_id == round_id).order_by(Paper.begun_at, Paper.id)).all()


def bundleable(session: Session, reach: Reach) -> list[Contest]:
    """Approved needs that no plan has taken up yet."""
    return [c for c in contests_within(session, reach) if c.state == "policy_approved" and c.round_id is None]


def posts_within(session: Session, reach: Reach, on: date | None = None) -> Sequence[Post]:
    """The leadership posts for which a person may ask, by agency and title; of one day those that exist on it."""
    query = sa.select(Post).join(Post.agency).options(joinedload(Post.agency))
    if on is not None:
        query = query.where(organisation.stands(Post, on), organisation.stands(Agency, on))
    if not reach.everything:
        query = query.where(Post.agency_id.in_(reach.agencies))
    return session.scalars(query.order_by(Agency.name_vi, Post.title_vi, Post.id)).all()


def holds_of_round(session: Session, round_id: UUID) -> Sequence[Hold]:
    """Every suspension in a round, the newest first."""
    return session.scalars(sa.select(Hold).where(Hold.round_id == round_id).order_by(Hold.begun_at.desc())).all()


def filings(session: Session, case_key: str) -> Sequence[Filing]:
    """The papers on file for a case, in the order in which they were filed."""
    return session.scalars(sa.select(Filing).where(Filing.case_key == case_key).order_by(Filing.filed_at)).all()


def agencies_within(session: Session, reach: Reach) -> list[Agency]:
    """The agencies that a person may act for, by name."""
    known = sorted(session.info["agencies"], key=lambda agency: agency.name_vi)
    return [agency for agency in known if reach.everything or agency.id in reach.agencies]


def declarations(session: Session, round_id: UUID) -> Sequence[Declaration]:
    """Every declaration of interest in a round, by person and list."""
    query = sa.select(Declaration).where(Declaration.round_id == round_id)
    return session.scalars(query.order_by(Declaration.list_version, Declaration.declared_at)).all()


def particulars_of(session: Session, person_id: UUID) -> Sequence[Particular]:
    """What a person stated in any round, in the order in which it was stated."""
    query = sa.select(Particular).where(Particular.person_id == person_id)
    return session.scalars(query.order_by(Particular.stated_at, Particular.kind, Particular.id)).all()


def declared(session: Session, round_: Round, person_id: UUID) -> Declaration | None:
    """What a member declared on the present list of candidates."""
    return session.scalar(
        sa.select(Declaration).where(
            Declaration.round_id == round_.id,
            Declaration.person_id == person_id,
            Declaration.list_version == round_.list_version,
        )
    )


def _lineage(agency: Agency | None) -> list[UUID]:
    found: list[UUID] = []
    while agency is not None and agency.id not in found:
        found.append(agency.id)
        agency = agency.parent
    return found
