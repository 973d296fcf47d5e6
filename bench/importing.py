"""The dry run of a long file in a process of its own, so that its peak of memory is its own.

`python -m bench.importing URL FILE` prints seconds, rows, and the megabytes that it took at most.
"""

import hashlib
import json
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from sqlalchemy.orm import Session

from appointments.core.db import make_engine
from appointments.decisions import imports
from appointments.decisions.import_columns import COLUMNS, SHEET
from appointments.decisions.import_sheet import lines
from appointments.organisation import queries
from bench.loading import POSTS, TODAY


def write(path: Path, rows: int, organisations: int) -> None:
    """A file of decisions that are all in order."""
    options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(str(path), options) as book:
        page = book.add_worksheet(SHEET)
        page.write_row(0, 0, [column.title for column in COLUMNS])
        for n in range(rows):
            on = date(2023, 1, 1) + timedelta(days=n % 1000)
            page.write_row(n + 1, 0, [
                f"Cán bộ Mẫu {_letters(n)}", date(1970, 1, 1) + timedelta(days=n % 9000), "", f"a{n % organisations}",
                f"Trưởng phòng Mẫu {n // organisations % POSTS}", "Bổ nhiệm lần đầu", f"{n}/QĐ-TEP", on, on, "", "",
            ])  # fmt: skip


def _letters(n: int) -> str:
    """A number as a word of a name."""
    return "".join("ABCDEGHIKL"[int(digit)] for digit in str(n)).capitalize()


def hashed(digits: str) -> bytes:
    """An identity number as it is kept, without the house's key."""
    return hashlib.sha256(digits.encode()).digest()


def main() -> None:
    """The dry run."""
    url, path = sys.argv[1:3]
    data = Path(path).read_bytes()
    engine = make_engine(url)
    begun = time.perf_counter()
    with Session(engine) as session:
        ground = imports.ground(session, queries.agencies(session), TODAY, hashed)
        report = imports.check(session, lines(data), ground)
    taken = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "seconds": taken,
                "entries": len(report.entries),
                "faults": [f[0] for f in report.faults[:5]],
                "megabytes": peak,
            }
        )
    )


if __name__ == "__main__":
    main()
