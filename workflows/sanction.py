"""A sanction for breaking the rules of the exam (xử lý vi phạm), version 1: minutes with two signatures, four kinds.

Two people sign the minutes and neither signs twice; where the candidate refuses, two neighbours sign as witnesses. A
reprimand or a warning takes a share off the written mark; suspension and annulment end the exam for this candidate.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from workflows.engine import Case, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.quantities import HUNDREDTH
from workflows.registry import register
from workflows.roles import CANDIDATE, CHAIR, INVIGILATOR, PERSONNEL, SECRETARY, SUPERVISOR
from workflows.words import Words

S = states("drawn_up minuted in_force dismissed set_aside")
RULES = cite("tt22", "", "K")
KINDS = {
    "reprimand": Words("Khiển trách", "Reprimand"),
    "warning": Words("Cảnh cáo", "Warning"),
    "suspension": Words("Đình chỉ thi", "Suspension"),
    "annulment": Words("Hủy kết quả thi", "Annulment"),
}
"""The four sanctions, from the lightest to the heaviest."""
DEDUCTING = ("reprimand", "warning")
ENDING = ("suspension", "annulment")
SITTING = ("ready", "held")
UNTIL_DECODED = (*SITTING, "coded", "marking", "lock_proposed", "locked", "decoded")
"""The states of a paper until its marks are joined to names and published."""
UNTIL_ORAL = (*UNTIL_DECODED, "written_published", "remark_window", "remarking", "final")
IN_EXAM = ("listed", "sat", "written_passed", "oral_done")
BEFORE_RANKING = ("contested", "too_few", "extended")
"""The states of a post in which nobody has a place yet."""
NEIGHBOURS = 2


@dataclass(frozen=True, kw_only=True)
class SanctionFacts(Facts):
    """The minutes, the candidate's application, paper and post. `witnesses` counts different neighbours by name.

    `only_invigilates`: the asker is an invigilator, and neither secretary nor chair.
    """

    kind: str = ""
    paper_state: str = ""
    application_state: str = ""
    contest_state: str = ""
    exam_at: datetime | None = None
    was_read: bool = True
    witnesses: int = 0
    signed_by: str | None = None
    only_invigilates: bool = False


@guard(
    Words("Bài thi viết bắt đầu lúc %(exam_at)s; chưa thể có vi phạm.",
          "The written part begins at %(exam_at)s; nothing can have been broken yet."),
    design(),
    until=lambda case: case.facts.exam_at,
)  # fmt: skip
def exam_has_begun(case: Case) -> bool:
    return bool(case.facts.exam_at is not None and case.now >= case.facts.exam_at)


@guard(
    Words("Giám thị chỉ lập và ký biên bản khi ca thi viết đang mở hoặc vừa kết thúc, bài chưa đánh phách.",
          "Invigilators draw up and sign minutes during the written session or before its scripts are coded."),
    design("S"),
    unblocked_by=(SECRETARY, CHAIR),
)  # fmt: skip
def invigilators_act_at_the_session(case: Case) -> bool:
    return not case.facts.only_invigilates or case.facts.paper_state in SITTING


@guard(
    Words("Biên bản chỉ lập trong thời gian thi.", "Minutes are drawn up only while the exam goes on."),
    design("S"),
    sibling=("paper", UNTIL_ORAL),
)
def exam_goes_on(case: Case) -> bool:
    return case.facts.paper_state in UNTIL_ORAL


@guard(
    Words("Thí sinh không còn trong kỳ thi.", "The candidate is no longer in the exam."),
    design(),
    sibling=("application", IN_EXAM),
)
def candidate_is_in_the_exam(case: Case) -> bool:
    return case.facts.application_state in IN_EXAM


@guard(
    Words("Bảng xếp hạng của vị trí đã ký; Chủ tịch Hội đồng phải mở xếp hạng lại trước khi hủy kết quả thi.",
          "The post's ranking is signed; the chair must open it again before a result of it is annulled."),
    design(),
    unblocked_by=CHAIR,
    sibling=("contest", BEFORE_RANKING),
)  # fmt: skip
def ranking_is_not_signed(case: Case) -> bool:
    return case.facts.contest_state in BEFORE_RANKING


@guard(
    Words("Thí sinh từ chối ký thì biên bản phải có hai thí sinh ngồi cạnh làm chứng.",
          "Where the candidate refuses to sign, two neighbours sign as witnesses."),
    RULES,
    unblocked_by=(INVIGILATOR, SECRETARY),
)  # fmt: skip
def refusal_has_two_witnesses(case: Case) -> bool:
    return bool(case.facts.was_read or case.facts.witnesses >= NEIGHBOURS)


@guard(
    Words("Điểm bài viết đã được công bố; không trừ điểm được nữa.",
          "The written marks are published; nothing is deducted any more."),
    design(),
    sibling=("paper", UNTIL_DECODED),
)  # fmt: skip
def deduction_can_still_count(case: Case) -> bool:
    return bool(case.facts.kind not in DEDUCTING or case.facts.paper_state in UNTIL_DECODED)


@guard(
    Words("Chỉ đình chỉ khi ca thi viết đang diễn ra; sau đó chỉ còn hủy kết quả thi.",
          "One is suspended only while the written session runs; afterwards the result can be annulled."),
    design(),
    sibling=("paper", ("ready",)),
)  # fmt: skip
def suspension_ends_a_session(case: Case) -> bool:
    return bool(case.facts.kind != "suspension" or case.facts.paper_state == "ready")


@guard(
    Words("Chữ ký thứ hai phải của người khác.", "The second signature is another person's."),
    RULES,
    unblocked_by=(INVIGILATOR, CHAIR),
)
def second_signature_is_anothers(case: Case) -> bool:
    return bool(case.actor.person is not None and case.actor.person != case.facts.signed_by)


@guard(
    Words("Đình chỉ và hủy kết quả thi do Chủ tịch Hội đồng thi quyết định.",
          "Suspension and annulment are decided by the chair."),
    design("S"),
    unblocked_by=CHAIR,
)  # fmt: skip
def it_takes_off_marks(case: Case) -> bool:
    return case.facts.kind in DEDUCTING


@guard(
    Words("Khiển trách và cảnh cáo chỉ cần chữ ký thứ hai.", "A reprimand or a warning needs a second signature only."),
    design(),
)
def it_ends_the_exam(case: Case) -> bool:
    return case.facts.kind in ENDING


DRAWN_UP = [exam_has_begun, exam_goes_on, invigilators_act_at_the_session, candidate_is_in_the_exam,
            refusal_has_two_witnesses, deduction_can_still_count, suspension_ends_a_session]  # fmt: skip
SECOND = [
    invigilators_act_at_the_session,
    it_takes_off_marks,
    second_signature_is_anothers,
    candidate_is_in_the_exam,
    deduction_can_still_count,
]
TOLD = (CANDIDATE, SECRETARY, SUPERVISOR)

SANCTION = Process(
    key="sanction",
    version=1,
    label=Words("Xử lý vi phạm quy chế thi", "Sanction for a violation"),
    facts=SanctionFacts,
    initial=S.drawn_up,
    cites=RULES,
    states=[
        State(S.drawn_up, Words("Đang lập biên bản", "Being drawn up"), (INVIGILATOR, SECRETARY),
              untimed=Words("Ký ngay trong cùng thao tác.", "Signed in the same act.")),
        State(S.minuted, Words("Đã lập biên bản, chờ chữ ký thứ hai", "Minuted, awaits the second signature"),
              (INVIGILATOR, CHAIR),
              untimed=Words("Ký ngay tại phòng thi; không tìm thấy thời hạn trong quy định.",
                            "Signed in the room at once; no term was found in the rules.")),
        State(S.in_force, Words("Có hiệu lực", "In force"), CHAIR,
              untimed=Words("Còn có thể bị bãi bỏ khi khiếu nại được chấp nhận, trước khi công bố điểm.",
                            "It may be set aside on a complaint until the marks are published.")),
        State(S.dismissed, Words("Không xử lý", "Dismissed"), final=True),
        State(S.set_aside, Words("Đã bãi bỏ", "Set aside"), final=True),
    ],
    transitions=[
        # The minutes: the first signature is that of whoever draws them up.
        T("sign", S.drawn_up, S.minuted, (INVIGILATOR, SECRETARY), RULES, Words("Ký biên bản vi phạm", "Sign"),
          DRAWN_UP, (CHAIR,)),
        # The second signature; where it ends the exam, the chair's, who gives the reason.
        T("countersign", S.minuted, S.in_force, (INVIGILATOR, CHAIR), RULES, Words("Ký thứ hai", "Sign second"), SECOND,
          TOLD),
        T("order", S.minuted, S.in_force, CHAIR, RULES, Words("Đình chỉ, hủy kết quả thi", "Suspend or annul"),
          [it_ends_the_exam, second_signature_is_anothers, candidate_is_in_the_exam, suspension_ends_a_session,
           ranking_is_not_signed],
          (*TOLD, PERSONNEL), needs_reason=True, weighty=True),
        T("dismiss", S.minuted, S.dismissed, CHAIR, design(), Words("Không xử lý", "Dismiss"),
          notify=(CANDIDATE, SECRETARY), needs_reason=True),
        T("set_aside", S.in_force, S.set_aside, CHAIR, design(), Words("Bãi bỏ", "Set aside"),
          [it_takes_off_marks, deduction_can_still_count], TOLD, needs_reason=True, weighty=True),
    ],
)  # fmt: skip

register(SANCTION, date(2020, 1, 1))


def percent_off(kinds: Collection[str], reprimand: int, warning: int) -> int:
    """How many per cent of the written mark these sanctions take off: the heaviest counts, they are not added up."""
    percents = {"reprimand": reprimand, "warning": warning}
    return max((percents[kind] for kind in kinds if kind in percents), default=0)


def less(mark: Decimal, percent: int) -> Decimal:
    """The mark that counts once so many per cent are taken off, in hundredths, halves upward."""
    return (mark * (100 - percent) / 100).quantize(HUNDREDTH, ROUND_HALF_UP)
