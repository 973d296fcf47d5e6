"""The sealed stream holds what was put in, whatever its size, and its length tells no single record's."""

import os

import pytest

from appointments.exams.coding import bundle, shares
from appointments.exams.coding.faults import Refused

NAME = {"paper": "p", "batch": "00" * 8, "kind": "first", "demonstration": False}
CHUNK, MIB = bundle.CHUNK, 1024 * 1024
KEY = bytes(range(16))


def sealed(path, *records):
    with path.open("wb") as file:
        writer = bundle.Writer(file, KEY, bundle.head_for(NAME, shares.split(KEY, NAME["batch"], demonstration=False)))
        for number, data in records:
            writer.record({"kind": "scan", "number": number, "name": "1.png"}, data)
        writer.close()
    return path


@pytest.mark.parametrize(
    "sizes",
    [
        (), (0,), (1,), (CHUNK,), (CHUNK - 1, 1, CHUNK + 1),
        *((MIB - rest,) for rest in (0, 4, 5, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76)),
        (MIB, MIB, 3 * MIB + 17),
    ],
)  # fmt: skip
def test_records_of_any_size_come_back(tmp_path, sizes):
    records = [(f"{place:03}", os.urandom(size)) for place, size in enumerate(sizes)]

    path = sealed(tmp_path / "bundle", *records)

    assert [(about["number"], data) for about, data in bundle.records(path, KEY)] == records
    head = path.stat().st_size % (CHUNK + 16)
    assert (path.stat().st_size - head) % (16 * (CHUNK + 16)) == 0


def test_the_length_depends_on_the_sum_alone(tmp_path):
    lengths = set()
    for place, sizes in enumerate([(1, 700_000), (350_000, 350_001), (700_000, 1)]):
        records = [(f"{number:03}", bytes(size)) for number, size in enumerate(sizes)]
        lengths.add(sealed(tmp_path / str(place), *records).stat().st_size)

    assert len(lengths) == 1


def test_equal_records_are_not_equal_under_the_seal(tmp_path):
    path = sealed(tmp_path / "bundle", ("001", bytes(4 * CHUNK)), ("002", bytes(4 * CHUNK)))
    data = path.read_bytes()
    chunks = [data[at : at + CHUNK] for at in range(len(data) % (CHUNK + 16), len(data), CHUNK + 16)]

    assert len(set(chunks)) == len(chunks) == 16
    assert sealed(tmp_path / "again", ("001", bytes(4 * CHUNK))).read_bytes()[-CHUNK:] != data[-CHUNK:]


@pytest.mark.parametrize("key", [bytes(16), KEY[::-1], KEY[:-1] + b"x"])
def test_another_key_opens_nothing(tmp_path, key):
    path = sealed(tmp_path / "bundle", ("001", b"x"))

    with pytest.raises(Refused, match="was changed"):
        list(bundle.records(path, key))


def test_any_two_shares_give_the_key_and_any_one_fits_any_key():
    for _ in range(20):
        key = os.urandom(16)
        parts = shares.split(key, "00" * 8, demonstration=False)
        for one in parts:
            for other in parts:
                if one != other:
                    assert shares.join(one, other) == key
        free = shares.Share("supervisor", "00" * 8, os.urandom(16), demonstration=False)
        assert shares.join(parts[0], free) != key  # each second share gives another key, none is marked as right
        assert shares.read(shares.text(parts[1], "p"), "x") == parts[1]
        assert parts[0].value.hex() not in repr(parts[0])
