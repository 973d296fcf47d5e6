"""The page of a process's step that needs no form of its own: read, give a reason where one is due, confirm.

    @bp.route("/<uuid:id>/<any(accept, withdraw):trigger>", methods=["GET", "POST"])
    @requires("application:review")
    def step(id, trigger):
        row = queries.application(session(), id)
        case = case_of(...)                                  # reason="" is fine: the form's reason goes to the command
        return step_page(
            row, row.process, trigger, case,
            do=lambda form: commands.review(session(), form.by(), id, trigger, form.reason.data, form.version, now()),
            back=url_for(".show", id=id),
        )

`do` is the command; it raises what it likes (see `errors`). What it returns, if a string, is the address to go to next.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from flask import redirect, render_template
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from appointments.web.forms import BaseForm
from workflows.engine import Case, Option, Process, Refused, UnknownTrigger

LONGEST_REASON = 4000


class ConfirmForm(BaseForm):
    """Nothing but the person's yes."""


def reason_field(label: Any, description: Any) -> TextAreaField:
    """The field of a reason that must be given and is kept on record."""
    given: TextAreaField = TextAreaField(label, [InputRequired(), Length(max=LONGEST_REASON)], description=description)
    return given


class ReasonForm(BaseForm):
    """The person's yes, with the reason that the regulation demands."""

    reason = reason_field(
        lazy_gettext("Reason"), lazy_gettext("It is kept on record and told to the people concerned.")
    )


class ReadingForm(BaseForm):
    """Why somebody opens what holds personal data, a script or a proposal."""

    reason = reason_field(
        lazy_gettext("Reason for reading"),
        lazy_gettext("For example the number of the inspection order. It is kept in the record of the case."),
    )


def step_page(
    row: Any,
    process: Process,
    trigger: str,
    case: Case,
    *,
    do: Callable[[Any], str | None],
    back: str,
    title: str = "",
    facts: Sequence[dict[str, Any]] = (),
    template: str = "web/step.html",
    **context: Any,
) -> str | Response:
    """Show the step, or carry it out and go on. `title` names the case, `facts` are rows of a summary list."""
    option = find(process, str(row.state), trigger, case)
    form = form_for(option, row)
    if form.validate_on_submit():
        return redirect(do(form) or back, 303)
    if not option.is_open:
        raise Refused(option.refusals)
    shown = {"row": row, "process": process, "option": option, "facts": facts, "case_title": title, "back": back}
    return render_template(template, form=form, **shown, **context)


def find(process: Process, state: str, trigger: str, case: Case) -> Option:
    """The step of that name from this state: the open clause if one is open, else the first with its reasons."""
    options = [o for o in process.outlook(state, case) if o.transition.trigger == trigger]
    if not options:
        raise UnknownTrigger(f"{process.rule}: no {trigger!r} from {state!r}")
    return next((o for o in options if o.is_open), options[0])


def opened(row: Any, trigger: str, case: Case, asked: Collection[str] = ()) -> Option:
    """The step whose own page asks for what the guards `asked` look at; Refused where anything else stands against it.

    The command asks all of them again, once the form has brought what they need.
    """
    option = find(row.process, str(row.state), trigger, case)
    if barred := [refusal for refusal in option.refusals if refusal.guard not in asked]:
        raise Refused(barred)
    return option


def form_for(option: Option, row: Any) -> ConfirmForm | ReasonForm:
    """The form that this step needs."""
    kind = ReasonForm if option.transition.needs_reason else ConfirmForm
    form: ConfirmForm | ReasonForm = kind(seen=getattr(row, "version", None))
    return form


def closed_to_asker(option: Option) -> bool:
    """Whether the asker's role fits but something stands against the step."""
    return not option.is_open and not of_others(option)


def of_others(option: Option) -> bool:
    """Whether the step belongs to other roles."""
    return bool(option.refusals) and all(r.guard == "role" for r in option.refusals)
