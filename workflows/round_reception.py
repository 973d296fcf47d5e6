"""The sentences that must be true of a round from opening to shortlist. Read with `workflows.round`."""

from workflows.engine import Case, guard
from workflows.law import cite, design
from workflows.roles import APPROVER, CHAIR, PERSONNEL, SECRETARY
from workflows.round_facts import RoundFacts
from workflows.words import Words


@guard(
    Words("Nhận hồ sơ từ %(opens_at)s.", "Reception opens at %(opens_at)s."),
    cite("nd115", "14 khoản 5"),
    until=lambda case: case.facts.opens_at,
)
def opening_has_come(case: Case) -> bool:
    facts: RoundFacts = case.facts
    return facts.opens_at is not None and case.now >= facts.opens_at


@guard(
    Words("Còn nhận hồ sơ đến trước %(closes_at)s.", "Reception lasts until just before %(closes_at)s."),
    cite("nd115", "14 khoản 5"),
    until=lambda case: case.facts.closes_at,
)
def closing_has_come(case: Case) -> bool:
    facts: RoundFacts = case.facts
    return facts.closes_at is not None and case.now >= facts.closes_at


@guard(
    Words(
        "Hạn mới (%(new_closes_at)s) phải sau hạn cũ (%(closes_at)s).",
        "The new closing date (%(new_closes_at)s) must come after the old one (%(closes_at)s).",
    ),
    design(),
    unblocked_by=PERSONNEL,
)
def new_closing_is_later(case: Case) -> bool:
    facts: RoundFacts = case.facts
    return facts.new_closes_at is not None and facts.closes_at is not None and facts.new_closes_at > facts.closes_at


@guard(
    Words(
        "Người duyệt việc lùi hạn phải khác người đề nghị (SD3).", "Whoever proposed the new date may not approve it."
    ),
    design(),
    unblocked_by=(APPROVER, CHAIR),
)
def prolonger_did_not_propose(case: Case) -> bool:
    return bool(case.actor.person != case.facts.prolonged_by)


@guard(
    Words("Còn %(undecided)d hồ sơ chưa có kết luận.", "%(undecided)d applications are undecided."),
    cite("cv2424"),
    unblocked_by=(PERSONNEL, APPROVER),
)
def applications_are_decided(case: Case) -> bool:
    return bool(case.facts.undecided == 0)


@guard(
    Words("Còn %(unnumbered)d thí sinh chưa có số báo danh.", "%(unnumbered)d candidates have no number."),
    design("K"),
    unblocked_by=SECRETARY,
)
def numbers_are_given(case: Case) -> bool:
    return bool(case.facts.unnumbered == 0)


@guard(
    Words(
        "Người công bố danh sách phải khác người lập danh sách (SD3).", "Whoever drew up the list may not publish it."
    ),
    design(),
    unblocked_by=APPROVER,
)
def publisher_did_not_list(case: Case) -> bool:
    return bool(case.actor.person != case.facts.listed_by)
