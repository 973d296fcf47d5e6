"""Pages of the marking board's head where marking is on screen: the pool, the draw, who leaves, the third marker."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions.models import Paper
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import matrix, pool, queries, screen_forms
from appointments.exams.case import script_case
from appointments.exams.commands import allocating
from appointments.exams.models import PoolMember, ScreenScript
from appointments.exams.views.parts import bp, by_me, demand, paper_or_404
from appointments.web import policy, steps
from appointments.web.db import db
from workflows.roles import MARKING_HEAD


@bp.route("/papers/<uuid:id>/pool", methods=["GET", "POST"])
@policy.requires("scripts:assign")
def marking_pool(id: UUID) -> Any:
    """Who may mark, how many scripts each has, which scripts are whose; the draw, once."""
    paper = _on_screen(id)
    form = steps.ConfirmForm(seen=paper.version)
    back = url_for(".marking_pool", id=id)
    if form.validate_on_submit():
        allocating.allocate(db.session, id, by=form.by(back), now=clock.now())
        flash(_("The markers are drawn."), "success")
        return redirect(back, 303)
    people = pool.standing(db.session, paper, clock.now())
    scripts = [s for s in queries.scripts(db.session, id) if isinstance(s, ScreenScript)]
    shown = matrix.matrix(db.session, people, scripts)
    return render_template(
        "exams/pool.html",
        form=form,
        paper=paper,
        people=people,
        matrix=shown,
        heads=[{"text": f"{one.name} ({shown.loads[one.id.hex]})", "num": True} for one in shown.columns],
        may_draw=paper.state == "coded" and any(script.state == "coded" for script in scripts),
        may_leave=paper.state in allocating.OPEN,
    )


@bp.route("/papers/<uuid:id>/pool/<uuid:person>/leave", methods=["GET", "POST"])
@policy.requires("scripts:assign")
def leave_pool(id: UUID, person: UUID) -> Any:
    """A marker leaves: what follows is said before it is done."""
    paper = _on_screen(id)
    found = next((one for one in pool.standing(db.session, paper, clock.now()) if one.id == person), None)
    if found is None or not found.is_member or found.left_why:
        raise NotFound(PoolMember, person)
    cause = _("Conflict of interest with a candidate.") if found.why in (pool.CONFLICT, pool.RELATED) else ""
    form = screen_forms.LeaveForm(seen=paper.version, data={"reason": cause})
    back = url_for(".marking_pool", id=id)
    if form.validate_on_submit():
        given: dict[str, Any] = {"by": form.by(back), "now": clock.now()}
        moved = allocating.leave_pool(db.session, id, person, form.reason.data, **given)
        flash(_("Scripts that went to others: %(count)s.", count=len(moved)), "success")
        return redirect(back, 303)
    scripts = [s for s in queries.scripts(db.session, id) if person.hex in s.markers]
    return render_template("exams/leave_pool.html", form=form, paper=paper, person=found, count=len(scripts))


@bp.route("/scripts/<uuid:id>/third", methods=["GET", "POST"])
@policy.requires("screen_script:draw_third")
def draw_third(id: UUID) -> Any:
    """Draw a third marker, who will see neither of the marks."""
    script = db.session.get(ScreenScript, id)
    if script is None:
        raise NotFound(ScreenScript, id)
    paper_or_404(script.paper_id)
    demand(script.paper.round, MARKING_HEAD)
    back = url_for(".script", id=id)

    def do(form: Any) -> None:
        allocating.draw_third(db.session, id, by=form.by(back), now=clock.now(), seen=form.version)
        flash(_("A third marker is drawn."), "success")

    told: dict[str, Any] = {"markers": (*(str(UUID(who)) for who in script.markers[:2]), "the third")}
    case = script_case(db.session, script, by_me(), clock.now(), **told)
    title = f"{script.code} - {script.paper.title}"
    return steps.step_page(script, script.process, "draw_third", case, do=do, back=back, title=title)


def _on_screen(id: UUID) -> Paper:
    paper = paper_or_404(id)
    demand(paper.round, MARKING_HEAD)
    if not paper.seed_seal:
        raise NotFound(Paper, id)
    return paper
