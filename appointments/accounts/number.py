"""The personal identity number as a form asks for it, and the keyed hash under which this installation keeps it."""

from flask import current_app
from flask_babel import lazy_gettext as l_
from wtforms import StringField
from wtforms.validators import InputRequired

from appointments.accounts import identity


def number_field() -> StringField:
    """Ask somebody for the own number; the form cleans it with `identity.clean_number`."""
    return StringField(
        l_("Identity number (CCCD)"),
        [InputRequired()],
        description=l_("12 digits. It is kept only in a form that cannot be read back."),
        render_kw={"inputmode": "numeric", "spellcheck": "false", "autocomplete": "off"},
    )


def kept_hash(number: str | None) -> bytes:
    """What is kept of a clean number, under this installation's key."""
    return identity.number_hash(current_app.config["IDENTITY_KEY"], number or "")
