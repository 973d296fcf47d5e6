"""The public pages of the log: the latest head, the key, where a receipt's entry lies, and the proof of it."""

import json

import pytest

from appointments.core.ledger import checkpoint, merkle, sealer
from appointments.core.ledger.history import case_history
from tests.house.source import ROOT


@pytest.fixture
def sealed(app, session, receiving, clock):
    """The log of the round, sealed with the installation's own key."""
    settings = app.config
    signer = checkpoint.load_or_create(settings["LEDGER_KEY"], settings["ORIGIN"])
    keep = checkpoint.keeper(checkpoint.heads_beside(settings["LEDGER_KEY"]))
    done = sealer.seal(session, signer, clock.now, keep=keep)
    return signer, done.size


def receipt(session, application) -> str:
    return next(e for e in case_history(session, application.case_key) if e.act == "application.submit").leaf_hash.hex()


def test_before_anything_is_sealed_the_page_says_so(client):
    page = client.get("/ledger").text

    assert "Chưa ký mốc nào" in page
    assert "/ledger/heads/" not in page


@pytest.mark.parametrize("size", ["9999", "9007199254740992", "1" + "0" * 30, "0" * 500, "-1"])
def test_a_head_of_a_size_that_no_log_has_is_not_found(client, size):
    assert client.get(f"/ledger/heads/{size}").status_code == 404


def test_the_latest_head_and_the_key_are_public(client, sealed):
    signer, size = sealed
    page = client.get("/ledger").text
    note = client.get(f"/ledger/heads/{size}")

    assert str(signer.verifier) in page.replace("&#43;", "+")
    assert f'href="/ledger/heads/{size}"' in page
    assert note.mimetype == "text/plain"
    assert signer.verifier.open(note.text).size == size
    assert client.get("/ledger/heads/999999").status_code == 404


def test_the_foot_of_every_page_names_the_latest_head_and_asks_nothing_for_it(client, sealed, statements):
    _, size = sealed
    with statements() as sent:
        page = client.get("/ledger/leaf").text

    assert f"{size}</a>" in page
    assert 'href="/ledger"' in page
    assert sent == []


def test_a_receipt_is_found_and_nothing_is_told_of_its_case(client, session, receiving, sealed):
    _, (one, _), _ = receiving
    page = client.get(f"/ledger/leaf?hash={receipt(session, one).upper()}").text

    assert "Có bản ghi mang mã băm này" in page
    for secret in (one.reference, one.id.hex, str(one.id), one.person.full_name, "application", "Hồ sơ dự tuyển"):
        assert secret not in page.partition("<main")[2].partition("</main")[0]


def test_an_entry_that_is_not_sealed_yet_says_so(client, session, receiving):
    _, (one, _), _ = receiving
    digest = receipt(session, one)

    assert "chưa có vị trí" in client.get(f"/ledger/leaf?hash={digest}").text
    assert client.get(f"/ledger/leaf/{digest}/proof").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"), [("0" * 64, "Không có bản ghi nào"), ("zz", "gồm 64 chữ số"), ("", "Tra cứu")]
)
def test_a_hash_that_is_none_or_nobody_s_is_told(client, typed, said):
    assert said in client.get("/ledger/leaf", query_string={"hash": typed}).text


def test_the_proof_convinces_somebody_who_has_only_the_key(client, session, receiving, sealed):
    signer, size = sealed
    _, (one, _), _ = receiving
    digest = receipt(session, one)

    proof = json.loads(client.get(f"/ledger/leaf/{digest}/proof").text)

    head = signer.verifier.open(proof["note"])
    path = [bytes.fromhex(step) for step in proof["path"]]
    assert head.size == proof["size"] == size
    merkle.verify_inclusion(bytes.fromhex(digest), proof["index"], head.size, path, head.root)
    with pytest.raises(merkle.BadProof):
        merkle.verify_inclusion(b"x" * 32, proof["index"], head.size, path, head.root)
    assert client.get("/ledger/leaf/nonsense/proof").status_code == 404


def test_a_page_makes_no_key(app, client):
    client.get("/ledger")

    assert not app.config["LEDGER_KEY"].exists()


def test_the_verifier_that_the_page_names_is_there():
    assert (ROOT / "appointments/core/ledger/verifier/__main__.py").is_file()
