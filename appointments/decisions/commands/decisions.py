"""Decisions of appointment: drafted by one, signed by another, revoked; ordinary ones recorded; office taken."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appointments.accounts.models import Person
from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions.case import contest_case
from appointments.competitions.commands.locking import editing, lock_contest
from appointments.competitions.context import rules_of
from appointments.competitions.models import Contest
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.decisions.case import decision_case, latest_decision
from appointments.decisions.models import Decision
from appointments.decisions.rules import KINDS, METHODS, term_end
from appointments.organisation.models import Post
from workflows.roles import PERSONNEL


@dataclass(frozen=True, slots=True)
class Draft:
    """What a decision says: kind (see `rules.KINDS`), number, day of signing, day of effect."""

    kind: str
    number: str
    signed_on: date
    effective_on: date


def draft_for_contest(session: Session, contest_id: UUID, draft: Draft, *, by: By, now: datetime) -> Decision:
    """The personnel officer drafts the decision for the person on whom the collective has decided."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id)
        editing(work, contest, contest_case(session, contest, by, now), (PERSONNEL,), ("collective_decided",))
        winner = session.get(Application, contest.winner_id)
        if winner is None:
            raise NotFound(Application, contest.winner_id)
        old = latest_decision(session, contest.id, winner.person_id)
        if old is not None and old.state == "drafted":
            raise Invalid("A decision for this person is already drafted.")
        years = int(rules_of(contest.round, now)["appt.term_years"])
        return _begin(work, contest.post, winner.person, draft, "EXAM", years, contest.id, by)


def record_ordinary(
    session: Session, post_id: UUID, person_id: UUID, draft: Draft, *, by: By, now: datetime
) -> Decision:
    """Enter a decision that was taken by the ordinary procedure; another person then confirms it against the paper."""
    with Work(session, by, now) as work:
        post, person = session.get(Post, post_id), session.get(Person, person_id)
        if post is None or person is None:
            raise NotFound(Post, post_id)
        years = int(rules_of(None, now)["appt.term_years"])
        decision = _begin(work, post, person, draft, "ORDINARY", years, None, by)
        if PERSONNEL not in decision_case(session, decision, by, now).actor.roles:
            raise Forbidden("only a personnel officer records decisions")
        return decision


def issue(session: Session, decision_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Decision:
    """The authority signs; for a competition the post follows in the same transaction."""
    with Work(session, by, now) as work:
        decision = _lock(work, decision_id, seen)
        case = decision_case(session, decision, by, now)
        decision.signed_by = by.person
        work.fire(decision, "issue", case)
        if decision.contest_id:
            session.flush()
            contest = work.lock(Contest, decision.contest_id)
            work.fire(contest, "issue", contest_case(session, contest, SYSTEM_BY, now))
        return decision


def revoke(session: Session, decision_id: UUID, reason: str, *, by: By, now: datetime, on: date) -> Decision:
    """The authority revokes a decision; what follows for the post is a step of its own."""
    with Work(session, by, now) as work:
        decision = _lock(work, decision_id, None)
        case = decision_case(session, decision, by, now, reason)
        decision.revoked_on = on
        work.fire(decision, "revoke", case)
        return decision


def cancel_draft(session: Session, decision_id: UUID, reason: str, *, by: By, now: datetime) -> Decision:
    """A draft is not issued."""
    with Work(session, by, now) as work:
        decision = _lock(work, decision_id, None)
        work.fire(decision, "cancel", decision_case(session, decision, by, now, reason))
        return decision


def take_office(session: Session, contest_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Contest:
    """Record that the appointed person has taken office: the post has its holder, the reserve is released."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        work.fire(contest, "take_office", contest_case(session, contest, by, now))
        post = work.lock(Post, contest.post_id)
        post.filled += 1
        session.flush()
        query = session.query(Application).filter_by(contest_id=contest.id).order_by(Application.id)
        for application in query.filter(Application.state.in_(("winner", "reserve"))):
            trigger = "take_office" if application.id == contest.winner_id else "release"
            work.fire(application, trigger, application_case(session, application, SYSTEM_BY, now))
        return contest


def _begin(
    work: Work, post: Post, person: Person, draft: Draft, method: str, years: int, contest_id: UUID | None, by: By
) -> Decision:
    if draft.kind not in KINDS or method not in METHODS:
        raise Invalid("There is no such kind of decision.", "kind")
    decision = Decision(
        id=uuid4(), contest_id=contest_id, person=person, post=post, agency_id=post.agency_id, kind=draft.kind,
        method=method, level=post.level, rank=post.rank, staff=post.staff, number=draft.number.strip(),
        signed_on=draft.signed_on, effective_on=draft.effective_on, term_ends_on=term_end(draft.effective_on, years),
        drafted_by=by.person, state="drafted", process_version=0,
    )  # fmt: skip
    work.begin(decision, PERSONNEL)
    return decision


def _lock(work: Work, decision_id: UUID, seen: int | None) -> Decision:
    """The post's contest before its decision, as everywhere."""
    contest_id = work.session.query(Decision.contest_id).filter(Decision.id == decision_id).scalar()
    if contest_id is not None:
        lock_contest(work, contest_id)
    return work.lock(Decision, decision_id, seen=seen)
