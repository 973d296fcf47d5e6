"""One batch of codes, for the first marking or a re-marking: scripts cut and named by code, the map sealed.

Two passes. The first goes by candidate number, reads each scan once, seals it and keeps the neutral pages in memory.
The second writes them in an order drawn for this purpose: no time, inode or order of a written file follows a number.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from . import codes, folders, formats, minutes, neutral, opening, shares
from .bundle import Writer, head_for, key_from
from .faults import Fault, Refused, refused
from .formats import Commitment
from .pages import Header, neutral_pages
from .scans import Source


@dataclass(frozen=True)
class Script:
    """One script to be coded: whose, under which code before, and how to read its scan."""

    number: str
    sources: Callable[[], list[Source]]
    was: str | None = None


@dataclass(frozen=True)
class Asked:
    """What a batch is made for."""

    paper: str
    header: Header
    absent: tuple[str, ...] = ()
    kind: str = "first"
    demonstration: bool = False
    taken: frozenset[str] = frozenset()
    previous: str | None = None
    share_places: Mapping[str, Path] = field(default_factory=dict)


def make(asked: Asked, scripts: Sequence[Script], out: Path) -> Commitment:
    """Write the batch into the new folder `out`, prove that two shares open it, and return its commitment."""
    if not formats.is_paper(asked.paper):
        raise refused("paper")
    with folders.draft(out) as folder:
        made = _Batch(asked, folder / folders.SERVER)
        commitment = made.write(scripts)
        folders.put(folder / folders.MINUTES, minutes.of_coding(commitment, made.attendance, made.fingerprint).encode())
        made.prove()
        _hand_out(made.shares, asked, folder)
    return commitment


class _Batch:
    """The work on one batch, and the only place where number and code stand side by side."""

    def __init__(self, asked: Asked, folder: Path):
        self.asked, self.folder = asked, folder
        self.key, self.batch = secrets.token_bytes(shares.KEY_BYTES), secrets.token_hex(8)
        self.shares = shares.split(self.key, self.batch, demonstration=asked.demonstration)
        self.name = {
            "paper": asked.paper,
            "batch": self.batch,
            "kind": asked.kind,
            "demonstration": asked.demonstration,
        }
        self.entries: list[dict[str, Any]] = []
        self.streams: dict[str, list[bytes]] = {}
        self.attendance: list[list[Any]] = []

    def write(self, scripts: Sequence[Script]) -> Commitment:
        """Both passes, then manifest and commitment."""
        path = self.folder / folders.BUNDLE
        with path.open("xb") as file:
            bundle = Writer(file, self.key, head_for(self.name, self.shares))
            self._cut(scripts, bundle)
            slot = neutral.slot_for([stream for pages in self.streams.values() for stream in pages])
            files = {code: neutral.write(pages, slot) for code, pages in self.streams.items()}
            for entry in self.entries:
                entry["file"] = formats.digest(files[entry["code"]])
            seal = self._map(bundle)
            bundle.close()
        with path.open("rb") as file:
            sealed = hashlib.file_digest(file, "sha256").hexdigest()
        manifest = self._manifest(files, slot)
        return self._commitment(seal, manifest, sealed)

    def _cut(self, scripts: Sequence[Script], bundle: Writer) -> None:
        """First pass: each scan sealed, its neutral pages kept; Refused with everything that cannot be read."""
        faults, drawn = list[Fault](), codes.draw(len(scripts), self.asked.taken)
        for script, code in zip(scripts, codes.shuffled(drawn), strict=True):
            try:
                sources = script.sources()
                pages = neutral_pages(
                    script.number, sources, self.asked.header, code, demonstration=self.asked.demonstration
                )
            except Refused as error:
                faults += error.faults
                continue
            for source in sources:
                bundle.record({"kind": "scan", "number": script.number, "name": source.name}, source.data)
            self.streams[code] = pages
            about = {"number": script.number, "code": code, "pages": len(pages), "was": script.was}
            self.entries.append({**about, "scan": opening.scan_digest(source.data for source in sources)})
        if faults:
            raise Refused(*faults)

    def _map(self, bundle: Writer) -> str:
        header = {"mm": self.asked.header.mm, "on": self.asked.header.on}
        content = {**self.name, "salt": secrets.token_hex(32), "header": header, "entries": self.entries}
        data = formats.write(formats.MAP, {**content, "absent": sorted(self.asked.absent)})
        bundle.record({"kind": "map"}, data)
        return formats.read_map(data).seal

    def _manifest(self, files: Mapping[str, bytes], slot: int) -> bytes:
        """Second pass: the files in an order of their own, then the manifest in the same order."""
        listed = []
        for code in codes.shuffled(files):
            folders.put(self.folder / folders.SCRIPTS / f"{code}.pdf", files[code])
            listed.append({"code": code, "sha256": formats.digest(files[code]), "bytes": len(files[code])})
        numbers = [[entry["number"], True] for entry in self.entries] + [[n, False] for n in self.asked.absent]
        self.attendance = sorted(numbers)
        counts = {"registered": len(numbers), "scripts": len(files), "absent": len(self.asked.absent)}
        content = {**self.name, "page": formats.PAGE, "slot": slot, **counts, "pages": self._total()}
        data = formats.write(formats.MANIFEST, {**content, "attendance": self.attendance, "files": listed})
        folders.put(self.folder / folders.MANIFEST, data)
        return data

    def _commitment(self, seal: str, manifest: bytes, bundle: str) -> Commitment:
        digests = {"map": seal, "manifest": formats.digest(manifest), "bundle": bundle}
        counts = {"scripts": len(self.entries), "pages": self._total()}
        content = {**self.name, **counts, **digests, "previous": self.asked.previous}
        data = formats.write(formats.COMMITMENT, content)
        folders.put(self.folder / folders.COMMITMENT, data)
        return formats.read_commitment(data)

    def _total(self) -> int:
        return sum(map(len, self.streams.values()))

    @property
    def fingerprint(self) -> str:
        """What the minutes quote: the digest of the whole commitment file."""
        return formats.digest((self.folder / folders.COMMITMENT).read_bytes())

    def prove(self) -> None:
        """Each two of the shares, read back from their text, give the key; and what was written opens with them."""
        parts = [shares.read(shares.text(share, self.asked.paper), share.role) for share in self.shares]
        demonstration = self.asked.demonstration
        opened = opening.open_bundle(self.folder / folders.BUNDLE, parts[:2], demonstration=demonstration)
        head = head_for(self.name, self.shares)
        for pair in combinations(parts, 2):
            if key_from(head, list(pair), demonstration=demonstration) != self.key:
                raise refused("share_count")
        if opened.map.entries != self.entries:
            raise refused("map_changed")


def _hand_out(parts: Iterable[shares.Share], asked: Asked, folder: Path) -> None:
    """Each share into its own file, last of all; none is left behind outside when one cannot be written."""
    written: list[Path] = []
    try:
        for share in parts:
            path = asked.share_places.get(share.role) or folder / folders.SHARES / f"{share.role}.txt"
            folders.put(path, shares.text(share, asked.paper).encode())
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
