"""One candidate's presentation and defence of the proposal (trình bày, bảo vệ đề án) scored on screen, version 1.

Each member of the panel signs the own sheet alone. When all are signed, sheets too far from the mean are talked over
once and their members score again or keep the score; then the chair closes. A member in conflict leaves this candidate
only; a signed sheet of that member is voided, never deleted. No part of it is marked again.
"""

from datetime import date

from workflows import common_guards as common
from workflows import defence_facts as f
from workflows.engine import Process, State, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import CHAIR, PANEL, SECRETARY, SYSTEM
from workflows.words import Words

S = states("scoring divergent talked_over settled closed discontinued")
ROUND_KEEPS_TIME = Words("Thời hạn tính ở kỳ thi.", "The round keeps the time.")
OPEN = (S.scoring, S.divergent, S.talked_over, S.settled)
ANSWER = [common.presentations_are_held, f.member_sits_here, f.member_is_in_no_conflict, f.member_is_asked]
LEAVE = [common.presentations_are_held, f.leaving_member_sits_here, f.enough_members_stay]
CONFLICT = cite("nd115", "8 khoản 4")
FAR = Words("Ghi nhận phiếu lệch quá mức", "Diverge")

DEFENCE = Process(
    key="defence",
    version=1,
    label=Words("Phần trình bày, bảo vệ đề án", "Presentation and defence"),
    facts=f.DefenceFacts,
    initial=S.scoring,
    cites=design("K"),
    states=[
        State(S.scoring, Words("Chờ các thành viên ký phiếu", "Sheets are being signed"), PANEL,
              untimed=ROUND_KEEPS_TIME),
        State(S.divergent, Words("Có phiếu lệch quá mức, chờ trao đổi", "Sheets too far apart, to be talked over"),
              (SECRETARY, CHAIR), untimed=ROUND_KEEPS_TIME),
        State(S.talked_over, Words("Đã trao đổi, chờ chấm lại hoặc giữ điểm", "Talked over"), PANEL,
              untimed=ROUND_KEEPS_TIME),
        State(S.settled, Words("Đã đủ phiếu, chờ Chủ tịch kết thúc", "All sheets settled"), CHAIR,
              untimed=ROUND_KEEPS_TIME),
        State(S.closed, Words("Đã kết thúc phần trình bày", "Closed"), final=True),
        State(S.discontinued, Words("Thí sinh không còn dự phần trình bày", "Discontinued"), final=True),
    ],
    transitions=[
        # Each member signs alone; the rule is applied in the transaction of the last signature.
        T("sign", S.scoring, S.scoring, PANEL, design(), Words("Ký phiếu chấm", "Sign the sheet"),
          [common.presentations_are_held, f.presentation_has_begun, common.proposals_are_opened, f.member_sits_here,
           f.member_has_not_signed, f.member_is_in_no_conflict, common.points_fit_the_criteria]),
        T("settle", S.scoring, S.settled, SYSTEM, design(), Words("Lấy điểm trung bình", "Take the mean"),
          [f.every_sheet_is_signed, f.no_sheet_is_far], (CHAIR,)),
        T("diverge", S.scoring, S.divergent, SYSTEM, design(), FAR, [f.every_sheet_is_signed, f.some_sheet_is_far],
          (SECRETARY, CHAIR)),
        # What lies too far from the mean is talked over once, and counts either way.
        T("talk_over", S.divergent, S.talked_over, (SECRETARY, CHAIR), design(),
          Words("Ghi biên bản trao đổi", "Record the talk"), [common.presentations_are_held, f.talk_is_on_record]),
        T("score_again", S.talked_over, S.talked_over, PANEL, design(), Words("Chấm lại sau trao đổi", "Score again"),
          [*ANSWER, common.points_fit_the_criteria], needs_reason=True),
        T("keep_score", S.talked_over, S.talked_over, PANEL, design(), Words("Giữ điểm sau trao đổi", "Keep the score"),
          ANSWER, needs_reason=True),
        T("settle", S.talked_over, S.settled, SYSTEM, design(), Words("Lấy điểm trung bình", "Take the mean"),
          [f.everybody_asked_has_answered, f.no_sheet_is_far], (CHAIR,)),
        T("diverge", S.talked_over, S.divergent, SYSTEM, design(), FAR,
          [f.everybody_asked_has_answered, f.some_sheet_is_far], (SECRETARY, CHAIR)),
        T("close", S.settled, S.closed, CHAIR, design("K"), Words("Kết thúc phần trình bày", "Close the presentation"),
          [common.presentations_are_held, f.every_sheet_is_signed, f.no_sheet_is_far], (SECRETARY,), weighty=True),
        # A conflict takes a member from this candidate alone; somebody else of the panel may be seated.
        *[T("step_down", state, S.scoring, PANEL, CONFLICT, Words("Tự rút vì xung đột lợi ích", "Step down"),
            [*LEAVE, f.member_leaves_for_oneself], (CHAIR, SECRETARY), needs_reason=True) for state in OPEN],
        *[T("remove", state, S.scoring, CHAIR, CONFLICT,
            Words("Rút thành viên vì xung đột lợi ích", "Take a member out"), LEAVE, (SECRETARY,), needs_reason=True,
            weighty=True) for state in OPEN],
        T("seat", S.scoring, S.scoring, CHAIR, design(), Words("Bổ sung người chấm", "Seat a member"),
          [common.presentations_are_held, f.newcomer_may_sit], (SECRETARY,)),
        *[T("discontinue", state, S.discontinued, SYSTEM, design("K"),
            Words("Dừng theo thí sinh", "Stop with the candidate"), [f.candidate_presents_no_more], despite_hold=True)
          for state in OPEN],
    ],
)  # fmt: skip

register(DEFENCE, date(2020, 1, 1))
