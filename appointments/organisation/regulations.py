"""Drafting and enacting an agency's exam regulation: commands. One person drafts, another puts it in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.organisation import kinds, queries  # noqa: F401 - `kinds` enters regulations into the directory
from appointments.organisation.case import regulation_case
from appointments.organisation.models import Agency, Regulation
from workflows import rules
from workflows.calendar import local_day
from workflows.parameters import Staff
from workflows.roles import APPROVER, PERSONNEL
from workflows.rules import PARAMETERS, BadRules

DRAFTERS = (PERSONNEL, APPROVER)
EDITABLE = tuple(key for key in PARAMETERS if key.startswith("exam."))
"""What an exam regulation sets. All other parameters follow from the law in force."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition to be: for which agency (None: every), for whom, which values, from which paper."""

    agency_id: UUID | None
    staff: Staff
    values: Mapping[str, Any]
    source: str


def draft_regulation(session: Session, draft: Draft, *, by: By, now: datetime) -> Regulation:
    """Write down what differs from the general values; another person puts it in force."""
    with Work(session, by, now) as work:
        agency = _agency(session, draft.agency_id)
        held = accounts.roles_of(session, by.person, queries.scopes_of(agency), now)
        acting = next((role for role in DRAFTERS if role in held), None)
        if acting is None:
            raise Forbidden(f"{by.person} drafts no regulation for {draft.agency_id}")
        general = rules.default_rules(local_day(now), draft.staff)
        changes = {k: v for k, v in draft.values.items() if v != general[k]}
        if not changes and queries.regulation_in_force(session, agency, draft.staff) is None:
            raise Invalid("Every value is as the law has it: there is nothing to put in force.")
        _check(general, changes)
        edition = Regulation(
            agency_id=draft.agency_id,
            staff=str(draft.staff),
            changes={key: PARAMETERS[key].kind.to_json(value) for key, value in changes.items()},
            source=draft.source.strip(),
            drafted_by=by.person,
        )
        work.begin(edition, acting)
        session.flush()
        work.result["regulation"] = edition.id.hex
    return edition


def decide_regulation(
    session: Session,
    edition_id: UUID,
    trigger: str,
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
    reason: str = "",
) -> Regulation:
    """Put an edition in force, or refuse it; the one in force before gives way in the same act."""
    with Work(session, by, now) as work:
        edition = work.lock(Regulation, edition_id, seen=seen)
        _agency(session, edition.agency_id)  # its lineage is walked by the case
        earlier = _in_force(session, edition)
        work.fire(edition, trigger, regulation_case(session, edition, by, now, reason))
        if edition.state == "in_force":
            for old in earlier:
                work.fire(old, "supersede", regulation_case(session, old, SYSTEM_BY, now))
    return edition


def _check(general: rules.Rules, changes: Mapping[str, Any]) -> None:
    if given := changes.keys() - set(EDITABLE):
        raise Invalid("This follows from the law in force and is not set by an agency.", min(given))
    try:
        general.changed(changes)
    except BadRules as error:
        raise Invalid("Some values do not fit: %(problems)s", problems=str(error)) from None


def _agency(session: Session, agency_id: UUID | None) -> Agency | None:
    return queries.agency(session, agency_id) if agency_id else None


def _in_force(session: Session, edition: Regulation) -> list[Regulation]:
    same = Regulation.agency_id.is_(None) if edition.agency_id is None else Regulation.agency_id == edition.agency_id
    query = sa.select(Regulation).where(same, Regulation.staff == edition.staff, Regulation.state == "in_force")
    return list(session.scalars(query.with_for_update()))


def edition_or_404(session: Session, edition_id: UUID) -> Regulation:
    """The edition with that id, its agency's line loaded."""
    queries.agencies(session)
    found = session.get(Regulation, edition_id)
    if found is None:
        raise NotFound(Regulation, edition_id)
    return found
