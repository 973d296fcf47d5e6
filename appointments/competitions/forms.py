"""Forms about needs, plans, announcements, councils and suspensions. What the regulation says, commands check."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as l_
from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional, ValidationError

from appointments.competitions import rules
from appointments.web.fields import DateField, MomentField
from appointments.web.filters import cite, say
from appointments.web.filters import role as role_label
from appointments.web.forms import BaseForm
from workflows.parameters import Parameter
from workflows.roles import Role
from workflows.rules import PARAMETERS, BadRules, read

TEXT = Length(max=rules.LONGEST_TEXT)
OWN_PARAMETERS = tuple(key for key in PARAMETERS if key.startswith("exam."))
"""The parameters that a round may give its own values."""


class NeedForm(BaseForm):
    """The need: how many slots, on what ground, from which source."""

    slots = IntegerField(l_("Number to be appointed"), [InputRequired(), NumberRange(1, 20)], default=1)
    ground = TextAreaField(
        l_("Ground"), [InputRequired(), TEXT], description=l_("Why the post is vacant; the papers that show it.")
    )
    source = TextAreaField(
        l_("Expected source"), [InputRequired(), TEXT], description=l_("On-site, from elsewhere, or both.")
    )
    reappointment = BooleanField(l_("This is a reappointment of the present holder"))


class NewNeedForm(NeedForm):
    """The same with the post, for a need that is written down now."""

    post = SelectField(l_("Post"), [InputRequired()])


class NewPlanForm(BaseForm):
    """A new plan: its name, the agency that organises it, the approved needs that it bundles."""

    title = StringField(l_("Name of the round"), [InputRequired(), Length(max=300)])
    agency = SelectField(l_("Organised by"), [InputRequired()])
    contests = SelectMultipleField(
        l_("Posts"), [Optional()], description=l_("Needs whose policy is approved and that no plan has taken up.")
    )


class PostsForm(BaseForm):
    """Further approved needs for the plan."""

    contests = SelectMultipleField(l_("Posts to add"), [InputRequired(l_("Choose at least one post."))])


class PaperForm(BaseForm):
    """A written paper: when, how long, where, for which posts."""

    title = StringField(l_("Name of the paper"), [InputRequired(), Length(max=200)])
    starts_at = MomentField(l_("Begins"), [Optional()])
    minutes = IntegerField(l_("Minutes"), [Optional(), NumberRange(1, 600)])
    place = StringField(l_("Place"), [Optional(), Length(max=300)])
    contests = SelectMultipleField(l_("Posts whose candidates sit this paper"), [Optional()])


class ApprovalForm(BaseForm):
    """The number and date under which the authority approves the plan."""

    number = StringField(
        l_("Number of the plan"), [InputRequired(), Length(max=100)], description=l_("For example 3461/KH-UBND")
    )
    issued_on = DateField(l_("Date of the plan"), [InputRequired()])


class WindowForm(BaseForm):
    """When reception opens and closes."""

    opens_at = MomentField(l_("Reception opens"), [InputRequired()])
    closes_at = MomentField(
        l_("Reception closes"),
        [InputRequired()],
        description=l_("What arrives at this very second is late. For example, 27 9 2026, 17:00 (Viet Nam time)"),
    )


class ProlongForm(BaseForm):
    """A later closing date."""

    closes_at = MomentField(l_("New closing date"), [InputRequired()])


class MemberForm(BaseForm):
    """Whom to propose for the council, in which role."""

    email = EmailField(l_("E-mail address of the member's account"), [InputRequired(), Email(), Length(max=254)])
    role = SelectField(l_("Role"), [InputRequired()])
    ground = StringField(
        l_("Ground"), [InputRequired(), Length(max=300)], description=l_("The decision or paper on which this rests")
    )

    def offer(self, roles: Iterable[Role]) -> None:
        """The roles to choose from."""
        self.role.choices = [SelectChoice(str(role), role_label(role)) for role in roles]


class DeclarationForm(BaseForm):
    """What a member declares about the candidates of the present list."""

    answer = RadioField(
        l_("Are you related to any candidate, or do you serve one?"),
        [InputRequired(l_("Choose one of the answers."))],
        choices=[
            SelectChoice("none", l_("No: I am related to no candidate")),
            SelectChoice("relative", l_("Yes: I am related to a candidate")),
            SelectChoice("unsure", l_("I am unsure")),
        ],
    )
    note = TextAreaField(l_("Which relation, or what you are unsure of"), [Optional(), TEXT], render_kw={"rows": 3})


class SettlementForm(BaseForm):
    """How a declared relation or doubt was dealt with."""

    how = TextAreaField(l_("How it was dealt with"), [InputRequired(), TEXT])


class HoldForm(BaseForm):
    """The reason for a suspension and the day on which it is looked at again."""

    target = SelectField(l_("What is to be suspended"), [InputRequired()])
    reason = TextAreaField(l_("Reason"), [InputRequired(), TEXT])
    review_on = DateField(l_("Day of review"), [InputRequired()])


class ReviewForm(BaseForm):
    """Another day of review for a suspension, with the reason."""

    review_on = DateField(l_("Day of review"), [InputRequired()])
    reason = TextAreaField(l_("Reason"), [InputRequired(), TEXT])


class FilingForm(BaseForm):
    """A paper to be put on file."""

    number = StringField(l_("Number of the paper"), [InputRequired(), Length(max=100)])
    issued_on = DateField(l_("Date of the paper"), [InputRequired()])
    about = TextAreaField(l_("What it says"), [InputRequired(), TEXT], render_kw={"rows": 3})


class ExceptionForm(FilingForm):
    """The authority's written leave to go on with those who stand, and the reason."""

    reason = TextAreaField(l_("Reason"), [InputRequired(), TEXT])


