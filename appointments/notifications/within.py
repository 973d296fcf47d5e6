"""Which rows of each kind a role reaches, as a condition in SQL: so that a list reads what it shows and nothing else.

It says the same as `Kind.scopes` and `Kind.owner` say of a row in memory; the tests compare the two. A kind that is not
here is read whole and sorted out in memory.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.accounts.models import Assignment
from appointments.applications.models import Application, Petition
from appointments.competitions import context
from appointments.competitions.models import Contest, Hold, Paper, Round
from appointments.complaints.models import Complaint
from appointments.complaints.rules import OF_THE_COUNCIL
from appointments.conferences.models import Conference
from appointments.core.cases import Cased
from appointments.decisions.models import Decision
from appointments.exams.defences import Defence
from appointments.exams.incidents import Sanction
from appointments.exams.models import Appeal, ScreenScript, SheetScript
from appointments.exams.proposals import Proposal
from appointments.organisation.models import Post, Regulation, Reorganisation
from appointments.organisation.queries import lineage
from appointments.procedures.models import CivilProcedure, PublicProcedure
from appointments.reappointments.models import Reappointment
from workflows.duties import CITY
from workflows.roles import AUTHORITY, Role

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Reach:
    """What the holder of one role deals with: everything, or these agencies (with all below them) and these rounds."""

    everything: bool
    agencies: frozenset[UUID]
    rounds: frozenset[UUID]

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes that say the same."""
        own = {context.agency_scope(one) for one in self.agencies} | {context.round_scope(one) for one in self.rounds}
        return frozenset(own | {CITY} if self.everything else own)


def reaches(session: Session, person_id: UUID, now: datetime) -> dict[Role, Reach]:
    """For each role that a person holds now, what it reaches; two statements."""
    held: dict[Role, set[str]] = {}
    for role, scope in accounts.holdings_of(session, person_id, now):
        held.setdefault(role, set()).add(scope)
    context.load_agencies(session)
    return {role: _reach(session, scopes) for role, scopes in held.items()}


def _reach(session: Session, scopes: Collection[str]) -> Reach:
    roots = {UUID(s.removeprefix("agency:")) for s in scopes if s.startswith("agency:")}
    return Reach(
        everything=CITY in scopes,
        agencies=frozenset(a.id for a in session.info["agencies"] if roots & {one.id for one in lineage(a)}),
        rounds=frozenset(UUID(s.removeprefix("round:")) for s in scopes if s.startswith("round:")),
    )


def within(process: str, reach: Reach) -> Condition:
    """The rows of this kind that the role reaches."""
    if reach.everything or process not in _WITHIN:
        return sa.true()
    return _WITHIN[process](reach)


def owned(process: str, person_id: UUID) -> Condition:
    """The rows of this kind that are the person's own case as a candidate."""
    return _OWNED[process](person_id) if process in _OWNED else sa.false()


def key_of(model: type[Cased]) -> sa.ColumnElement[str]:
    """How the ledger calls a row, computed by the database."""
    return sa.literal(f"{model.__process__}:") + hex_of(model.id)


def hex_of(column: Any) -> sa.ColumnElement[str]:
    """A row's id in 32 hexadecimal digits, on either database."""
    return sa.func.replace(sa.cast(column, sa.Text), "-", "")


def _round(reach: Reach) -> Condition:
    return sa.or_(Round.agency_id.in_(reach.agencies), Round.id.in_(reach.rounds))


def _contest(reach: Reach) -> Condition:
    posts = sa.select(Post.id).where(Post.agency_id.in_(reach.agencies))
    return sa.or_(Contest.post_id.in_(posts), Contest.round_id.in_(_ids(Round, _round(reach))))


def _application(reach: Reach) -> Condition:
    return Application.contest_id.in_(_ids(Contest, _contest(reach)))


def _assignment(reach: Reach) -> Condition:
    rounds = sa.select(sa.literal("round:") + hex_of(Round.id)).where(_round(reach))
    return sa.or_(Assignment.scope.in_(reach.scopes), Assignment.scope.in_(rounds))


def _decision(reach: Reach) -> Condition:
    return Decision.post_id.in_(sa.select(Post.id).where(Post.agency_id.in_(reach.agencies)))


def _complaint(reach: Reach) -> Condition:
    """As `complaints.case.scopes_of`: about the chair or the supervisor only above the round, about the authority only
    in it."""
    above = Complaint.round_id.in_(sa.select(Round.id).where(Round.agency_id.in_(reach.agencies)))
    inside = Complaint.round_id.in_(reach.rounds)
    of_the_council = Complaint.about_role.in_([str(role) for role in OF_THE_COUNCIL])
    return sa.or_(sa.and_(above, Complaint.about_role != str(AUTHORITY)), sa.and_(inside, sa.not_(of_the_council)))


def _ids(model: type[Cased], condition: Condition) -> sa.Select[Any]:
    return sa.select(model.id).where(condition)


_WITHIN: dict[str, Callable[[Reach], Condition]] = {
    "round": _round,
    "contest": _contest,
    "paper": lambda reach: Paper.round_id.in_(_ids(Round, _round(reach))),
    "hold": lambda reach: Hold.round_id.in_(_ids(Round, _round(reach))),
    "application": _application,
    "petition": lambda reach: Petition.application_id.in_(_ids(Application, _application(reach))),
    "script": lambda reach: SheetScript.paper_id.in_(sa.select(Paper.id).where(_WITHIN["paper"](reach))),
    "screen_script": lambda reach: ScreenScript.paper_id.in_(sa.select(Paper.id).where(_WITHIN["paper"](reach))),
    "appeal": lambda reach: Appeal.application_id.in_(_ids(Application, _application(reach))),
    "complaint": _complaint,
    "sanction": lambda reach: Sanction.application_id.in_(_ids(Application, _application(reach))),
    "proposal": lambda reach: Proposal.application_id.in_(_ids(Application, _application(reach))),
    "defence": lambda reach: Defence.application_id.in_(_ids(Application, _application(reach))),
    "assignment": _assignment,
    "decision": _decision,
    "conference": lambda reach: Conference.agency_id.in_(reach.agencies),
    "civil_appointment": lambda reach: CivilProcedure.agency_id.in_(reach.agencies),
    "public_appointment": lambda reach: PublicProcedure.agency_id.in_(reach.agencies),
    "reappointment": lambda reach: Reappointment.agency_id.in_(reach.agencies),
    "regulation": lambda reach: Regulation.agency_id.in_(reach.agencies),
    "reorganisation": lambda reach: Reorganisation.agency_id.in_(reach.agencies),
    "report": lambda _reach: sa.false(),  # the City's own: for those alone who serve it as a whole
}
_OWNED: dict[str, Callable[[UUID], Condition]] = {
    "application": lambda person: Application.person_id == person,
    "petition": lambda person: Petition.application_id.in_(_ids(Application, Application.person_id == person)),
    "appeal": lambda person: Appeal.application_id.in_(_ids(Application, Application.person_id == person)),
    "complaint": lambda person: Complaint.person_id == person,
    "sanction": lambda person: Sanction.application_id.in_(_ids(Application, Application.person_id == person)),
    "proposal": lambda person: Proposal.application_id.in_(_ids(Application, Application.person_id == person)),
    "decision": lambda person: Decision.person_id == person,
    "reappointment": lambda person: Reappointment.person_id == person,
}
