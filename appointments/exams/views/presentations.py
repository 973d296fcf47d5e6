"""Pages of the presentations: times and summons, the panel's sheets keyed twice, divergent ones scored again."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions import queries as competitions
from appointments.competitions.case import round_case
from appointments.competitions.models import Round
from appointments.competitions.views.parts import reach
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import forms, panel, proposals, queries, speaking
from appointments.exams.commands import presentations as commands
from appointments.exams.defences import Defence
from appointments.exams.following import carried_out
from appointments.exams.models import PanelSheet, Presentation
from appointments.exams.views.parts import PANEL_READERS, bp, by_me, demand
from appointments.web import policy
from appointments.web.db import db
from appointments.web.steps import ConfirmForm, ReasonForm, find
from workflows.roles import CHAIR, PANEL, SECRETARY

ROUND_STEPS = ("schedule_oral", "skip_oral", "close_oral")
TIMED_IN = ("examining",)
KEYED_IN = ("oral_scheduled",)


@dataclass(frozen=True)
class Line:
    """One member's sheet for one candidate: what is to be done with it, and the score once it is settled."""

    member: queries.Named
    sheets: list[PanelSheet]
    score: Any
    status: str

    @property
    def can_be_keyed(self) -> bool:
        """Whether a keying is missing, or the sheet may be scored again."""
        return self.status in ("missing", "once", "divergent")

    def waits_for(self, person: UUID | None) -> bool:
        """Whether the first or second keying is missing and this person has made neither."""
        return self.status in ("missing", "once") and all(sheet.keyed_by != person for sheet in self.sheets)


@bp.get("/rounds/<uuid:id>/presentations")
@policy.requires("presentation:follow")
def presentations(id: UUID) -> str:
    """Who presents, when, and how far the keying is."""
    round_ = competitions.round_for(db.session, id, reach())
    roles = demand(round_, *PANEL_READERS)
    rows = speaking.in_order(round_, queries.presenters(db.session, id))
    ids = [a.id for a in rows]
    times, sheets = queries.presentations(db.session, ids), queries.panel_sheets(db.session, ids)
    members = panel.members(db.session, round_)
    case = round_case(db.session, round_, by_me(), clock.now())
    return render_template(
        "exams/presentations.html",
        round=round_,
        presenters=rows,
        times=times,
        settled={a.id: len(panel.settled_scores(sheets.get(a.id, []))) for a in rows},
        signed=signed_of(round_),
        is_on_screen=panel.is_on_screen(round_),
        proposals_on_screen=proposals.is_on_screen(round_),
        may_set_rubric=bool(round_.oral_rubric) and round_.state in TIMED_IN and CHAIR in roles,
        members=members,
        options=[
            o for o in round_.process.outlook(round_.state, case)
            if o.transition.trigger in ROUND_STEPS and carried_out(f"round.{o.transition.trigger}")
        ],
        step_href=lambda trigger: url_for(".round_step", id=id, trigger=trigger),
        may_time=round_.state in TIMED_IN and SECRETARY in roles,
    )  # fmt: skip


@bp.get("/presentations/<uuid:id>")
@policy.requires("presentation:follow")
def presentation(id: UUID) -> Any:
    """One candidate's presentation: the panel's sheets, and what is still to be keyed or settled."""
    application, round_ = presenter_or_404(id)
    roles = demand(round_, *PANEL_READERS)
    if panel.is_on_screen(round_) and db.session.get(Defence, id) is not None:
        return redirect(url_for(".defence", id=id), 303)
    time = queries.presentations(db.session, [id]).get(id)
    lines = lines_of(application, round_)
    case = application_case(db.session, application, by_me(), clock.now())
    wanted = ("record_oral", "mark_absent")
    options = [o for o in fitting(application, case) if o.transition.trigger in wanted]
    return render_template(
        "exams/presentation.html",
        application=application,
        round=round_,
        time=time,
        lines=lines,
        options=options,
        step_href=lambda trigger: url_for(f".{trigger}", id=id),
        may_key=round_.state in KEYED_IN and application.state == "written_passed" and bool(roles & {SECRETARY, CHAIR}),
        reads_scores=all(line.status == "settled" for line in lines),
        mean=panel.oral_mark([s for line in lines for s in line.sheets]),
        limit=panel.limit_of(round_),
    )


@bp.route("/presentations/<uuid:id>/sheets/<uuid:member_id>", methods=["GET", "POST"])
@policy.requires("presentation:key")
def key_panel(id: UUID, member_id: UUID) -> Any:
    """Key one member's signed sheet; whoever keys second does not see what was keyed first. The next one follows."""
    application, round_ = presenter_or_404(id)
    demand(round_, SECRETARY, CHAIR)
    line = line_or_404(application, round_, member_id)
    form = forms.PanelSheetForm()
    if not form.validate_on_submit():
        return render_template("exams/key_panel.html", form=form, application=application, round=round_, line=line)
    others = [one for one in lines_of(application, round_) if one.member.id != member_id]
    following = next((one.member.id for one in others if one.waits_for(by_me().person)), None)
    back = url_for(".key_panel", id=id, member_id=following) if following else url_for(".presentation", id=id)
    given: dict[str, Any] = {"by": form.by(back), "now": clock.now(), "note": form.note.data or ""}
    commands.key_panel_sheet(db.session, id, member_id, form.score.data, **given)
    flash(_("The sheet of %(name)s is keyed.", name=line.member.name), "success")
    return redirect(back, 303)


