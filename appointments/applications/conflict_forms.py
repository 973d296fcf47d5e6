"""The form in which the chair or a supervisor decides about a member and a candidate."""

from flask_babel import lazy_gettext as l_
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from appointments.web.forms import BaseForm


class PinForm(BaseForm):
    """What is decided about the pair, and why."""

    choice = RadioField(
        l_("What do you decide?"),
        [InputRequired(l_("Choose one of the answers."))],
        choices=[
            SelectChoice("conflict", l_("There is a conflict")),
            SelectChoice("none", l_("There is none (against what was found, a second person confirms it)")),
            SelectChoice("found", l_("It stands as found: take the decision back")),
        ],
    )
    reason = TextAreaField(l_("Reason"), [InputRequired(), Length(max=2000)], render_kw={"rows": 3})
