"""What a password must be: long, and not easily guessed from the account itself. No rules on kinds of characters."""

from typing import Any

from flask_babel import gettext as _
from flask_security import PasswordUtil

PRODUCT = ("minhtuyen", "thituyen", "matkhau", "password")
FEWEST_DIFFERENT = 6
LONGEST = 128


class Passwords(PasswordUtil):
    """Flask-Security's check, and ours."""

    def validate(self, password: str, is_register: bool, **about: Any) -> tuple[list[str] | None, str]:
        """The reasons against a new password (None: it is accepted), and its normalised form."""
        reasons, normal = super().validate(password[: LONGEST + 1], is_register, **about)
        if reasons:
            return reasons, normal
        account = about.get("user")
        email = getattr(account, "email", None) or about.get("email") or ""
        reason = weakness(normal, str(email))
        return ([reason] if reason else None), normal


def weakness(password: str, email: str) -> str | None:
    """Why this password is too easy to guess, or None."""
    if len(password) > LONGEST:
        return _("Use at most %(most)s characters.", most=LONGEST)
    plain = "".join(c for c in password.casefold() if c.isalnum())
    if len(set(password)) < FEWEST_DIFFERENT:
        return _("The password repeats too few different characters.")
    own = [word for word in (*PRODUCT, email.partition("@")[0].casefold()) if len(word) >= 5]
    if any(len(plain.replace(word, "")) < 8 for word in own if word in plain):
        return _("The password is built from your address or the name of this service.")
    return None
