"""What the clauses on a script marked on screen look at, and the sentences they ask; for `screen_script`.

What both ways of marking ask of a script (distance, bounds, the joint record) stands in `workflows.script_facts`.
"""

from dataclasses import dataclass
from decimal import Decimal

from workflows.engine import Case, Facts, guard
from workflows.law import cite, design
from workflows.roles import MARKING_HEAD
from workflows.words import Words


@dataclass(frozen=True, kw_only=True)
class ScreenScriptFacts(Facts):
    """One anonymous script and the marks signed on screen. Marks are on the regulation's scale, in hundredths.

    `markers` are those to whom the script is allocated, the third one included, as they are after the act; `waited_for`
    are those of them who must sign now, `signed_by` those whose marks stand. `barred_markers` counts markers who may
    not have this script: in conflict, out of the pool, or of an earlier marking of it. `misfits` counts points that
    break a criterion's step or maximum. `standing` marks remain where a marker's marks are voided. `straddles`: one
    mark passes, another does not, and the regulation has people settle that.
    """

    paper_state: str = ""
    markers: tuple[str, ...] = ()
    waited_for: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    barred_markers: int = 0
    in_conflict: bool = False
    misfits: int = 0
    standing: int = 0
    marks: tuple[Decimal, ...] = ()
    scale: Decimal = Decimal(100)
    distance: Decimal = Decimal(0)
    limit: Decimal = Decimal(10)
    straddles: bool = False
    proposed: Decimal | None = None
    has_record: bool = False


@guard(
    Words("Chỉ phân công bài khi phách đã niêm phong và chưa bắt đầu chấm, hoặc khi chấm phúc khảo.",
          "Scripts are allocated once the codes are sealed and before marking begins, or for re-marking."),
    cite("tt6", "", "K"),
    unblocked_by=MARKING_HEAD,
    sibling=("paper", ("coded", "remarking")),
)  # fmt: skip
def paper_awaits_allocation(case: Case) -> bool:
    return case.facts.paper_state in ("coded", "remarking")


@guard(
    Words("Điểm đã đề nghị khóa hoặc đã khóa; không phân công lại được.",
          "The lock was proposed or made; nothing is allocated again."),
    design("K"),
    unblocked_by=MARKING_HEAD,
    sibling=("paper", ("coded", "marking", "remarking")),
)  # fmt: skip
def paper_is_before_its_lock(case: Case) -> bool:
    return case.facts.paper_state in ("coded", "marking", "remarking")


@guard(
    Words("%(barred_markers)d người được phân công không được chấm bài này (xung đột lợi ích, đã rời danh sách chấm, "
          "hoặc đã chấm bài này).",
          "%(barred_markers)d markers may not have this script (conflict, out of the pool, or marked it before)."),
    design("K"),
    unblocked_by=MARKING_HEAD,
)  # fmt: skip
def markers_may_have_it(case: Case) -> bool:
    return bool(case.facts.barred_markers == 0)


@guard(
    Words("Phải rút thăm thêm một người chấm thứ ba, khác hai người đã chấm.",
          "A third marker, different from the two, must be drawn."),
    cite("tt6", "28", "K-m"),
    unblocked_by=MARKING_HEAD,
)  # fmt: skip
def third_marker_is_drawn(case: Case) -> bool:
    return len(case.facts.markers) == 3


@guard(Words("Bài này không phân công cho Ông/Bà.", "This script is not allocated to you."), design("K"))
def marker_is_waited_for(case: Case) -> bool:
    return case.actor.person in case.facts.waited_for


@guard(Words("Ông/Bà đã chốt điểm bài này; điểm đã chốt không sửa được.",
             "You have made your mark of this script final; it cannot be changed."), design("K"))  # fmt: skip
def marker_has_not_signed(case: Case) -> bool:
    return case.actor.person not in case.facts.signed_by


@guard(
    Words("Ông/Bà đã khai có quan hệ với thí sinh hoặc chưa khai xung đột lợi ích; Trưởng ban chấm phải phân công lại.",
          "You have declared a relation with candidates, or nothing yet; the scripts must be allocated again."),
    design(),
    unblocked_by=MARKING_HEAD,
)  # fmt: skip
def marker_is_in_no_conflict(case: Case) -> bool:
    return not case.facts.in_conflict


@guard(Words("Bài vẫn còn điểm chấm có hiệu lực.", "Marks of this script still stand."), design())
def no_mark_stands(case: Case) -> bool:
    return bool(case.facts.standing == 0)


@guard(Words("Bài không còn đúng một điểm chấm có hiệu lực.", "Not exactly one mark of this script stands."), design())
def one_mark_stands(case: Case) -> bool:
    return bool(case.facts.standing == 1)


@guard(Words("Bài không còn đúng hai điểm chấm có hiệu lực.", "Not exactly two marks of this script stand."), design())
def two_marks_stand(case: Case) -> bool:
    return bool(case.facts.standing == 2)


@guard(
    Words("Điểm đạt nằm giữa hai điểm chấm.", "The pass mark lies between the two marks."),
    design(),
    unblocked_by=MARKING_HEAD,
)
def marks_do_not_straddle(case: Case) -> bool:
    return not case.facts.straddles


@guard(
    Words("Hai điểm lệch %(distance)s, trong mức %(limit)s, và cùng ở một phía của điểm đạt.",
          "The marks lie %(distance)s apart, within %(limit)s, on one side of the pass mark."),
    cite("tt6", "28", "K-m"),
)  # fmt: skip
def people_must_settle_it(case: Case) -> bool:
    facts: ScreenScriptFacts = case.facts
    return facts.distance > facts.limit or facts.straddles
