"""The tool as it is used from outside: by its command line, in this process or in one of its own."""

import contextlib
import json
import re
import zlib
from base64 import b64encode
from pathlib import Path

import pypdfium2
from PIL import Image

from appointments.exams.coding import folders
from tests.factories import coding
from tests.factories.coding import ROLES, STRIP, Answer, run

__all__ = ["LEVEL", "PAPER", "ROLES", "STRIP", "Answer", "Coded", "code", "everything_in", "run", "spellings"]

PAPER = "bai-thi-01"


class Coded(coding.Coded):
    """A folder of results, looked into from every side."""

    @property
    def scripts(self) -> list[Path]:
        return sorted((self.server / "scripts").iterdir())

    def read(self, name: str) -> dict:
        return json.loads((self.server / name).read_text("utf-8"))

    def opened(self, out: Path, *words: object) -> dict:
        answer = run("open", self.bundle, *self.two(), "--out", out, *words)
        assert answer.code == 0, answer.said
        return json.loads(out.read_text("utf-8"))

    def pages(self, code: str) -> list[Image.Image]:
        """The pages as another program reads them, one pixel for one."""
        document = pypdfium2.PdfDocument((self.server / "scripts" / f"{code}.pdf").read_bytes())
        made = [[thing.get_bitmap().to_pil().convert("L") for thing in page.get_objects()] for page in document]
        document.close()
        assert all(len(things) == 1 for things in made)
        return [things[0] for things in made]


def code(scans: Path, listed: Path, out: Path, *words: object) -> Coded:
    """Code a batch that nothing is wrong with."""
    answer = run("code", scans, "--list", listed, "--paper", PAPER, *STRIP, "--out", out, *words)
    assert answer.code == 0, answer.said
    return Coded(out)


def everything_in(folder: Path) -> bytes:
    """All bytes of all files, their names, and whatever can be inflated in them."""
    parts = []
    for path in sorted(folder.rglob("*")):
        parts.append(str(path.relative_to(folder)).encode())
        if path.is_file():
            data = path.read_bytes()
            parts.append(data)
            for found in re.finditer(rb"stream\n", data):
                with contextlib.suppress(zlib.error):
                    parts.append(zlib.decompressobj().decompress(data[found.end() :]))
    return b"\n".join(parts)


def spellings(word: str) -> set[bytes]:
    """The word as programs hide it: UTF-8, UTF-16 both ways, hex, backwards, base64 at each offset (long words)."""
    plain = word.encode()
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode(), plain[::-1]}
    coded = {b64encode(b"x" * offset + plain)[4:-4] for offset in range(3)}
    return found | {spelling for spelling in coded if len(spelling) > 8}


LEVEL = folders.LEVEL_TIME
