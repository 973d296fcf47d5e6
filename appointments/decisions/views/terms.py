"""The radar of terms of office: what ends when, what must happen before, how each last day was counted."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, render_template, request
from flask_babel import gettext as _

from appointments.competitions import context
from appointments.competitions.views.parts import reach
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions import queries, terms
from appointments.decisions.models import Decision
from appointments.decisions.views.parts import bp
from appointments.organisation import queries as organisation
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from appointments.web.i18n import language
from appointments.web.paging import asked_page
from appointments.web.table_file import csv_answer
from workflows.calendar import Calendar, local_day
from workflows.law import cite
from workflows.lead_times import CONFERENCE, DECISION, REPORT, STAGES, LeadTimes, Stage
from workflows.retirement import NOT_VERIFIED, ROADS

MOST_ROWS = 100_000
LAPSE = cite("nd170", "36.5")


@bp.get("/terms")
@policy.requires("term:follow")
def running_terms() -> str:
    """The terms within reach, those that end first in front; ?stage= narrows the list."""
    today, stage, query = local_day(clock.now()), _asked_stage(), terms.running(db.session, reach())
    standing = terms.stands(today, _calendar(today, today))
    counts = terms.counts(db.session, query, standing)
    page = asked_page(counts[stage] if stage else sum(counts.values()))
    found = _listed(query if stage is None else query.where(standing == stage), page.first, page.size)
    return render_template(
        "decisions/terms.html", rows=found, today=today, page=page, stage=stage, stages=STAGES, counts=counts
    )


@bp.get("/terms.csv")
@policy.requires("term:follow")
def terms_file() -> Response:
    """The same terms as a file, every page of them."""
    today, stage = local_day(clock.now()), _asked_stage()
    query = terms.running(db.session, reach())
    if stage:
        query = query.where(terms.stands(today, _calendar(today, today)) == stage)
    head = [
        _("Full name"), _("Post"), _("Agency"), _("Number of the decision"), _("Term ends on"),
        _("Notice at the latest"), _("Decision at the latest"), _("Stands"),
    ]  # fmt: skip
    lines = (
        [
            row.person.full_name, row.post.title(language()), row.post.agency.name(language()), row.number,
            row.term_ends_on, times.notice.day, times.decision.day, say(STAGES[times.stage(today)]),
        ]
        for row, times in _listed(query, 0, MOST_ROWS)
    )  # fmt: skip
    return csv_answer(head, lines, f"terms-{today.isoformat()}.csv")


@bp.get("/<uuid:id>/term")
@policy.requires("term:follow")
def term(id: UUID) -> str:
    """The last days of one term, each with the text that gives it and how it was counted."""
    found = _listed(terms.every(db.session, reach()).where(Decision.id == id), 0, 1)
    if not found:
        raise NotFound(Decision, id)
    row, times = found[0]
    today, runs = local_day(clock.now()), terms.running(db.session, reach()).where(Decision.id == id)
    told = context.rules_of(None, clock.now())["reappt.term_end_convention"]
    sources = {"report": REPORT, "conference": CONFERENCE, "made": DECISION, "lapse": LAPSE}
    return render_template(
        "decisions/term.html", decision=row, times=times, stages=STAGES, today=today,
        runs=bool(queries.count(db.session, runs)), ahead=terms.prospect_of(row, told), roads=ROADS,
        not_verified=NOT_VERIFIED, **sources,
    )  # fmt: skip


def _listed(query: Any, first: int, most: int) -> list[tuple[Decision, LeadTimes]]:
    rows = terms.rows(db.session, query, first, most)
    if not rows:
        return []
    calendar = _calendar(rows[0].term_ends_on, rows[-1].term_ends_on)
    return [(row, terms.times_of(row, calendar)) for row in rows]


def _calendar(first: date | None, last: date | None) -> Calendar:
    """The working days that the last days of terms between two days may touch."""
    assert first is not None
    assert last is not None
    return organisation.calendar(db.session, first.year - 1, last.year + 2)


def _asked_stage() -> Stage | None:
    asked = request.args.get("stage", "")
    return Stage(asked) if asked in list(Stage) else None
