"""What features above do, in the same transaction, when a decision is issued."""

from collections.abc import Callable

from appointments.core.work import Work
from appointments.decisions.models import Decision

Follower = Callable[[Work, Decision], None]
_followers: list[Follower] = []


def when_issued(follower: Follower) -> Follower:
    """Register what a feature above does once a decision is issued."""
    _followers.append(follower)
    return follower


def tell(work: Work, decision: Decision) -> None:
    """Let every feature above do its part."""
    for follower in _followers:
        follower(work, decision)
