"""The suspension of a case (tạm dừng), version 1: it stands beside the case and bars every step of it.

No found law fixes it; it follows the regulation's design: a reasoned act because of a complaint or a leak, possible
until marks are locked.
"""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.engine import Case, Deadline, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import design
from workflows.registry import register
from workflows.roles import AUTHORITY, CHAIR, PERSONNEL, SECRETARY, SUPERVISOR, SYSTEM
from workflows.words import Words

S = states("asked in_force lifted refused")


@dataclass(frozen=True, kw_only=True)
class HoldFacts(Facts):
    """The case to be suspended: `before_lock` while no marks of it are locked, `target_open` while it has not ended."""

    before_lock: bool = True
    target_open: bool = True
    review_on: datetime | None = None


@guard(
    Words("Điểm đã được khóa; từ đây không tạm dừng được nữa.", "Marks are locked; from here on nothing is suspended."),
    design(),
)
def marks_are_not_locked(case: Case) -> bool:
    return bool(case.facts.before_lock)


@guard(Words("Vụ việc đã kết thúc.", "The case has ended."), design())
def target_has_not_ended(case: Case) -> bool:
    return bool(case.facts.target_open)


HOLD = Process(
    key="hold",
    version=1,
    label=Words("Tạm dừng vụ việc", "Suspension of a case"),
    facts=HoldFacts,
    initial=S.asked,
    cites=design(),
    states=[
        State(S.asked, Words("Đề nghị tạm dừng", "Suspension asked for"), (AUTHORITY, CHAIR),
              untimed=Words("Quyết định ngay khi được đề nghị.", "Decided as soon as it is asked for.")),
        State(S.in_force, Words("Đang tạm dừng", "On hold"), (AUTHORITY, CHAIR),
              Deadline("remind", design(), at=lambda x: x.review_on),
              Words("Không tìm thấy thời hạn trong quy định; người ra lệnh đặt ngày xem lại.",
                    "No term was found in the rules; whoever places it sets a day of review.")),
        State(S.lifted, Words("Đã cho tiếp tục", "Lifted"), final=True),
        State(S.refused, Words("Không tạm dừng", "Not suspended"), final=True),
    ],
    transitions=[
        T("place", S.asked, S.in_force, (AUTHORITY, CHAIR), design(), Words("Tạm dừng", "Suspend"),
          [marks_are_not_locked, target_has_not_ended], (PERSONNEL, SECRETARY, SUPERVISOR), needs_reason=True,
          despite_hold=True, weighty=True),
        T("refuse", S.asked, S.refused, (AUTHORITY, CHAIR), design(), Words("Không tạm dừng", "Refuse"),
          notify=(PERSONNEL, SUPERVISOR), needs_reason=True, despite_hold=True),
        T("remind", S.in_force, S.in_force, SYSTEM, design(), Words("Nhắc xem lại", "Remind of the review"),
          notify=(AUTHORITY, CHAIR), despite_hold=True),
        T("prolong", S.in_force, S.in_force, (AUTHORITY, CHAIR), design(), Words("Kéo dài tạm dừng", "Prolong"),
          notify=(PERSONNEL, SECRETARY, SUPERVISOR), needs_reason=True, despite_hold=True),
        T("lift", S.in_force, S.lifted, (AUTHORITY, CHAIR), design(), Words("Cho tiếp tục", "Lift"),
          notify=(PERSONNEL, SECRETARY, SUPERVISOR), needs_reason=True, despite_hold=True, weighty=True),
    ],
)  # fmt: skip

register(HOLD, date(2020, 1, 1))
