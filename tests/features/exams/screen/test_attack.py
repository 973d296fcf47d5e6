"""Whoever has the server, its database, environment, files and backups, and one share, links no candidate to a code.

The real system takes twelve batches of the same scripts, each in the place of the one before (nobody is assigned yet).
After each the attacker takes everything there is: every row of every table before and after, ids, row numbers, places
in the ledger, files with sizes, times, inodes and digests, the settings with their secrets, one share. Each way of
guessing pairs an order of the candidates with an order of the scripts; none may do better than chance. That each way
works is shown on worlds with a leak planted in them. What is inherent in a script is said in docs/coding-tool.md.
"""

import hashlib
import hmac
import itertools
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from appointments.core.ledger.models import LEAF
from appointments.core.work import By
from appointments.exams.coding import bundle, formats, shares
from appointments.exams.coding.faults import Refused
from appointments.exams.commands import coding
from appointments.files.storage import Storage
from tests.factories.coding import Coded, coded_by_tool

pytestmark = pytest.mark.one_database  # row numbers are SQLite's; the commands are the same on both

ROUNDS = 12
FAR_FROM_CHANCE = 34
"""Of 48 guesses 12 are right by chance, with a deviation of 3.5; 34 lies more than six deviations away."""

Row = dict[str, Any]
Dump = dict[str, list[Row]]


@dataclass(frozen=True)
class Evidence:
    """What one batch left on the server, and the truth that the attacker does not have."""

    before: Dump
    after: Dump
    store: Path
    secrets: tuple[bytes, ...]
    codes: tuple[str, ...]
    manifest: dict[str, Any]
    coded: Coded
    truth: dict[str, str]


def dump(session) -> Dump:
    """Every row of every table, with its number where the database keeps one."""
    connection = session.connection()
    found = {}
    for name in sa.inspect(connection).get_table_names():
        numbered = connection.exec_driver_sql(f'SELECT rowid AS "#", * FROM "{name}"').mappings()
        found[name] = [dict(row) for row in numbered]
    session.rollback()
    return found


def text(value: Any) -> str:
    """A value as it can be searched: bytes as UTF-8 or, where they are none, as digits."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace") + value.hex()
    return str(value)


@pytest.fixture
def secrets(app, session) -> tuple[bytes, ...]:
    """The settings' secrets."""
    return tuple(str(value).encode() for value in app.config.values() if value)


def evidence(session, paper, begun, now, secrets, codes=None) -> Evidence:
    """One batch through the real command, and everything that lies there afterwards."""
    store, before = Storage(session.info["files"]), dump(session)
    coded = coded_by_tool(session, paper, codes=codes)
    coding.take_codes(session, paper.id, coded.parts(), store, by=By(begun.council.coding), now=now)
    manifest = json.loads((coded.server / "manifest.json").read_text("utf-8"))
    truth = formats.read_map(coded.open()).codes
    listed = tuple(file["code"] for file in manifest["files"])
    return Evidence(before, dump(session), store.folder, secrets, listed, manifest, coded, truth)


def scripts(found: Evidence) -> dict[str, Row]:
    return {row["code"]: row for row in found.after["script"] if row["code"] in found.codes and row["state"] == "coded"}


def file_of(found: Evidence, code: str) -> Path:
    digest = next(file["sha256"] for file in found.manifest["files"] if file["code"] == code)
    return found.store / digest[:2] / digest


def leaf_of(found: Evidence, code: str) -> Row:
    key = f"screen_script:{scripts(found)[code]['id'].replace('-', '')}"
    return next(row for row in found.after[LEAF.name] if row["case_key"] == key)


