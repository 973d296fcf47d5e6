"""What follows in the case above when a conference closes: entered by the features above."""

from collections.abc import Callable

from appointments.conferences.models import Conference
from appointments.core.work import Work

Follower = Callable[[Work, Conference], None]
_followers: dict[str, Follower] = {}


def follows(process: str) -> Callable[[Follower], Follower]:
    """Let the cases of a process follow their conferences: called in the transaction that confirms the count.

    The case above is locked already; `conference.result` and `goes_on` of each name are set.
    """

    def enter(follower: Follower) -> Follower:
        if _followers.setdefault(process, follower) is not follower:
            raise ValueError(f"{process} follows twice")
        return follower

    return enter


def follow(work: Work, conference: Conference) -> None:
    """Take the step that the outcome leads to; nothing where the case above has entered none."""
    follower = _followers.get(conference.parent_process)
    if follower is not None:
        follower(work, conference)
