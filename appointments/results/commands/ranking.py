"""The ranking of a post is compiled by one person and signed by another; open ties get a reasoned order."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.case import contest_case
from appointments.competitions.commands.locking import editing, lock_contest
from appointments.competitions.models import Contest
from appointments.core.errors import Invalid
from appointments.core.work import By, Work
from appointments.results.case import examined, ranking_of
from appointments.results.commands.rechecking import demand_recheck
from appointments.results.models import Standing, TieDecision
from appointments.results.report import as_json
from appointments.results.rules import Placed, Ranking
from workflows.roles import CHAIR, SECRETARY


def compile_ranking(session: Session, contest_id: UUID, *, by: By, now: datetime) -> Ranking:
    """The secretary lets the rule rank the candidates; every line and its proof is written down."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id)
        role = editing(work, contest, contest_case(session, contest, by, now), (SECRETARY,), ("contested",))
        ranking = _ranking(session, contest, now)
        contest.compiled_by = by.person
        _write(session, contest, ranking)
        demand_recheck(session, contest, ranking, now)
        work.note(contest, "compile_ranking", role, passers=len(ranking.winners) + len(ranking.reserve))
        return ranking


def settle_tie(
    session: Session, contest_id: UUID, order: Sequence[str], reason: str, *, by: By, now: datetime
) -> TieDecision:
    """The head puts candidates whom no rule could part in an order (by number), and says why."""
    if not reason.strip():
        raise Invalid("A reason must be given.", "reason")
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id)
        role = editing(work, contest, contest_case(session, contest, by, now), (CHAIR,), ("contested",))
        if frozenset(order) not in _to_decide(_ranking(session, contest, now)) or len(set(order)) != len(order):
            raise Invalid("These candidates are not tied with each other and with nobody else.", "order")
        decision = TieDecision(
            contest_id=contest.id, order=list(order), reason=reason.strip(), decided_by=by.person, decided_at=now
        )
        session.add(decision)
        work.note(contest, "settle_tie", role, reason=reason.strip())
        return decision


def sign_ranking(session: Session, contest_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Contest:
    """The chair signs the ranking as it stands; places and totals go to the applications."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        case = contest_case(session, contest, by, now)
        ranking = _ranking(session, contest, now)
        if contest.compiled_by is None:
            raise Invalid("The secretary has not compiled this ranking yet.")
        _write(session, contest, ranking)
        placed = {p.code: p for p in ranking.placed}
        for application in examined(session, contest_id):
            line = placed[application.number or ""]
            application.total, application.place = line.total, line.rank
        work.fire(contest, "rank", case)
        return contest


def contest_step(
    session: Session, contest_id: UUID, trigger: str, reason: str, *, by: By, now: datetime, seen: int | None = None
) -> Contest:
    """Declare that there is no winner, or open the ranking again."""
    if trigger not in ("declare_no_winner", "reopen"):
        raise Invalid("There is no such step.")
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        case = contest_case(session, contest, by, now, reason)
        if trigger == "reopen":
            contest.compiled_by = None
        work.fire(contest, trigger, case)
        return contest


def _to_decide(ranking: Ranking) -> set[frozenset[str]]:
    """The ties that a person has to decide, or has decided and may decide anew before the ranking is signed."""
    decided = {frozenset(decision.order) for decision in ranking.decisions}
    return decided | {frozenset(tie.codes) for tie in ranking.open_ties}


def _ranking(session: Session, contest: Contest, now: datetime) -> Ranking:
    ranking = ranking_of(session, contest, now)
    if ranking is None:
        raise Invalid("Somebody who sat still lacks a mark.")
    return ranking


def _write(session: Session, contest: Contest, ranking: Ranking) -> None:
    """Replace the post's lines by those of this ranking."""
    lines = {s.application_id: s for s in session.query(Standing).filter_by(contest_id=contest.id)}
    placed = {p.code: p for p in ranking.placed}
    for application in examined(session, contest.id):
        line = lines.get(application.id) or Standing(contest_id=contest.id, application_id=application.id)
        _fill(line, application, placed[application.number or ""], ranking)
        session.add(line)


def _fill(line: Standing, application: Application, placed: Placed, ranking: Ranking) -> None:
    code = application.number
    line.written, line.oral, line.total = application.written_mark, application.oral_mark, placed.total
    line.passes, line.place = placed.rank is not None, placed.rank
    line.why_unranked = " ".join(reason.vi for reason in placed.reasons)
    verdicts = as_json(ranking).get("verdicts", [])
    line.proof = {"verdicts": [v for v in verdicts if code in (v.get("higher"), v.get("lower"))]}
