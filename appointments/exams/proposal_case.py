"""The facts of one sealed proposal, and how it is entered in the directory of cases."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from appointments.applications.case import WITH_CONTEST, actor_towards, application_scopes
from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions.case import clashes_of
from appointments.competitions.models import Round
from appointments.core import directory
from appointments.core.work import By
from appointments.exams import proposals
from appointments.exams.proposals import Proposal
from workflows.engine import Case
from workflows.proposal import BEFORE_SEALING, ProposalFacts
from workflows.words import Words


def proposal_case(session: Session, proposal: Proposal, by: By, now: datetime, reason: str = "", **told: Any) -> Case:
    """How a proposal stands now for whoever asks; `told` are the facts about what is being done."""
    application, box = proposal.application, proposal.box
    round_ = round_of(proposal)
    context.load_agencies(session)
    actor = actor_towards(session, application, by, now)
    keys = [proposal.case_key, application.case_key, *context.keys_above(round_, application.contest)]
    facts: dict[str, Any] = {
        "holds": context.holds_on(session, keys),
        "clashes": clashes_of(actor),
        "round_state": round_.state,
        "application_state": application.state,
        "due_at": box.due_at,
        "has_file": proposal.last is not None,
        "proposed_by": str(box.proposed_by) if box.proposed_by else None,
        "first_at": round_.oral_starts_at,
    }
    if proposal.state in proposals.TO_BE_OPENED:
        found = proposals.counted(session, box.id)
        facts["unsealed"] = sum(found.get(name, 0) for name in BEFORE_SEALING)
        facts["content"] = facts["shown"] = proposals.content(session, box.id)
    calendar = context.calendar_of(session, now)
    return Case(actor, ProposalFacts(**(facts | told)), now, context.rules_of(round_, now), calendar, reason)


def round_of(proposal: Proposal) -> Round:
    """The round of the candidate."""
    round_ = proposal.application.contest.round
    assert round_ is not None
    return round_


def _resting(states: Iterable[str]) -> sa.Select[Any]:
    wanted = list(states)
    query = sa.select(Proposal).options(
        joinedload(Proposal.application).options(*WITH_CONTEST),
        joinedload(Proposal.box),
        selectinload(Proposal.versions),
    )
    return query.where(Proposal.state.in_(wanted)) if wanted else query


def _title(proposal: Proposal) -> Words:
    application: Application = proposal.application
    post = application.contest.post
    return Words(f"Đề án {application.number} - {post.title_vi}", f"Proposal {application.number} - {post.title_en}")


directory.register(
    directory.Kind(
        "proposal",
        Proposal,
        proposal_case,
        _resting,
        lambda proposal: application_scopes(proposal.application),
        lambda proposal: proposal.application.person_id,
        _title,
        "exams.proposal",
    )
)
