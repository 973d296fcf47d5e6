"""Flask-Security's mail through the house's mailer; addresses in one form."""

from typing import Any

from flask import current_app
from flask_security import MailUtil

from appointments.core.mail import Mail, Mailer


def mailer() -> Mailer:
    """The mailer of this application."""
    found: Mailer = current_app.extensions["mailer"]
    return found


class AccountMail(MailUtil):
    """Plain text only; addresses are casefolded so that one mailbox is one account."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **context: Any,
    ) -> None:
        """Hand one of the account messages to the mailer."""
        mailer().send(Mail(str(recipient), str(subject), str(body or "")))

    def normalize(self, email: str) -> str:
        """The address as accounts are found by it."""
        return super().normalize(email).casefold()

    def validate(self, email: str) -> str:
        """The address, if it can be one."""
        return super().validate(email).casefold()
