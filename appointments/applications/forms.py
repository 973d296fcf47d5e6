"""Forms of applications. Questions and clauses come from `workflows.dossier`; what the regulation says of the answers
is judged by its guards, so that a form only refuses what cannot be read.
"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from wtforms import BooleanField, EmailField, IntegerField, RadioField, StringField, TelField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional, ValidationError

from appointments.accounts import identity, names
from appointments.core import clock
from appointments.files import kinds
from appointments.web.fields import DateField, DocumentField, MomentField
from appointments.web.filters import cite, say
from appointments.web.forms import BaseForm, sound
from appointments.web.text import Unseen, clean
from workflows import dossier
from workflows.calendar import local_day

YES_NO = [SelectChoice("yes", l_("Yes")), SelectChoice("no", l_("No"))]
GENDERS = [SelectChoice("female", l_("Female")), SelectChoice("male", l_("Male"))]
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png")
LONGEST_NAME = 150
MONTHS = NumberRange(0, 720)
BAD_FILES = {
    "empty": l_("The file is empty. Choose it again, or scan the paper again."),
    "too_large": l_("The file is larger than 20 MB. Scan with a lower resolution, or only in black and white."),
    "wrong_kind": l_("The file is neither PDF, JPEG nor PNG, whatever its name says. Save it as PDF and try again."),
    "encrypted": l_("The PDF is locked with a password. Save it without one and try again."),
    "truncated": l_("The PDF is cut off; it was not saved or copied to its end. Save it again and try again."),
}


class QuestionForm(BaseForm):
    """A form whose questions are the regulation's; `ASKED` maps fields to the conditions that they answer."""

    ASKED: dict[str, str] = {}

    def __init__(self, *given: Any, **named: Any):
        super().__init__(*given, **named)
        for name, key in self.ASKED.items():
            criterion = dossier.CRITERION[key]
            field = self._fields[name]
            field.label.text = say(criterion.question)
            field.description = field.description or cite(criterion.cites)
        if "source" in self._fields:
            self._fields["source"].choices = [SelectChoice(key, say(text)) for key, text in dossier.SOURCES.items()]


class SelfCheckForm(QuestionForm):
    """The conditions as questions, before an account; every answer may be left out, and nothing is stored."""

    ASKED = {"source": "source", "meets_standards": "standards", "months_in_post": "time_in_post",
             "good_years": "ratings", "healthy": "health", "barred": "not_barred"}  # fmt: skip
    source = RadioField(validators=[Optional()])
    meets_standards = RadioField(choices=YES_NO, validators=[Optional()])
    months_in_post = IntegerField(validators=[Optional(), MONTHS])
    good_years = IntegerField(validators=[Optional(), NumberRange(0, 60)])
    birth_date = DateField(l_("Date of birth"), [Optional()])
    gender = RadioField(l_("Gender"), [Optional()], choices=GENDERS)
    healthy = RadioField(choices=YES_NO, validators=[Optional()])
    barred = RadioField(choices=YES_NO, validators=[Optional()])

    def validate_birth_date(self, field: Any) -> None:
        """A date that can be a candidate's."""
        if field.data:
            sound(identity.check_birth_date, field.data, local_day(clock.now()))


class SourceForm(QuestionForm):
    """On what ground one may compete."""

    ASKED = {"source": "source"}
    source = RadioField(validators=[InputRequired(l_("Choose the case that is yours."))])
    plan_title = StringField(
        l_("Title for which you are planned"),
        [Optional(), Length(max=300)],
        description=l_("As the planning list names it; empty if you are not on one."),
    )


class PresentPostForm(QuestionForm):
    """Where one works now, and how long."""

    ASKED = {"months_in_post": "time_in_post"}
    current_post = StringField(l_("Present post"), [InputRequired(), Length(max=300)])
    current_unit = StringField(l_("Present agency or unit"), [InputRequired(), Length(max=300)])
    months_in_post = IntegerField(validators=[InputRequired(), MONTHS])
    service_months = IntegerField(
        l_("Months of service in all"),
        [InputRequired(), MONTHS],
        description=l_("Between equal results longer service may decide, where the regulation says so."),
    )


class StandardsForm(QuestionForm):
    """Education and training against the standards of the title."""

    ASKED = {"meets_standards": "standards"}
    meets_standards = RadioField(choices=YES_NO, validators=[InputRequired(l_("Choose yes or no."))])
    degree = StringField(l_("Highest degree, subject and institution"), [InputRequired(), Length(max=300)])
    political_theory = StringField(l_("Level of political theory"), [InputRequired(), Length(max=200)])


class RecordForm(QuestionForm):
    """Ratings, health, and what would bar one."""

    ASKED = {"good_years": "ratings", "healthy": "health", "barred": "not_barred"}
    good_years = IntegerField(validators=[InputRequired(), NumberRange(0, 60)])
    healthy = RadioField(choices=YES_NO, validators=[InputRequired(l_("Choose yes or no."))])
    barred = RadioField(choices=YES_NO, validators=[InputRequired(l_("Choose yes or no."))])
    note = TextAreaField(
        l_("What the board should know"),
        [Optional(), Length(max=2000)],
        description=l_("For example what explains an answer above."),
    )


