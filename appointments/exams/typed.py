"""What somebody has typed of a sheet before it is signed: kept as typed, for that person alone, on no record."""

from collections.abc import Sequence

from sqlalchemy.orm import Mapped, mapped_column

from appointments.core.db import Identified

LONGEST_COMMENT = 2000
LONGEST_NUMBER = 12
"""How many characters are kept of a comment, and of the points of one criterion."""


class Typed(Identified):
    """Columns of a draft; whose and of which sheet it is, each kind of draft says."""

    typed: Mapped[list[str]] = mapped_column(default=list)  # as typed, in the order of the criteria
    comment: Mapped[str] = mapped_column(default="")

    def keep(self, typed: Sequence[str], comment: str) -> None:
        """Keep it as it was typed, no more than a sheet holds."""
        self.typed = [text[:LONGEST_NUMBER] for text in typed]
        self.comment = comment[:LONGEST_COMMENT]
