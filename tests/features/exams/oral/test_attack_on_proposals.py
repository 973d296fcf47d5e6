"""Whoever has the server, its database, files, settings and one share reads no proposal before it is opened.

The attacker takes every row of every table, every file, every setting, and tries everything of 16 and 32 bytes in it as
the split key, as the private half and as a file's key. That the search works is shown once the proposals are open: the
same attack then reads them.
"""

import re
from base64 import b64encode

import pytest
import sqlalchemy as sa
from Crypto.Protocol import DH, HPKE

from appointments.core.work import By
from appointments.exams import proposal_sealing
from appointments.exams.coding import formats
from appointments.exams.coding import proposals as tool
from appointments.exams.commands import proposal_opening
from appointments.exams.proposals import Proposal, ProposalBox, content, to_be_opened
from tests.factories import coding, proposals

pytestmark = pytest.mark.one_database  # rows are read as text; the commands are the same on both

HEX_64 = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
HEX_32 = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def everything(session, app, store):
    """All that lies on the server, as bytes."""
    session.rollback()
    connection, found = session.connection(), [repr(sorted(app.config.items(), key=str)).encode()]
    for name in sa.inspect(connection).get_table_names():
        for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
            found += [value if isinstance(value, bytes) else str(value).encode() for value in row if value is not None]
    session.rollback()
    found += [path.read_bytes() for path in sorted(store.folder.rglob("*")) if path.is_file()]
    return found


def keys_in(evidence):
    """Whatever has the form of a key of 32 bytes."""
    words = {piece for piece in evidence if len(piece) == 32}
    for piece in evidence:
        words |= {bytes.fromhex(digits.decode()) for digits in HEX_64.findall(piece)}
    return sorted(words)


def short_keys_in(evidence):
    """Whatever has the form of the split key: 16 bytes."""
    words = {piece for piece in evidence if len(piece) == 16}
    for piece in evidence:
        words |= {bytes.fromhex(digits.decode()) for digits in HEX_32.findall(piece)}
    return sorted(words)


def read_by_attack(session, evidence, store, one):
    """The proposal's file, if any 32 bytes of the evidence open it."""
    version, round_id = one.last, one.box.round_id.hex
    ciphertext, wrapped = store.get(version.sealed), bytes.fromhex(version.wrapped)
    about = formats.bound_to(round_id, one.id.hex, version.sealed)
    said = formats.read(one.box.key.encode(), formats.PROPOSAL_KEY)
    privates = [DH.import_x25519_private_key(word) for word in keys_in(evidence)]
    privates += [tool._private(word, said) for word in short_keys_in(evidence)]
    candidates = list(keys_in(evidence))
    for private in privates:
        opener = HPKE.new(receiver_key=private, enc=wrapped[:32], aead_id=HPKE.AEAD.AES256_GCM, info=about)
        try:
            candidates.append(opener.unseal(wrapped[32:]))
        except ValueError:
            continue
    for key in candidates:
        try:
            return proposal_sealing.unseal(ciphertext, key.hex(), version.digest, round_id, one.id.hex)
        except proposal_sealing.NotWhatWasLodged:
            continue
    return None


def test_nothing_on_the_server_opens_a_proposal_before_the_opening_and_afterwards_it_does(
    app, session, sealed, candidates, key, store, clock
):
    secret = proposals.pdf(f"Bí mật của {candidates[0].number}")
    one = session.get_one(Proposal, candidates[0].id)
    evidence = everything(session, app, store)

    for spelled in (b"De-an (", b64encode(secret)[:40], secret[20:60].hex().encode()):
        assert not any(spelled in piece for piece in evidence)
    assert read_by_attack(session, [*evidence, key.share("chair").read_bytes()], store, one) is None

    proposals.opened(session, sealed, key, store, clock.now)
    assert read_by_attack(session, everything(session, app, store), store, one) == secret


def test_one_share_twice_or_shares_of_another_key_open_nothing(session, sealed, key, store, tmp_path, clock):
    other = proposals.key_of(sealed.round, tmp_path)
    shown = content(session, sealed.round.id)
    box = proposal_opening.propose(session, sealed.round.id, shown, by=By(sealed.council.chair), now=clock.now)
    listed = tmp_path / "sealed.json"
    listed.write_bytes(proposal_opening.sealed_list(session, box))

    def said(*shares):
        words = [word for share in shares for word in ("--share", share)]
        answer = coding.run("unseal", listed, *words, "--content", shown, "--out", tmp_path / "opened.json")
        assert not (tmp_path / "opened.json").exists()
        return answer.code

    assert said(key.share("chair")) == 2
    assert said(key.share("chair"), key.share("chair")) == 1
    assert said(key.share("chair"), other.share("supervisor")) == 1
    assert said(other.share("chair"), other.share("supervisor")) == 1
    two = ("--share", key.share("chair"), "--share", key.share("supervisor"), "--out", tmp_path / "opened.json")
    assert coding.run("unseal", listed, *two, "--content", "0" * 64).code == 1
    text = listed.read_text("utf-8")
    listed.write_text(text.replace('"sealed":"', '"sealed":"0', 1), "utf-8")
    assert coding.run("unseal", listed, *two).code in (1, 2)


def test_every_two_shares_open_what_was_sealed_under_the_key(session, sealed, key, clock):
    found = to_be_opened(session, session.get_one(ProposalBox, sealed.round.id).id)
    assert len(found) == 2
    shown = content(session, sealed.round.id)
    box = proposal_opening.propose(session, sealed.round.id, shown, by=By(sealed.council.chair), now=clock.now)
    listed = proposal_opening.sealed_list(session, box)
    pairs = [("chair", "coding_head"), ("chair", "supervisor"), ("coding_head", "supervisor")]
    assert len({key.opened(listed, *pair) for pair in pairs}) == 1
