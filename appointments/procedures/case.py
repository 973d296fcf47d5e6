"""The facts about an ordinary appointment, and what its conferences must know of it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.competitions import context
from appointments.competitions.case import Asker, clashes_of
from appointments.conferences import queries as conferences
from appointments.conferences.commands import OPEN
from appointments.conferences.models import Conference
from appointments.core import directory
from appointments.core.work import By
from appointments.decisions.rules import CHECKS
from appointments.organisation.models import Post
from appointments.procedures.models import MODELS, Procedure
from workflows import rules as regulation
from workflows.appointment import meeting_at
from workflows.appointment_facts import AppointmentFacts
from workflows.calendar import Calendar, local_day
from workflows.engine import Case
from workflows.words import Words


def procedure_case(session: Session, row: Procedure, by: By, now: datetime, reason: str = "") -> Case:
    """How an ordinary appointment stands now for whoever asks."""
    context.load_agencies(session)
    actor = Asker.of(session, by, now).towards(scopes_of(row))
    pinned, calendar = regulation.from_snapshot(row.rules), context.calendar_of(session, now, row.policy_at)
    decision = row.decision
    facts = AppointmentFacts(
        holds=context.holds_on(session, [row.case_key]),
        clashes=clashes_of(actor),
        vacancies=row.post.quota - row.post.filled,
        list_approved=row.post.position_list_approved,
        has_standards=bool(row.post.standards.strip()),
        is_elected=row.post.elected,
        names=len(row.standing),
        **_votes(session, row),
        **_end(row),
        requested_by=str(row.requested_by) if row.requested_by else None,
        decision_state=decision.state if decision else "",
        effective_on=decision.effective_on if decision else None,
        today=local_day(now),
        finish_by=_finish_by(row, pinned, calendar),
    )
    return Case(actor, facts, now, pinned, calendar, reason)


def _votes(session: Session, row: Procedure) -> dict[str, Any]:
    """The conference that the present state waits for, begun since it was entered; and whether any is under way."""
    meeting = meeting_at(row.law, row.state)
    last = conferences.latest(session, row.__process__, row.id, meeting.key) if meeting else None
    is_of_this_turn = last is not None and last.begun_at >= row.entered_at
    query = sa.select(Conference.id).where(
        Conference.parent_process == row.__process__, Conference.parent_id == row.id, Conference.state.in_(OPEN)
    )
    return {
        "outcome": last.result if last is not None and is_of_this_turn else "",
        "convened": session.scalar(query.limit(1)) is not None,
    }


def _end(row: Procedure) -> dict[str, Any]:
    """Who was chosen, what was verified of that person, what the collective put on record."""
    checks = {c.item: c.passed for c in row.checks if c.person_id == row.chosen_id}
    return {
        "chosen": row.chosen_id is not None,
        "is_chosen_one": row.chosen_id in [name.person_id for name in row.standing],
        "open_checks": sum(item not in checks for item in CHECKS),
        "failed_checks": sum(not passed for passed in checks.values()),
        "has_minutes": bool(row.minutes.strip()),
        "submitted_by": str(row.submitted_by) if row.submitted_by else None,
    }


def _finish_by(row: Procedure, pinned: regulation.Rules, calendar: Calendar) -> datetime | None:
    if row.policy_at is None:
        return None
    return calendar.after(row.policy_at, int(pinned["process.finish_days"]), working=True).due


def scopes_of(row: Procedure) -> tuple[str, ...]:
    """The agency of the post and those above it."""
    return context.agency_scopes(row.post.agency)


def title_of(row: Procedure) -> Words:
    """The case as lists and messages call it: the post, never a name."""
    post = row.post
    return Words(
        f"Bổ nhiệm {post.title_vi}, {post.agency.name_vi}", f"Appointment: {post.title_en}, {post.agency.name_en}"
    )


@directory.tells_facts("conference")
def conference_facts(session: Session, row: Conference) -> dict[str, Any]:
    """Whether the appointment above still waits for this very conference."""
    model = next((m for m in MODELS.values() if m.__process__ == row.parent_process), None)
    above = session.get(model, row.parent_id) if model else None
    if above is None:
        return {}
    meeting = meeting_at(above.law, above.state)
    return {"parent_open": meeting is not None and meeting.key == row.meeting}


def _resting(model: type[Procedure]) -> Callable[[Iterable[str]], sa.Select[Any]]:
    def select(states: Iterable[str]) -> sa.Select[Any]:
        wanted = list(states)
        query = sa.select(model).options(joinedload(model.post).joinedload(Post.agency))
        return query.where(model.state.in_(wanted)) if wanted else query

    return select


for _model in MODELS.values():
    directory.register(
        directory.Kind(
            _model.__process__, _model, procedure_case, _resting(_model), scopes_of, lambda _row: None, title_of,
            "procedures.show",
        )
    )  # fmt: skip
