"""Working days and the sum behind each deadline. Holidays are given, not known.

A period is counted from the day after it begins; its last day ends at the next midnight in Viet Nam, so that every
window is half-open: in time means `instant < due`. A calendar-day period that ends on a day off is not prolonged here;
where a rule prolongs it, the rule says so.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflows.words import Words

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKEND = Words("Cuối tuần", "Weekend")
SWAPPED_IN = Words("Làm bù", "Working day by swap")
COUNTED = Words("Được tính", "Counted")
PROJECTED = Words("%(why)s (lịch dự kiến, chưa công bố chính thức)", "%(why)s (projected: no official list yet)")
WEEKDAYS = (
    Words("Thứ Hai", "Monday"),
    Words("Thứ Ba", "Tuesday"),
    Words("Thứ Tư", "Wednesday"),
    Words("Thứ Năm", "Thursday"),
    Words("Thứ Sáu", "Friday"),
    Words("Thứ Bảy", "Saturday"),
    Words("Chủ Nhật", "Sunday"),
)
FROM = Words("Tính từ ngày liền sau ngày %(day)s.", "Counted from the day after %(day)s.")
BACK_FROM = Words("Tính lùi từ ngày liền trước ngày %(day)s.", "Counted back from the day before %(day)s.")
NUMBERED = Words("%(weekday)s %(day)s: ngày thứ %(number)d. %(why)s.", "%(weekday)s %(day)s: day %(number)d. %(why)s.")
SKIPPED = Words("%(weekday)s %(day)s: không tính. %(why)s.", "%(weekday)s %(day)s: not counted. %(why)s.")
CLOSES = Words(
    "Hết hạn khi kết thúc ngày %(day)s (24 giờ, giờ Việt Nam).", "Ends when %(day)s is over (midnight, Viet Nam time)."
)
FIXED_AT = Words(
    "Thời điểm được ấn định: %(time)s ngày %(day)s (giờ Việt Nam).", "Set for %(time)s on %(day)s (Viet Nam time)."
)


class OutsideCalendar(LookupError):
    """A working day was asked of a year whose holidays were not given."""


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a derivation: whether it was counted, its number if so, and why."""

    day: date
    counted: bool
    number: int
    why: Words

    def say(self, locale: str) -> str:
        """The day in one line."""
        params = {"weekday": WEEKDAYS[self.day.weekday()].say(locale), "day": written(self.day), "number": self.number}
        return (NUMBERED if self.counted else SKIPPED).say(locale, params | {"why": self.why.say(locale)})


@dataclass(frozen=True, slots=True)
class Sum:
    """A computed deadline: the first instant that is too late (or, counted backwards, the latest start), day by day.

    `day` is the last day that counts, `due` the UTC instant at which that day is over, `start` the day from which the
    count sets out (it is not counted itself). `is_projected`: a day of it rests on a list that is not yet official.
    """

    due: datetime
    day: date
    steps: tuple[Step, ...] = ()
    start: date | None = None
    is_projected: bool = False

    @classmethod
    def fixed(cls, instant: datetime) -> "Sum":
        """A deadline that was set, not computed."""
        return cls(aware(instant).astimezone(UTC), local_day(instant - timedelta(microseconds=1)))


@dataclass(frozen=True)
class Calendar:
    """Days off and days worked by swap, each with its reason; every other Saturday and Sunday is off.

    `first` and `last` bound the days whose holidays were given: beyond them a count of working days is refused, not
    guessed. After `known_until` the list is projected, except for the days in `settled`.
    """

    days_off: Mapping[date, Words] = field(default_factory=dict)
    worked: Mapping[date, Words] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    known_until: date | None = None
    settled: frozenset[date] = frozenset()

    def why(self, day: date) -> tuple[bool, Words]:
        """Whether `day` is a working day, and why."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            raise OutsideCalendar(
                f"no holidays were given for {day}: the calendar runs from {self.first} to {self.last}"
            )
        if day in self.worked:
            is_working, why = True, self.worked[day]
        elif day in self.days_off:
            is_working, why = False, self.days_off[day]
        else:
            is_working, why = (False, WEEKEND) if day.weekday() >= 5 else (True, COUNTED)
        if self.is_projected(day):
            why = Words(PROJECTED.vi % {"why": why.vi}, PROJECTED.en % {"why": why.en})
        return is_working, why

    def is_working(self, day: date) -> bool:
        """Whether work is done on `day`."""
        return self.why(day)[0]

    def is_projected(self, day: date) -> bool:
        """Whether what is known of `day` rests on a forecast of the official list."""
        return self.known_until is not None and day > self.known_until and day not in self.settled

    def after(self, start: datetime, days: int, *, working: bool) -> Sum:
        """The end of the period of `days` days (working or calendar) that begins with the instant `start`.

        The day of `start` does not count, the last day does.
        """
        return self._count(local_day(start), days, working, +1)

    def before(self, end: datetime, days: int, *, working: bool) -> Sum:
        """The last day on which an act still lies `days` days before the day of the instant `end`.

        The day of `end` does not count, the day of the act does: the mirror of `after`.
        """
        return self._count(local_day(end), days, working, -1)

    def _count(self, start: date, days: int, working: bool, direction: int) -> Sum:
        if days < 0:
            raise ValueError(f"a period cannot have {days} days")
        steps, number, day = [], 0, start
        while number < days:
            day += timedelta(days=direction)
            counted, why = self.why(day) if working else (True, COUNTED)
            number += counted
            steps.append(Step(day, counted, number if counted else 0, why))
        is_projected = working and any(self.is_projected(s.day) for s in steps)
        return Sum(midnight_after(day), day, tuple(steps), start, is_projected)


def explain(total: Sum, locale: str) -> list[str]:
    """The derivation of a deadline, a line a day, with where it sets out and where it ends."""
    if not total.steps:
        local = total.due.astimezone(ZONE)
        if local.time() == time():
            return [CLOSES.say(locale, {"day": written(total.day)})]
        return [FIXED_AT.say(locale, {"time": f"{local:%H:%M}", "day": written(local.date())})]
    lines = [step.say(locale) for step in total.steps]
    if total.start:
        heading = FROM if total.day > total.start else BACK_FROM
        lines.insert(0, heading.say(locale, {"day": written(total.start)}))
    return [*lines, CLOSES.say(locale, {"day": written(total.day)})]


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier, where negative), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def written(day: date) -> str:
    """A date as it is written in Viet Nam."""
    return f"{day:%d/%m/%Y}"


def aware(instant: datetime) -> datetime:
    """The instant itself; a naive one is refused, since the machine's own zone may not decide a deadline."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be dated")
    return instant


def local_day(instant: datetime) -> date:
    """The date of an instant in Viet Nam."""
    return aware(instant).astimezone(ZONE).date()


def midnight_after(day: date) -> datetime:
    """The UTC instant at which `day` is over in Viet Nam."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE).astimezone(UTC)


def midnight_before(day: date) -> datetime:
    """The UTC instant at which `day` begins in Viet Nam."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)
