"""After the whole story the ledger verifies; whatever is then typed into the database's own client, it names the case.

The clients are `sqlite3` and `psql` as programs; every trigger is dropped first, as the tables' owner may do.
"""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from appointments.core.db import make_engine
from appointments.core.ledger.checkpoint import kept
from tests.factories.accounts import give
from tests.fixtures.clients import Refused
from tests.fixtures.tamper_acts import ACTS
from workflows.roles import Role


def test_the_command_finds_the_story_sound_then_tampered_then_cannot_decide(stage, tmp_path):
    sound = stage.verify_by_command()
    named = ACTS["a decision deleted"].do(stage)
    tampered = stage.verify_by_command()
    undecided = stage.verify_by_command(LEDGER_KEY=str(tmp_path / "nowhere"))

    assert [code for code, _ in (sound, tampered, undecided)] == [0, 1, 2], (sound, tampered, undecided)
    assert "The log is sound" in sound[1]
    assert tampered[1].count(f"{named}: ") == 2  # in both languages
    assert "there is no signing key" in undecided[1]


def test_everything_that_was_demanded_is_among_the_tamperings():
    demanded = ("a state", "a mark", "a leaf", "a payload", "a commitment", "a role in use")
    assert ACTS.keys() >= {*(f"{what} edited" for what in demanded), "a leaf deleted", "a decision deleted"}


@pytest.mark.parametrize("what", ACTS)
def test_a_tampering_by_the_database_s_own_client_is_told(stage, what):
    named = ACTS[what].do(stage)

    code, verdict = stage.verify()

    assert (code, verdict.get("kind")) == (1, ACTS[what].kind), verdict
    assert named in verdict["vi"]
    assert named in verdict["en"]


@pytest.mark.parametrize("table", ["ledger_leaf", "ledger_payload", "ledger_position", "ledger_head"])
@pytest.mark.parametrize("typed", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}"])
def test_the_triggers_refuse_what_is_typed_while_they_stand(stage, table, typed):
    column = stage.client.columns(table)[0]

    with pytest.raises(Refused, match=f"{table} is insert-only"):
        stage.client.run(typed.format(table, column))

    assert stage.verify()[0] == 0


def test_a_stored_file_that_is_gone_or_exchanged_is_told_with_its_case(stage):
    digest = stage.client.run(
        "SELECT digest FROM document WHERE application_id = '{an}' ORDER BY id LIMIT 1".format(**stage.names)
    )[0][0]
    place = stage.files.folder / digest[:2] / digest
    kept = place.read_bytes()
    place.unlink()
    gone = stage.verify()
    place.write_bytes(b"%PDF-1.4 another")
    exchanged = stage.verify()
    place.write_bytes(kept)

    assert (gone[0], gone[1]["kind"]) == (1, "file_missing")
    assert (exchanged[0], exchanged[1]["kind"]) == (1, "file_changed")
    assert digest in gone[1]["vi"]
    assert gone[1]["case"] == exchanged[1]["case"]
    assert gone[1]["case"].startswith("application:")
    assert stage.verify()[0] == 0


def test_a_database_taken_back_to_an_older_day_needs_a_head_from_outside(stage, tmp_path):
    """The older database is sound by itself: only who holds a later head can say that something is gone."""
    older, held = stage.heads.read_bytes(), tmp_path / "head"
    engine = make_engine(stage.url)
    with Session(engine) as session:
        give(session, UUID(stage.names["person"]), Role.auditor, datetime(2026, 11, 23, tzinfo=UTC))
    engine.dispose()
    assert stage.app.test_cli_runner().invoke(args=["ledger", "seal"]).exit_code == 0
    held.write_text(kept(stage.heads)[-1])
    stage.restore()

    beside_the_key = stage.verify()
    stage.heads.write_bytes(older)
    alone, with_a_head = stage.verify(), stage.verify("--head", str(held))

    assert (beside_the_key[0], beside_the_key[1]["kind"]) == (1, "truncated")
    assert alone[0] == 0
    assert (with_a_head[0], with_a_head[1]["kind"]) == (1, "truncated")


def test_with_a_key_that_is_none_nothing_is_decided(stage):
    assert stage.verify("--key", "no key at all")[0] == 2
