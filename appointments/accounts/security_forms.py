"""Forms of the pages that Flask-Security runs: signing in, registering, passwords. Fields and their order are ours."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from flask_login import current_user
from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    VerifyForm,
)
from flask_security.forms import (
    EmailValidation,
    EqualToLocalize,
    IsString,
    email_required,
    password_required,
    unique_user_email,
    valid_user_email,
)
from wtforms import BooleanField, EmailField, PasswordField, RadioField, StringField, TelField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from appointments.accounts import guard, identity, names, queries, sessions
from appointments.accounts.models import Person
from appointments.accounts.number import kept_hash, number_field
from appointments.core import clock, directory
from appointments.web.db import db
from appointments.web.fields import DateField
from appointments.web.filters import moment
from appointments.web.forms import BaseForm, sound
from appointments.web.i18n import language
from workflows.calendar import local_day

OLD_PASSWORD = {"autocomplete": "current-password"}
NEW_PASSWORD = {"autocomplete": "new-password"}
GENDERS = [SelectChoice("female", l_("Female")), SelectChoice("male", l_("Male")), SelectChoice("other", l_("Other"))]
E_MAIL = {"autocomplete": "email", "spellcheck": "false"}


def wait_text(until: Any) -> str:
    """What somebody is told who tried too often; the same for addresses without an account."""
    return _(
        "Too many failed attempts from here. Try again after %(moment)s, or reset the password.", moment=moment(until)
    )


class SignInForm(LoginForm, BaseForm):
    """E-mail and password. Each try is counted before the password is looked at."""

    email = EmailField(
        l_("E-mail address"), [IsString(), email_required, EmailValidation(verify=False)], render_kw=E_MAIL
    )
    password = PasswordField(l_("Password"), [IsString(), password_required], render_kw=OLD_PASSWORD)
    remember = None
    submit = None

    def __init__(self, *given: Any, **named: Any):
        super().__init__(*given, **named)
        self.password.description = ""  # the page has its own link for a forgotten password

    def validate(self, **named: Any) -> bool:
        """Ask the guard, then the password."""
        email, password = self.email.data, self.password.data
        if not isinstance(email, str) or not isinstance(password, str) or not email or not password:
            return bool(super().validate(**named))
        if until := guard.admit(email):
            self.form_errors.append(wait_text(until))
            return False
        is_right = bool(super().validate(**named))
        if is_right or self.user_authenticated:
            guard.welcome(email)
        return is_right


class PasswordAgainForm(VerifyForm, BaseForm):
    """The password once more, before a weighty act."""

    password = PasswordField(l_("Password"), [IsString(), password_required], render_kw=OLD_PASSWORD)
    submit = None

    def validate(self, **named: Any) -> bool:
        """Guessing here is guessing too."""
        if until := guard.admit(self.user.email):
            self.form_errors.append(wait_text(until))
            return False
        is_right = bool(super().validate(**named))
        if is_right:
            guard.welcome(self.user.email)
            sessions.note_password()
        return is_right


class NewPasswordForm(ChangePasswordForm, BaseForm):
    """The old password and a new one."""

    password = PasswordField(l_("Present password"), render_kw=OLD_PASSWORD)
    new_password = PasswordField(l_("New password"), [IsString(), password_required], render_kw=NEW_PASSWORD)
    new_password_confirm = PasswordField(
        l_("New password again"),
        [IsString(), EqualToLocalize("new_password", message="RETYPE_PASSWORD_MISMATCH"), password_required],
        render_kw=NEW_PASSWORD,
    )
    submit = None

    def validate(self, **named: Any) -> bool:
        """Guessing the old one is counted."""
        if until := guard.admit(current_user.email):
            self.form_errors.append(wait_text(until))
            return False
        is_right = bool(super().validate(**named))
        if is_right:
            guard.welcome(current_user.email)
        return is_right


class ForgottenPasswordForm(ForgotPasswordForm, BaseForm):
    """The address to which a link is sent, if there is an account."""

    email = EmailField(
        l_("E-mail address"),
        [IsString(), email_required, EmailValidation(verify=True), valid_user_email],
        render_kw=E_MAIL,
    )
    submit = None


class ConfirmationAgainForm(SendConfirmationForm, BaseForm):
    """The address to which the confirmation is sent once more."""

    email = EmailField(
        l_("E-mail address"),
        [IsString(), email_required, EmailValidation(verify=True), valid_user_email],
        render_kw=E_MAIL,
    )
    submit = None


class ResetForm(ResetPasswordForm, BaseForm):
    """A new password, twice."""

    password = PasswordField(l_("New password"), [IsString(), password_required], render_kw=NEW_PASSWORD)
    password_confirm = PasswordField(
        l_("New password again"),
        [IsString(), EqualToLocalize("password", message="RETYPE_PASSWORD_MISMATCH"), password_required],
        render_kw=NEW_PASSWORD,
    )
    submit = None


class CandidateForm(RegisterFormV2, BaseForm):
    """Somebody opens an account in order to apply. One identity number is one person, whatever the address."""

    known: Person | None = None

    full_name = StringField(
        l_("Full name"),
        [InputRequired()],
        description=l_("As on the identity card, family name first"),
        render_kw={"autocomplete": "name"},
    )
    birth_date = DateField(l_("Date of birth"), [InputRequired()], description=l_("For example 27 3 1985"))
    gender = RadioField(
        l_("Gender"),
        [InputRequired()],
        choices=GENDERS,
    )
    national_id = number_field()
    phone = TelField(l_("Telephone"), [InputRequired()], render_kw={"autocomplete": "tel"})
    is_ethnic_minority = BooleanField(l_("I belong to an ethnic minority"), [Optional()])
    current_post = StringField(l_("Present post"), [Optional()])
    current_unit = StringField(l_("Present agency or unit"), [Optional()])
    email = EmailField(
        l_("E-mail address"),
        [IsString(), email_required, EmailValidation(verify=True), unique_user_email],
        description=l_("A confirmation is sent there; all notices of your application too"),
        render_kw=E_MAIL,
    )
    password = PasswordField(
        l_("Password"),
        [IsString(), password_required],
        description=l_("At least 15 characters. Several words that only you would put together are easy to remember."),
        render_kw=NEW_PASSWORD,
    )
    password_confirm = PasswordField(
        l_("Password again"),
        [IsString(), EqualToLocalize("password", message="RETYPE_PASSWORD_MISMATCH"), password_required],
        render_kw=NEW_PASSWORD,
    )
    submit = None

    def validate_full_name(self, field: Any) -> None:
        """Letters, and nothing that cannot be seen."""
        field.data = sound(names.clean, field.data or "")

    def validate_phone(self, field: Any) -> None:
        """A number that can be called."""
        field.data = sound(identity.clean_phone, field.data or "")

    def validate_national_id(self, field: Any) -> None:
        """Twelve digits that fit the date of birth."""
        field.data = sound(identity.clean_number, field.data or "")
        if not field.errors and self.birth_date.data:
            sound(identity.check_against_birth, field.data, self.birth_date.data)

    def validate_birth_date(self, field: Any) -> None:
        """A slip of the pen is noticed."""
        if field.data:
            sound(identity.check_birth_date, field.data, local_day(clock.now()))

    def validate(self, **named: Any) -> bool:
        """The fields; then whether this identity number is registered already, which is answered like a success."""
        valid = bool(super().validate(**named))
        if (valid or self.existing_email_user) and (known := queries.person_by_number(db.session, self.number_hash())):
            if valid and self._is(known):
                self.known = known
                return True
            self.existing_email_user = self.existing_email_user or known.user  # type: ignore[assignment]
            return False
        return valid

    def _is(self, known: Person) -> bool:
        """Whether this is somebody whom an officer entered from paper, and who has no account yet.

        A dossier opens only to whoever holds the e-mail address on it; where no address is on record there may be none.
        """
        same_name = known.name_folded == names.similar(self.full_name.data)
        same_birth = known.birth_date in (None, self.birth_date.data)
        if known.user is not None or not (same_name and same_birth):
            return False
        if known.email:
            return known.email.strip().casefold() == self.email.data.strip().casefold()
        return not directory.told_facts("person", db.session, known).get("applications")

    def number_hash(self) -> bytes:
        """What is kept of the identity number."""
        return kept_hash(self.national_id.data)

    def to_dict(self, only_user: bool) -> dict[str, Any]:
        """The account to be created, with its person."""
        if not only_user:
            return {"email": self.email.data}
        now = clock.now()
        return {
            "email": self.email.data,
            "password": self.password.data,
            "person": self._filled(self.known) if self.known else self._person(now),
            "locale": language(),
            "created_at": now,
        }

    def _person(self, now: Any) -> Person:
        return Person(**self._profile(), national_id_hash=self.number_hash(), created_at=now)

    def _filled(self, known: Person) -> Person:
        """The person with what the officer did not know; what was entered from paper stands."""
        for name, value in self._profile().items():
            if getattr(known, name) is None:
                setattr(known, name, value)
        return known

    def _profile(self) -> dict[str, Any]:
        kept = (
            "full_name",
            "birth_date",
            "gender",
            "is_ethnic_minority",
            "email",
            "phone",
            "current_post",
            "current_unit",
        )
        values = {name: self[name].data or None for name in kept}
        return values | {"is_ethnic_minority": bool(self.is_ethnic_minority.data)}
