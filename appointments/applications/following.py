"""What applications do when their post stops, and what rounds and posts must know of applications."""

from collections import Counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.models import Assignment, Person
from appointments.applications.case import WITH_CONTEST, application_case
from appointments.applications.models import Application, Petition
from appointments.competitions import context
from appointments.competitions.following import STOPPED, WINDOW_MOVED, follows
from appointments.competitions.models import Contest, Round
from appointments.core import directory
from appointments.core.work import SYSTEM_BY, Work

UNDECIDED = ("submitted", "returned", "rejection_proposed")
STANDING = ("eligible", "listed", "sat", "written_passed", "oral_done", "winner", "reserve")
PETITION_OPEN = ("asked", "filed", "under_review")


@directory.tells_facts("round")
def round_facts(session: Session, round_: Round) -> dict[str, Any]:
    """How many applications the round has, how many wait for a decision or a number, and which petitions are open."""
    ids = [contest.id for contest in round_.contests]
    query = sa.select(Application.state, sa.func.count()).where(Application.contest_id.in_(ids))
    states = Counter({row[0]: row[1] for row in session.execute(query.group_by(Application.state))})
    unnumbered = sa.select(sa.func.count(Application.id)).where(
        Application.contest_id.in_(ids), Application.state == "eligible", Application.number.is_(None)
    )
    petitions = sa.select(sa.func.count(Petition.id)).join(Petition.application)
    petitions = petitions.where(Application.contest_id.in_(ids), Petition.state.in_(PETITION_OPEN))
    return {
        "applications": sum(count for state, count in states.items() if state not in ("draft", "lapsed", "withdrawn")),
        "undecided": sum(states[state] for state in UNDECIDED),
        "unnumbered": session.scalar(unnumbered) or 0,
        "open_petitions": session.scalar(petitions) or 0,
    }


@directory.tells_facts("contest")
def contest_facts(session: Session, contest: Contest) -> dict[str, Any]:
    """How many applications of the post are undecided, and how many candidates stand."""
    query = sa.select(Application.state, sa.func.count()).where(Application.contest_id == contest.id)
    states = Counter({row[0]: row[1] for row in session.execute(query.group_by(Application.state))})
    return {
        "undecided": sum(states[state] for state in UNDECIDED),
        "standing": sum(states[state] for state in STANDING),
    }


@directory.tells_facts("assignment")
def assignment_facts(session: Session, assignment: Assignment) -> dict[str, Any]:
    """In which rounds the person competes now, with the scopes around each: nobody serves where they compete."""
    query = sa.select(Application).options(*WITH_CONTEST).where(Application.person_id == assignment.person_id)
    rounds = [a.contest.round for a in session.scalars(query).unique() if not a.at.final and a.contest.round]
    return {"competes_in": {scopes[0]: list(scopes[1:]) for scopes in map(context.scopes_of, rounds)}}


@directory.tells_facts("person")
def person_facts(session: Session, person: Person) -> dict[str, Any]:
    """How many applications are in the person's name."""
    query = sa.select(sa.func.count(Application.id)).where(Application.person_id == person.id)
    return {"applications": session.scalar(query) or 0}


@follows(STOPPED)
def discontinue(work: Work, contest: Contest) -> None:
    """The post's applications end with it."""
    work.session.flush()
    query = sa.select(Application).where(Application.contest_id == contest.id).order_by(Application.id)
    for application in work.session.scalars(query.with_for_update()):
        if "discontinue" in application.process.triggers(application.state):
            case = application_case(work.session, application, SYSTEM_BY, work.now)
            work.fire(application, "discontinue", case)


@follows(WINDOW_MOVED)
def retime_drafts(work: Work, contest: Contest) -> None:
    """Drafts lapse with the new end of the window."""
    work.session.flush()
    drafts = sa.select(Application).where(
        Application.contest_id == contest.id, Application.state.in_(("draft", "returned"))
    )
    for application in work.session.scalars(drafts.order_by(Application.id).with_for_update()):
        work.retime(application, application_case(work.session, application, SYSTEM_BY, work.now))
