"""Forms of incidents and sanctions in a sitting."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from appointments.web.fields import MomentField
from appointments.web.forms import BaseForm
from workflows.sanction import NEIGHBOURS

TEXT, NAME = Length(max=4000), Length(max=200)
CHOOSE = l_("Choose one of the answers.")


class IncidentForm(BaseForm):
    """One line of a room's register."""

    room = SelectField(l_("Room"), [InputRequired()])
    happened_at = MomentField(l_("When it happened"), [InputRequired()])
    what = TextAreaField(l_("What happened"), [InputRequired(), TEXT], render_kw={"rows": 3})
    reported_by = StringField(l_("Who reported it"), [InputRequired(), NAME])


class SanctionForm(BaseForm):
    """The minutes of a violation, with the sanction asked for; the choices of `kind` are set by the page."""

    kind = RadioField(l_("Sanction"), [InputRequired(CHOOSE)])
    happened_at = MomentField(l_("When it happened"), [InputRequired()])
    minutes = TextAreaField(
        l_("Minutes of the violation"),
        [InputRequired(), TEXT],
        description=l_("What was seen, by whom, what was found and taken, what the candidate said."),
    )
    was_read = RadioField(
        l_("The candidate's signature"),
        [InputRequired(CHOOSE)],
        choices=[
            SelectChoice("yes", l_("The candidate read the minutes and signed them")),
            SelectChoice("no", l_("The candidate refused to sign")),
        ],
    )
    first_witness = StringField(
        l_("First witness"),
        [Optional(), NAME],
        description=l_("Only where the candidate refused: the two candidates who sat next, by name."),
    )
    second_witness = StringField(l_("Second witness"), [NAME])

    def validate_second_witness(self, field: Any) -> None:
        """Told at the field; that it must be so is the regulation's (`workflows.sanction`)."""
        names = {name.strip().casefold() for name in self.witnesses() if name.strip()}
        if self.was_read.data == "no" and len(names) < NEIGHBOURS:
            raise ValidationError(_("Name two different neighbours who saw that the candidate refused to sign."))

    def witnesses(self) -> list[Any]:
        """The names that were typed."""
        return [self.first_witness.data or "", self.second_witness.data or ""]
