"""Forms in which members of councils, and candidates, state what conflicts of interest are found from."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as l_
from wtforms import BooleanField, SelectField, StringField, TelField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from appointments.accounts import identity
from appointments.accounts.number import kept_hash
from appointments.competitions.commands.particulars import Stated
from appointments.web.fields import DateField
from appointments.web.filters import say
from appointments.web.forms import BaseForm, sound
from workflows.conflict import DECLARABLE
from workflows.kinship import LABELS


class RelativeForm(BaseForm):
    """A relative, or another tie: what this person is to whoever states it, the name, the number."""

    tie = SelectField(l_("What this person is to you"), [InputRequired(l_("Choose what this person is to you."))])
    name = StringField(l_("Full name of this person"), [InputRequired(), Length(max=100)])
    national_id = StringField(
        l_("Identity number (CCCD) of this person"),
        [Optional()],
        description=l_("If you know it: 12 digits. It is kept only in a form that cannot be read back."),
        render_kw={"inputmode": "numeric", "spellcheck": "false", "autocomplete": "off"},
    )

    def __init__(self, *given: Any, **named: Any):
        super().__init__(*given, **named)
        self.tie.choices = [SelectChoice("", l_("Choose"))]
        self.tie.choices += [SelectChoice(str(tie), say(LABELS[tie])) for tie in DECLARABLE]

    def validate_national_id(self, field: Any) -> None:
        """Twelve digits of a province that there is."""
        if field.data:
            field.data = sound(identity.clean_number, field.data)

    def stated(self) -> list[Stated]:
        """What was typed, without the number."""
        key = kept_hash(self.national_id.data).hex() if self.national_id.data else ""
        return [Stated("relative", str(self.tie.data), self.name.data or "", key)]


class ContactForm(BaseForm):
    """Where one lives, and at which telephone one is reached at home."""

    address = StringField(
        l_("Home address"),
        [Optional(), Length(max=300)],
        description=l_("Number, street, ward, city. Only a keyed hash is kept; nobody can read the address back."),
    )
    phone = TelField(
        l_("Telephone"), [Optional()], description=l_("Your own or the household's. Only a keyed hash is kept.")
    )

    def validate_address(self, field: Any) -> None:
        """An address that can be compared."""
        if field.data:
            sound(identity.clean_address, field.data)

    def validate_phone(self, field: Any) -> None:
        """A Vietnamese number."""
        if field.data:
            field.data = sound(identity.clean_phone, field.data)

    def stated(self) -> list[Stated]:
        """The keyed hashes of what was typed."""
        secret, found = current_app.config["IDENTITY_KEY"], []
        if self.address.data:
            clean = identity.clean_address(self.address.data)
            found.append(Stated("address", key=identity.contact_key(secret, "address", clean)))
        if self.phone.data:
            found.append(Stated("phone", key=identity.contact_key(secret, "phone", self.phone.data)))
        return found


class UnitForm(BaseForm):
    """A unit in which one works or worked."""

    name = StringField(
        l_("Unit"),
        [InputRequired(), Length(max=200)],
        description=l_("The division or unit, with its agency, as its decisions name it."),
    )
    since = DateField(l_("From"), [Optional()])
    until = DateField(l_("To"), [Optional()], description=l_("Empty if you still work there."))
    led = BooleanField(l_("I am or was its head or deputy head"))

    def stated(self) -> list[Stated]:
        """The unit with its days."""
        return [
            Stated("unit", name=self.name.data or "", since=self.since.data, until=self.until.data, led=self.led.data)
        ]


FORMS: dict[str, tuple[Any, type[RelativeForm] | type[ContactForm] | type[UnitForm]]] = {
    "relative": (l_("Add a relative or another tie"), RelativeForm),
    "contact": (l_("Add your home address and telephone"), ContactForm),
    "unit": (l_("Add a unit where you work or worked"), UnitForm),
}
"""The pages by address: how each is called, and its form."""
