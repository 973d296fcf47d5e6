"""What the pages of the exam share: who asks in which role, the paper or script asked for, and its facts for a page."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint

from appointments.applications.views.parts import NOTED as OF_APPLICATIONS
from appointments.competitions import context
from appointments.competitions.case import Asker
from appointments.competitions.models import Paper, Round
from appointments.competitions.siblings import paper_case
from appointments.competitions.views.parts import NOTED, reach, viewer_id
from appointments.core import clock
from appointments.core.errors import Forbidden
from appointments.core.work import By
from appointments.exams import onscreen, queries
from appointments.exams.onscreen import untold
from appointments.exams.views import noted
from appointments.web.db import db
from workflows import access
from workflows.engine import Case
from workflows.roles import CHAIR, CODING, MARKING_HEAD, SECRETARY, SUPERVISOR, Role

bp = Blueprint("exams", __name__, url_prefix="/exams")
NOTED.update(noted.ACTS)
OF_APPLICATIONS.update({f"application.{act}": noted.ACTS[act] for act in noted.ON_APPLICATIONS})

DESK = (SECRETARY, CHAIR)
SITTING = (*DESK, Role.invigilator, SUPERVISOR)
BOARD = (SECRETARY, MARKING_HEAD)
ROOM_READERS = (*SITTING, Role.auditor)
SCRIPT_READERS = (*BOARD, CHAIR, SUPERVISOR, Role.auditor)
APPEAL_READERS = (*DESK, MARKING_HEAD, CODING, SUPERVISOR, Role.approver, Role.appointing_authority, Role.auditor)
PANEL_READERS = (*DESK, SUPERVISOR, Role.auditor)


def paper_or_404(id: UUID) -> Paper:
    """The paper, if its round is the asker's business."""
    return queries.paper_for(db.session, id, reach())


def is_on_screen(paper: Paper) -> bool:
    """Whether the round's regulation has this paper's scripts marked on screen."""
    return onscreen.is_on_screen(paper, clock.now())


def by_me() -> By:
    """Who asks, to read."""
    return By(viewer_id())


def roles_towards(round_: Round) -> frozenset[Role]:
    """The roles of the person asking that count in this round."""
    return Asker.of(db.session, by_me(), clock.now()).towards(context.scopes_of(round_)).roles


def demand(round_: Round, *roles: Role) -> frozenset[Role]:
    """The asker's roles in this round; Forbidden where none of these is among them."""
    held = roles_towards(round_)
    if not held & set(roles):
        raise Forbidden(f"this page needs one of {sorted(roles)}")
    return held


def reads(paper: Paper, roles: frozenset[Role], resource: str) -> bool:
    """Whether somebody with these roles in the round may read it in the phase that the paper is in."""
    now = clock.now()
    at = access.phase(paper.round.state, paper.state, exam_begun=bool(paper.starts_at and paper.starts_at <= now))
    return any(access.may(role, resource, "read", at) for role in roles)


def demand_reading(paper: Paper, resource: str) -> frozenset[Role]:
    """The asker's roles in the paper's round; Forbidden where none may read it now."""
    held = roles_towards(paper.round)
    if not reads(paper, held, resource):
        raise Forbidden(f"{resource} is read by others, or at another time")
    return held


def case_of(paper: Paper) -> Case:
    """How the paper stands for the person asking.

    Codes are drawn in the very act of sealing them: before it they are not what is missing.
    """
    case = paper_case(db.session, paper, by_me(), clock.now())
    if paper.state == "held":
        facts = case.facts
        sealed = replace(facts, uncoded=0, map_seal="drawn when sealed", from_tool=facts.on_screen)
        return replace(case, facts=sealed)
    return case if MARKING_HEAD in case.actor.roles else replace(case, facts=untold(paper, case.facts))


def typed_rows(present: int, least: int) -> int:
    """How many rows a page of rows shows: those that are there, two to spare, more on request."""
    from flask import request

    sent = {name.rpartition("_")[2] for name in request.form if name.startswith(("name_", "label_"))}
    count = max(present + 2, least, len(sent)) + (2 if "more" in request.form else 0)
    return min(count, 20)


def scopes_of_paper(paper: Paper) -> Any:
    """The scopes whose role holders deal with a paper."""
    return context.scopes_of(paper.round)
