"""Where results are written: all or nothing, for the owner alone, with times that tell nothing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from .faults import refused

LEVEL_TIME = 946_684_800  # 1 January 2000, for every file alike
SERVER, SCRIPTS, SHARES = "server", "scripts", "shares"
MANIFEST, COMMITMENT, BUNDLE, MINUTES = "manifest.json", "commitment.json", "bundle.mtc", "minutes.txt"


@contextmanager
def draft(out: Path) -> Iterator[Path]:
    """A folder beside `out` that takes its name when all has gone well, and is removed when anything has not."""
    if out.exists():
        raise refused("out_exists", name=out.name)
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = out.with_name(f".{out.name}.{token_hex(4)}")
    (folder / SERVER / SCRIPTS).mkdir(parents=True)
    folder.chmod(0o700)
    try:
        yield folder
        level(folder)
        folder.rename(out)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def put(path: Path, data: bytes) -> None:
    """Write a new file that only its owner may read, and see it onto the medium."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with open(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
        ) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise refused("out_exists", name=path.name) from None
    os.utime(path, (LEVEL_TIME, LEVEL_TIME))


def level(folder: Path) -> None:
    """Give everything in the folder one time."""
    for path in sorted(folder.rglob("*"), key=lambda path: -len(path.parts)):
        os.utime(path, (LEVEL_TIME, LEVEL_TIME))


def server_part(folder: Path) -> Path:
    """The part that goes to the server, whether the whole result or that part was named."""
    return folder / SERVER if (folder / SERVER).is_dir() else folder
