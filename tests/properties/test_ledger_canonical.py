"""Canonical bytes: equal to RFC 8785 for what we allow, one spelling for one meaning, everything else refused."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from unicodedata import normalize
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from appointments.core.ledger.canonical import NotCanonical, canonical, plain
from appointments.core.ledger.entry import LeafTooLarge, commitment, leaf_bytes, leaf_hash

TEXT = st.text(st.characters(codec="utf-8"))
KEYS = st.text(st.characters(codec="ascii"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
NOW = datetime(2026, 11, 23, 1, 2, 3, 123456, UTC)
LEAF = {
    "log": "minhtuyen.example/nhatky/e1", "case": "application:" + "0" * 32, "cseq": 2, "cprev": b"p" * 32,
    "act": "application.submit", "source": "draft", "to": "submitted", "person": "1" * 32, "role": "candidate",
    "at": NOW, "rule": "application@1", "commit": b"c" * 32, "docs": [(b"d" * 32, 48213)], "idem": b"i" * 32,
}  # fmt: skip


@given(VALUES)
def test_the_bytes_are_those_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(plain(value))


@given(VALUES)
def test_reading_and_writing_again_changes_nothing(value):
    once = canonical(value)

    assert canonical(json.loads(once)) == once


@given(TEXT)
def test_a_decomposed_text_has_the_bytes_of_the_composed_one(text):
    assert canonical(normalize("NFD", text)) == canonical(normalize("NFC", text))


def test_every_kind_has_one_spelling():
    colour = StrEnum("colour", "red")
    value = {
        "instant": datetime(2026, 11, 23, 8, 2, 3, 0, timezone(timedelta(hours=7))), "day": date(2026, 2, 28),
        "mark": Decimal("87.50"), "zero": Decimal("-0.00"), "big": Decimal("1E+2"), "id": UUID(int=1),
        "enum": colour.red, "pair": (1, True),
    }  # fmt: skip

    assert json.loads(canonical(value)) == {
        "instant": "2026-11-23T01:02:03.000000Z", "day": "2026-02-28", "mark": "87.50", "zero": "0.00", "big": "100",
        "id": "0" * 31 + "1", "enum": "red", "pair": [1, True],
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), 2**53, -(2**53), b"x", {1, 2}, {1: 2}, {"ă": 1}, Decimal("NaN"), "\ud800", object(),
     datetime(2026, 1, 1)],  # noqa: DTZ001 - naive on purpose
)  # fmt: skip
def test_what_has_no_single_spelling_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"value": value})


def test_a_leaf_says_what_happened_and_nothing_personal():
    made = leaf_bytes(**LEAF)

    assert made == rfc8785.dumps(json.loads(made))
    assert json.loads(made) == {
        "t": "minhtuyen/audit/v1", "log": LEAF["log"], "case": LEAF["case"], "cseq": 2,
        "cprev": "cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA=", "act": "application.submit",
        "st": ["draft", "submitted"],
        "actor": {"p": "1" * 32, "role": "candidate", "auth": None}, "at": "2026-11-23T01:02:03.123456Z",
        "rule": "application@1", "pc": "c1:Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2M=",
        "docs": [{"h": "sha256:" + "64" * 32, "b": 48213}], "idem": "sha256:" + "69" * 32,
    }  # fmt: skip


def test_a_leaf_of_more_than_4096_bytes_is_refused():
    with pytest.raises(LeafTooLarge):
        leaf_bytes(**LEAF | {"docs": [(b"d" * 32, 1)] * 60})


def test_the_leaf_hash_cannot_be_that_of_an_inner_node():
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@given(st.binary(min_size=32, max_size=32), st.binary(), st.binary(min_size=32, max_size=32), st.binary())
def test_a_commitment_opens_only_with_its_own_salt_and_body(salt, body, other_salt, other_body):
    same = (salt, body) == (other_salt, other_body)

    assert (commitment(salt, body) == commitment(other_salt, other_body)) is same
