"""With the server's whole side and one share, nobody links a candidate number to a code better than by guessing.

The attacker has all that the server receives (neutral files, manifest, commitment, bundle), the server's own list of
who was present, the output folder as it lies on the disk (order, inodes, times) and one of the three shares. Twelve
ways of guessing and a dozen keys are tried on batches drawn anew from the same scans.

What remains, because it is the script itself, is said in docs/coding-tool.md and here:
* the number of pages of a code's script, its hand and its words are seen by whoever may see the neutral file. Whoever
  knows from elsewhere (an invigilator, a scanning clerk) that only one candidate handed in twelve pages finds the code
  of that candidate; so does who knows a handwriting, or compares the amount of ink with the size of a scan;
* the total of pages, and thereby the pages of the one script of a batch of one;
* who has clear scans (the scanning computer) can compare them with the neutral files by eye.
"""

import hashlib
import hmac
import itertools
import json
from pathlib import Path

import pytest

from appointments.exams.coding import bundle, formats, samples, shares
from appointments.exams.coding.faults import Refused
from tests.features.exams.coding.tool import Coded, code

ROUNDS = 12
NUMBERS = ("001", "002", "003", "004", "005", "006")
PAGES = dict(zip(NUMBERS, (1, 1, 1, 1, 1, 2), strict=True))
FAR_FROM_CHANCE = 34
"""Right guesses in all rounds are by chance about 12 (one a round); 34 or more once in some million times."""
TOO_OFTEN = 10
"""One place guessed right that often in 12 rounds: by chance once in a million times."""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Scans, and batches drawn from them again and again, each with the map that the attacker does not have."""
    folder = tmp_path_factory.mktemp("attack")
    listed = samples.round_of(folder / "round", PAGES)
    batches = []
    for number in range(ROUNDS):
        made = code(folder / "round" / "scans", listed, folder / f"out{number}")
        batches.append((made, made.opened(folder / f"map{number}.json")))
    return folder / "round" / "scans", batches


def files(batch: Coded) -> list[dict]:
    return batch.read("manifest.json")["files"]


def by(key):
    """Guess: the codes in the order of a property of their files, the numbers in their own order."""

    def guess(batch: Coded, scans: Path) -> list[str]:
        paths = {file["code"]: batch.server / "scripts" / f"{file['code']}.pdf" for file in files(batch)}
        return sorted(paths, key=lambda code: key(paths[code]))

    return guess


def keyed(secret):
    """Guess: the numbers in the order of their keyed hashes meet the codes in the manifest's order."""

    def guess(batch: Coded, scans: Path) -> list[str]:
        key = secret(batch)
        places = sorted(range(len(NUMBERS)), key=lambda at: hmac.digest(key, NUMBERS[at].encode(), "sha256"))
        codes = batch.read("manifest.json")["files"]
        return [code for _, code in sorted(zip(places, (file["code"] for file in codes), strict=True))]

    return guess


def as_scanned(batch: Coded, scans: Path) -> list[str]:
    """The order of sizes on the scanning computer meets the order of sizes of the neutral files."""
    sizes = sorted(scans.iterdir(), key=lambda p: sum(f.stat().st_size for f in p.rglob("*")) or p.stat().st_size)
    found = {path.stem: code for path, code in zip(sizes, by(lambda p: p.stat().st_size)(batch, scans), strict=True)}
    return [found[number] for number in NUMBERS]


def one_share(batch: Coded) -> shares.Share:
    return shares.read(batch.share("chair").read_text("utf-8"), "chair")


GUESSES = {
    "the manifest's order": lambda batch, scans: [file["code"] for file in files(batch)],
    "the manifest's order from its end": lambda batch, scans: [file["code"] for file in files(batch)][::-1],
    "the folder's order": lambda batch, scans: [path.stem for path in (batch.server / "scripts").iterdir()],
    "the codes' order": by(lambda path: path.name),
    "inodes": by(lambda path: path.stat().st_ino),
    "when written": by(lambda path: path.stat().st_mtime_ns),
    "when changed": by(lambda path: path.stat().st_ctime_ns),
    "when read": by(lambda path: path.stat().st_atime_ns),
    "content": by(lambda path: hashlib.sha256(path.read_bytes()).digest()),
    "the order of the scans' sizes": as_scanned,
    "a hash under one share": keyed(lambda batch: one_share(batch).value),
    "a hash under the batch": keyed(lambda batch: bytes.fromhex(batch.read("commitment.json")["batch"])),
}


@pytest.mark.parametrize("how", GUESSES)
def test_no_order_size_time_or_content_tells_whose_a_script_is(world, how):
    scans, batches = world
    right = [0] * len(NUMBERS)
    for batch, opened in batches:
        truth = [entry["code"] for entry in opened["entries"]]
        for place, (said, true) in enumerate(zip(GUESSES[how](batch, scans), truth, strict=True)):
            right[place] += said == true

    if how == "the order of the scans' sizes":
        right.pop()  # the one script of two pages: pages are inherent, see above
    assert sum(right) < FAR_FROM_CHANCE, right
    assert max(right) < TOO_OFTEN, right


