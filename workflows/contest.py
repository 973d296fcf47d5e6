"""The competition for one post (vị trí thi tuyển), version 1: from the need to office.

Read it beside the regulation: one clause, one entry, in the same order.
"""

from datetime import date

from workflows import common_guards as common
from workflows import contest_facts as f
from workflows import contest_results as r
from workflows.engine import Deadline, Process, State, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import APPROVER, AUTHORITY, CANDIDATE, CHAIR, PERSONNEL, SECRETARY, SYSTEM
from workflows.words import Words

S = states(
    "need_draft policy_requested policy_refused policy_approved planned open contested too_few extended ranked "
    "recognised verifying submitted collective_decided decision_issued in_office fallback_next no_winner "
    "cancelled voided"
)
POLICY, PILOT, RESULT = cite("nd170", "33 khoản 1"), cite("cv2424"), cite("nd115", "16")
NEXT_RANKED, RESERVE_LIST = cite("nd170", "18 khoản 4"), cite("nd115", "18 khoản 4")
NEED = [f.slot_is_vacant, f.position_is_listed, f.standards_are_issued, f.title_is_not_elected, f.is_first_appointment]
SELECTED = (S.recognised, S.verifying, S.submitted, S.collective_decided)
BEFORE_EXAM = (S.policy_approved, S.planned, S.open, S.too_few, S.extended)
IN_ROUND = (S.planned, S.open, S.too_few, S.extended, S.contested)
AFTER_EXAM = (S.contested, S.ranked, *SELECTED, S.fallback_next)
REMINDED_ONCE = Words("Nhắc một lần; việc vẫn chờ người có trách nhiệm.", "Reminded once; the case still waits.")
ROUND_KEEPS_TIME = Words("Thời hạn tính ở kỳ thi.", "The round keeps the time.")
NO_TERM = Words("Không tìm thấy thời hạn trong quy định.", "No term was found in the rules.")

