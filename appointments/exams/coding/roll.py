"""The list of registered candidates with who handed in a script: a CSV file with the columns `SBD` and `Có mặt`."""

import csv
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from .faults import Fault, Refused, refused
from .formats import is_number

LARGEST = 1024 * 1024
NUMBER = {"sbd", "số báo danh", "number"}
PRESENT = {"có mặt", "present"}
YES = {"có", "present", "yes", "x", "1"}
NO = {"vắng", "absent", "no", "0"}


@dataclass(frozen=True)
class Roll:
    """The candidate numbers, each list in order."""

    present: tuple[str, ...]
    absent: tuple[str, ...]


def read(path: Path) -> Roll:
    """The list in a file, or Refused with every line that is wrong."""
    try:
        if path.stat().st_size > LARGEST:
            raise refused("list_text")
        text = normalize("NFC", path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise refused("list_text") from None
    lines = text.splitlines()
    marks = ";,\t"
    separator = max(marks, key=(lines[0] if lines else "").count)
    try:
        rows = list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        raise refused("list_text") from None
    return _people(rows, _columns(rows[0] if rows else []))


def _columns(names: list[str]) -> tuple[int, int]:
    said = [name.strip().casefold() for name in names]
    numbers = [place for place, name in enumerate(said) if name in NUMBER]
    present = [place for place, name in enumerate(said) if name in PRESENT]
    if len(numbers) != 1 or len(present) != 1:
        raise refused("list_head")
    return numbers[0], present[0]


def _people(rows: list[list[str]], columns: tuple[int, int]) -> Roll:
    faults, people = list[Fault](), dict[str, bool]()
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        number, word = (row[place].strip() if place < len(row) else "" for place in columns)
        if not is_number(number):
            faults.append(Fault("list_number", {"line": line, "number": number}))
        elif number in people:
            faults.append(Fault("list_twice", {"line": line, "number": number}))
        elif word.casefold() not in YES | NO:
            faults.append(Fault("list_present", {"line": line, "word": word}))
        people[number] = word.casefold() in YES
    if faults:
        raise Refused(*faults)
    if not people:
        raise refused("list_empty")
    if not any(people.values()):
        raise refused("nobody_present")
    return Roll(*(tuple(sorted(n for n, here in people.items() if here is wanted)) for wanted in (True, False)))
