"""A marker's desk: only the own scripts, in the own order, by code; points by criterion, a draft, a recap, final.

Nothing here tells of another marker, of times, or of how far a script is: a page shows the own mark and nothing else.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from appointments.competitions.models import Paper
from appointments.competitions.views.parts import viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.core.work import By
from appointments.exams import screen_forms
from appointments.exams.commands import screen_marking
from appointments.exams.criteria import Criterion, criteria_of
from appointments.exams.models import Mark, ScreenScript
from appointments.exams.onscreen import Mine
from appointments.exams.onscreen import desk as desk_of
from appointments.exams.views.parts import bp, demand, paper_or_404
from appointments.exams.views.pictures import picture
from appointments.web import policy
from appointments.web.db import db
from workflows.roles import MARKER

MARKED_NOW = ("marking", "remarking")


@bp.get("/papers/<uuid:id>/marking")
@policy.requires("screen_script:sign")
def marking_desk(id: UUID) -> str:
    """The scripts that the asker marks, in the asker's own order: to be marked, kept as a draft, final."""
    paper = _paper(id)
    rows = desk_of(db.session, paper, viewer_id())
    return render_template(
        "exams/desk_marking.html", paper=paper, rows=rows, done=sum(row.mark is not None for row in rows),
        is_open=paper.state in MARKED_NOW, following=_next_open(rows),
    )  # fmt: skip


@bp.route("/papers/<uuid:id>/marking/<code>", methods=["GET", "POST"])
@policy.requires("screen_script:sign")
def mark_script(id: UUID, code: str) -> Any:
    """One script: points by criterion and a comment. What is typed is kept; the recap follows."""
    paper = _paper(id)
    rows, at = _found(paper, code)
    mine, criteria = rows[at], criteria_of(paper.criteria)
    if mine.mark is not None:
        return _page("exams/marked.html", paper, rows, at, criteria, lines=_lines_of(criteria, mine.mark))
    if paper.state not in MARKED_NOW:
        raise NotFound(ScreenScript, mine.script_id)
    form = screen_forms.mark_form(criteria, mine.draft)
    if request.method == "POST" and (is_draft := "keep" in request.form):
        return _kept(paper, mine, form, len(criteria), is_draft=is_draft)
    if form.validate_on_submit():
        return _kept(paper, mine, form, len(criteria), is_draft=False)
    given = screen_forms.given_in(mine.draft, criteria)
    return _page("exams/mark_script.html", paper, rows, at, criteria, form=form, total=given.total if given else None)


@bp.get("/papers/<uuid:id>/marking/<code>/pages/<int:number>.png")
@policy.requires("screen_script:sign")
def script_page(id: UUID, code: str, number: int) -> Response:
    """One page of a script that the asker marks, as a picture."""
    paper = _paper(id)
    rows, at = _found(paper, code)
    mine = rows[at]
    if mine.mark is None and paper.state not in MARKED_NOW:
        raise NotFound(ScreenScript, mine.script_id)
    return picture(mine.file, number, mine.pages)


@bp.route("/papers/<uuid:id>/marking/<code>/final", methods=["GET", "POST"])
@policy.requires("screen_script:sign")
def final_mark(id: UUID, code: str) -> Any:
    """What is going to be final, once more; one yes, and the next script."""
    paper = _paper(id)
    rows, at = _found(paper, code)
    mine, criteria = rows[at], criteria_of(paper.criteria)
    given = screen_forms.given_in(mine.draft, criteria)
    here = url_for(".mark_script", id=id, code=code)
    form = screen_forms.FinalForm()
    back = _after(paper, rows, at)
    if mine.mark is not None or given is None:
        return redirect(here, 303)
    shown = screen_forms.digest_of(given)
    if form.validate_on_submit() and form.shown.data == shown:
        screen_marking.sign(db.session, mine.script_id, given, by=form.by(back), now=clock.now())
        flash(_("Your mark of %(code)s is final.", code=code), "success")
        return redirect(back, 303)
    if form.is_submitted():
        flash(_("The draft has changed meanwhile. Look at it once more."), "error")
    form.shown.data = shown
    lines = list(zip(criteria, given.points, strict=True))
    return _page("exams/final_mark.html", paper, rows, at, criteria, form=form, given=given, lines=lines)


def _paper(id: UUID) -> Paper:
    paper = paper_or_404(id)
    demand(paper.round, MARKER)
    return paper


def _found(paper: Paper, code: str) -> tuple[list[Mine], int]:
    """The own scripts and the place of this one; whoever does not mark it learns nothing of it."""
    rows = desk_of(db.session, paper, viewer_id())
    place = next((n for n, row in enumerate(rows) if row.code == code), None)
    if place is None:
        raise NotFound(ScreenScript, code)
    return rows, place


def _kept(paper: Paper, mine: Mine, form: Any, count: int, *, is_draft: bool) -> Any:
    """Keep the draft; then stay, answer the page's own script, or go on to the recap."""
    typed, comment = screen_forms.typed_in(form, count), form["comment"].data or ""
    screen_marking.save_draft(db.session, mine.script_id, typed, comment, by=By(viewer_id()))
    if request.form.get("keep") == "quietly":
        return "", 204
    if is_draft:
        flash(_("The draft is kept. Nobody but you sees it."), "success")
    place = ".mark_script" if is_draft else ".final_mark"
    return redirect(url_for(place, id=paper.id, code=mine.code), 303)


def _page(template: str, paper: Paper, rows: list[Mine], at: int, criteria: list[Criterion], **more: Any) -> str:
    """A page of one script with its place among the asker's own."""
    return render_template(
        template, paper=paper, mine=rows[at], number=at + 1, count=len(rows), criteria=criteria,
        scale=sum(one.most for one in criteria), before=rows[at - 1] if at else None,
        after=rows[at + 1] if at + 1 < len(rows) else None, **more,
    )  # fmt: skip


def _lines_of(criteria: list[Criterion], mark: Mark) -> list[tuple[Criterion, Decimal]]:
    return list(zip(criteria, map(Decimal, mark.points), strict=True))


def _next_open(rows: list[Mine], after: int = -1) -> Mine | None:
    """The next script to mark, in the own order; after the last one again from the first."""
    ahead = [*rows[after + 1 :], *rows[: max(after, 0)]]
    return next((row for row in ahead if row.mark is None), None)


def _after(paper: Paper, rows: list[Mine], at: int) -> str:
    following = _next_open(rows, at)
    if following is None:
        return url_for(".marking_desk", id=paper.id)
    return url_for(".mark_script", id=paper.id, code=following.code)
