"""Random logs through the stand-alone checks: a clean one never raises an alarm, one changed byte always does."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from appointments.core.ledger.canonical import canonical
from appointments.core.ledger.checkpoint import Signer
from appointments.core.ledger.entry import commitment, leaf_bytes, leaf_hash
from appointments.core.ledger.merkle import Frontier
from appointments.core.ledger.verifier.failures import Failure
from appointments.core.ledger.verifier.heads import Key
from appointments.core.ledger.verifier.leaves import NotALeaf, read_leaf
from appointments.core.ledger.verifier.log import Entry, Log

SIGNER = Signer("log/e1", Ed25519PrivateKey.from_private_bytes(b"1" * 32))
KEY = Key(str(SIGNER.verifier))
START = datetime(2026, 11, 23, 1, 2, 3, 4, UTC)
STATES = ("draft", "submitted", "returned")
BYTES_FIELDS = ("leaf", "hash", "position_hash", "salt", "body")
LEAF = {
    "log": "log/e1", "case": "application:1", "cseq": 1, "cprev": None, "act": "application.submit", "source": "draft",
    "to": "submitted", "person": "p", "role": "candidate", "at": START, "rule": "application@1", "commit": b"c" * 32,
}  # fmt: skip


def make_log(acts, batches):
    """Entries of the cases named by `acts`, sealed after the sizes in `batches`; the rest is pending."""
    cases, made, heads, tree = {}, [], [], Frontier()
    sealed = max((size for size in batches if size <= len(acts)), default=0)
    for number, (case, state) in enumerate(acts):
        cseq, head, source = cases.get(case, (0, None, None))
        body, salt = canonical({"number": number, "reason": "Lý do"}), bytes([number % 256]) * 32
        leaf = leaf_bytes(
            log="log/e1", case=f"application:{case}", cseq=cseq + 1, cprev=head, act="application.move", source=source,
            to=STATES[state], person=None, role="system", at=START + timedelta(seconds=number), rule="application@1",
            commit=commitment(salt, body),
        )  # fmt: skip
        digest, is_sealed = leaf_hash(leaf), number < sealed
        cases[case] = (cseq + 1, digest, STATES[state])
        place = (number, digest) if is_sealed else (None, None)
        made.append(Entry(number + 1, *place, leaf, digest, f"application:{case}", cseq + 1, salt, body))
        tree.append(digest)
        if is_sealed and tree.size in batches:
            heads.append((tree.size, tree.root(), SIGNER.sign(tree.size, tree.root())))
    return made, heads


def check(entries, heads):
    log = Log(KEY, heads)
    for entry in entries:
        log.enter(entry)
    log.finish()
    return log


LOGS = st.builds(
    make_log,
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=40),
    st.sets(st.integers(1, 40), min_size=1),
)


@settings(max_examples=200)
@given(LOGS)
def test_a_clean_log_never_raises_an_alarm(made):
    entries, heads = made

    log = check(entries, heads)

    assert log.tree.size + log.pending == len(entries)
    assert log.heads_checked == len(heads)


@settings(max_examples=200)
@given(st.data(), LOGS)
def test_one_changed_bit_anywhere_is_found(data, made):
    entries, heads = made
    at = data.draw(st.integers(0, len(entries) - 1))
    field = data.draw(st.sampled_from([f for f in BYTES_FIELDS if getattr(entries[at], f) is not None]))
    bent = bytearray(getattr(entries[at], field))
    bit = data.draw(st.integers(0, len(bent) * 8 - 1))
    bent[bit // 8] ^= 1 << bit % 8
    entries[at] = replace(entries[at], **{field: bytes(bent)})

    with pytest.raises(Failure):
        check(entries, heads)


@settings(max_examples=200)
@given(st.data(), LOGS)
def test_entries_left_out_doubled_or_swapped_are_found(data, made):
    entries, heads = made
    sealed = [n for n, e in enumerate(entries) if e.index is not None]
    if not sealed:
        return
    at = data.draw(st.sampled_from(sealed))
    changed = list(entries)
    match data.draw(st.sampled_from(("left out", "doubled", "swapped"))):
        case "left out":
            del changed[at]
        case "doubled":
            changed.insert(at, changed[at])
        case _:
            other = data.draw(st.sampled_from(sealed))
            if other == at:
                return
            changed[at], changed[other] = changed[other], changed[at]

    with pytest.raises(Failure):
        check(changed, heads)


def test_a_leaf_as_written_is_read():
    assert read_leaf(leaf_bytes(**LEAF))["cseq"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"cseq": 1.0}, {"cseq": True}, {"cseq": 0}, {"cseq": 2**53}, {"at": "2026-11-23T01:02:03Z"}, {"t": "other/v1"},
        {"st": ["draft"]}, {"docs": [{"h": "md5:00", "b": 1}]}, {"docs": [{"h": "sha256:" + "0" * 64}]}, {"pc": "c2:x"},
        {"more": 1}, {"actor": {"p": None}}, {"cprev": "short"}, {"case": "e\u0301"}, {"idem": "sha256:XX"},
    ],
)  # fmt: skip
def test_a_leaf_in_another_form_is_refused(change):
    said = json.loads(leaf_bytes(**LEAF)) | change
    made = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    with pytest.raises(NotALeaf):
        read_leaf(made)


@pytest.mark.parametrize(
    "made", [b"", b"[]", b"null", b"\xff", b"{" * 5000, b'{"t":NaN}', leaf_bytes(**LEAF) + b" ", b"x" * 5000]
)
def test_what_is_no_leaf_is_refused(made):
    with pytest.raises(NotALeaf):
        read_leaf(made)


def test_a_leaf_without_one_of_its_keys_is_refused():
    said = json.loads(leaf_bytes(**LEAF))
    for name in said:
        less = {key: value for key, value in said.items() if key != name}

        with pytest.raises(NotALeaf, match="keys"):
            read_leaf(canonical(less))


def test_time_may_run_backwards_by_two_seconds_and_no_more():
    for seconds, sound in ((2, True), (3, False)):
        first = leaf_bytes(**LEAF | {"source": None, "to": "draft"})
        then = leaf_bytes(**LEAF | {"cseq": 2, "cprev": leaf_hash(first), "at": START - timedelta(seconds=seconds)})
        entries = [
            Entry(n, None, None, leaf, leaf_hash(leaf), "application:1", n, None, None)
            for n, leaf in enumerate((first, then), 1)
        ]
        log = Log(KEY, [], payloads=False)
        log.enter(entries[0])
        if sound:
            assert log.enter(entries[1])
        else:
            with pytest.raises(Failure, match="backwards"):
                log.enter(entries[1])
