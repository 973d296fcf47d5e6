"""The same work for everybody: cases that go round a ring of six states. Nothing but the standard library.

Every step needs one role and one guard (enough points), tells one role, and every other state has a deadline.
"""

from datetime import UTC, datetime, timedelta

ROWS = 64
POINTS, ENOUGH = 60, 50
DAYS = 15
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=DAYS)

RING = (  # trigger, source, to, role
    ("submit", "draft", "submitted", "candidate"),
    ("check", "submitted", "checked", "personnel_officer"),
    ("mark", "checked", "marked", "marker"),
    ("rank", "marked", "ranked", "council_secretary"),
    ("decide", "ranked", "decided", "appointing_authority"),
    ("reopen", "decided", "draft", "council_chair"),
)
STATES = tuple(source for _, source, _, _ in RING)
TIMED = frozenset(STATES[1::2])
NEXT = {source: trigger for trigger, source, _, _ in RING}
TO = {(source, trigger): to for trigger, source, to, _ in RING}
ROLE = {trigger: role for trigger, _, _, role in RING}
INITIAL = STATES[0]


def numbers(client: int) -> range:
    """The numbers of the cases that belong to one client."""
    return range(client * ROWS + 1, (client + 1) * ROWS + 1)
