"""The sentences that must be true of an application that is being checked. Read with `workflows.application`."""

from workflows.engine import Case, guard
from workflows.law import cite, design
from workflows.roles import APPROVER, PERSONNEL, SECRETARY
from workflows.words import Words


@guard(
    Words(
        "Còn %(unjudged_criteria)d điều kiện chưa có kết luận.", "%(unjudged_criteria)d criteria have no verdict yet."
    ),
    cite("cv2424"),
    unblocked_by=PERSONNEL,
)
def every_criterion_is_judged(case: Case) -> bool:
    return bool(case.facts.unjudged_criteria == 0)


@guard(
    Words(
        "Có %(failed_criteria)d điều kiện được kết luận là không đạt.",
        "%(failed_criteria)d criteria were judged not met.",
    ),
    cite("cv2424"),
    unblocked_by=PERSONNEL,
)
def every_criterion_is_met(case: Case) -> bool:
    return bool(case.facts.failed_criteria == 0)


@guard(
    Words(
        "Không có điều kiện nào được kết luận là không đạt; không có căn cứ loại hồ sơ.",
        "No criterion was judged not met; there is no ground for rejection.",
    ),
    cite("cv2424"),
    unblocked_by=PERSONNEL,
)
def some_criterion_fails(case: Case) -> bool:
    return bool(case.facts.failed_criteria > 0)


@guard(
    Words(
        "%(failed_without_evidence)d điều kiện không đạt chưa nêu căn cứ, minh chứng.",
        "%(failed_without_evidence)d unmet criteria lack evidence and clause.",
    ),
    cite("nd115", "15 khoản 2"),
    unblocked_by=PERSONNEL,
)
def failures_are_evidenced(case: Case) -> bool:
    return bool(case.facts.failed_without_evidence == 0)


@guard(
    Words(
        "Người thẩm định lần hai phải khác người đề xuất loại hồ sơ (SD2).",
        "The second reader must not be the person who proposed the rejection (SD2).",
    ),
    design(),
    unblocked_by=APPROVER,
)
def second_reader_differs(case: Case) -> bool:
    return bool(case.facts.proposed_by is not None and case.actor.person != case.facts.proposed_by)


@guard(
    Words("Kiến nghị của thí sinh chưa được chấp nhận.", "No petition of the candidate was upheld."),
    cite("nd115", "15 khoản 2"),
    sibling=("petition", ("upheld",)),
)
def petition_is_upheld(case: Case) -> bool:
    return bool(case.facts.petition_state == "upheld")


@guard(
    Words("Kiến nghị của thí sinh đang được xem xét.", "The candidate's petition is still being examined."),
    design(),
    unblocked_by=APPROVER,
)
def no_petition_is_open(case: Case) -> bool:
    return case.facts.petition_state not in ("filed", "under_review")


@guard(
    Words("Danh sách đủ điều kiện dự thi chưa được công bố.", "The list of eligible candidates is not published."),
    cite("nd115", "15 khoản 2"),
    sibling=("round", ("shortlist_published", "examining")),
)
def shortlist_is_published(case: Case) -> bool:
    return case.facts.round_state in ("shortlist_published", "examining")


@guard(
    Words("Danh sách đủ điều kiện dự thi đã được công bố.", "The list of eligible candidates is already published."),
    design(),
    sibling=("round", ("receiving", "reception_closed", "checking")),
)
def shortlist_is_not_published(case: Case) -> bool:
    return case.facts.round_state in ("receiving", "reception_closed", "checking")


@guard(
    Words("Thí sinh chưa được cấp số báo danh.", "The candidate has no number yet."),
    design("K"),
    unblocked_by=SECRETARY,
)
def number_is_given(case: Case) -> bool:
    return bool(case.facts.has_number)
