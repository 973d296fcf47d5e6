"""The facts about one term that ends; what decisions must know of the case that they conclude."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.competitions import context
from appointments.competitions.case import Asker, clashes_of
from appointments.conferences.commands import OPEN
from appointments.conferences.models import Conference
from appointments.core import directory
from appointments.core.work import By
from appointments.decisions.models import Decision
from appointments.organisation.models import Post
from appointments.reappointments.models import Reappointment
from appointments.reappointments.rules import CADRES, LEADERSHIP, OUTCOMES, awaited
from workflows.calendar import local_day, midnight_after
from workflows.engine import SYSTEM_ACTOR, Actor, Case
from workflows.parameters import Staff
from workflows.reappointment_facts import ReappointmentFacts
from workflows.roles import CANDIDATE
from workflows.voting import Result
from workflows.words import Words


def reappointment_case(
    session: Session, row: Reappointment, by: By, now: datetime, reason: str = "", ground: str = ""
) -> Case:
    """How the case stands now for whoever asks."""
    context.load_agencies(session)
    actor, today = towards(session, row, by, now), local_day(now)
    cadres, leadership = row.conference(CADRES), row.conference(LEADERSHIP)
    decision = session.get(Decision, row.decision_id) if row.decision_id else None
    facts = ReappointmentFacts(
        holds=context.holds_on(session, [row.case_key]) + bool(row.hold_ground),
        clashes=clashes_of(actor),
        road=row.road,
        today=today,
        ends_on=row.ends_on,
        notice_due=_next(row, row.notice_by, now),
        report_due=_next(row, row.report_by, now),
        conference_due=_next(row, row.conference_by, now),
        decision_due=_next(row, row.decision_by, now),
        report_by=row.report_by,
        has_notice=bool(row.notice_number and row.notified_on),
        has_report=bool(row.report_digest),
        is_reported=row.is_reported,
        cadres=_outcome(cadres),
        convened=any(one.state in OPEN for one in row.conferences),
        has_assessment=bool(row.assessment.strip()),
        has_opinion=bool(row.opinion.strip()),
        leadership=_outcome(leadership),
        recorded_by=str(leadership.entered_by) if leadership and leadership.entered_by else None,
        holder=str(row.person_id),
        was_resolved=row.is_resolved,
        decision_state=decision.state if decision else "",
        ground=ground,
    )
    rules = context.rules_of(None, now, Staff(row.staff))
    return Case(actor, facts, now, rules, None, reason)


def towards(session: Session, row: Reappointment, by: By, now: datetime) -> Actor:
    """The asker's roles; in one's own case one is the person concerned and nothing else."""
    if by.person is None:
        return SYSTEM_ACTOR
    if by.person == row.person_id:
        return Actor(str(by.person), frozenset({CANDIDATE}))
    return Asker.of(session, by, now).towards(scopes_of(row))


def scopes_of(row: Reappointment) -> tuple[str, ...]:
    """The agency of the post and those above it."""
    return context.agency_scopes(row.post.agency)


def _outcome(held: Conference | None) -> str:
    """How a conference came out, once a second person has confirmed its count."""
    return OUTCOMES[Result(held.result)] if held is not None and held.state == "closed" else ""


def _next(row: Reappointment, last: date | None, now: datetime) -> datetime | None:
    """When somebody must be told next: when the step's last day is over, then when the term is."""
    for day in (last, row.ends_on):
        if day is not None and day <= row.ends_on and now < midnight_after(day):
            return midnight_after(day)
    return None


@directory.tells_facts("conference")
def conference_facts(session: Session, row: Conference) -> dict[str, Any]:
    """Whether the case above still waits for this very conference, and is not on hold."""
    above = session.get(Reappointment, row.parent_id) if row.parent_process == "reappointment" else None
    if above is None:
        return {}
    return {"parent_open": awaited(above.state, above.road) == row.meeting and not above.hold_ground}


@directory.tells_facts("decision")
def decision_facts(session: Session, decision: Decision) -> dict[str, Any]:
    """From which day the new term counts where the decision concludes a case: the old end, whenever it is signed."""
    query = sa.select(Reappointment.begins_on).where(Reappointment.decision_id == decision.id)
    return {"counts_from": session.scalar(query)}


def not_reappointed(session: Session, person_id: UUID) -> Reappointment | None:
    """The latest term after which the person was not reappointed (NĐ 170/2025 Điều 36 khoản 7)."""
    query = sa.select(Reappointment).options(joinedload(Reappointment.post).joinedload(Post.agency))
    query = query.where(Reappointment.person_id == person_id, Reappointment.state == "not_reappointed")
    return session.scalar(query.order_by(Reappointment.ends_on.desc()).limit(1))


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(Reappointment).options(
        joinedload(Reappointment.person), joinedload(Reappointment.post).joinedload(Post.agency),
        selectinload(Reappointment.conferences),
    )  # fmt: skip
    return query.where(Reappointment.state.in_(wanted)) if wanted else query


def title_of(row: Reappointment) -> Words:
    """A case as lists and messages call it."""
    post = row.post
    return Words(
        f"Hết thời hạn giữ chức vụ {post.title_vi}, {post.agency.name_vi}",
        f"End of the term of the {post.title_en}, {post.agency.name_en}",
    )


directory.register(
    directory.Kind(
        "reappointment",
        Reappointment,
        reappointment_case,
        _resting,
        scopes_of,
        lambda row: row.person_id,
        title_of,
        "reappointments.show",
    )
)
