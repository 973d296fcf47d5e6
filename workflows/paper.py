"""One written paper shared by several posts (bài thi viết), version 1: from the timetable to the final marks.

Read it beside the regulation: one clause, one entry, in the same order. Every way from the published marks to the final
ones passes the re-marking window.
"""

from datetime import date

from workflows import common_guards as common
from workflows import paper_coding as c
from workflows import paper_facts as f
from workflows import paper_results as r
from workflows.engine import Deadline, Process, State, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import (
    AUTHORITY,
    CANDIDATE,
    CHAIR,
    CODING,
    INVIGILATOR,
    MARKER,
    MARKING_HEAD,
    PUBLIC,
    SECRETARY,
    SUPERVISOR,
    SYSTEM,
)
from workflows.words import Words

S = states(
    "planned ready held coded marking lock_proposed locked decoded written_published remark_window remarking final "
    "cancelled voided"
)
SUMMONS, MARKING, CODES, REMARK = cite("tt6", "12 khoản 1"), cite("tt6"), cite("tt6", "", "K"), cite("nd115", "15", "K")
WRITTEN_HELD = (S.held, S.coded, S.marking, S.lock_proposed, S.locked, S.decoded, S.written_published, S.remark_window,
                S.remarking)  # fmt: skip
MODERATED = (r.sample_is_moderated, r.no_moderation_is_stale, r.no_moderation_is_open)
NO_TERM = Words("Không tìm thấy thời hạn trong quy định.", "No term was found in the rules.")
REMINDED_ONCE = Words("Nhắc một lần; việc vẫn chờ người có trách nhiệm.", "Reminded once; the case still waits.")

