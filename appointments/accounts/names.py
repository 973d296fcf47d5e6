"""Names of people: how they are cleaned, compared and put in Vietnamese order. Pure.

A Vietnamese name is one field, family name first. Lists run by given name, then middle names, then family name, by the
`vi` collation of ICU; the key is stored, so that SQLite and PostgreSQL give the same order.
"""

import unicodedata
from functools import lru_cache

import icu

from appointments.core.errors import Invalid

LONGEST = 100
BESIDE_LETTERS = frozenset(" '’ʼ-.")
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def clean(name: str, *, numbered: bool = False) -> str:
    """The name as it is stored: NFC, single spaces; `Invalid` where it holds what no name holds.

    Invented people may be `numbered` (Thí sinh Mẫu 01).
    """
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") for c in name.strip()):
        raise Invalid("The name contains invisible or control characters. Type it again.", "full_name")
    kept = " ".join(unicodedata.normalize("NFC", name).split())
    if not kept:
        raise Invalid("Enter the full name.", "full_name")
    if len(kept) > LONGEST:
        raise Invalid("The name is longer than %(most)s characters.", "full_name", most=LONGEST)
    for character in kept:
        if not _belongs(character) and not (numbered and character in "0123456789"):
            raise Invalid("A name cannot contain “%(character)s”.", "full_name", character=character)
    return kept


def _belongs(character: str) -> bool:
    """Latin letters with any marks, spaces, apostrophes (K', Y-Ngông, H’Hen), hyphens and full stops."""
    if character in BESIDE_LETTERS or unicodedata.category(character).startswith("M"):
        return True
    return unicodedata.category(character).startswith("L") and unicodedata.name(character, "").startswith("LATIN")


def parts(name: str) -> tuple[str, str, str]:
    """Given name, middle names, family name; a name of one word is a given name."""
    words = name.split()
    if len(words) == 1:
        return words[0], "", ""
    return words[-1], " ".join(words[1:-1]), words[0]


@lru_cache(maxsize=1)
def _collator() -> icu.Collator:
    return icu.Collator.createInstance(icu.Locale("vi"))


def sort_key(name: str) -> bytes:
    """Bytes whose order is the order of Vietnamese name lists."""
    return b"\x00".join(_collator().getSortKey(part) for part in parts(name))


def fold(name: str) -> str:
    """What two spellings of the same name have in common: case and Unicode form do not count."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def similar(name: str) -> str:
    """As `fold`; nor does it count where in a syllable the tone mark is set (hoà, hòa): a possible duplicate."""
    return " ".join(_tone_last(word) for word in fold(name).split())


def _tone_last(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    return "".join(c for c in letters if c not in TONES) + "".join(c for c in letters if c in TONES)
