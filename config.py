"""Settings by environment; the only reader of os.environ. Nothing here has a secret as its default."""

import os
from pathlib import Path


class Config:
    """What every installation shares. `VAR` is the folder for data; `DATABASE_URL` chooses PostgreSQL."""

    VAR = Path(os.environ.get("VAR", "var"))
    DATABASE_URL = os.environ.get("DATABASE_URL", "")
    DEMO = False


def from_environment() -> type[Config]:
    """The settings class for this process."""
    return Config
