"""A complaint or a denunciation (khiếu nại, tố cáo), version 1: received, taken up, examined, concluded.

The laws on complaints and on denunciations were not at hand: terms are parameters that the agency sets, and every page
says so. Whoever it is about takes no part, and whoever examined it does not conclude.
"""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.engine import Case, Deadline, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import design
from workflows.registry import register
from workflows.roles import AUTHORITY, CANDIDATE, CHAIR, PERSONNEL, PUBLIC, SUPERVISOR, SYSTEM
from workflows.words import Words

S = states(
    "lodged received accepted examining upheld partly_upheld dismissed not_accepted transferred withdrawn"
)  # fmt: skip
COMPLAINT, DENUNCIATION = "complaint", "denunciation"
KINDS = {COMPLAINT: Words("Khiếu nại", "Complaint"), DENUNCIATION: Words("Tố cáo", "Denunciation")}
HANDLERS = (CHAIR, AUTHORITY)
EXAMINERS = (SUPERVISOR, CHAIR, AUTHORITY)
NOT_VERIFIED = Words(
    "Thời hạn do cơ quan quy định; chưa đối chiếu với Luật Khiếu nại, Luật Tố cáo.",
    "The terms are the agency's own; they were not verified against the laws on complaints and on denunciations.",
)


@dataclass(frozen=True, kw_only=True)
class ComplaintFacts(Facts):
    """The case: `about` are the roles and persons complained about; `accept_by`, `conclude_by` run by parameter."""

    kind: str = COMPLAINT
    about_roles: tuple[str, ...] = ()
    about_persons: tuple[str, ...] = ()
    acting_roles: tuple[str, ...] = ()
    examined_by: str | None = None
    has_findings: bool = False
    accept_by: datetime | None = None
    conclude_by: datetime | None = None


@guard(
    Words("Người bị khiếu nại, tố cáo không được giải quyết vụ việc này.",
          "Whoever the case is about takes no part in dealing with it."),
    design(),
    unblocked_by=HANDLERS,
)  # fmt: skip
def it_is_not_about_the_handler(case: Case) -> bool:
    f: ComplaintFacts = case.facts
    return case.actor.person not in f.about_persons and not set(f.acting_roles) & set(f.about_roles)


@guard(
    Words("Chưa có kết quả xác minh bằng văn bản.", "The findings are not written down yet."),
    design(),
    unblocked_by=EXAMINERS,
)
def findings_are_on_file(case: Case) -> bool:
    return bool(case.facts.has_findings)


@guard(
    Words("Người xác minh không được tự kết luận.", "Whoever examined the case does not conclude it."),
    design(),
    unblocked_by=HANDLERS,
)
def concluder_did_not_examine(case: Case) -> bool:
    return bool(case.actor.person != case.facts.examined_by)


ACCEPT = Deadline("remind", design(), at=lambda x: x.accept_by)
CONCLUDE = Deadline("remind", design(), at=lambda x: x.conclude_by)
ONCE = Words("Nhắc một lần; vụ việc vẫn chờ người có trách nhiệm.", "Reminded once; the case still waits.")
APART = [it_is_not_about_the_handler]
CONCLUDING = [it_is_not_about_the_handler, findings_are_on_file, concluder_did_not_examine]
TOLD = (CANDIDATE, SUPERVISOR)

COMPLAINT_PROCESS = Process(
    key="complaint",
    version=1,
    label=Words("Khiếu nại, tố cáo", "Complaint or denunciation"),
    facts=ComplaintFacts,
    initial=S.lodged,
    cites=design(),
    states=[
        State(S.lodged, Words("Đang gửi đơn", "Being lodged"), (CANDIDATE, PERSONNEL, PUBLIC),
              untimed=Words("Gửi ngay trong cùng thao tác.", "Lodged in the same act.")),
        State(S.received, Words("Đã tiếp nhận, chờ thụ lý", "Received"), HANDLERS, ACCEPT, ONCE),
        State(S.accepted, Words("Đã thụ lý, chờ xác minh", "Taken up"), EXAMINERS, CONCLUDE, ONCE),
        State(S.examining, Words("Đang xác minh", "Being examined"), EXAMINERS, CONCLUDE, ONCE),
        State(S.upheld, Words("Kết luận đúng", "Upheld"), final=True),
        State(S.partly_upheld, Words("Kết luận đúng một phần", "Partly upheld"), final=True),
        State(S.dismissed, Words("Kết luận sai", "Dismissed"), final=True),
        State(S.not_accepted, Words("Không thụ lý", "Not taken up"), final=True),
        State(S.transferred, Words("Đã chuyển cơ quan có thẩm quyền", "Transferred"), final=True),
        State(S.withdrawn, Words("Người gửi đã rút đơn", "Withdrawn"), final=True),
    ],
    transitions=[
        T("lodge", S.lodged, S.received, (CANDIDATE, PERSONNEL, PUBLIC), design(), Words("Gửi đơn", "Lodge"),
          notify=(CHAIR, AUTHORITY, SUPERVISOR), despite_hold=True),
        T("remind", S.received, S.received, SYSTEM, design(), Words("Nhắc thụ lý", "Remind"), notify=HANDLERS,
          despite_hold=True),
        T("accept", S.received, S.accepted, HANDLERS, design(), Words("Thụ lý", "Take up"), APART,
          (CANDIDATE, SUPERVISOR), despite_hold=True),
        T("not_accept", S.received, S.not_accepted, HANDLERS, design(), Words("Không thụ lý", "Do not take up"), APART,
          TOLD, needs_reason=True, despite_hold=True),
        *[T("transfer", state, S.transferred, HANDLERS, design(),
            Words("Chuyển cơ quan có thẩm quyền", "Transfer"), (), TOLD, needs_reason=True, despite_hold=True)
          for state in (S.received, S.accepted, S.examining)],
        T("examine", S.accepted, S.examining, EXAMINERS, design(), Words("Nhận xác minh", "Begin to examine"), APART,
          despite_hold=True),
        *[T("remind", state, state, SYSTEM, design(), Words("Nhắc kết luận", "Remind"), notify=EXAMINERS,
            despite_hold=True) for state in (S.accepted, S.examining)],
        T("uphold", S.examining, S.upheld, HANDLERS, design(), Words("Kết luận đúng", "Uphold"), CONCLUDING, TOLD,
          needs_reason=True, weighty=True, despite_hold=True),
        T("uphold_partly", S.examining, S.partly_upheld, HANDLERS, design(),
          Words("Kết luận đúng một phần", "Uphold in part"), CONCLUDING, TOLD, needs_reason=True, weighty=True,
          despite_hold=True),
        T("dismiss", S.examining, S.dismissed, HANDLERS, design(), Words("Kết luận sai", "Dismiss"), CONCLUDING, TOLD,
          needs_reason=True, weighty=True, despite_hold=True),
        *[T("withdraw", state, S.withdrawn, CANDIDATE, design(), Words("Rút đơn", "Withdraw"),
            notify=(CHAIR, SUPERVISOR), despite_hold=True) for state in (S.received, S.accepted, S.examining)],
    ],
)  # fmt: skip

register(COMPLAINT_PROCESS, date(2020, 1, 1))