class UploadForm(BaseForm):
    """One paper of the dossier: the file and the day on which it was drawn up."""

    file = DocumentField(
        l_("File"),
        [InputRequired(l_("Choose a file."))],
        accept=ENDINGS,
        limit=kinds.LARGEST,
        description=l_("PDF, JPEG or PNG, at most 20 MB. A PDF must not be locked with a password."),
    )
    issued_on = DateField(
        l_("Date of the paper"),
        [],
        description=l_("The day on which it was drawn up or certified, for example 27 9 2026"),
    )

    def __init__(self, *given: Any, dated: bool = False, **named: Any):
        super().__init__(*given, **named)
        self.issued_on.validators = [InputRequired() if dated else Optional()]
        self.content, self.media_type, self.filename = b"", "", ""

    def validate_file(self, field: Any) -> None:
        """Look into the bytes: the name of a file proves nothing about it."""
        self.filename = clean_filename(field.data.filename)
        self.content = field.data.read()
        try:
            self.media_type = kinds.media_type(self.content)
        except kinds.BadFile as error:
            raise ValidationError(str(BAD_FILES[error.why])) from None

    def validate_issued_on(self, field: Any) -> None:
        """A paper cannot be drawn up tomorrow."""
        if field.data and field.data > local_day(clock.now()):
            raise ValidationError(_("The date of the paper lies in the future."))


def clean_filename(name: str) -> str:
    """The name to show and to download under: composed letters, no folders, nothing that cannot be seen."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    try:
        kept = clean(last)
    except Unseen as error:
        raise ValidationError(
            _("The file's name has a character that cannot be seen (%(point)s). Rename it.", point=error.point)
        ) from None
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{ending}" if len(kept) > LONGEST_NAME else kept


class SubmitForm(BaseForm):
    """The declaration, last before handing in."""

    declared = BooleanField(
        l_("I declare that what I state is true and complete, and answer for it before the law."),
        [InputRequired(l_("Tick the declaration before handing in."))],
    )


class RegisterForm(BaseForm):
    """The officer's word that the paper dossier carries the candidate's signed declaration."""

    declared = BooleanField(
        l_("The paper dossier carries the candidate's signed declaration, and I keyed what it says."),
        [InputRequired(l_("Tick the declaration before handing in."))],
    )


class PaperCandidateForm(BaseForm):
    """Whose paper dossier it is, and how it arrived."""

    full_name = StringField(
        l_("Full name"), [InputRequired()], description=l_("As on the identity card, family name first")
    )
    birth_date = DateField(l_("Date of birth"), [InputRequired()])
    gender = RadioField(l_("Gender"), [InputRequired()], choices=GENDERS)
    national_id = StringField(
        l_("Identity number (CCCD)"),
        [InputRequired()],
        description=l_("12 digits. It is kept only in a form that cannot be read back."),
    )
    is_ethnic_minority = BooleanField(l_("Belongs to an ethnic minority"))
    current_post = StringField(l_("Present post"), [Optional(), Length(max=300)])
    current_unit = StringField(l_("Present agency or unit"), [Optional(), Length(max=300)])
    phone = TelField(l_("Telephone"), [Optional()])
    email = EmailField(l_("E-mail address"), [Optional(), Email(), Length(max=254)])
    channel = RadioField(
        l_("How it arrived"),
        [InputRequired()],
        choices=[SelectChoice("hand", l_("By hand")), SelectChoice("post", l_("By post"))],
    )
    received_at = MomentField(
        l_("When it arrived"), [InputRequired()], description=l_("By post: the time on the postmark of arrival.")
    )

    def validate_full_name(self, field: Any) -> None:
        """Letters, and nothing that cannot be seen."""
        field.data = sound(names.clean, field.data or "")

    def validate_national_id(self, field: Any) -> None:
        """Twelve digits that fit the date of birth."""
        field.data = sound(identity.clean_number, field.data or "")
        if self.birth_date.data:
            sound(identity.check_against_birth, field.data, self.birth_date.data)

    def validate_birth_date(self, field: Any) -> None:
        """A date that can be a candidate's."""
        sound(identity.check_birth_date, field.data, local_day(clock.now()))

    def validate_phone(self, field: Any) -> None:
        """A Vietnamese number."""
        if field.data:
            field.data = sound(identity.clean_phone, field.data)


class VerdictForm(BaseForm):
    """What the board finds on one condition."""

    met = RadioField(
        l_("Verdict"),
        [InputRequired(l_("Choose one."))],
        choices=[SelectChoice("yes", l_("Met")), SelectChoice("no", l_("Not met"))],
    )
    evidence = TextAreaField(
        l_("Evidence"),
        [Optional(), Length(max=4000)],
        description=l_("Which paper shows it, and what it says. Needed where the condition is not met."),
    )
    clause = StringField(
        l_("Clause"), [Optional(), Length(max=300)], description=l_("Needed where the condition is not met.")
    )


class PetitionForm(BaseForm):
    """What the candidate asks to be looked at again."""

    text = TextAreaField(
        l_("What should be looked at again, and why"),
        [InputRequired(), Length(max=8000)],
        description=l_("Name the condition, and the paper in your dossier that shows you meet it."),
        render_kw={"rows": 10},
    )
