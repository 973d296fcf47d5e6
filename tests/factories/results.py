"""Rounds whose marks are all there, or whose result is out, for tests of what follows."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from appointments.accounts.models import User
from appointments.applications.models import Application
from appointments.core.work import By
from appointments.files.storage import Storage
from appointments.results.commands import rounds, written
from tests.factories import applications, exams
from tests.factories.competitions import Built
from tests.factories.foundations import laid_once

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
NAMES = ("Thí Sinh An", "Thí Sinh Bình", "Thí Sinh Chi")


@laid_once
def marked_round(
    session: Session,
    store: Storage,
    marks: Sequence[tuple[str, str | None]] = (("82", "81"), ("72", "90.5"), ("40", None)),
    **planned: Any,
) -> tuple[Built, list[Application], datetime]:
    """A round with presentations over; `marks` are (written, presentation) of each candidate. Gives the instant too."""
    built, people = applications.shortlisted_round(session, NOW, NAMES[: len(marks)], store, **planned)
    paper, at = built.papers[0], built.round.closes_at + timedelta(days=5)
    exams.examination_begun(session, built, at)
    exams.made_ready(session, built, paper, at)
    over = exams.sat(session, built, paper, people)
    file = exams.coded(session, built, paper, over)
    sheets = {a.number: (mark, mark) for a, (mark, _oral) in zip(people, marks, strict=True)}
    exams.marked(session, built, paper, file, sheets, over)
    exams.published(session, built, paper, file, over)
    written.overdue(session, paper.id, "close_remark_window", paper.remark_closes_at)
    at = paper.remark_closes_at + timedelta(days=1)
    scores = {a.id: oral for a, (_mark, oral) in zip(people, marks, strict=True) if oral is not None}
    held = exams.presented(session, built, scores, at, at + timedelta(days=20))
    return built, people, held


@laid_once
def published_round(
    session: Session, store: Storage, *marks: tuple[str, str | None], **planned: Any
) -> tuple[Built, list[Application], datetime]:
    """The same with the first post ranked and the result recognised and published."""
    given = {"marks": marks} if marks else {}
    built, people, held = marked_round(session, store, **given, **planned)
    exams.ranked(session, built, held)
    rounds.recognise(session, built.round.id, by=By(built.staff.authority), now=held)
    rounds.publish(session, built.round.id, by=By(built.council.chair), now=held)
    return built, people, held


def user_of(session: Session, application: Application) -> User:
    """The account of a candidate."""
    return session.query(User).filter_by(person_id=application.person_id).one()
