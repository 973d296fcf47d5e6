"""Every tampering is found, in both databases, by the kind and the case; a clean log never is."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from appointments.accounts.models import Assignment
from appointments.core.ledger.checkpoint import keeper, kept
from appointments.core.ledger.models import HEAD, LEAF, POSITION
from appointments.core.ledger.sealer import seal
from appointments.core.ledger.verifier.failures import KINDS, Failure
from appointments.core.ledger.verify import verify
from appointments.core.work import By, Work
from tests.fixtures.ledger import KEY, SIGNER, START, Story, facts_of
from tests.fixtures.tamper import delete, edit, fix_hashes, insider, rewrite, tamper
from tests.fixtures.tamperings import TAMPERINGS
from workflows.engine import Actor, Case
from workflows.roles import APPROVER


@pytest.fixture
def story(session):
    """A sealed log with a pending entry at its end."""
    made = Story(session).whole()
    seal(session, SIGNER, made.now, batch=5)
    made.propose()
    return made


def test_a_clean_log_is_sound(story, session):
    found = verify(session, KEY)

    assert found == {
        "entries": 15, "sealed": 14, "pending": 1, "heads": 3, "cases": 7, "payloads": True, "rows": 9, "files": 0,
    }  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampering_is_found_and_told(story, session, database_url, name):
    expected = TAMPERINGS[name]

    case = tamper(database_url, name, story.ended.case_key)

    with pytest.raises(Failure) as caught:
        verify(session, KEY)
    assert caught.value.kind in expected.kinds
    if expected.names_case:
        assert caught.value.case == case


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", TAMPERINGS)
@pytest.mark.one_database
def test_a_tampering_is_found_wherever_it_falls(session, database_url, name, seed):
    story = Story(session, seed).chance(12)
    seal(session, SIGNER, story.now, batch=4 + seed)

    tamper(database_url, name)

    with pytest.raises(Failure):
        verify(session, KEY)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.one_database
def test_a_random_clean_log_never_raises_an_alarm(session, seed):
    story = Story(session, 100 + seed)
    for _ in range(3):
        story.chance(story.random.randint(0, 9))
        seal(session, SIGNER, story.now, batch=story.random.randint(1, 9))
        verify(session, KEY)
    story.chance(3)

    assert verify(session, KEY)["pending"] == 3


def test_the_last_entry_rewritten_with_the_stolen_key_needs_a_head_from_outside(story, session, database_url, tmp_path):
    path = tmp_path / "heads"
    keep = keeper(path)
    for note in session.scalars(sa.select(HEAD.c.note).order_by(HEAD.c.size)):
        keep(note)
    session.rollback()

    resign_after(database_url, session, story)

    assert verify(session, KEY)["heads"] == 1
    with pytest.raises(Failure, match="does not match the entries"):
        verify(session, KEY, witnessed=kept(path))


def resign_after(url, session, story):
    """Change the last entry of a case, make everything agree, and sign a new history with the log's own key."""
    with insider(url) as connection:
        victim = connection.execute(
            sa.select(LEAF, POSITION.c.idx).join(POSITION, POSITION.c.leaf_id == LEAF.c.id)
            .where(LEAF.c.case_key == story.ended.case_key).order_by(LEAF.c.cseq.desc()).limit(1)
        ).one()  # fmt: skip
        made = rewrite(connection, victim, idem="sha256:" + "0" * 64)
        fix_hashes(connection, victim, made)
        connection.execute(sa.text("UPDATE assignment SET head = :h WHERE version = :v AND head = :old"),
                           {"h": made, "v": victim.cseq, "old": victim.leaf_hash})  # fmt: skip
        connection.execute(sa.delete(HEAD))
        connection.execute(sa.delete(POSITION))
    seal(session, SIGNER, START)


