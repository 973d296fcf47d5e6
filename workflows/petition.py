"""A petition on the shortlist (kiến nghị), version 1: a rejected candidate asks that the decision be looked at again.

The decrees found name no term for it; it runs from the shortlist's publication until the written part is held, and the
answer must come before that.
"""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.engine import Case, Deadline, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import APPROVER, CANDIDATE, PERSONNEL, SYSTEM
from workflows.words import Words

S = states("asked filed under_review upheld dismissed withdrawn")
SHORTLIST = cite("nd115", "15 khoản 2")


@dataclass(frozen=True, kw_only=True)
class PetitionFacts(Facts):
    """The petition, the rejected application and the round it belongs to."""

    application_state: str = ""
    round_state: str = ""
    paper_state: str = ""
    exam_at: datetime | None = None
    rejected_by: tuple[str, ...] = ()
    has_answer: bool = False


@guard(
    Words("Chỉ kiến nghị về hồ sơ bị loại.", "Only a rejected application can be petitioned about."),
    SHORTLIST,
    sibling=("application", ("rejected",)),
)
def application_is_rejected(case: Case) -> bool:
    return bool(case.facts.application_state == "rejected")


@guard(
    Words("Danh sách đủ điều kiện dự thi chưa được công bố.", "The list of eligible candidates is not published."),
    SHORTLIST,
    unblocked_by=APPROVER,
    sibling=("round", ("shortlist_published", "examining")),
)
def shortlist_is_published(case: Case) -> bool:
    return case.facts.round_state in ("shortlist_published", "examining")


@guard(
    Words("Phần thi viết đã tổ chức; không giải quyết kiến nghị về danh sách dự thi nữa.",
          "The written part was held; petitions on the shortlist are no longer dealt with."),
    design(),
    sibling=("paper", ("planned", "ready")),
)  # fmt: skip
def written_part_is_ahead(case: Case) -> bool:
    return bool(case.facts.paper_state in ("", "planned", "ready"))


@guard(
    Words("Người đã kết luận hồ sơ không được tự giải quyết kiến nghị về hồ sơ đó.",
          "Whoever judged the application may not judge the petition about it."),
    design(),
    unblocked_by=APPROVER,
)  # fmt: skip
def reviewer_did_not_reject(case: Case) -> bool:
    return case.actor.person not in case.facts.rejected_by


PETITION = Process(
    key="petition",
    version=1,
    label=Words("Kiến nghị về danh sách đủ điều kiện", "Petition on the shortlist"),
    facts=PetitionFacts,
    initial=S.asked,
    cites=SHORTLIST,
    states=[
        State(S.asked, Words("Đang soạn kiến nghị", "Being written"), CANDIDATE,
              untimed=Words("Gửi ngay trong cùng thao tác.", "Filed in the same act.")),
        State(S.filed, Words("Đã gửi kiến nghị", "Filed"), (APPROVER, PERSONNEL),
              Deadline("remind", design(), at=lambda x: x.exam_at),
              Words("Không tìm thấy thời hạn trong quy định; phải trả lời trước ngày thi viết.",
                    "No term was found in the rules; it must be answered before the written part.")),
        State(S.under_review, Words("Đang xem xét", "Under review"), APPROVER,
              Deadline("remind", design(), at=lambda x: x.exam_at),
              Words("Phải trả lời trước ngày thi viết.", "It must be answered before the written part.")),
        State(S.upheld, Words("Chấp nhận kiến nghị", "Upheld"), final=True),
        State(S.dismissed, Words("Không chấp nhận kiến nghị", "Dismissed"), final=True),
        State(S.withdrawn, Words("Thí sinh rút kiến nghị", "Withdrawn"), final=True),
    ],
    transitions=[
        T("file", S.asked, S.filed, CANDIDATE, SHORTLIST, Words("Gửi kiến nghị", "File"),
          [application_is_rejected, shortlist_is_published, written_part_is_ahead], (APPROVER, PERSONNEL)),
        T("take_up", S.filed, S.under_review, (APPROVER, PERSONNEL), SHORTLIST, Words("Thụ lý", "Take up"),
          [application_is_rejected, written_part_is_ahead], (CANDIDATE,)),
        T("remind", S.filed, S.filed, SYSTEM, design(), Words("Nhắc trả lời", "Remind"), notify=(APPROVER, PERSONNEL)),
        T("remind", S.under_review, S.under_review, SYSTEM, design(), Words("Nhắc trả lời", "Remind"),
          notify=(APPROVER,)),
        T("uphold", S.under_review, S.upheld, APPROVER, SHORTLIST, Words("Chấp nhận kiến nghị", "Uphold"),
          [application_is_rejected, written_part_is_ahead, reviewer_did_not_reject], (CANDIDATE, PERSONNEL),
          needs_reason=True, weighty=True),
        T("dismiss", S.under_review, S.dismissed, APPROVER, SHORTLIST, Words("Không chấp nhận", "Dismiss"),
          [reviewer_did_not_reject], (CANDIDATE, PERSONNEL), needs_reason=True, weighty=True),
        T("withdraw", S.filed, S.withdrawn, CANDIDATE, design(), Words("Rút kiến nghị", "Withdraw"), notify=(APPROVER,),
          despite_hold=True),
        T("withdraw", S.under_review, S.withdrawn, CANDIDATE, design(), Words("Rút kiến nghị", "Withdraw"),
          notify=(APPROVER,), despite_hold=True),
    ],
)  # fmt: skip

register(PETITION, date(2020, 1, 1))
