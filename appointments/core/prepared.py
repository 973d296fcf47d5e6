"""Statements that every act sends: compiled once for each kind of database, then handed to the driver as text."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.engine import Connection, CursorResult, Dialect


class Prepared:
    """A statement as text, and how each of its values is brought into the driver's form."""

    def __init__(self, statement: Any, dialect: Dialect):
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self.positional = compiled.positiontup is not None
        names = compiled.positiontup if self.positional else compiled.binds
        self.converters: list[tuple[str, Callable[[Any], Any] | None]] = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names
        ]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Send the statement; the engine's listeners see it as they see any other."""
        made = {name: convert(values[name]) if convert else values[name] for name, convert in self.converters}
        if not self.positional:
            return connection.exec_driver_sql(self.text, made)
        return connection.exec_driver_sql(self.text, tuple(made[name] for name, _ in self.converters))
