"""Flask-Security over Flask-Login, set up for this house: which of its pages exist, where, how they look and speak."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request, url_for
from flask_babel import lazy_gettext as l_
from flask_login import current_user
from flask_security import Security, user_authenticated
from werkzeug.exceptions import SecurityError

from appointments.accounts import invitations, sessions, web_user
from appointments.accounts import security_forms as forms
from appointments.accounts.mailing import AccountMail
from appointments.accounts.passwords import Passwords
from appointments.core import clock
from appointments.core.db import writing
from appointments.core.mail import mailer_of
from appointments.web import policy
from appointments.web.db import db
from appointments.web.extensions import limiter
from appointments.web.i18n import Catalogues

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
OPEN_PAGES = ("login", "logout", "register", "forgot_password", "reset_password", "send_confirmation", "confirm_email")
MEMBERS_PAGES = ("change_password", "verify")
WRITING_PAGES = {
    "security.register": "POST",
    "security.reset_password": "POST",
    "security.change_password": "POST",
    "security.confirm_email": "GET",
}
RATES = {
    "security.login": "60 per minute",
    "security.verify": "30 per minute",
    "security.change_password": "30 per minute",
    "security.register": "60 per hour",
    "security.forgot_password": "30 per hour",
    "security.send_confirmation": "30 per hour",
}
SETTINGS: dict[str, Any] = {
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "REGISTER_URL": "/register",
    "RESET_URL": "/reset-password",
    "CHANGE_URL": "/change-password",
    "CONFIRM_URL": "/confirm-email",
    "VERIFY_URL": "/password-again",
    "REGISTERABLE": True,
    "CONFIRMABLE": True,
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "RETURN_GENERIC_RESPONSES": True,
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_HASH_PASSLIB_OPTIONS": {"argon2__time_cost": 2, "argon2__memory_cost": 19456, "argon2__parallelism": 1},
    "PASSWORD_LENGTH_MIN": 15,
    "PASSWORD_NORMALIZE_FORM": "NFKC",
    "INPUT_NORMALIZE_FORM": "NFKC",
    "USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": lambda typed: typed, "case_insensitive": False}}],
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "EMAIL_HTML": False,
    "EMAIL_SUBJECT_REGISTER": l_("Confirm your e-mail address"),
    "EMAIL_SUBJECT_CONFIRM": l_("Confirm your e-mail address"),
    "EMAIL_SUBJECT_PASSWORD_RESET": l_("Reset your password"),
    "EMAIL_SUBJECT_PASSWORD_NOTICE": l_("Your password was reset"),
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": l_("Your password was changed"),
    "CONFIRM_EMAIL_WITHIN": timedelta(days=2),
    "RESET_PASSWORD_WITHIN": timedelta(hours=1),
    "POST_REGISTER_VIEW": "/register/check-your-mail",
    "POST_LOGIN_VIEW": "/inbox",
    "POST_LOGOUT_VIEW": "/",
    "POST_CHANGE_VIEW": "/me",
    "API_ENABLED_METHODS": ["session"],
    "DATETIME_FACTORY": clock.now,
    "JOIN_USER_ROLES": False,
    "CACHE_CONTROL": {"no-store": True},
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
    "STATIC_FOLDER": None,
}


class SecurityMessages(Catalogues):
    """Flask-Security's messages in Vietnamese, from this feature's own catalogue."""

    @staticmethod
    def format_list(items: Any, **_named: Any) -> str:
        """A list in words."""
        return ", ".join(map(str, items))


def init_app(app: Flask) -> None:
    """Attach Flask-Security, the mailer, the session's limits and the gate's questions."""
    for name, value in SETTINGS.items():
        app.config.setdefault(f"SECURITY_{name}", value)
    if app.config.get("TRUSTED_HOSTS") is None:
        app.config["TRUSTED_HOSTS"] = trusted_hosts(app.config.get("BASE_URL", ""))
    app.register_error_handler(SecurityError, not_our_name)
    app.extensions["mailer"] = mailer_of(app.config)
    security = Security(
        app,
        web_user.Accounts(db, web_user.WebUser, web_user.NoRole),
        mail_util_cls=AccountMail,
        password_util_cls=Passwords,
        login_form=forms.SignInForm,
        verify_form=forms.PasswordAgainForm,
        change_password_form=forms.NewPasswordForm,
        forgot_password_form=forms.ForgottenPasswordForm,
        reset_password_form=forms.ResetForm,
        send_confirmation_form=forms.ConfirmationAgainForm,
        register_form=forms.CandidateForm,
    )
    security.i18n_domain = SecurityMessages([Path(__file__).parent / "translations"], "flask_security")
    app.jinja_env.globals["_fsdomain"] = security.i18n_domain.gettext
    sessions.init_app(app)
    app.before_request_funcs.setdefault(None, []).insert(0, write_from_the_start)
    user_authenticated.connect(note_sign_in, app)
    open_gates(app)


def open_gates(app: Flask) -> None:
    """Tell the gate who is asking, what that person may do, and which of Flask-Security's pages are public."""
    gate = policy.of(app)
    gate.user, gate.may, gate.name_of = web_user.viewer, web_user.may, web_user.name_of
    gate.sign_out_url, gate.account_page = SETTINGS["LOGOUT_URL"], "account.me"
    gate.sign_in_url = lambda following: url_for("security.login", next=None if following == "/" else following)
    for page in OPEN_PAGES:
        policy.declare(app, f"security.{page}", policy.PUBLIC)
    for page in MEMBERS_PAGES:
        policy.declare(app, f"security.{page}", policy.SIGNED_IN)
    app.view_functions["security.logout"] = sign_out_everywhere(app.view_functions["security.logout"])
    for endpoint, rate in RATES.items():
        limited: Any = limiter.limit(rate, methods=["POST"])(app.view_functions[endpoint])
        app.view_functions[endpoint] = limited


def sign_out_everywhere(view: Callable[..., Any]) -> Callable[..., Any]:
    """Signing out ends the account's sessions for good: a session lives in its cookie, and that can be copied."""

    @wraps(view)
    def signed_out(*args: Any, **kwargs: Any) -> Any:
        account = current_user.id if current_user.is_authenticated else None
        answer = view(*args, **kwargs)
        if account is not None:
            invitations.end_sessions(db.session, account)
        return answer

    return signed_out


def write_from_the_start() -> None:
    """Flask-Security reads and then writes in one transaction: on SQLite that must begin as a writing one."""
    if request.endpoint in WRITING_PAGES and request.method == WRITING_PAGES[request.endpoint]:
        writing(db.session)


def note_sign_in(_app: Flask, user: Any, **_named: Any) -> None:
    """A new session begins."""
    sessions.begin()


def not_our_name(_error: SecurityError) -> Response:
    """A request to a name that is not ours gets no page: its links would carry that name."""
    return Response("This site is not called by that name.\n", 400, content_type="text/plain; charset=utf-8")


def trusted_hosts(base_url: str) -> list[str]:
    """Names by which this site may be called: a link in a mail is never built from a name that a stranger sent."""
    host = urlsplit(base_url).hostname
    return [*dict.fromkeys([host, *LOOPBACK])] if host else LOOPBACK
