"""The selected person drops out (declines, is set aside); the authority takes the next-ranked or nobody."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.case import REFUSAL_LETTER, application_case
from appointments.applications.models import Application, Document
from appointments.competitions.case import contest_case
from appointments.competitions.commands.locking import lock_contest
from appointments.competitions.models import Contest
from appointments.core.errors import Invalid, NotFound
from appointments.core.sweep import on_deadline
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.decisions.case import next_passer
from appointments.files.storage import Storage


@dataclass(frozen=True, slots=True)
class Letter:
    """The signed letter by which the selected person declines, as it was uploaded."""

    data: bytes
    filename: str
    media_type: str
    issued_on: date | None = None


def decline(session: Session, application_id: UUID, reason: str, *, by: By, now: datetime) -> Contest:
    """The winner declines in person; the post waits for the authority."""
    with Work(session, by, now) as work:
        contest, application = _lock_both(work, application_id)
        work.fire(application, "decline", application_case(session, application, by, now, reason))
        return _left(session, work, contest, now)


def record_decline(
    session: Session, application_id: UUID, reason: str, letter: Letter, storage: Storage, *, by: By, now: datetime
) -> Contest:
    """An officer puts the winner's signed letter on file and records that the winner declines."""
    digest = storage.put(letter.data)  # durable before the row says that it is there
    with Work(session, by, now) as work:
        contest, application = _lock_both(work, application_id)
        document = Document(
            kind=REFUSAL_LETTER, filename=letter.filename, media_type=letter.media_type, size=len(letter.data),
            digest=digest, issued_on=letter.issued_on, uploaded_at=now,
        )  # fmt: skip
        application.documents.append(document)
        session.flush()
        case = application_case(session, application, by, now, reason)
        work.fire(application, "record_decline", case, docs=[(bytes.fromhex(digest), len(letter.data))])
        return _left(session, work, contest, now)


def _left(session: Session, work: Work, contest: Contest, now: datetime) -> Contest:
    session.flush()
    work.fire(contest, "winner_declined", contest_case(session, contest, SYSTEM_BY, now))
    return contest


def set_aside(
    session: Session, contest_id: UUID, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Contest:
    """The authority sets the selected person aside: verification failed, or cheating came to light."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        work.fire(contest, "set_aside", contest_case(session, contest, by, now, reason))
        session.flush()
        application = work.lock(Application, _winner_id(contest))
        work.fire(application, "disqualify", application_case(session, application, SYSTEM_BY, now))
        return contest


def take_next(
    session: Session, contest_id: UUID, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Contest:
    """The authority takes the next-ranked passer; verification begins anew for that person."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        case = contest_case(session, contest, by, now, reason)
        following = next_passer(session, contest_id)
        work.fire(contest, "take_next", case)
        if following is None:
            raise NotFound(Application, contest_id)
        contest.winner_id, contest.submitted_by, contest.minutes, contest.vote_carried = following.id, None, "", False
        session.flush()
        application = work.lock(Application, following.id)
        work.fire(application, "promote", application_case(session, application, SYSTEM_BY, now))
        return contest


def close_without_winner(
    session: Session, contest_id: UUID, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Contest:
    """Nobody is taken; whoever is still in reserve is released."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        work.fire(contest, "close_without_winner", contest_case(session, contest, by, now, reason))
        _release(session, work, contest, now)
        return contest


@on_deadline("contest")
def overdue(session: Session, contest_id: UUID, trigger: str, now: datetime) -> None:
    """A post's deadline passed: reminded, or the reserve list expires."""
    with Work(session, SYSTEM_BY, now) as work:
        contest = lock_contest(work, contest_id)
        work.fire(contest, trigger, contest_case(session, contest, SYSTEM_BY, now))
        if trigger == "expire":
            _release(session, work, contest, now)


def _release(session: Session, work: Work, contest: Contest, now: datetime) -> None:
    session.flush()
    query = session.query(Application).filter_by(contest_id=contest.id, state="reserve").order_by(Application.id)
    for application in query.with_for_update():
        work.fire(application, "release", application_case(session, application, SYSTEM_BY, now))


def _lock_both(work: Work, application_id: UUID) -> tuple[Contest, Application]:
    contest_id = work.session.query(Application.contest_id).filter(Application.id == application_id).scalar()
    if contest_id is None:
        raise NotFound(Application, application_id)
    contest = lock_contest(work, contest_id)
    if contest.winner_id != application_id:
        raise Invalid("This person is not the one who was selected.")
    return contest, work.lock(Application, application_id)


def _winner_id(contest: Contest) -> UUID:
    if contest.winner_id is None:
        raise Invalid("Nobody was selected for this post.")
    return contest.winner_id
