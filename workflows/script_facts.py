"""What the clauses on one script look at, and the sentences on keying and settling. Read with `workflows.script`."""

from dataclasses import dataclass
from decimal import Decimal

from workflows.engine import Case, Facts, guard
from workflows.law import cite, design
from workflows.roles import MARKING_HEAD
from workflows.words import Words


@dataclass(frozen=True, kw_only=True)
class ScriptFacts(Facts):
    """One anonymous script and its sheets. Marks are on the regulation's scale, in hundredths.

    `keyed_by` are the persons who keyed the sheets in question so far, `markers` the two (or three) who signed them.
    `same` says that the keying being made equals the one before. `proposed` is the mark that a person puts forward
    where no rule gives it; `barred_markers` counts signatures of people who may not mark this script,
    `markers_in_conflict` its markers who turned out to be in conflict with a candidate of the paper.
    """

    paper_state: str = ""
    keyed_by: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    barred_markers: int = 0
    marks: tuple[Decimal, ...] = ()
    scale: Decimal = Decimal(100)
    same: bool = True
    distance: Decimal = Decimal(0)
    limit: Decimal = Decimal(10)
    proposed: Decimal | None = None
    has_record: bool = False
    markers_in_conflict: int = 0


@guard(
    Words("Bài thi chưa ở giai đoạn chấm.", "The paper is not being marked."),
    design(),
    unblocked_by=MARKING_HEAD,
    sibling=("paper", ("marking", "remarking")),
)
def paper_is_being_marked(case: Case) -> bool:
    return case.facts.paper_state in ("marking", "remarking")


@guard(
    Words("Mỗi bài phải do hai người chấm khác nhau chấm độc lập.", "Two different people mark each script."),
    cite("tt6"),
)
def markers_are_different(case: Case) -> bool:
    return len(case.facts.markers) >= 2 and len(set(case.facts.markers)) == len(case.facts.markers)


@guard(
    Words("Có %(barred_markers)d chữ ký của người không được chấm bài này.",
          "%(barred_markers)d signatures are of people who may not mark this script."),
    design("K"),
    unblocked_by=MARKING_HEAD,
)  # fmt: skip
def markers_may_mark_it(case: Case) -> bool:
    return bool(case.facts.barred_markers == 0)


@guard(
    Words("Không có người chấm nào của bài này xung đột lợi ích với thí sinh.",
          "No marker of this script is in conflict with a candidate."),
    cite("nd115", "8 khoản 4"),
)  # fmt: skip
def some_marker_is_in_conflict(case: Case) -> bool:
    return bool(case.facts.markers_in_conflict > 0)


@guard(Words("Điểm phải từ 0 đến %(scale)s.", "A mark lies between 0 and %(scale)s."), design("K"))
def marks_are_on_the_scale(case: Case) -> bool:
    return all(Decimal(0) <= mark <= case.facts.scale for mark in case.facts.marks)


@guard(
    Words("Lần nhập thứ hai phải do người khác thực hiện.", "The second keying must be somebody else's."),
    design(),
)
def second_keyer_differs(case: Case) -> bool:
    return case.actor.person not in case.facts.keyed_by


@guard(Words("Hai lần nhập khác nhau.", "The two keyings differ."), design())
def keyings_agree(case: Case) -> bool:
    return bool(case.facts.same)


@guard(Words("Hai lần nhập giống nhau.", "The two keyings are the same."), design())
def keyings_differ(case: Case) -> bool:
    return not case.facts.same


@guard(
    Words("Người xử lý phải khác hai người đã nhập.", "Whoever settles it keyed neither sheet."),
    design(),
    unblocked_by=MARKING_HEAD,
)
def settler_keyed_neither(case: Case) -> bool:
    return case.actor.person not in case.facts.keyed_by


@guard(
    Words("Hai điểm chấm lệch %(distance)s, quá mức %(limit)s.", "The marks lie %(distance)s apart, beyond %(limit)s."),
    cite("tt6", "28", "K-m"),
    unblocked_by=MARKING_HEAD,
)
def marks_are_close(case: Case) -> bool:
    return bool(case.facts.distance <= case.facts.limit)


@guard(
    Words("Hai điểm lệch %(distance)s, trong mức %(limit)s.", "The marks lie %(distance)s apart, within %(limit)s."),
    cite("tt6", "28", "K-m"),
)
def marks_are_apart(case: Case) -> bool:
    return bool(case.facts.distance > case.facts.limit)


@guard(
    Words("Điểm thống nhất phải nằm giữa điểm thấp nhất và điểm cao nhất đã chấm.",
          "The settled mark lies between the lowest and the highest mark given."),
    design(),
)  # fmt: skip
def settled_mark_lies_between(case: Case) -> bool:
    f: ScriptFacts = case.facts
    return f.proposed is not None and bool(f.marks) and min(f.marks) <= f.proposed <= max(f.marks)


@guard(
    Words("Chưa có biên bản thống nhất điểm.", "The joint record is not on file."),
    design("K"),
    unblocked_by=MARKING_HEAD,
)
def joint_record_is_on_file(case: Case) -> bool:
    return bool(case.facts.has_record)


@guard(
    Words("Bài thi chưa khóa điểm.", "The paper's marks are not locked."),
    design("K"),
    sibling=("paper", ("locked", "remarking")),
)
def paper_is_locked(case: Case) -> bool:
    return case.facts.paper_state in ("locked", "remarking")


@guard(
    Words("Bài thi chưa ghép phách.", "The paper is not decoded."),
    design("K"),
    sibling=("paper", ("decoded", "remarking")),
)
def paper_is_decoded(case: Case) -> bool:
    return case.facts.paper_state in ("decoded", "remarking")
