"""What the ranking of a post knows: who passed, which ties are open; told to the post's own guards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.competitions import context
from appointments.competitions.models import Contest
from appointments.core import directory
from appointments.results.margins import closeness
from appointments.results.models import Recheck, TieDecision
from appointments.results.recheck import content_of
from appointments.results.rules import Ranking, rank
from appointments.results.scheme import Attendance, Candidate, HumanDecision, Scheme
from workflows.margin import is_close
from workflows.parameters import Staff

EXAMINED = ("sat", "written_passed", "written_failed", "oral_done", "not_passed", "winner", "reserve", "appointed",
            "declined", "disqualified", "released")  # fmt: skip
LEFT_OUT = {"absent": Attendance.absent, "annulled": Attendance.annulled}


@directory.tells_facts("contest")
def contest_facts(session: Session, contest: Contest) -> dict[str, Any]:
    """Counted only once every presentation has its result; before that nobody has passed anything."""
    if contest.state not in ("contested", "ranked"):
        return {}
    ranking = ranking_of(session, contest, contest.begun_at)
    if ranking is None:
        return {"passers": 0, "unsettled_ties": 0}
    return {
        "passers": sum(p.rank is not None for p in ranking.placed),
        "unsettled_ties": sum(tie.crosses_the_line for tie in ranking.open_ties),
        **_recheck_facts(session, contest, ranking),
    }


def _recheck_facts(session: Session, contest: Contest, ranking: Ranking) -> dict[str, Any]:
    """Whether the sums of a post that is not signed yet are to be worked out again, and by whom they were."""
    if contest.state != "contested" or not is_close(closeness(ranking), rules_of(contest, contest.begun_at)):
        return {}
    found = agreeing_recheck(session, contest.id, content_of(ranking))
    return {"recheck_due": True, "rechecked_by": str(found.checked_by) if found else None}


def agreeing_recheck(session: Session, contest_id: UUID, content: str) -> Recheck | None:
    """The latest check of exactly these marks in which every sum came out as it stands on record."""
    query = sa.select(Recheck).where(Recheck.contest_id == contest_id, Recheck.content == content)
    query = query.where(Recheck.agrees.is_(True)).order_by(Recheck.checked_at.desc(), Recheck.id)
    return session.scalars(query).first()


def ranking_of(session: Session, contest: Contest, on: datetime) -> Ranking | None:
    """The ranking as the marks and decisions stand now; None while somebody who sat still lacks a mark."""
    scheme = scheme_of(contest, on)
    candidates = [candidate_of(application) for application in examined(session, contest.id)]
    for c in candidates:
        lacks_oral = c.written is not None and c.written >= scheme.pass_written and c.oral is None
        if c.attendance is Attendance.sat and (c.written is None or lacks_oral):
            return None
    tied = {frozenset(tie.codes) for tie in rank(candidates, scheme).open_ties}
    return rank(candidates, scheme, _latest(decisions_of(session, contest), tied))


def _latest(decisions: list[HumanDecision], tied: set[frozenset[str]]) -> list[HumanDecision]:
    """The last order given for each tie that stands now; what was decided on marks that changed since is left out."""
    found = {frozenset(decision.order): decision for decision in decisions}
    return [decision for codes, decision in found.items() if codes in tied]


def scheme_of(contest: Contest, on: datetime) -> Scheme:
    """Weights, pass marks, tie order and slots of a post, from its round's pinned regulation."""
    return Scheme.from_rules(rules_of(contest, on), contest.slots)


def rules_of(contest: Contest, on: datetime) -> Mapping[str, Any]:
    """The parameters of the regulation that a post's round pinned."""
    return context.rules_of(contest.round, on, Staff(contest.post.staff))


def examined(session: Session, contest_id: UUID) -> Sequence[Application]:
    """Everybody who has a number in this post and was there or should have been, by number."""
    states = (*EXAMINED, *LEFT_OUT)
    query = sa.select(Application).options(joinedload(Application.person))
    query = query.where(Application.contest_id == contest_id, Application.number.is_not(None))
    return session.scalars(query.where(Application.state.in_(states)).order_by(*by_number(Application.number))).all()


def candidate_of(application: Application) -> Candidate:
    """What the ranking needs of one application; attributes that are not on record stay None."""
    answers = (application.snapshot or {}).get("answers", {})
    person = application.person
    months = answers.get("service_months")
    return Candidate(
        code=application.number or "",
        written=application.written_mark,
        oral=application.oral_mark,
        attendance=LEFT_OUT.get(application.state, Attendance.sat),
        planning=answers.get("source") == "planned_here" if answers.get("source") else None,
        female=person.gender == "female" if person.gender else None,
        ethnic=person.is_ethnic_minority,
        born_on=person.birth_date,
        service_months=int(months) if months not in (None, "") else None,
    )


def decisions_of(session: Session, contest: Contest) -> list[HumanDecision]:
    """The reasoned orders given so far for ties that no rule settles."""
    query = sa.select(TieDecision).where(TieDecision.contest_id == contest.id).order_by(TieDecision.decided_at)
    return [HumanDecision(tuple(d.order), d.reason, str(d.decided_by)) for d in session.scalars(query)]
