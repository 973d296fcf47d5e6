"""Facts and guards of the ordinary appointment, whichever text of the law it follows."""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.engine import Case, Facts, guard
from workflows.law import cite, design
from workflows.roles import AUTHORITY, PERSONNEL
from workflows.voting import Result
from workflows.words import Words

STAFFING, VOTE = cite("nd170", "33"), cite("nd170", "33")
GOES_ON = (Result.one_chosen, Result.many_carried, Result.opinion_recorded)


@dataclass(frozen=True, kw_only=True)
class AppointmentFacts(Facts):
    """The post, the list of eligible names, and the conference that the present step waits for.

    `outcome` is the result of that conference once it is closed ("" before); `convened` whether one is under way.
    `decision_state` is that of the decision drafted at the end. `finish_by`: the process ends within so many days.
    """

    vacancies: int = 1
    list_approved: bool = True
    has_standards: bool = True
    is_elected: bool = False
    names: int = 0
    convened: bool = False
    outcome: str = ""
    chosen: bool = False
    is_chosen_one: bool = False
    open_checks: int = 0
    failed_checks: int = 0
    has_minutes: bool = False
    requested_by: str | None = None
    submitted_by: str | None = None
    decision_state: str = ""
    effective_on: date | None = None
    today: date | None = None
    finish_by: datetime | None = None


@guard(Words("Vị trí không còn chỗ trống theo số lượng được giao.", "The post has no vacancy within its quota."),
       STAFFING, unblocked_by=PERSONNEL)  # fmt: skip
def post_is_vacant(case: Case) -> bool:
    return bool(case.facts.vacancies > 0)


@guard(Words("Vị trí việc làm chưa được phê duyệt.", "The position list is not approved."), STAFFING,
       unblocked_by=AUTHORITY)  # fmt: skip
def position_list_is_approved(case: Case) -> bool:
    return bool(case.facts.list_approved)


@guard(Words("Chức danh chưa có tiêu chuẩn.", "The title has no standards."), STAFFING, unblocked_by=PERSONNEL)
def standards_are_issued(case: Case) -> bool:
    return bool(case.facts.has_standards)


@guard(Words("Chức danh cán bộ được bầu, không bổ nhiệm.", "An elected title is not appointed to."), STAFFING)
def title_is_appointed(case: Case) -> bool:
    return not case.facts.is_elected


@guard(Words("Người đề nghị không tự quyết định chủ trương (SD3).", "Whoever asked does not decide (SD3)."), design(),
       unblocked_by=AUTHORITY)  # fmt: skip
def decider_did_not_ask(case: Case) -> bool:
    return case.facts.requested_by is None or bool(case.actor.person != case.facts.requested_by)


@guard(Words("Chưa có tên nào trong danh sách nhân sự.", "No name is on the list."), VOTE, unblocked_by=PERSONNEL)
def somebody_is_listed(case: Case) -> bool:
    return bool(case.facts.names > 0)


@guard(Words("Nguồn nhân sự từ nơi khác phải là đúng một người.", "From elsewhere exactly one person is put forward."),
       VOTE, unblocked_by=PERSONNEL)  # fmt: skip
def one_person_is_listed(case: Case) -> bool:
    return bool(case.facts.names == 1)


@guard(Words("Hội nghị của bước này chưa có kết quả.", "The conference of this step has no outcome yet."), VOTE,
       unblocked_by=PERSONNEL)  # fmt: skip
def somebody_goes_on(case: Case) -> bool:
    return case.facts.outcome in GOES_ON


@guard(Words("Chưa có một người được chọn.", "Nobody was chosen."), VOTE, unblocked_by=PERSONNEL)
def one_is_chosen(case: Case) -> bool:
    return bool(case.facts.outcome == Result.one_chosen)


@guard(Words("Kết quả không phải là bằng phiếu 50%.", "The outcome is not 50 %."), VOTE)
def head_is_to_choose(case: Case) -> bool:
    return bool(case.facts.outcome == Result.head_decides)


@guard(Words("Hội nghị không dừng quy trình.", "The conference did not stop the procedure."), VOTE)
def conference_stopped(case: Case) -> bool:
    return bool(case.facts.outcome == Result.stopped)


@guard(Words("Đang có hội nghị chưa kết thúc.", "A conference is still open."), VOTE, unblocked_by=PERSONNEL)
def no_conference_is_open(case: Case) -> bool:
    return not case.facts.convened


@guard(Words("Người được chọn phải là một trong những người bằng phiếu.",
             "The choice must be one of those who are level."), VOTE, unblocked_by=AUTHORITY)  # fmt: skip
def choice_is_among_them(case: Case) -> bool:
    return bool(case.facts.is_chosen_one)


@guard(Words("Còn %(open_checks)d nội dung chưa xác minh.", "%(open_checks)d items are not verified."),
       cite("nd170", "33"), unblocked_by=PERSONNEL)  # fmt: skip
def verification_is_complete(case: Case) -> bool:
    return bool(case.facts.open_checks == 0)


@guard(Words("%(failed_checks)d nội dung xác minh không đạt.", "%(failed_checks)d items failed."), cite("nd170", "33"))
def verification_is_clean(case: Case) -> bool:
    return bool(case.facts.failed_checks == 0)


@guard(Words("Người trình không tự quyết định (SD3).", "Whoever submitted does not decide (SD3)."), design(),
       unblocked_by=AUTHORITY)  # fmt: skip
def decider_did_not_submit(case: Case) -> bool:
    return case.facts.submitted_by is None or bool(case.actor.person != case.facts.submitted_by)


@guard(Words("Chưa có biên bản của tập thể lãnh đạo.", "There are no minutes of the collective."), VOTE,
       unblocked_by=AUTHORITY)  # fmt: skip
def collective_met(case: Case) -> bool:
    return bool(case.facts.has_minutes)


@guard(Words("Chưa có quyết định bổ nhiệm được ban hành.", "No decision of appointment is issued."), cite("nd30"),
       unblocked_by=AUTHORITY, sibling=("decision", ("issued",)))  # fmt: skip
def decision_is_issued(case: Case) -> bool:
    return bool(case.facts.decision_state == "issued")


@guard(Words("Quyết định chưa có hiệu lực.", "The decision has not taken effect."), cite("nd30"))
def decision_is_in_effect(case: Case) -> bool:
    f: AppointmentFacts = case.facts
    return f.effective_on is not None and f.today is not None and f.effective_on <= f.today


@guard(Words("Dự thảo quyết định chưa được hủy hoặc quyết định đã ban hành.",
             "A decision is drafted or issued: it is dealt with first."), design(), unblocked_by=AUTHORITY,
       )  # fmt: skip
def no_decision_stands(case: Case) -> bool:
    return case.facts.decision_state not in ("drafted", "issued")
