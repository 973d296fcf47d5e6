"""After the whole story the ledger verifies; after any change behind the product's back it names the case."""

import json
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from appointments.accounts.models import Assignment
from appointments.core.db import Base
from appointments.core.ledger.models import Leaf, Payload
from appointments.exams.models import MarkSheet, Script
from appointments.files.storage import Storage
from tests.features.walk.story import the_long_way_round
from tests.fixtures.tamper import insider


@contextmanager
def tampered(url, model, row_id, change):
    """A row as an insider leaves it: changed by `change(old)`, deleted where that gives None; put back afterwards."""
    table = Base.metadata.tables[model.__tablename__]
    [key] = table.primary_key.columns
    with insider(url) as connection:
        old = dict(connection.execute(sa.select(table).where(key == row_id)).mappings().one())
        new = change(dict(old))
        connection.execute(sa.delete(table).where(key == row_id))
        if new is not None:
            connection.execute(sa.insert(table).values(new))
    yield
    with insider(url) as connection:
        connection.execute(sa.delete(table).where(key == row_id))
        connection.execute(sa.insert(table).values(old))


def with_other(**values):
    """The row with other values."""
    return lambda old: old | values


def without(_old):
    """No row."""
    return


def one_byte_of(column):
    """The row with one byte of a column changed."""

    def change(old):
        data = bytearray(old[column])
        data[len(data) // 2] ^= 1
        return old | {column: bytes(data)}

    return change


def with_other_commitment(old):
    """The leaf with another commitment, still canonical."""
    said = json.loads(old["leaf"])
    said["pc"] = "c1:" + "A" * 43 + "="
    leaf = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return old | {"leaf": leaf}


@pytest.fixture
def played(app, settings, session):
    """The story, sealed."""
    made = the_long_way_round(session, Storage(settings.FILES))
    assert app.test_cli_runner().invoke(args=["ledger", "seal"]).exit_code == 0
    return made


def verify(app):
    """What `flask ledger verify` answers: (exit code, what it says)."""
    done = app.test_cli_runner().invoke(args=["ledger", "verify"])
    return done.exit_code, done.output


def leaf_of(session, case_key):
    """The row of the third entry of a case."""
    return session.scalar(sa.select(Leaf.id).where(Leaf.case_key == case_key, Leaf.cseq == 3))


def test_the_ledger_verifies_and_every_tampering_is_named(app, settings, session, played):
    url, who = settings.DATABASE_URL, played.appointed
    script = session.scalars(sa.select(Script).where(Script.remark_of.is_(None)).limit(1)).one()
    sheet = session.scalars(sa.select(MarkSheet).where(MarkSheet.script_id == script.id).limit(1)).one()
    role = session.scalars(sa.select(Assignment).where(Assignment.person_id == played.built.council.chair)).one()
    leaf = leaf_of(session, who.case_key)
    session.rollback()
    changes = [
        (type(who), who.id, with_other(state="winner"), who.case_key),
        (type(who), who.id, with_other(written_mark=99), who.case_key),
        (MarkSheet, sheet.id, with_other(mark=99), sheet.id.hex),
        (Leaf, leaf, one_byte_of("leaf"), who.case_key),
        (Leaf, leaf, with_other_commitment, who.case_key),
        (Payload, leaf, one_byte_of("body"), who.case_key),
        (Payload, leaf, one_byte_of("salt"), who.case_key),
        (Assignment, role.id, with_other(role="supervisor"), role.case_key),
        (Leaf, leaf, without, who.case_key),
        (type(played.decision), played.decision.id, without, played.decision.case_key),
    ]

    sound = verify(app)
    answers = []
    for model, row_id, change, named in changes:
        with tampered(url, model, row_id, change):
            code, said = verify(app)
        answers.append((model.__name__, code, named in said))
    restored = verify(app)

    assert sound[0] == 0, sound[1]
    assert answers == [(model.__name__, 1, True) for model, *_ in changes]
    assert restored[0] == 0, restored[1]


def test_a_stored_file_that_is_gone_is_named(app, settings, played):
    store, digest = Storage(settings.FILES), played.appointed.snapshot["papers"][0]["digest"]
    place = store.folder / digest[:2] / digest

    place.rename(place.with_suffix(".gone"))
    code, said = verify(app)
    place.with_suffix(".gone").rename(place)

    assert (code, played.appointed.case_key in said) == (1, True)
    assert verify(app)[0] == 0
