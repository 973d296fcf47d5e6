"""A decision of appointment (quyết định bổ nhiệm), version 1: drafted by one, signed by another, perhaps revoked.

Both roads lead here: the winner of a competition, and the ordinary appointment that is recorded from paper. The
indicator counts these and nothing else.
"""

from dataclasses import dataclass
from datetime import date

from workflows.engine import Case, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import AUTHORITY, PERSONNEL, SUPERVISOR, SYSTEM
from workflows.words import Words

S = states("drafted issued revoked cancelled")
SIGNING, NUMBERING = cite("nd30", "13"), cite("nd30", "15")


@dataclass(frozen=True, kw_only=True)
class DecisionFacts(Facts):
    """The decision and, for method EXAM, the contest it rests on. `signed_on` is None before the signing.

    `counts_from`: where a reappointment or extension ends in it, the first day of the new term.
    `is_selected`: the decision names the person who is selected now, not one who declined or was set aside.
    """

    method: str = "EXAM"
    kind: str = "FIRST_APPOINTMENT"
    contest_state: str = ""
    is_selected: bool = True
    drafted_by: str | None = None
    appointee: str | None = None
    number: str | None = None
    number_taken: bool = False
    signed_on: date | None = None
    effective_on: date | None = None
    term_ends_on: date | None = None
    today: date | None = None
    counts_from: date | None = None


@guard(
    Words("Người dự thảo không được là người ký (SD3).", "The drafter may not sign (SD3)."),
    design(),
    unblocked_by=AUTHORITY,
)
def signer_did_not_draft(case: Case) -> bool:
    return bool(case.actor.person != case.facts.drafted_by)


@guard(
    Words("Không ai ký quyết định bổ nhiệm chính mình.", "Nobody signs the decision of their own appointment."),
    design(),
    unblocked_by=AUTHORITY,
)
def signer_is_not_appointed(case: Case) -> bool:
    return case.facts.appointee is None or bool(case.actor.person != case.facts.appointee)


@guard(
    Words("Tập thể lãnh đạo chưa quyết nghị về vị trí này.", "The collective has not decided on this post."),
    cite("nd115", "47 khoản 4"),
    unblocked_by=AUTHORITY,
    sibling=("contest", ("collective_decided", "decision_issued")),
)
def collective_has_decided(case: Case) -> bool:
    return case.facts.method != "EXAM" or case.facts.contest_state in ("collective_decided", "decision_issued")


@guard(
    Words("Người nêu trong dự thảo không phải là người đang được chọn cho vị trí này.",
          "The draft names somebody who is not the one selected for this post now."),
    cite("nd115", "47 khoản 4"),
    unblocked_by=PERSONNEL,
)  # fmt: skip
def names_the_selected(case: Case) -> bool:
    return bool(case.facts.method != "EXAM" or case.facts.is_selected)


@guard(Words("Chưa có số quyết định.", "The decision has no number."), NUMBERING, unblocked_by=PERSONNEL)
def number_is_given(case: Case) -> bool:
    return bool(case.facts.number)


@guard(
    Words("Số %(number)s đã dùng trong năm.", "Number %(number)s is already used this year."),
    NUMBERING,
    unblocked_by=PERSONNEL,
)
def number_is_free(case: Case) -> bool:
    return not case.facts.number_taken


@guard(
    Words("Ngày ký, ngày hiệu lực và ngày hết thời hạn giữ chức vụ phải đầy đủ và theo thứ tự thời gian.",
          "The days of signing, of effect and of the term's end must all be given, in order."),
    design("K"),
    unblocked_by=PERSONNEL,
)  # fmt: skip
def dates_are_in_order(case: Case) -> bool:
    f: DecisionFacts = case.facts
    if f.signed_on is None or f.effective_on is None or f.term_ends_on is None:
        return False
    in_order = f.counts_from is not None or f.signed_on <= f.effective_on
    return in_order and f.effective_on < f.term_ends_on


@guard(Words("Ngày ký không được ở tương lai.", "The day of signing may not lie in the future."), SIGNING)
def signing_is_not_ahead(case: Case) -> bool:
    f: DecisionFacts = case.facts
    return f.signed_on is not None and f.today is not None and f.signed_on <= f.today


@guard(
    Words("Thi tuyển chỉ áp dụng cho bổ nhiệm lần đầu hoặc chức vụ cao hơn, không cho bổ nhiệm lại.",
          "A competition fills first appointments and promotions, never reappointments."),
    cite("cv2424"),
)  # fmt: skip
def exam_is_for_new_appointments(case: Case) -> bool:
    return case.facts.method != "EXAM" or case.facts.kind in ("FIRST_APPOINTMENT", "PROMOTION")


@guard(
    Words("Thời hạn mới phải tính từ ngày %(counts_from)s, kể cả khi ký muộn.",
          "The new term counts from %(counts_from)s, however late it is signed."),
    cite("nd170", "36.4"),
    unblocked_by=PERSONNEL,
)  # fmt: skip
def new_term_counts_from_the_old_end(case: Case) -> bool:
    return case.facts.counts_from in (None, case.facts.effective_on)


DECISION = Process(
    key="decision",
    version=1,
    label=Words("Quyết định bổ nhiệm", "Decision of appointment"),
    facts=DecisionFacts,
    initial=S.drafted,
    cites=SIGNING,
    states=[
        State(S.drafted, Words("Dự thảo quyết định", "Draft decision"), (AUTHORITY, PERSONNEL),
              untimed=Words("Thời hạn tính ở vị trí thi tuyển.", "The contest keeps the time.")),
        State(S.issued, Words("Đã ban hành", "Issued"), AUTHORITY,
              untimed=Words("Có hiệu lực đến hết thời hạn giữ chức vụ.", "In effect until the term of office ends.")),
        State(S.revoked, Words("Đã thu hồi, hủy bỏ", "Revoked"), final=True),
        State(S.cancelled, Words("Không ban hành", "Not issued"), final=True),
    ],
    transitions=[
        T("issue", S.drafted, S.issued, AUTHORITY, SIGNING, Words("Ký ban hành", "Sign and issue"),
          [signer_did_not_draft, signer_is_not_appointed, collective_has_decided, names_the_selected, number_is_given,
           number_is_free, dates_are_in_order, signing_is_not_ahead, exam_is_for_new_appointments,
           new_term_counts_from_the_old_end],
          (PERSONNEL,), weighty=True),
        T("cancel", S.drafted, S.cancelled, (AUTHORITY, PERSONNEL), design(), Words("Không ban hành", "Do not issue"),
          notify=(PERSONNEL, AUTHORITY), needs_reason=True),
        T("discontinue", S.drafted, S.cancelled, SYSTEM, design(),
          Words("Vị trí thi tuyển đã dừng hoặc bị hủy kết quả", "The post was stopped or its result voided"),
          notify=(PERSONNEL, AUTHORITY)),
        T("revoke", S.issued, S.revoked, AUTHORITY, design(), Words("Thu hồi quyết định", "Revoke"),
          notify=(PERSONNEL, SUPERVISOR), needs_reason=True, weighty=True),
    ],
)  # fmt: skip

register(DECISION, date(2020, 1, 1))
