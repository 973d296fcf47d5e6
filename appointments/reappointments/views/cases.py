"""The list of cases, one case for those who deal with it and for the person concerned, the case of a term."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _

from appointments.applications.views.parts import storage
from appointments.competitions.views.elsewhere import page_of
from appointments.competitions.views.parts import case_page, reach, viewer_id
from appointments.conferences.case import is_told_to, is_voter
from appointments.conferences.models import Conference
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions import queries as decisions
from appointments.decisions import terms
from appointments.decisions.models import Decision
from appointments.reappointments import queries
from appointments.reappointments.case import scopes_of, title_of
from appointments.reappointments.commands import opening
from appointments.reappointments.models import Reappointment
from appointments.reappointments.rules import OUTCOMES
from appointments.reappointments.views.parts import bp, found, is_own
from appointments.web import policy
from appointments.web.db import db
from appointments.web.forms import BaseForm
from appointments.web.paging import asked_page
from workflows.engine import Case
from workflows.reappointment import text
from workflows.reappointment_facts import BARRED, END_GROUNDS, HOLD_GROUNDS, LAPSED, VOTES
from workflows.retirement import NOT_VERIFIED, ROADS
from workflows.voting import Result
from workflows.words import Words

QUIET = {"cadres_held": "reported", "referred": "reported"}
"""How the key cadres voted is announced to nobody: the person sees no state that would tell it."""
UNDER_REVIEW = Words("Cơ quan đang xem xét", "Under consideration")


@bp.get("")
@policy.requires("reappointment:follow")
def index() -> str:
    """The cases that have not ended, those whose term ends first in front."""
    query = queries.open_ones(reach())
    page = asked_page(queries.count(db.session, query))
    rows = queries.rows(db.session, query, page.first, page.size)
    due = queries.due_of(db.session, rows)
    return render_template("reappointments/index.html", rows=rows, page=page, due=due, roads=ROADS)


@bp.get("/<uuid:id>")
@policy.signed_in
def show(id: UUID) -> str:
    """One case: to those who deal with it; the person concerned has a page without the votes."""
    row, case = found(id)
    if is_own(row):
        label = UNDER_REVIEW if row.state in ("reported", *QUIET, "voted", "resolved") else row.at.label
        may_report = row.state == "notified" and not case.facts.holds
        return render_template(
            "reappointments/own.html", row=row, label=label, title=title_of(row), roads=ROADS, barred=BARRED,
            may_report=may_report, holds=HOLD_GROUNDS, lapsed=LAPSED,
        )  # fmt: skip
    law = text(row.process_version)
    return case_page(
        "reappointments/show.html",
        row,
        case,
        scopes_of(row),
        lambda trigger: page_of(row, trigger) or url_for(".step", id=id, trigger=trigger),
        title=title_of(row),
        law=law,
        roads=ROADS,
        results={one.id: result_of(one, case) for one in row.conferences},
        is_convened=case.facts.convened,
        hold_grounds=HOLD_GROUNDS,
        end_grounds=END_GROUNDS,
        may_prepare=policy.may("reappointment:prepare"),
        not_verified=NOT_VERIFIED,
        barred=BARRED,
        lapsed=LAPSED,
        decision=db.session.get(Decision, row.decision_id) if row.decision_id else None,
    )


def result_of(held: Conference, case: Case) -> Words | None:
    """What a conference led to, unless it is kept from the asker."""
    if not held.result:
        return None
    is_open = is_told_to(held, case.actor.roles, lambda: is_voter(db.session, held, viewer_id()))
    return VOTES[OUTCOMES[Result(held.result)]] if is_open else None


@bp.get("/<uuid:id>/report/file")
@policy.signed_in
def report_file(id: UUID) -> Any:
    """The self-assessment report, to the person and to those who deal with the case."""
    row, _case = found(id)
    if not row.report_digest:
        raise NotFound(Reappointment, id)
    data = BytesIO(storage().get(row.report_digest))
    answer = send_file(data, mimetype=row.report_type, as_attachment=True, download_name=row.report_name, max_age=0)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/terms/<uuid:id>", methods=["GET", "POST"])
@policy.requires("reappointment:follow")
def of_term(id: UUID) -> Any:
    """The case of a term; where there is none yet, an officer opens it."""
    if known := queries.of_term(db.session, id):
        return redirect(url_for(".show", id=known), 303)
    query = terms.every(db.session, reach()).where(Decision.id == id).options(*decisions.WHOLE)
    row = db.session.scalar(query)
    if row is None:
        raise NotFound(Decision, id)
    form = BaseForm()
    if policy.may("reappointment:prepare") and form.validate_on_submit():
        by = form.by(url_for(".of_term", id=id))
        made = opening.open_case(db.session, id, by=by, now=clock.now())
        assert made is not None
        flash(_("The case is opened."), "success")
        return redirect(url_for(".show", id=made.id), 303)
    return render_template(
        "reappointments/of_term.html", form=form, decision=row, may_open=policy.may("reappointment:prepare")
    )
