"""How a sanction stands for whoever asks; entered in the directory of cases."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.case import application_scopes
from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions.case import clashes_of
from appointments.core import directory
from appointments.core.work import By
from appointments.exams import candidate_cases
from appointments.exams.incidents import IN_FORCE, Sanction, percents_of, seat_of
from workflows.engine import Case
from workflows.roles import CHAIR, INVIGILATOR, SECRETARY
from workflows.sanction import ENDING, KINDS, SanctionFacts
from workflows.words import Words


def sanction_case(session: Session, sanction: Sanction, by: By, now: datetime, reason: str = "") -> Case:
    """The minutes and what they are about, as they are now."""
    application, paper = sanction.application, sanction.paper
    context.load_agencies(session)
    actor = candidate_cases.asker(session, sanction, by, now)
    facts = SanctionFacts(
        holds=context.holds_on(
            session, [sanction.case_key, application.case_key, *context.keys_above(paper.round, paper=paper)]
        ),
        clashes=clashes_of(actor),
        kind=sanction.kind,
        paper_state=paper.state,
        application_state=application.state,
        contest_state=application.contest.state,
        exam_at=paper.starts_at,
        was_read=sanction.was_read,
        witnesses=len({name.strip().casefold() for name in sanction.witnesses if name.strip()}),
        only_invigilates=INVIGILATOR in actor.roles and not actor.roles & {SECRETARY, CHAIR},
        signed_by=str(sanction.signed_by) if sanction.signed_by else None,
    )
    pinned, calendar = context.rules_of(paper.round, now), context.calendar_of(session, now)
    return Case(actor, facts, now, pinned, calendar, reason)


def application_facts(session: Session, application: Application) -> dict[str, Any]:
    """What the sitting tells of one candidate: when who came late did, and what sanctions are in force.

    `has_minutes` is told of a violation that ends the exam, with the signatures of two different people.
    """
    paper, seat = application.contest.paper, seat_of(session, application.id)
    pinned = context.rules_of(application.contest.round, application.begun_at)
    late = timedelta(minutes=pinned["exam.late_minutes"])
    query = sa.select(Sanction).where(Sanction.application_id == application.id, Sanction.state == IN_FORCE)
    found = session.scalars(query).all()
    return {
        "arrived_at": seat.arrived_at if seat else None,
        "admitted_until": paper.starts_at + late if paper and paper.starts_at else None,
        "has_minutes": any(s.kind in ENDING and s.countersigned_by not in (None, s.signed_by) for s in found),
        "percent_off": percents_of({s.kind for s in found}, pinned),
    }


def sanction_title(sanction: Sanction) -> Words:
    """A sanction as lists call it: its kind and the number of the candidate."""
    application: Application = sanction.application
    kind, who = KINDS[sanction.kind], application.number or application.reference or ""
    return Words(f"{kind.vi}: SBD {who} - {sanction.paper.title}", f"{kind.en}: no. {who} - {sanction.paper.title}")


directory.register(
    directory.Kind(
        "sanction",
        Sanction,
        sanction_case,
        candidate_cases.resting(Sanction),
        lambda sanction: application_scopes(sanction.application),
        lambda sanction: sanction.application.person_id,
        sanction_title,
        "exams.sanction",
    )
)
