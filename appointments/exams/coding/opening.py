"""With two shares of two roles: the map out of the bundle, compared with the commitment; scans for a re-marking."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import folders, formats
from .bundle import head, key_from, records
from .faults import refused
from .formats import COMMON, CodeMap, Commitment, Manifest
from .scans import Source
from .shares import Share


@dataclass(frozen=True)
class Opened:
    """What a bundle held, after everything in it agreed with the commitment."""

    map: CodeMap
    data: bytes
    commitment: Commitment
    manifest: Manifest
    key: bytes


def scan_digest(files: Iterable[bytes]) -> str:
    """What the map says of a candidate's scan: SHA-256 over the SHA-256 of each of its files."""
    return hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in files)).hexdigest()


def open_bundle(path: Path, parts: list[Share], *, demonstration: bool, expected: str | None = None) -> Opened:
    """The map in the bundle at `path`, beside which manifest and commitment lie; Refused at the least disagreement."""
    said = head(path)
    key = key_from(said, parts, demonstration=demonstration)
    commitment = formats.read_commitment((path.parent / folders.COMMITMENT).read_bytes())
    if expected is not None and expected.strip().lower() != commitment.map:
        raise refused("commitment_other")
    if tuple(said[key] for key in COMMON) != commitment.name:
        raise refused("other_batch", what=path.name)
    manifest = formats.verify_manifest((path.parent / folders.MANIFEST).read_bytes(), commitment)
    data, scans = _contents(path, key)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != commitment.bundle:
            raise refused("bundle_other")
    made = formats.verify_map(data, commitment, manifest)
    if scans != {entry["number"]: entry["scan"] for entry in made.entries}:
        raise refused("bundle_changed")
    return Opened(made, data, commitment, manifest, key)


def _contents(path: Path, key: bytes) -> tuple[bytes, dict[str, str]]:
    """The map's bytes, and the digest of each candidate's scan."""
    data, scans = b"", defaultdict[str, list[bytes]](list)
    for about, content in records(path, key):
        if "number" in about:
            scans[about["number"]].append(hashlib.sha256(content).digest())
        elif data:
            raise refused("bundle_form", name=path.name)
        else:
            data = content
    return data, {number: hashlib.sha256(b"".join(found)).hexdigest() for number, found in scans.items()}


def scans_of(path: Path, key: bytes, numbers: Iterable[str]) -> dict[str, list[Source]]:
    """The scans of these candidates out of the bundle, into memory."""
    found = {number: list[Source]() for number in numbers}
    for about, content in records(path, key):
        if about.get("number") in found:
            found[about["number"]].append(Source(about["name"], content))
    return found
