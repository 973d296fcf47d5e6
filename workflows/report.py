"""A frozen report of the indicator (báo cáo chỉ tiêu đã chốt), version 1: drawn up by one, frozen by another.

What is frozen is one file: the definition, the as-of day, the signed head of the ledger, and every decision looked at.
It is made when the report is drawn up; the freezing binds exactly these bytes. The scheme asks for reports and says
nothing of how they are kept, so all of this is the house's own.
"""

from dataclasses import dataclass
from datetime import date

from workflows.engine import Case, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import design
from workflows.registry import register
from workflows.roles import APPROVER, AUTHORITY, PERSONNEL
from workflows.words import Words

S = states("drafted frozen dropped")


@dataclass(frozen=True, kw_only=True)
class ReportFacts(Facts):
    """The report: `is_outdated`: its decisions would be told otherwise if it were drawn up again now."""

    drafted_by: str | None = None
    as_of: date | None = None
    today: date | None = None
    is_outdated: bool = False


@guard(
    Words("Người chốt không được là người lập báo cáo (SD3).", "Whoever drew the report up may not freeze it (SD3)."),
    design(),
    unblocked_by=(APPROVER, AUTHORITY),
)
def freezer_did_not_draw_it_up(case: Case) -> bool:
    """Two different people answer for a figure."""
    return bool(case.actor.person != case.facts.drafted_by)


@guard(
    Words("Từ khi lập báo cáo đã có quyết định thay đổi: hãy lập lại.",
          "Since it was drawn up a decision has changed: draw it up again."),
    design(),
    unblocked_by=PERSONNEL,
)  # fmt: skip
def decisions_are_as_drawn_up(case: Case) -> bool:
    """Nobody freezes a figure that is outdated already."""
    return not case.facts.is_outdated


@guard(Words("Ngày tính còn ở tương lai.", "The as-of day lies ahead."), design(), unblocked_by=PERSONNEL)
def as_of_day_is_not_ahead(case: Case) -> bool:
    """What is to come is planned, not reported."""
    f: ReportFacts = case.facts
    return f.as_of is not None and f.today is not None and f.as_of <= f.today


REPORT = Process(
    key="report",
    version=1,
    label=Words("Báo cáo chỉ tiêu", "Report of the indicator"),
    facts=ReportFacts,
    initial=S.drafted,
    cites=design(),
    states=[
        State(S.drafted, Words("Đã lập, chờ chốt", "Drawn up"), (APPROVER, AUTHORITY),
              untimed=Words("Không quy định thời hạn; nằm trong hộp việc", "No term is set; it waits in the inbox")),
        State(S.frozen, Words("Đã chốt", "Frozen"), final=True),
        State(S.dropped, Words("Không chốt", "Dropped"), final=True),
    ],
    transitions=[
        T("freeze", S.drafted, S.frozen, (APPROVER, AUTHORITY), design(), Words("Chốt báo cáo", "Freeze the report"),
          [freezer_did_not_draw_it_up, decisions_are_as_drawn_up, as_of_day_is_not_ahead], (PERSONNEL,), weighty=True),
        T("drop", S.drafted, S.dropped, (PERSONNEL, APPROVER, AUTHORITY), design(), Words("Không chốt", "Drop"),
          notify=(PERSONNEL,), needs_reason=True),
    ],
)  # fmt: skip

register(REPORT, date(2022, 8, 8))
