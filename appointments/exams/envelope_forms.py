"""Forms of the envelopes of question papers."""

from typing import Any

from flask_babel import lazy_gettext as l_
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from appointments.exams.envelopes import ACTS
from appointments.web.fields import MomentField
from appointments.web.filters import say
from appointments.web.forms import BaseForm

TEXT, NAME = Length(max=4000), Length(max=200)
CHOOSE = l_("Choose one of the answers.")


class EnvelopeForm(BaseForm):
    """One envelope."""

    serial = StringField(
        l_("Serial printed on the envelope"),
        [InputRequired(), Length(max=80)],
        description=l_("Only the serial. Nothing of a question, an answer or a marking guide is typed here."),
    )
    is_reserve = BooleanField(l_("This is a reserve paper"))


class CustodyForm(BaseForm):
    """One line of an envelope's log."""

    act = RadioField(l_("What happened"), [InputRequired(CHOOSE)])
    happened_at = MomentField(l_("When it happened"), [InputRequired()])
    giver = StringField(l_("Handed over by, or opened by"), [InputRequired(), NAME])
    taker = StringField(l_("Taken over by, or witnessed by"), [InputRequired(), NAME])
    seal = RadioField(
        l_("The seal"),
        [InputRequired(CHOOSE)],
        choices=[SelectChoice("whole", l_("whole")), SelectChoice("broken", l_("not whole: say how under Note"))],
    )
    note = TextAreaField(l_("Note (optional)"), [TEXT], render_kw={"rows": 2})

    def __init__(self, *args: Any, **named: Any):
        super().__init__(*args, **named)
        self.act.choices = [SelectChoice(act, say(words)) for act, words in ACTS.items()]


class DigestForm(BaseForm):
    """The SHA-256 of a paper that was used."""

    digest = StringField(
        l_("SHA-256 of the paper's file"),
        [InputRequired(), Length(max=200)],
        description=l_("64 digits from 0 to 9 and a to f; spaces do not matter."),
    )
