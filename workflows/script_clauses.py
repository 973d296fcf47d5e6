"""The clauses that hold however a script is marked: how people settle a mark, and how it follows its paper.

Both definitions of a script, `workflows.script` and `workflows.screen_script`, have the states that are named here.
"""

from workflows import script_facts as f
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.roles import CHAIR, MARKING_HEAD, SYSTEM
from workflows.words import Words

MARKING = cite("tt6")
DIVERGENCE = cite("tt6", "28", "K-m")
PAPER_KEEPS_TIME = Words("Thời hạn tính ở bài thi viết.", "The paper keeps the time.")
DECIDE = Words("Chủ tịch Hội đồng quyết định điểm", "The chair decides the mark")

AGREED_JOINTLY = T(
    "agree_jointly",
    "diverged",
    "settled",
    MARKING_HEAD,
    DIVERGENCE,
    Words("Ghi điểm đối thoại thống nhất", "Record the agreed mark"),
    [f.joint_record_is_on_file, f.settled_mark_lies_between],
    needs_reason=True,
)

SETTLED_BY_PEOPLE = (
    T("settle_by_third", "third_marked", "settled", MARKING_HEAD, DIVERGENCE,
      Words("Thống nhất điểm sau chấm lần ba", "Settle after the third marking"), [f.settled_mark_lies_between],
      needs_reason=True),
    T("decide", "diverged", "settled", CHAIR, DIVERGENCE, DECIDE, [f.settled_mark_lies_between], needs_reason=True,
      weighty=True),
    T("decide", "third_marked", "settled", CHAIR, DIVERGENCE, DECIDE, [f.settled_mark_lies_between],
      needs_reason=True, weighty=True),
)  # fmt: skip

# Lock and decoding follow the paper, in its own transaction.
WITH_THE_PAPER = (
    T("lock", "settled", "locked", SYSTEM, design("K"), Words("Khóa điểm", "Lock"), [f.paper_is_locked]),
    T("open", "locked", "opened", SYSTEM, design("K"), Words("Ghép phách", "Open"), [f.paper_is_decoded]),
)
