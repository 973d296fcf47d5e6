"""A candidate presents no more: presentation and proposal end with it; what was signed or handed in stays on record."""

from collections.abc import Callable

import sqlalchemy as sa

from appointments.applications.models import Application
from appointments.competitions.following import STOPPED, follows
from appointments.competitions.models import Contest
from appointments.core.work import SYSTEM_BY, Work
from appointments.exams.defence_case import defence_case
from appointments.exams.defences import Defence
from appointments.exams.proposal_case import proposal_case
from appointments.exams.proposals import Proposal
from workflows.engine import Case


def presents_no_more(work: Work, application: Application) -> None:
    """Whatever was begun for the candidate with the timetable is stopped, if it still can be."""
    work.session.flush()
    _stop(work, work.session.get(Defence, application.id), defence_case)
    _stop(work, work.session.get(Proposal, application.id), proposal_case)


@follows(STOPPED)
def nobody_of_the_post_presents(work: Work, contest: Contest) -> None:
    """All of the post's presentations and proposals end with it."""
    work.session.flush()
    begun = sa.or_(Application.id.in_(sa.select(Defence.id)), Application.id.in_(sa.select(Proposal.id)))
    gone = sa.select(Application).where(Application.contest_id == contest.id, Application.state == "discontinued")
    for application in work.session.scalars(gone.where(begun).order_by(Application.id)):
        presents_no_more(work, application)


def _stop(work: Work, row: Defence | Proposal | None, case_of: Callable[..., Case]) -> None:
    if row is not None and "discontinue" in row.process.triggers(row.state):
        work.fire(row, "discontinue", case_of(work.session, row, SYSTEM_BY, work.now))
