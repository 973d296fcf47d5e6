"""Invented scans for the demonstration and the tests: pages that look written by hand, a header with name and number.

Whatever scanners write into files is in them, each with a word of its own (a canary) that no result may contain.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from secrets import SystemRandom

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from . import lettering

WIDTH, HEIGHT = 1654, 2339  # A4 at 200 dots per inch
DPI = 200
HEADER_MM = 60
HEADER = HEADER_MM * DPI * 10 // 254 - 20
KINDS = ("pdf", "folder", "tiff", "jpeg")
chance = SystemRandom()


def person(number: str) -> str:
    """The invented name of a candidate."""
    return f"Thí sinh Mẫu {number}"


def canary(number: str) -> str:
    """The word that stands in every field of a file's metadata."""
    return f"CANARY-META-{number.encode().hex()}"


def pages(number: str, count: int, *, lines: int = 22) -> list[Image.Image]:
    """A script of `count` pages, the last one half full."""
    made = []
    for place in range(count):
        page = Image.new("RGB", (WIDTH, HEIGHT), (250, 249, 244))
        draw = ImageDraw.Draw(page)
        if place == 0:
            _header(draw, number)
        _writing(draw, HEADER + 80 if place == 0 else 130, lines if place < count - 1 else lines // 2)
        made.append(page)
    return made


def _header(draw: ImageDraw.ImageDraw, number: str) -> None:
    draw.rectangle((60, 60, WIDTH - 60, HEADER), outline=(0, 0, 0), width=4)
    for place, said in enumerate(("PHIẾU BÀI THI VIẾT", f"Tên: {person(number)}", f"SBD: {number}")):
        lettering.write(draw, (120, 100 + 90 * place), said, 56)
    draw.rectangle((WIDTH - 360, 100, WIDTH - 120, 340), fill=(0, 0, 0))


def _writing(draw: ImageDraw.ImageDraw, top: int, lines: int) -> None:
    """Lines of loops that nobody can read, in blue ink."""
    for line in range(lines):
        x, y = 150.0 + chance.random() * 30, top + line * 78
        while x < WIDTH - 200 - chance.random() * 300:
            word = [(x + step * 9, y + chance.randint(-16, 16)) for step in range(chance.randint(4, 12))]
            draw.line(word, fill=(24, 40, 120), width=4, joint="curve")
            x = word[-1][0] + 24


def save(folder: Path, number: str, made: Sequence[Image.Image], kind: str) -> Path:
    """Write a script as a scanner would: one PDF, a folder of PNG pages, a TIFF of many pages, or a JPEG per page."""
    word = canary(number)
    if kind == "pdf":
        path = folder / f"{number}.pdf"
        facts = dict.fromkeys(("title", "author", "subject", "keywords", "creator", "producer"), word)
        made[0].save(path, save_all=True, append_images=made[1:], resolution=DPI, quality=80, **facts)
    elif kind == "tiff":
        path = folder / f"{number}.tif"
        tags = {270: word, 315: word, 305: word}
        grey = [page.convert("L") for page in made]
        grey[0].save(path, save_all=True, append_images=grey[1:], compression="tiff_lzw", tiffinfo=tags, dpi=(DPI, DPI))
    else:
        path = folder / number
        path.mkdir()
        for place, page in enumerate(made, 1):
            (path / f"{place}.{'png' if kind == 'folder' else 'jpg'}").write_bytes(_page_file(page, word, kind))
    return path


def _page_file(page: Image.Image, word: str, kind: str) -> bytes:
    file = BytesIO()
    if kind == "folder":
        text = PngInfo()
        text.add_text("Author", word)
        text.add_itxt("Comment", word)
        page.save(file, "PNG", pnginfo=text, dpi=(DPI, DPI), compress_level=1)
    else:
        exif = Image.Exif()
        exif[0x010E], exif[0x013B], exif[0x9C9D] = word, word, word.encode("utf-16-le")
        page.save(file, "JPEG", quality=80, exif=exif, dpi=(DPI, DPI), comment=word.encode())
    return file.getvalue()


def round_of(folder: Path, lengths: dict[str, int], absent: Sequence[str] = ()) -> Path:
    """Scans of different kinds and lengths under `folder`/scans, and their list; returns the list's path."""
    scans = folder / "scans"
    scans.mkdir(parents=True)
    for place, (number, count) in enumerate(lengths.items()):
        save(scans, number, pages(number, count), KINDS[place % len(KINDS)])
    listed = folder / "numbers.csv"
    rows = sorted([(number, "có") for number in lengths] + [(number, "vắng") for number in absent])
    listed.write_text("SBD;Có mặt\n" + "".join(f"{number};{word}\n" for number, word in rows), encoding="utf-8")
    return listed
