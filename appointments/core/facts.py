"""Facts to and from the ledger's payload: what the guards saw is written down, and read back years later to ask again.

Driven by the dataclass's type hints. Pure.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from appointments.core.ledger.canonical import plain

F = TypeVar("F")
_hints: dict[type, dict[str, Any]] = {}


class FactsMismatch(ValueError):
    """What was recorded is not what the dataclass describes."""


def encode_facts(facts: Any) -> dict[str, Any]:
    """The facts in JSON's own kinds: instants and Decimals as strings, sets as sorted lists, enums as their values."""
    return {f.name: _encode(getattr(facts, f.name)) for f in fields(facts)}


def decode_facts(cls: type[F], recorded: Mapping[str, Any]) -> F:
    """The facts as they were seen, or FactsMismatch."""
    known = {f.name for f in fields(cls) if f.init}  # type: ignore[arg-type]
    needed = {f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}  # type: ignore[arg-type]
    if unknown := recorded.keys() - known:
        raise FactsMismatch(f"{cls.__name__} knows no {', '.join(sorted(unknown))}")
    if missing := needed - recorded.keys():
        raise FactsMismatch(f"{cls.__name__} misses {', '.join(sorted(missing))}")
    hints = _hints.get(cls) or _hints.setdefault(cls, get_type_hints(cls))
    return cls(**{name: _decode(hints[name], value) for name, value in recorded.items()})


def _encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return encode_facts(value)
    if isinstance(value, (set, frozenset)):
        return sorted((_encode(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [_encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _encode(item) for key, item in value.items()}
    return plain(value)


def _decode(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _decode_choice(hint, value)
    if origin is not None:
        return _decode_many(origin, get_args(hint), value)
    if hint is Any or (value is None and hint in (None, NoneType)):
        return value
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, Mapping):
        return decode_facts(hint, value)
    return _decode_one(hint, value)


def _decode_choice(hint: Any, value: Any) -> Any:
    choices = get_args(hint)
    if value is None:
        if NoneType not in choices:
            raise FactsMismatch(f"null where {hint} was expected")
        return None
    for choice in choices:
        if choice is not NoneType:
            try:
                return _decode(choice, value)
            except FactsMismatch:
                continue
    raise FactsMismatch(f"{value!r} is no {hint}")


def _decode_many(origin: Any, args: tuple[Any, ...], value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _decode(args[1], item) for key, item in value.items()}
    if not isinstance(value, list):
        raise FactsMismatch(f"{value!r} is no {origin.__name__}")
    if origin is tuple and Ellipsis not in args:
        if len(args) != len(value):
            raise FactsMismatch(f"{len(value)} values where {len(args)} were expected")
        return tuple(_decode(hint, item) for hint, item in zip(args, value, strict=True))
    items = [_decode(args[0], item) for item in value]
    return {list: list, tuple: tuple, set: set, frozenset: frozenset}.get(origin, tuple)(items)


def _decode_one(hint: Any, value: Any) -> Any:
    name = getattr(hint, "__name__", str(hint))
    try:
        if hint is datetime:
            return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        if hint is date:
            return date.fromisoformat(value)
        if _is_built_from_text(hint) and isinstance(value, str):
            return hint(value)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise FactsMismatch(f"{value!r} is no {name}") from error
    if hint in (tuple, list, frozenset, set) and isinstance(value, list):
        return hint(value)
    if hint in (dict, Mapping) and isinstance(value, dict):
        return value
    if type(value) is not hint:
        raise FactsMismatch(f"{value!r} is no {name}")
    return value


def _is_built_from_text(hint: Any) -> bool:
    return hint in (Decimal, UUID) or (isinstance(hint, type) and issubclass(hint, Enum))
