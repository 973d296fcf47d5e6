"""What a mark changed by re-marking changes: the result, who presents, which later steps fall, the new calendar. Pure.

Read by the chair who proposes the change and by the second person who confirms it, both on exactly the same content.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from workflows.calendar import Calendar, Sum, local_day, midnight_before
from workflows.sanction import less
from workflows.timetable import Line, Timetable
from workflows.words import Words

RANKED = ("ranked", "recognised", "verifying", "submitted", "collective_decided", "decision_issued")
REPORTED = ("result_compiled", "result_recognised", "result_published")
FALLS = {
    "list": Words("Danh sách người đạt điểm thi viết đã công bố", "The published list of those who passed in writing"),
    "unscheduled": Words("Lịch trình bày đã xếp: chưa có thí sinh này", "The timetable, which lacks this candidate"),
    "unsummoned": Words("Việc triệu tập: thí sinh này chưa được triệu tập", "The summons: this candidate has none"),
    "too_early": Words("Ngày giờ trình bày đã ấn định, nay quá sớm", "The times of presentation, now too early"),
    "time": Words("Giờ trình bày đã xếp cho thí sinh", "The candidate's time to present"),
    "summons": Words("Giấy triệu tập trình bày đã gửi thí sinh", "The candidate's summons to present"),
    "places": Words(
        "Chỗ trong thứ tự trình bày đã bốc thăm: hạt giống giữ nguyên, người đứng sau đổi một chỗ",
        "Places in the order drawn: the seed stays, those behind move by one place",
    ),
    "moved": Words("Giờ trình bày phải lùi để đủ chỗ", "The times that move to make room"),
    "resummon": Words(
        "Giấy triệu tập đã gửi cho người đổi giờ, phải gửi lại",
        "The summonses of those whose time moves; they are sent anew",
    ),
    "ranking": Words("Bảng xếp hạng của vị trí đã lập", "The post's ranking"),
    "report": Words("Báo cáo kết quả kỳ thi", "The report of the round's result"),
}
"""What may fall. Nothing of it is deleted: each is made anew and the old one stays on record."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """How things stand before the change. Candidates go by their numbers.

    `reaches_oral` are those of the post who present as it stands; `times` and `summoned` are of the whole round, and so
    is the order `drawn`, of all who present before or after. `competes` is false once a sanction has ended the exam for
    the candidate. `remarking_ends` is the last instant of the re-marking.
    """

    number: str
    post: str
    old_mark: Decimal
    new_mark: Decimal
    final_mark: Decimal
    percent_off: int
    pass_mark: Decimal
    reaches_oral: frozenset[str]
    times: Mapping[str, datetime] = field(default_factory=dict)
    summoned: frozenset[str] = frozenset()
    drawn: tuple[str, ...] = ()
    presents_min: int = 60
    competes: bool = True
    contest_state: str = "contested"
    round_state: str = "examining"
    remarking_ends: datetime
    summon_wd: int


@dataclass(frozen=True)
class Fall:
    """One later step that becomes invalid, and for whom."""

    step: str
    for_whom: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Impact:
    """What the change does: marks after the deduction, passed or not, who presents, what falls, the dates.

    `summons_from` is the first day on which a summons can go out, `presents_from` the first day of a presentation,
    `summon_by` how that was counted back; `calendar` is the timetable before and after.
    """

    before: Before
    written_before: Decimal
    written_after: Decimal
    oral_after: frozenset[str]
    falls: tuple[Fall, ...]
    summons_from: date
    presents_from: date
    summon_by: Sum
    calendar: tuple[Line, ...] = ()

    @property
    def passed_before(self) -> bool:
        """Whether the candidate passes with the old mark."""
        return self.written_before >= self.before.pass_mark

    @property
    def passes_after(self) -> bool:
        """Whether the candidate passes with the mark that stands now."""
        return self.written_after >= self.before.pass_mark

    def content(self) -> dict[str, object]:
        """Exactly what is proposed and confirmed, as plain text."""
        b = self.before
        return {
            "number": b.number,
            "post": b.post,
            "old_mark": f"{b.old_mark:.2f}",
            "new_mark": f"{b.new_mark:.2f}",
            "final_mark": f"{b.final_mark:.2f}",
            "percent_off": b.percent_off,
            "pass_mark": f"{b.pass_mark:.2f}",
            "written_before": f"{self.written_before:.2f}",
            "written_after": f"{self.written_after:.2f}",
            "oral_before": sorted(b.reaches_oral),
            "oral_after": sorted(self.oral_after),
            "falls": [[fall.step, *fall.for_whom] for fall in self.falls],
            "remarking_ends": b.remarking_ends.isoformat(),
            "summons_from": self.summons_from.isoformat(),
            "summon_wd": b.summon_wd,
            "summon_by": self.summon_by.due.isoformat(),
            "presents_from": self.presents_from.isoformat(),
            "presents_min": b.presents_min,
            "calendar": [line.content() for line in self.calendar],
        }


def impact(before: Before, calendar: Calendar) -> Impact:
    """What becomes of everything once the mark stands that the rule gives."""
    written = [less(mark, before.percent_off) for mark in (before.old_mark, before.final_mark)]
    passed, passes = (before.competes and mark >= before.pass_mark for mark in written)
    alone = frozenset({before.number})
    presents_from, summon_by = _presentation(before, calendar)
    lines = _timetable(before, passed, passes, presents_from, calendar)
    return Impact(
        before=before,
        written_before=written[0],
        written_after=written[1],
        oral_after=(before.reaches_oral | alone) if passes else (before.reaches_oral - alone),
        falls=tuple(_falls(before, passed, passes, presents_from, lines)) if written[0] != written[1] else (),
        summons_from=local_day(before.remarking_ends),
        presents_from=presents_from,
        summon_by=summon_by,
        calendar=lines,
    )


def _timetable(before: Before, passed: bool, passes: bool, presents_from: date, calendar: Calendar) -> tuple[Line, ...]:
    """The timetable that was set, before and after; whoever was summoned by foresight joins nothing."""
    drawn = [one for one in before.drawn if one != before.number or passed or passes]
    table = Timetable(times=before.times, drawn=drawn, lasts=timedelta(minutes=before.presents_min))
    joins = passes and not passed and before.number not in before.summoned
    leaves = passed and not passes
    return table.again(before.number if joins else None, before.number if leaves else None, presents_from, calendar)


def _falls(before: Before, passed: bool, passes: bool, presents_from: date, lines: tuple[Line, ...]) -> list[Fall]:
    """Each later step that falls, in the order in which the exam comes to them."""
    if passed == passes:
        return _results(before) if passes else []
    own = (before.number,)
    found = [Fall("list", own), *(_joining(before, presents_from, lines) if passes else _leaving(before))]
    places = tuple(one.number for one in lines if one.number not in own and one.place_before != one.place_after)
    again = tuple(one.number for one in lines if one.moves and one.number in before.summoned)
    found += [Fall("places", places)] if places else []
    found += [Fall("resummon", again)] if again else []
    return found + _results(before)


def _joining(before: Before, presents_from: date, lines: tuple[Line, ...]) -> list[Fall]:
    """What lacks whoever passes now, and which times do not hold."""
    own, moved = (before.number,), tuple(one.number for one in lines if one.moves)
    found = [Fall("unscheduled", own)] if before.times and before.number not in before.times else []
    found += [Fall("unsummoned", own)] if before.summoned and before.number not in before.summoned else []
    if not moved:
        return found
    is_too_early = local_day(min(before.times.values())) < presents_from
    return [*found, Fall("too_early" if is_too_early else "moved", moved)]


def _leaving(before: Before) -> list[Fall]:
    """What whoever passes no more has already."""
    own = (before.number,)
    found = [Fall("time", own)] if before.number in before.times else []
    return found + ([Fall("summons", own)] if before.number in before.summoned else [])


def _results(before: Before) -> list[Fall]:
    """The result that was drawn up with the old mark."""
    ranked = tuple(sorted(before.reaches_oral | {before.number}))
    found = [Fall("ranking", ranked)] if before.contest_state in RANKED else []
    return found + ([Fall("report", ranked)] if before.round_state in REPORTED else [])


def _presentation(before: Before, calendar: Calendar) -> tuple[date, Sum]:
    """The first day to which a summons that goes out when the re-marking is over is in time, and the sum behind it."""
    day = local_day(before.remarking_ends) + timedelta(days=1)
    while (
        counted := calendar.before(midnight_before(day), before.summon_wd, working=True)
    ).due <= before.remarking_ends:
        day += timedelta(days=1)
    return day, counted
