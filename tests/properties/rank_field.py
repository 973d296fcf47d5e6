"""Candidates and results in the short form in which the tables of rankings are written."""

from datetime import date
from decimal import Decimal as D

from appointments.results.rules import Candidate


def sat(code: str, written: str, oral: str | None, **attributes) -> Candidate:
    """A candidate who sat both parts; every attribute is on record and says nothing in favour unless given."""
    plain = {"planning": False, "female": False, "ethnic": False, "born_on": date(1980, 1, 1), "service_months": 120}
    return Candidate(code=code, written=D(written), oral=oral if oral is None else D(oral), **(plain | attributes))


def places(ranking) -> dict[str, int | None]:
    """The place of each candidate."""
    return {p.code: p.rank for p in ranking.placed}


def totals(ranking) -> dict[str, str]:
    """The total of each ranked candidate as printed."""
    return {p.code: str(p.total) for p in ranking.placed if p.rank}
