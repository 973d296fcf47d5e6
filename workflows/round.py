"""A round of competitions (kỳ thi tuyển), version 1: one plan, one announcement, one council, many posts.

Read it beside the regulation: one clause, one entry, in the same order.
"""

from datetime import date

from workflows import common_guards as common
from workflows import round_facts as f
from workflows import round_reception as c
from workflows import round_results as r
from workflows.engine import Deadline, Process, State, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import APPROVER, AUTHORITY, CANDIDATE, CHAIR, PERSONNEL, PUBLIC, SECRETARY, SUPERVISOR, SYSTEM
from workflows.words import Words

S = states(
    "plan_draft plan_submitted plan_approved announced receiving reception_closed checking shortlist_published "
    "examining oral_scheduled oral_done result_compiled result_recognised result_published closed cancelled voided"
)
PLAN, ANNOUNCEMENT, RECEPTION = cite("kh3461"), cite("nd115", "14 khoản 3"), cite("nd115", "14 khoản 5")
LIST, RESULT = cite("nd115", "15 khoản 2"), cite("nd115", "16")
PLAN_PARTS = [f.plan_has_posts, f.posts_have_policy, f.plan_is_complete, f.regulation_is_pinned]
BEFORE_EXAM = (S.plan_submitted, S.plan_approved, S.announced, S.receiving, S.reception_closed, S.checking,
               S.shortlist_published)  # fmt: skip
AFTER_EXAM = (S.examining, S.oral_scheduled, S.oral_done, S.result_compiled, S.result_recognised)
EVERYBODY = (CANDIDATE, PERSONNEL, CHAIR, SECRETARY)
NO_TERM = Words("Không tìm thấy thời hạn trong quy định.", "No term was found in the rules.")
REMINDED_ONCE = Words("Nhắc một lần; việc vẫn chờ người có trách nhiệm.", "Reminded once; the case still waits.")

