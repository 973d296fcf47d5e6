"""Language and time zone: which one this request speaks, and the catalogues, read from the features' own .po files.

The .po files are the source and are read at start; no compiled file is kept that could disagree with them.
"""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel.messages.mofile import write_mo
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request, session
from flask_babel import Babel, Domain, get_locale

from appointments.web import catalogues


class Catalogues(Domain):
    """A message domain gathered from several features' folders of .po files."""

    def __init__(self, folders: Iterable[Path], domain: str = "messages"):
        super().__init__(translation_directories=[str(folder) for folder in folders], domain=domain)
        self._made: dict[str, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        """The translations into the language of this request."""
        locale = language()
        if locale not in self._made:
            self._made[locale] = read_catalogues(map(Path, self.translation_directories), locale, self.domain[0])
        return self._made[locale]


def read_catalogues(folders: Iterable[Path], locale: str, domain: str) -> Translations:
    """One catalogue of all that the folders say in `locale`; English is the language of the message ids themselves."""
    merged = Translations()
    for folder in folders:
        source = folder / locale / "LC_MESSAGES" / f"{domain}.po"
        if source.exists():
            one = in_memory(source, source.stat().st_mtime_ns)
            merged.merge(one).plural = one.plural
    return merged


@cache
def in_memory(source: Path, _changed_at: int) -> Translations:
    """The translations in one .po file, read once as long as it does not change."""
    binary = BytesIO()
    write_mo(binary, catalogues.read(source))
    binary.seek(0)
    return Translations(binary)


def init_app(app: Flask) -> None:
    """Attach Babel with the catalogues of every feature."""
    folders = [Path(folder) for folder in catalogues.directories()]
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "vi")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Ho_Chi_Minh")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(map(str, folders))
    babel = Babel(app, locale_selector=chosen)
    babel.domain_instance = Catalogues(folders)
    app.before_request(remember_choice)
    app.context_processor(lambda: {"lang": language(), "languages": language_links()})


def languages() -> tuple[str, ...]:
    """The languages that the product speaks; the first is the default."""
    return tuple(current_app.config.get("LANGUAGES", ("vi", "en")))


def chosen() -> str:
    """The language asked for in the address, else kept in the session, else of the person, else Vietnamese."""
    from appointments.web import policy

    wanted = [request.args.get("lang"), session.get("lang")] if request else []
    wanted.append(getattr(policy.user(), "locale", None) if request else None)
    return next((lang for lang in wanted if lang in languages()), languages()[0])


def remember_choice() -> None:
    """Keep the language chosen in the address for the pages that follow."""
    lang = request.args.get("lang")
    if lang in languages() and session.get("lang") != lang:
        session["lang"] = lang


def language() -> str:
    """The language of this request: "vi" or "en"; Vietnamese outside a request."""
    locale = get_locale() if g else None
    return locale.language if locale else "vi"


def language_links() -> list[dict[str, Any]]:
    """This page's address in each language, for the switch in the header."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "lang"] if request else []
    return [{"lang": lang, "href": "?" + urlencode([*kept, ("lang", lang)])} for lang in languages()]
