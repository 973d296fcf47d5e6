"""The coding board's own machine for tests: invented scans, coded by the real tool in this process."""

import io
import os
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from textwrap import wrap
from unicodedata import combining, normalize

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from appointments.competitions.models import Paper
from appointments.exams.coding import lettering
from appointments.exams.coding.__main__ import main
from appointments.exams.commands.coding import handed_in
from appointments.exams.unpacking import Part, parts_of
from tests.factories.dice import loaded

ROLES = ("chair", "coding_head", "supervisor")
WIDE, HIGH, HEADER = 620, 877, 160
STRIP = ("--header-mm", "60", "--header-on", "first")

Pages = str | Sequence[str]
"""What stands on a script: one text a page."""


@dataclass(frozen=True)
class Coded:
    """What the tool wrote: `folder/server` for the system, the three shares for their custodians."""

    folder: Path

    @property
    def server(self) -> Path:
        """The folder that is brought to the system."""
        return self.folder / "server"

    def brought(self) -> list[tuple[str, io.BytesIO]]:
        """Its files as a browser sends them: by their bare names."""
        paths = sorted(path for path in self.server.rglob("*") if path.is_file())
        return [(path.name, io.BytesIO(path.read_bytes())) for path in paths]

    def parts(self) -> dict[str, Part]:
        """The same as a command takes it."""
        return parts_of(self.brought())

    @property
    def bundle(self) -> Path:
        """The sealed scans and map."""
        return self.server / "bundle.mtc"

    def share(self, role: str) -> Path:
        """The file of a custodian's share."""
        return self.folder / "shares" / f"{role}.txt"

    def two(self, one: str = "chair", other: str = "supervisor") -> tuple[object, ...]:
        """Two shares as they are typed."""
        return "--share", self.share(one), "--share", self.share(other)

    def open(self, *roles: str) -> bytes:
        """`map.json`, as the shares of two roles open it."""
        out = Path(mkdtemp(dir=self.folder.parent)) / "map.json"
        done("open", self.bundle, *self.two(*roles), "--out", out)
        return out.read_bytes()

    def recode(self, codes: Sequence[str], *roles: str, taken: Sequence[str] = ()) -> "Coded":
        """New codes for these scripts, for re-marking."""
        out = Path(mkdtemp(dir=self.folder.parent)) / "again"
        more = ("--taken", *taken) if taken else ()
        done("recode", self.bundle, *self.two(*roles), "--codes", *codes, *more, "--out", out)
        return Coded(out)


def coded_by_tool(
    session: Session,
    paper: Paper,
    scripts: Mapping[str, Pages] | None = None,
    codes: Mapping[str, str] | None = None,
) -> Coded:
    """The paper's scripts coded by the real tool: candidate number -> text of each page (by default one page each).

    `codes` loads the dice for worlds that are compared: number -> code, the manifest in the order of the codes.
    """
    numbers = handed_in(session, paper.id)
    listed = {number: (scripts or {}).get(number, f"Bài làm {number}") for number, here in numbers.items() if here}
    folder = Path(mkdtemp(dir=_machine().name))
    rows = "".join(f"{number};{'có' if here else 'vắng'}\n" for number, here in numbers.items())
    (folder / "list.csv").write_text("SBD;Có mặt\n" + rows, "utf-8")
    for number, pages in listed.items():
        (folder / "scans" / number).mkdir(parents=True)
        for place, text in enumerate([pages] if isinstance(pages, str) else pages, 1):
            (folder / "scans" / number / f"{place}.png").write_bytes(scan(text, number if place == 1 else ""))
    with loaded([code for _, code in sorted(codes.items())]) if codes else nullcontext():
        words = ("--list", folder / "list.csv", "--paper", paper.id.hex, *STRIP, "--out", folder / "out")
        done("code", folder / "scans", *words)
    return Coded(folder / "out")


@cache
def _machine() -> TemporaryDirectory[str]:
    """The disk of the council's machine: gone with this process."""
    return TemporaryDirectory(prefix="council")


@cache
def scan(text: str, number: str = "") -> bytes:
    """A scanned page: the header with the candidate's number where it is the first, then the text."""
    page = Image.new("L", (WIDE, HIGH), 255)
    draw = ImageDraw.Draw(page)
    if number:
        lettering.write(draw, (60, 60), f"SBD {number}", 40)
        draw.rectangle((WIDE - 160, 40, WIDE - 60, 110), fill=0)
    plain = "".join(letter for letter in normalize("NFD", text) if not combining(letter))
    for line, words in enumerate(wrap(plain, 40)[:30]):
        lettering.write(draw, (40, HEADER + 40 + 22 * line), words, 16)
    file = io.BytesIO()
    page.save(file, "PNG", compress_level=1)
    return file.getvalue()


@dataclass(frozen=True)
class Answer:
    """What the tool answered."""

    code: object
    out: str
    err: str

    @property
    def said(self) -> str:
        """Both streams."""
        return self.out + self.err


def run(*words: object) -> Answer:
    """One command as it is typed, with the process's own mask for new files put back afterwards."""
    out, err = io.StringIO(), io.StringIO()
    mask = os.umask(0o022)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code: object = main([str(word) for word in words])
            except SystemExit as left:
                code = left.code
    finally:
        os.umask(mask)
    return Answer(code, out.getvalue(), err.getvalue())


def done(*words: object) -> None:
    """A command with which nothing is wrong."""
    answer = run(*words)
    assert answer.code in (0, None), answer.said