PAPER = Process(
    key="paper",
    version=1,
    label=Words("Bài thi viết", "Written paper"),
    facts=f.PaperFacts,
    initial=S.planned,
    cites=cite("tt6"),
    states=[
        State(S.planned, Words("Đã lập lịch thi viết", "Planned"), (SECRETARY, CHAIR),
              Deadline("remind", SUMMONS, at=lambda x: x.summon_by), REMINDED_ONCE),
        State(S.ready, Words("Sẵn sàng thi viết", "Ready"), (INVIGILATOR, SECRETARY, CHAIR),
              Deadline("remind", design("K"), at=lambda x: x.ends_at), REMINDED_ONCE),
        State(S.held, Words("Đã thi viết, chờ làm phách", "Held, to be coded"), CODING, untimed=NO_TERM),
        State(S.coded, Words("Đã làm phách, niêm phong", "Coded and sealed"), MARKING_HEAD, untimed=NO_TERM),
        State(S.marking, Words("Đang chấm thi", "Marking"), MARKING_HEAD, untimed=NO_TERM),
        State(S.lock_proposed, Words("Đề nghị khóa điểm", "Lock proposed"), (CHAIR, SUPERVISOR), untimed=NO_TERM),
        State(S.locked, Words("Đã khóa điểm", "Marks locked"), (CHAIR, CODING, SUPERVISOR), untimed=NO_TERM),
        State(S.decoded, Words("Đã ghép phách", "Decoded"), CHAIR, untimed=NO_TERM),
        State(S.written_published, Words("Đã công bố điểm thi viết", "Written results published"), SYSTEM,
              untimed=Words("Thời hạn phúc khảo mở ngay khi công bố.", "The re-marking window opens at once.")),
        State(S.remark_window, Words("Đang nhận đơn phúc khảo", "Re-marking window"), (CANDIDATE, SYSTEM),
              Deadline("close_remark_window", REMARK, days="exam.remark_request_days")),
        State(S.remarking, Words("Đang chấm phúc khảo", "Re-marking"), CHAIR,
              Deadline("remind", REMARK, days="exam.remark_finish_days", repeats=True)),
        State(S.final, Words("Kết quả thi viết cuối cùng", "Written results final"), final=True),
        State(S.cancelled, Words("Dừng bài thi", "Cancelled"), final=True),
        State(S.voided, Words("Hủy bài thi", "Voided"), final=True),
    ],
    transitions=[
        # Before the session: rooms, summons, lists.
        T("remind", S.planned, S.planned, SYSTEM, SUMMONS, Words("Nhắc hạn triệu tập", "Remind"),
          notify=(SECRETARY, CHAIR)),
        T("make_ready", S.planned, S.ready, SECRETARY, SUMMONS, Words("Xác nhận sẵn sàng thi", "Make ready"),
          [f.round_is_examining, f.rooms_are_assigned, f.rooms_are_invigilated, f.everybody_is_summoned,
           f.summons_was_in_time, f.lists_were_posted_in_time, f.session_has_not_begun],
          (CHAIR, INVIGILATOR, SUPERVISOR)),
        T("reschedule", S.ready, S.planned, CHAIR, design("K"), Words("Đổi lịch thi", "Reschedule"),
          [f.session_has_not_begun], (CANDIDATE, SECRETARY, SUPERVISOR), needs_reason=True),

        # The session: attendance and counts, confirmed by the chair, attested by the supervisor.
        T("remind", S.ready, S.ready, SYSTEM, design("K"), Words("Nhắc kiểm đếm bài", "Remind"),
          notify=(SECRETARY, CHAIR)),
        T("close_session", S.ready, S.held, CHAIR, design("K"), Words("Xác nhận kết thúc ca thi", "Close the session"),
          [f.session_is_over, f.attendance_is_complete, f.counts_balance, f.confirmer_did_not_count,
           f.counts_are_attested, f.room_minutes_are_signed, f.room_minutes_are_attested],
          (CODING, SECRETARY, SUPERVISOR), weighty=True),

        # Coding and marking: two independent markers; the lock is proposed, confirmed on the same content, attested.
        T("seal_codes", S.held, S.coded, CODING, CODES, Words("Niêm phong bản đồ phách", "Seal the codes"),
          [c.codes_come_from_where_they_must, c.every_script_is_coded, c.codes_are_unique, c.map_is_sealed],
          (MARKING_HEAD, CHAIR, SUPERVISOR),
          weighty=True),
        T("seal_codes_again", S.coded, S.coded, CODING, CODES, Words("Niêm phong lại bản đồ phách", "Seal codes again"),
          [c.codes_were_drawn_offline, c.no_script_is_assigned, c.every_script_is_coded, c.codes_are_unique,
           c.map_is_sealed], (MARKING_HEAD, CHAIR, SUPERVISOR), weighty=True),
        T("begin_marking", S.coded, S.marking, MARKING_HEAD, MARKING, Words("Bắt đầu chấm thi", "Begin marking"),
          [f.criteria_fill_the_scale, f.every_script_has_two_markers, f.map_is_in_a_signed_head,
           f.no_marker_is_in_conflict, common.nobody_could_defeat_it_alone], (MARKER, SECRETARY)),
        T("propose_lock", S.marking, S.lock_proposed, MARKING_HEAD, MARKING, Words("Đề nghị khóa điểm", "Propose lock"),
          [r.every_script_is_settled, *MODERATED, r.content_is_hashed, f.no_marker_is_in_conflict],
          (CHAIR, SUPERVISOR), weighty=True),
        T("refuse_lock", S.lock_proposed, S.marking, CHAIR, MARKING, Words("Chưa đồng ý khóa điểm", "Refuse the lock"),
          notify=(MARKING_HEAD,), needs_reason=True),
        T("lock", S.lock_proposed, S.locked, CHAIR, MARKING, Words("Khóa điểm", "Lock the marks"),
          [r.every_script_is_settled, *MODERATED, r.content_is_as_proposed, r.locker_did_not_propose,
           r.lock_is_attested, f.no_marker_is_in_conflict],
          (MARKING_HEAD, SECRETARY, CODING, SUPERVISOR), weighty=True),

        # Decoding and publication.
        T("decode", S.locked, S.decoded, CHAIR, MARKING, Words("Ghép phách", "Decode"),
          [r.coding_share_is_given, r.two_custodians_gave_their_shares, r.decoding_is_attested,
           r.map_is_the_sealed_one], (SECRETARY, SUPERVISOR), weighty=True),
        T("publish_written", S.decoded, S.written_published, CHAIR, REMARK, Words("Công bố điểm thi viết", "Publish"),
          [r.every_script_is_matched], (PUBLIC, CANDIDATE, SECRETARY, SUPERVISOR), weighty=True),

        # Re-marking: only the written part, within the window.
        T("open_remark_window", S.written_published, S.remark_window, SYSTEM, REMARK,
          Words("Mở nhận đơn phúc khảo", "Open the window"), notify=(CANDIDATE,)),
        T("close_remark_window", S.remark_window, S.remarking, SYSTEM, REMARK, Words("Hết hạn phúc khảo", "Close"),
          [r.remark_window_is_over, r.appeals_are_open], (CHAIR, MARKING_HEAD)),
        T("close_remark_window", S.remark_window, S.final, SYSTEM, REMARK, Words("Hết hạn phúc khảo", "Close"),
          [r.remark_window_is_over, r.appeals_are_answered], (CHAIR, SECRETARY)),
        T("remind", S.remarking, S.remarking, SYSTEM, REMARK, Words("Nhắc quá hạn phúc khảo", "Remind"),
          notify=(CHAIR, MARKING_HEAD)),
        T("finish_remarking", S.remarking, S.final, CHAIR, REMARK, Words("Kết thúc phúc khảo", "Finish re-marking"),
          [r.appeals_are_answered], (CANDIDATE, SECRETARY), weighty=True),

        # Exceptional ends.
        T("cancel", S.planned, S.cancelled, AUTHORITY, design("K"), Words("Dừng bài thi", "Cancel"),
          notify=(CANDIDATE, CHAIR, SECRETARY), needs_reason=True, weighty=True, despite_hold=True),
        T("cancel", S.ready, S.cancelled, AUTHORITY, design("K"), Words("Dừng bài thi", "Cancel"),
          [f.session_has_not_begun], (CANDIDATE, CHAIR, SECRETARY), needs_reason=True, weighty=True, despite_hold=True),
        *[T("cancel_with_round", state, S.cancelled, SYSTEM, design(),
            Words("Dừng theo kỳ thi", "Cancel with the round"), [common.round_is_cancelled], (CHAIR, SECRETARY),
            despite_hold=True) for state in (S.planned, S.ready)],
        *[T("void", state, S.voided, AUTHORITY, design(), Words("Hủy bài thi", "Void"), [r.ground_is_on_file],
            (CANDIDATE, CHAIR, SECRETARY, MARKING_HEAD), needs_reason=True, weighty=True, despite_hold=True)
          for state in (S.ready, *WRITTEN_HELD)],
        *[T("void_with_round", state, S.voided, SYSTEM, design(), Words("Hủy theo kỳ thi", "Void with the round"),
            [common.round_is_voided], (CHAIR, SECRETARY), despite_hold=True)
          for state in (S.planned, S.ready, *WRITTEN_HELD)],
    ],
)  # fmt: skip
register(PAPER, valid_from=date(2017, 5, 9))
