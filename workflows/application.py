"""An application to a competition (hồ sơ dự tuyển), version 1: from the draft to the appointment.

Read it beside the regulation: one clause, one entry, in the same order.
"""

from datetime import date

from workflows import application_checking as c
from workflows import application_facts as f
from workflows import application_results as r
from workflows import common_guards as common
from workflows.engine import Deadline, Process, State, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import (
    APPROVER,
    AUTHORITY,
    CANDIDATE,
    CHAIR,
    INVIGILATOR,
    PERSONNEL,
    SECRETARY,
    SYSTEM,
)
from workflows.words import Words

S = states(
    "draft submitted returned rejection_proposed rejected not_admitted eligible listed sat absent annulled "
    "written_passed written_failed oral_done winner reserve not_passed appointed declined disqualified released "
    "withdrawn lapsed discontinued"
)
RECEPTION, CHECK, DOSSIER = cite("nd115", "14 khoản 5"), cite("nd115", "15 khoản 2"), cite("nd170", "35")
NEXT_RANKED, RESERVE_LIST = cite("nd170", "18 khoản 4"), cite("nd115", "18 khoản 4")
REMINDED_ONCE = Words("Nhắc một lần; hồ sơ vẫn chờ người có trách nhiệm.", "Reminded once; the dossier still waits.")
SUBMITTABLE = [
    f.post_is_receiving, f.window_is_open, f.dossier_is_complete, f.papers_are_recent, f.declaration_is_made,
    f.is_the_only_one, f.self_check_allows, f.holds_no_staff_role,
]  # fmt: skip
KEYABLE = [
    f.came_on_paper, f.arrived_in_window, f.dossier_is_complete, f.papers_are_recent, f.declaration_is_made,
    f.is_the_only_one, f.self_check_allows, f.holds_no_staff_role,
]  # fmt: skip
UNTIL_EXAM = (S.draft, S.submitted, S.returned, S.rejection_proposed, S.eligible, S.listed)
IN_EXAM = (S.listed, S.sat, S.written_passed, S.oral_done)
STOPPABLE = (*UNTIL_EXAM, S.rejected, S.sat, S.written_passed, S.written_failed, S.oral_done, S.winner, S.reserve)

