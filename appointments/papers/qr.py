"""The address of a paper's version as a QR code."""

from io import BytesIO

import segno

LEAST_BORDER = 2


def as_svg(address: str) -> str:
    """The code as a drawing."""
    return str(segno.make(address, error="m", micro=False).svg_inline(border=LEAST_BORDER, omitsize=True))


def as_png(address: str) -> bytes:
    """The code as a picture for programs that print no drawings."""
    file = BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="png", scale=8, border=LEAST_BORDER)
    return file.getvalue()
