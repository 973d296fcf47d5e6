"""The folder of the coding board's tool as it is brought: one ZIP, or its files at once; taken apart under limits.

Nothing is written anywhere here, and no name is used as a path: a file is one that the tool writes, or it is refused.
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import IO

from workflows.engine import Refusal, Refused
from workflows.law import design
from workflows.roles import CODING
from workflows.words import Words

MIB = 1024 * 1024
MANIFEST, COMMITMENT, BUNDLE = "manifest.json", "commitment.json", "bundle.mtc"
SCRIPT = re.compile(r"(?:scripts/)?([A-Z][0-9][A-Z]{2}\.pdf)")
LARGEST = {MANIFEST: 16 * MIB, COMMITMENT: MIB // 16, BUNDLE: 1024 * MIB}
LARGEST_SCRIPT = 64 * MIB
MOST_FILES = 2000
MOST_BYTES = 2048 * MIB
MOST_RATIO = 100
"""How many times its size on the wire a ZIP may become; the sealed bundle in it cannot be compressed at all."""
AT_ONCE = MIB

WORDS = {
    "none": Words("Không có tệp nào.", "There is no file."),
    "zip_broken": Words("Tệp ZIP hỏng hoặc không đọc được.", "The ZIP file is damaged or cannot be read."),
    "zip_count": Words("Có quá %(most)d tệp.", "There are more than %(most)d files."),
    "zip_large": Words("Các tệp giải nén ra quá lớn.", "The files are too large once unpacked."),
    "zip_locked": Words("Tệp ZIP có mật khẩu.", "The ZIP file is under a password."),
    "name": Words(
        "Tệp «%(name)s» không phải tệp của công cụ làm phách.", "The file `%(name)s` is none that the tool writes."
    ),
    "twice": Words("Tệp %(name)s có hai lần.", "The file %(name)s is there twice."),
    "large": Words("Tệp %(name)s quá lớn.", "The file %(name)s is too large."),
    "broken": Words("Tệp %(name)s trong ZIP bị hỏng.", "The file %(name)s in the ZIP is damaged."),
}  # fmt: skip


def refusal(words: Words, **params: object) -> Refusal:
    """One thing that is wrong with what was brought."""
    return Refusal(words, params, design("K"), "batch_is_sound", (CODING,))


def wrong(kind: str, **params: object) -> Refused:
    """A refusal for one reason."""
    return Refused([refusal(WORDS[kind], **params)])


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the folder: its name there, its size, and how to read it."""

    name: str
    size: int
    open: Callable[[], AbstractContextManager[IO[bytes]]]

    def read(self) -> bytes:
        """All of it; Refused where it is not what the archive says."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterable[bytes]:
        """The bytes in turn, never more than was declared."""
        left = self.size
        try:
            with self.open() as file:
                while piece := file.read(AT_ONCE):
                    left -= len(piece)
                    if left < 0:
                        raise wrong("broken", name=self.name)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise wrong("broken", name=self.name) from None
        if left:
            raise wrong("broken", name=self.name)

    def digest(self) -> str:
        """SHA-256 in hex, without holding all of it."""
        made = hashlib.sha256()
        for piece in self.pieces():
            made.update(piece)
        return made.hexdigest()


def parts_of(brought: Iterable[tuple[str, IO[bytes]]]) -> dict[str, Part]:
    """The files by their name in the tool's folder, from one ZIP or from several files; Refused with every fault."""
    found = list[Part]()
    for name, stream in brought:
        found += _unzipped(stream) if name.lower().endswith(".zip") else [Part(name, _size(stream), _kept(stream))]
    if not found:
        raise wrong("none")
    if len(found) > MOST_FILES:
        raise wrong("zip_count", most=MOST_FILES)
    faults, parts = list[Refusal](), dict[str, Part]()
    for part in found:
        place = place_of(part.name)
        if fault := _fault(part, place, parts):
            faults.append(fault)
        else:
            assert place is not None
            parts[place] = Part(place, part.size, part.open)
    if faults:
        raise Refused(faults)
    return parts


def place_of(name: str) -> str | None:
    """What a file is called in the tool's folder, or None where the tool writes no such file."""
    bare = name.removeprefix("server/")
    if bare in LARGEST:
        return bare
    script = SCRIPT.fullmatch(bare)
    return f"scripts/{script[1]}" if script else None


def _fault(part: Part, place: str | None, parts: Mapping[str, Part]) -> Refusal | None:
    shown = "".join(c if c.isprintable() else "?" for c in part.name[:80])
    if place is None:
        return refusal(WORDS["name"], name=shown)
    if place in parts:
        return refusal(WORDS["twice"], name=place)
    if part.size > LARGEST.get(place, LARGEST_SCRIPT):
        return refusal(WORDS["large"], name=place)
    return None


def _unzipped(stream: IO[bytes]) -> list[Part]:
    """The files in an archive, of which only the list is read now."""
    packed = _size(stream)
    try:
        archive = zipfile.ZipFile(stream)
        listed = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        raise wrong("zip_broken") from None
    if len(listed) > MOST_FILES:
        raise wrong("zip_count", most=MOST_FILES)
    if any(info.flag_bits & 1 for info in listed):
        raise wrong("zip_locked")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in listed):
        raise wrong("zip_broken")
    total = sum(info.file_size for info in listed)
    if total > min(MOST_BYTES, MOST_RATIO * packed):
        raise wrong("zip_large")
    return [Part(info.filename, info.file_size, _opening(archive, info)) for info in listed]


def _kept(stream: IO[bytes]) -> Callable[[], AbstractContextManager[IO[bytes]]]:
    """An upload is read again and again: each reading begins at its beginning, and none closes it."""

    def begin() -> AbstractContextManager[IO[bytes]]:
        stream.seek(0)
        return nullcontext(stream)

    return begin


def _opening(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(info)


def _size(stream: IO[bytes]) -> int:
    size = stream.seek(0, 2)
    stream.seek(0)
    return size
