"""With two shares: every neutral file is cut again from the scan that the map gives it, and has to come out alike.

So a changed tool that put one candidate's script under another's number is found by anybody who has an unchanged one.
"""

from itertools import groupby
from pathlib import Path

from . import folders, neutral
from .bundle import records
from .faults import Fault, Refused
from .opening import Opened
from .pages import Header, neutral_pages
from .scans import Source


def recut(path: Path, opened: Opened) -> None:
    """Compare the files beside the bundle with its scans, pixel by pixel; Refused with all that came from elsewhere."""
    header, entries = Header(**opened.map.header), {entry["number"]: entry for entry in opened.map.entries}
    faults = []
    for number, found in groupby(records(path, opened.key), key=lambda record: record[0].get("number")):
        if number is None:
            continue
        code, sources = entries[number]["code"], [Source(about["name"], data) for about, data in found]
        pages = neutral_pages(number, sources, header, code, demonstration=opened.map.demonstration)
        file = path.parent / folders.SCRIPTS / f"{code}.pdf"
        shown = neutral.read(file.read_bytes(), opened.manifest.slot)
        if [*map(neutral.pixels, pages)] != [*map(neutral.pixels, shown)]:
            faults.append(Fault("file_elsewhere", {"name": file.name}))
    if faults:
        raise Refused(*sorted(faults, key=lambda fault: str(fault.params)))
