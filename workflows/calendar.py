"""Working days and the sum behind each deadline. Holidays are given, not known.

A period is counted from the day after it begins; its last day ends at the next midnight in Viet Nam, so that every
window is half-open: in time means `instant < due`. A calendar-day period that ends on a day off is not prolonged here;
where a rule prolongs it, the rule says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflows.words import Words

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKEND = Words("Cuối tuần", "Weekend")
SWAPPED_IN = Words("Làm bù", "Working day by swap")
COUNTED = Words("Được tính", "Counted")


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a derivation: whether it was counted, its number if so, and why."""

    day: date
    counted: bool
    number: int
    why: Words


@dataclass(frozen=True, slots=True)
class Sum:
    """A computed deadline: the first instant that is too late (or, counted backwards, the latest start), day by day.

    `day` is the last day that counts, `due` the UTC instant at which that day is over.
    """

    due: datetime
    day: date
    steps: tuple[Step, ...] = ()

    @classmethod
    def fixed(cls, instant: datetime) -> "Sum":
        """A deadline that was set, not computed."""
        return cls(instant.astimezone(UTC), (instant.astimezone(ZONE) - timedelta(microseconds=1)).date())


@dataclass(frozen=True)
class Calendar:
    """Days off and days worked by swap, each with its reason; every other Saturday and Sunday is off."""

    days_off: Mapping[date, Words] = field(default_factory=dict)
    worked: Mapping[date, Words] = field(default_factory=dict)

    def why(self, day: date) -> tuple[bool, Words]:
        """Whether `day` is a working day, and why."""
        if day in self.worked:
            return True, self.worked[day]
        if day in self.days_off:
            return False, self.days_off[day]
        return (False, WEEKEND) if day.weekday() >= 5 else (True, COUNTED)

    def is_working(self, day: date) -> bool:
        """Whether work is done on `day`."""
        return self.why(day)[0]

    def after(self, start: datetime, days: int, *, working: bool) -> Sum:
        """The end of the period of `days` days (working or calendar) that begins with the instant `start`."""
        return self._count(local_day(start), days, working, +1)

    def before(self, end: datetime, days: int, *, working: bool) -> Sum:
        """The last day on which an act still lies `days` days before the instant `end`."""
        return self._count(local_day(end), days, working, -1)

    def _count(self, day: date, days: int, working: bool, direction: int) -> Sum:
        steps, number = [], 0
        while number < days:
            day += timedelta(days=direction)
            is_working, why = self.why(day)
            counted = is_working or not working
            number += counted
            steps.append(Step(day, counted, number if counted else 0, why if is_working or working else COUNTED))
        return Sum(midnight_after(day), day, tuple(steps))


def local_day(instant: datetime) -> date:
    """The date of an instant in Viet Nam."""
    return instant.astimezone(ZONE).date()


def midnight_after(day: date) -> datetime:
    """The UTC instant at which `day` is over in Viet Nam."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE).astimezone(UTC)


def midnight_before(day: date) -> datetime:
    """The UTC instant at which `day` begins in Viet Nam."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)