CONTEST = Process(
    key="contest",
    version=1,
    label=Words("Vị trí thi tuyển", "Contest for a post"),
    facts=f.ContestFacts,
    initial=S.need_draft,
    cites=PILOT,
    states=[
        State(S.need_draft, Words("Dự thảo nhu cầu", "Need, draft"), PERSONNEL, untimed=NO_TERM),
        State(S.policy_requested, Words("Đã xin chủ trương", "Policy requested"), AUTHORITY,
              Deadline("remind", POLICY, days="policy.decision_days", working=True, repeats=True)),
        State(S.policy_refused, Words("Không đồng ý chủ trương", "Policy refused"), final=True),
        State(S.policy_approved, Words("Đã có chủ trương", "Policy approved"), (PERSONNEL, AUTHORITY, SYSTEM),
              untimed=Words("Chờ đưa vào kế hoạch thi tuyển.", "Waits to be put into a plan.")),
        State(S.planned, Words("Đã có trong kế hoạch", "Planned"), (APPROVER, SYSTEM), untimed=ROUND_KEEPS_TIME),
        State(S.open, Words("Đang nhận và kiểm tra hồ sơ", "Open"), (PERSONNEL, SYSTEM), untimed=ROUND_KEEPS_TIME),
        State(S.contested, Words("Có đủ người dự thi", "Contested"), CHAIR, untimed=ROUND_KEEPS_TIME),
        State(S.too_few, Words("Không đủ số người tối thiểu", "Too few candidates"), (AUTHORITY, CHAIR),
              untimed=NO_TERM),
        State(S.extended, Words("Gia hạn nhận hồ sơ", "Reception prolonged"), (PERSONNEL, APPROVER),
              Deadline("remind", design(), at=lambda x: x.closes_at), REMINDED_ONCE),
        State(S.ranked, Words("Đã xếp hạng", "Ranked"), (CHAIR, AUTHORITY), untimed=ROUND_KEEPS_TIME),
        State(S.recognised, Words("Kết quả được công nhận", "Result recognised"), (AUTHORITY, SYSTEM),
              untimed=ROUND_KEEPS_TIME),
        State(S.verifying, Words("Đang xác minh người trúng tuyển", "Verifying"), PERSONNEL,
              Deadline("remind", POLICY, at=lambda x: x.finish_by), REMINDED_ONCE),
        State(S.submitted, Words("Đã trình cấp có thẩm quyền", "Submitted to the authority"), AUTHORITY,
              Deadline("remind", design(), days=15, working=True, repeats=True)),
        State(S.collective_decided, Words("Tập thể lãnh đạo đã quyết nghị", "Decided collectively"), AUTHORITY,
              untimed=NO_TERM),
        State(S.decision_issued, Words("Đã ban hành quyết định", "Decision issued"), PERSONNEL,
              Deadline("remind", design("K"), at=lambda x: x.effective_at), REMINDED_ONCE),
        State(S.in_office, Words("Đã nhận nhiệm vụ", "In office"), final=True),
        State(S.fallback_next, Words("Chờ quyết định lấy người liền kề", "Next-ranked to be decided"), AUTHORITY,
              Deadline("expire", RESERVE_LIST, at=lambda x: x.reserve_until)),
        State(S.no_winner, Words("Không có người trúng tuyển", "No winner"), final=True),
        State(S.cancelled, Words("Dừng thi tuyển", "Cancelled"), final=True),
        State(S.voided, Words("Hủy kết quả", "Voided"), final=True),
    ],
    transitions=[
        # Need and policy: the authority decides whether the post is filled by exam.
        T("request_policy", S.need_draft, S.policy_requested, PERSONNEL, PILOT,
          Words("Xin chủ trương", "Request the policy"), NEED, (AUTHORITY,)),
        T("drop", S.need_draft, S.cancelled, PERSONNEL, design(), Words("Bỏ nhu cầu", "Drop"), needs_reason=True),
        T("remind", S.policy_requested, S.policy_requested, SYSTEM, POLICY, Words("Nhắc quá hạn", "Remind"),
          notify=(AUTHORITY, PERSONNEL)),
        T("approve_policy", S.policy_requested, S.policy_approved, AUTHORITY, POLICY,
          Words("Đồng ý chủ trương", "Approve the policy"), [*NEED, f.decider_did_not_ask], (PERSONNEL,), weighty=True),
        T("refuse_policy", S.policy_requested, S.policy_refused, AUTHORITY, POLICY,
          Words("Không đồng ý chủ trương", "Refuse the policy"), [f.decider_did_not_ask], (PERSONNEL,),
          needs_reason=True, weighty=True),
        T("return", S.policy_requested, S.need_draft, AUTHORITY, POLICY, Words("Trả lại", "Return"),
          notify=(PERSONNEL,), needs_reason=True),

        # The post follows its round.
        T("plan", S.policy_approved, S.planned, SYSTEM, cite("kh3461"), Words("Đưa vào kế hoạch", "Plan"),
          [f.plan_is_approved]),
        T("open", S.planned, S.open, SYSTEM, cite("nd115", "14 khoản 3"), Words("Mở thi tuyển", "Open"),
          [f.round_is_announced]),

        # The number of candidates: two at least, one prolongation, else the post goes back to the ordinary process.
        T("count", S.open, S.contested, SYSTEM, PILOT, Words("Chốt số người dự thi", "Count the candidates"),
          [f.shortlist_is_published, f.applications_are_decided, f.candidates_are_enough], (CHAIR, SECRETARY)),
        T("count", S.open, S.too_few, SYSTEM, PILOT, Words("Chốt số người dự thi", "Count the candidates"),
          [f.shortlist_is_published, f.applications_are_decided, f.candidates_are_too_few],
          (AUTHORITY, CHAIR, PERSONNEL)),
        T("extend", S.too_few, S.extended, (APPROVER, CHAIR), design(), Words("Gia hạn nhận hồ sơ", "Prolong"),
          [f.shortlist_is_published, f.extension_is_left, f.new_window_is_set], (PERSONNEL, CANDIDATE),
          needs_reason=True),
        T("remind", S.extended, S.extended, SYSTEM, design(), Words("Nhắc hết gia hạn", "Remind"),
          notify=(PERSONNEL, APPROVER)),
        T("publish_supplement", S.extended, S.contested, APPROVER, PILOT,
          Words("Công bố danh sách bổ sung", "Publish the supplement"),
          [f.extension_is_over, f.applications_are_decided, f.publisher_did_not_list, f.candidates_are_enough],
          (CHAIR, SECRETARY, CANDIDATE), weighty=True),
        T("publish_supplement", S.extended, S.too_few, APPROVER, PILOT,
          Words("Công bố danh sách bổ sung", "Publish the supplement"),
          [f.extension_is_over, f.applications_are_decided, f.publisher_did_not_list, f.candidates_are_too_few],
          (AUTHORITY, CHAIR, PERSONNEL), weighty=True),
        T("drop_below", S.contested, S.too_few, SYSTEM, PILOT, Words("Không còn đủ số người", "Drop below"),
          [f.candidates_are_too_few, f.no_exception_was_made], (AUTHORITY, CHAIR, PERSONNEL)),
        T("continue_with_one", S.too_few, S.contested, AUTHORITY, design(),
          Words("Cho tiếp tục với số người hiện có", "Go on with those who stand"),
          [f.exception_is_in_writing, f.somebody_stands], (CHAIR, PERSONNEL), needs_reason=True, weighty=True),

        # The result of the post.
        T("rank", S.contested, S.ranked, CHAIR, design("K"), Words("Ký xếp hạng", "Sign the ranking"),
          [common.written_is_final, r.oral_is_over, common.orals_are_settled, r.ties_are_settled, r.somebody_passes,
           r.signer_did_not_compile, r.close_result_is_rechecked, r.rechecker_stands_apart],
          (AUTHORITY, PERSONNEL), weighty=True),
        T("declare_no_winner", S.contested, S.no_winner, CHAIR, design("K"),
          Words("Kết luận không có người trúng tuyển", "Declare no winner"),
          [common.written_is_final, common.orals_are_settled, r.nobody_passes, r.close_result_is_rechecked,
           r.rechecker_stands_apart], (AUTHORITY, PERSONNEL, CANDIDATE),
          needs_reason=True, weighty=True),
        T("declare_no_winner", S.too_few, S.no_winner, CHAIR, design("K"),
          Words("Kết luận không có người trúng tuyển", "Declare no winner"), [r.nobody_stands],
          (AUTHORITY, PERSONNEL, CANDIDATE), needs_reason=True, weighty=True),
        T("reopen", S.ranked, S.contested, CHAIR, design(), Words("Xếp hạng lại", "Rank again"), [r.oral_is_over],
          (AUTHORITY,), needs_reason=True),
        T("recognise", S.ranked, S.recognised, SYSTEM, RESULT, Words("Công nhận kết quả", "Recognise"),
          [r.round_is_recognised], (PERSONNEL,)),
        T("begin_verification", S.recognised, S.verifying, SYSTEM, POLICY, Words("Bắt đầu xác minh", "Begin verifying"),
          [r.round_is_published], (PERSONNEL,)),

        # Verification, submission, decision.
        T("remind", S.verifying, S.verifying, SYSTEM, POLICY, Words("Nhắc quá hạn", "Remind"),
          notify=(PERSONNEL, AUTHORITY)),
        T("submit", S.verifying, S.submitted, PERSONNEL, POLICY, Words("Trình bổ nhiệm", "Submit"),
          [r.verification_is_complete, r.verification_is_clean, r.winner_stands], (AUTHORITY,)),
        T("remind", S.submitted, S.submitted, SYSTEM, design(), Words("Nhắc quá hạn", "Remind"), notify=(AUTHORITY,)),
        T("return", S.submitted, S.verifying, AUTHORITY, design("K"), Words("Trả lại hồ sơ trình", "Return"),
          notify=(PERSONNEL,), needs_reason=True),
        T("decide", S.submitted, S.collective_decided, AUTHORITY, design("K"),
          Words("Ghi nhận quyết nghị của tập thể", "Record the collective decision"),
          [r.decider_did_not_submit, r.collective_met, r.vote_is_carried, r.winner_stands], (PERSONNEL,), weighty=True),
        T("issue", S.collective_decided, S.decision_issued, SYSTEM, cite("nd30"), Words("Ban hành quyết định", "Issue"),
          [r.decision_is_issued, r.winner_stands], (CANDIDATE, PERSONNEL, CHAIR)),
        T("remind", S.decision_issued, S.decision_issued, SYSTEM, design("K"), Words("Nhắc bàn giao", "Remind"),
          notify=(PERSONNEL,)),
        T("take_office", S.decision_issued, S.in_office, PERSONNEL, design("K"),
          Words("Ghi nhận nhận nhiệm vụ", "Record taking office"),
          [r.decision_is_issued, r.decision_is_in_effect, r.winner_stands], (CANDIDATE, AUTHORITY)),

        # The selected person drops out: the authority may take the next-ranked passer.
        *[T("winner_declined", state, S.fallback_next, SYSTEM, NEXT_RANKED,
            Words("Người trúng tuyển từ chối", "Declined"),
            [r.winner_has_declined], (AUTHORITY, PERSONNEL)) for state in SELECTED],
        T("winner_declined", S.decision_issued, S.fallback_next, SYSTEM, NEXT_RANKED,
          Words("Người trúng tuyển từ chối", "Declined"), [r.winner_has_declined, r.decision_is_revoked],
          (AUTHORITY, PERSONNEL)),
        *[T("set_aside", state, S.fallback_next, AUTHORITY, NEXT_RANKED,
            Words("Hủy kết quả trúng tuyển", "Set the winner aside"), [r.ground_is_on_file], (CANDIDATE, PERSONNEL),
            needs_reason=True, weighty=True) for state in SELECTED],
        T("set_aside", S.decision_issued, S.fallback_next, AUTHORITY, NEXT_RANKED,
          Words("Hủy kết quả trúng tuyển", "Set the winner aside"), [r.ground_is_on_file, r.decision_is_revoked],
          (CANDIDATE, PERSONNEL), needs_reason=True, weighty=True),
        T("take_next", S.fallback_next, S.verifying, AUTHORITY, NEXT_RANKED,
          Words("Lấy người có kết quả thấp hơn liền kề", "Take the next-ranked"),
          [r.next_passer_exists, r.reserve_is_valid], (PERSONNEL, CANDIDATE), needs_reason=True, weighty=True),
        T("close_without_winner", S.fallback_next, S.no_winner, AUTHORITY, design("K"),
          Words("Kết luận không có người trúng tuyển", "Close without a winner"), notify=(PERSONNEL, CHAIR),
          needs_reason=True, weighty=True),
        T("expire", S.fallback_next, S.no_winner, SYSTEM, RESERVE_LIST, Words("Hết hạn dự bị", "Reserve expires"),
          [r.reserve_has_expired], (AUTHORITY, PERSONNEL)),

        # Exceptional ends.
        *[T("cancel", state, S.cancelled, AUTHORITY, design("K"), Words("Dừng thi tuyển vị trí", "Cancel"),
            notify=(PERSONNEL, CHAIR, CANDIDATE), needs_reason=True, weighty=True, despite_hold=True)
          for state in BEFORE_EXAM],
        T("cancel", S.contested, S.cancelled, AUTHORITY, design("K"), Words("Dừng thi tuyển vị trí", "Cancel"),
          [f.exam_has_not_begun], (PERSONNEL, CHAIR, CANDIDATE), needs_reason=True, weighty=True, despite_hold=True),
        *[T("void", state, S.voided, AUTHORITY, design(), Words("Hủy kết quả thi của vị trí", "Void"),
            [r.ground_is_on_file], (PERSONNEL, CHAIR, CANDIDATE), needs_reason=True, weighty=True, despite_hold=True)
          for state in AFTER_EXAM],
        T("void", S.decision_issued, S.voided, AUTHORITY, design(), Words("Hủy kết quả thi của vị trí", "Void"),
          [r.ground_is_on_file, r.decision_is_revoked], (PERSONNEL, CHAIR, CANDIDATE), needs_reason=True, weighty=True,
          despite_hold=True),
        *[T("cancel_with_round", state, S.cancelled, SYSTEM, design(),
            Words("Dừng theo kỳ thi", "Cancel with the round"),
            [common.round_is_cancelled], (PERSONNEL,), despite_hold=True) for state in IN_ROUND],
        *[T("void_with_round", state, S.voided, SYSTEM, design(), Words("Hủy theo kỳ thi", "Void with the round"),
            [common.round_is_voided], (PERSONNEL,), despite_hold=True)
          for state in (S.too_few, *AFTER_EXAM)],
    ],
)  # fmt: skip
register(CONTEST, valid_from=date(2017, 5, 9))
