"""Enters editions of exam regulations and reorganisations into the house's directory of cases."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from appointments.core.directory import Kind, register
from appointments.organisation import queries
from appointments.organisation.case import regulation_case, reorganisation_case
from appointments.organisation.models import Agency, Regulation, Reorganisation
from workflows.parameters import STAFF_LABELS, Staff
from workflows.reorganisation import KINDS
from workflows.words import Words

EVERY_AGENCY = Words("mọi cơ quan", "every agency")
TO_THE_TOP = joinedload(Regulation.agency).joinedload(Agency.parent).joinedload(Agency.parent)


def title(row: Regulation) -> Words:
    """An edition as lists call it."""
    place = Words(row.agency.name_vi, row.agency.name_en) if row.agency else EVERY_AGENCY
    staff = STAFF_LABELS[Staff(row.staff)]
    return Words(
        f"Tham số quy chế thi tuyển, {place.vi}, {staff.vi.lower()}",
        f"Exam regulation, {place.en}, {staff.en.lower()}",
    )


def title_of_reorganisation(row: Reorganisation) -> Words:
    """A reorganisation as lists call it."""
    kind, day = KINDS[row.kind], f"{row.effective_on:%d/%m/%Y}"
    return Words(f"{kind.vi} theo {row.document}, từ {day}", f"{kind.en} by {row.document}, from {day}")


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(Regulation).options(TO_THE_TOP)
    return query.where(Regulation.state.in_(wanted)) if wanted else query


def _reorganisations_resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    above = joinedload(Reorganisation.agency).joinedload(Agency.parent).joinedload(Agency.parent)
    query = sa.select(Reorganisation).options(above)
    return query.where(Reorganisation.state.in_(wanted)) if wanted else query


def _scopes(row: Regulation | Reorganisation) -> tuple[str, ...]:
    return queries.scopes_of(row.agency)


def _nobody(_row: Any) -> None:
    """No candidate owns such a case."""


register(Kind("regulation", Regulation, regulation_case, _resting, _scopes, _nobody, title, "organisation.edition"))
register(Kind(
    "reorganisation", Reorganisation, reorganisation_case, _reorganisations_resting, _scopes, _nobody,
    title_of_reorganisation, "organisation.reorganisation",
))  # fmt: skip
