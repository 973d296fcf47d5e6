"""Forms of the indicator."""

from flask_babel import lazy_gettext as l_
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from appointments.web.fields import DateField
from appointments.web.forms import BaseForm


class ReportForm(BaseForm):
    """Which report is drawn up: under which definition, as of which day."""

    as_of = DateField(l_("As of"), [InputRequired()])
    definition = StringField(
        l_("Key of the definition"), [InputRequired(), Length(max=200)],
        description=l_("For example 1, or 1,ranks=head. The page of the indicator shows the key of what you look at."),
    )  # fmt: skip