def test_who_knows_all_of_the_map_but_its_salt_cannot_confirm_a_guess(world):
    batch, opened = world[1][0]
    commitment = batch.read("commitment.json")
    head = bundle.head(batch.bundle)
    known = [head["salt"], *head["shares"].values(), commitment["manifest"], commitment["bundle"], commitment["map"]]
    known += ["00" * 32, hashlib.sha256(commitment["batch"].encode()).hexdigest(), one_share(batch).fingerprint]

    true = formats.CodeMap({key: opened[key] for key in opened if key != "format"})
    assert true.seal == commitment["map"]
    for salt in known:
        assert formats.CodeMap({**true.content, "salt": salt}).seal != commitment["map"]


def test_one_share_and_whatever_stands_in_clear_do_not_open_the_bundle(world):
    batch, _ = world[1][0]
    share, head = one_share(batch), bundle.head(batch.bundle)
    forged = [shares.Share(role, share.batch, value, demonstration=False)
              for role in shares.ROLES if role != share.role
              for value in (bytes(16), share.value, bytes.fromhex(head["salt"])[:16])]  # fmt: skip
    keys = [share.value, bytes(16), bytes.fromhex(head["batch"]) * 2, bytes.fromhex(head["salt"])[:16]]
    keys += [bytes.fromhex(print_)[:16] for print_ in head["shares"].values()]
    keys += [shares.join(share, other) for other in forged]

    for key in keys:
        with pytest.raises(Refused, match="the sealed bundle was changed"):
            list(bundle.records(batch.bundle, key))
    for other in forged:
        with pytest.raises(Refused, match="is not the one that was handed out"):
            bundle.key_from(head, [share, other], demonstration=False)


def test_with_two_shares_every_code_is_linked(world):
    _, batches = world

    for batch, opened in batches:
        assert [entry["number"] for entry in opened["entries"]] == list(NUMBERS)
        assert {entry["code"] for entry in opened["entries"]} == {file["code"] for file in files(batch)}


def test_nothing_the_server_receives_but_the_attendance_names_a_candidate(world):
    batch, _ = world[1][0]
    manifest = batch.read("manifest.json")
    assert manifest["attendance"] == [[number, True] for number in NUMBERS]
    manifest.pop("attendance")

    said = json.dumps([manifest, batch.read("commitment.json"), bundle.head(batch.bundle)])
    assert [number for number in NUMBERS if f'"{number}"' in said] == []
    assert "entries" not in said


def test_worlds_that_differ_only_in_who_wrote_which_script_look_the_same(tmp_path):
    """The same four scripts of 1, 1, 2 and 3 pages, handed to the four numbers in two other ways."""
    scripts = [samples.pages("0", count) for count in (1, 1, 2, 3)]
    shapes = set()
    for world, order in enumerate(((0, 1, 2, 3), (3, 2, 1, 0))):
        scans = tmp_path / f"world{world}"
        scans.mkdir()
        for number, script in zip(NUMBERS, order, strict=False):
            samples.save(scans, number, scripts[script], "pdf")
        listed = tmp_path / f"{world}.csv"
        listed.write_text("number,present\n" + "".join(f"{number},yes\n" for number in NUMBERS[:4]), "utf-8")
        shapes.add(shape(code(scans, listed, tmp_path / f"out{world}")))

    assert len(shapes) == 1


def shape(batch: Coded) -> str:
    """All that the server sees, without what is drawn by chance: codes, batch, salt, digests."""
    manifest, commitment, head = batch.read("manifest.json"), batch.read("commitment.json"), bundle.head(batch.bundle)
    chance = {"batch", "map", "manifest", "bundle", "salt", "shares"}
    seen = [{key: value for key, value in said.items() if key not in chance} for said in (manifest, commitment, head)]
    seen[0]["files"] = sorted(file["bytes"] for file in manifest["files"])
    pixels = sorted(
        hashlib.sha256(
            b"".join(page.crop((0, 47, 1240, 1754)).tobytes() for page in batch.pages(file["code"]))
        ).hexdigest()
        for file in manifest["files"]
    )
    return json.dumps([seen, pixels, batch.bundle.stat().st_size])


def test_the_same_scans_coded_twice_share_no_code_file_or_digest(world):
    _, batches = world

    for (one, _), (other, _) in itertools.pairwise(batches[:4]):
        digests = [{file["sha256"] for file in files(batch)} for batch in (one, other)]
        assert not digests[0] & digests[1]
        assert one.read("commitment.json")["map"] != other.read("commitment.json")["map"]
