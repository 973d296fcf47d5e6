"""Holding the maintained summary against every decision, and making it anew; each comparison stays on record."""

import logging
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.transactions import changing
from appointments.core.sweep import each_day
from appointments.indicator import upkeep
from appointments.indicator.models import Recount

log = logging.getLogger(__name__)
TOLD = 20
"""So many differing cells are kept with a comparison."""


def recount(session: Session, now: datetime, *, repair: bool = False) -> Recount:
    """Compare; where they differ the page counts from the decisions, until the summary is made anew (`repair`)."""
    dialect = session.get_bind().dialect.name
    with changing(session):
        found = []
        for table in (upkeep.BY_SLOT, upkeep.BY_UNIT):
            rows = session.execute(sa.text(upkeep.differing(dialect, table))).all()
            found += [[table, *(str(value) for value in row)] for row in rows]
        made = Recount(at=now, differing=len(found), is_repaired=bool(found) and repair, cells=found[:TOLD])
        if made.is_repaired:
            for statement in upkeep.anew(dialect):
                session.execute(sa.text(statement))
        session.add(made)
    return made


@each_day("indicator")
def compare(session: Session, now: datetime) -> None:
    """Once a day; what differs is told, and the page no longer relies on the summary."""
    if found := recount(session, now).differing:
        log.error("the indicator's summary differs from the decisions in %s cells: flask indicator recount", found)
