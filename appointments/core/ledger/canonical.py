"""Canonical JSON: RFC 8785 narrowed to what the ledger uses, so that equal meaning has equal bytes.

UTF-8, strings in NFC, ASCII keys in order, no floats, integers below 2^53, instants as UTC with microseconds, Decimals
as strings, UUIDs as hex. Whatever else is refused: a value that has two spellings cannot be proven.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from unicodedata import normalize
from uuid import UUID

import orjson

LARGEST = 2**53


class NotCanonical(ValueError):
    """The value has no canonical form."""


def instant(moment: datetime) -> str:
    """An aware datetime as UTC text with exactly six decimals."""
    if moment.tzinfo is None:
        raise NotCanonical(f"naive datetime {moment!r}")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def plain(value: Any) -> Any:
    """The value in JSON's own kinds (dict, list, str, int, bool, None), or NotCanonical."""
    kind = _KINDS.get(type(value))
    if kind is not None:
        return kind(value)
    for base in _BASES:
        if isinstance(value, base):
            return _KINDS[base](value)
    raise NotCanonical(f"{type(value).__name__} has no canonical form")


def canonical(value: Any) -> bytes:
    """The one byte string that stands for `value`."""
    return orjson.dumps(plain(value), option=orjson.OPT_SORT_KEYS)


def _text(value: str) -> str:
    value = str(value)
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("a lone surrogate") from error
    return normalize("NFC", value)


def _whole(value: int) -> int:
    if not -LARGEST < value < LARGEST:
        raise NotCanonical("an integer of 2^53 or more")
    return int(value)


def _exact(value: Decimal) -> str:
    if not value.is_finite():
        raise NotCanonical(f"Decimal {value}")
    return format(value, "f") if value else format(abs(value), "f")


def _object(value: Mapping[Any, Any]) -> dict[str, Any]:
    for key in value:
        if not isinstance(key, str) or not key.isascii():
            raise NotCanonical(f"key {key!r}")
    return {str(key): plain(item) for key, item in value.items()}


def _same(value: Any) -> Any:
    return value


def _list(value: list[Any] | tuple[Any, ...]) -> list[Any]:
    return [plain(item) for item in value]


_KINDS: dict[type, Callable[[Any], Any]] = {
    type(None): _same,
    bool: _same,
    str: _text,
    int: _whole,
    dict: _object,
    Mapping: _object,
    list: _list,
    tuple: _list,
    datetime: instant,
    date: date.isoformat,
    Decimal: _exact,
    UUID: lambda value: value.hex,
    Enum: lambda value: plain(value.value),
}
_BASES = (Enum, str, int, Mapping, list, tuple, datetime, date, Decimal, UUID)
