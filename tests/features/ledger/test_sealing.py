"""The sealer: gapless places, heads on top of heads, one at a time, and no signature on what does not fit."""

import threading

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appointments.core.ledger import merkle
from appointments.core.ledger.checkpoint import Signer
from appointments.core.ledger.models import HEAD, INSERT_ONLY, LEAF, POSITION, drop_statements
from appointments.core.ledger.sealer import SealRefused, seal
from appointments.core.ledger.verifier.heads import Key
from tests.fixtures.ledger import KEY, SIGNER, START, Story


def places(session):
    return session.execute(
        sa.select(POSITION.c.idx, POSITION.c.leaf_id, POSITION.c.leaf_hash).order_by(POSITION.c.idx)
    ).all()


def unprotect(session):
    for table in INSERT_ONLY:
        for statement in drop_statements(session.get_bind().dialect.name, table):
            session.execute(sa.text(statement))
    session.commit()


def test_every_leaf_gets_one_place_without_gaps_and_every_batch_a_head(session):
    Story(session).whole()

    done = seal(session, SIGNER, START, batch=4)

    found = places(session)
    leaves = [bytes(p.leaf_hash) for p in found]
    assert [p.idx for p in found] == list(range(done.size)) == list(range(14))
    for head in session.execute(sa.select(HEAD)):
        assert (
            Key(KEY).open(head.note) == (head.size, bytes(head.root)) == (head.size, merkle.root(leaves[: head.size]))
        )
    assert session.scalars(sa.select(HEAD.c.size).order_by(HEAD.c.size)).all() == [4, 8, 12, 14]


def test_nothing_new_means_no_new_head(session):
    Story(session).whole()
    seal(session, SIGNER, START)

    again = seal(session, SIGNER, START)

    assert (again.leaves, again.size) == (0, 14)
    assert len(session.execute(sa.select(HEAD)).all()) == 1


def test_sealing_goes_on_where_it_stopped(session):
    story, notes = Story(session).whole(), []
    seal(session, SIGNER, START, keep=notes.append)
    story.propose()

    seal(session, SIGNER, START, keep=notes.append)

    leaves = [bytes(p.leaf_hash) for p in places(session)]
    old, new = (Key(KEY).open(note) for note in notes)
    merkle.verify_consistency(*old, *new, merkle.consistency_proof(leaves, old[0]))


def test_two_sealers_at_once_give_each_leaf_one_place(sessions):
    with sessions() as session:
        Story(session, seed=3).chance(30)
    failures, start = [], threading.Barrier(4)

    def run():
        try:
            with sessions() as own:
                start.wait()
                seal(own, SIGNER, START, batch=3)
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]

    assert failures == []
    with sessions() as session:
        assert [p.idx for p in places(session)] == list(range(session.scalar(sa.select(sa.func.count(LEAF.c.id)))))


def test_writing_goes_on_while_the_sealer_works(sessions):
    with sessions() as session:
        story = Story(session, seed=4).chance(10)
        done = []
        sealing = threading.Thread(target=lambda: done.append(seal(sessions(), SIGNER, START, batch=1)))
        sealing.start()
        story.chance(10)
        sealing.join()
        seal(session, SIGNER, START)

        assert done
        assert [p.leaf_id for p in places(session)] == sorted(p.leaf_id for p in places(session))
        assert len(places(session)) == 20


@pytest.mark.parametrize(
    ("tampering", "why"),
    [
        (
            "UPDATE ledger_leaf SET leaf_hash = (SELECT leaf_hash FROM ledger_leaf WHERE id = 1) WHERE id = 9",
            "its hash",
        ),
        ("DELETE FROM ledger_leaf WHERE id = 2", "has no place"),
        ("UPDATE ledger_leaf SET case_key = 'x:1' WHERE id = 9", "belongs elsewhere"),
    ],
)
def test_a_leaf_that_does_not_fit_is_not_signed(session, tampering, why):
    Story(session).whole()
    unprotect(session)
    if tampering.startswith("DELETE"):
        session.execute(sa.text("DELETE FROM ledger_payload"))
    session.execute(sa.text(tampering))
    session.commit()

    with pytest.raises(SealRefused, match=why):
        seal(session, SIGNER, START)


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM ledger_position WHERE idx = 13",
        "DELETE FROM ledger_head",
        "UPDATE ledger_head SET root = leaf_hash FROM ledger_leaf WHERE id = 1",
        "UPDATE ledger_head SET frontier = root",
        "UPDATE ledger_head SET note = replace(note, '14', '15')",
        "UPDATE ledger_head SET size = 15",
    ],
)
def test_nothing_is_signed_on_top_of_a_head_that_was_touched(session, tampering):
    story = Story(session).whole()
    seal(session, SIGNER, START)
    story.propose()
    unprotect(session)
    session.execute(sa.text(tampering))
    session.commit()

    with pytest.raises(SealRefused):
        seal(session, SIGNER, START)


def test_another_log_s_key_signs_nothing_here(session):
    Story(session).whole()

    with pytest.raises(SealRefused, match="belongs elsewhere"):
        seal(session, Signer("elsewhere", Ed25519PrivateKey.generate()), START)


@pytest.mark.parametrize("table", INSERT_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_the_tables_refuse_change_and_deletion(session, table, statement):
    Story(session).whole()
    seal(session, SIGNER, START)
    column = {
        "ledger_leaf": "case_key",
        "ledger_payload": "salt",
        "ledger_position": "leaf_hash",
        "ledger_head": "note",
    }

    with pytest.raises(sa.exc.DBAPIError, match="insert-only"):
        session.execute(sa.text(statement.format(table, column[table])))
