"""Pages of the written papers that a plan sets: when, how long, where, for which posts."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from wtforms.fields import SelectChoice

from appointments.competitions import context, forms
from appointments.competitions.case import ENDED
from appointments.competitions.commands import plans
from appointments.competitions.models import Paper, Round
from appointments.competitions.views import elsewhere
from appointments.competitions.views.parts import post_label
from appointments.competitions.views.plans import bp, case_of, found
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.web import policy
from appointments.web.db import db
from workflows.anonymity import anonymity, pooling
from workflows.roles import PERSONNEL


@bp.route("/<uuid:id>/papers/new", methods=["GET", "POST"])
@policy.requires("plan:write")
def add_paper(id: UUID) -> Any:
    """Plan a written paper."""
    round_ = found(id)
    pinned = context.rules_of(round_, clock.now())
    form = forms.PaperForm(
        data={"minutes": pinned["exam.written_minutes"], "contests": _unassigned(round_)}, seen=round_.version
    )
    form.contests.choices = [SelectChoice(c.id.hex, post_label(c)) for c in round_.contests]
    if not form.validate_on_submit():
        return render_template("competitions/paper_form.html", form=form, round=round_, paper=None)
    plans.add_paper(db.session, id, _paper_plan(form), by=form.by(), now=clock.now(), seen=form.version)
    return redirect(url_for(".show", id=id), 303)


@bp.route("/papers/<uuid:id>", methods=["GET", "POST"])
@policy.requires("round:follow")
def paper(id: UUID) -> Any:
    """A written paper of a plan; while the plan is a draft, its officer may change it."""
    one = db.session.get(Paper, id)
    if one is None:
        raise NotFound(Paper, id)
    round_ = found(one.round_id)
    shared = [c.id.hex for c in round_.contests if c.paper_id == one.id]
    given = {"title": one.title, "starts_at": one.starts_at, "minutes": one.minutes, "place": one.place}
    form = forms.PaperForm(data={**given, "contests": shared}, seen=one.version)
    form.contests.choices = [SelectChoice(c.id.hex, post_label(c)) for c in round_.contests]
    roles = case_of(round_).actor.roles
    may_edit = round_.state in plans.DRAFT and PERSONNEL in roles
    if not form.validate_on_submit():
        desks = elsewhere.links(elsewhere.PAPER_DESKS, one, roles)
        shown = {"round": round_, "paper": one, "may_edit": may_edit, "desks": desks, **_meter(round_, one)}
        return render_template("competitions/paper_form.html", form=form, **shown)
    plans.edit_paper(db.session, id, _paper_plan(form), by=form.by(), now=clock.now(), seen=form.version)
    return redirect(url_for(".show", id=round_.id), 303)


def _meter(round_: Round, paper: Paper) -> dict[str, Any]:
    """How many scripts will share the paper at least, and which posts could take it too; nothing once it is sat."""
    if paper.state != "planned":
        return {"meter": None, "advice": None}
    pinned = context.rules_of(round_, clock.now())
    fewest = int(pinned["exam.min_candidates"])
    mine = [contest for contest in round_.contests if contest.paper_id == paper.id]
    scripts = {post_label(c): fewest for c in round_.contests if c.paper_id != paper.id and c.state not in ENDED}
    scripts[paper.title] = fewest * len(mine)
    return {"meter": anonymity(scripts[paper.title], pinned), "advice": pooling(paper.title, scripts, pinned)}


def _unassigned(round_: Round) -> list[str]:
    return [c.id.hex for c in round_.contests if c.paper_id is None]


def _paper_plan(form: Any) -> plans.PaperPlan:
    return plans.PaperPlan(
        form.title.data,
        form.starts_at.data,
        form.minutes.data,
        form.place.data or "",
        [UUID(one) for one in form.contests.data or []],
    )
