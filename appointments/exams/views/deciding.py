"""Pages on which a re-marking request is decided: the mark stays, or its change is proposed, confirmed, returned."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions.views.parts import ask_password, weighty_step
from appointments.core import clock, directory
from appointments.core.errors import NotFound
from appointments.exams import forms
from appointments.exams.following import carried_out
from appointments.exams.impact import hash_of
from appointments.exams.models import Appeal
from appointments.exams.views.parts import bp, demand
from appointments.exams.views.remarking import appeal_or_404, case_and_change, case_of_appeal, readable
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.filters import say
from workflows.engine import Refused
from workflows.impact import FALLS
from workflows.roles import CHAIR, SUPERVISOR


@bp.route(
    "/appeals/<uuid:id>/steps/<any(decide, propose_change, confirm_change, return_change):trigger>",
    methods=["GET", "POST"],
)
@policy.signed_in
def decision_step(id: UUID, trigger: str) -> Any:
    """The chair decides or proposes, the supervision board confirms; what a change brings about is shown to both."""
    found, _own = appeal_or_404(id)
    demand(found.paper.round, *((SUPERVISOR,) if trigger == "confirm_change" else (CHAIR, SUPERVISOR)))
    if carried_out(f"appeal.{trigger}") is None:
        raise NotFound(Appeal, id)
    if trigger == "return_change":
        return _return(found)
    if trigger == "confirm_change":
        return _page(found, trigger, forms.ConfirmChangeForm(seen=found.version))
    return _page(found, trigger, forms.DecisionForm(seen=found.version))


def _page(found: Appeal, trigger: str, form: Any) -> Any:
    """What the decision brings about, and the form; refused with its reasons where it is not open."""
    if again := ask_password(found.process, found.state, trigger):
        return again
    if form.validate_on_submit():
        _carry_out(found, trigger, form)
        return redirect(url_for(".appeal", id=found.id), 303)
    case, change = case_and_change(found)
    option = steps.find(found.process, found.state, trigger, case)
    if not option.is_open:
        raise Refused(option.refusals)
    form.impact.data = hash_of(change)
    return render_template(
        "exams/decide.html", form=form, appeal=found, facts=case.facts, trigger=trigger, change=change, falls=FALLS,
        content=readable(change.content()) if change else None,
    )  # fmt: skip


def _carry_out(found: Appeal, trigger: str, form: Any) -> None:
    command = carried_out(f"appeal.{trigger}")
    assert command is not None
    given: dict[str, Any] = {
        "by": form.by(url_for(".appeal", id=found.id)), "now": clock.now(), "seen": form.version
    }  # fmt: skip
    if trigger == "confirm_change":
        command(db.session, found.id, form.impact.data, **given)
        flash(_("The change is confirmed and answered."), "success")
        return
    typed = [form.reason.data, form.dialogue.data or ""]
    if trigger == "propose_change":
        command(db.session, found.id, *typed, form.impact.data, **given)
        flash(_("The change is proposed. The supervision board confirms it."), "success")
        return
    command(db.session, found.id, *typed, **given)
    flash(_("The request is decided and answered."), "success")


def _return(found: Appeal) -> Any:
    """The proposal goes back, with the reason."""
    back = url_for(".appeal", id=found.id)
    command = carried_out("appeal.return_change")
    assert command is not None

    def do(form: Any) -> None:
        command(db.session, found.id, form.reason.data, by=form.by(back), now=clock.now(), seen=form.version)

    title = say(directory.kind("appeal").title(found))
    case = case_of_appeal(found)
    return weighty_step(found, found.process, "return_change", case, do=do, back=back, title=title)
