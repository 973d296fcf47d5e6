"""The working-day calendar of Viet Nam: the `holidays` library, corrected by the overrides that officers enter.

An override (a row an officer entered, with the document that says so) always wins. The package projects years for which
no official list exists yet; such days are marked so in every derivation that rests on them.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import holidays

from workflows.calendar import SWAPPED_IN, Calendar
from workflows.words import Words

KNOWN_UNTIL = date(2026, 12, 31)
"""The last day of the last year whose official swaps the pinned package carries; move it with the package."""


_AMERICAN_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


class Override(NamedTuple):
    """A day whose work differs from the general list: the reason and the document that says so."""

    day: date
    is_working: bool
    reason: str
    source: str

    @property
    def words(self) -> Words:
        """The reason with its source, as it was entered; there is no translation of it."""
        said = f"{self.reason} ({self.source})" if self.source else self.reason
        return Words(said, said)


class TwoOverrides(ValueError):
    """The same day was overridden twice."""


def working_calendar(
    first_year: int,
    last_year: int,
    overrides: Iterable[tuple[date, bool, str, str]] = (),
    known_until: date = KNOWN_UNTIL,
) -> Calendar:
    """The calendar of the years from `first_year` to `last_year`, both included."""
    if last_year < first_year:
        raise ValueError(f"no year lies from {first_year} to {last_year}")
    official_off, official_worked = _official(first_year, last_year)
    days_off, worked, settled = dict(official_off), dict(official_worked), set()
    for override in (Override(*row) for row in overrides):
        if override.day in settled:
            raise TwoOverrides(f"{override.day} is overridden twice")
        settled.add(override.day)
        days_off.pop(override.day, None)
        worked.pop(override.day, None)
        (worked if override.is_working else days_off)[override.day] = override.words
    return Calendar(days_off, worked, date(first_year, 1, 1), date(last_year, 12, 31), known_until, frozenset(settled))


@lru_cache(maxsize=16)
def _official(first_year: int, last_year: int) -> tuple[dict[date, Words], dict[date, Words]]:
    """Days off and days worked by swap, as the package knows them, with their names in both languages.

    The package writes a swapped day month first in English; every other date here has the day first.
    """
    years = range(first_year, last_year + 1)
    in_vi = holidays.country_holidays("VN", years=years, language="vi")
    in_en = holidays.country_holidays("VN", years=years, language="en_US")
    days_off = {
        day: Words(in_vi[day], _AMERICAN_DATE.sub(r"\2/\1/\3", in_en[day]))
        for day in sorted(in_vi)
        if day.year in years
    }
    worked = {day: SWAPPED_IN for day in sorted(in_vi.weekend_workdays) if day.year in years}
    return days_off, worked