def texts_form(fields: Iterable[rules.Field], present: Mapping[str, Any], seen: int, **more: Any) -> BaseForm:
    """A form of texts: one field for each, filled with what stands there now. All may be saved half-written."""
    fields = tuple(fields)
    inputs = {f.key: _text_field(f) for f in fields}
    cls: type[BaseForm] = type("TextsForm", (BaseForm,), inputs | more)
    return cls(data={f.key: present.get(f.key, "") for f in fields}, seen=seen)


def texts_of(form: BaseForm, fields: Iterable[rules.Field]) -> dict[str, str]:
    """What was typed into such a form."""
    return {f.key: form[f.key].data or "" for f in fields}


def _text_field(f: rules.Field) -> Any:
    label, hint = _Said(f.label), _Said(f.hint)
    kind = StringField if f.lines == 1 else TextAreaField
    return kind(label, [Optional(), TEXT] if f.optional else [TEXT], description=hint, render_kw={"rows": f.lines})


class _Said:
    """Words that are said in the reader's language when they are shown."""

    def __init__(self, words: Any):
        self.words = words

    def __str__(self) -> str:
        return say(self.words)


def parameters_form(values: Mapping[str, Any], seen: int) -> BaseForm:
    """One input for each parameter that a round may set; the input's hint tells range and source."""
    shown = {key.replace(".", "__"): PARAMETERS[key] for key in OWN_PARAMETERS}
    inputs = {name: _parameter_field(p) for name, p in shown.items()}
    cls: type[BaseForm] = type("ParametersForm", (BaseForm,), inputs)
    return cls(data={name: as_typed(p, values[p.key]) for name, p in shown.items()}, seen=seen)


def changes_of(form: BaseForm, values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters to which the form gives another value."""
    typed = {key: read(key, form[key.replace(".", "__")].data) for key in OWN_PARAMETERS}
    return {key: value for key, value in typed.items() if value != values[key]}


def _parameter_field(p: Parameter) -> Any:
    return StringField(_Said(p.label), [InputRequired(), _within(p)], description=_Hint(p))


def _within(p: Parameter) -> Any:
    def check(_form: Any, field: Any) -> None:
        try:
            read(p.key, field.data or "")
        except BadRules as error:
            raise ValidationError(" ".join(say(problem.words) for problem in error.problems)) from None

    return check


class _Hint(_Said):
    """The range of a parameter and where its usual value was found."""

    def __str__(self) -> str:
        unit = say(self.words.unit)
        span = say(self.words.kind.span())
        return " · ".join(part for part in (unit, span, cite(self.words.source)) if part)


def as_typed(p: Parameter, value: Any) -> str:
    """A value as a person would type it."""
    stored = p.kind.to_json(value)
    if isinstance(stored, bool):
        return str(p.kind.show(value, "vi"))
    return ", ".join(stored) if isinstance(stored, list) else str(stored)
