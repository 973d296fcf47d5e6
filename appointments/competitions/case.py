"""The facts about rounds and posts, taken afresh from the database; for one row, or for many by as few statements.

What only a feature above knows (how many applications are undecided, how many stand) is told by it through the
directory. The web, the worker and the demonstration load every feature before they build a case.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.accounts.models import Assignment
from appointments.competitions import context, roster, rules
from appointments.competitions.models import Contest, Declaration, Filing, Round
from appointments.core import directory
from appointments.core.work import By
from workflows.calendar import Calendar
from workflows.contest_facts import ContestFacts
from workflows.duties import CITY, COUNCIL, Holding, clashes
from workflows.engine import SYSTEM_ACTOR, Actor, Case
from workflows.parameters import Staff
from workflows.roles import CHAIR, CODING, MARKING_HEAD, PANEL, SECRETARY, SUPERVISOR, Role
from workflows.round_facts import RoundFacts

MEMBERS = frozenset({CHAIR, SECRETARY, MARKING_HEAD, PANEL})
"""Whom the council's legal size counts; boards that help it (marking, coding, invigilation) are not counted."""
REQUIRED_DUTIES = (CHAIR, SECRETARY, MARKING_HEAD, CODING, SUPERVISOR)
DECLARING = COUNCIL | {SUPERVISOR}
WITHOUT_POLICY = ("need_draft", "policy_requested", "policy_refused")
OPENING = ("shortlist_published",)
"""Where it is asked how few people could defeat the exam: before it begins."""
NOT_COUNTED = ("open", "too_few", "extended")
NOT_RANKED = ("policy_approved", "planned", "open", "contested", "too_few", "extended")


@dataclass(frozen=True)
class Asker:
    """Who asks, with every role held now and its scope; read once for any number of cases."""

    person: UUID | None
    holdings: frozenset[Holding]

    @classmethod
    def of(cls, session: Session, by: By, now: datetime) -> "Asker":
        """The person behind a request, or the system."""
        held = accounts.holdings_of(session, by.person, now) if by.person else frozenset()
        return cls(by.person, held)

    def towards(self, scopes: Iterable[str]) -> Actor:
        """The asker with the roles that count within these scopes."""
        if self.person is None:
            return SYSTEM_ACTOR
        within = {CITY, *scopes}
        return Actor(str(self.person), frozenset(role for role, scope in self.holdings if scope in within))


def clashes_of(actor: Actor) -> tuple[str, ...]:
    """The rules of separation that the actor already breaks by the roles held towards one case."""
    return tuple(sorted({code for role in actor.roles for code in clashes(role, actor.roles)}))


def round_case(session: Session, round_: Round, by: By, now: datetime, reason: str = "") -> Case:
    """How a round stands now for whoever asks."""
    return round_cases(session, [round_], by, now, reason)[round_.id]


def round_cases(session: Session, rounds: Sequence[Round], by: By, now: datetime, reason: str = "") -> dict[UUID, Case]:
    """The same for many rounds; the number of statements does not depend on how many."""
    asker, calendar = Asker.of(session, by, now), context.calendar_of(session, now)
    context.load_agencies(session)
    holds = context.holds_by_case(session, [r.case_key for r in rounds])
    councils, declared = council_of(session, rounds, now), _settled_declarations(session, rounds)
    grounds = _with_ground(session, rounds)
    alone = roster.alone(session, [r for r in rounds if r.state in OPENING], now)
    cases = {}
    for r in rounds:
        actor = asker.towards(context.scopes_of(r))
        pinned = context.rules_of(r, now)
        facts = {
            "holds": holds.get(r.case_key, 0),
            "clashes": clashes_of(actor),
            "has_ground": r.case_key in grounds,
            **_plan_facts(r),
            **_council_facts(r, councils[r.id], declared, pinned),
            **_announcement_facts(r, pinned, calendar),
            **_exam_facts(r, pinned),
            **alone.get(r.id, {}),
            **directory.told_facts("round", session, r),
        }
        cases[r.id] = Case(actor, RoundFacts(**facts), now, pinned, calendar, reason)
    return cases


