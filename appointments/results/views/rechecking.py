"""How close a result is, and the page on which a second person works out its sums again."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions.case import contest_case
from appointments.competitions.models import Contest
from appointments.competitions.standing import names_of
from appointments.competitions.views.parts import post_label, viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.results import forms
from appointments.results.case import rules_of
from appointments.results.commands import rechecking as commands
from appointments.results.margins import closeness
from appointments.results.rules import Ranking
from appointments.results.views.parts import bp, may_now, post_within_reach, ranking_now, viewer_by
from appointments.web import policy
from appointments.web.db import db
from workflows.engine import Case
from workflows.margin import is_close


@bp.route("/desk/posts/<uuid:id>/recheck", methods=["GET", "POST"])
@policy.requires("ranking:recheck")
def recheck(id: UUID) -> Any:
    """Every sum of a close result with what goes into it, to be worked out by hand; what stands is not shown."""
    contest = post_within_reach(id)
    case = contest_case(db.session, contest, viewer_by(), clock.now())
    ranking = ranking_now(contest)
    if ranking is None or not waits_for(contest, case):
        raise NotFound(Contest, id)
    sums = commands.sums_for(db.session, contest, ranking, clock.now())
    form = forms.recheck_form(sums, contest.version)
    back = url_for(".ranking", id=id)
    if not form.validate_on_submit():
        fields = [field for field in form if field.name.startswith("sum_")]
        return render_template(
            "results/recheck.html", form=form, sums=list(zip(sums, fields, strict=True)), contest=contest, back=back,
            label=post_label(contest), parts=forms.PART_NAMES,
        )  # fmt: skip
    done = commands.recheck(db.session, id, forms.typed_in(form), by=form.by(back), now=clock.now())
    if done.agrees:
        flash(_("Every sum came out as it stands. It is on record."), "success")
    else:
        flash(_("Some sums did not come out as they stand; both are on record. The check stays open."), "error")
    return redirect(back, 303)


def waits_for(contest: Contest, case: Case) -> bool:
    """Whether this person may work out the sums of the post now."""
    if contest.state != "contested" or not may_now(contest, case.actor.roles, "ranking", "recheck"):
        return False
    return contest.compiled_by != viewer_id() and commands.open_recheck(db.session, contest.id) is not None


def told_margin(contest: Contest, case: Case, ranking: Ranking | None) -> dict[str, Any]:
    """What the page of a ranking tells of its margin and of the checks made, to those who may read it."""
    if ranking is None or not may_now(contest, case.actor.roles, "margin", "read"):
        return {"margin": None, "checks": [], "checkers": {}, "may_recheck": False}
    checks, margin = commands.rechecks(db.session, contest.id), closeness(ranking)
    if may_now(contest, case.actor.roles, "marks", "read"):  # what stands on one sheet is not for everybody else
        margin = commands.margin_with_sheets(db.session, contest, ranking, clock.now())
    return {
        "margin": margin,
        "is_close": is_close(closeness(ranking), rules_of(contest, clock.now())),
        "least": rules_of(contest, clock.now()).get("exam.close_margin"),
        "checks": checks,
        "checkers": names_of(db.session, [check.checked_by for check in checks if check.checked_by]),
        "may_recheck": waits_for(contest, case),
        "parts": forms.PART_NAMES,
    }
