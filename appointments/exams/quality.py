"""What a paper's marks tell of its marking once they are locked, and how many scripts hide each other."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions.models import Contest, Paper
from appointments.competitions.siblings import LOCKED
from appointments.core.errors import NotFound
from appointments.exams.models import Mark, MarkSheet, ScreenScript, SheetScript
from workflows.anonymity import Anonymity, anonymity
from workflows.marking_quality import Marked, Quality, marking_quality

FIRST_TWO = (1, 2)


def quality_of(session: Session, paper: Paper) -> tuple[Quality, ...]:
    """The figures of each marker of the first marking; there are none before the lock, for anybody."""
    if paper.state not in LOCKED:
        raise NotFound(Paper, paper.id)
    return marking_quality(_signed(session, paper) if paper.seed_seal else _keyed(session, paper))


def meter_of(session: Session, paper: Paper, collected: int, now: datetime) -> Anonymity:
    """How many scripts share the paper: those handed in, before the session those of all who are to sit it."""
    return anonymity(collected or _to_sit(session, paper), context.rules_of(paper.round, now))


def _signed(session: Session, paper: Paper) -> list[Marked]:
    """The marks that count, each marker's in the order of signing; the time is that since the one before."""
    query = sa.select(Mark, ScreenScript.code).join(ScreenScript, ScreenScript.id == Mark.script_id)
    query = query.where(ScreenScript.paper_id == paper.id, ScreenScript.remark_of.is_(None), Mark.voided == "")
    query = query.where(Mark.sheet.in_(FIRST_TWO)).order_by(Mark.signed_at, Mark.id)
    own: dict[UUID, list[tuple[Mark, str]]] = defaultdict(list)
    for mark, code in session.execute(query):
        own[mark.marker_id].append((mark, code))
    found = []
    for marker, marks in own.items():
        before: datetime | None = None
        for place, (mark, code) in enumerate(marks, 1):
            seconds = int((mark.signed_at - before).total_seconds()) if before else None
            found.append(Marked(marker.hex, code, mark.mark, place, seconds))
            before = mark.signed_at
    return found


def _keyed(session: Session, paper: Paper) -> list[Marked]:
    """The last keying of each sheet. When and in which order a sheet was filled in is on no record."""
    query = sa.select(MarkSheet, SheetScript.code).join(SheetScript, SheetScript.id == MarkSheet.script_id)
    query = query.where(SheetScript.paper_id == paper.id, SheetScript.remark_of.is_(None))
    query = query.where(MarkSheet.sheet.in_(FIRST_TWO), MarkSheet.voided == "").order_by(MarkSheet.keying)
    last = {(code, sheet.sheet): (sheet, code) for sheet, code in session.execute(query)}
    return [Marked(sheet.marker_id.hex, code, sheet.mark, 0) for sheet, code in last.values()]


def _to_sit(session: Session, paper: Paper) -> int:
    query = sa.select(sa.func.count(Application.id)).join(Contest, Contest.id == Application.contest_id)
    query = query.where(Contest.paper_id == paper.id, Application.number.is_not(None), Application.is_live)
    return session.scalar(query) or 0
