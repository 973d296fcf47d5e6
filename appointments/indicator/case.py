"""The facts about a report of the indicator, and its place in the directory of cases: the City's as a whole."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.core.directory import Kind, register
from appointments.core.work import By
from appointments.indicator import freezing, queries
from appointments.indicator.definition import by_key
from appointments.indicator.models import Report
from workflows.calendar import local_day
from workflows.duties import CITY
from workflows.engine import SYSTEM_ACTOR, Actor, Case
from workflows.report import ReportFacts
from workflows.words import Words

SCOPES = (CITY,)


def report_case(session: Session, row: Report, by: By, now: datetime, reason: str = "") -> Case:
    """How a report stands at `now` for whoever asks."""
    held = accounts.roles_of(session, by.person, SCOPES, now)
    facts = ReportFacts(
        drafted_by=str(row.drafted_by) if row.drafted_by else None,
        as_of=row.as_of,
        today=local_day(now),
        is_outdated=row.state == "drafted" and row.content != content_now(session, row),
    )
    return Case(Actor(str(by.person), held) if by.person else SYSTEM_ACTOR, facts, now, reason=reason)


def content_now(session: Session, row: Report) -> str:
    """The digest of what the report would say of the decisions if it were drawn up now."""
    return freezing.content(freezing.lines(queries.measure(session, by_key(row.definition), row.as_of)))


def title(row: Report) -> Words:
    """A report as lists call it."""
    day = f"{row.as_of.day}/{row.as_of.month}/{row.as_of.year}"
    return Words(f"Báo cáo chỉ tiêu tính đến {day} (cách tính {row.definition})",
                 f"Indicator as of {day} (definition {row.definition})")  # fmt: skip


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    return sa.select(Report).where(Report.state.in_(wanted)) if wanted else sa.select(Report)


def _nobody(_row: Any) -> None:
    """No candidate owns such a case."""


register(Kind("report", Report, report_case, _resting, lambda _row: SCOPES, _nobody, title, "indicator.report"))
