"""The facts about an application or a petition, taken afresh from the rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.accounts import queries as accounts
from appointments.applications.models import Application, Petition
from appointments.competitions import context
from appointments.competitions.models import Contest, Round
from appointments.core import directory
from appointments.core.work import By
from appointments.organisation.models import Post
from workflows import dossier
from workflows.application_facts import ApplicationFacts
from workflows.calendar import Calendar, local_day
from workflows.engine import SYSTEM_ACTOR, Actor, Case
from workflows.parameters import Staff
from workflows.petition import PetitionFacts
from workflows.roles import CANDIDATE, Role
from workflows.rules import Rules, on_scale
from workflows.words import Words

OVER = ("withdrawn", "lapsed")
REFUSAL_LETTER = "refusal_letter"


def application_case(session: Session, application: Application, by: By, now: datetime, reason: str = "") -> Case:
    """How the application stands at `now` for the person asking."""
    rules, calendar = rules_of(application, now), context.calendar_of(session, now)
    facts = application_facts(session, application, now, rules, calendar)
    return Case(actor_towards(session, application, by, now), facts, now, rules, calendar, reason)


def actor_towards(session: Session, application: Application, by: By, now: datetime) -> Actor:
    """The asker's roles. In one's own case one is the candidate and nothing else, whatever other roles one holds."""
    if by.person is None:
        return SYSTEM_ACTOR
    if by.person == application.person_id:
        return Actor(str(by.person), frozenset({CANDIDATE}))
    return Actor(str(by.person), accounts.roles_of(session, by.person, application_scopes(application), now))


def application_facts(
    session: Session, application: Application, now: datetime, rules: Rules, calendar: Calendar
) -> ApplicationFacts:
    """What the guards look at; features above add what they alone know (sheets, minutes)."""
    contest, round_, paper = application.contest, application.contest.round, application.contest.paper
    closes_at = closing(contest)
    told = _dossier_facts(application, now, rules) | _verdict_facts(application) | _standing_facts(application, rules)
    told |= directory.told_facts("application", session, application)
    return ApplicationFacts(
        holds=context.holds_on(session, [application.case_key, *context.keys_above(round_, contest, paper)]),
        round_state=round_.state if round_ else "",
        contest_state=contest.state,
        paper_state=paper.state if paper else "",
        petition_state=_petition_state(session, application.id),
        channel=application.channel,
        received_at=application.received_at,
        opens_at=round_.opens_at if round_ else None,
        closes_at=closes_at,
        check_by=calendar.after(closes_at, rules["exam.check_days"], working=False).due if closes_at else None,
        exam_at=paper.starts_at if paper else None,
        reserve_until=context.end_of(contest.reserve_until),
        other_live=_other_live(session, application),
        holds_staff_role=_has_duty(session, application, now),
        **told,
    )


def _dossier_facts(application: Application, now: datetime, rules: Rules) -> dict[str, Any]:
    source = application.answers.get("source")
    papers = {document.kind: document.issued_on for document in application.documents}
    months = rules["dossier.max_age_months"]
    today = local_day(application.received_at or now)
    findings = dossier.self_check(answers_of(application), today, rules)
    return {
        "missing_papers": len(dossier.missing_papers(papers.keys(), source)),
        "stale_papers": len(dossier.stale_papers(papers.items(), today, months)),
        "max_age_months": months,
        "declared": application.declared,
        "blocking_criteria": sum(finding.met is False for finding in findings),
        "has_letter": REFUSAL_LETTER in papers,
    }


def _verdict_facts(application: Application) -> dict[str, Any]:
    verdicts = {verdict.criterion: verdict for verdict in application.verdicts}
    failed = [verdict for verdict in verdicts.values() if not verdict.met]
    return {
        "unjudged_criteria": sum(key not in verdicts for key in dossier.CRITERION),
        "failed_criteria": len(failed),
        "failed_without_evidence": sum(not (v.evidence.strip() and v.clause.strip()) for v in failed),
        "proposed_by": str(application.proposed_by) if application.proposed_by else None,
    }


def _standing_facts(application: Application, rules: Rules) -> dict[str, Any]:
    scale = rules["exam.scale"]
    written_pass, oral_pass = on_scale(rules["exam.pass_each"], scale), on_scale(rules["exam.oral_pass"], scale)
    written, oral = application.written_mark, application.oral_mark
    return {
        "has_number": application.number is not None,
        "written_mark": written,
        "written_pass": written_pass,
        "oral_mark": oral,
        "passes": written is not None and oral is not None and written >= written_pass and oral >= oral_pass,
        "place": application.place,
        "slots": application.contest.slots,
        "is_next": application.contest.winner_id == application.id,
    }


def round_of(which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Selects the round of the application that is meant."""
    return sa.select(Contest.round_id).join(Application, Application.contest_id == Contest.id).where(which)


