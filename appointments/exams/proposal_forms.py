"""Forms of the proposals: the file that a candidate hands in, the key of the round, the keys that were opened."""

from typing import Any

from flask_babel import lazy_gettext as l_
from wtforms import HiddenField
from wtforms.validators import InputRequired, ValidationError

from appointments.applications.forms import BAD_FILES, clean_filename
from appointments.files import kinds
from appointments.web.fields import DocumentField, MomentField
from appointments.web.forms import BaseForm
from appointments.web.steps import reason_field

PDF = "application/pdf"


class ProposalForm(BaseForm):
    """The proposal as one PDF."""

    file = DocumentField(
        l_("Your proposal"),
        [InputRequired(l_("Choose a file."))],
        accept=(".pdf",),
        limit=kinds.LARGEST,
        description=l_("One PDF, at most 20 MB. It must not be locked with a password."),
    )

    def __init__(self, *given: Any, **named: Any):
        super().__init__(*given, **named)
        self.content, self.filename = b"", ""

    def validate_file(self, field: Any) -> None:
        """Look into the bytes: the name of a file proves nothing about it."""
        self.filename = clean_filename(field.data.filename)
        self.content = field.data.read()
        try:
            kind = kinds.media_type(self.content)
        except kinds.BadFile as error:
            raise ValidationError(str(NO_PDF if error.why == "wrong_kind" else BAD_FILES[error.why])) from None
        if kind != PDF:
            raise ValidationError(str(NO_PDF))


NO_PDF = l_("The file is no PDF, whatever its name says. Save it as PDF and try again.")


class KeyForm(BaseForm):
    """What the coding tool wrote for the round."""

    file = DocumentField(l_("proposal-key.json"), [InputRequired(l_("Choose a file."))], accept=(".json",), limit=2**20)


class ProposeForm(BaseForm):
    """The chair's yes to exactly the content that is shown."""

    shown = HiddenField()


class ProlongForm(BaseForm):
    """A later deadline for everybody, and why."""

    due_at = MomentField(l_("New deadline"), [InputRequired()])
    reason = reason_field(l_("Reason"), l_("It is kept on record and told to the people concerned."))


class OpenForm(BaseForm):
    """The supervisor's yes to the same content, with the keys that two custodians opened."""

    shown = HiddenField()
    file = DocumentField(
        l_("The file of opened keys"), [InputRequired(l_("Choose a file."))], accept=(".json",), limit=2**20
    )