SCRIPTS = {
    "its place in the manifest": lambda e, c: e.codes.index(c),
    "its code": lambda e, c: c,
    "its row's number": lambda e, c: scripts(e)[c]["#"],
    "its row's id": lambda e, c: scripts(e)[c]["id"],
    "its row's head": lambda e, c: text(scripts(e)[c]["head"]),
    "its place in the ledger": lambda e, c: leaf_of(e, c)["id"],
    "its entry's hash": lambda e, c: leaf_of(e, c)["leaf_hash"],
    "its file's digest": lambda e, c: file_of(e, c).name,
    "its file's inode": lambda e, c: file_of(e, c).stat().st_ino,
    "when its file was written": lambda e, c: file_of(e, c).stat().st_mtime_ns,
    "when its file was changed": lambda e, c: file_of(e, c).stat().st_ctime_ns,
    "where its file stands among all": lambda e, c: [p.name for p in e.store.rglob("*")].index(file_of(e, c).name),
    "its hash under one share": lambda e, c: keyed(one_share(e).value, c),
}
PEOPLE = {
    "the number": lambda e, n: n,
    "the application's id": lambda e, n: application(e, n)["id"],
    "the application's row": lambda e, n: application(e, n)["#"],
    "the person's id": lambda e, n: application(e, n)["person_id"],
    "the seat's row": lambda e, n: seat(e, n)["#"],
    "the seat's id": lambda e, n: seat(e, n)["id"],
    "a hash under one share": lambda e, n: keyed(one_share(e).value, n),
}


def application(found: Evidence, number: str) -> Row:
    return next(row for row in found.after["application"] if row["number"] == number)


def seat(found: Evidence, number: str) -> Row:
    mine = application(found, number)["id"]
    return next(row for row in found.after["attendance"] if row["application_id"] == mine)


def one_share(found: Evidence) -> shares.Share:
    return shares.read(found.coded.share("chair").read_text("utf-8"), "chair")


def keyed(key: bytes, said: str) -> bytes:
    return hmac.digest(key, said.encode(), "sha256")


def guess(found: Evidence, people: str, order: str) -> dict[str, str]:
    """The candidates in one order meet the scripts in another."""
    numbers = sorted(found.truth, key=lambda n: PEOPLE[people](found, n))
    return dict(zip(numbers, sorted(found.codes, key=lambda c: SCRIPTS[order](found, c)), strict=True))


def right(found: Evidence, said: dict[str, str]) -> int:
    return sum(found.truth[number] == code for number, code in said.items())


def linking_rows(found: Evidence) -> list[tuple[str, Row]]:
    """Rows that speak of one candidate and of one script, by any of their names."""
    names = [re.compile("|".join(map(re.escape, identifiers(found, n)))) for n in found.truth]
    codes = [re.compile("|".join(map(re.escape, traces(found, code)))) for code in found.codes]
    found_in = []
    for table, rows in found.after.items():
        for row in rows:
            said = " ".join(text(value) for key, value in row.items() if (table, key) != ("coding_batch", "manifest"))
            if any(name.search(said) for name in names) and any(code.search(said) for code in codes):
                found_in.append((table, row))
    return found_in


def identifiers(found: Evidence, number: str) -> list[str]:
    row = application(found, number)
    ids = [str(row[key]) for key in ("id", "person_id")]
    return [f'"{number}"', f" {number} ", *ids, *(one.replace("-", "") for one in ids)]


def traces(found: Evidence, code: str) -> list[str]:
    row = scripts(found)[code]
    return [code, row["file"], str(row["id"]), str(row["id"]).replace("-", "")]


@pytest.fixture
def batches(session, begun, held, clock, secrets) -> list[Evidence]:
    """Twelve batches, each with all that the server holds after it."""
    return [evidence(session, held, begun, clock.now, secrets) for _ in range(ROUNDS)]


@pytest.fixture
def two(session, begun, held, clock, secrets) -> list[Evidence]:
    """A batch and the one that took its place."""
    return [evidence(session, held, begun, clock.now, secrets) for _ in range(2)]


@pytest.fixture
def planted(session, begun, held, candidates, clock, secrets) -> Evidence:
    """A batch of a board that gave its codes and files in the order of the numbers: the leak that all orders show."""
    numbers = sorted(application.number for application in candidates)
    return evidence(session, held, begun, clock.now, secrets, {n: f"{'ACDE'[at]}2AA" for at, n in enumerate(numbers)})


