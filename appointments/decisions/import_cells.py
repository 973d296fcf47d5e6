"""What a cell of an import means: a name, a day, a text; or why it is refused. Nothing is guessed. Pure."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from appointments.accounts import names
from appointments.core.errors import Invalid
from workflows.kinds import told
from workflows.words import Words

EARLIEST, LATEST = 1900, 2100
LONGEST = 300

EMPTY = Words("Ô bắt buộc đang để trống.", "The cell must not be empty.")
NOT_TEXT = Words("Ô phải là văn bản, không phải số hay ngày.", "The cell must hold text, not a number or a date.")
LEGACY = Words(
    "Văn bản không phải tiếng Việt Unicode (có dấu hiệu bảng mã TCVN3, VNI hoặc CP1258): “%(text)s”. Hãy chuyển mã.",
    "The text is not Vietnamese in Unicode (it looks like TCVN3, VNI or CP1258): “%(text)s”. Convert it first.",
)
BAD_NAME = Words("Không phải họ tên: “%(text)s”.", "This is no name of a person: “%(text)s”.")
TOO_LONG = Words("Văn bản dài quá %(most)s ký tự.", "The text is longer than %(most)s characters.")
NUMBER_FOR_DAY = Words(
    "Ô là số %(number)s, không phải ngày. Hãy định dạng ô là ngày hoặc ghi 01/07/2025.",
    "The cell is the number %(number)s, not a day. Format it as a date or write 01/07/2025.",
)
NO_DAY = Words(
    "“%(text)s” không phải là ngày có thật, đủ ngày, tháng và năm bốn chữ số.",
    "“%(text)s” is no real day with day, month and a year of four digits.",
)
WITH_TIME = Words("Ô có cả giờ; chỉ ghi ngày.", "The cell has a time of day; give the day alone.")

_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_IN_WORDS = re.compile(r"(?:ngày\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", re.IGNORECASE)

_NEVER_VIETNAMESE = frozenset("ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïöøûüþÿ¸µ¶·¹¨¾»¼½©®ª«¬\u00ad×÷¢£¤¥§¯°±²³´º¿¡\ufffd")
_CAPITAL_INSIDE = re.compile(r"[a-zà-ỹ][À-ÖØ-Þ]")
_DOUBLED = re.compile(r"[aA][áàãâêéèúùõ]|[eE][áàãâéèúùõ]|[oO][âùõúêò]|[uUyY][ùõò]|[ôÔ][ùõìò]|[êâÊÂ][~`?'ìòý]|ñ[öoaieu]")
"""A vowel that another one with a mark follows where no Vietnamese syllable has them: VNI, or marks of CP1258."""


class BadCell(Exception):
    """The cell cannot be taken: why, in both languages."""

    def __init__(self, words: Words, **params: Any):
        self.words = told(words, **params) if params else words
        super().__init__(self.words.en)


def text(value: Any) -> str:
    """The text of a cell in NFC with single spaces; "" for an empty one."""
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        raise BadCell(NOT_TEXT)
    kept = " ".join(unicodedata.normalize("NFC", value).split())
    if len(kept) > LONGEST:
        raise BadCell(TOO_LONG, most=LONGEST)
    if is_legacy(kept):
        raise BadCell(LEGACY, text=kept[:60])
    return kept


def wanted(value: Any) -> str:
    """As `text`, of a cell that must not be empty."""
    return text(value) or _empty()


def name(value: Any) -> str:
    """The full name of a person."""
    kept = wanted(value)
    try:
        return names.clean(kept, numbered=True)
    except Invalid:
        raise BadCell(BAD_NAME, text=kept[:60]) from None


def day(value: Any) -> date | None:
    """The day of a cell: a date, or text in one of four spellings; None for an empty one."""
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second) != (0, 0, 0):
            raise BadCell(WITH_TIME)
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        raise BadCell(NUMBER_FOR_DAY, number=f"{value:g}")
    kept = text(value)
    return _read(kept) if kept else None


def wanted_day(value: Any) -> date:
    """As `day`, of a cell that must not be empty."""
    found = day(value)
    if found is None:
        raise BadCell(EMPTY)
    return found


def is_legacy(kept: str) -> bool:
    """Whether a text shows letters or pairs of letters that Vietnamese in Unicode never has, but old encodings do."""
    if kept.isascii():
        return False
    return bool(_NEVER_VIETNAMESE & set(kept) or _CAPITAL_INSIDE.search(kept) or _DOUBLED.search(kept))


def _read(kept: str) -> date:
    if found := _DAY_FIRST.fullmatch(kept):
        parts = (found[4], found[3], found[1])
    elif found := _YEAR_FIRST.fullmatch(kept):
        parts = (found[1], found[2], found[3])
    elif found := _IN_WORDS.fullmatch(kept):
        parts = (found[3], found[2], found[1])
    else:
        raise BadCell(NO_DAY, text=kept[:60])
    try:
        read = date(*map(int, parts))
    except ValueError:
        raise BadCell(NO_DAY, text=kept[:60]) from None
    if not EARLIEST <= read.year < LATEST:
        raise BadCell(NO_DAY, text=kept[:60])
    return read


def _empty() -> str:
    raise BadCell(EMPTY)
