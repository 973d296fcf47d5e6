"""What is done to text that people type: one way to write each letter, and nothing that cannot be seen."""

import unicodedata

BREAKS = "\n\t"


class Unseen(ValueError):
    """The text has a character that cannot be seen; `point` is its number, `place` where it stands (from 1)."""

    def __init__(self, point: str, place: int):
        super().__init__(point)
        self.point, self.place = point, place


def clean(text: str, *, lines: bool = False) -> str:
    """The text in composed letters (NFC), trimmed; raises `Unseen` for control, direction and invisible characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    for place, letter in enumerate(text, 1):
        if unicodedata.category(letter)[0] == "C" and not (lines and letter in BREAKS):
            raise Unseen(f"U+{ord(letter):04X}", place)
    return text
