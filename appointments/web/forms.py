"""`BaseForm`: what every form of the house does, so that no view has to think of it.

Text is cleaned (see `text`), the request gets an idempotency key that survives a re-display, the version of the case
that the person saw travels along, messages come in the reader's language, and a kept draft fills the form again.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import g, request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.fields import EmailField, PasswordField, SearchField, TelField, TextAreaField, URLField
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from appointments.core.errors import Invalid
from appointments.core.work import By
from appointments.web import drafts, policy
from appointments.web.db import session
from appointments.web.i18n import Catalogues
from appointments.web.text import Unseen, clean

T = TypeVar("T")

MESSAGES = Catalogues([Path(__file__).parent / "translations"], domain="wtforms")
ONE_LINE = (StringField, EmailField, SearchField, TelField, URLField)
CARRIED = ("csrf_token", "idem", "seen", "author")


class _Messages:
    """WTForms' own messages, in the language of the request."""

    def gettext(self, text: str) -> str:
        return str(MESSAGES.get_translations().gettext(text))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return str(MESSAGES.get_translations().ngettext(one, many, number))


class BaseForm(FlaskForm):
    """Base of every form. Build it with `seen=row.version` where it acts on a case; hand `by()` to the command."""

    class Meta(FlaskForm.Meta):
        """How fields are bound and where their values come from."""

        def get_translations(self, form: Any) -> _Messages:
            return _Messages()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            sent = super().wrap_formdata(form, formdata)
            is_auto = formdata is not None and sent is None
            return drafts.kept_form() if is_auto else sent

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            field = super().bind_field(form, unbound_field, options)
            if isinstance(field, ONE_LINE) and not isinstance(field, PasswordField | HiddenField):
                field.filters = (*field.filters, _cleaner(isinstance(field, TextAreaField)))
            return field

    idem = HiddenField()
    seen = HiddenField()
    author = HiddenField()

    def __init__(self, *given: Any, seen: int | None = None, **named: Any):
        super().__init__(*given, **named)
        self.idem.data = _as_key(self.idem.data) or uuid4().hex
        self.author.data = drafts.author_mark()
        if seen is not None and not self.is_submitted():
            self.seen.data = str(seen)
        if request:
            g.form = self

    def process(self, *given: Any, **named: Any) -> None:
        """Read the fields; spaces alone are no answer to a required one."""
        super().process(*given, **named)
        for field in self:
            if isinstance(field, ONE_LINE) and field.raw_data and field.data == "":
                field.raw_data = [""]

    @property
    def version(self) -> int | None:
        """The version of the case that the person was looking at."""
        text = str(self.seen.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else None

    def by(self, location: str = "") -> By:
        """Who asks, with which key and body: what a command takes. A repeated request is led to `location`."""
        person: UUID | None = getattr(policy.user(), "person_id", None)
        session().expire_all()  # no guard judges by what the page has read before the command took its lock
        return By(person, str(self.idem.data), self.digest(), {"location": location} if location else {})

    def digest(self) -> str:
        """A digest of what was typed, to tell a repeated request from another one under the same key."""
        sent = sorted((k, v) for k, v in request.form.items(multi=True) if k not in CARRIED)
        files = sorted((name, _digest_of(file)) for name, file in request.files.items(multi=True) if file.filename)
        place = [request.method, request.path]
        return hashlib.sha256(json.dumps([place, sent, files]).encode()).hexdigest()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; what a command found against one of them (see `web.errors`) is said beside that field."""
        valid = bool(super().validate(extra_validators))
        refused: Invalid | None = g.get("invalid")
        if refused is None:
            return valid
        self.refuse(refused)
        return False

    def refuse(self, error: Invalid) -> None:
        """Say at its field what a command found wrong."""
        text = gettext(error.message, **error.params)
        field = self._fields.get(error.field) if error.field else None
        if field is None:
            self.form_errors.append(text)
        else:
            field.errors = [*field.errors, text]

    def visible(self) -> list[Any]:
        """The fields that a person fills in, in order."""
        return [f for f in self if not isinstance(f.widget, HiddenInput)]


def sound(check: Callable[..., T], *given: Any) -> T:
    """What the check makes of what was given; its objection becomes the field's error."""
    try:
        return check(*given)
    except Invalid as error:
        raise ValidationError(gettext(error.message, **error.params)) from None


def _cleaner(lines: bool) -> Any:
    def filtered(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return clean(value, lines=lines)
        except Unseen as error:
            told = {"place": error.place, "point": error.point}
            raise ValueError(gettext("Character %(place)d cannot be seen (%(point)s). Delete it.", **told)) from None

    return filtered


def _as_key(value: Any) -> str | None:
    text = str(value or "")
    return text if 16 <= len(text) <= 64 and text.isalnum() and text.isascii() else None


def _digest_of(file: Any) -> str:
    digest = hashlib.file_digest(file.stream, "sha256").hexdigest()
    file.stream.seek(0)
    return digest
