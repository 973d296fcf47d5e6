"""What the clauses on one presentation and defence look at, and the sentences they ask. Read with `defence`."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from workflows.engine import Case, Facts, guard
from workflows.law import cite, design
from workflows.roles import CHAIR, PANEL, SECRETARY
from workflows.words import Words


@dataclass(frozen=True, kw_only=True)
class DefenceFacts(Facts):
    """One candidate's presentation and the panel's sheets of it, as they are before the act.

    `members` are those who sit for this candidate, `signed_by` those of them
    whose sheets stand, `unsigned` how many are missing. `asked` are those whose sheets were talked over and who have
    answered neither way, `far` those beyond `limit` from the mean who were not asked yet. `leaving` is the member who
    is being taken out, `staying` how many then remain, `least` how few may. `barred` counts newcomers who may not sit:
    not of the panel, in conflict, or taken out before. `misfits` counts points that break the rubric, `unopened`
    the proposals of the round that were lodged, or may still be, and are not opened.
    """

    round_state: str = ""
    application_state: str = ""
    starts_at: datetime | None = None
    members: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    unsigned: int = 0
    asked: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    limit: Decimal = Decimal(20)
    leaving: str = ""
    staying: int = 0
    least: int = 3
    barred: int = 0
    misfits: int = 0
    unopened: int = 0
    in_conflict: bool = False
    has_record: bool = False


@guard(
    Words("Chưa đến giờ trình bày của thí sinh (%(starts_at)s).",
          "The candidate's presentation has not begun (%(starts_at)s)."),
    design(),
    until=lambda case: case.facts.starts_at,
)  # fmt: skip
def presentation_has_begun(case: Case) -> bool:
    return case.facts.starts_at is not None and case.now >= case.facts.starts_at


@guard(Words("Ông/Bà không chấm thí sinh này.", "You do not score this candidate."), design())
def member_sits_here(case: Case) -> bool:
    return case.actor.person in case.facts.members


@guard(Words("Ông/Bà đã ký phiếu chấm thí sinh này; phiếu đã ký không sửa được.",
             "You have signed your sheet of this candidate; it cannot be changed."), design())  # fmt: skip
def member_has_not_signed(case: Case) -> bool:
    return case.actor.person not in case.facts.signed_by


@guard(
    Words("Ông/Bà chưa khai xung đột lợi ích, bản khai chưa được xử lý, hoặc có xung đột lợi ích với thí sinh này.",
          "You have declared no interests yet, what you declared is not dealt with, or you are in conflict with the "
          "candidate."),
    cite("nd115", "8 khoản 4"),
    unblocked_by=CHAIR,
)  # fmt: skip
def member_is_in_no_conflict(case: Case) -> bool:
    return not case.facts.in_conflict


@guard(
    Words("Còn %(unsigned)d phiếu chấm chưa ký.", "%(unsigned)d sheets are not signed yet."),
    design(),
    unblocked_by=PANEL,
)
def every_sheet_is_signed(case: Case) -> bool:
    return bool(case.facts.unsigned == 0 and case.facts.members)


@guard(
    Words("Có phiếu lệch quá %(limit)s điểm so với điểm trung bình.", "A sheet lies beyond %(limit)s from the mean."),
    design(),
    unblocked_by=(CHAIR, SECRETARY),
)
def no_sheet_is_far(case: Case) -> bool:
    return not case.facts.far


@guard(
    Words("Mọi phiếu lệch không quá %(limit)s điểm so với điểm trung bình.",
          "Every sheet lies within %(limit)s of the mean."),
    design(),
)  # fmt: skip
def some_sheet_is_far(case: Case) -> bool:
    return bool(case.facts.far)


@guard(
    Words("Chưa có biên bản trao đổi của Ban chấm thi trình bày.", "The minutes of the panel's talk are not on file."),
    design(),
    unblocked_by=SECRETARY,
)
def talk_is_on_record(case: Case) -> bool:
    return bool(case.facts.has_record)


@guard(Words("Phiếu của Ông/Bà không thuộc diện trao đổi, hoặc đã trả lời sau trao đổi.",
             "Your sheet was not talked over, or you have answered already."), design())  # fmt: skip
def member_is_asked(case: Case) -> bool:
    return case.actor.person in case.facts.asked


@guard(
    Words("Còn thành viên chưa chấm lại hoặc giữ điểm sau trao đổi.",
          "A member has neither scored again nor kept the score after the talk."),
    design(),
    unblocked_by=PANEL,
)  # fmt: skip
def everybody_asked_has_answered(case: Case) -> bool:
    return not case.facts.asked


@guard(Words("Người này không chấm thí sinh này.", "This person does not score this candidate."), design())
def leaving_member_sits_here(case: Case) -> bool:
    return case.facts.leaving in case.facts.members


@guard(Words("Chỉ được tự rút tên mình.", "One steps down for oneself alone."), design())
def member_leaves_for_oneself(case: Case) -> bool:
    return bool(case.actor.person == case.facts.leaving)


@guard(
    Words("Thí sinh này chỉ còn %(staying)d người chấm, ít hơn mức tối thiểu %(least)d; phải bổ sung người trước.",
          "This candidate would have %(staying)d members left, below the least of %(least)d; seat another first."),
    design(),
    unblocked_by=CHAIR,
)  # fmt: skip
def enough_members_stay(case: Case) -> bool:
    return bool(case.facts.staying >= case.facts.least)


@guard(
    Words("Có %(barred)d người không được chấm thí sinh này (không thuộc Ban chấm, đang chấm, xung đột lợi ích, hoặc "
          "đã rút tên trước đó).",
          "%(barred)d people may not sit for this candidate (not of the panel, sitting already, in conflict, or taken "
          "out before)."),
    design(),
    unblocked_by=CHAIR,
)  # fmt: skip
def newcomer_may_sit(case: Case) -> bool:
    return bool(case.facts.barred == 0)


@guard(Words("Thí sinh vẫn dự thi trình bày.", "The candidate still presents."), design("K"))
def candidate_presents_no_more(case: Case) -> bool:
    return case.facts.application_state not in ("written_passed", "oral_done")
