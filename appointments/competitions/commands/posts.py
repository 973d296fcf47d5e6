"""One post of a round: too few candidates, prolonged for it alone, continued with those who stand, stopped, voided."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.case import contest_case
from appointments.competitions.commands.locking import editing, lock_contest
from appointments.competitions.following import STOPPED, WINDOW_MOVED, tell
from appointments.competitions.models import Contest, Filing, Round
from appointments.core.cases import Cased
from appointments.core.errors import Invalid
from appointments.core.work import SYSTEM_BY, By, Work
from workflows.calendar import local_day
from workflows.engine import Case
from workflows.roles import APPROVER, AUTHORITY, PERSONNEL

KINDS = ("ground", "exception", "minutes")
GROUND_FILERS = (PERSONNEL, APPROVER, AUTHORITY)
AFTER_EXAM = ("contested", "ranked", "recognised", "verifying", "submitted", "collective_decided", "decision_issued",
              "fallback_next")  # fmt: skip
"""The states in which a post has, or will have, a result that can be voided."""


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A paper to be put on file: its number, date, what it is about, and the SHA-256 of its scan if there is one."""

    number: str
    issued_on: date
    about: str = ""
    digest: str | None = None
    length: int = 0


def count_contests(work: Work, round_: Round) -> None:
    """Settle for each open post whether enough candidates stand. For the command that publishes the shortlist."""
    for contest in round_.contests:
        if contest.state == "open":
            work.fire(contest, "count", contest_case(work.session, contest, SYSTEM_BY, work.now))


def drop_if_too_few(work: Work, contest: Contest) -> bool:
    """Move a post back to "too few" after somebody left. For the commands by which candidates leave."""
    if contest.state != "contested":
        return False
    case = contest_case(work.session, contest, SYSTEM_BY, work.now)
    if not contest.process.allowed(contest.state, "drop_below", case):
        return False
    work.fire(contest, "drop_below", case)
    return True


def extend_contest(
    session: Session, contest_id: UUID, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Contest:
    """Receive applications for one post again, for the days that the regulation gives."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        case = contest_case(session, contest, by, now, reason)
        work.fire(contest, "extend", case, closes_at=case.facts.closes_at)
        contest.closes_at, contest.extensions = case.facts.closes_at, contest.extensions + 1
        tell(WINDOW_MOVED, work, contest)
        work.result |= {"contest": contest.id.hex}
    return contest


def continue_with_one(
    session: Session,
    contest_id: UUID,
    paper: FiledPaper,
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
    reason: str = "",
) -> Contest:
    """The authority lets those who stand compete, in writing; the paper is put on file by this act."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        contest.one_candidate_approved = True
        filing = file_paper(work, contest, "exception", paper)
        docs = [(bytes.fromhex(paper.digest), paper.length)] if paper.digest else []
        case = contest_case(session, contest, by, now, reason)
        work.fire(contest, "continue_with_one", case, docs=docs, filing=filing.number)
        work.result |= {"contest": contest.id.hex}
    return contest


def cancel_contest(
    session: Session, contest_id: UUID, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Contest:
    """The authority stops the competition for one post; its applications end with it."""
    return _end(session, contest_id, "cancel", by=by, now=now, seen=seen, reason=reason)


def void_contest(
    session: Session, contest_id: UUID, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Contest:
    """The authority voids the result of one post, on a paper that is on file; its applications end with it."""
    return _end(session, contest_id, "void", by=by, now=now, seen=seen, reason=reason)


def file_ground(
    session: Session, contest_id: UUID, paper: FiledPaper, *, by: By, now: datetime, seen: int | None = None
) -> Filing:
    """Put a conclusion or minutes on file that prove why a result is voided or the selected person set aside."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        filing = put_on_file(work, contest, contest_case(session, contest, by, now), AFTER_EXAM, paper)
        work.result |= {"contest": contest.id.hex}
        return filing


def put_on_file(work: Work, row: Cased, case: Case, states: tuple[str, ...], paper: FiledPaper) -> Filing:
    """The ground for an exceptional end, filed by whoever may while the case rests in one of these states."""
    role = editing(work, row, case, GROUND_FILERS, states)
    filing = file_paper(work, row, "ground", paper)
    docs = [(bytes.fromhex(paper.digest), paper.length)] if paper.digest else []
    work.note(row, "file_ground", role, docs=docs, number=filing.number)
    return filing


def file_paper(work: Work, row: Cased, kind: str, paper: FiledPaper) -> Filing:
    """Put a paper on file for a case; the act that it belongs to is the caller's."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of paper {kind!r}")
    if not paper.number.strip():
        raise Invalid("Enter the number of the paper.", "number")
    if paper.issued_on > local_day(work.now):
        raise Invalid("The date of the paper lies in the future.", "issued_on")
    filing = Filing(
        case_key=row.case_key,
        kind=kind,
        number=paper.number.strip(),
        issued_on=paper.issued_on,
        about=paper.about.strip(),
        digest=paper.digest,
        filed_by=work.by.person,
        filed_at=work.now,
    )
    work.session.add(filing)
    work.session.flush()
    return filing


def _end(
    session: Session, contest_id: UUID, trigger: str, *, by: By, now: datetime, seen: int | None, reason: str
) -> Contest:
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        work.fire(contest, trigger, contest_case(session, contest, by, now, reason))
        tell(STOPPED, work, contest)
        work.result |= {"contest": contest.id.hex}
    return contest
