"""What the guards of a reappointment look at, the six grounds for a hold, what ends a case early, and the guards."""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.engine import Case, Facts, guard
from workflows.law import cite, design
from workflows.roles import AUTHORITY, CANDIDATE, PERSONNEL, SYSTEM
from workflows.words import Words

ARTICLE, STEPS = cite("nd170", "36"), cite("nd170", "36-41")
HELD, LATE, LAPSED, BARRED = (cite("nd170", f"36.{number}") for number in (3, 4, 5, 7))
CONDITIONS, EXTENDING = cite("nd170", "37"), cite("nd170", "40")
REAPPOINTMENT, EXTENSION = "reappointment", "extension"
CARRIED, HALF, BELOW = "carried", "half", "below"
VOTES: dict[str, Words] = {
    CARRIED: Words("Quá 50%", "Above 50 %"),
    HALF: Words("Đúng 50%", "Exactly 50 %"),
    BELOW: Words("Dưới 50%", "Below 50 %"),
}
HOLD_GROUNDS: dict[str, Words] = {
    "discipline": Words("Đang trong quá trình xem xét xử lý kỷ luật", "Discipline in progress"),
    "inspection": Words(
        "Đang bị khiếu nại, tố cáo, thanh tra, kiểm tra, hoặc đình chỉ công tác",
        "Under complaint, denunciation, inspection, or suspended",
    ),
    "away": Words("Đi học tập, công tác ở nước ngoài từ 3 tháng trở lên", "Study or work abroad for 3 months or more"),
    "health": Words(
        "Điều trị nội trú từ 3 tháng trở lên hoặc nghỉ thai sản", "In hospital for 3 months or more, or maternity leave"
    ),
    "exchange": Words(
        "Cơ quan có thẩm quyền đang trao đổi thông tin về trách nhiệm cá nhân, chưa có kết luận",
        "Information exchanged on personal liability, no conclusion yet",
    ),
    "proposal": Words(
        "Có văn bản đề nghị xem xét trách nhiệm cá nhân, chưa có kết luận",
        "A formal proposal on personal liability, no conclusion yet",
    ),
}
"""NĐ 170/2025 Điều 36 khoản 3: written notice goes to the unit and to the person."""
END_GROUNDS: dict[str, Words] = {
    "resignation": Words("Từ chức", "Resignation"),
    "removal": Words("Miễn nhiệm, cách chức, cho thôi giữ chức vụ", "Removal"),
    "transfer": Words("Điều động, luân chuyển", "Transfer"),
    "new_post": Words("Được bổ nhiệm chức vụ khác", "Appointed to another post"),
    "reorganisation": Words("Sắp xếp tổ chức", "Reorganisation"),
    "retirement": Words("Nghỉ hưu", "Retirement"),
    "death": Words("Qua đời", "Death"),
}


@dataclass(frozen=True, kw_only=True)
class ReappointmentFacts(Facts):
    """One term that ends, as it is at the act. `*_due`: until when the next step is in time, then the term's end.

    `cadres` and `leadership` tell how the two votes came out ("" where no outcome is confirmed); `convened`: one of
    the two conferences is under way. `recorded_by`: who entered the leadership's count. `holder`: the person in
    office. `ground`: the one given with the act.
    """

    road: str = REAPPOINTMENT
    today: date | None = None
    ends_on: date | None = None
    notice_due: datetime | None = None
    report_due: datetime | None = None
    conference_due: datetime | None = None
    decision_due: datetime | None = None
    report_by: date | None = None
    has_notice: bool = False
    has_report: bool = False
    is_reported: bool = False
    cadres: str = ""
    convened: bool = False
    has_assessment: bool = False
    has_opinion: bool = False
    leadership: str = ""
    recorded_by: str | None = None
    holder: str | None = None
    was_resolved: bool = False
    decision_state: str = ""
    ground: str = ""


@guard(Words("Chưa ghi số và ngày thông báo.", "The notice has neither number nor day."), ARTICLE,
       unblocked_by=PERSONNEL)  # fmt: skip
def notice_is_written(case: Case) -> bool:
    return bool(case.facts.has_notice)


@guard(Words("Chưa có báo cáo tự nhận xét, đánh giá.", "There is no self-assessment report yet."), ARTICLE,
       unblocked_by=CANDIDATE)  # fmt: skip
def report_is_written(case: Case) -> bool:
    return bool(case.facts.has_report)


@guard(Words("Chưa hết hạn nộp báo cáo (%(report_by)s).", "The report may still come until %(report_by)s."), ARTICLE,
       unblocked_by=CANDIDATE)  # fmt: skip
def time_for_the_report_has_passed(case: Case) -> bool:
    f: ReappointmentFacts = case.facts
    return f.report_by is not None and f.today is not None and f.today > f.report_by


@guard(Words("Trường hợp kéo dài đến tuổi nghỉ hưu không tổ chức hội nghị cán bộ chủ chốt.",
             "No conference of key cadres is held for an extension to retirement."), EXTENDING)  # fmt: skip
def reappointment_is_considered(case: Case) -> bool:
    return bool(case.facts.road == REAPPOINTMENT)


@guard(Words("Đây không phải trường hợp kéo dài đến tuổi nghỉ hưu: phải qua hội nghị cán bộ chủ chốt.",
             "This is no extension to retirement: the conference of key cadres comes first."), STEPS)  # fmt: skip
def extension_is_considered(case: Case) -> bool:
    return bool(case.facts.road == EXTENSION)


