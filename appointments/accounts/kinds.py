"""Enters role assignments into the house's directory of cases."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from appointments.accounts.case import assignment_case
from appointments.accounts.models import Assignment
from appointments.core.directory import Kind, register
from workflows.roles import LABELS, Role
from workflows.words import Words


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(Assignment).options(joinedload(Assignment.person))
    return query.where(Assignment.state.in_(wanted)) if wanted else query


def _scopes(row: Assignment) -> tuple[str, ...]:
    return (row.scope, *row.within)


def _title(row: Assignment) -> Words:
    label = LABELS[Role(row.role)]
    return Words(f"{label.vi}: {row.person.full_name}", f"{label.en}: {row.person.full_name}")


def _nobody(_row: Any) -> None:
    """No candidate owns such a case."""


register(Kind("assignment", Assignment, assignment_case, _resting, _scopes, _nobody, _title, "accounts.assignment"))
