"""What the tool writes and the server reads: manifest, commitment, map. Standard library only; docs/coding-tool.md.

Each file is canonical JSON (keys in order, no spaces, UTF-8, NFC) and a line feed: a file has one spelling, or it is
refused.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unicodedata import normalize

from .faults import refused

MANIFEST = "minhtuyen/coding-manifest/v1"
COMMITMENT = "minhtuyen/coding-commitment/v1"
MAP = "minhtuyen/coding-map/v1"
PROPOSAL_KEY = "minhtuyen/proposal-key/v1"
PROPOSALS = "minhtuyen/proposals-sealed/v1"
PROPOSAL_KEYS = "minhtuyen/proposals-opened/v1"
KINDS = ("first", "remark")
LARGEST = 64 * 1024 * 1024

Shape = dict[str, Callable[[Any], bool]]


def canonical(value: Any) -> bytes:
    """The one byte string that stands for `value`."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def is_number(text: Any) -> bool:
    """Whether this can be a candidate number (SBD): letters and digits, inside also . _ -; at most 32, in NFC."""
    if not isinstance(text, str) or not 1 <= len(text) <= 32 or normalize("NFC", text) != text:
        return False
    return text[0].isalnum() and all(c.isalnum() or c in "._-" for c in text)


def _like(pattern: str) -> Callable[[Any], bool]:
    expression = re.compile(pattern)
    return lambda value: isinstance(value, str) and expression.fullmatch(value) is not None


def _count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _positive(value: Any) -> bool:
    return _count(value) and value > 0


def _list(value: Any) -> bool:
    return isinstance(value, list)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


