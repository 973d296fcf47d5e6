"""Pages of re-marking: the candidate's request, the register, the new code, the second marking's end.

A page of a request names the candidate and shows no code; a page of a script shows the code and names nobody.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from appointments.applications.models import Application
from appointments.applications.views.parts import storage
from appointments.competitions import context
from appointments.competitions.models import Paper
from appointments.competitions.views.parts import case_page, plain_step, reach, viewer_id
from appointments.core import clock, directory
from appointments.core.cases import pinned_version
from appointments.core.errors import Forbidden, NotFound
from appointments.exams import forms, pool, queries, screen_forms
from appointments.exams.case import appeal_case
from appointments.exams.commands import remarking
from appointments.exams.impact import mark_by_rule, ruled
from appointments.exams.models import Appeal, Script
from appointments.exams.unpacking import parts_of
from appointments.exams.views.parts import APPEAL_READERS, bp, by_me, demand, paper_or_404
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.filters import say
from workflows import access
from workflows.calendar import Sum, local_day
from workflows.engine import Case
from workflows.impact import FALLS, Impact
from workflows.roles import CANDIDATE, CHAIR, CODING, MARKER, MARKING_HEAD, PUBLIC, SECRETARY

MARKS_TOLD = ("old_mark", "new_mark", "final_mark", "pass_mark", "written_before", "written_after")
MARK_READERS = access.roles_for("written_result:read") - {CANDIDATE, PUBLIC}
"""Who reads the mark beside the name: neither the boards that code and mark, nor whoever else follows a request."""
DECIDING = ("decide", "propose_change", "confirm_change", "return_change")


@bp.route("/applications/<uuid:id>/appeal", methods=["GET", "POST"])
@policy.requires("appeal:file")
def new_appeal(id: UUID) -> Any:
    """Ask that the written script be marked again; the window is shown with the days as they were counted."""
    application = queries.own_application(db.session, id, viewer_id())
    if found := queries.appeal_of(db.session, id):
        return redirect(url_for(".appeal", id=found.id), 303)
    paper = application.contest.paper
    assert paper is not None
    form = forms.AppealForm()
    if not form.validate_on_submit():
        asked = _not_yet_filed(application, paper)
        case = appeal_case(db.session, asked, by_me(), clock.now())
        option = steps.find(asked.process, asked.state, "file", case)
        return render_template(
            "exams/new_appeal.html", form=form, application=application, paper=paper, option=option,
            window=window_of(paper), facts=case.facts,
        )  # fmt: skip
    given: dict[str, Any] = {"by": form.by(url_for(".new_appeal", id=id)), "now": clock.now()}
    made = remarking.file_appeal(db.session, id, form.grounds.data, **given)
    flash(_("Your request was received at the time shown below."), "success")
    return redirect(url_for(".appeal", id=made.id), 303)


@bp.get("/papers/<uuid:id>/appeals")
@policy.requires("appeal:follow")
def appeals(id: UUID) -> str:
    """The re-marking requests of a paper."""
    paper = paper_or_404(id)
    demand(paper.round, *APPEAL_READERS)
    rows = queries.appeals(db.session, id)
    return render_template("exams/appeals.html", paper=paper, appeals=rows, window=window_of(paper))


@bp.get("/appeals/<uuid:id>")
@policy.signed_in
def appeal(id: UUID) -> str:
    """One request: where it stands, until when, what was decided; for its candidate and for the council."""
    found, is_own = appeal_or_404(id)
    case = case_of_appeal(found)
    return case_page(
        "exams/appeal.html",
        found,
        case,
        context.scopes_of(found.paper.round),
        lambda trigger: step_address(id, trigger),
        appeal=found,
        is_own=is_own,
        reads_marks=is_own or bool(case.actor.roles & MARK_READERS),
        window=window_of(found.paper),
        may_finish=found.state == "coded_again" and bool(case.actor.roles & set(remarking.FINISHERS)),
        is_settled=_new_script_state(found) == "settled",
        by_rule=mark_by_rule(found, case.facts.threshold),
        change=shown(found),
    )


@bp.route("/appeals/<uuid:id>/steps/<any(accept, refuse, withdraw):trigger>", methods=["GET", "POST"])
@policy.signed_in
def appeal_step(id: UUID, trigger: str) -> Any:
    """Accept, refuse or withdraw a request."""
    found, _own = appeal_or_404(id)
    page = {"back": url_for(".appeal", id=id), "title": say(directory.kind("appeal").title(found))}
    return plain_step(found, trigger, case_of_appeal(found), remarking.register_step, **page)


@bp.route("/appeals/<uuid:id>/code", methods=["GET", "POST"])
@policy.requires("appeal:code_again")
def code_again(id: UUID) -> Any:
    """Give the script a new code and two markers who never touched it; then say under which code to lay it out."""
    found, _own = appeal_or_404(id)
    demand(found.paper.round, CODING)
    if remarking.is_on_screen(db.session, found):
        return _take_again(found)
    form = forms.CodeAgainForm(seen=found.version)
    people = queries.serving(db.session, found.paper.round_id, MARKER, clock.now())
    earlier = remarking.earlier_markers(db.session, found)
    earlier |= {person.hex for person in pool.kept_out(db.session, found.paper, [one.id for one in people])}
    form["markers"].choices = [SelectChoice(one.id.hex, one.name) for one in people if one.id.hex not in earlier]
    if not form.validate_on_submit():
        slip = remarking.slip(db.session, found)
        return render_template("exams/code_again.html", form=form, appeal=found, slip=slip, is_drawn=False)
    chosen = [UUID(person) for person in form["markers"].data]
    back = url_for(".code_again", id=id)
    remarking.code_again(db.session, id, chosen, by=form.by(back), now=clock.now())
    return redirect(back, 303)


def _take_again(found: Appeal) -> Any:
    """The same where marking is on screen: the tool draws the new code, and what it wrote is brought."""
    form = screen_forms.BatchForm(seen=found.version)
    if not form.validate_on_submit():
        slip = remarking.slip(db.session, found)
        return render_template("exams/code_again.html", form=form, appeal=found, slip=slip, is_drawn=True)
    back = url_for(".code_again", id=found.id)
    remarking.take_code_again(
        db.session, found.id, parts_of(form.brought()), storage(), demonstration=bool(current_app.config["DEMO"]),
        by=form.by(back), now=clock.now(),
    )  # fmt: skip
    return redirect(back, 303)


@bp.route("/appeals/<uuid:id>/finish", methods=["GET", "POST"])
@policy.requires("appeal:finish")
def finish(id: UUID) -> Any:
    """The second marking is settled: its mark is put beside the old one."""
    found, _own = appeal_or_404(id)
    demand(found.paper.round, CHAIR, MARKING_HEAD, SECRETARY)
    form = steps.ConfirmForm(seen=found.version)
    back = url_for(".appeal", id=id)
    if not form.validate_on_submit():
        return render_template("exams/finish.html", form=form, appeal=found)
    remarking.finish_marking(db.session, id, by=form.by(back), now=clock.now())
    return redirect(back, 303)


def appeal_or_404(id: UUID) -> tuple[Appeal, bool]:
    """The request, and whether it is the asker's own; staff read it in the roles that deal with requests."""
    me = viewer_id()
    found = queries.appeal_for(db.session, id, reach(), me)
    is_own = found.application.person_id == me
    if not is_own:
        try:
            demand(found.paper.round, *APPEAL_READERS)
        except Forbidden:
            raise NotFound(Appeal, id) from None
    return found, is_own


