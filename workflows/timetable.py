"""The timetable of the presentations once somebody joins or leaves it: the earliest that is in time again. Pure.

The times of the timetable that was set move together by whole days until every summons can be in time and the first day
is a working day. Whoever joins takes the place that the draw gives, or the end where nothing was drawn; those behind
move as far as the length of one presentation asks. Whoever leaves leaves a gap; nobody else moves for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from workflows.calendar import Calendar, local_day

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate's place in the order drawn and time, before and after; None where there is none."""

    number: str
    place_before: int | None
    place_after: int | None
    time_before: datetime | None
    time_after: datetime | None

    @property
    def moves(self) -> bool:
        """Whether the time is another than before, for one who had a time and keeps one."""
        return None not in (self.time_before, self.time_after) and self.time_before != self.time_after

    @property
    def order(self) -> tuple[datetime, int, str]:
        """By what lines are sorted: the time, the place, the number."""
        time, place = self.time_after or self.time_before, self.place_after or self.place_before
        return time or datetime.max.replace(tzinfo=UTC), place or 0, self.number

    def content(self) -> list[object]:
        """The line as plain text and figures."""
        times = [one.isoformat() if one else None for one in (self.time_before, self.time_after)]
        return [self.number, self.place_before, self.place_after, *times]


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """Times as they were set, the order drawn of everybody concerned (none: not drawn), how long one presents."""

    times: Mapping[str, datetime]
    drawn: Sequence[str] = ()
    lasts: timedelta = timedelta(hours=1)

    def again(self, joins: str | None, leaves: str | None, earliest: date, calendar: Calendar) -> tuple[Line, ...]:
        """Every line before and after, by time. `earliest` binds only where somebody joins."""
        kept = {number: time for number, time in self.times.items() if number != leaves}
        after = self._with(joins, self._moved(kept, earliest, calendar)) if joins else kept
        before, behind = self._places(joins), self._places(leaves)
        lines = [
            Line(one, before.get(one), behind.get(one), self.times.get(one), after.get(one))
            for one in {*self.times, *after, *self.drawn}
        ]
        return tuple(sorted(lines, key=lambda one: one.order))

    def _places(self, without: str | None) -> dict[str, int]:
        return {number: n for n, number in enumerate((one for one in self.drawn if one != without), 1)}

    @staticmethod
    def _moved(times: Mapping[str, datetime], earliest: date, calendar: Calendar) -> dict[str, datetime]:
        """All of them later by the same number of days, so that the first day is in time and a working day."""
        first = local_day(min(times.values())) if times else earliest
        days = max(earliest - first, timedelta(0))
        while days and not calendar.is_working(first + days):
            days += DAY
        return {number: time + days for number, time in times.items()}

    def _with(self, joins: str, times: dict[str, datetime]) -> dict[str, datetime]:
        """The times with a place for whoever joins; those behind move where there is no room."""
        if joins in times or not times:
            return times
        if joins not in self.drawn:
            return {**times, joins: max(times.values()) + self.lasts}
        made: dict[str, datetime] = {}
        free: datetime | None = None
        is_behind = False
        for number in (one for one in self.drawn if one in times or one == joins):
            is_behind = is_behind or number == joins
            time = times.get(number) or free or min(times.values())
            made[number] = max(time, free) if is_behind and free else time
            free = made[number] + self.lasts
        return made
