"""A database or a disk refuses in the middle of an act that holds secrets: neither log nor answer tells them."""

import hashlib
import io
import resource
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.features.twin.crawl import Walk, kind_of
from tests.features.twin.seeded import PROPOSAL
from tests.features.twin.sent import forms
from tests.features.twin.test_sightings import told_in
from tests.fixtures.faults import answering, refuse

ACTS = {
    "exams.final_mark": ("one_signed", "marker", "mark", {}),
    "exams.mark_script": ("one_signed", "marker", "mark_draft", {"points_0": "17,25", "comment": "Zqnhanxet"}),
    "complaints.new": ("shortlisted", "candidate", "statement", {"text": "Zqkhieunai"}),
}
"""What is sent, in which state and by whom, what the database refuses of it, and what is typed."""


@pytest.mark.parametrize("act", ACTS)
def test_an_act_that_the_database_refuses_tells_its_secrets_neither_to_the_log_nor_to_anybody(secret_round, logs, act):
    house, secrets = secret_round
    state, role, table, typed = ACTS[act]
    house.go("seeded", state)
    with house.open(), answering(house.app):
        walk = Walk(house, house.enter("seeded", state, role))
        walk.follow(("/", "/inbox", "/me", "/rounds"))
        for script in [page for page in walk.found if kind_of(house, page) == "exams.mark_script"]:
            walk.read(f"{script}/final")
        sent = [form for page, got in walk.found.items() for form in forms(page, got)]
        address, fields = next(one for one in sent if kind_of(house, one[0], "POST") == act)
        refuse(house.engine, table)
        before = len(logs)

        answer = walk.ask(address, method="POST", data=fields | typed)

    assert answer.status == 500
    assert secrets.within(answer.body.decode()) == set()
    assert any("IntegrityError" in line for line in logs[before:])
    assert told_in(logs[before:], secret_round) == []


@contextmanager
def full(free):
    """No file grows beyond so many bytes any more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (free, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_while_a_proposal_is_handed_in_tells_nothing_and_leaves_nothing_behind(
    secret_round, logs, tmp_path, monkeypatch
):
    house, secrets = secret_round
    house.go("seeded", "proposals_lodged")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    address, file = secrets.pages[-1], PROPOSAL * 20
    with house.open(), answering(house.app):
        walk = Walk(house, house.enter("seeded", "proposals_lodged", "candidate"))
        (fields,) = [fields for to, fields in forms(address, walk.read(address)) if to.endswith(address)]
        lay, before = set(stored(house)), len(logs)

        with full(len(PROPOSAL)):
            data = fields | {"file": (io.BytesIO(file), "Zqtendean.pdf")}
            answer = walk.ask(address, method="POST", data=data, content_type="multipart/form-data")
        again = walk.ask(address, method="GET")

    assert answer.status == 500
    assert secrets.within(answer.body.decode()) == set()
    assert any("OSError" in line for line in logs[before:])
    assert told_in(logs[before:], secret_round) == []
    assert set(stored(house)) == lay
    assert list(tmp_path.iterdir()) == []
    assert again.status == 200
    assert hashlib.sha256(file).hexdigest() not in again.body.decode()


def stored(house) -> list[Path]:
    """Every file of the store, half written ones too."""
    return [path for path in (house.var / "files").rglob("*") if path.is_file()]
