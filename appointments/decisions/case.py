"""The facts about decisions of appointment, and what posts and candidates must know of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.competitions import context
from appointments.competitions.case import Asker, clashes_of
from appointments.competitions.models import Contest
from appointments.core import directory
from appointments.core.work import By
from appointments.decisions.models import Check, Decision
from appointments.decisions.rules import CHECKS
from appointments.organisation.models import Post
from workflows.calendar import local_day, midnight_before
from workflows.decision import DecisionFacts
from workflows.engine import Case
from workflows.words import Words

AFTER_RECOGNITION = ("recognised", "verifying", "submitted", "collective_decided", "decision_issued", "fallback_next")


@directory.tells_facts("contest")
def contest_facts(session: Session, contest: Contest) -> dict[str, Any]:
    """Verification, the selected person and the decision; nothing of it exists before the results are recognised."""
    if contest.state not in AFTER_RECOGNITION or contest.winner_id is None:
        return {}
    winner = session.get(Application, contest.winner_id)
    checks = {c.item: c.passed for c in checks_of(session, contest)}
    decision = latest_decision(session, contest.id, winner.person_id if winner else None)
    rules = context.rules_of(contest.round, contest.begun_at)
    return {
        "winner_state": winner.state if winner else "",
        "open_checks": sum(item not in checks for item in CHECKS),
        "failed_checks": sum(not passed for passed in checks.values()),
        "decision_state": decision.state if decision else "",
        "effective_at": midnight_before(decision.effective_on) if decision and decision.effective_on else None,
        "has_minutes": bool(contest.minutes.strip()),
        "vote_needed": not rules["exam.skips_voting"],
        "vote_carried": contest.vote_carried,
        "next_exists": next_passer(session, contest.id) is not None,
        "finish_by": _finish_by(session, contest, rules),
    }


def checks_of(session: Session, contest: Contest) -> list[Check]:
    """The verification of the person who is being appointed now."""
    query = sa.select(Check).where(Check.contest_id == contest.id, Check.application_id == contest.winner_id)
    return list(session.scalars(query.order_by(Check.item)))


def next_passer(session: Session, contest_id: UUID) -> Application | None:
    """The best placed of those in reserve."""
    query = sa.select(Application).where(Application.contest_id == contest_id, Application.state == "reserve")
    return session.scalar(query.order_by(Application.place, *by_number(Application.number)).limit(1))


def latest_decision(session: Session, contest_id: UUID, person_id: UUID | None) -> Decision | None:
    """The last decision about this post and person."""
    query = sa.select(Decision).where(Decision.contest_id == contest_id, Decision.person_id == person_id)
    return session.scalar(query.order_by(Decision.begun_at.desc()).limit(1))


def _finish_by(session: Session, contest: Contest, rules: Any) -> datetime | None:
    """The personnel process ends within so many working days, counted for exams from the recognition (domain: 3.2)."""
    if contest.round is None or contest.round.results_at is None:
        return None
    calendar = context.calendar_of(session, contest.round.results_at)
    return calendar.after(contest.round.results_at, int(rules["process.finish_days"]), working=True).due


@directory.tells_facts("round")
def round_facts(session: Session, round_: Any) -> dict[str, Any]:
    """How many decisions of the round's posts stand."""
    ids = [contest.id for contest in round_.contests]
    query = sa.select(sa.func.count(Decision.id)).where(Decision.contest_id.in_(ids), Decision.state == "issued")
    return {"decisions_in_force": session.scalar(query) or 0}


def decision_case(session: Session, decision: Decision, by: By, now: datetime, reason: str = "") -> Case:
    """How a decision stands now for whoever asks."""
    context.load_agencies(session)
    contest = session.get(Contest, decision.contest_id) if decision.contest_id else None
    actor = Asker.of(session, by, now).towards(decision_scopes(decision))
    today = local_day(now)
    facts = DecisionFacts(
        holds=context.holds_on(
            session, [decision.case_key, *context.keys_above(contest.round if contest else None, contest)]
        ),
        clashes=clashes_of(actor),
        method=decision.method,
        kind=decision.kind,
        contest_state=contest.state if contest else "",
        is_selected=contest is None or _selected_person(session, contest) == decision.person_id,
        drafted_by=str(decision.drafted_by) if decision.drafted_by else None,
        appointee=str(decision.person_id),
        number=decision.number,
        number_taken=_number_taken(session, decision),
        signed_on=decision.signed_on,
        effective_on=decision.effective_on,
        term_ends_on=decision.term_ends_on,
        today=today,
        **directory.told_facts("decision", session, decision),
    )
    rules = context.rules_of(contest.round if contest else None, now)
    return Case(actor, facts, now, rules, context.calendar_of(session, now), reason)


def _selected_person(session: Session, contest: Contest) -> UUID | None:
    """The person on whom the post's decision would be now."""
    return session.scalar(sa.select(Application.person_id).where(Application.id == contest.winner_id))


def _number_taken(session: Session, decision: Decision) -> bool:
    """One series of numbers a year for each issuing body (NĐ 30/2020 Điều 15); recorded ones keep their own numbers."""
    if not decision.number or decision.signed_on is None:
        return False
    year = decision.signed_on.year
    query = sa.select(sa.func.count(Decision.id)).where(
        Decision.number == decision.number,
        Decision.agency_id == decision.agency_id,
        Decision.id != decision.id,
        Decision.state == "issued",
        Decision.signed_on >= decision.signed_on.replace(year, 1, 1),
        Decision.signed_on <= decision.signed_on.replace(year, 12, 31),
    )
    return bool(session.scalar(query))


def decision_scopes(decision: Decision) -> tuple[str, ...]:
    """The agency of the post and those above it."""
    return context.agency_scopes(decision.post.agency)


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(Decision).options(
        joinedload(Decision.person), joinedload(Decision.post).joinedload(Post.agency)
    )  # fmt: skip
    return query.where(Decision.state.in_(wanted)) if wanted else query


directory.register(
    directory.Kind(
        "decision",
        Decision,
        decision_case,
        _resting,
        decision_scopes,
        lambda decision: decision.person_id,
        lambda decision: Words(
            f"Quyết định bổ nhiệm {decision.post.title_vi}, {decision.post.agency.name_vi}",
            f"Appointment of the {decision.post.title_en}, {decision.post.agency.name_en}",
        ),
        "decisions.show",
    )
)
