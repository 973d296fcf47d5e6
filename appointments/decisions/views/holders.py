"""The register of holders: who holds which post on a day, against the approved quota; possible duplicates."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Response, render_template, request
from flask_babel import gettext as _

from appointments.competitions.views.parts import reach
from appointments.core import clock
from appointments.decisions import holders, queries
from appointments.decisions.views.parts import bp
from appointments.organisation.views import asked_day
from appointments.web import policy
from appointments.web.db import db
from appointments.web.i18n import language
from appointments.web.paging import asked_page
from appointments.web.table_file import csv_answer, xlsx_answer
from workflows.calendar import local_day

MOST_ROWS = 100_000


@bp.get("/holders")
@policy.requires("term:follow")
def post_holders() -> str:
    """The holders of a day: ?as_of=2025-06-30, today without it."""
    day, mine = _day(), reach()
    query = holders.on(db.session, mine, day)
    page = asked_page(queries.count(db.session, query))
    rows = holders.rows(db.session, query, page.first, page.size)
    return render_template(
        "decisions/holders.html", rows=rows, page=page, day=day, alike=holders.alike(db.session, mine),
        counts=holders.counts(db.session, query, [row.post_id for row in rows]),
    )  # fmt: skip


@bp.get("/holders.csv")
@policy.requires("term:follow")
def holders_file() -> Response:
    """The same holders as a file, every page of them."""
    day = _day()
    return csv_answer(*_table(day), f"holders-{day.isoformat()}.csv")


@bp.get("/holders.xlsx")
@policy.requires("term:follow")
def holders_workbook() -> Response:
    """The same holders as a workbook."""
    day = _day()
    return xlsx_answer(*_table(day), f"holders-{day.isoformat()}.xlsx")


def _table(day: date) -> tuple[list[str], Iterator[list[Any]]]:
    head = [
        _("Full name"),
        _("Post"),
        _("Agency"),
        _("Number of the decision"),
        _("Takes effect on"),
        _("Term ends on"),
    ]
    rows = holders.rows(db.session, holders.on(db.session, reach(), day), 0, MOST_ROWS)
    return head, (
        [row.person.full_name, row.post.title(language()), row.post.agency.name(language()), row.number,
         row.effective_on, row.term_ends_on]
        for row in rows
    )  # fmt: skip


def _day() -> date:
    return asked_day(request.args.get("as_of", "")) or local_day(clock.now())
