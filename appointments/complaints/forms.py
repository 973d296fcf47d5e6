"""Forms of complaints and denunciations."""

from typing import Any

from flask_babel import lazy_gettext as l_
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from appointments.complaints.commands import Lodged
from appointments.complaints.rules import ABOUT, ABOUT_ROLES
from appointments.web.filters import say
from appointments.web.forms import BaseForm
from workflows.roles import LABELS

TEXT, NAME = Length(max=8000), Length(max=200)
CHOOSE = l_("Choose one of the answers.")


class LodgeForm(BaseForm):
    """What it is about, about whom, and the words."""

    about = RadioField(l_("What it is about"), [InputRequired(CHOOSE)])
    about_role = SelectField(l_("Whose act it is about"), [Optional()], default="")
    text = TextAreaField(
        l_("What happened, and what is asked"),
        [InputRequired(), TEXT],
        description=l_("Facts, dates, evidence. Only those who deal with the case read it."),
        render_kw={"rows": 8},
    )

    def __init__(self, *given: Any, **named: Any):
        super().__init__(*given, **named)
        self.about.choices = [SelectChoice(key, say(label)) for key, label in ABOUT.items()]
        self.about_role.choices = [SelectChoice("", l_("Nobody in particular"))] + [
            SelectChoice(str(role), say(LABELS[role])) for role in ABOUT_ROLES
        ]

    def lodged(self, name: str, contact: str = "") -> Lodged:
        """What was typed, by whom."""
        return Lodged(name, self.text.data or "", self.about.data, contact, self.about_role.data or "")


class NamedForm(LodgeForm):
    """The same with the name of whoever wrote it."""

    name = StringField(l_("Name of the writer"), [InputRequired(), NAME])
    contact = StringField(l_("Address or telephone"), [Optional(), NAME])


class FindingsForm(BaseForm):
    """What was found."""

    findings = TextAreaField(
        l_("Findings"),
        [InputRequired(), TEXT],
        description=l_("Do not name whoever wrote the denunciation: findings stand in the record."),
        render_kw={"rows": 8},
    )


class SuspendForm(BaseForm):
    """Why the round is to be suspended."""

    reason = TextAreaField(
        l_("Reason"),
        [InputRequired(), Length(max=1000)],
        description=l_("Do not name whoever wrote the denunciation: the reason stands in the record."),
    )
