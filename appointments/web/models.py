"""What the web layer itself must remember: drafts of forms that could not be taken."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from appointments.core.db import Base, Identified


class Draft(Identified, Base):
    """What somebody typed into a form that could not be taken then. The key is only in that browser's cookie."""

    __tablename__ = "draft"

    path: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(index=True)
