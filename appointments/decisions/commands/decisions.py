"""Decisions of appointment: drafted by one, signed by another, revoked; ordinary ones recorded; office taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appointments.accounts import names
from appointments.accounts.models import Person
from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions.case import contest_case
from appointments.competitions.commands.locking import editing, lock_contest
from appointments.competitions.context import rules_of
from appointments.competitions.models import Contest
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.decisions import following
from appointments.decisions.case import decision_case, latest_decision
from appointments.decisions.models import Decision
from appointments.decisions.rules import KINDS, METHODS
from appointments.organisation.models import Post
from workflows.calendar import local_day
from workflows.retirement import end_of_term
from workflows.roles import PERSONNEL


@dataclass(frozen=True, slots=True)
class Draft:
    """What a decision says: kind (see `rules.KINDS`), number, day of signing, day of effect, last day of the term.

    Number and day of signing may wait for the signing itself: "" and None. `ends_on` None: the term of the rules.
    """

    kind: str
    number: str
    signed_on: date | None
    effective_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """What the authority enters when it signs: the number and the day (NĐ 30/2020: no number before the signing)."""

    number: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Appointee:
    """Somebody appointed by the ordinary procedure whom the house did not know; an identity number is one person's."""

    full_name: str
    birth_date: date | None = None
    number_hash: bytes | None = None
    current_post: str | None = None
    is_synthetic: bool = False


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
        rules = rules_of(contest.round, now)
        return begin(work, contest.post, winner.person, draft, "EXAM", rules, contest.id, by)


def record_ordinary(
    session: Session, post_id: UUID, who: UUID | Appointee, draft: Draft, *, by: By, now: datetime
) -> Decision:
    """Enter a decision that was taken by the ordinary procedure; another person then confirms it against the paper.

    `who` is a person whom the house knows, or somebody to be entered.
    """
    with Work(session, by, now) as work:
        post = session.get(Post, post_id)
        person = entered(session, who, now) if isinstance(who, Appointee) else session.get(Person, who)
        if post is None or person is None:
            raise NotFound(Post, post_id)
        decision = begin(work, post, person, draft, "ORDINARY", rules_of(None, now), None, by)
        if PERSONNEL not in decision_case(session, decision, by, now).actor.roles:
            raise Forbidden("only a personnel officer records decisions")
        return decision


def issue(
    session: Session,
    decision_id: UUID,
    signing: Signing | None = None,
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> Decision:
    """The authority signs, giving number and day if the draft lacks them; a competition's post follows at once."""
    with Work(session, by, now) as work:
        decision = _lock(work, decision_id, seen)
        if signing is not None and decision.state == "drafted":
            decision.number, decision.signed_on = signing.number.strip(), signing.signed_on
        case = decision_case(session, decision, by, now)
        decision.signed_by = by.person
        work.fire(decision, "issue", case)
        if decision.contest_id:
            session.flush()
            contest = work.lock(Contest, decision.contest_id)
            work.fire(contest, "issue", contest_case(session, contest, SYSTEM_BY, now))
        following.tell(work, decision)
        return decision


def revoke(
    session: Session, decision_id: UUID, reason: str, *, by: By, now: datetime, on: date, seen: int | None = None
) -> Decision:
    """The authority revokes a decision; what follows for the post is a step of its own."""
    with Work(session, by, now) as work:
        decision = _lock(work, decision_id, seen)
        if on > local_day(now) or (decision.signed_on and on < decision.signed_on):
            raise Invalid("A decision is revoked between the day of its signing and today.", "on")
        case = decision_case(session, decision, by, now, reason)
        decision.revoked_on = on
        work.fire(decision, "revoke", case)
        return decision


def cancel_draft(
    session: Session, decision_id: UUID, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Decision:
    """A draft is not issued."""
    with Work(session, by, now) as work:
        decision = _lock(work, decision_id, seen)
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


def begin(
    work: Work,
    post: Post,
    person: Person,
    draft: Draft,
    method: str,
    rules: Mapping[str, Any],
    contest_id: UUID | None,
    by: By,
    *,
    is_led_here: bool = False,
) -> Decision:
    """Draft a decision within a transaction; whoever calls has asked for the right."""
    if draft.kind not in KINDS or method not in METHODS:
        raise Invalid("There is no such kind of decision.", "kind")
    if draft.signed_on and draft.effective_on < draft.signed_on:
        raise Invalid("A decision takes effect on the day of its signing or later.", "effective_on")
    years, convention = int(rules["appt.term_years"]), rules["reappt.term_end_convention"]
    ends_on = draft.ends_on or end_of_term(draft.effective_on, years, convention)
    decision = Decision(
        id=uuid4(), contest_id=contest_id, person=person, post=post, agency_id=post.agency_id, kind=draft.kind,
        method=method, level=post.level, rank=post.rank, staff=post.staff, number=draft.number.strip(),
        signed_on=draft.signed_on, effective_on=draft.effective_on, term_ends_on=ends_on,
        drafted_by=by.person, is_led_here=is_led_here, state="drafted", process_version=0,
    )  # fmt: skip
    work.begin(decision, PERSONNEL)
    return decision


def entered(session: Session, who: Appointee, now: datetime) -> Person:
    """The person of that identity number, else a new one."""
    if who.number_hash is not None:
        known = session.query(Person).filter_by(national_id_hash=who.number_hash).one_or_none()
        if known is not None and known.name_folded != names.similar(who.full_name):
            raise Invalid("This identity number is registered for a person of another name.", "national_id")
        if known is not None:
            return known
    person = Person(
        full_name=who.full_name, birth_date=who.birth_date, national_id_hash=who.number_hash,
        current_post=who.current_post, is_synthetic=who.is_synthetic, created_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    return person


def _lock(work: Work, decision_id: UUID, seen: int | None) -> Decision:
    """The post's contest before its decision, as everywhere."""
    contest_id = work.session.query(Decision.contest_id).filter(Decision.id == decision_id).scalar()
    if contest_id is not None:
        lock_contest(work, contest_id)
    return work.lock(Decision, decision_id, seen=seen)
