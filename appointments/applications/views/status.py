"""After handing in: one's applications, the page of each (for its candidate and for staff), withdrawal, files."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from appointments.applications import queries
from appointments.applications.case import application_case, closing, rules_of
from appointments.applications.commands import submission
from appointments.applications.commands.drafts import EDITABLE
from appointments.applications.models import Application
from appointments.applications.views.checking import staff_page
from appointments.applications.views.parts import bp, post_name, storage, titled, viewer_by, viewer_id
from appointments.competitions.standing import standing
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.files import svg
from appointments.web import policy
from appointments.web.db import db
from appointments.web.i18n import language
from appointments.web.steps import step_page
from workflows import dossier
from workflows.engine import Case, Option
from workflows.parameters_exam import SCREEN
from workflows.roles import CANDIDATE

BEHIND_THE_DOOR = (
    "judge", "propose_rejection", "overturn", "remind", "inspect", "key_panel_sheet", "settle_panel_sheet",
)  # fmt: skip
"""Acts of the board that a candidate learns of only by what comes of them."""
GRADED = ("written_passed", "written_failed", "oral_done", "winner", "reserve", "not_passed", "appointed", "declined",
          "disqualified", "released")  # fmt: skip
CONCLUDED = ("winner", "reserve", "not_passed", "appointed", "declined", "disqualified", "released")
NOT_AWAITED = ("withdraw", "discontinue", "annul", "decline", "disqualify")
"""Steps that one does not wait for."""
REASONED = ("return", "reject", "reopen", "discontinue", "mark_absent", "annul")
DECLINE, APPEAL, RESULT = "decisions.decline", "exams.new_appeal", "results.mine"
OPENINGS, SANCTIONS, COMPLAIN = "exams.own_marks", "exams.own_sanctions", "complaints.new"
PROPOSAL, PRESENTING = "exams.own_proposal", ("written_passed", "oral_done")


@bp.get("/applications")
@policy.signed_in
def mine() -> str:
    """Everything the person applied for."""
    rows = queries.applications_of(db.session, viewer_id())
    return render_template("applications/mine.html", rows=rows, name=post_name, shown=shown_state)


@bp.get("/applications/<uuid:id>")
@policy.signed_in
def show(id: UUID) -> str | Response:
    """The application: to its candidate the way it goes, to staff the dossier as it was frozen."""
    row = queries.application(db.session, id)
    if row.person_id != viewer_id():
        if row.state == "draft" and queries.is_keyed_by(db.session, row, viewer_id(), clock.now()):
            return redirect(url_for(".tasks", id=id), 303)
        if queries.must_give_reason(db.session, row, viewer_id(), clock.now()):
            return redirect(url_for(".inspect", id=id), 303)
        return staff_page(id)
    if row.state == "draft":
        return redirect(url_for(".tasks", id=id), 303)
    return candidate_page(row)


def candidate_page(row: Application) -> str:
    """Where one's application stands: until when, under which clause, what one can do, what happened."""
    now, state = clock.now(), shown_state(row)
    case = application_case(db.session, row, viewer_by(), now)
    told = standing(db.session, row, case, (), names=False)
    entries = [e for e in titled(told.entries) if e["act"].partition(".")[2] not in BEHIND_THE_DOOR]
    petitions = queries.petitions_of(db.session, row.id)
    own = [o for o in row.process.outlook(row.state, case) if CANDIDATE in o.transition.roles and has_page(o)]
    return render_template(
        "applications/status.html",
        row=row,
        state=state,
        at=row.process.states[state],
        post=post_name(row.contest),
        told=told,
        ahead=[o for o in told.ahead if o.transition.trigger not in NOT_AWAITED],
        entries=entries,
        options=own,
        step_href=lambda trigger: step_href(row.id, trigger),
        drawing_svg=svg.draw(row.process, language(), state),
        reason=next((e for e in entries if e["act"].partition(".")[2] in REASONED and e["note"]), None),
        failed=[v for v in row.verdicts if not v.met] if row.state in ("rejected", "not_admitted") else [],
        criteria=dossier.CRITERION,
        petitions=petitions,
        may_petition=row.state == "rejected" and not any(not p.at.final for p in petitions),
        marks=own_marks(row),
        appeal=url_for(APPEAL, id=row.id) if APPEAL in current_app.view_functions else None,
        result=url_for(RESULT, id=row.id) if is_concluded(row) and RESULT in current_app.view_functions else None,
        openings=openings_of(row),
        sanctions=sanctions_of(row, case),
        proposal=proposal_of(row),
        complain=url_for(COMPLAIN, application=row.id) if COMPLAIN in current_app.view_functions else None,
        in_reach_of_appeal=bool(row.contest.paper and row.contest.paper.state == "remark_window"),
        closes_at=closing(row.contest),
        editable=row.state in EDITABLE,
    )