def case_of_appeal(appeal: Appeal) -> Case:
    """How the request stands for the person asking."""
    return case_and_change(appeal)[0]


def case_and_change(appeal: Appeal) -> tuple[Case, Impact | None]:
    """The request as it stands; the new code is given in the very act, and the rule names the mark."""
    told: dict[str, Any] = {}
    if appeal.state == "accepted":
        told["has_script"] = True
    if appeal.state == "remarked":
        told["has_dialogue"] = True
    if appeal.state in ("remarked", "change_proposed"):
        return ruled(db.session, appeal, by_me(), clock.now(), **told)
    return appeal_case(db.session, appeal, by_me(), clock.now(), **told), None


def step_address(id: UUID, trigger: str) -> str:
    """Where a step of a request is taken."""
    if trigger == "code_again":
        return url_for(".code_again", id=id)
    place = ".decision_step" if trigger in DECIDING else ".appeal_step"
    return url_for(place, id=id, trigger=trigger)


def shown(appeal: Appeal) -> dict[str, Any] | None:
    """What was proposed and confirmed, as it was read then; with the names of both."""
    if not appeal.impact:
        return None
    two = [one for one in (appeal.proposed_by, appeal.confirmed_by) if one]
    names = queries.named(db.session, two)
    return {
        "content": readable(appeal.impact),
        "hash": appeal.impact_hash,
        "falls": FALLS,
        "proposed_by": names.get(appeal.proposed_by) if appeal.proposed_by else None,
        "confirmed_by": names.get(appeal.confirmed_by) if appeal.confirmed_by else None,
    }


def readable(content: Mapping[str, Any]) -> dict[str, Any]:
    """What is proposed and confirmed, its marks and dates as such instead of text."""
    marks = {name: Decimal(content[name]) for name in MARKS_TOLD}
    days = {name: date.fromisoformat(content[name]) for name in ("summons_from", "presents_from")}
    instants = {name: datetime.fromisoformat(content[name]) for name in ("remarking_ends", "summon_by")}
    return {**content, **marks, **days, **instants, "calendar": [_readable_line(*one) for one in content["calendar"]]}


def _readable_line(number: str, before: int | None, after: int | None, *times: str | None) -> list[Any]:
    """One candidate's places and times, the times as instants."""
    return [number, before, after, *(datetime.fromisoformat(one) if one else None for one in times)]


def window_of(paper: Paper) -> Sum | None:
    """The re-marking window with its days as counted; only its end where the calendar has changed since."""
    if paper.published_at is None or paper.remark_closes_at is None:
        return None
    days = context.rules_of(paper.round, paper.published_at)["exam.remark_request_days"]
    counted = context.calendar_of(db.session, paper.published_at).after(paper.published_at, days, working=False)
    return counted if counted.due == paper.remark_closes_at else Sum.fixed(paper.remark_closes_at)


def _not_yet_filed(application: Application, paper: Paper) -> Appeal:
    """A request as it would be if it were filed now; never stored."""
    version = pinned_version("appeal", local_day(clock.now()))
    return Appeal(
        id=uuid4(), application=application, paper=paper, grounds="", dialogue="", state="asked",
        process_version=version,
    )  # fmt: skip


def _new_script_state(appeal: Appeal) -> str:
    script = db.session.get(Script, appeal.script_id) if appeal.script_id else None
    return script.state if script else ""