def test_a_log_that_was_cut_is_told_by_a_head_from_outside(story, session, database_url):
    notes = session.scalars(sa.select(HEAD.c.note).order_by(HEAD.c.size)).all()
    session.rollback()
    with insider(database_url) as connection:
        connection.execute(sa.delete(HEAD).where(HEAD.c.size > 10))
        connection.execute(sa.delete(POSITION).where(POSITION.c.idx >= 10))

    assert verify(session, KEY)["sealed"] == 10
    with pytest.raises(Failure) as caught:
        verify(session, KEY, witnessed=notes)
    assert caught.value.kind == "truncated"


def test_two_heads_of_one_size_are_a_fork(story, session):
    with pytest.raises(Failure) as caught:
        verify(session, KEY, witnessed=[SIGNER.sign(14, b"a" * 32), SIGNER.sign(14, b"b" * 32)])

    assert caught.value.kind == "fork"


def test_a_stored_file_that_is_gone_or_changed_is_told_with_its_case(story, session):
    digest = "ab" * 32
    story.declare(story.round, story.people[0], docs=((bytes.fromhex(digest), 3),))

    assert verify(session, KEY, stored=lambda digest: digest)["files"] == 1
    for found, kind in ((None, "file_missing"), ("cd" * 32, "file_changed")):
        with pytest.raises(Failure) as caught:
            verify(session, KEY, stored=lambda digest, found=found: found)
        assert (caught.value.kind, caught.value.case) == (kind, story.round.case_key)


@pytest.mark.parametrize(
    ("row", "values", "kind"),
    [
        ("running", {"role": "auditor"}, "row_changed"),
        ("running", {"state": "ended"}, "state"),
        ("declaration", {"answer": "relative"}, "row_changed"),
        ("round", {"rules": {}}, "row_changed"),
        ("declaration", None, "row_missing"),
        ("running", None, "case_missing"),
    ],
)
def test_a_row_edited_beside_the_log_is_told_with_the_case_that_recorded_it(
    story, session, database_url, row, values, kind
):
    victim, concerned = getattr(story, row), (story.running if row == "running" else story.round).case_key
    table, row_id = victim.__tablename__, victim.id
    session.rollback()
    if values is None:
        delete(database_url, table, row_id)
    else:
        edit(database_url, table, row_id, **values)

    with pytest.raises(Failure) as caught:
        verify(session, KEY)

    assert (caught.value.kind, caught.value.case) == (kind, concerned)


def test_a_row_that_was_never_recorded_is_told(story, session):
    session.execute(
        sa.text("INSERT INTO declaration (id, round_id, person_id, list_version, answer, note, settled, declared_at)"
                " SELECT :new, round_id, person_id, 2, answer, note, settled, declared_at"
                " FROM declaration WHERE id = :old").bindparams(
            sa.bindparam("new", uuid4(), sa.Uuid()), sa.bindparam("old", story.declaration.id, sa.Uuid()))
    )  # fmt: skip
    session.commit()

    with pytest.raises(Failure, match="never recorded"):
        verify(session, KEY)


def test_who_approved_what_they_had_proposed_is_told_by_the_replay(session):
    story = Story(session)
    row = story.propose()
    proposer = story.people[0]
    # The guard was lied to: the case named another person than the one whose act it was.
    with Work(session, By(proposer.id), story.later()) as work:
        locked = work.lock(Assignment, row.id)
        other = Actor(str(story.people[1].id), frozenset({APPROVER}))
        work.fire(locked, "approve", Case(other, facts_of(locked), story.now))

    with pytest.raises(Failure, match="proposer may not approve") as caught:
        verify(session, KEY)
    assert (caught.value.kind, caught.value.case) == ("replay", row.case_key)


def test_every_kind_of_failure_is_told_in_both_languages():
    params = dict.fromkeys(
        (
            "why column log expected found cseq size cases left leaf_id digest rule act source to role row columns "
            "number"
        ).split(),
        "?",
    )
    for kind in KINDS:
        failure = Failure(kind, "assignment:0", 3, **params)
        assert failure.say("vi").startswith("Vụ việc assignment:0: ")
        assert failure.say("en").startswith("Case assignment:0: ")
        assert failure.as_json()["kind"] == kind
