"""What a mark changed by re-marking changes: the result, who presents, which later steps fall, the new calendar. Pure.

Read by the chair who proposes the change and by the second person who confirms it, both on exactly the same content.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from workflows.calendar import Calendar, Sum, local_day, midnight_before
from workflows.sanction import less
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
    "ranking": Words("Bảng xếp hạng của vị trí đã lập", "The post's ranking"),
    "report": Words("Báo cáo kết quả kỳ thi", "The report of the round's result"),
}
"""What may fall. Nothing of it is deleted: each is made anew and the old one stays on record."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """How things stand before the change. Candidates go by their numbers.

    `reaches_oral` are those of the post who present as it stands; `timed` and `summoned` those of the whole round who
    have a time, or a summons; `first_at` is the first time. `remarking_ends` is the last instant of the re-marking.
    """

    number: str
    post: str
    old_mark: Decimal
    new_mark: Decimal
    final_mark: Decimal
    percent_off: int
    pass_mark: Decimal
    reaches_oral: frozenset[str]
    timed: frozenset[str] = frozenset()
    summoned: frozenset[str] = frozenset()
    first_at: datetime | None = None
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
    `summon_by` how that was counted back.
    """

    before: Before
    written_before: Decimal
    written_after: Decimal
    oral_after: frozenset[str]
    falls: tuple[Fall, ...]
    summons_from: date
    presents_from: date
    summon_by: Sum

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
            "presents_from": self.presents_from.isoformat(),
        }


def impact(before: Before, calendar: Calendar) -> Impact:
    """What becomes of everything once the mark stands that the rule gives."""
    written = [less(mark, before.percent_off) for mark in (before.old_mark, before.final_mark)]
    passed, passes = (mark >= before.pass_mark for mark in written)
    alone = frozenset({before.number})
    presents_from, summon_by = _presentation(before, calendar)
    return Impact(
        before=before,
        written_before=written[0],
        written_after=written[1],
        oral_after=(before.reaches_oral | alone) if passes else (before.reaches_oral - alone),
        falls=tuple(_falls(before, passed, passes, presents_from) if written[0] != written[1] else ()),
        summons_from=local_day(before.remarking_ends),
        presents_from=presents_from,
        summon_by=summon_by,
    )


def _falls(before: Before, passed: bool, passes: bool, presents_from: date) -> list[Fall]:
    own = (before.number,)
    found = [Fall("list", own)] if passed != passes else []
    if passes and not passed:
        found += [Fall("unscheduled", own)] if before.timed and before.number not in before.timed else []
        found += [Fall("unsummoned", own)] if before.summoned and before.number not in before.summoned else []
        is_new = before.number not in before.summoned
        if is_new and before.first_at is not None and local_day(before.first_at) < presents_from:
            found.append(Fall("too_early", tuple(sorted(before.timed))))
    if passed and not passes:
        found += [Fall("time", own)] if before.number in before.timed else []
        found += [Fall("summons", own)] if before.number in before.summoned else []
    if passed or passes:
        ranked = tuple(sorted(before.reaches_oral | {before.number}))
        found += [Fall("ranking", ranked)] if before.contest_state in RANKED else []
        found += [Fall("report", ranked)] if before.round_state in REPORTED else []
    return found


def _presentation(before: Before, calendar: Calendar) -> tuple[date, Sum]:
    """The first day to which a summons that goes out when the re-marking is over is in time, and the sum behind it."""
    day = local_day(before.remarking_ends) + timedelta(days=1)
    while (
        counted := calendar.before(midnight_before(day), before.summon_wd, working=True)
    ).due <= before.remarking_ends:
        day += timedelta(days=1)
    return day, counted
