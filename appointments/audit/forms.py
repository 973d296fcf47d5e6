"""The forms of the inspectors' pages."""

from flask_babel import lazy_gettext as l_
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from appointments.web.forms import BaseForm


class ReadingForm(BaseForm):
    """Why somebody opens a dossier."""

    reason = TextAreaField(
        l_("Reason for reading"),
        [InputRequired(), Length(max=2000)],
        description=l_("For example the number of the inspection order. It is kept in the record of the case."),
    )
