"""By when what must have happened before a term of office ends (bổ nhiệm lại), counted back from its last day.

Every number is a parameter `reappt.*` of the text that was in force (NĐ 138/2020; NĐ 170/2025 Đ.36 as amended by
NĐ 300/2026). A later text never puts a notice before its own first working day. Pure.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflows.calendar import Calendar, Sum, midnight_before
from workflows.law import Citation
from workflows.parameters import Edition, Staff
from workflows.rules import PARAMETERS
from workflows.words import Words

NOTICE, IN_WORKING_DAYS = PARAMETERS["reappt.notice_days"], PARAMETERS["reappt.notice_working"]
REPORT, CONFERENCE = PARAMETERS["reappt.self_report_days"], PARAMETERS["reappt.conference_days"]
DECISION = PARAMETERS["reappt.decision_before_wd"]
SOON_DAYS = 30
"""How long before the last day for the notice a term is shown as near: a matter of the screen, not of the law."""


class Stage(StrEnum):
    """Where a term stands on a day, as far as the calendar alone can tell."""

    later = "later"
    soon = "soon"
    noticed = "noticed"
    lapsing = "lapsing"
    lapsed = "lapsed"


STAGES: dict[Stage, Words] = {
    Stage.lapsed: Words("Đã hết thời hạn", "Has ended"),
    Stage.lapsing: Words("Sắp hết thời hạn, đã quá hạn quyết định", "About to lapse: too late for the decision"),
    Stage.noticed: Words("Đang trong quy trình bổ nhiệm lại", "Within the time of reappointment"),
    Stage.soon: Words("Sắp đến hạn thông báo", "Notice is due soon"),
    Stage.later: Words("Chưa đến hạn", "Not yet due"),
}
"""The most pressing first."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The last day for the written notice, and the text that gives it.

    `moved`: by how many days it lies earlier than the text's number, because it would have been a day off.
    """

    total: Sum
    sources: tuple[Citation, ...]
    moved: int = 0

    @property
    def day(self) -> date:
        """The last day on which the notice is in time; a working day."""
        return self.total.day


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """The last days of one term: written notice, self-report, conference of key cadres, decision, the term itself."""

    ends_on: date
    notice: Notice
    report: Sum
    conference: Sum
    decision: Sum

    def stage(self, today: date) -> Stage:
        """Where the term stands on a day; each last day is still in time."""
        if today > self.ends_on:
            return Stage.lapsed
        if today > self.decision.day:
            return Stage.lapsing
        if today > self.notice.day:
            return Stage.noticed
        return Stage.soon if (self.notice.day - today).days <= SOON_DAYS else Stage.later


def lead_times(ends_on: date, staff: Staff, calendar: Calendar) -> LeadTimes:
    """All last days of the term that ends on a day, for that kind of staff; each can print its derivation."""
    notice = notice_of(ends_on, staff, calendar)
    report = _after(notice.day, int(REPORT.edition(ends_on, staff).default), calendar)
    conference = _after(report.day, int(CONFERENCE.edition(ends_on, staff).default), calendar)
    before = int(DECISION.edition(ends_on, staff).default)
    decision = calendar.before(midnight_before(ends_on), before, working=True)
    return LeadTimes(ends_on, notice, report, conference, decision)


def notice_of(ends_on: date, staff: Staff, calendar: Calendar) -> Notice:
    """The last day for the written notice that the term ends."""
    text = NOTICE.edition(ends_on, staff)
    notice = _under(text, ends_on, ends_on, staff, calendar)
    if text.since is None or notice.day >= text.since:
        return notice
    older = _under(NOTICE.edition(notice.day, staff), notice.day, ends_on, staff, calendar)
    first = text.since
    while not calendar.is_working(first):
        first += timedelta(days=1)
    if older.day <= first:
        return older
    days = (ends_on - first).days
    return Notice(calendar.before(midnight_before(ends_on), days, working=False), text.sources)


def _under(text: Edition, on: date, ends_on: date, staff: Staff, calendar: Calendar) -> Notice:
    """The last day under the text in force `on` a day; one that falls on a day off is the working day before it."""
    working = bool(IN_WORKING_DAYS.edition(on, staff).default)
    days, end, moved = int(text.default), midnight_before(ends_on), 0
    total = calendar.before(end, days, working=working)
    while not calendar.is_working(total.day):
        moved += 1
        total = calendar.before(end, days + moved, working=working)
    return Notice(total, text.sources, moved)


def _after(day: date, days: int, calendar: Calendar) -> Sum:
    return calendar.after(midnight_before(day), days, working=False)