@guard(Words("Hội nghị đã được triệu tập và chưa có kết quả được xác nhận.",
             "The conference is convened already and its outcome is not confirmed yet."), STEPS,
       unblocked_by=(PERSONNEL, AUTHORITY))  # fmt: skip
def no_conference_is_open(case: Case) -> bool:
    return not case.facts.convened


@guard(Words("Hội nghị cán bộ chủ chốt không dưới 50%.", "The key cadres were not below 50 %."), STEPS)
def key_cadres_are_below_half(case: Case) -> bool:
    return bool(case.facts.cadres == BELOW)


@guard(Words("Hội nghị cán bộ chủ chốt quá 50%.", "The key cadres were above 50 %."), cite("nd115", "49-53"))
def key_cadres_are_not_above_half(case: Case) -> bool:
    return case.facts.cadres in (HALF, BELOW)


@guard(Words("Hội nghị cán bộ chủ chốt chưa có kết quả được xác nhận.",
             "The key cadres' vote is not confirmed yet."), STEPS,
       unblocked_by=PERSONNEL)  # fmt: skip
def key_cadres_have_voted(case: Case) -> bool:
    return bool(case.facts.cadres)


@guard(Words("Người đứng đầu cơ quan sử dụng chưa nhận xét, đề xuất; điều kiện bổ nhiệm lại chưa được kiểm tra.",
             "The head of the using agency has not assessed yet, or the conditions are not checked."), CONDITIONS,
       unblocked_by=PERSONNEL)  # fmt: skip
def head_has_assessed(case: Case) -> bool:
    return bool(case.facts.has_assessment)


@guard(Words("Chưa có ý kiến bằng văn bản của cấp ủy.", "The Party committee's written opinion is not on file."), STEPS,
       unblocked_by=PERSONNEL)  # fmt: skip
def party_opinion_is_on_file(case: Case) -> bool:
    return bool(case.facts.has_opinion)


@guard(Words("Kết quả biểu quyết của tập thể lãnh đạo chưa được xác nhận.",
             "The leadership's vote is not confirmed yet."), STEPS,
       unblocked_by=PERSONNEL)  # fmt: skip
def leadership_has_voted(case: Case) -> bool:
    return bool(case.facts.leadership)


@guard(Words("Tập thể lãnh đạo không tán thành quá 50%.", "The leadership did not agree by more than 50 %."), STEPS)
def vote_is_carried(case: Case) -> bool:
    return bool(case.facts.leadership == CARRIED)


@guard(Words("Tập thể lãnh đạo đã tán thành quá 50%.", "The leadership agreed by more than 50 %."), STEPS)
def vote_is_not_carried(case: Case) -> bool:
    return case.facts.leadership in (HALF, BELOW)


@guard(Words("Người nhập kết quả biểu quyết không được là người quyết định.",
             "Whoever entered the vote does not decide on it."), design(), unblocked_by=AUTHORITY)  # fmt: skip
def decider_did_not_enter_the_vote(case: Case) -> bool:
    return bool(case.actor.person != case.facts.recorded_by)


@guard(Words("Không ai quyết định việc bổ nhiệm lại chính mình.", "Nobody decides on their own reappointment."),
       design(), unblocked_by=AUTHORITY)  # fmt: skip
def decider_is_not_concerned(case: Case) -> bool:
    return case.facts.holder is None or bool(case.actor.person != case.facts.holder)


@guard(Words("Đã có dự thảo hoặc quyết định; phải hủy hoặc thu hồi trước.",
             "A decision is drafted or issued; it must be cancelled or revoked first."), design(),
       unblocked_by=(PERSONNEL, AUTHORITY))  # fmt: skip
def no_decision_stands(case: Case) -> bool:
    return case.facts.decision_state in ("", "cancelled", "revoked")


@guard(Words("Quyết định chưa được ban hành.", "The decision is not issued."), ARTICLE, unblocked_by=AUTHORITY,
       sibling=("decision", ("issued",)))  # fmt: skip
def decision_is_issued(case: Case) -> bool:
    return bool(case.facts.decision_state == "issued")


@guard(Words("Căn cứ không thuộc các trường hợp chưa xem xét bổ nhiệm lại.",
             "This is none of the six grounds for a hold."), HELD)  # fmt: skip
def ground_allows_a_hold(case: Case) -> bool:
    return case.facts.ground in HOLD_GROUNDS


@guard(Words("Vụ việc không bị tạm dừng.", "The case is not on hold."), HELD)
def case_is_on_hold(case: Case) -> bool:
    return bool(case.facts.holds)


@guard(Words("Chưa nêu căn cứ kết thúc.", "It is not said what ended the term."), design(),
       unblocked_by=(PERSONNEL, SYSTEM))  # fmt: skip
def ground_ends_the_term(case: Case) -> bool:
    return case.facts.ground in END_GROUNDS


@guard(Words("Chưa hết thời hạn giữ chức vụ (%(ends_on)s).", "The term runs until %(ends_on)s."), LAPSED)
def term_is_over(case: Case) -> bool:
    f: ReappointmentFacts = case.facts
    return f.ends_on is not None and f.today is not None and f.today > f.ends_on


@guard(Words("Chưa quyết định chủ trương.", "It was not resolved before."), LATE)
def it_was_resolved(case: Case) -> bool:
    return bool(case.facts.was_resolved)


@guard(Words("Chưa thông báo.", "No notice was given."), LATE)
def notice_was_given(case: Case) -> bool:
    return bool(case.facts.has_notice)


@guard(Words("Chưa qua bước báo cáo tự nhận xét.", "The report was not dealt with."), LATE)
def report_was_dealt_with(case: Case) -> bool:
    return bool(case.facts.is_reported)
