"""Forms of a case of reappointment or extension. What the regulation says, commands and guards check."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as l_
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from appointments.applications.forms import UploadForm
from appointments.web.fields import DateField
from appointments.web.filters import say
from appointments.web.forms import BaseForm
from workflows.reappointment_facts import END_GROUNDS, HOLD_GROUNDS
from workflows.words import Words

TEXT = Length(max=8000)


class NoticeForm(BaseForm):
    """Number and day of the written notice."""

    number = StringField(l_("Number of the notice"), [InputRequired(), Length(max=100)])
    on = DateField(l_("Day of the notice"), [InputRequired()])


class ReportForm(UploadForm):
    """The self-assessment report; a scan of the signed paper."""

    def __init__(self, *given: Any, **named: Any):
        super().__init__(*given, **named)
        del self.issued_on


class AssessForm(BaseForm):
    """What the head of the using agency proposes, with the conditions checked; the Party committee's opinion."""

    assessment = TextAreaField(
        l_("Assessment and proposal of the head of the using agency"),
        [InputRequired(), TEXT],
        description=l_("Duties of the term, standards, need for the post, health, nothing that bars (Article 37)."),
        render_kw={"rows": 6},
    )
    opinion = StringField(
        l_("Written opinion of the Party committee"),
        [Optional(), Length(max=300)],
        description=l_("Number and date of the paper, and what it says"),
    )


class GroundForm(BaseForm):
    """One of the grounds that the text lists, and what it rests on."""

    ground = RadioField(l_("Ground"), [InputRequired(l_("Choose one of the answers."))])
    reason = TextAreaField(
        l_("Reason"), [InputRequired(), TEXT], description=l_("It is kept on record and told to the people concerned.")
    )

    def offer(self, grounds: Mapping[str, Words]) -> None:
        """The grounds to choose from."""
        self.ground.choices = [SelectChoice(key, say(words)) for key, words in grounds.items()]


GROUNDS = {"put_on_hold": HOLD_GROUNDS, "supersede": END_GROUNDS}
