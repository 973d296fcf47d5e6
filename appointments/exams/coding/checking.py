"""Checks an output folder against its manifest and commitment, as far as that goes without shares."""

import hashlib
from pathlib import Path
from typing import Any

from . import folders, formats, neutral
from .bundle import head
from .faults import Fault, Refused, refused
from .formats import COMMON, Commitment, Manifest


def check(folder: Path) -> Commitment:
    """The commitment that all of the folder agrees with, or Refused with every file that does not."""
    commitment = formats.read_commitment((folder / folders.COMMITMENT).read_bytes())
    manifest = formats.verify_manifest((folder / folders.MANIFEST).read_bytes(), commitment)
    bundle = folder / folders.BUNDLE
    if tuple(head(bundle)[key] for key in COMMON) != commitment.name:
        raise refused("other_batch", what=bundle.name)
    with bundle.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != commitment.bundle:
            raise refused("bundle_other")
    faults = _strangers(folder, manifest)
    pages = 0
    for file in manifest.files:
        try:
            pages += _pages(folder / folders.SCRIPTS / f"{file['code']}.pdf", file, manifest.slot)
        except Refused as error:
            faults += error.faults
    if faults:
        raise Refused(*faults)
    if pages != manifest.pages:
        raise refused("counts", what=f"{pages} / {manifest.pages}")
    return commitment


def _strangers(folder: Path, manifest: Manifest) -> list[Fault]:
    known = {folders.COMMITMENT, folders.MANIFEST, folders.BUNDLE, folders.SCRIPTS}
    known |= {f"{folders.SCRIPTS}/{code}.pdf" for code in manifest.codes}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    return [Fault("file_extra", {"name": name}) for name in sorted(found - known)]


def _pages(path: Path, file: dict[str, Any], slot: int) -> int:
    if not path.is_file():
        raise refused("file_missing", name=path.name)
    data = path.read_bytes()
    if formats.digest(data) != file["sha256"] or len(data) != file["bytes"]:
        raise refused("file_changed", name=path.name)
    try:
        return len(neutral.read(data, slot))
    except neutral.NotNeutral as error:
        raise refused("file_form", name=path.name, why=str(error)) from None


def shares_left(folder: Path) -> int:
    """How many shares still lie beside the bundle that they open."""
    return len(list((folder / folders.SHARES).glob("*.txt")))
