"""One anonymous script (bài thi đã rọc phách) marked on screen, version 1: from its code to its opened mark.

Two markers, drawn from a seed that was sealed with the codes, mark alone and blind to each other; each makes the own
mark final once. The rule, a joint record, a third marker blind to both, or the chair settles the mark. When a marker
leaves the pool the own marks are voided, never deleted, and the script goes to somebody else. States from `settled` on
are those of `workflows.script`, so that a paper does not ask how its scripts were marked.
"""

from datetime import date

from workflows import common_guards
from workflows import screen_script_facts as s
from workflows import script_clauses as common
from workflows import script_facts as f
from workflows.engine import Process, State, states
from workflows.engine import Transition as T
from workflows.law import design
from workflows.registry import register
from workflows.roles import CHAIR, CODING, MARKER, MARKING_HEAD, SYSTEM
from workflows.script_clauses import DIVERGENCE, MARKING, PAPER_KEEPS_TIME
from workflows.words import Words

S = states(
    "coded allocated marked_once marked_twice diverged third_allocated third_marked settled questioned locked opened "
    "replaced"
)  # fmt: skip
ALLOCATED = [f.markers_are_different, s.markers_may_have_it]
SIGNED = [f.paper_is_being_marked, s.marker_is_waited_for, s.marker_has_not_signed, s.marker_is_in_no_conflict,
          common_guards.points_fit_the_criteria, f.marks_are_on_the_scale]  # fmt: skip
AGAIN = [s.paper_is_before_its_lock, *ALLOCATED]
SIGN, REPLACE = Words("Chốt điểm chấm", "Make the mark final"), Words("Phân công lại", "Allocate again")

SCREEN_SCRIPT = Process(
    key="screen_script",
    version=1,
    label=Words("Bài thi chấm trên màn hình (theo phách)", "Script marked on screen"),
    facts=s.ScreenScriptFacts,
    initial=S.coded,
    cites=MARKING,
    states=[
        State(S.coded, Words("Đã rọc phách", "Coded"), MARKING_HEAD, untimed=PAPER_KEEPS_TIME),
        State(S.allocated, Words("Đã phân công chấm", "Allocated"), MARKER, untimed=PAPER_KEEPS_TIME),
        State(S.marked_once, Words("Đã chấm một lượt", "Marked once"), MARKER, untimed=PAPER_KEEPS_TIME),
        State(S.marked_twice, Words("Đã chấm hai lượt", "Marked twice"), SYSTEM, untimed=PAPER_KEEPS_TIME),
        State(S.diverged, Words("Điểm lệch quá mức", "Marks too far apart"), (MARKING_HEAD, CHAIR),
              untimed=PAPER_KEEPS_TIME),
        State(S.third_allocated, Words("Đã phân công chấm lần ba", "Third marking allocated"), MARKER,
              untimed=PAPER_KEEPS_TIME),
        State(S.third_marked, Words("Đã chấm lần ba", "Marked a third time"), (MARKING_HEAD, CHAIR),
              untimed=PAPER_KEEPS_TIME),
        State(S.settled, Words("Đã thống nhất điểm", "Settled"), (MARKING_HEAD, SYSTEM), untimed=PAPER_KEEPS_TIME),
        State(S.questioned, Words("Yêu cầu trao đổi lại", "To be talked over"), (MARKING_HEAD, CHAIR),
              untimed=PAPER_KEEPS_TIME),
        State(S.locked, Words("Đã khóa điểm", "Locked"), SYSTEM, untimed=PAPER_KEEPS_TIME),
        State(S.opened, Words("Đã ghép phách", "Opened"), final=True),
        State(S.replaced, Words("Đã thay bằng đợt làm phách khác", "Replaced by another batch of codes"), final=True),
    ],
    transitions=[
        # Two different markers, drawn from the sealed seed; each signs alone.
        T("allocate", S.coded, S.allocated, (MARKING_HEAD, SYSTEM), MARKING, Words("Phân công chấm", "Allocate"),
          [s.paper_awaits_allocation, *ALLOCATED]),
        # The batch of codes was drawn again before anybody had a script: this one counts no more.
        T("replace", S.coded, S.replaced, CODING, MARKING, Words("Thay bằng đợt khác", "Replace"),
          [s.paper_awaits_allocation]),
        T("sign", S.allocated, S.marked_once, MARKER, MARKING, SIGN, SIGNED),
        T("sign", S.marked_once, S.marked_twice, MARKER, MARKING, SIGN, SIGNED),
        # The mark: the mean where the two lie close enough, otherwise people settle it.
        T("agree", S.marked_twice, S.settled, SYSTEM, DIVERGENCE, Words("Lấy trung bình", "Take the mean"),
          [f.marks_are_close, s.marks_do_not_straddle]),
        T("diverge", S.marked_twice, S.diverged, SYSTEM, DIVERGENCE, Words("Ghi nhận lệch quá mức", "Diverge"),
          [s.people_must_settle_it], (MARKING_HEAD,)),
        common.AGREED_JOINTLY,
        T("draw_third", S.diverged, S.third_allocated, MARKING_HEAD, DIVERGENCE,
          Words("Rút thăm người chấm thứ ba", "Draw a third marker"),
          [f.paper_is_being_marked, s.third_marker_is_drawn, *ALLOCATED]),
        T("sign", S.third_allocated, S.third_marked, MARKER, DIVERGENCE, SIGN, SIGNED, (MARKING_HEAD,)),
        *common.SETTLED_BY_PEOPLE,
        # Read again by sample: the head asks the pair to talk. The mark is given anew in the ways that settle any.
        T("question", S.settled, S.questioned, MARKING_HEAD, design(), Words("Yêu cầu trao đổi lại", "Ask for a talk"),
          [f.paper_is_being_marked], needs_reason=True),
        T("agree_jointly", S.questioned, S.settled, MARKING_HEAD, DIVERGENCE,
          Words("Ghi điểm đối thoại thống nhất", "Record the agreed mark"),
          [f.joint_record_is_on_file, f.settled_mark_lies_between], needs_reason=True),
        T("decide", S.questioned, S.settled, CHAIR, DIVERGENCE, common.DECIDE, [f.settled_mark_lies_between],
          needs_reason=True, weighty=True),
        # A marker leaves the pool: the own marks are voided with the reason, the script goes to another.
        T("reallocate", S.allocated, S.allocated, MARKING_HEAD, design("K"), REPLACE, AGAIN, needs_reason=True),
        T("reallocate", S.marked_once, S.allocated, MARKING_HEAD, design("K"), REPLACE, [*AGAIN, s.no_mark_stands],
          needs_reason=True),
        *[T("reallocate", state, S.marked_once, MARKING_HEAD, design("K"), REPLACE, [*AGAIN, s.one_mark_stands],
            needs_reason=True)
          for state in (S.marked_once, S.diverged, S.third_allocated, S.third_marked, S.settled, S.questioned)],
        *[T("reallocate", state, S.third_allocated, MARKING_HEAD, design("K"), REPLACE, [*AGAIN, s.two_marks_stand],
            needs_reason=True)
          for state in (S.third_allocated, S.third_marked, S.settled, S.questioned)],
        *common.WITH_THE_PAPER,
    ],
)  # fmt: skip

register(SCREEN_SCRIPT, date(2020, 1, 1))