def answers_of(application: Application) -> dict[str, Any]:
    """The candidate's answers with what the register knows better."""
    person = application.person
    return {"birth_date": person.birth_date, "gender": person.gender} | application.answers


def closing(contest: Contest) -> datetime | None:
    """The instant at which reception for this post is over: the round's, unless it was extended for the post."""
    return contest.closes_at or (contest.round.closes_at if contest.round else None)


def rules_of(application: Application, now: datetime) -> Rules:
    """The regulation that binds this application."""
    return context.rules_of(application.contest.round, now, Staff(application.contest.post.staff))


def application_scopes(application: Application) -> tuple[str, ...]:
    """The scopes whose role holders deal with the application."""
    return context.contest_scopes(application.contest)


def _petition_state(session: Session, application_id: UUID) -> str:
    query = sa.select(Petition.state).where(Petition.application_id == application_id)
    return session.scalar(query.order_by(Petition.begun_at.desc()).limit(1)) or ""


def _other_live(session: Session, application: Application) -> int:
    same = sa.and_(Application.person_id == application.person_id, Application.contest_id == application.contest_id)
    query = sa.select(sa.func.count()).select_from(Application).where(same, Application.id != application.id)
    return session.scalar(query.where(Application.is_live)) or 0


def _has_duty(session: Session, application: Application, now: datetime) -> bool:
    held = accounts.roles_of(session, application.person_id, application_scopes(application), now)
    return bool(held - {Role.candidate, Role.public})


def petition_case(session: Session, petition: Petition, by: By, now: datetime, reason: str = "") -> Case:
    """How a petition stands at `now` for the person asking."""
    application = petition.application
    round_, paper = application.contest.round, application.contest.paper
    judges = [verdict.judged_by for verdict in application.verdicts] + [
        application.proposed_by,
        application.rejected_by,
    ]
    facts = PetitionFacts(
        holds=context.holds_on(session, [petition.case_key, *context.keys_above(round_, application.contest, paper)]),
        application_state=application.state,
        round_state=round_.state if round_ else "",
        paper_state=paper.state if paper else "",
        exam_at=paper.starts_at if paper else None,
        rejected_by=tuple(sorted({str(person) for person in judges if person})),
        has_answer=bool(petition.answer.strip()),
    )
    rules, calendar = rules_of(application, now), context.calendar_of(session, now)
    return Case(actor_towards(session, application, by, now), facts, now, rules, calendar, reason)


def _title(application: Application) -> Words:
    post = application.contest.post
    name = application.reference or ""
    return Words(
        f"Hồ sơ {name} - {post.title_vi}, {post.agency.name_vi}".replace("  ", " "),
        f"Application {name} - {post.title_en}, {post.agency.name_en}".replace("  ", " "),
    )


WITH_CONTEST = (
    joinedload(Application.person),
    joinedload(Application.contest).joinedload(Contest.post).joinedload(Post.agency),
    joinedload(Application.contest).joinedload(Contest.round).joinedload(Round.agency),
    joinedload(Application.contest).joinedload(Contest.paper),
)


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(Application).options(*WITH_CONTEST)
    return query.where(Application.state.in_(wanted)) if wanted else query


def _petitions_resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    loads = [joinedload(Petition.application).options(*WITH_CONTEST, selectinload(Application.verdicts))]
    query = sa.select(Petition).options(*loads)
    return query.where(Petition.state.in_(wanted)) if wanted else query


directory.register(
    directory.Kind(
        "application",
        Application,
        application_case,
        _resting,
        application_scopes,
        lambda application: application.person_id,
        _title,
        "applications.show",
    )
)
directory.register(
    directory.Kind(
        "petition",
        Petition,
        petition_case,
        _petitions_resting,
        lambda petition: application_scopes(petition.application),
        lambda petition: petition.application.person_id,
        lambda petition: Words(
            f"Kiến nghị: {_title(petition.application).vi}", f"Petition: {_title(petition.application).en}"
        ),
        "applications.petition",
    )
)
