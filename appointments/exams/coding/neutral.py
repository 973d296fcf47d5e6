"""A neutral file: a PDF that holds pixels and nothing else, in one spelling. Standard library only.

Greyscale images of one geometry under one codec; no dates, no ids, no producer, no text. The file is padded so that its
length follows from the number of pages. Whoever reads one writes it again and compares: nothing can hide beside the
pixels. `png` gives a page to a browser without any image library.
"""

import re
import struct
import zlib
from collections.abc import Sequence

from .formats import PAGE

WIDTH, HEIGHT = PAGE["width"], PAGE["height"]
ROW = 1 + WIDTH // 2  # a filter byte, then two pixels in a byte
BOX = f"{WIDTH * 72 / PAGE['dpi']:g} {HEIGHT * 72 / PAGE['dpi']:g}"
DRAW = f"q {BOX.split()[0]} 0 0 {BOX.split()[1]} 0 0 cm /P Do Q"
STEP = 32 * 1024
ROOM = 1024  # more than the largest share of a page in all that is not pixels
MOST_PAGES = 500

IMAGE = (
    f"<</Type/XObject/Subtype/Image/Width {WIDTH}/Height {HEIGHT}/ColorSpace/DeviceGray/BitsPerComponent 4"
    f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 4/Columns {WIDTH}>>/Length %d>>stream\n"
)
PICTURE = re.compile(re.escape(IMAGE).replace("%d", r"([1-9][0-9]{0,7})").encode())


class NotNeutral(ValueError):
    """The file is not one that this tool would write."""


def compress(levels: bytes) -> bytes:
    """The stream of a page: one byte per pixel with a level from 0 (black) to 15, row after row."""
    packed = (int.from_bytes(levels[0::2]) << 4 | int.from_bytes(levels[1::2])).to_bytes(WIDTH * HEIGHT // 2)
    rows = (b"\0" + packed[at : at + ROW - 1] for at in range(0, len(packed), ROW - 1))
    deflater = zlib.compressobj(6, zlib.DEFLATED, strategy=zlib.Z_RLE)  # a tenth of the time, and smaller: few levels
    return deflater.compress(b"".join(rows)) + deflater.flush()


def slot_for(streams: Sequence[bytes]) -> int:
    """How many bytes every page of a batch costs, whatever stands on it."""
    return -(-(max(map(len, streams)) + ROOM) // STEP) * STEP


def write(streams: Sequence[bytes], slot: int) -> bytes:
    """The file of these pages, exactly `slot` bytes for each page."""
    objects = [b"".join(part) for part in _objects(streams)]
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    table += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%%010d\n%%%%EOF\n" % (len(objects) + 1)
    start = slot * len(streams) - len(table % 0)
    padding = start - len(body) - 2
    if padding < 0:
        raise NotNeutral("the pages do not fit into the slot")
    return bytes(body) + b"%" + b" " * padding + b"\n" + table % start


def _objects(streams: Sequence[bytes]) -> list[list[bytes]]:
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(streams)))
    made = [
        [b"<</Type/Catalog/Pages 2 0 R>>"],
        [f"<</Type/Pages/Count {len(streams)}/Kids[{kids}]>>".encode()],
        [f"<</Length {len(DRAW)}>>stream\n{DRAW}\nendstream".encode()],
    ]
    for place, stream in enumerate(streams):
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {BOX}]/Contents 3 0 R"
        made.append([f"{page}/Resources<</XObject<</P {5 + 2 * place} 0 R>>>>>>".encode()])
        made.append([(IMAGE % len(stream)).encode(), stream, b"\nendstream"])
    return made


def read(data: bytes, slot: int) -> list[bytes]:
    """The streams of the pages, or NotNeutral. The file is one that `write` would write, to the byte."""
    streams = pages_in(data)
    if not streams or write(streams, slot) != data:
        raise NotNeutral("something stands beside the pixels")
    for stream in streams:
        pixels(stream)
    return streams


def pages_in(data: bytes) -> list[bytes]:
    """The streams of the pages of a file that was read before: nothing is compared again."""
    streams, at = list[bytes](), 0
    while found := PICTURE.search(data, at):
        at = found.end() + int(found[1])
        streams.append(data[found.end() : at])
        if len(streams) > MOST_PAGES:
            raise NotNeutral("too many pages")
    return streams


def pixels(stream: bytes) -> bytes:
    """What a page shows, however it was compressed; NotNeutral where that is not exactly one page."""
    inflater = zlib.decompressobj()
    try:
        raw = inflater.decompress(stream, ROW * HEIGHT + 1)
    except zlib.error:
        raise NotNeutral("a page is damaged") from None
    if len(raw) != ROW * HEIGHT or not inflater.eof or inflater.unused_data or any(raw[::ROW]):
        raise NotNeutral("a page has not the one geometry")
    return raw


def png(stream: bytes) -> bytes:
    """The same pixels as a PNG file, without any chunk of text or time."""
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", stream), (b"IEND", b""))
    parts = (struct.pack(">I", len(c)) + n + c + struct.pack(">I", zlib.crc32(n + c)) for n, c in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
