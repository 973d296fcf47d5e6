"""On PostgreSQL web and worker act as roles that own nothing: what they may do, and read, stands in tables by hand.

`flask grants` gives the rights. The whole seeded round is played, and pages are read, as these roles.
"""

import csv
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import sessionmaker

from appointments.audit.grants import statements
from appointments.core.db import Base, make_engine
from appointments.core.sweep import sweep
from tests.features.twin.conftest import WRITERS
from tests.features.twin.crawl import crawl
from tests.features.twin.seeded import NAMES, STAGES, Seeded
from tests.features.twin.served import READ_AT, Served
from tests.features.twin.sightings import Secrets, places
from tests.fixtures.database import postgres_here

GRANTS, PLACES = (Path(__file__).with_name(name) for name in ("grants.csv", "places.csv"))
NEVER = (
    "UPDATE ledger_leaf SET case_key = ''",
    "DELETE FROM mark",
    "UPDATE identity SET code = ''",
    "DROP TRIGGER ledger_leaf_no_change ON ledger_leaf",
    "ALTER TABLE mark ADD COLUMN by_hand text",
    "TRUNCATE timer",
    "CREATE TABLE aside (id int)",
)


@pytest.fixture(scope="session")
def served(request, tmp_path_factory, catalogues):
    """The round played to its end, with an engine of the tables' owner; its secrets."""
    if request.config.getoption("--database") == "sqlite":
        pytest.skip("roles of processes: --database sqlite was asked for")
    template = postgres_here(request)
    names = {process: f"{template.prefix}_{process}" for process in ("web", "worker")}
    with ExitStack() as stack:
        for name in names.values():
            template.run(f"CREATE ROLE {name} LOGIN PASSWORD '{name}'")
            stack.callback(template.run, f"DROP ROLE {name}")
        url = stack.enter_context(template.copy())
        owner = make_engine(url)
        stack.callback(owner.dispose)
        with owner.begin() as connection:
            for statement in statements(Base.metadata, **names):
                connection.execute(sa.text(statement))
        addresses = [sa.make_url(url).set(username=name, password=name) for name in names.values()]
        house = Served(tmp_path_factory.mktemp("served"), *(a.render_as_string(hide_password=False) for a in addresses))
        stack.callback(house.leave)
        story = house.play("seeded", WRITERS["one"], STAGES, Seeded)
        secrets = Secrets(story.spelt(), story.together())
        story.session.close()
        yield house, owner, secrets


def by_hand() -> dict[tuple[str, str], set[str]]:
    """(process, table) -> its rights; "cases" and "others" stand for the tables that are not named."""
    with GRANTS.open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    return {(line["process"], table): set(line["rights"].split()) for line in lines for table in line["tables"].split()}


@pytest.mark.parametrize("process", ["web", "worker"])
def test_each_process_has_the_rights_of_the_table_written_by_hand_and_owns_nothing(served, process):
    house, _owner, _ = served
    told, found, meant = by_hand(), {}, {}
    with (house.engine if process == "web" else house.worker).connect() as connection:
        for table in Base.metadata.sorted_tables:
            kind = "cases" if "head" in table.columns else "others"
            meant[table.name] = told.get((process, table.name), told[process, kind])
            asked = ("select", "insert", "update", "delete", "truncate", "references", "trigger")
            has = sa.text("SELECT has_table_privilege(:table, :right)")
            found[table.name] = {r for r in asked if connection.scalar(has, {"table": table.name, "right": r})}
        owned = connection.scalar(
            sa.text("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        )

    assert found == meant
    assert owned == 0


@pytest.mark.parametrize("process", ["web", "worker"])
@pytest.mark.parametrize("statement", NEVER)
def test_no_process_changes_what_stands_or_takes_a_guard_away(served, process, statement):
    house, _owner, _ = served
    engine = house.engine if process == "web" else house.worker

    with pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be owner"), engine.begin() as connection:
        connection.execute(sa.text(statement))


@pytest.mark.parametrize("state", READ_AT)
@pytest.mark.parametrize("process", ["web", "worker"])
def test_rows_read_as_a_process_tell_the_secrets_that_the_tables_by_hand_say(served, process, state):
    house, _owner, secrets = served
    told = by_hand()

    found = {(one, table) for table, texts in house.read[process, state].items()
             for text in texts for one in secrets.within(text)}  # fmt: skip

    hidden = {table for (who, table), rights in told.items() if who == process and not rights}
    assert found == {pair for pair in places(PLACES, state, NAMES) if pair[1] not in hidden}
    if process == "worker":
        assert not {one for one, _ in found} & {"denouncer's words", "draft of a mark", "salt of the map"}


def test_the_worker_carries_out_every_deadline_of_a_year_with_these_rights(served):
    house, owner, _ = served

    with sessionmaker(house.worker, expire_on_commit=False)() as session:
        taken = [sweep(session, house.now + timedelta(days=30 * month)) for month in range(1, 13)]
    with owner.connect() as connection:
        errors = connection.scalars(sa.text("SELECT last_error FROM timer WHERE last_error <> ''")).all()

    assert sum(taken) > 0
    assert not [error for error in errors if "denied" in error]


def test_pages_are_made_with_the_rights_of_the_web_process(served):
    house, _owner, _ = served

    found = crawl(house, "seeded", NAMES[-1], ("public", "candidate", "council_chair"), others=False)

    assert {answer.status for walk in found.values() for answer in walk.values()} <= {
        200,
        206,
        302,
        303,
        304,
        403,
        404,
        405,
    }
    assert sum(map(len, found.values())) > 200


@pytest.mark.one_database
def test_the_command_prints_what_the_owner_has_to_run(app):
    printed = app.test_cli_runner().invoke(args=["grants", "web", "the worker"])

    assert printed.exit_code == 0, printed.output
    assert printed.output.splitlines() == [f"{one};" for one in statements(Base.metadata, "web", "the worker")]
    assert 'GRANT SELECT ON "ledger_head" TO "web";' in printed.output
