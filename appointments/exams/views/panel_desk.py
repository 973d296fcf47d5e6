"""A panel member's desk on a tablet or a telephone: the own candidates, points by criterion, a recap, signed.

Nothing here tells of another member, of the written mark, or of how far a presentation is: a page shows the own sheet
and nothing else. Only whoever is asked after a talk learns that there was one.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from appointments.competitions import queries as competitions
from appointments.competitions.views.parts import reach, viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.core.work import By
from appointments.exams import panel, proposals, screen_forms
from appointments.exams.commands import defending, seating
from appointments.exams.commands.screen_marking import Given
from appointments.exams.criteria import Criterion, criteria_of
from appointments.exams.defences import Defence, OralSheet
from appointments.exams.panel_desk import Own, desk, own_of
from appointments.exams.views.parts import bp, demand
from appointments.web import policy, steps
from appointments.web.db import db
from workflows.roles import PANEL


@bp.get("/rounds/<uuid:id>/panel")
@policy.requires("defence:sign")
def panel_desk(id: UUID) -> str:
    """The candidates whom the asker scores, in the order of their presentations; the own sheets."""
    round_ = competitions.round_for(db.session, id, reach())
    demand(round_, PANEL)
    rows = desk(db.session, id, viewer_id())
    return render_template(
        "exams/panel_desk.html", round=round_, rows=rows, done=sum(row.sheet is not None for row in rows),
        is_on_screen=panel.is_on_screen(round_), proposals_on_screen=proposals.is_on_screen(round_),
        following=next((row for row in rows if row.is_open), None),
    )  # fmt: skip


@bp.route("/defences/<uuid:id>/sheet", methods=["GET", "POST"])
@policy.requires("defence:sign")
def panel_sheet(id: UUID) -> Any:
    """The own sheet of one candidate: points by criterion and a comment. What is typed is kept; the recap follows."""
    own, rubric = _own(id)
    if own.sheet is not None:
        return _page("exams/panel_signed.html", own, rubric, lines=_lines_of(rubric, own.sheet))
    if not own.is_open:
        raise NotFound(Defence, id)
    form = screen_forms.mark_form(rubric, own.draft)
    if request.method == "POST" and (is_draft := "keep" in request.form):
        return _kept(own, form, len(rubric), is_draft=is_draft)
    if form.validate_on_submit():
        return _kept(own, form, len(rubric), is_draft=False)
    given = screen_forms.given_in(own.draft, rubric)
    return _page("exams/panel_sheet.html", own, rubric, form=form, total=given.total if given else None)


@bp.route("/defences/<uuid:id>/sheet/sign", methods=["GET", "POST"])
@policy.requires("defence:sign")
def sign_sheet(id: UUID) -> Any:
    """What is going to be signed, once more; one yes, and back to the desk."""
    own, rubric = _own(id)
    given = screen_forms.given_in(own.draft, rubric)
    form = screen_forms.FinalForm()
    if own.sheet is not None or given is None:
        return redirect(url_for(".panel_sheet", id=id), 303)
    back = url_for(".panel_desk", id=own.round.id)
    shown = screen_forms.digest_of(given)
    if form.validate_on_submit() and form.shown.data == shown:
        defending.sign(db.session, id, given, by=form.by(back), now=clock.now())
        flash(_("Your sheet of %(number)s is signed.", number=own.application.number), "success")
        return redirect(back, 303)
    if form.is_submitted():
        flash(_("The draft has changed meanwhile. Look at it once more."), "error")
    form.shown.data = shown
    lines = list(zip(rubric, given.points, strict=True))
    return _page("exams/panel_recap.html", own, rubric, form=form, given=given, lines=lines)


@bp.route("/defences/<uuid:id>/again", methods=["GET", "POST"])
@policy.requires("defence:score_again")
def score_again(id: UUID) -> Any:
    """After the talk: other points, or the same again; with the reason, once."""
    own, rubric = _own(id)
    if not own.is_asked or own.sheet is None:
        raise NotFound(Defence, id)
    form = screen_forms.again_form(rubric, own.sheet)
    back = url_for(".panel_desk", id=own.round.id)
    if not form.validate_on_submit():
        return _page("exams/score_again.html", own, rubric, form=form, minutes=own.defence.minutes,
                     total=own.sheet.score)  # fmt: skip
    points = tuple(form[f"points_{n}"].data.quantize(Decimal("0.01")) for n in range(len(rubric)))
    same = points == tuple(map(Decimal, own.sheet.points))
    given = None if same else Given(points, form["comment"].data or "")
    defending.answer(db.session, id, given, form["reason"].data, by=form.by(back), now=clock.now())
    flash(_("Your score is kept.") if same else _("Your new score is signed."), "success")
    return redirect(back, 303)


@bp.route("/defences/<uuid:id>/step-down", methods=["GET", "POST"])
@policy.requires("defence:step_down")
def step_down(id: UUID) -> Any:
    """Declare a conflict with this candidate, with the reason; the own sheet, if there is one, counts no more.

    Whether enough would remain is asked when it is sent: the page does not tell who else has left.
    """
    own, _rubric = _own(id)
    form = steps.ReasonForm()
    back = url_for(".panel_desk", id=own.round.id)
    if form.validate_on_submit():
        seating.step_down(db.session, id, form.reason.data, by=form.by(back), now=clock.now())
        flash(_("You score this candidate no more. It is on record."), "success")
        return redirect(back, 303)
    step = next(t for t in own.defence.process.transitions if t.trigger == "step_down")
    return _page("exams/step_down.html", own, [], form=form, step=step)


def _own(id: UUID) -> tuple[Own, list[Criterion]]:
    own = own_of(db.session, id, viewer_id())
    demand(own.round, PANEL)
    return own, criteria_of(own.round.oral_rubric)


def _kept(own: Own, form: Any, count: int, *, is_draft: bool) -> Any:
    """Keep the draft; then stay, answer the page's own script, or go on to the recap."""
    typed, comment = screen_forms.typed_in(form, count), form["comment"].data or ""
    defending.save_draft(db.session, own.defence.id, typed, comment, by=By(viewer_id()))
    if request.form.get("keep") == "quietly":
        return "", 204
    if is_draft:
        flash(_("The draft is kept. Nobody but you sees it."), "success")
    return redirect(url_for(".panel_sheet" if is_draft else ".sign_sheet", id=own.defence.id), 303)


def _page(template: str, own: Own, rubric: list[Criterion], **more: Any) -> str:
    """A page of one candidate with the neighbours on the asker's own desk."""
    rows = desk(db.session, own.round.id, viewer_id())
    at = next(n for n, row in enumerate(rows) if row.defence.id == own.defence.id)
    return render_template(
        template, own=own, application=own.application, round=own.round, number=at + 1, count=len(rows),
        criteria=rubric, scale=sum(one.most for one in rubric), before=rows[at - 1] if at else None,
        after=rows[at + 1] if at + 1 < len(rows) else None, **more,
    )  # fmt: skip


def _lines_of(rubric: list[Criterion], sheet: OralSheet) -> list[tuple[Criterion, Decimal]]:
    return list(zip(rubric, map(Decimal, sheet.points), strict=True))
