"""A sign of life of the background worker: one file with the instant of its last round. Whoever watches reads it."""

from datetime import datetime, timedelta
from pathlib import Path

LATE_AFTER = timedelta(minutes=2)


def beat(path: Path, now: datetime) -> None:
    """Leave the sign; in one move, so that a reader sees a whole one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(now.isoformat(), encoding="ascii")
    draft.replace(path)


def last_beat(path: Path) -> datetime | None:
    """When the worker last lived; None where it never did."""
    try:
        return datetime.fromisoformat(path.read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        return None


def standing(path: Path, now: datetime) -> str:
    """How the worker is: "running", "late" or "never seen"."""
    last = last_beat(path)
    if last is None:
        return "never seen"
    return "late" if now - last > LATE_AFTER else "running"
