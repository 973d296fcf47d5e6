"""The scanned papers by candidate number: a file, or a folder of page files, for each; no more and no fewer."""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from .faults import Fault, Refused, refused
from .roll import Roll

ENDINGS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
LITTER = {"thumbs.db", "desktop.ini"}
LARGEST_FILE = 256 * 1024 * 1024


@dataclass(frozen=True)
class Source:
    """One page file, or one file of several pages, as it was scanned."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Scan:
    """Where the scan of one candidate lies."""

    number: str
    paths: tuple[Path, ...]

    def sources(self) -> list[Source]:
        """The bytes, each file read once: what is sealed is what is cut."""
        found = []
        for path in self.paths:
            size = path.stat().st_size
            if size > LARGEST_FILE:
                raise refused("scan_large", name=path.name, size=f"{size // 1024**2} MB")
            found.append(Source(path.name, path.read_bytes()))
        return found


def find(folder: Path, roll: Roll) -> list[Scan]:
    """The scan of everybody who was present, in order of numbers; Refused with everything missing, extra or double."""
    faults, found = list[Fault](), defaultdict[str, list[Path]](list)
    for path in sorted(folder.iterdir()):
        if _is_litter(path):
            continue
        number = normalize("NFC", path.name if path.is_dir() else path.stem)
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            faults.append(Fault("scan_folder", {"name": path.name}))
        elif path.is_file() and path.suffix.lower() not in ENDINGS:
            faults.append(Fault("scan_kind", {"name": path.name}))
        else:
            found[number].append(path)
    scans = []
    for number in sorted(found.keys() | roll.present):
        faults += (wrong := _wrong(number, found[number], roll))
        if not wrong:
            path = found[number][0]
            pages = _pages(path, faults) if path.is_dir() else (path,)
            scans.append(Scan(number, pages))
    if faults:
        raise Refused(*faults)
    return scans


def _wrong(number: str, paths: list[Path], roll: Roll) -> list[Fault]:
    names = ", ".join(path.name for path in paths)
    if number in roll.absent:
        return [Fault("scan_absent", {"number": number})]
    if number not in roll.present:
        return [Fault("scan_unknown", {"name": path.name}) for path in paths]
    if not paths:
        return [Fault("scan_missing", {"number": number})]
    return [Fault("scan_twice", {"number": number, "names": names})] if len(paths) > 1 else []


def _pages(folder: Path, faults: list[Fault]) -> tuple[Path, ...]:
    pages = [path for path in folder.iterdir() if not _is_litter(path)]
    for path in pages:
        if path.is_symlink() or not path.is_file():
            faults.append(Fault("scan_folder", {"name": f"{folder.name}/{path.name}"}))
        elif path.suffix.lower() not in ENDINGS:
            faults.append(Fault("scan_kind", {"name": f"{folder.name}/{path.name}"}))
    if not pages:
        faults.append(Fault("scan_empty", {"number": normalize("NFC", folder.name)}))
    return tuple(sorted(pages, key=lambda path: _natural(path.name)))


def _natural(name: str) -> tuple[list[tuple[int, str]], str]:
    """Page 2 comes before page 10."""
    pieces = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces], name


def _is_litter(path: Path) -> bool:
    """What Windows and macOS leave behind."""
    return path.name.startswith(".") or path.name.lower() in LITTER
