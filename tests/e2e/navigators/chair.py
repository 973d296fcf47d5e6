"""The chair of the council."""

from tests.e2e.navigators.member import Member


class Chair(Member):
    """Who leads the council and answers for its results."""
