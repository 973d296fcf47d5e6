"""Signed notes: the published example opens, ours open only under our key, and nothing else does."""

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appointments.core.ledger.checkpoint import BadNote, Signer, Verifier, load_or_create, parse_text, split

NAME = "minhtuyen.example/nhatky/e1"
ROOT = bytes(range(32))
SIGNER = Signer(NAME, Ed25519PrivateKey.from_private_bytes(b"k" * 32))
NOTE = SIGNER.sign(7, ROOT)


def test_the_example_of_the_note_format_opens_under_its_published_key():
    verifier = Verifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    note = (
        f"{text}\n— PeterNeumann "
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )

    assert verifier.text_of(note) == text


def test_our_head_opens_and_says_what_was_signed():
    head = SIGNER.verifier.open(NOTE)

    assert (head.origin, head.size, head.root) == (NAME, 7, ROOT)


def test_a_key_survives_being_written_down():
    assert Verifier.parse(str(SIGNER.verifier)) == SIGNER.verifier


def test_no_flipped_bit_leaves_a_head_valid():
    for bit in range(len(NOTE.encode()) * 8):
        bent = bytearray(NOTE.encode())
        bent[bit // 8] ^= 1 << bit % 8

        with pytest.raises((BadNote, UnicodeDecodeError)):
            SIGNER.verifier.open(bent.decode())


def test_a_head_under_an_unknown_key_is_refused():
    stranger = Signer("stranger", Ed25519PrivateKey.generate())

    with pytest.raises(BadNote, match="expected key"):
        SIGNER.verifier.open(stranger.sign(7, ROOT))


def test_a_known_name_with_other_key_bytes_is_refused():
    impostor = Signer(NAME, Ed25519PrivateKey.generate())

    with pytest.raises(BadNote):
        SIGNER.verifier.open(impostor.sign(7, ROOT))


@pytest.mark.parametrize(
    "text", ["", f"{NAME}\n07\n{'A' * 43}=\n", f"{NAME}\n7\nAAAA\n", f"{NAME}\n7\n{'A' * 43}=\nmore\n"]
)
def test_a_checkpoint_in_another_spelling_is_refused(text):
    with pytest.raises(BadNote):
        parse_text(text)


def test_a_note_without_signature_is_refused():
    with pytest.raises(BadNote):
        split("text\n")


def test_a_key_that_contradicts_itself_is_refused():
    name, _, encoded = str(SIGNER.verifier).split("+", 2)

    with pytest.raises(BadNote):
        Verifier.parse(f"{name}+00000000+{encoded}")


def test_the_key_file_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "keys" / "log.key"

    first, second = load_or_create(path, NAME), load_or_create(path, NAME)

    assert first.verifier == second.verifier
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["log.key"]