is_paper = _like(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
is_code = _like(r"[A-Z][0-9][A-Z]{2}")
is_batch = _like(r"[0-9a-f]{16}")
is_digest = _like(r"[0-9a-f]{64}")

is_id = _like(r"[0-9a-f]{32}")
is_wrapped = _like(r"[0-9a-f]{160}")
_OF_ROUND: Shape = {"round": is_id, "batch": is_batch}
SHARES = ("chair", "coding_head", "supervisor")
"""Who holds the shares of a key."""
COMMON: Shape = {"paper": is_paper, "batch": is_batch, "kind": lambda v: v in KINDS, "demonstration": _flag}
HEADER: Shape = {"mm": _positive, "on": _like(r"first|all|every:[1-9][0-9]?")}
PAGE = {"width": 1240, "height": 1754, "dpi": 150, "levels": 16}
"""Every page of every neutral file: A4 upright at 150 dots per inch in 16 levels of grey."""
SHAPES: dict[str, Shape] = {
    MANIFEST: COMMON
    | {
        "page": lambda v: v == PAGE,
        "slot": _positive,
        "registered": _positive,
        "scripts": _positive,
        "absent": _count,
        "pages": _positive,
        "attendance": _list,
        "files": _list,
    },
    COMMITMENT: COMMON
    | {
        "scripts": _positive,
        "pages": _positive,
        "map": is_digest,
        "manifest": is_digest,
        "bundle": is_digest,
        "previous": lambda v: v is None or is_digest(v),
    },
    MAP: COMMON | {"salt": is_digest, "header": lambda v: _fits(v, HEADER), "entries": _list, "absent": _list},
    PROPOSAL_KEY: _OF_ROUND
    | {
        "demonstration": _flag,
        "public": is_digest,
        "salt": is_digest,
        "shares": lambda v: _fits(v, dict.fromkeys(SHARES, is_digest)),
    },
    PROPOSALS: _OF_ROUND | {"content": is_digest, "key": lambda v: isinstance(v, str), "entries": _list},
    PROPOSAL_KEYS: _OF_ROUND | {"content": is_digest, "entries": _list},
}
FILE: Shape = {"code": is_code, "sha256": is_digest, "bytes": _positive}
SEALED: Shape = {"proposal": is_id, "sealed": is_digest, "wrapped": is_wrapped}
UNWRAPPED: Shape = {"proposal": is_id, "key": is_digest}
ENTRY: Shape = {
    "number": is_number,
    "code": is_code,
    "pages": _positive,
    "file": is_digest,
    "scan": is_digest,
    "was": lambda v: v is None or is_code(v),
}


def _fits(value: Any, shape: Shape) -> bool:
    return isinstance(value, dict) and value.keys() == shape.keys() and all(shape[key](value[key]) for key in shape)


def read(data: bytes, form: str) -> dict[str, Any]:
    """The content of a file of that form, or Refused."""
    what = form.split("/")[1]
    if len(data) > LARGEST:
        raise refused("form", what=what, why="too large")
    try:
        value = json.loads(data)
        spelled = canonical(value) + b"\n"
    except (ValueError, RecursionError):
        raise refused("form", what=what, why="no JSON") from None
    if not isinstance(value, dict) or value.pop("format", None) != form:
        raise refused("form", what=what, why=f"the format is not {form}")
    if spelled != data:
        raise refused("form", what=what, why="not in canonical spelling")
    for key in sorted(SHAPES[form].keys() ^ value.keys()):
        raise refused("form", what=what, why=f"`{key}` is missing or does not belong there")
    for key, fits in SHAPES[form].items():
        if not fits(value[key]):
            raise refused("form", what=what, why=f"`{key}`")
    return value


def write(form: str, content: Mapping[str, Any]) -> bytes:
    """The file's bytes."""
    return canonical({"format": form, **content}) + b"\n"


@dataclass(frozen=True)
class _Document:
    """What manifest, commitment and map share."""

    content: Mapping[str, Any]

    @property
    def name(self) -> tuple[str, str, str, bool]:
        """Paper, batch, kind, demonstration or not: the same in all files of one batch."""
        return tuple(self.content[key] for key in COMMON)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.content[name]
        except KeyError:
            raise AttributeError(name) from None


class Manifest(_Document):
    """What the server receives: by number only who was present, by code the files in shuffled order, one page total."""

    @cached_property
    def codes(self) -> list[str]:
        """The codes in the order of the manifest."""
        return [file["code"] for file in self.content["files"]]


class Commitment(_Document):
    """What is sealed into a signed head before marking opens; `map` is the commitment to the map itself."""


class CodeMap(_Document):
    """Who bears which code: in clear only after the opening."""

    @property
    def seal(self) -> str:
        """The commitment to this map: HMAC-SHA-256 under its salt; tells nothing without the salt, binds everything."""
        said = {key: value for key, value in self.content.items() if key != "salt"}
        return hmac.digest(bytes.fromhex(self.content["salt"]), MAP.encode() + b"\0" + canonical(said), "sha256").hex()

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each candidate number."""
        return {entry["number"]: entry["code"] for entry in self.content["entries"]}


def read_manifest(data: bytes) -> Manifest:
    """The manifest in a file, its counts balanced, or Refused."""
    made = Manifest(read(data, MANIFEST))
    if not all(_fits(file, FILE) for file in made.files):
        raise refused("form", what="coding-manifest", why="`files`")
    listed = made.attendance
    if not all(_list(row) and len(row) == 2 and is_number(row[0]) and _flag(row[1]) for row in listed):
        raise refused("form", what="coding-manifest", why="`attendance`")
    numbers = [row[0] for row in listed]
    if numbers != sorted(set(numbers)) or len(set(made.codes)) != len(made.codes):
        raise refused("form", what="coding-manifest", why="out of order, or twice the same")
    present = sum(row[1] for row in listed)
    if made.scripts + made.absent != made.registered or made.registered != len(listed) or made.pages < made.scripts:
        raise refused("counts", what=f"{made.scripts} + {made.absent} / {made.registered}")
    if (present, len(made.files)) != (made.scripts, made.scripts):
        raise refused("counts", what=f"{present} / {len(made.files)} / {made.scripts}")
    if sum(file["bytes"] for file in made.files) != made.pages * made.slot:
        raise refused("counts", what="bytes")
    return made


def read_commitment(data: bytes) -> Commitment:
    """The commitment in a file, or Refused."""
    return Commitment(read(data, COMMITMENT))


def read_map(data: bytes) -> CodeMap:
    """The map in a file, or Refused. It is well formed; whether it is the one that was sealed says `verify_map`."""
    made = CodeMap(read(data, MAP))
    if not all(_fits(entry, ENTRY) for entry in made.entries) or not all(is_number(number) for number in made.absent):
        raise refused("form", what="coding-map", why="`entries`")
    numbers, codes = [entry["number"] for entry in made.entries], {entry["code"] for entry in made.entries}
    everybody = [*numbers, *made.absent]
    if numbers != sorted(numbers) or len(set(everybody)) != len(everybody) or len(codes) != len(numbers):
        raise refused("form", what="coding-map", why="out of order, or twice the same")
    return made


def verify_manifest(data: bytes, commitment: Commitment) -> Manifest:
    """The manifest that this commitment speaks of, or Refused."""
    manifest = read_manifest(data)
    if manifest.name != commitment.name:
        raise refused("other_batch", what="manifest.json")
    if digest(data) != commitment.manifest or (manifest.scripts, manifest.pages) != (
        commitment.scripts,
        commitment.pages,
    ):
        raise refused("manifest_changed")
    return manifest


def verify_map(data: bytes, commitment: Commitment, manifest: Manifest) -> CodeMap:
    """The map that was sealed, or Refused: it opens the commitment and speaks of the manifest's files and people."""
    made = read_map(data)
    if made.name != commitment.name:
        raise refused("other_batch", what="map.json")
    if not hmac.compare_digest(made.seal, commitment.map):
        raise refused("map_changed")
    files = {(file["code"], file["sha256"]) for file in manifest.files}
    if {(entry["code"], entry["file"]) for entry in made.entries} != files:
        raise refused("counts", what="map / manifest")
    people = [[n, True] for n in made.codes] + [[n, False] for n in made.absent]
    if sorted(people) != manifest.attendance or sum(entry["pages"] for entry in made.entries) != manifest.pages:
        raise refused("counts", what="map / manifest")
    return made


def read_proposals(data: bytes, form: str) -> dict[str, Any]:
    """The sealed keys of a round's proposals (PROPOSALS), or the opened ones (PROPOSAL_KEYS); or Refused."""
    made, shape = read(data, form), SEALED if form == PROPOSALS else UNWRAPPED
    named = [entry["proposal"] for entry in made["entries"] if _fits(entry, shape)]
    if len(named) != len(made["entries"]) or named != sorted(set(named)) or not named:
        raise refused("form", what=form.split("/")[1], why="`entries`")
    return made


def bound_to(round_id: str, proposal: str, sealed: str) -> bytes:
    """What the key of one proposal is wrapped with: it opens this file of this round and no other."""
    return PROPOSALS.encode() + b"\0" + canonical([round_id, proposal, sealed])


def proposals_digest(entries: list[dict[str, Any]]) -> str:
    """The digest over everything that is to be opened together."""
    return digest(PROPOSALS.encode() + b"\0" + canonical(entries))
