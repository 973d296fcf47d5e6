"""The image of a row: the values of its sealed columns in the form in which the ledger keeps and compares them.

An image taken before a flush equals the one taken from the stored row: values are brought to their column's own scale.
"""

from collections.abc import Mapping
from decimal import Decimal, Inexact, localcontext
from typing import Any

import sqlalchemy as sa

from appointments.core.ledger.canonical import NotCanonical, plain

STATE = "state"
_columns: dict[type, tuple[tuple[str, sa.Column[Any]], ...]] = {}


def sealed_columns(model: type) -> tuple[tuple[str, sa.Column[Any]], ...]:
    """The names and columns that the ledger binds in rows of `model`; `state` is one of them wherever there is one."""
    if model not in _columns:
        mapper: Any = sa.inspect(model)
        names = tuple(getattr(model, "__sealed__", ()))
        if STATE in mapper.columns and STATE not in names:
            names += (STATE,)
        _columns[model] = tuple((name, mapper.columns[name]) for name in names)
    return _columns[model]


def row_key(row: Any) -> str:
    """How the ledger calls a row: its table and its id."""
    return table_key(type(row), row.id)


def table_key(model: type, row_id: Any) -> str:
    """How the ledger calls the row of `model` with that id."""
    return f"{sa.inspect(model).local_table.name}:{row_id.hex}"


def image(row: Any) -> dict[str, Any]:
    """The sealed columns of a loaded or pending row."""
    return {name: sealed_value(column.type, getattr(row, name)) for name, column in sealed_columns(type(row))}


def image_of(model: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same from values that were selected without loading the row."""
    return {name: sealed_value(column.type, values[name]) for name, column in sealed_columns(model)}


def sealed_value(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    """One value as the ledger keeps it."""
    if value is None:
        return None
    if isinstance(kind, sa.Boolean):
        return bool(value)
    if isinstance(kind, sa.Float):
        raise NotCanonical("a floating-point column cannot be sealed")
    if isinstance(kind, sa.Numeric):
        return plain(_to_scale(Decimal(value), kind.scale))
    if isinstance(kind, sa.LargeBinary):
        return bytes(value).hex()
    if isinstance(kind, sa.Integer):
        return plain(int(value))
    return plain(value)


def _to_scale(value: Decimal, scale: int | None) -> Decimal:
    if scale is None:
        return value.normalize()
    with localcontext() as context:
        context.prec, context.traps[Inexact] = 50, True
        try:
            return value.quantize(Decimal(1).scaleb(-scale))
        except Inexact as error:
            raise NotCanonical(f"{value} has more than {scale} decimals") from error
