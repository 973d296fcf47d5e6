"""Forms of an ordinary appointment."""

from flask_babel import lazy_gettext as l_
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from appointments.web.forms import BaseForm


class OpenForm(BaseForm):
    """Which post, which kind of appointment, why."""

    post = SelectField(l_("Post"), [InputRequired()])
    kind = RadioField(l_("Kind of appointment"), [InputRequired(l_("Choose one of the kinds."))])
    ground = TextAreaField(l_("Why the post is to be filled"), [InputRequired(), Length(max=4000)])


class NomineeForm(BaseForm):
    """One eligible person, chosen on the page before."""


class ChoiceForm(BaseForm):
    """Whom the head chooses at 50 %, and why."""

    person = RadioField(l_("The person chosen"), [InputRequired(l_("Choose one of the answers."))])
    reason = TextAreaField(l_("Reason"), [InputRequired(), Length(max=4000)])


class MoveForm(BaseForm):
    """By which minutes and why a case is moved to the newer text of the law."""

    minutes = StringField(
        l_("Minutes of the meeting"),
        [InputRequired(), Length(max=300)],
        description=l_("Number and date of the minutes that record the decision to move the case"),
    )
    reason = TextAreaField(
        l_("Reason"), [InputRequired(), Length(max=4000)],
        description=l_("It is kept on record and told to the people concerned."),
    )  # fmt: skip


class MinutesForm(BaseForm):
    """What the collective resolved."""

    minutes = StringField(
        l_("Minutes of the meeting"),
        [InputRequired(), Length(max=300)],
        description=l_("Number and date of the minutes of the collective leadership's meeting"),
    )