def openings_of(row: Application) -> str | None:
    """Where the candidate checks the marks of the own script, where they were signed on screen."""
    paper = row.contest.paper
    is_there = paper is not None and bool(paper.seed_seal) and row.state in GRADED
    return url_for(OPENINGS, id=row.id) if is_there and OPENINGS in current_app.view_functions else None


def proposal_of(row: Application) -> str | None:
    """Where the candidate hands the proposal in on screen, from the timetable of the presentations on."""
    round_ = row.contest.round
    if round_ is None or round_.state not in ("oral_scheduled", "oral_done") or row.state not in PRESENTING:
        return None
    is_on_screen = rules_of(row, row.begun_at).get("exam.proposal_mode") == SCREEN
    return url_for(PROPOSAL, id=row.id) if is_on_screen and PROPOSAL in current_app.view_functions else None


def sanctions_of(row: Application, case: Case) -> str | None:
    """Where the candidate reads of the own sanctions, where there are any."""
    is_there = bool(case.facts.percent_off) or bool(case.facts.has_minutes)
    return url_for(SANCTIONS, id=row.id) if is_there and SANCTIONS in current_app.view_functions else None


def shown_state(row: Application) -> str:
    """The state as the candidate learns it: a proposal to reject is the board's own business until it is decided."""
    return "submitted" if row.state == "rejection_proposed" else row.state


def own_marks(row: Application) -> dict[str, Any] | None:
    """The candidate's own marks: written ones once they are out, the others with the result."""
    if row.state not in GRADED:
        return None
    concluded = row.state in CONCLUDED
    return {
        "written": row.written_mark,
        "script": row.script_mark if row.script_mark != row.written_mark else None,
        "oral": row.oral_mark if concluded else None,
        "total": row.total if concluded else None,
        "place": row.place if concluded else None,
    }


def is_concluded(row: Application) -> bool:
    """Whether the result of the exam has reached this candidate."""
    return row.state in CONCLUDED


def has_page(option: Option) -> bool:
    """Whether the house as it stands has a page for the step."""
    return option.transition.trigger != "decline" or DECLINE in current_app.view_functions


def step_href(id: UUID, trigger: str) -> str:
    """The page of a candidate's step."""
    pages = {"submit": ".tasks", "withdraw": ".withdraw", "decline": DECLINE}
    return url_for(pages[trigger], id=id)


@bp.route("/applications/<uuid:id>/withdraw", methods=["GET", "POST"])
@policy.signed_in
def withdraw(id: UUID) -> str | Response:
    """Take one's application back."""
    row = queries.own_application(db.session, id, viewer_id())
    case = application_case(db.session, row, viewer_by(), clock.now())
    back = url_for(".mine")

    def do(form: Any) -> str:
        submission.withdraw(db.session, id, by=form.by(back), now=clock.now(), seen=form.version)
        return back

    title = post_name(row.contest)
    return step_page(row, row.process, "withdraw", case, do=do, back=url_for(".show", id=id), title=title)


@bp.get("/applications/<uuid:id>/files/<kind>")
@policy.signed_in
def file(id: UUID, kind: str) -> Response:
    """One paper, as a download: the candidate's own, or to staff the one that was frozen."""
    row = queries.application(db.session, id)
    is_writer = viewer_id() == row.person_id or queries.is_keyed_by(db.session, row, viewer_id(), clock.now())
    found = own_file(row, kind) if is_writer else frozen_file(row, kind)
    if found is None:
        raise NotFound(Application, kind)
    answer = send_file(
        BytesIO(storage().get(found["digest"])),
        mimetype=found["media_type"],
        as_attachment=True,
        download_name=found["filename"],
        max_age=0,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def own_file(row: Application, kind: str) -> dict[str, Any] | None:
    """The paper as its writer has it now: the draft's while it may be changed, else the frozen one."""
    if row.state not in EDITABLE:
        return in_snapshot(row, kind)
    document = next((d for d in row.documents if d.kind == kind), None)
    return {name: getattr(document, name) for name in ("digest", "media_type", "filename")} if document else None


def frozen_file(row: Application, kind: str) -> dict[str, Any] | None:
    """The frozen paper, for staff who may read dossiers in this phase; whoever may not finds nothing."""
    seen = queries.for_staff(db.session, row.id, viewer_id(), clock.now())
    return in_snapshot(row, kind) if seen.dossier else None


def in_snapshot(row: Application, kind: str) -> dict[str, Any] | None:
    """One paper of what was frozen."""
    return next((p for p in (row.snapshot or {}).get("papers", []) if p["kind"] == kind), None)
