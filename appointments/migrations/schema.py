"""Brings a database to the newest schema, and drafts the next step from the models.

`python -m appointments.migrations.schema "what it does"` writes `versions/NNNN_what_it_does.py`, for its author to read
and correct. Migrations are numbered, small, reversible: expand, fill, then contract.
"""

import re
import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from appointments.core.db import make_engine
from appointments.core.ledger.models import INSERT_ONLY

PROJECT = Path(__file__).resolve().parents[2]
CREATED = re.compile(r"op\.create_table\(\s*['\"](\w+)['\"]")
GUARD = """
    for table in {tables}:
        for statement in trigger_statements(op.get_bind().dialect.name, table):
            op.execute(statement)  # insert-only
"""
IMPORT = "from alembic import op\n\nfrom appointments.core.ledger.models import trigger_statements\n"
UPKEEP = """
    for statement in upkeep.statements(op.get_bind().dialect.name):
        op.execute(statement)  # the indicator's summary
"""
UPKEEP_IMPORT = "from alembic import op\n\nfrom appointments.indicator import upkeep\n"


def settings(connection: sa.Connection | None = None, **attributes: object) -> Config:
    """Alembic's settings, for one connection where one is given."""
    made = Config(toml_file=PROJECT / "pyproject.toml")
    made.attributes.update(attributes, connection=connection)
    return made


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Bring the database forward to this revision."""
    command.upgrade(settings(connection), revision)


def downgrade(connection: sa.Connection, revision: str = "base") -> None:
    """Bring the database back to this revision."""
    command.downgrade(settings(connection), revision)


def revisions() -> list[str]:
    """Every revision, the oldest first."""
    return [step.revision for step in ScriptDirectory.from_config(settings()).walk_revisions()][::-1]


def draft(message: str) -> Path:
    """Write the next migration from the difference between the newest one and the models."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/draft.sqlite3")
        with engine.connect().execution_options(writes=True) as connection:
            upgrade(connection)
            before = len(revisions())
            asked = settings(connection, batch=before > 0)  # SQLite alters a table only by copying it
            written = command.revision(asked, message, autogenerate=True, rev_id=f"{before + 1:04d}")
        engine.dispose()
    path = Path(written.path)  # type: ignore[union-attr]  # one revision was asked for
    path.write_text(_kept(_guarded(path.read_text())))
    return path


def _guarded(text: str) -> str:
    """Add the triggers of the insert-only tables that the draft creates."""
    tables = tuple(name for name in CREATED.findall(text) if name in INSERT_ONLY)
    if not tables:
        return text
    text = text.replace("from alembic import op\n", IMPORT, 1)
    return text.replace("\n\ndef downgrade", GUARD.format(tables=tables) + "\n\ndef downgrade", 1)


def _kept(text: str) -> str:
    """Add the triggers that keep the indicator's summary, where the draft creates its tables."""
    if "indicator_by_unit" not in CREATED.findall(text):
        return text
    text = text.replace("from alembic import op\n", UPKEEP_IMPORT, 1)
    return text.replace("\n\ndef downgrade", UPKEEP + "\n\ndef downgrade", 1)


if __name__ == "__main__":
    print(draft(" ".join(sys.argv[1:]) or "change"))  # noqa: T201 - a command's answer
