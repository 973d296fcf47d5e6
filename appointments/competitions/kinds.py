"""Enters rounds, posts, papers and suspensions into the house's directory of cases."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.accounts.scopes import Place, provider
from appointments.competitions import context
from appointments.competitions.case import contest_case, round_case
from appointments.competitions.models import Contest, Hold, Paper, Round
from appointments.competitions.siblings import hold_case, paper_case
from appointments.core.directory import Kind, register
from appointments.organisation.models import Agency, Post
from workflows.words import Words

TO_THE_TOP = joinedload(Agency.parent).joinedload(Agency.parent).joinedload(Agency.parent)
"""An agency with those above it: city, agency or district, unit, and one to spare."""


def round_title(row: Round) -> Words:
    """A round as lists call it; titles are data and stand in the language they were written in."""
    return Words(row.title, row.title)


def contest_title(row: Contest) -> Words:
    """A post as lists call it."""
    post = row.post
    return Words(f"{post.title_vi}, {post.agency.name_vi}", f"{post.title_en}, {post.agency.name_en}")


def paper_title(row: Paper) -> Words:
    """A written paper as lists call it."""
    return Words(f"{row.title} ({row.round.title})", f"{row.title} ({row.round.title})")


def hold_title(row: Hold) -> Words:
    """A suspension as lists call it."""
    name = row.round.title if row.round else row.target
    return Words(f"Tạm dừng: {name}", f"Suspension: {name}")


def hold_scopes(row: Hold) -> tuple[str, ...]:
    """The scopes whose role holders deal with a suspension."""
    return context.scopes_of(row.round) if row.round else ()


def _rounds(states: Iterable[str]) -> sa.Select[Any]:
    return _in(sa.select(Round).options(joinedload(Round.agency).options(TO_THE_TOP)), Round, states)


def _contests(states: Iterable[str]) -> sa.Select[Any]:
    loads = (
        joinedload(Contest.post).joinedload(Post.agency).options(TO_THE_TOP),
        joinedload(Contest.round).joinedload(Round.agency).options(TO_THE_TOP),
    )
    return _in(sa.select(Contest).options(*loads), Contest, states)


def _papers(states: Iterable[str]) -> sa.Select[Any]:
    load = joinedload(Paper.round).joinedload(Round.agency).options(TO_THE_TOP)
    return _in(sa.select(Paper).options(load), Paper, states)


def _holds(states: Iterable[str]) -> sa.Select[Any]:
    load = joinedload(Hold.round).joinedload(Round.agency).options(TO_THE_TOP)
    return _in(sa.select(Hold).options(load), Hold, states)


def _in(query: sa.Select[Any], model: Any, states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    return query.where(model.state.in_(wanted)) if wanted else query


@provider
def round_places(session: Session) -> list[Place]:
    """The rounds in which a role can be held: those that have not ended."""
    context.load_agencies(session)
    query = sa.select(Round).where(Round.state.not_in(("closed", "cancelled", "voided"))).order_by(Round.begun_at)
    return [
        Place(context.round_scope(row.id), round_title(row), context.agency_scopes(row.agency))
        for row in session.scalars(query)
    ]


def _nobody(_row: Any) -> None:
    """No candidate owns such a case."""


register(Kind("round", Round, round_case, _rounds, context.scopes_of, _nobody, round_title, "competitions.show"))
register(
    Kind("contest", Contest, contest_case, _contests, context.contest_scopes, _nobody, contest_title, "needs.show")
)
register(
    Kind(
        "paper",
        Paper,
        paper_case,
        _papers,
        lambda row: context.scopes_of(row.round),
        _nobody,
        paper_title,
        "exams.paper",
    )
)
register(Kind("hold", Hold, hold_case, _holds, hold_scopes, _nobody, hold_title, "holds.show"))
