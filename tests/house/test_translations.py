"""English in the source, Vietnamese complete beside it: every message that a page can show has its translation."""

import re
from functools import cache

from babel.messages.extract import extract_from_dir

from appointments.web import catalogues
from tests.house.source import ROOT

KEYWORDS = {
    "_": None, "l_": None, "_l": None, "N_": None, "gettext": None, "lazy_gettext": None,
    "Invalid": None,  # a command's refusal: its message is translated where it is shown
    "ngettext": (1, 2), "lazy_ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract"), ("**.txt", "jinja2.ext:babel_extract")]
OPTIONS = {"**.html": {"silent": "false"}, "**.txt": {"silent": "false"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


@cache
def used() -> dict[tuple[str | None, str | tuple[str, ...]], str]:
    """Every message of the source, by context and msgid, and one place where it stands."""
    places = {}
    for top in ("appointments", "templates"):
        extracted = extract_from_dir(ROOT / top, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS)
        for file, line, message, _comments, context in extracted:
            places.setdefault((context, message), f"{top}/{file}:{line}")
    return places


@cache
def translated() -> dict[tuple[str | None, str], list]:
    """What the Vietnamese catalogues hold, by context and (singular) msgid."""
    entries: dict[tuple[str | None, str], list] = {}
    for source in catalogues.sources():
        if source.parts[-3] != "vi" or source.stem != "messages":
            continue
        for entry in catalogues.read(source):
            if entry.id:
                singular = entry.id[0] if isinstance(entry.id, tuple | list) else entry.id
                entries.setdefault((entry.context, singular), []).append(entry)
    return entries


def singular(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def test_every_message_has_a_vietnamese_translation():
    missing = {
        f"{place}: {singular(message)!r}"
        for (context, message), place in used().items()
        if not any(_filled(entry) for entry in translated().get((context, singular(message)), []))
    }

    assert not missing, "\n" + "\n".join(sorted(missing))


def test_no_translation_is_a_guess():
    fuzzy = [f"{entry.id!r}" for entries in translated().values() for entry in entries if entry.fuzzy]

    assert fuzzy == []


def test_a_translation_speaks_of_the_same_things_as_its_message():
    differing = [
        f"{entry.id!r} -> {text!r}"
        for entries in translated().values()
        for entry in entries
        for text in _texts(entry.string)
        if (text and placeholders(text) - _known(entry)) or _lost(entry, text)
    ]

    assert not differing, "\n" + "\n".join(differing)


def test_one_message_has_one_translation_in_the_whole_product():
    several = {
        key: texts
        for key, entries in translated().items()
        if len(texts := {tuple(_texts(entry.string)) for entry in entries}) > 1
    }

    assert not several, several


def test_no_catalogue_holds_a_message_that_nobody_uses():
    known = {(context, singular(message)) for context, message in used()}
    unused = sorted(str(key[1]) for key in translated() if key not in known)

    assert not unused, "\n" + "\n".join(unused)


def _texts(string) -> list[str]:
    return list(string) if isinstance(string, tuple | list) else [string]


def _filled(entry) -> bool:
    return not entry.fuzzy and all(_texts(entry.string))


def _known(entry) -> set[str]:
    return set().union(*(placeholders(text) for text in _texts(entry.id)))


def _lost(entry, text: str) -> set[str]:
    """Parameters of the message that its translation leaves out; a plural may leave out the number."""
    if not text:
        return set()
    return placeholders(singular(entry.id)) - placeholders(text) - {"%(num)s", "%(num)d", "%(n)d", "%(count)d"}


def test_the_house_speaks_to_its_readers_as_an_office_does():
    texts = [*catalogues.sources(), *(ROOT / "workflows").glob("*.py")]
    familiar = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in texts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\bbạn\b", line, re.IGNORECASE)
    }

    assert familiar == set(), "Ông/Bà, not bạn"
