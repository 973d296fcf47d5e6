"""A small round whose scans and list a test can spoil."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from tests.features.exams.coding.tool import PAPER, STRIP, Answer, run


def form(size: tuple[int, int] = (1240, 1754), mode: str = "L") -> Image.Image:
    """A page with a block in its header and a block of text below."""
    page = Image.new("RGB", size, "white")
    draw, (wide, high) = ImageDraw.Draw(page), size
    draw.rectangle((wide // 4, high // 20, wide // 2, high // 8), fill="black")
    draw.rectangle((wide // 4, high // 2, wide // 2, high * 6 // 10), fill="black")
    return page.convert(mode)


def pdf_of(*pages: Image.Image) -> bytes:
    file = BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return file.getvalue()


def png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


PAGE = png(form((620, 877)))


class World:
    """Scans and a list that a test can spoil."""

    def __init__(self, folder: Path):
        self.folder, self.scans, self.listed = folder, folder / "scans", folder / "list.csv"
        self.scans.mkdir()

    def list(self, text: str, encoding: str = "utf-8") -> None:
        self.listed.write_bytes(text.encode(encoding))

    def put(self, name: str, data: bytes) -> None:
        (self.scans / name).parent.mkdir(exist_ok=True)
        (self.scans / name).write_bytes(data)

    def code(self, *words: object) -> Answer:
        words = words or STRIP
        out = self.folder / "out"
        return run("code", self.scans, "--list", self.listed, "--paper", PAPER, *words, "--out", out)

    def refuses(self, *sentences: str) -> None:
        answer = self.code()
        assert answer.code == 2, answer.said
        assert [said for said in sentences if said not in answer.err] == [], answer.err
        assert {path.name for path in self.folder.iterdir()} == {"scans", "list.csv"}
