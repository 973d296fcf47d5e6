"""All that a stage of a world is made of: every row of every table, every stored file, every mail."""

from collections.abc import Iterator

import sqlalchemy as sa

from appointments.core.db import Base
from tests.features.twin.house import House
from tests.features.twin.nonces import Nonces, Told

Matter = dict[str, Told]
"""What lies where: `table row`, `files/<name>`, `mail/<name>`."""


def matter(house: House, world: str, stage: str) -> tuple[Matter, Nonces]:
    """What a stage of a world consists of, and its nonces."""
    house.go(world, stage)
    with house.engine.connect() as connection:
        nonces = Nonces(connection)
        found = {
            f"{table.name} {place}": Told(row, nonces)
            for table in Base.metadata.sorted_tables
            for place, row in enumerate(_rows(connection, table))
        }
    house.engine.dispose()
    return found | dict(_files(house, nonces)), nonces


def nonces_of(house: House, world: str, stage: str) -> Nonces:
    """The nonces of a stage of a world alone."""
    house.go(world, stage)
    with house.engine.connect() as connection:
        nonces = Nonces(connection)
    house.engine.dispose()
    return nonces


def _rows(connection: sa.Connection, table: sa.Table) -> list[bytes]:
    """The rows in the order in which they lie there: that too may tell something."""
    names = [column.name for column in table.columns]
    columns = ", ".join(f'"{name}"' for name in names)
    found = connection.execute(sa.text(f'SELECT {columns} FROM "{table.name}"'))  # as it lies there, unread by any type
    return [b" | ".join(f"{n}=".encode() + _text(v) for n, v in zip(names, row, strict=True)) for row in found]


def _text(value: object) -> bytes:
    """Bytes that are text as text, other bytes in hex."""
    if not isinstance(value, bytes):
        return str(value).encode()
    return value if value[:2] == b'{"' else value.hex().encode()


def _files(house: House, nonces: Nonces) -> Iterator[tuple[str, Told]]:
    """Files by name; of the sealed bundle the length alone, for it is ciphertext under a name of its own."""
    for folder in ("files", "mail"):
        for path in sorted((house.var / folder).rglob("*")):
            if path.is_file():
                name = nonces.out_of(path.name.encode()).decode()
                is_bundle = name.startswith("<bundle")
                data = f"{path.stat().st_size} bytes".encode() if is_bundle else path.read_bytes()
                yield f"{folder}/{name}", Told(data, nonces if folder == "mail" else None)