ROUND = Process(
    key="round",
    version=1,
    label=Words("Kỳ thi tuyển", "Round"),
    facts=f.RoundFacts,
    initial=S.plan_draft,
    cites=cite("cv2424"),
    states=[
        State(S.plan_draft, Words("Dự thảo kế hoạch", "Plan, draft"), PERSONNEL, untimed=NO_TERM),
        State(S.plan_submitted, Words("Kế hoạch đã trình", "Plan submitted"), AUTHORITY, untimed=NO_TERM),
        State(S.plan_approved, Words("Kế hoạch đã duyệt, chuẩn bị thông báo", "Plan approved"), (PERSONNEL, APPROVER),
              untimed=NO_TERM),
        State(S.announced, Words("Đã thông báo, chờ nhận hồ sơ", "Announced"), (PERSONNEL, SYSTEM),
              Deadline("open_reception", RECEPTION, at=lambda x: x.opens_at)),
        State(S.receiving, Words("Đang nhận hồ sơ", "Receiving"), (PERSONNEL, SYSTEM),
              Deadline("close_reception", RECEPTION, at=lambda x: x.closes_at)),
        State(S.reception_closed, Words("Hết hạn nhận hồ sơ", "Reception closed"), PERSONNEL,
              Deadline("remind", design("S"), days="exam.check_days", repeats=True)),
        State(S.checking, Words("Đang kiểm tra hồ sơ", "Checking"), (PERSONNEL, APPROVER),
              Deadline("remind", design("S"), at=lambda x: x.check_by), REMINDED_ONCE),
        State(S.shortlist_published, Words("Đã công bố danh sách dự thi", "Shortlist published"), (SECRETARY, CHAIR),
              untimed=Words("Theo lịch thi trong kế hoạch.", "As the timetable of the plan says.")),
        State(S.examining, Words("Đang tổ chức thi viết", "Written part"), CHAIR,
              untimed=Words("Thời hạn tính ở từng bài thi.", "Each paper keeps its own time.")),
        State(S.oral_scheduled, Words("Đã xếp lịch trình bày đề án", "Presentations scheduled"), CHAIR,
              Deadline("remind", design("K"), at=lambda x: x.oral_at), REMINDED_ONCE),
        State(S.oral_done, Words("Đã thi trình bày, tổng hợp kết quả", "Presentations done"), (CHAIR, SECRETARY),
              Deadline("remind", RESULT, days="exam.report_wd", working=True, repeats=True)),
        State(S.result_compiled, Words("Đã báo cáo kết quả", "Result reported"), AUTHORITY, untimed=NO_TERM),
        State(S.result_recognised, Words("Kết quả được công nhận", "Result recognised"), CHAIR,
              Deadline("remind", RESULT, days="exam.publish_days", repeats=True)),
        State(S.result_published, Words("Đã công bố kết quả", "Result published"), (PERSONNEL, CHAIR),
              untimed=Words("Thời hạn tính ở từng vị trí.", "Each post keeps its own time.")),
        State(S.closed, Words("Đã kết thúc", "Closed"), final=True),
        State(S.cancelled, Words("Dừng kỳ thi", "Cancelled"), final=True),
        State(S.voided, Words("Hủy kết quả kỳ thi", "Voided"), final=True),
    ],
    transitions=[
        # The plan.
        T("submit_plan", S.plan_draft, S.plan_submitted, PERSONNEL, PLAN, Words("Trình kế hoạch", "Submit the plan"),
          PLAN_PARTS, (AUTHORITY,)),
        T("approve_plan", S.plan_submitted, S.plan_approved, AUTHORITY, PLAN, Words("Phê duyệt kế hoạch", "Approve"),
          [*PLAN_PARTS, f.approver_did_not_draft], (PERSONNEL, APPROVER), weighty=True),
        T("return", S.plan_submitted, S.plan_draft, AUTHORITY, PLAN, Words("Trả lại kế hoạch", "Return"),
          notify=(PERSONNEL,), needs_reason=True),
        T("discard", S.plan_draft, S.cancelled, PERSONNEL, design(), Words("Bỏ dự thảo", "Discard"), needs_reason=True),

        # The announcement: one sentence for each kind of thing that is still missing.
        T("announce", S.plan_approved, S.announced, APPROVER, ANNOUNCEMENT, Words("Thông báo thi tuyển", "Announce"),
          [f.regulation_is_pinned, f.posts_are_planned, f.council_has_legal_size, f.council_is_odd, f.duties_are_filled,
           f.declarations_are_resolved, f.announcement_is_complete, f.channels_are_named, f.window_is_set,
           f.reception_is_long_enough, f.opening_lies_ahead, f.announcer_did_not_write],
          (PUBLIC, PERSONNEL, CHAIR, SECRETARY, SUPERVISOR), weighty=True),
        T("retract", S.announced, S.plan_approved, APPROVER, ANNOUNCEMENT,
          Words("Thu hồi thông báo để sửa", "Take back to correct"), notify=(PUBLIC, PERSONNEL, CHAIR),
          needs_reason=True, weighty=True),

        # Reception.
        T("open_reception", S.announced, S.receiving, SYSTEM, RECEPTION, Words("Mở nhận hồ sơ", "Open reception"),
          [c.opening_has_come], (PERSONNEL,)),
        T("prolong", S.receiving, S.receiving, (APPROVER, CHAIR), design(), Words("Lùi hạn nhận hồ sơ", "Prolong"),
          [c.new_closing_is_later, c.prolonger_did_not_propose], (PUBLIC, CANDIDATE, PERSONNEL), needs_reason=True,
          weighty=True),
        T("close_reception", S.receiving, S.reception_closed, SYSTEM, RECEPTION, Words("Đóng nhận hồ sơ", "Close"),
          [c.closing_has_come], (PERSONNEL, APPROVER)),

        # Checking and the shortlist.
        T("remind", S.reception_closed, S.reception_closed, SYSTEM, design("S"), Words("Nhắc quá hạn", "Remind"),
          notify=(PERSONNEL, APPROVER)),
        T("begin_checking", S.reception_closed, S.checking, PERSONNEL, design("S"),
          Words("Bắt đầu kiểm tra", "Begin checking")),
        T("remind", S.checking, S.checking, SYSTEM, design("S"), Words("Nhắc quá hạn", "Remind"),
          notify=(PERSONNEL, APPROVER)),
        T("publish_shortlist", S.checking, S.shortlist_published, APPROVER, LIST,
          Words("Công bố danh sách dự thi", "Publish the shortlist"),
          [c.applications_are_decided, c.numbers_are_given, c.publisher_did_not_list], (PUBLIC, *EVERYBODY),
          weighty=True),

        # The exam.
        T("begin_examination", S.shortlist_published, S.examining, CHAIR, design("K"),
          Words("Bắt đầu tổ chức thi", "Begin the exam"),
          [r.petitions_are_settled, r.contests_are_settled, r.some_post_is_contested, r.papers_are_planned,
           r.declarations_stay_resolved, common.nobody_could_defeat_it_alone], (SECRETARY, SUPERVISOR)),
        T("schedule_oral", S.examining, S.oral_scheduled, CHAIR, design("K"),
          Words("Xếp lịch trình bày đề án", "Schedule the presentations"),
          [common.written_is_final, r.somebody_reaches_oral, r.panel_is_formed, r.declarations_stay_resolved,
           r.presentations_are_timed, r.oral_summons_was_in_time], (CANDIDATE, SECRETARY, SUPERVISOR)),
        T("skip_oral", S.examining, S.oral_done, CHAIR, design("K"), Words("Không tổ chức phần trình bày", "Skip"),
          [common.written_is_final, r.nobody_reaches_oral], (PERSONNEL, AUTHORITY), needs_reason=True),
        T("remind", S.oral_scheduled, S.oral_scheduled, SYSTEM, design("K"), Words("Nhắc ngày trình bày", "Remind"),
          notify=(CHAIR, SECRETARY)),
        T("close_oral", S.oral_scheduled, S.oral_done, CHAIR, design("K"), Words("Kết thúc phần trình bày", "Close"),
          [common.orals_are_settled, common.sheets_are_settled], (SECRETARY, SUPERVISOR), weighty=True),

        # The result.
        T("remind", S.oral_done, S.oral_done, SYSTEM, RESULT, Words("Nhắc quá hạn báo cáo", "Remind"),
          notify=(CHAIR, SECRETARY)),
        T("compile", S.oral_done, S.result_compiled, CHAIR, RESULT, Words("Báo cáo kết quả", "Report the result"),
          [r.contests_are_ranked, r.signer_did_not_compile], (AUTHORITY, PERSONNEL), weighty=True),
        T("return", S.result_compiled, S.oral_done, AUTHORITY, RESULT, Words("Trả lại báo cáo", "Return"),
          notify=(CHAIR, SECRETARY), needs_reason=True),
        T("recognise", S.result_compiled, S.result_recognised, AUTHORITY, RESULT,
          Words("Công nhận kết quả", "Recognise"),
          [r.contests_are_ranked, r.signer_did_not_compile], (CHAIR, PERSONNEL), weighty=True),
        T("remind", S.result_recognised, S.result_recognised, SYSTEM, RESULT, Words("Nhắc quá hạn công bố", "Remind"),
          notify=(CHAIR, PERSONNEL)),
        T("publish_result", S.result_recognised, S.result_published, CHAIR, RESULT, Words("Công bố kết quả", "Publish"),
          notify=(PUBLIC, *EVERYBODY), weighty=True),
        T("close", S.result_published, S.closed, (PERSONNEL, CHAIR), cite("nd115", "8"),
          Words("Kết thúc kỳ thi", "Close"),
          [r.contests_are_over], (AUTHORITY, SECRETARY)),

        # Exceptional ends.
        *[T("cancel", state, S.cancelled, AUTHORITY, design("K"), Words("Dừng kỳ thi", "Cancel"),
            notify=(PUBLIC, *EVERYBODY), needs_reason=True, weighty=True, despite_hold=True) for state in BEFORE_EXAM],
        T("cancel", S.examining, S.cancelled, AUTHORITY, design("K"), Words("Dừng kỳ thi", "Cancel"),
          [r.exam_has_not_begun], (PUBLIC, *EVERYBODY), needs_reason=True, weighty=True, despite_hold=True),
        *[T("void", state, S.voided, AUTHORITY, design(), Words("Hủy kết quả kỳ thi", "Void"), [r.ground_is_on_file],
            (PUBLIC, *EVERYBODY), needs_reason=True, weighty=True, despite_hold=True) for state in AFTER_EXAM],
        T("void", S.result_published, S.voided, AUTHORITY, design(), Words("Hủy kết quả kỳ thi", "Void"),
          [r.ground_is_on_file, r.no_decision_stands], (PUBLIC, *EVERYBODY), needs_reason=True, weighty=True,
          despite_hold=True),
    ],
)  # fmt: skip
register(ROUND, valid_from=date(2017, 5, 9))
