"""The translations' binary catalogues, made from the hand-written ones: `python -m appointments.web.catalogues`.

Every feature keeps its own `translations/vi/LC_MESSAGES/messages.po`; the .mo beside it is not committed.
"""

import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

APPOINTMENTS = Path(__file__).resolve().parents[1]


def sources() -> list[Path]:
    """Every hand-written catalogue."""
    return sorted(APPOINTMENTS.glob("*/translations/*/LC_MESSAGES/*.po"))


def directories() -> list[str]:
    """The folders in which Flask-Babel looks for translations, the shared one first."""
    found = {str(po.parents[2]) for po in sources()}
    return sorted(found, key=lambda folder: (Path(folder).parent.name != "web", folder))


def read(source: Path) -> Catalog:
    """One catalogue, its locale taken from the folder; a file that cannot be read whole is an error."""
    with source.open("rb") as file:
        return read_po(file, locale=source.parts[-3], domain=source.stem, abort_invalid=True)


def compile_all() -> list[Path]:
    """Compile each catalogue that is newer than its binary; answer those that were written."""
    written = []
    for source in sources():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        _write(read(source), target)
        written.append(target)
    return written


def _write(catalogue: Catalog, target: Path) -> None:
    """Replace the file in one move, so that a process that reads at the same time sees the old one or the new one."""
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as file:
        write_mo(file, catalogue)
    draft = Path(file.name)
    draft.chmod(0o644)
    draft.replace(target)


if __name__ == "__main__":
    compile_all()
