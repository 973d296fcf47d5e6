"""Commands on rounds and posts, by subject: needs, plans, announcements, reception, posts, endings, holds, council."""

from appointments.competitions import kinds  # noqa: F401 - enters the cases into the directory
from appointments.competitions.commands import announcements, council, endings, holds, needs, plans, posts, reception

__all__ = ["announcements", "council", "endings", "holds", "needs", "plans", "posts", "reception"]
