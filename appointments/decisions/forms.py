"""Forms about verification, submission and decisions. What the regulation says, commands and guards check."""

from typing import Any

from flask_babel import lazy_gettext as l_
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from appointments.accounts import identity, names
from appointments.applications.forms import UploadForm
from appointments.core import clock
from appointments.decisions.rules import KINDS
from appointments.files.kinds import LARGEST
from appointments.web.fields import DateField, DocumentField
from appointments.web.filters import say
from appointments.web.forms import BaseForm, sound
from workflows.calendar import local_day

TEXT = Length(max=4000)
NEW_BY_EXAM = ("FIRST_APPOINTMENT", "PROMOTION")
"""The kinds of appointment that a competition may end in (Công văn 2424)."""


class CheckForm(BaseForm):
    """What one verification found."""

    passed = RadioField(
        l_("What was found"),
        [InputRequired(l_("Choose one of the answers."))],
        choices=[
            SelectChoice("yes", l_("In order: nothing stands against the appointment")),
            SelectChoice("no", l_("Not in order: say below what was found")),
        ],
    )
    note = TextAreaField(
        l_("Note"),
        [Optional(), TEXT],
        description=l_("The paper and its date, and what it says."),
        render_kw={"rows": 3},
    )


class CollectiveForm(BaseForm):
    """The decision of the collective leadership: its minutes and, where the regulation asks for a vote, the vote."""

    minutes = StringField(
        l_("Minutes of the meeting"),
        [InputRequired(), Length(max=300)],
        description=l_("Number and date of the minutes of the collective leadership's meeting"),
    )
    vote_carried = BooleanField(l_("The vote was taken and carried the appointment"))


class LetterForm(UploadForm):
    """The signed letter by which the selected person declines."""

    reason = TextAreaField(
        l_("Reason"), [InputRequired(), TEXT], description=l_("It is kept on record and told to the people concerned.")
    )


class DraftForm(BaseForm):
    """A draft decision. Number and day of signing may wait for the signing."""

    kind = RadioField(l_("Kind of appointment"), [InputRequired(l_("Choose one of the kinds."))])
    number = StringField(
        l_("Number of the decision"),
        [Optional(), Length(max=100)],
        description=l_("May be left to whoever signs: a decision has no number before it is signed."),
    )
    signed_on = DateField(l_("Day of signing"), [Optional()])
    effective_on = DateField(l_("Takes effect on"), [InputRequired()])

    def offer(self, kinds: tuple[str, ...]) -> None:
        """The kinds to choose from."""
        self.kind.choices = [SelectChoice(key, say(KINDS[key])) for key in kinds]


class SigningForm(BaseForm):
    """Number and day, given when the authority signs."""

    number = StringField(
        l_("Number of the decision"), [InputRequired(), Length(max=100)], description=l_("For example 05/QĐ-SNV")
    )
    signed_on = DateField(l_("Day of signing"), [InputRequired()])


class RevocationForm(BaseForm):
    """From when and why a decision no longer stands."""

    on = DateField(l_("Revoked from"), [InputRequired()])
    reason = TextAreaField(
        l_("Reason"), [InputRequired(), TEXT], description=l_("It is kept on record and told to the people concerned.")
    )


class OrdinaryForm(DraftForm):
    """A decision taken by the ordinary procedure, entered from its paper; the person is known to the house."""

    post = SelectField(l_("Post"), [InputRequired(l_("Choose a post."))])
    number = StringField(
        l_("Number of the decision"),
        [InputRequired(), Length(max=100)],
        description=l_("As it stands on the paper, for example 05/QĐ-SNV"),
    )
    signed_on = DateField(l_("Day of signing"), [InputRequired()])


class NewcomerForm(OrdinaryForm):
    """The same for somebody whom the house does not know."""

    full_name = StringField(l_("Full name"), [InputRequired(), Length(max=200)])
    birth_date = DateField(l_("Date of birth"), [Optional()])
    national_id = StringField(
        l_("Identity number (CCCD)"),
        [Optional()],
        description=l_("12 digits. It is kept only in a form that cannot be read back."),
    )
    current_post = StringField(l_("Present post"), [Optional(), Length(max=300)])

    def validate_full_name(self, field: Any) -> None:
        """A name of a person."""
        field.data = sound(names.clean, field.data or "")

    def validate_national_id(self, field: Any) -> None:
        """Twelve digits that fit the date of birth."""
        if field.data:
            field.data = sound(identity.clean_number, field.data)
            if self.birth_date.data:
                sound(identity.check_against_birth, field.data, self.birth_date.data)

    def validate_birth_date(self, field: Any) -> None:
        """A date that can be an official's."""
        if field.data:
            sound(identity.check_birth_date, field.data, local_day(clock.now()))


class ImportForm(BaseForm):
    """A file of decisions."""

    file = DocumentField(
        l_("File"),
        [InputRequired(l_("Choose a file."))],
        accept=(".xlsx",),
        limit=LARGEST,
        description=l_("XLSX without macros, at most 20 MB. Nothing is written before you have seen what it would do."),
    )


class KeepForm(BaseForm):
    """What a dry run found in order, signed."""

    rows = HiddenField()


class FileStepForm(BaseForm):
    """A step of everything that came from one file; which one is told by the button."""

    reason = TextAreaField(l_("Reason"), [Optional(), TEXT], description=l_("Required to take the file back"))
