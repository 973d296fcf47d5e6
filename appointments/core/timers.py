"""Deadlines as rows: one open timer a case, armed and removed with the step. `sweep.py` carries them out."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from appointments.core.db import Base, Identified, table


class Timer(Identified, Base):
    """When the case must have left `state`, and which SYSTEM step follows otherwise. `derivation` shows the sum."""

    __tablename__ = "timer"

    case_key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    trigger: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(index=True)
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    derivation: Mapped[list[Any]] = mapped_column(sa.JSON)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]


TIMER = table(Timer)
