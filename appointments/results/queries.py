"""Reading results: what staff see of a post's ranking, what the public and each candidate may see once it is out."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.competitions.models import Contest, Round
from appointments.competitions.queries import Reach
from appointments.core.errors import NotFound
from appointments.organisation.models import Post
from appointments.results.models import Standing, TieDecision

PUBLISHED = ("result_published", "closed")
"""The states in which a round's result is the public's."""
BEFORE_RESULTS = (
    "plan_draft", "plan_submitted", "plan_approved", "announced", "receiving", "reception_closed", "checking",
    "shortlist_published",
)  # fmt: skip
WITH_RESULT = (
    "recognised", "verifying", "submitted", "collective_decided", "decision_issued", "in_office", "fallback_next",
    "no_winner",
)  # fmt: skip

_WITH_POSTS: tuple[ExecutableOption, ...] = (
    joinedload(Round.agency),
    selectinload(Round.contests).joinedload(Contest.post).joinedload(Post.agency),
)


def rounds_with_results(session: Session, reach: Reach) -> Sequence[Round]:
    """The rounds within reach whose exam has begun, the newest first."""
    query = sa.select(Round).options(*_WITH_POSTS).where(Round.state.not_in(BEFORE_RESULTS))
    if not reach.everything:
        query = query.where(sa.or_(Round.agency_id.in_(reach.agencies), Round.id.in_(reach.rounds)))
    return session.scalars(query.order_by(Round.begun_at.desc(), Round.id)).all()


def published_rounds(session: Session) -> Sequence[Round]:
    """The rounds whose result is out, the newest first."""
    query = sa.select(Round).options(*_WITH_POSTS).where(Round.state.in_(PUBLISHED), Round.results_at.is_not(None))
    return session.scalars(query.order_by(Round.results_at.desc(), Round.id)).all()


def published_round(session: Session, round_id: UUID) -> Round:
    """One round whose result is out; NotFound before that, as if there were none."""
    query = sa.select(Round).options(*_WITH_POSTS).where(Round.id == round_id, Round.state.in_(PUBLISHED))
    row = session.scalar(query.where(Round.results_at.is_not(None)))
    if row is None:
        raise NotFound(Round, round_id)
    return row


def post_of(session: Session, contest_id: UUID) -> Contest:
    """One post with its round and paper; whether the asker may see it is asked by the caller."""
    query = sa.select(Contest).options(
        joinedload(Contest.post).joinedload(Post.agency), joinedload(Contest.round).joinedload(Round.agency),
        joinedload(Contest.paper),
    )  # fmt: skip
    row = session.scalar(query.where(Contest.id == contest_id))
    if row is None or row.round is None:
        raise NotFound(Contest, contest_id)
    return row


def is_published(contest: Contest) -> bool:
    """Whether the result of this post is the public's."""
    round_ = contest.round
    is_out = round_ is not None and round_.state in PUBLISHED and round_.results_at is not None
    return is_out and contest.state in WITH_RESULT


def winners(session: Session, contest_ids: Sequence[UUID]) -> Sequence[Application]:
    """Those who are selected or appointed for these posts, with their names; the only ones whom the public knows."""
    query = sa.select(Application).options(joinedload(Application.person)).where(
        Application.contest_id.in_(contest_ids), Application.state.in_(("winner", "appointed"))
    )  # fmt: skip
    query = query.order_by(Application.contest_id, Application.place, *by_number(Application.number))
    return session.scalars(query).all()


def deducted(session: Session, contest_id: UUID) -> Sequence[Application]:
    """Those of a post from whose written mark a sanction took something off."""
    query = sa.select(Application).where(
        Application.contest_id == contest_id, Application.script_mark != Application.written_mark
    )
    return session.scalars(query.order_by(*by_number(Application.number))).all()


def lines(session: Session, contest_ids: Sequence[UUID]) -> Sequence[Standing]:
    """The rankings of these posts as they were written down."""
    query = sa.select(Standing).where(Standing.contest_id.in_(contest_ids))
    return session.scalars(query.order_by(Standing.contest_id, Standing.place, Standing.id)).all()


def tie_decisions(session: Session, contest_id: UUID) -> Sequence[TieDecision]:
    """Every reasoned order given for a tie of this post, the oldest first."""
    query = sa.select(TieDecision).where(TieDecision.contest_id == contest_id)
    return session.scalars(query.order_by(TieDecision.decided_at, TieDecision.id)).all()


def own_application(session: Session, application_id: UUID, person_id: UUID) -> Application:
    """A candidate's own application with its post and round; NotFound for anybody else."""
    query = sa.select(Application).options(
        joinedload(Application.contest).joinedload(Contest.post).joinedload(Post.agency),
        joinedload(Application.contest).joinedload(Contest.round),
    )
    row = session.scalar(query.where(Application.id == application_id, Application.person_id == person_id))
    if row is None:
        raise NotFound(Application, application_id)
    return row