@bp.route("/presentations/<uuid:id>/sheets/<uuid:member_id>/settle", methods=["GET", "POST"])
@policy.requires("presentation:key")
def settle_panel(id: UUID, member_id: UUID) -> Any:
    """Somebody who keyed neither says what the sheet says where two keyings differ."""
    application, round_ = presenter_or_404(id)
    demand(round_, SECRETARY, CHAIR)
    line = line_or_404(application, round_, member_id)
    latest = [s for s in line.sheets if s.round == line.sheets[-1].round] if line.sheets else []
    if line.status != "mismatched":
        raise NotFound(PanelSheet, member_id)
    form = forms.SettleScoreForm()
    if not form.validate_on_submit():
        names = queries.named(db.session, [s.keyed_by for s in latest])
        is_keyer = by_me().person in names
        return render_template(
            "exams/settle_panel.html", form=form, application=application, round=round_, line=line, names=names,
            keyings=[] if is_keyer else latest, is_keyer=is_keyer,
        )  # fmt: skip
    back = url_for(".presentation", id=id)
    given: dict[str, Any] = {"by": form.by(back), "now": clock.now()}
    commands.settle_panel_sheet(db.session, id, member_id, form.score.data, form.reason.data, **given)
    return redirect(back, 303)


@bp.route("/presentations/<uuid:id>/record", methods=["GET", "POST"])
@policy.requires("application:record_oral")
def record_oral(id: UUID) -> Any:
    """Write the presentation's mark: the mean of the settled sheets."""
    application, round_ = presenter_or_404(id)
    demand(round_, SECRETARY)
    lines = lines_of(application, round_)
    form = ConfirmForm(seen=application.version)
    if not form.validate_on_submit():
        mean = panel.mark_of(db.session, application)
        return render_template(
            "exams/record_oral.html", form=form, application=application, round=round_, lines=lines, mean=mean
        )
    back = url_for(".presentations", id=round_.id)
    commands.record_oral(db.session, id, by=form.by(back), now=clock.now(), seen=form.version)
    return redirect(back, 303)


@bp.route("/presentations/<uuid:id>/absent", methods=["GET", "POST"])
@policy.requires("application:mark_absent")
def mark_absent(id: UUID) -> Any:
    """The candidate did not come to the presentation."""
    application, round_ = presenter_or_404(id)
    demand(round_, SECRETARY)
    case = application_case(db.session, application, by_me(), clock.now())
    option = find(application.process, application.state, "mark_absent", case)
    form = ReasonForm(seen=application.version)
    if not form.validate_on_submit():
        return render_template("exams/absent.html", form=form, application=application, round=round_, option=option)
    back = url_for(".presentations", id=round_.id)
    commands.mark_absent(db.session, id, form.reason.data, by=form.by(back), now=clock.now())
    return redirect(back, 303)


def presenter_or_404(id: UUID) -> tuple[Application, Round]:
    """The candidate and the round, if it is the asker's business."""
    application = queries.presenter_for(db.session, id, reach())
    assert application.contest.round is not None
    return application, application.contest.round


def lines_of(application: Application, round_: Round) -> list[Line]:
    """The sheet of every panel member, in Vietnamese order of their names."""
    members = queries.serving(db.session, round_.id, PANEL, clock.now())
    sheets = queries.panel_sheets(db.session, [application.id]).get(application.id, [])
    scores, far = panel.settled_scores(sheets), panel.divergent(sheets, panel.limit_of(round_))
    everybody = len(scores) == len(members)
    lines = []
    for member in members:
        own = [s for s in sheets if s.member_id == member.id]
        status = _status(own, member.id in scores, everybody and member.id in far)
        lines.append(Line(member, own, scores.get(member.id), status))
    return lines


def line_or_404(application: Application, round_: Round, member_id: UUID) -> Line:
    """One member's sheet for one candidate."""
    found = next((line for line in lines_of(application, round_) if line.member.id == member_id), None)
    if found is None:
        raise NotFound(Presentation, member_id)
    return found


def _status(own: list[PanelSheet], is_settled: bool, is_far: bool) -> str:
    if is_settled:
        return "divergent" if is_far else "settled"
    latest = [s for s in own if s.round == own[-1].round] if own else []
    return ("missing", "once", "mismatched")[min(len(latest), 2)]


def signed_of(round_: Round) -> dict[UUID, tuple[int, int]]:
    """Of each candidate scored on screen how many sheets are signed, of how many; nothing else is told."""
    return queries.signed_sheets(db.session, round_.id) if panel.is_on_screen(round_) else {}


def fitting(application: Application, case: Any) -> list[Any]:
    """The steps of the application; the mark that is about to be written is not what is missing."""
    mean = panel.mark_of(db.session, application)
    shown = replace(case, facts=replace(case.facts, oral_mark=case.facts.oral_mark or mean))
    return application.process.outlook(application.state, shown)