def contest_case(session: Session, contest: Contest, by: By, now: datetime, reason: str = "") -> Case:
    """How one post stands now for whoever asks."""
    return contest_cases(session, [contest], by, now, reason)[contest.id]


def contest_cases(
    session: Session, contests: Sequence[Contest], by: By, now: datetime, reason: str = ""
) -> dict[UUID, Case]:
    """The same for many posts."""
    asker, calendar = Asker.of(session, by, now), context.calendar_of(session, now)
    context.load_agencies(session)
    keys = [key for c in contests for key in context.keys_above(c.round, c)]
    holds, taken = context.holds_by_case(session, keys), _slots_asked(session, contests)
    grounds = _with_ground(session, contests)
    cases = {}
    for c in contests:
        actor = asker.towards(context.contest_scopes(c))
        pinned = context.rules_of(c.round, now, Staff(c.post.staff))
        facts = {
            "holds": sum(holds.get(key, 0) for key in context.keys_above(c.round, c)),
            "clashes": clashes_of(actor),
            "has_ground": c.case_key in grounds,
            "vacancies": c.post.quota - c.post.filled - taken[c.post_id] + _own(c),
            **_post_facts(c, pinned),
            "closes_at": closing_of(c, now, pinned, calendar),
            **directory.told_facts("contest", session, c),
        }
        cases[c.id] = Case(actor, ContestFacts(**facts), now, pinned, calendar, reason)
    return cases


def closing_of(c: Contest, now: datetime, pinned: Mapping[str, Any], calendar: Calendar) -> datetime | None:
    """When the post's own prolonged reception ends; while it has too few candidates, when one granted now would end."""
    if c.state != "too_few":
        return c.closes_at
    return calendar.after(now, pinned["exam.extend_days"], working=False).due


def council_of(session: Session, rounds: Sequence[Round], now: datetime) -> dict[UUID, list[tuple[UUID, Role]]]:
    """Who holds which role in each round itself now: (person, role)."""
    scopes = {context.round_scope(r.id): r.id for r in rounds}
    query = sa.select(Assignment.scope, Assignment.person_id, Assignment.role).where(
        Assignment.scope.in_(scopes),
        Assignment.state == accounts.IN_FORCE,
        Assignment.valid_from <= now,
        sa.or_(Assignment.valid_to.is_(None), Assignment.valid_to > now),
    )
    found: dict[UUID, list[tuple[UUID, Role]]] = {r.id: [] for r in rounds}
    for scope, person_id, role in session.execute(query.order_by(Assignment.role, Assignment.person_id)):
        found[scopes[scope]].append((person_id, Role(role)))
    return found


def _settled_declarations(session: Session, rounds: Sequence[Round]) -> set[tuple[UUID, int, UUID]]:
    query = sa.select(Declaration.round_id, Declaration.list_version, Declaration.person_id).where(
        Declaration.round_id.in_([r.id for r in rounds]), sa.or_(Declaration.answer == "none", Declaration.settled)
    )
    return {(row.round_id, row.list_version, row.person_id) for row in session.execute(query)}


def _with_ground(session: Session, rows: Sequence[Any]) -> set[str]:
    keys = [row.case_key for row in rows]
    query = sa.select(Filing.case_key).where(Filing.case_key.in_(keys), Filing.kind == "ground")
    return set(session.scalars(query))


def _slots_asked(session: Session, contests: Sequence[Contest]) -> Counter[UUID]:
    """How many slots of each post are being filled by any contest that has been asked for and has not ended."""
    query = sa.select(Contest.post_id, Contest.slots, Contest.state).where(
        Contest.post_id.in_({c.post_id for c in contests}), Contest.state != "need_draft"
    )
    asked: Counter[UUID] = Counter()
    for post_id, slots, state in session.execute(query):
        asked[post_id] += 0 if state in ENDED else slots
    return asked


ENDED = ("policy_refused", "in_office", "no_winner", "cancelled", "voided")
"""A post in office is counted by the post's own `filled`."""


def _own(contest: Contest) -> int:
    return 0 if contest.state == "need_draft" or contest.state in ENDED else contest.slots


