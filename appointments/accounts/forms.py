"""Forms about people and roles. Those of signing in and of passwords are in `security_forms`."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from flask_security.proxies import _security
from wtforms import EmailField, PasswordField, SearchField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Email, EqualTo, InputRequired, Length, Optional, ValidationError

from appointments.accounts import identity, names
from appointments.accounts.number import kept_hash, number_field
from appointments.accounts.scopes import Place
from appointments.web.fields import DateField
from appointments.web.filters import role as role_label
from appointments.web.filters import say
from appointments.web.forms import BaseForm, sound
from workflows.roles import Role

NEW_PASSWORD = {"autocomplete": "new-password"}


class InvitationForm(BaseForm):
    """Whom to invite."""

    full_name = StringField(l_("Full name"), [InputRequired()], description=l_("Family name first"))
    email = EmailField(l_("E-mail address"), [InputRequired(), Email(), Length(max=254)])
    current_post = StringField(l_("Present post"), [Optional(), Length(max=200)])
    current_unit = StringField(l_("Present agency or unit"), [Optional(), Length(max=200)])

    def validate_full_name(self, field: Any) -> None:
        """Letters, and nothing that cannot be seen."""
        field.data = sound(names.clean, field.data or "")


class FirstPasswordForm(BaseForm):
    """Who opens an invited account, by identity number, and its first password, twice."""

    national_id = number_field()
    password = PasswordField(
        l_("Password"),
        [InputRequired()],
        description=l_("At least 15 characters. Several words that only you would put together are easy to remember."),
        render_kw=NEW_PASSWORD,
    )
    password_confirm = PasswordField(
        l_("Password again"),
        [InputRequired(), EqualTo("password", l_("The two passwords differ."))],
        render_kw=NEW_PASSWORD,
    )

    def __init__(self, *given: Any, user: Any, **named: Any):
        super().__init__(*given, **named)
        self.user = user

    def validate_national_id(self, field: Any) -> None:
        """Twelve digits with the code of a province."""
        field.data = sound(identity.clean_number, field.data or "")

    def number_hash(self) -> bytes:
        """What is kept of the identity number."""
        return kept_hash(self.national_id.data)

    def validate_password(self, field: Any) -> None:
        """Long, and not made from the account itself."""
        reasons, field.data = _security.password_util.validate(field.data or "", False, user=self.user)
        if reasons:
            raise ValidationError(" ".join(map(str, reasons)))


class ProposalForm(BaseForm):
    """A role for a person: which, where, how long, on what ground."""

    role = SelectField(l_("Role"), [InputRequired()])
    scope = SelectField(l_("Where"), [InputRequired()])
    valid_from = DateField(l_("From"), [Optional()], description=l_("Empty: from the approval"))
    valid_to = DateField(l_("Until, last day"), [Optional()], description=l_("Empty: until somebody ends it"))
    ground = TextAreaField(
        l_("Ground"),
        [InputRequired(), Length(max=2000)],
        description=l_("The decision or paper on which this rests"),
    )

    def offer(self, roles: Iterable[Role], places: Iterable[Place]) -> None:
        """The roles and places from which to choose."""
        nothing = SelectChoice("", _("Choose"))
        self.role.choices = [nothing, *(SelectChoice(str(role), role_label(role)) for role in sorted(roles))]
        self.scope.choices = [nothing, *(SelectChoice(place.scope, say(place.name)) for place in places)]


class DecisionForm(BaseForm):
    """A step of a role's process; which one is told by the button."""

    reason = TextAreaField(
        l_("Reason"), [Optional(), Length(max=2000)], description=l_("Required to refuse or to end a role")
    )


class SearchForm(BaseForm):
    """A part of a name or an e-mail address."""

    q = SearchField(l_("Name or e-mail address"), [Length(max=100)])
