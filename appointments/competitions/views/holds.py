"""Pages of suspensions: asking for one, deciding, prolonging, lifting."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from wtforms.fields import SelectChoice

from appointments.accounts import sessions
from appointments.competitions import context, forms, kinds, queries
from appointments.competitions.case import Asker
from appointments.competitions.commands import holds
from appointments.competitions.models import Hold
from appointments.competitions.siblings import hold_case
from appointments.competitions.views.needs import steps_reason
from appointments.competitions.views.parts import case_page, reach, same_answer, viewer_id, weighty_step
from appointments.core import clock, directory
from appointments.core.errors import AlreadyDone, NotFound
from appointments.core.work import By
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from workflows.roles import AUTHORITY, CHAIR

bp = Blueprint("holds", __name__, url_prefix="/holds")
bp.register_error_handler(AlreadyDone, same_answer)


@bp.route("/of/<uuid:round_id>", methods=["GET", "POST"])
@policy.requires("hold:ask")
def index(round_id: UUID) -> Any:
    """The suspensions of a round and of what belongs to it; ask for another, or place it on one's own authority."""
    round_ = queries.round_for(db.session, round_id, reach())
    rows: list[Any] = [round_, *round_.contests, *round_.papers]
    form = forms.HoldForm()
    names = {row.case_key: say(directory.kind(row.__process__).title(row)) for row in rows}
    form.target.choices = [SelectChoice(key, name) for key, name in names.items()]
    if form.validate_on_submit():
        decides = bool({AUTHORITY, CHAIR} & _roles(round_))
        if decides and (again := sessions.ask_again()):
            return again
        given = {"by": form.by(), "now": clock.now(), "review_on": form.review_on.data}
        command = holds.place_hold if decides else holds.ask_hold
        made = command(db.session, form.target.data, form.reason.data, **given)
        return redirect(url_for(".show", id=made.id), 303)
    found = queries.holds_of_round(db.session, round_.id)
    return render_template("competitions/holds.html", round=round_, form=form, holds=found, names=names)


@bp.get("/<uuid:id>")
@policy.requires("hold:ask")
def show(id: UUID) -> str:
    """One suspension: of what, why, until when, and what can be done about it."""
    hold = _hold(id)
    target = directory.find(db.session, hold.target)
    return case_page(
        "competitions/hold.html",
        hold,
        _case(hold),
        kinds.hold_scopes(hold),
        lambda trigger: url_for(".prolong" if trigger == "prolong" else ".step", **_arguments(hold, trigger)),
        hold=hold,
        complaint=directory.told_facts("hold", db.session, hold).get("complaint"),
        target_title=directory.kind_of(hold.target).title(target),
    )


@bp.route("/<uuid:id>/steps/<any(place, refuse, lift):trigger>", methods=["GET", "POST"])
@policy.requires("hold:approve")
def step(id: UUID, trigger: str) -> Any:
    """Suspend as asked, refuse, or lift."""
    hold = _hold(id)

    def do(form: Any) -> None:
        given = {"by": form.by(), "now": clock.now(), "seen": form.version, "reason": steps_reason(form)}
        if trigger == "place":
            holds.grant_hold(db.session, id, **given)
        else:
            holds.step_hold(db.session, id, trigger, **given)

    title = say(kinds.hold_title(hold))
    return weighty_step(hold, hold.process, trigger, _case(hold), do=do, back=url_for(".show", id=id), title=title)


@bp.route("/<uuid:id>/prolong", methods=["GET", "POST"])
@policy.requires("hold:approve")
def prolong(id: UUID) -> Any:
    """Let the suspension stand until another day of review."""
    hold = _hold(id)
    form = forms.ReviewForm(seen=hold.version)
    if not form.validate_on_submit():
        return render_template("competitions/hold_review.html", form=form, hold=hold)
    given = {"by": form.by(), "now": clock.now(), "seen": form.version, "reason": form.reason.data}
    holds.prolong_hold(db.session, id, form.review_on.data, **given)
    return redirect(url_for(".show", id=id), 303)


def _hold(id: UUID) -> Hold:
    """The suspension, if its round is the asker's business."""
    hold = db.session.get(Hold, id)
    if hold is None or hold.round_id is None:
        raise NotFound(Hold, id)
    queries.round_for(db.session, hold.round_id, reach())
    return hold


def _case(hold: Hold) -> Any:
    return hold_case(db.session, hold, By(viewer_id()), clock.now())


def _roles(round_: Any) -> frozenset[Any]:
    asker = Asker.of(db.session, By(viewer_id()), clock.now())
    return asker.towards(context.scopes_of(round_)).roles


def _arguments(hold: Hold, trigger: str) -> dict[str, Any]:
    return {"id": hold.id} if trigger == "prolong" else {"id": hold.id, "trigger": trigger}
