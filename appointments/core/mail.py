"""Sending mail: one port, three ways. The outbox's sweep and the account pages use it; nothing else does.

Bodies are plain text. A header may hold no line break: `EmailMessage` refuses one, so that no header is smuggled in.
"""

import smtplib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Any, Protocol, TextIO


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one address. `key` makes the Message-ID, so that a repeated delivery can be recognised."""

    to: str
    subject: str
    body: str
    key: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def message(self, sender: str) -> EmailMessage:
        """The message as it is sent."""
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = sender, self.to, self.subject
        made["Date"] = formatdate(localtime=False)
        domain = sender.rpartition("@")[2].rstrip(">") or "localhost"
        made["Message-ID"] = f"<{self.key}@{domain}>" if self.key else make_msgid(domain=domain)
        for name, value in self.headers.items():
            made[name] = value
        made.set_content(self.body)
        return made


class NotTaken(OSError):
    """A server did not take a message: what failed, with its code; never its words, which repeat the address."""

    def __init__(self, error: smtplib.SMTPException):
        refused = getattr(error, "recipients", None) or {"": (getattr(error, "smtp_code", 0),)}
        super().__init__(f"{type(error).__name__} {', '.join(sorted({str(said[0]) for said in refused.values()}))}")


class Mailer(Protocol):
    """Whatever can send a message; raises when it could not."""

    def send(self, mail: Mail) -> None:
        """Hand the message over."""


@dataclass
class ConsoleMail:
    """Prints messages: for development."""

    sender: str
    out: TextIO = field(default_factory=lambda: sys.stdout)

    def send(self, mail: Mail) -> None:
        """Print the message, readable."""
        self.out.write(f"--- mail to {mail.to}: {mail.subject}\n{mail.body}\n---\n")
        self.out.flush()


@dataclass
class FileMail:
    """Writes each message to a file of its own: for the demonstration and the tests."""

    sender: str
    folder: Path

    def send(self, mail: Mail) -> None:
        """Write `<n>-<to>.eml`; a message with a key that was written already is not written twice."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = mail.key or make_msgid()[1:].partition("@")[0]
        safe = "".join(c if c.isalnum() or c in "-._@" else "_" for c in f"{name}-{mail.to}")
        (self.folder / f"{safe[:180]}.eml").write_bytes(mail.message(self.sender).as_bytes())


@dataclass
class SmtpMail:
    """Sends through an SMTP server; with STARTTLS the server's certificate is verified."""

    sender: str
    host: str
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    timeout: float = 15

    def send(self, mail: Mail) -> None:
        """Hand the message to the server; raises `OSError` when that fails."""
        try:
            self._hand_over(mail)
        except smtplib.SMTPException as error:
            raise NotTaken(error) from None

    def _hand_over(self, mail: Mail) -> None:
        with smtplib.SMTP(self.host, self.port, timeout=self.timeout) as server:
            if self.starttls:
                import ssl

                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            server.send_message(mail.message(self.sender))


def mailer_of(settings: Mapping[str, Any]) -> Mailer:
    """The mailer that the settings name (MAIL, MAIL_SENDER, MAIL_FOLDER, MAIL_HOST ...)."""
    sender = settings["MAIL_SENDER"]
    if settings["MAIL"] == "smtp":
        return SmtpMail(
            sender,
            settings["MAIL_HOST"],
            settings["MAIL_PORT"],
            settings["MAIL_USER"],
            settings["MAIL_PASSWORD"],
            settings["MAIL_STARTTLS"],
        )
    if settings["MAIL"] == "file":
        return FileMail(sender, Path(settings["MAIL_FOLDER"]))
    return ConsoleMail(sender)
