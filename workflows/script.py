"""One anonymous script (bài thi đã rọc phách) in the paper-sheet mode, version 1: from its code to its opened mark.

Two markers sign separate sheets; two different people key them; the rule, a joint record, a third marker or the chair
settles the mark; then it is locked with the paper and opened when the paper is decoded. A re-marked script is a
script of its own under a new code (`remark_of`), which goes the same way.
"""

from datetime import date

from workflows import script_clauses as common
from workflows import script_facts as f
from workflows.engine import Process, State, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import CHAIR, MARKING_HEAD, SECRETARY, SYSTEM
from workflows.script_clauses import DIVERGENCE, MARKING, PAPER_KEEPS_TIME
from workflows.words import Words

S = states(
    "coded keyed_once mismatched keyed_twice diverged third_once third_mismatched third_marked settled locked opened"
)
KEYED = (S.keyed_once, S.mismatched, S.keyed_twice, S.diverged, S.third_once, S.third_mismatched, S.third_marked,
         S.settled)  # fmt: skip
KEYERS = (SECRETARY, MARKING_HEAD)
CONFLICT = cite("nd115", "8 khoản 4")
SHEETS = [f.paper_is_being_marked, f.markers_are_different, f.markers_may_mark_it, f.marks_are_on_the_scale]
KEY, SETTLE = Words("Nhập phiếu chấm", "Key the sheets"), Words("Xử lý lệch khi nhập", "Settle the keying")
KEY_THIRD = Words("Nhập phiếu chấm lần ba", "Key the third sheet")

SCRIPT = Process(
    key="script",
    version=1,
    label=Words("Bài thi (theo phách)", "Script"),
    facts=f.ScriptFacts,
    initial=S.coded,
    cites=MARKING,
    states=[
        State(S.coded, Words("Đã rọc phách", "Coded"), KEYERS, untimed=PAPER_KEEPS_TIME),
        State(S.keyed_once, Words("Đã nhập lần một", "Keyed once"), KEYERS, untimed=PAPER_KEEPS_TIME),
        State(S.mismatched, Words("Hai lần nhập khác nhau", "Keyings differ"), MARKING_HEAD, untimed=PAPER_KEEPS_TIME),
        State(S.keyed_twice, Words("Đã nhập hai lần", "Keyed twice"), (MARKING_HEAD, SYSTEM), untimed=PAPER_KEEPS_TIME),
        State(S.diverged, Words("Điểm lệch quá mức", "Marks too far apart"), MARKING_HEAD, untimed=PAPER_KEEPS_TIME),
        State(S.third_once, Words("Phiếu thứ ba đã nhập lần một", "Third sheet keyed once"), KEYERS,
              untimed=PAPER_KEEPS_TIME),
        State(S.third_mismatched, Words("Phiếu thứ ba nhập khác nhau", "Third sheet keyed differently"), MARKING_HEAD,
              untimed=PAPER_KEEPS_TIME),
        State(S.third_marked, Words("Đã chấm lần ba", "Marked a third time"), (MARKING_HEAD, CHAIR),
              untimed=PAPER_KEEPS_TIME),
        State(S.settled, Words("Đã thống nhất điểm", "Settled"), (MARKING_HEAD, SYSTEM), untimed=PAPER_KEEPS_TIME),
        State(S.locked, Words("Đã khóa điểm", "Locked"), SYSTEM, untimed=PAPER_KEEPS_TIME),
        State(S.opened, Words("Đã ghép phách", "Opened"), final=True),
    ],
    transitions=[
        # Two rounds of marking, two keyings.
        T("key", S.coded, S.keyed_once, KEYERS, MARKING, KEY, SHEETS),
        T("key", S.keyed_once, S.keyed_twice, KEYERS, MARKING, KEY, [*SHEETS, f.second_keyer_differs, f.keyings_agree]),
        T("key", S.keyed_once, S.mismatched, KEYERS, MARKING, KEY, [*SHEETS, f.second_keyer_differs, f.keyings_differ],
          (MARKING_HEAD,)),
        T("settle_keying", S.mismatched, S.keyed_twice, MARKING_HEAD, design(), SETTLE,
          [*SHEETS, f.settler_keyed_neither], needs_reason=True),
        # The mark: the mean where the two lie close enough, otherwise a person settles it.
        T("agree", S.keyed_twice, S.settled, SYSTEM, DIVERGENCE, Words("Lấy trung bình", "Take the mean"),
          [f.marks_are_close]),
        T("diverge", S.keyed_twice, S.diverged, SYSTEM, DIVERGENCE, Words("Ghi nhận lệch quá mức", "Diverge"),
          [f.marks_are_apart], (MARKING_HEAD,)),
        common.AGREED_JOINTLY,
        T("key_third", S.diverged, S.third_once, KEYERS, DIVERGENCE, KEY_THIRD, SHEETS),
        T("key_third", S.third_once, S.third_marked, KEYERS, DIVERGENCE, KEY_THIRD,
          [*SHEETS, f.second_keyer_differs, f.keyings_agree]),
        T("key_third", S.third_once, S.third_mismatched, KEYERS, DIVERGENCE, KEY_THIRD,
          [*SHEETS, f.second_keyer_differs, f.keyings_differ], (MARKING_HEAD,)),
        T("settle_keying", S.third_mismatched, S.third_marked, MARKING_HEAD, design(), SETTLE,
          [*SHEETS, f.settler_keyed_neither], needs_reason=True),
        *common.SETTLED_BY_PEOPLE,
        # A conflict with a candidate of the paper, found late: what was keyed counts no more; another marker marks.
        *[T("void_sheets", state, S.coded, MARKING_HEAD, CONFLICT, Words("Hủy phiếu chấm", "Void the sheets"),
            [f.paper_is_being_marked, f.some_marker_is_in_conflict], (CHAIR,), needs_reason=True) for state in KEYED],
        *common.WITH_THE_PAPER,
    ],
)  # fmt: skip

register(SCRIPT, date(2020, 1, 1))
