"""What features above do, in the same transaction, when a post stops or its reception window moves.

A round and a post know nothing of applications; whoever has them enters a function here and is called with the open
`Work` and the post: `@follows(STOPPED)`. Nothing else is announced this way.
"""

from collections import defaultdict
from collections.abc import Callable

from appointments.competitions.models import Contest
from appointments.core.work import Work

STOPPED = "stopped"
"""The post was cancelled or voided: nobody competes for it any more."""
WINDOW_MOVED = "window_moved"
"""The end of the post's reception window is another than before."""

Follower = Callable[[Work, Contest], None]
_followers: dict[str, list[Follower]] = defaultdict(list)


def follows(moment: str) -> Callable[[Follower], Follower]:
    """Register what a feature above does at that moment."""

    def register(follower: Follower) -> Follower:
        _followers[moment].append(follower)
        return follower

    return register


def tell(moment: str, work: Work, contest: Contest) -> None:
    """Let every feature above do its part."""
    for follower in _followers[moment]:
        follower(work, contest)
