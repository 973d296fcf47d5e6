"""What everybody may read: the rounds and posts open now, and each announcement with all its fields."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, render_template, url_for

from appointments.competitions import context, queries, rules
from appointments.competitions.models import Contest, Paper, Round
from appointments.competitions.views import elsewhere
from appointments.core import clock
from appointments.web import policy
from appointments.web.db import db
from workflows.rules import PARAMETERS

bp = Blueprint("rounds", __name__, url_prefix="/rounds")
SHOWN_PARAMETERS = (
    "exam.min_candidates",
    "exam.written_minutes",
    "exam.oral_present_min",
    "exam.oral_qa_min",
    "exam.scale",
    "exam.pass_each",
    "exam.oral_pass",
    "exam.weights",
    "exam.tie_order",
    "exam.remark_request_days",
    "exam.remark_finish_days",
    "exam.remark_oral",
    "exam.reserve_months",
    "exam.written_publication",
)
"""What an announcement tells of the regulation: form, scale, pass marks, weights, ties, re-marking."""
APPLY_ENDPOINT = "applications.start"
"""The page of the feature above on which one begins an application for a post (argument `contest_id`)."""


@bp.get("")
@policy.public
def index() -> str:
    """Rounds and posts: those that receive applications now, then the others."""
    now = clock.now()
    rounds = queries.public_rounds(db.session)
    open_now = [c for r in rounds for c in r.contests if queries.is_open(c, now)]
    return render_template(
        "competitions/public_index.html",
        rounds=rounds,
        open_now=open_now,
        window_of=queries.window_of,
        apply_url=apply_url,
    )


@bp.get("/<uuid:id>")
@policy.public
def show(id: UUID) -> str:
    """One announcement; printable as it stands."""
    round_ = queries.public_round(db.session, id)
    now = clock.now()
    pinned = context.rules_of(round_, now)
    return render_template(
        "competitions/announcement.html",
        round=round_,
        pinned=pinned,
        parameters=[PARAMETERS[key] for key in SHOWN_PARAMETERS],
        fields=rules,
        is_open=lambda contest: queries.is_open(contest, now),
        window_of=queries.window_of,
        apply_url=apply_url,
        lists=lists_of(round_),
        paper_lists={p.id: lists_of_paper(p) for p in round_.papers},
    )


def lists_of(round_: Round) -> list[dict[str, Any]]:
    """What was published of a round: the list of those who may compete, the result, the register of complaints."""
    published = [
        *(elsewhere.SHORTLIST if round_.shortlist_at else ()),
        *(elsewhere.RESULTS if round_.results_at else ()),
        *elsewhere.COMPLAINTS,
    ]
    return elsewhere.links(published, round_, ())


def lists_of_paper(paper: Paper) -> list[dict[str, Any]]:
    """What was published of a written paper: its room lists, its results."""
    published = [
        *(elsewhere.ROOM_LISTS if paper.lists_posted_at else ()),
        *(elsewhere.WRITTEN_RESULTS if paper.published_at else ()),
    ]
    return elsewhere.links(published, paper, ())


def apply_url(contest: Contest) -> str | None:
    """Where one applies for this post, where the installation has that feature."""
    if APPLY_ENDPOINT not in current_app.view_functions:
        return None
    return url_for(APPLY_ENDPOINT, contest_id=contest.id)


def front() -> dict[str, Any]:
    """What the front page shows of it: the posts open now."""
    now = clock.now()
    rounds = queries.public_rounds(db.session)
    return {
        "open_contests": [c for r in rounds for c in r.contests if queries.is_open(c, now)],
        "window_of": queries.window_of,
    }
