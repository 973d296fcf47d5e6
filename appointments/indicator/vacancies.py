"""What is known of the vacancies to come: posts without a holder, competitions, who retires, terms that end."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.competitions.models import Contest
from appointments.competitions.queries import EVERYWHERE
from appointments.decisions import terms
from appointments.decisions.models import Decision
from appointments.indicator.definition import Definition
from appointments.indicator.planning import Rate, Vacancy
from appointments.indicator.queries import places
from appointments.indicator.rules import month_of
from appointments.organisation.models import Post
from workflows.words import Words

OVER = ("policy_refused", "in_office", "decision_issued", "no_winner", "cancelled", "voided")
APPOINTED, ENDED = ("in_office", "decision_issued"), ("in_office", "decision_issued", "no_winner")


@dataclass(frozen=True, slots=True)
class Known:
    """The vacancies with what they are called: the post's title and why it is vacant, by the vacancy's id."""

    vacancies: list[Vacancy]
    called: dict[object, tuple[Words, str]]


@dataclass(frozen=True, slots=True)
class Horizon:
    """From which month to which it is planned, how many months a competition takes, whether terms' ends count."""

    first: int
    last: int
    lead: int
    terms: bool


def known(session: Session, definition: Definition, on: date, horizon: Horizon) -> Known:
    """Every vacancy that the register tells of."""
    found = Known([], {})
    tops, running = places(session, on), _running(session)
    live = _live(session)
    query = sa.select(Post).where(Post.level.in_(_levels(definition)), ~Post.elected).order_by(Post.id)
    posts = {post.id: post for post in session.scalars(query) if _is_wanted(post.rank, post.staff, definition)}
    for post in posts.values():
        if (post.valid_to and post.valid_to < on) or post.agency_id not in tops:
            continue
        held = max(post.filled, len(running.get(post.id, ())))
        planned = live.get(post.id, 0)
        for n in range(max(post.quota - held, planned)):
            may = n < planned or horizon.first + horizon.lead <= horizon.last
            month = min(horizon.first + horizon.lead, horizon.last)
            one = Vacancy(f"{post.id.hex}:{n}", tops[post.agency_id], month, may, n < planned)
            _enter(found, one, post, "planned" if n < planned else "vacant")
        for row in running.get(post.id, ()):
            if left := _leaves(row, on, definition.last, horizon.terms):
                month = month_of(left[0])
                one = Vacancy(row.id.hex, tops[post.agency_id], month, month - horizon.first >= horizon.lead)
                _enter(found, one, post, left[1])
    return found


def _leaves(row: Decision, on: date, last: date, with_terms: bool) -> tuple[date, str] | None:
    """On which day the holder leaves, as far as is known: by age (whatever becomes of the term), else with the term."""
    retiring = terms.retirement_of(row)
    if retiring and on < retiring <= last:
        return retiring, "retirement"
    ends = row.term_ends_on
    return (ends, "term") if with_terms and ends and on < ends <= last else None


def rate(session: Session) -> Rate:
    """How many of the competitions that came to an end ended with somebody appointed."""
    rows = session.execute(
        sa.select(Contest.state, sa.func.count()).where(Contest.state.in_(ENDED)).group_by(Contest.state)
    )
    by_state = {row[0]: row[1] for row in rows}
    return Rate(sum(by_state.get(state, 0) for state in APPOINTED), sum(by_state.values()))


def _enter(found: Known, one: Vacancy, post: Post, why: str) -> None:
    found.vacancies.append(one)
    found.called[one.id] = Words(post.title_vi, post.title_en), why


def _levels(definition: Definition) -> tuple[str, ...]:
    return ("DIVISION", "COMMUNE_DIVISION") if definition.commune else ("DIVISION",)


def _is_wanted(rank: str, staff: str, definition: Definition) -> bool:
    return definition.ranks in ("both", rank) and not (definition.civil_only and staff == "public_employee")


def _running(session: Session) -> dict[object, list[Decision]]:
    """The terms that run, by post."""
    found: dict[object, list[Decision]] = {}
    for row in session.scalars(terms.running(session, EVERYWHERE).options(joinedload(Decision.person))):
        found.setdefault(row.post_id, []).append(row)
    return found


def _live(session: Session) -> dict[object, int]:
    """How many places each post has in competitions under way."""
    query = sa.select(Contest.post_id, sa.func.sum(Contest.slots)).where(Contest.state.not_in(OVER))
    return {post: int(slots) for post, slots in session.execute(query.group_by(Contest.post_id))}
