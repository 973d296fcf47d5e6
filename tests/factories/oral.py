"""Presentations scored on screen for tests, carried out through the product's own commands."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.core.ledger.sealer import seal
from appointments.core.work import By
from appointments.exams import speaking
from appointments.exams.commands import defending, presentations
from appointments.exams.commands.screen_marking import Given
from appointments.exams.defences import Defence
from appointments.exams.models import Presentation
from appointments.results.commands import rounds, written
from tests.factories import exams
from tests.factories.competitions import Built
from tests.fixtures.ledger import SIGNER

ON_SCREEN = {"exam.panel_mode": "SCREEN"}
EVEN = ("30", "15", "25", "10")
"""Points by the usual rubric that make 80."""
FIVE_DAYS = timedelta(days=5)
"""From the end of the reception to the beginning of the exam."""
WRITTEN = ("77.25", "77.25")
"""What both markers gave each candidate's script."""


def scheduled(session: Session, built: Built, presenters: Sequence[Application], now: datetime) -> datetime:
    """Written results final, times set an hour apart, the presentations scheduled; gives the instant of the first."""
    assert built.council is not None
    first = now + timedelta(days=14)
    drawn(session, built, now)
    times = {one.id: first + timedelta(hours=n) for n, one in enumerate(speaking.in_order(built.round, presenters))}
    presentations.set_times(session, built.round.id, times, "Hội trường Mẫu", by=By(built.council.secretary), now=now)
    rounds.take_step(session, built.round.id, "schedule_oral", by=By(built.council.chair), now=now)
    return first


def last_begins(session: Session, presenters: Sequence[Application]) -> datetime:
    """When the last of these candidates presents."""
    found = session.query(Presentation).filter(Presentation.application_id.in_([one.id for one in presenters]))
    return max(one.starts_at for one in found)


def timetable(built: Built, presenters: Sequence[Application], on: date) -> dict[str, Any]:
    """The secretary's form of that day: everybody in the order drawn, an hour apart from eight o'clock."""
    fields: dict[str, Any] = {"place": "Hội trường Mẫu", "apart": "60"}
    for n, one in enumerate(speaking.in_order(built.round, presenters)):
        fields |= {f"at_{one.id.hex}-{part}": getattr(on, part) for part in ("day", "month", "year")}
        fields[f"at_{one.id.hex}-time"] = f"{8 + n:02}:00"
    return fields


def drawn(session: Session, built: Built, now: datetime) -> None:
    """The ledger sealed and, where nobody has drawn it, the order of the presentations drawn."""
    assert built.council is not None
    seal(session, SIGNER, now)
    if not built.round.oral_seed_opened:
        presentations.draw_order(session, built.round.id, by=By(built.council.secretary), now=now)


def written_final(session: Session, built: Built, presenters: Sequence[Application], now: datetime) -> datetime:
    """The written part from the beginning of the exam to its final results, all passed. Gives the instant after."""
    paper = built.papers[0]
    exams.examination_begun(session, built, now)
    exams.made_ready(session, built, paper, now)
    over = exams.sat(session, built, paper, presenters)
    file = exams.coded(session, built, paper, over)
    marks = {one.number or "": WRITTEN for one in presenters}
    exams.marked(session, built, paper, file, marks, over)
    exams.published(session, built, paper, file, over)
    assert paper.remark_closes_at is not None
    written.overdue(session, paper.id, "close_remark_window", paper.remark_closes_at)
    return paper.remark_closes_at + timedelta(days=1)


def sign(
    session: Session,
    application: Application,
    member: UUID,
    now: datetime,
    points: Sequence[str] = EVEN,
    comment: str = "Nhận xét mẫu",
) -> Defence:
    """One member signs the own sheet."""
    given = Given(tuple(map(Decimal, points)), comment)
    return defending.sign(session, application.id, given, by=By(member), now=now)


def all_sign(
    session: Session, application: Application, members: Sequence[UUID], now: datetime, points: Sequence[str] = EVEN
) -> Defence:
    """All these members sign the same points."""
    for member in members:
        found = sign(session, application, member, now, points)
    return found
