"""`python -m coding code|open|recode|check|demonstrate ...`: the commands, and what they say.

Exit 0: done, 1: something does not agree with what was sealed, 2: something cannot be used, 3: usage.
"""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from . import arguments, commands
from .faults import Refused


def main(words: list[str] | None = None) -> int:
    """Carry out one command; say in Vietnamese and English what came of it."""
    _speak_anyhow()
    asked = arguments.parser().parse_args(words)
    _keep_to_ourselves()
    if asked.demonstration:
        print("*** TRÌNH DIỄN - DEMONSTRATION ***")
    try:
        said: Any = getattr(commands, asked.command)(asked)
    except Refused as refusal:
        print(
            "Không thực hiện được:", *(f"  - {fault.say('vi')}" for fault in refusal.faults), sep="\n", file=sys.stderr
        )
        print("Refused:", *(f"  - {fault.say('en')}" for fault in refusal.faults), sep="\n", file=sys.stderr)
        return refusal.code
    except OSError as error:
        why = f"{error.strerror or type(error).__name__}: {Path(str(error.filename or '')).name}"
        print(f"Không đọc hoặc ghi được tệp: {why}\nA file cannot be read or written: {why}", file=sys.stderr)
        return 2
    print(*said, sep="\n")
    return 0


def _speak_anyhow() -> None:
    """A terminal that knows no Vietnamese letters gets question marks, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _keep_to_ourselves() -> None:
    """Nobody else reads what is written, and a crash leaves no picture of the memory, where the system allows."""
    os.umask(0o077)
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
