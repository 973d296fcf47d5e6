"""From scans to neutral pages: upright, header cut, one geometry, levels of grey. Nothing of the file survives."""

import math
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from . import lettering, neutral
from .faults import refused
from .neutral import HEIGHT, WIDTH
from .scans import Source

A4_HEIGHT_MM = 297
SHAPE, TOLERANCE = 210 / 297, 0.05
BAND = 47  # 8 mm above every page, for its code
MOST_PIXELS = 40_000_000
MOST_PAGES = 200
WHITE_FROM = 232  # paper, not ink: the grain of the scanner goes
LEAST_INK = 0.0005
LEVELS = [15 if grey >= WHITE_FROM else round(grey / 17) for grey in range(256)]
KINDS = ("PNG", "JPEG", "TIFF")
WORD = "TRÌNH DIỄN - DEMONSTRATION"
PASSWORD = 4  # FPDF_ERR_PASSWORD


@dataclass(frozen=True)
class Header:
    """The strip that bears name and number: its height on an A4 page, and on which pages it stands."""

    mm: int
    on: str

    def cuts(self, place: int) -> bool:
        """Whether the page at this place (from 0) has the strip."""
        if self.on.startswith("every:"):
            return place % int(self.on.removeprefix("every:")) == 0
        return self.on == "all" or place == 0


def neutral_pages(
    number: str, sources: Iterable[Source], header: Header, code: str, *, demonstration: bool
) -> list[bytes]:
    """The streams of a script's pages, or Refused."""
    streams = list[bytes]()
    for source in sources:
        for page, picture in enumerate(_pictures(source), 1):
            place = len(streams)
            if place >= MOST_PAGES:
                raise refused("scan_long", name=number, most=MOST_PAGES)
            sheet = _sheet(picture, source.name, page, header.mm if header.cuts(place) else 0, first=place == 0)
            _stamp(sheet, f"{code}  -  {place + 1}", demonstration=demonstration)
            streams.append(neutral.compress(sheet.point(LEVELS).tobytes()))
    if not streams:
        raise refused("scan_empty", number=number)
    return streams


def _sheet(picture: Image.Image, name: str, page: int, cut: int, *, first: bool) -> Image.Image:
    """The page in its place under the band, the strip white."""
    if abs(picture.width / picture.height / SHAPE - 1) > TOLERANCE:
        raise refused("page_shape", name=name, page=page)
    scale = min(WIDTH / picture.width, (HEIGHT - BAND) / picture.height)
    fitted = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)
    if cut:
        strip = (0, 0, fitted.width, min(fitted.height, math.ceil(fitted.height * cut / A4_HEIGHT_MM) + 1))
        if first and sum(fitted.crop(strip).histogram()[:128]) < LEAST_INK * strip[2] * strip[3]:
            raise refused("page_header", name=name, page=page)
        fitted.paste(255, strip)
    sheet = Image.new("L", (WIDTH, HEIGHT), 255)
    sheet.paste(fitted, ((WIDTH - fitted.width) // 2, BAND))
    return sheet


def _stamp(sheet: Image.Image, text: str, *, demonstration: bool) -> None:
    draw = ImageDraw.Draw(sheet)
    lettering.write(draw, (40, 8), text, 26)
    if demonstration:
        lettering.write(draw, (WIDTH - 520, 8), WORD, 26)


def _pictures(source: Source) -> Iterator[Image.Image]:
    """Every page of the file, upright, in grey."""
    if source.data[:1024].lstrip().startswith(b"%PDF-"):
        yield from _from_pdf(source)
    else:
        yield from _from_image(source)


def _from_image(source: Source) -> Iterator[Image.Image]:
    try:
        with _opened(source) as image:
            for frame in range(_few(getattr(image, "n_frames", 1), source)):
                image.seek(frame)
                if image.width * image.height > MOST_PIXELS:
                    raise refused("scan_large", name=source.name, size=f"{image.width} x {image.height}")
                if image.format == "JPEG":
                    image.draft("L", (2 * WIDTH, 2 * HEIGHT))
                yield _grey(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise refused("scan_kind", name=source.name) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refused("scan_large", name=source.name, size=f"> {MOST_PIXELS}") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise refused("scan_broken", name=source.name) from None


def _few(count: int, source: Source) -> int:
    if count > MOST_PAGES:
        raise refused("scan_long", name=source.name, most=MOST_PAGES)
    return count


def _opened(source: Source) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(BytesIO(source.data), formats=KINDS)


def _grey(image: Image.Image) -> Image.Image:
    """Any kind of picture as grey on white paper."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("LA", "RGBA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("L")


def _from_pdf(source: Source) -> Iterator[Image.Image]:
    with suppress(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(b"")  # PDFium does not always set its last error: that of another file must not stand
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        raise refused("scan_locked" if error.err_code == PASSWORD else "scan_broken", name=source.name) from None
    try:
        for place in range(_few(len(document), source)):
            yield _rendered(document, place, source.name)
    except pypdfium2.PdfiumError:
        raise refused("scan_broken", name=source.name) from None
    finally:
        document.close()


def _rendered(document: Any, place: int, name: str) -> Image.Image:
    """One page of a PDF without what was stuck onto it (annotations), twice as fine as the result."""
    page = document[place]
    wide, high = page.get_size()
    if not high or abs(wide / high / SHAPE - 1) > TOLERANCE:
        raise refused("page_shape", name=name, page=place + 1)
    for image in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        size = image.get_px_size()
        if size[0] * size[1] > MOST_PIXELS:
            raise refused("scan_large", name=name, size=f"{size[0]} x {size[1]}")
    bitmap = page.render(scale=2 * HEIGHT / high, grayscale=True, draw_annots=False, may_draw_forms=False)
    picture = bitmap.to_pil().copy()
    page.close()
    return picture
