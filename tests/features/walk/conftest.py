"""The whole story, played once for each kind of database, and put back as it was before every test that spoils it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

import config
from appointments.accounts.models import Assignment
from appointments.app import create_app
from appointments.core.db import make_engine
from appointments.exams.models import MarkSheet, Script
from appointments.files.storage import Storage
from tests.features.walk.story import Played, the_long_way_round
from tests.fixtures import postgres
from tests.fixtures.application import dispose
from tests.fixtures.clients import Client, client_for
from tests.fixtures.database import PostgresTemplate

ROOT = Path(__file__).parents[3]


@dataclass
class Stage:
    """A played and sealed story: its database behind the database's own client, its files, its names.

    `names` are the ids of what a tampering speaks of, in hex, each under a short word.
    """

    url: str
    var: Path
    app: Flask
    client: Client
    names: dict[str, str]
    put_back: Callable[[], None]

    def restore(self) -> None:
        """Undo whatever was done to the database since the story ended."""
        dispose(self.app)
        self.put_back()

    @property
    def heads(self) -> Path:
        """The file beside the key in which every signed head is kept."""
        return self.var / "ledger.heads"

    @property
    def files(self) -> Storage:
        """The stored files."""
        return Storage(self.var / "files")

    def verify(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        """What `flask ledger verify --json` answers inside this process: exit code and verdict."""
        done = self.app.test_cli_runner().invoke(args=["ledger", "verify", "--json", *arguments])
        return done.exit_code, json.loads(done.output)

    def verify_by_command(self, **environment: str) -> tuple[int, str]:
        """The same by the command itself, as an auditor types it: exit code and what it says in both languages."""
        given = {"VAR": str(self.var), "DATABASE_URL": self.url, "MINHTUYEN_ENV": "development"} | environment
        done = subprocess.run(
            [sys.executable, "-m", "flask", "ledger", "verify"],
            cwd=ROOT, env=os.environ | given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert not done.stderr, done.stderr
        return done.returncode, done.stdout


@pytest.fixture
def stage(database_kind: str, request: pytest.FixtureRequest) -> Stage:
    """The story as it was played; whatever an earlier test did to it is undone."""
    try:
        found: Stage = request.getfixturevalue(f"{database_kind}_stage")
    except postgres.NoServer as error:
        pytest.skip(f"PostgreSQL: {error}")
    found.restore()
    return found


@pytest.fixture(scope="session")
def sqlite_stage(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, catalogues: None) -> Iterator[Stage]:
    """The story on SQLite, played when it is first asked for."""
    var = tmp_path_factory.mktemp("sqlite_stage")
    live, kept = var / "live.sqlite3", var / "kept.sqlite3"
    shutil.copyfile(sqlite_template, live)

    def put_back() -> None:
        for beside in var.glob("live.sqlite3-*"):
            beside.unlink()
        shutil.copyfile(kept, live)

    made = _played(f"sqlite:///{live}", var, put_back)
    shutil.copyfile(live, kept)
    yield made
    dispose(made.app)


@pytest.fixture(scope="session")
def postgresql_stage(
    postgres_template: PostgresTemplate, tmp_path_factory: pytest.TempPathFactory, catalogues: None
) -> Iterator[Stage]:
    """The story on PostgreSQL, played when it is first asked for."""
    template, name = postgres_template, f"{postgres_template.prefix}_stage"

    def put_back() -> None:
        template.run(f"DROP DATABASE {name} WITH (FORCE)")
        template.create(name, f"{name}_kept")

    template.create(name)
    made = _played(template.address(name), tmp_path_factory.mktemp(name), put_back)
    template.create(f"{name}_kept", name)
    yield made
    dispose(made.app)
    for one in (name, f"{name}_kept"):
        template.run(f"DROP DATABASE {one} WITH (FORCE)")


def _played(url: str, var: Path, put_back: Callable[[], None]) -> Stage:
    """Play the story there and seal it; nothing stays connected."""
    settings = config.Testing(VAR=var, DATABASE_URL=url)
    app = create_app(settings)
    engine = make_engine(url)
    with sessionmaker(engine, expire_on_commit=False)() as session:
        names = _names(session, the_long_way_round(session, Storage(settings.FILES)))
    engine.dispose()
    assert app.test_cli_runner().invoke(args=["ledger", "seal"]).exit_code == 0
    dispose(app)
    return Stage(url, var, app, client_for(url), names, put_back)


def _names(session: Session, played: Played) -> dict[str, str]:
    """What the tamperings speak of."""
    built = played.built
    script = session.scalars(sa.select(Script).where(Script.remark_of.is_(None)).limit(1)).one()
    sheet = session.scalars(sa.select(MarkSheet).where(MarkSheet.script_id == script.id).limit(1)).one()
    chair = session.scalars(sa.select(Assignment).where(Assignment.person_id == built.council.chair)).one()
    rows = {
        "an": played.appointed, "binh": played.declined, "chi": played.carried, "dung": played.readmitted,
        "decision": played.decision, "appeal": played.appeal, "petition": played.petition, "round": built.round,
        "contest": built.contests[0], "paper": built.papers[0], "script": script, "sheet": sheet, "chair": chair,
    }  # fmt: skip
    return {name: row.id.hex for name, row in rows.items()} | {"person": played.appointed.person_id.hex}