def test_no_order_of_rows_ids_files_times_or_hashes_tells_whose_a_script_is(batches):
    tried = {}
    for people, order in itertools.product(PEOPLE, SCRIPTS):
        said = [guess(found, people, order) for found in batches]
        back = [dict(zip(one, reversed(one.values()), strict=True)) for one in said]
        for way, guesses in (("forwards", said), ("backwards", back)):
            tried[people, order, way] = sum(right(found, one) for found, one in zip(batches, guesses, strict=True))

    assert len(tried) == 2 * len(PEOPLE) * len(SCRIPTS)
    assert {how: count for how, count in tried.items() if count >= FAR_FROM_CHANCE} == {}

    # What could not be sorted at all: scripts share one time, one size a page, one number of pages.
    for found in batches:
        rows = scripts(found).values()
        assert len({(row["begun_at"], row["entered_at"], row["version"], row["pages"]) for row in rows}) == 1
        assert len({file_of(found, code).stat().st_size for code in found.codes}) == 1


FOLLOWING = (
    "its place in the manifest", "its code", "its row's number", "its place in the ledger",
    "when its file was written", "when its file was changed",
)  # fmt: skip
"""What follows where a board gives codes and writes files by number; the others are drawn whatever the board does."""


def test_the_same_guesses_find_a_board_that_kept_the_order_of_the_numbers(planted):
    for order in FOLLOWING:
        assert right(planted, guess(planted, "the number", order)) == len(planted.codes), order


def test_each_guess_is_right_where_the_truth_follows_it(planted):
    for people, order in itertools.product(PEOPLE, SCRIPTS):
        leaking = replace(planted, truth=guess(planted, people, order))
        assert right(leaking, guess(leaking, people, order)) == len(planted.codes), (people, order)


def test_no_row_of_any_table_speaks_of_a_candidate_and_of_a_script(two):
    for found in two:
        assert [(table, row) for table, row in linking_rows(found)] == []
        lists = json.loads(next(r for r in found.after["coding_batch"] if not r["is_replaced"])["manifest"])
        assert lists["attendance"] == [[number, True] for number in sorted(found.truth)]


def test_a_row_that_did_would_be_found(two):
    found = two[0]
    number, code = next(iter(found.truth.items()))
    for said in (
        f'{{"{number}": "{code}"}}',
        f"{application(found, number)['person_id']} {scripts(found)[code]['file']}",
    ):
        leaking = replace(found, after=found.after | {"outbox_event": [{"#": 1, "payload": said}]})
        assert [table for table, _ in linking_rows(leaking)] == ["outbox_event"]


def test_between_two_backups_nothing_of_a_candidate_changes(two):
    for found in two:
        for table in ("application", "attendance", "person", "room"):
            assert found.before[table] == found.after[table], table


def test_neither_settings_nor_one_share_open_the_bundle_or_confirm_a_guess(two):
    found = two[0]
    place, share = found.coded.server / "bundle.mtc", one_share(found)
    head = bundle.head(place)
    keys = [hashlib.sha256(secret).digest()[:16] for secret in found.secrets]
    keys += [secret[:16] for secret in found.secrets if len(secret) >= 16] + [share.value]
    forged = [shares.Share(role, share.batch, key, demonstration=False)
              for role in shares.ROLES if role != share.role for key in keys]  # fmt: skip

    for key in [*keys, *(shares.join(share, other) for other in forged)]:
        with pytest.raises(Refused, match="the sealed bundle was changed"):
            list(bundle.records(place, key))
    for other in forged:
        with pytest.raises(Refused, match="is not the one that was handed out"):
            bundle.key_from(head, [share, other], demonstration=False)

    # Even the whole true map is confirmed by no string of 32 bytes that lies anywhere on the server.
    true = formats.read_map(found.coded.open())
    everything = " ".join(text(value) for rows in found.after.values() for row in rows for value in row.values())
    salts = set(re.findall(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", everything))
    assert len(salts) > 10
    assert true.content["salt"] not in everything
    for salt in salts:
        assert formats.CodeMap({**true.content, "salt": salt}).seal != true.seal


def test_two_shares_link_every_candidate(two):
    for found in two:
        opened = formats.read_map(found.coded.open("chair", "coding_head")).codes
        assert {number: scripts(found)[code]["code"] for number, code in opened.items()} == found.truth
