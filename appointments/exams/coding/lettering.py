"""Vietnamese words on a page without a font of our own: the letters of Pillow's font, their marks drawn."""

from unicodedata import normalize

from PIL import ImageDraw, ImageFont

MARKS = {
    "\u0300": ((-0.16, 0.0), (0.06, 0.1)),
    "\u0301": ((0.16, 0.0), (-0.06, 0.1)),
    "\u0302": ((-0.18, 0.1), (0.0, 0.0), (0.18, 0.1)),
    "\u0303": ((-0.2, 0.08), (-0.08, 0.02), (0.08, 0.08), (0.2, 0.02)),
    "\u0323": ((-0.03, 1.0), (0.03, 1.0)),
}
"""Grave, acute, circumflex, tilde, dot below: strokes about the middle of the letter, in parts of its size."""


def write(draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: int, ink: int = 0) -> float:
    """Draw a line of text with its left top at `place`; returns its right end."""
    font = ImageFont.load_default(size)
    x, y = place
    for letter in normalize("NFC", text):
        base, marks = normalize("NFD", letter)[0], normalize("NFD", letter)[1:]
        draw.text((x, y), base, font=font, fill=ink)
        wide = draw.textlength(base, font=font)
        top = draw.textbbox((x, y), base, font=font)[1]
        for mark in marks:
            line = MARKS[mark]
            under = y + size * 0.15 if min(point[1] for point in line) >= 1 else top - size * 0.15
            points = [(x + wide / 2 + size * across, under + size * down) for across, down in line]
            draw.line(points, fill=ink, width=max(1, size // 14), joint="curve")
            top -= 0.0 if under > y else size * 0.12
        x += wide
    return x
