"""A sheet as PDF, through Typst: tagged, for the archive (PDF/A-2a), the same bytes each time.

The data goes in as JSON and is read as text: no letter of it is ever taken for markup, whatever it looks like.
"""

import json

import typst

from appointments.papers.qr import as_svg
from appointments.papers.sheet import TEMPLATES, Sheet

FONTS = TEMPLATES / "fonts"


def pdf(sheet: Sheet) -> bytes:
    """The paper as one PDF file; its template sees its own folder, its own fonts, the data and the instant."""
    said = sheet.printed() | {"qr": as_svg(sheet.address)}
    made: bytes = typst.compile(
        str(TEMPLATES / f"{sheet.template}.typ"),
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(said, ensure_ascii=False)},
        timestamp=int(sheet.made_at.timestamp()),
    )
    return made
