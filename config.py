"""Settings by environment; the only reader of os.environ. Nothing here has a secret as its default.

A settings object is made once for each application: `Production()`, or `Testing(VAR=folder, DATABASE_URL=url)`. Every
upper-case name is a setting that Flask and its extensions see. Secrets that the environment does not give are made on
first use and kept under VAR, readable by their owner alone.
"""

import os
import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

MIB = 1024 * 1024
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class BadSettings(Exception):
    """The environment asks for something that must not be started."""


class Config:
    """What every installation shares. VAR is the folder for data; DATABASE_URL chooses PostgreSQL instead of SQLite."""

    DEBUG = False
    TESTING = False
    BABEL_DEFAULT_LOCALE = "vi"
    BABEL_DEFAULT_TIMEZONE = "Asia/Ho_Chi_Minh"
    LANGUAGES = ("vi", "en")
    MAX_CONTENT_LENGTH = 21 * MIB  # one paper (FILE_LIMIT) and the form around it
    MAX_FORM_MEMORY_SIZE = 1 * MIB
    FILE_LIMIT = 20 * MIB
    BATCH_LIMIT = 1200 * MIB  # what the coding board's tool wrote for one paper, its sealed scans included
    PERMANENT_SESSION_LIFETIME = timedelta(minutes=15)
    SESSION_COOKIE_NAME = "__Host-session"
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"

    def __init__(self, environ: Mapping[str, str] | None = None, **overrides: Any):
        given = os.environ if environ is None else environ
        self.VAR = Path(overrides.pop("VAR", None) or given.get("VAR") or "var").resolve()
        self.DATABASE_URL = given.get("DATABASE_URL") or f"sqlite:///{self.VAR / 'minhtuyen.sqlite3'}"
        self.HOST = given.get("HOST") or "127.0.0.1"
        self.PORT = whole(given, "PORT", 8000)
        self.BASE_URL = given.get("BASE_URL") or f"http://{self.HOST}:{self.PORT}"  # the address in mails
        self.DEMO = given.get("MINHTUYEN_DEMO") == "1"
        self.TRUSTED_PROXIES = whole(given, "TRUSTED_PROXIES", 0)  # servers of ours in front, see web/security.py
        self.ORIGIN = given.get("LEDGER_ORIGIN") or "localhost/minh-tuyen"  # the ledger's name in signed heads
        self.LEDGER_KEY = Path(given.get("LEDGER_KEY") or self.VAR / "ledger.key")
        self.FILES = Path(given.get("FILES") or self.VAR / "files")
        self._read_mail(given)
        for name, value in overrides.items():
            setattr(self, name, value)
        for name in ("SECRET_KEY", "SECURITY_PASSWORD_SALT", "IDENTITY_KEY"):
            secret = overrides.get(name) or given.get(name) or kept_secret(self.VAR / "secrets" / name.lower())
            setattr(self, name, secret)
        if self.DEMO and self.HOST not in LOOPBACK:
            raise BadSettings(
                f"the demonstration's passwords are public: it is served on loopback only, not on {self.HOST}"
            )

    def _read_mail(self, given: Mapping[str, str]) -> None:
        """MAIL is `console`, `file` (one file a message under MAIL_FOLDER) or `smtp`."""
        self.MAIL = given.get("MAIL") or "console"
        if self.MAIL not in ("console", "file", "smtp"):
            raise BadSettings(f"MAIL={self.MAIL}: it is console, file or smtp")
        self.MAIL_FOLDER = Path(given.get("MAIL_FOLDER") or self.VAR / "mail")
        self.MAIL_SENDER = given.get("MAIL_SENDER") or "minh-tuyen@localhost"
        self.MAIL_HOST = given.get("MAIL_HOST") or "localhost"
        self.MAIL_PORT = whole(given, "MAIL_PORT", 25)
        self.MAIL_USER = given.get("MAIL_USER") or ""
        self.MAIL_PASSWORD = given.get("MAIL_PASSWORD") or ""
        self.MAIL_STARTTLS = given.get("MAIL_STARTTLS") == "1"


class Development(Config):
    """One machine, plain HTTP on loopback: `make run`."""

    SESSION_COOKIE_NAME = "session"  # a __Host- cookie needs HTTPS
    SESSION_COOKIE_SECURE = False


class Testing(Development):
    """Tests: nothing read from the environment, cheap passwords, no throttle unless a test asks for it."""

    TESTING = True
    WTF_CSRF_ENABLED = False
    RATELIMIT_ENABLED = False
    SECRET_KEY = "only-for-tests"
    SECURITY_PASSWORD_SALT = "only-for-tests"
    SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS = {
        "argon2__time_cost": 1,
        "argon2__memory_cost": 8,
        "argon2__parallelism": 1,
    }

    def __init__(self, **overrides: Any):
        given = {"SECRET_KEY": self.SECRET_KEY, "SECURITY_PASSWORD_SALT": self.SECURITY_PASSWORD_SALT, "MAIL": "file"}
        super().__init__(given, **overrides)


class Production(Config):
    """A real installation behind HTTPS."""


def whole(given: Mapping[str, str], name: str, usual: int) -> int:
    """A setting that is a whole number from 0."""
    text = given.get(name) or str(usual)
    if not (text.isascii() and text.isdigit()):
        raise BadSettings(f"{name}={text}: it is a whole number")
    return int(text)


def kept_secret(path: Path) -> str:
    """The secret in this file; where there is none yet, a new random one, readable by its owner alone."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # VAR: nobody else's to read
        path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):  # two processes that start at once: the first one's secret stands
        os.link(draft, path)
    draft.unlink()
    return path.read_text().strip()


def from_environment() -> Config:
    """The settings of this process: MINHTUYEN_ENV is `production` (default) or `development`."""
    kinds: dict[str, type[Config]] = {"production": Production, "development": Development}
    name = os.environ.get("MINHTUYEN_ENV") or "production"
    if name not in kinds:
        raise BadSettings(f"MINHTUYEN_ENV={name}: it is production or development")
    return kinds[name]()


def to_start() -> Config:
    """The settings, or one sentence and exit code 2: whoever starts the house reads what to mend and no traceback."""
    try:
        return from_environment()
    except BadSettings as error:
        sys.stderr.write(f"Minh Tuyển cannot start with these settings: {error}.\n")
        raise SystemExit(2) from None