APPLICATION = Process(
    key="application",
    version=1,
    label=Words("Hồ sơ dự tuyển", "Application"),
    facts=f.ApplicationFacts,
    initial=S.draft,
    cites=cite("cv2424"),
    states=[
        State(S.draft, Words("Dự thảo", "Draft"), CANDIDATE,
              Deadline("lapse", RECEPTION, at=lambda x: x.closes_at if x.channel == "portal" else None)),
        State(S.submitted, Words("Đã nộp, chờ kiểm tra", "Submitted, to be checked"), PERSONNEL,
              Deadline("remind", design("S"), at=lambda x: x.check_by), REMINDED_ONCE),
        State(S.returned, Words("Trả lại để bổ sung", "Returned to be completed"), CANDIDATE,
              Deadline("lapse", RECEPTION, at=lambda x: x.closes_at)),
        State(S.rejection_proposed, Words("Đề xuất loại, chờ thẩm định lần hai", "Rejection proposed, second reading"),
              APPROVER, Deadline("remind", design("S"), at=lambda x: x.check_by), REMINDED_ONCE),
        State(S.rejected, Words("Không đủ điều kiện dự thi, còn được kiến nghị", "Rejected, may petition"),
              (CANDIDATE, SYSTEM),
              Deadline("close_rejection", design(), at=lambda x: x.exam_at)),
        State(S.not_admitted, Words("Không được dự thi", "Not admitted"), final=True),
        State(S.eligible, Words("Đủ điều kiện dự thi", "Eligible"), (SECRETARY, SYSTEM),
              untimed=Words("Chờ công bố danh sách; thời hạn được theo dõi ở kỳ thi.", "The round keeps the time.")),
        State(S.listed, Words("Đã có số báo danh", "Listed with a number"), (INVIGILATOR, SECRETARY),
              untimed=Words("Chờ ngày thi viết theo lịch của kỳ thi.", "Awaits the day of the written part.")),
        State(S.sat, Words("Đã dự thi viết", "Sat the written part"), CHAIR,
              untimed=Words("Chờ chấm xong bài viết; thời hạn được theo dõi ở bài thi viết.",
                            "Awaits marking; the paper keeps the time.")),
        State(S.absent, Words("Vắng thi", "Absent"), final=True),
        State(S.annulled, Words("Bị đình chỉ, hủy kết quả thi", "Annulled"), final=True),
        State(S.written_passed, Words("Đạt phần thi viết", "Passed the written part"), SECRETARY,
              untimed=Words("Chờ lịch thi trình bày đề án.", "Awaits the presentation timetable.")),
        State(S.written_failed, Words("Không đạt phần viết, còn được phúc khảo", "Failed, may appeal"),
              (CANDIDATE, SYSTEM),
              untimed=Words("Chờ hết thời hạn phúc khảo; thời hạn này được theo dõi ở bài thi viết.",
                            "Awaits the end of re-marking; the paper keeps the time.")),
        State(S.oral_done, Words("Đã thi trình bày đề án", "Presented"), CHAIR,
              untimed=Words("Chờ tổng hợp kết quả; thời hạn được theo dõi ở kỳ thi.", "The round keeps the time.")),
        State(S.winner, Words("Trúng tuyển, chờ quyết định", "Selected, awaiting the decision"), (AUTHORITY, SYSTEM),
              untimed=Words("Thời hạn tính ở vị trí thi tuyển.", "The contest keeps the time.")),
        State(S.reserve, Words("Đạt, dự bị", "Passed, in reserve"), (AUTHORITY, SYSTEM),
              Deadline("release", RESERVE_LIST, at=lambda x: x.reserve_until)),
        State(S.not_passed, Words("Không đạt", "Not passed"), final=True),
        State(S.appointed, Words("Đã bổ nhiệm", "Appointed"), final=True),
        State(S.declined, Words("Từ chối nhận nhiệm vụ", "Declined"), final=True),
        State(S.disqualified, Words("Bị hủy kết quả trúng tuyển", "Disqualified"), final=True),
        State(S.released, Words("Hết thời hạn dự bị", "Released from reserve"), final=True),
        State(S.withdrawn, Words("Đã rút hồ sơ", "Withdrawn"), final=True),
        State(S.lapsed, Words("Hết hạn, không nộp", "Lapsed"), final=True),
        State(S.discontinued, Words("Dừng do vị trí không tiếp tục thi", "Stopped with the contest"), final=True),
    ],
    transitions=[
        # Reception: the candidate submits a complete dossier within the window; a paper dossier is keyed by an officer.
        T("submit", S.draft, S.submitted, CANDIDATE, DOSSIER, Words("Nộp hồ sơ", "Submit"), SUBMITTABLE,
          (CANDIDATE, PERSONNEL)),
        T("key_in", S.draft, S.submitted, PERSONNEL, RECEPTION,
          Words("Tiếp nhận hồ sơ giấy thay thí sinh", "Register a paper dossier"), KEYABLE, (CANDIDATE,)),
        T("return", S.submitted, S.returned, PERSONNEL, DOSSIER, Words("Trả lại để bổ sung", "Return"),
          [f.post_is_receiving, f.window_is_open], (CANDIDATE,), needs_reason=True),
        T("submit", S.returned, S.submitted, CANDIDATE, DOSSIER, Words("Nộp lại hồ sơ", "Submit again"), SUBMITTABLE,
          (CANDIDATE, PERSONNEL)),
        T("key_in", S.returned, S.submitted, PERSONNEL, RECEPTION,
          Words("Tiếp nhận hồ sơ giấy đã bổ sung", "Register the completed paper dossier"),
          [*KEYABLE, f.window_is_open], (CANDIDATE,)),
        T("lapse", S.draft, S.lapsed, SYSTEM, RECEPTION, Words("Hết hạn nộp", "Lapse"),
          [f.window_is_over, f.came_by_portal], (CANDIDATE,)),
        T("lapse", S.returned, S.lapsed, SYSTEM, RECEPTION, Words("Hết hạn bổ sung", "Lapse"), [f.window_is_over],
          (CANDIDATE, PERSONNEL)),
        *[T("withdraw", state, S.withdrawn, CANDIDATE, design(), Words("Rút hồ sơ", "Withdraw"), [r.exam_has_not_begun],
            (PERSONNEL,), despite_hold=True) for state in UNTIL_EXAM],

        # Checking: a verdict on every criterion; a rejection needs evidence and a second reader.
        T("remind", S.submitted, S.submitted, SYSTEM, design("S"), Words("Nhắc quá hạn kiểm tra", "Remind"),
          notify=(PERSONNEL, APPROVER)),
        T("accept", S.submitted, S.eligible, PERSONNEL, cite("cv2424"), Words("Kết luận đủ điều kiện", "Accept"),
          [c.every_criterion_is_judged, c.every_criterion_is_met], (CANDIDATE,)),
        T("propose_rejection", S.submitted, S.rejection_proposed, PERSONNEL, CHECK,
          Words("Đề xuất loại hồ sơ", "Propose rejection"),
          [c.every_criterion_is_judged, c.some_criterion_fails, c.failures_are_evidenced], (APPROVER,),
          needs_reason=True),
        T("remind", S.rejection_proposed, S.rejection_proposed, SYSTEM, design("S"),
          Words("Nhắc quá hạn thẩm định", "Remind"), notify=(APPROVER,)),
        T("reject", S.rejection_proposed, S.rejected, APPROVER, CHECK, Words("Loại hồ sơ", "Reject"),
          [c.second_reader_differs, c.some_criterion_fails, c.failures_are_evidenced], (CANDIDATE, PERSONNEL),
          needs_reason=True),
        T("overturn", S.rejection_proposed, S.submitted, APPROVER, CHECK,
          Words("Không chấp nhận đề xuất loại", "Overturn"), [c.second_reader_differs], (PERSONNEL,),
          needs_reason=True),
        T("reopen", S.eligible, S.submitted, APPROVER, design(), Words("Kiểm tra lại điều kiện", "Check again"),
          [c.shortlist_is_not_published], (CANDIDATE, PERSONNEL), needs_reason=True),
        T("readmit", S.rejected, S.eligible, SYSTEM, CHECK, Words("Cho dự thi theo kiến nghị", "Readmit"),
          [c.petition_is_upheld], (CANDIDATE, SECRETARY)),
        T("close_rejection", S.rejected, S.not_admitted, SYSTEM, design(), Words("Khép lại việc loại hồ sơ", "Close"),
          [r.exam_has_begun, c.no_petition_is_open]),
        T("list", S.eligible, S.listed, SYSTEM, CHECK, Words("Đưa vào danh sách dự thi", "List"),
          [c.shortlist_is_published, c.number_is_given], (CANDIDATE,)),

        # The exam: attendance, written part, presentation.
        T("mark_present", S.listed, S.sat, (INVIGILATOR, SECRETARY), design("K"), Words("Ghi nhận có mặt", "Present"),
          [r.session_is_open, r.exam_has_begun, r.arrived_in_time]),
        T("mark_absent", S.listed, S.absent, (INVIGILATOR, SECRETARY), design("K"),
          Words("Ghi nhận vắng thi", "Absent"),
          [r.session_is_open, r.exam_has_begun], (CANDIDATE,), needs_reason=True),
        *[T("annul", state, S.annulled, CHAIR, cite("tt22"), Words("Hủy kết quả thi do vi phạm", "Annul"),
            [r.violation_is_minuted], (CANDIDATE, PERSONNEL, SECRETARY), needs_reason=True, weighty=True)
          for state in IN_EXAM],
        T("grade", S.sat, S.written_passed, SYSTEM, design("K"), Words("Công bố đạt phần viết", "Pass"),
          [r.written_is_published, r.written_reaches_pass], (CANDIDATE,)),
        T("grade", S.sat, S.written_failed, SYSTEM, design("K"), Words("Công bố không đạt phần viết", "Fail"),
          [r.written_is_published, r.written_is_below_pass], (CANDIDATE,)),
        T("regrade", S.written_failed, S.written_passed, SYSTEM, design("K"),
          Words("Đạt sau phúc khảo", "Pass on re-mark"),
          [r.written_is_published, r.written_reaches_pass], (CANDIDATE, SECRETARY)),
        T("regrade", S.written_passed, S.written_failed, SYSTEM, design("K"),
          Words("Không đạt sau phúc khảo", "Fail on re-mark"), [r.written_is_published, r.written_is_below_pass],
          (CANDIDATE, SECRETARY)),
        T("conclude", S.written_failed, S.not_passed, SYSTEM, design("K"), Words("Kết luận không đạt", "Conclude"),
          [r.written_is_final, r.written_is_below_pass], (CANDIDATE,)),
        T("record_oral", S.written_passed, S.oral_done, SECRETARY, design("K"),
          Words("Ghi kết quả trình bày", "Record the presentation"),
          [r.written_is_final, r.oral_is_scheduled, common.proposals_are_opened, common.sheets_are_settled,
           r.oral_is_marked]),
        T("mark_absent", S.written_passed, S.absent, SECRETARY, design("K"),
          Words("Ghi nhận vắng thi trình bày", "Absent"),
          [r.written_is_final, r.oral_is_scheduled], (CANDIDATE,), needs_reason=True),

        # The result of the post, and what follows.
        T("conclude", S.oral_done, S.winner, SYSTEM, cite("nd115", "16"), Words("Công nhận trúng tuyển", "Select"),
          [r.result_is_recognised, r.passes_both_parts, r.place_wins], (CANDIDATE,)),
        T("conclude", S.oral_done, S.reserve, SYSTEM, RESERVE_LIST, Words("Đưa vào danh sách dự bị", "Reserve"),
          [r.result_is_recognised, r.passes_both_parts], (CANDIDATE,)),
        T("conclude", S.oral_done, S.not_passed, SYSTEM, cite("nd115", "16"), Words("Kết luận không đạt", "Conclude"),
          [r.result_is_recognised], (CANDIDATE,)),
        T("decline", S.winner, S.declined, CANDIDATE, NEXT_RANKED, Words("Từ chối nhận nhiệm vụ", "Decline"),
          [r.may_still_decline], (PERSONNEL, AUTHORITY), needs_reason=True, despite_hold=True, weighty=True),
        T("record_decline", S.winner, S.declined, PERSONNEL, NEXT_RANKED,
          Words("Ghi nhận văn bản từ chối", "Record a refusal"), [r.may_still_decline, r.letter_is_filed],
          (CANDIDATE, AUTHORITY), needs_reason=True),
        T("disqualify", S.winner, S.disqualified, SYSTEM, NEXT_RANKED, Words("Hủy kết quả trúng tuyển", "Disqualify"),
          [r.winner_was_set_aside], (CANDIDATE,)),
        T("take_office", S.winner, S.appointed, SYSTEM, design("K"), Words("Nhận nhiệm vụ", "Take office"),
          [r.office_is_taken], (CANDIDATE,)),
        T("promote", S.reserve, S.winner, SYSTEM, NEXT_RANKED, Words("Lấy người liền kề", "Take the next-ranked"),
          [r.next_is_called], (CANDIDATE,)),
        T("release", S.reserve, S.released, SYSTEM, RESERVE_LIST, Words("Thôi dự bị", "Release"), [r.reserve_is_over],
          (CANDIDATE,)),
        *[T("discontinue", state, S.discontinued, SYSTEM, design(), Words("Dừng cùng vị trí thi", "Stop"),
            [r.contest_was_stopped], (CANDIDATE,), despite_hold=True) for state in STOPPABLE],
    ],
)  # fmt: skip
register(APPLICATION, valid_from=date(2017, 5, 9))
