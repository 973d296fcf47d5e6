"""A house on PostgreSQL with a role for each process: acts of the story are the web's, all else is the worker's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from appointments.core.db import Base, make_engine
from tests.features.twin.house import House
from tests.features.twin.sightings import rows
from tests.fixtures.application import dispose

READ_AT = ("held", "half_way", "locked", "oral_half_way", "result_published")
"""The states at which all rows are read as each of the two."""


class Served(House):
    """What each role could read at those states; refused tables are not there."""

    def __init__(self, folder: Path, web: str, worker: str):
        super().__init__(folder, folder, web)
        self.worker = make_engine(worker)
        self.read: dict[tuple[str, str], dict[str, list[str]]] = {}

    @contextmanager
    def as_worker(self, session: Session) -> Iterator[Session]:
        """A session of the worker's own role."""
        session.commit()
        with sessionmaker(self.worker, expire_on_commit=False)() as opened:
            yield opened
        session.expire_all()

    def keep(self, world: str, stage: str) -> None:
        """Nothing can be put back here: what lies in the tables is read, for each of the two."""
        if stage in READ_AT:
            for process, engine in (("web", self.engine), ("worker", self.worker)):
                found = {table.name: readable(engine, table.name) for table in Base.metadata.sorted_tables}
                self.read[process, stage] = {name: texts for name, texts in found.items() if texts is not None}

    def go(self, world: str, stage: str, at: str = "") -> None:
        """It stands where the story ended."""
        self.now, self.world = self.instants[world, stage], world

    def leave(self) -> None:
        """No connection is held any more."""
        dispose(self.app)
        self.engine.dispose()
        self.worker.dispose()

    def _begin(self) -> None:
        """The database is fresh."""


def readable(engine: sa.Engine, table: str) -> list[str] | None:
    """The rows of a table; None where this role may not read them."""
    try:
        return rows(engine, table)
    except sa.exc.ProgrammingError as refused:
        assert "permission denied" in str(refused)
        return None