def _plan_facts(r: Round) -> dict[str, Any]:
    live = [c for c in r.contests if c.state not in ENDED]
    return {
        "posts": len(live),
        "posts_without_policy": sum(c.state in WITHOUT_POLICY for c in live),
        "missing_plan_fields": len(missing_in_plan(r)),
        "regulation_pinned": bool(r.rules),
        "drafted_by": _text(r.drafted_by),
        "unplanned_posts": sum(c.state in ("policy_approved", *WITHOUT_POLICY) for c in live),
    }


def missing_in_plan(r: Round) -> list[str]:
    """What the plan still lacks: its texts by key, "papers", "paper:<post>" for a post without one, "time:<paper>"."""
    live = [c for c in r.contests if c.state not in ENDED]
    lacking = list(rules.missing_plan_texts(r.plan))
    lacking += [] if r.papers else ["papers"]
    lacking += [f"paper:{c.id.hex}" for c in live if r.papers and c.paper_id is None]
    return lacking + [f"time:{p.id.hex}" for p in r.papers if p.starts_at is None or not p.minutes]


def _council_facts(
    r: Round, council: list[tuple[UUID, Role]], declared: set[tuple[UUID, int, UUID]], pinned: Mapping[str, Any]
) -> dict[str, Any]:
    held = {role for _, role in council}
    declaring = {person for person, role in council if role in DECLARING}
    return {
        "council_size": len({person for person, role in council if role in MEMBERS}),
        "council_min": council_size(r, pinned),
        "council_max": council_size(r, pinned),
        "vacant_duties": sum(role not in held for role in REQUIRED_DUTIES),
        "open_declarations": sum((r.id, r.list_version, person) not in declared for person in declaring),
        "panel_size": len({person for person, role in council if role == PANEL}),
    }


def council_size(r: Round, pinned: Mapping[str, Any]) -> int:
    """How many members the regulation gives the council of this round."""
    is_department = any(c.post.level == "DEPARTMENT" for c in r.contests)
    return int(pinned["exam.council_size_department" if is_department else "exam.council_size"])


def _announcement_facts(r: Round, pinned: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    check_by = calendar.after(r.closes_at, pinned["exam.check_days"], working=False).due if r.closes_at else None
    return {
        "missing_fields": len(rules.missing_fields(r.announcement)),
        "missing_channels": len(rules.missing_channels(r.announcement)),
        "announcement_by": _text(r.announcement_by),
        "opens_at": r.opens_at,
        "closes_at": r.closes_at,
        "new_closes_at": r.prolong_to,
        "prolonged_by": _text(r.prolonged_by),
        "reception_days": pinned["exam.reception_days"],
        "check_by": check_by,
    }


def _exam_facts(r: Round, pinned: Mapping[str, Any]) -> dict[str, Any]:
    states = [c.state for c in r.contests]
    return {
        "listed_by": _text(r.listed_by),
        "compiled_by": _text(r.compiled_by),
        "unsettled_contests": sum(state in NOT_COUNTED for state in states),
        "contested_posts": states.count("contested"),
        "unranked_contests": sum(state in NOT_RANKED for state in states),
        "open_contests": sum(state not in ENDED for state in states),
        "exam_at": min((p.starts_at for p in r.papers if p.starts_at), default=None),
        "paper_states": tuple(p.state for p in r.papers),
        "oral_at": r.oral_starts_at,
        "summon_wd": pinned["exam.summon_wd"],
    }


def _post_facts(c: Contest, pinned: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "round_state": c.round.state if c.round else "",
        "paper_states": (c.paper.state,) if c.paper else (),
        "position_listed": c.post.position_list_approved,
        "standards_issued": bool(c.post.standards.strip()),
        "elected_title": c.post.elected,
        "reappointment": bool(c.need.get("reappointment")),
        "requested_by": _text(c.requested_by),
        "min_candidates": pinned["exam.min_candidates"],
        "extensions": c.extensions,
        "extension_limit": pinned["exam.extend_times"],
        "listed_by": _text(c.listed_by),
        "exam_at": c.paper.starts_at if c.paper else None,
        "has_exception": c.one_candidate_approved,
        "compiled_by": _text(c.compiled_by),
        "submitted_by": _text(c.submitted_by),
        "reserve_until": context.end_of(c.reserve_until),
    }


def _text(person: UUID | None) -> str | None:
    return str(person) if person else None
