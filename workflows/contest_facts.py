"""What the clauses on one post look at, and the sentences from need to exam. Read with `workflows.contest`."""

from dataclasses import dataclass
from datetime import datetime

from workflows.engine import Case, Facts, guard
from workflows.law import cite, design
from workflows.roles import APPROVER, AUTHORITY, PERSONNEL
from workflows.words import Words


@dataclass(frozen=True, kw_only=True)
class ContestFacts(Facts):
    """The post and its siblings at one instant.

    `standing` counts the candidates found eligible who have not left (withdrawn, absent, annulled). `open_orals` counts
    those who passed the written part and whose presentation is neither marked nor missed. `passers` passed both parts.
    `open_checks` and `failed_checks` count the verifications of the selected person (dossier, assets, Party opinion,
    political standards). `has_ground` says that the paper which proves the ground for an exceptional act is on file.
    `recheck_due` says that a small change of one mark alters the result; `rechecked_by` worked the sums out again and
    found the same, on the marks as they stand.
    """

    round_state: str = ""
    paper_states: tuple[str, ...] = ()
    winner_state: str = ""
    decision_state: str = ""
    vacancies: int = 0
    position_listed: bool = False
    standards_issued: bool = False
    elected_title: bool = False
    reappointment: bool = False
    requested_by: str | None = None
    undecided: int = 0
    standing: int = 0
    min_candidates: int = 2
    extensions: int = 0
    extension_limit: int = 1
    closes_at: datetime | None = None
    listed_by: str | None = None
    exam_at: datetime | None = None
    has_exception: bool = False
    open_orals: int = 0
    passers: int = 0
    unsettled_ties: int = 0
    compiled_by: str | None = None
    recheck_due: bool = False
    rechecked_by: str | None = None
    finish_by: datetime | None = None
    open_checks: int = 0
    failed_checks: int = 0
    submitted_by: str | None = None
    has_minutes: bool = False
    vote_needed: bool = False
    vote_carried: bool = False
    effective_at: datetime | None = None
    has_ground: bool = False
    next_exists: bool = False
    reserve_until: datetime | None = None


# The need and the policy (domain: 3.2, steps 1 and 2).


@guard(
    Words("Không còn chỉ tiêu lãnh đạo trống cho vị trí này.", "There is no vacant leadership slot for this post."),
    design("K"),
    unblocked_by=PERSONNEL,
)
def slot_is_vacant(case: Case) -> bool:
    return bool(case.facts.vacancies > 0)


@guard(
    Words(
        "Vị trí việc làm chưa có trong danh mục được phê duyệt.", "The post is not in the approved list of positions."
    ),
    design("K"),
    unblocked_by=APPROVER,
)
def position_is_listed(case: Case) -> bool:
    return bool(case.facts.position_listed)


@guard(
    Words("Chưa ban hành tiêu chuẩn của chức danh.", "The standards of the title have not been issued."),
    design("K"),
    unblocked_by=PERSONNEL,
)
def standards_are_issued(case: Case) -> bool:
    return bool(case.facts.standards_issued)


@guard(
    Words("Chức danh cán bộ (bầu cử, phê chuẩn) không được thi tuyển.", "An elected title is never filled by exam."),
    cite("cv2424"),
)
def title_is_not_elected(case: Case) -> bool:
    return not case.facts.elected_title


@guard(Words("Thi tuyển không áp dụng đối với bổ nhiệm lại.", "A reappointment is never made by exam."), cite("cv2424"))
def is_first_appointment(case: Case) -> bool:
    return not case.facts.reappointment


@guard(
    Words("Người quyết định chủ trương phải khác người đề nghị (SD3).", "Whoever asked may not decide (SD3)."),
    design(),
    unblocked_by=AUTHORITY,
)
def decider_did_not_ask(case: Case) -> bool:
    return bool(case.actor.person != case.facts.requested_by)


@guard(
    Words("Kế hoạch thi tuyển có vị trí này chưa được phê duyệt.", "The plan with this post is not approved."),
    cite("kh3461"),
    unblocked_by=AUTHORITY,
    sibling=("round", ("plan_approved",)),
)
def plan_is_approved(case: Case) -> bool:
    return bool(case.facts.round_state == "plan_approved")


@guard(
    Words("Kỳ thi chưa được thông báo.", "The round has not been announced."),
    cite("nd115", "14 khoản 3"),
    unblocked_by=APPROVER,
    sibling=("round", ("announced", "receiving")),
)
def round_is_announced(case: Case) -> bool:
    return case.facts.round_state in ("announced", "receiving")


# The number of candidates (step 7).


@guard(
    Words("Danh sách đủ điều kiện dự thi chưa được công bố.", "The list of eligible candidates is not published."),
    cite("cv2424"),
    unblocked_by=APPROVER,
    sibling=("round", ("shortlist_published",)),
)
def shortlist_is_published(case: Case) -> bool:
    return bool(case.facts.round_state == "shortlist_published")


@guard(
    Words("Còn %(undecided)d hồ sơ chưa có kết luận.", "%(undecided)d applications are undecided."),
    cite("cv2424"),
    unblocked_by=(PERSONNEL, APPROVER),
)
def applications_are_decided(case: Case) -> bool:
    return bool(case.facts.undecided == 0)


@guard(
    Words(
        "Chỉ có %(standing)d người đủ điều kiện, tối thiểu phải có %(min_candidates)d.",
        "Only %(standing)d candidates are eligible; at least %(min_candidates)d are needed.",
    ),
    cite("cv2424"),
    unblocked_by=AUTHORITY,
)
def candidates_are_enough(case: Case) -> bool:
    return bool(case.facts.standing >= case.facts.min_candidates)


@guard(
    Words(
        "Có %(standing)d người đủ điều kiện, không dưới mức tối thiểu %(min_candidates)d.",
        "There are %(standing)d eligible candidates, not fewer than %(min_candidates)d.",
    ),
    cite("cv2424"),
)
def candidates_are_too_few(case: Case) -> bool:
    return bool(case.facts.standing < case.facts.min_candidates)


@guard(
    Words(
        "Đã có văn bản cho phép tiếp tục với số người hiện có.", "The authority allowed to go on with those who stand."
    ),
    design(),
)
def no_exception_was_made(case: Case) -> bool:
    return not case.facts.has_exception


@guard(
    Words("Chưa có văn bản đồng ý của cấp có thẩm quyền.", "The authority's written approval is not on file."),
    design(),
    unblocked_by=AUTHORITY,
)
def exception_is_in_writing(case: Case) -> bool:
    return bool(case.facts.has_exception)


@guard(
    Words("Không còn người nào dự thi vị trí này.", "Nobody competes for this post any more."),
    cite("cv2424"),
)
def somebody_stands(case: Case) -> bool:
    return bool(case.facts.standing > 0)


@guard(
    Words(
        "Đã gia hạn %(extensions)d lần, quy chế cho phép tối đa %(extension_limit)d lần.",
        "Prolonged %(extensions)d times; the regulation allows %(extension_limit)d.",
    ),
    design(),
)
def extension_is_left(case: Case) -> bool:
    return bool(case.facts.extensions < case.facts.extension_limit)


@guard(
    Words(
        "Hạn nhận hồ sơ mới (%(closes_at)s) phải ở sau thời điểm gia hạn.",
        "The new closing date (%(closes_at)s) must lie ahead.",
    ),
    design(),
    unblocked_by=PERSONNEL,
)
def new_window_is_set(case: Case) -> bool:
    facts: ContestFacts = case.facts
    return facts.closes_at is not None and case.now < facts.closes_at


@guard(
    Words("Thời gian gia hạn còn đến trước %(closes_at)s.", "The prolonged reception lasts until %(closes_at)s."),
    design(),
    until=lambda case: case.facts.closes_at,
)
def extension_is_over(case: Case) -> bool:
    facts: ContestFacts = case.facts
    return facts.closes_at is not None and case.now >= facts.closes_at


@guard(
    Words(
        "Người công bố danh sách phải khác người lập danh sách (SD3).", "Whoever drew up the list may not publish it."
    ),
    design(),
    unblocked_by=APPROVER,
)
def publisher_did_not_list(case: Case) -> bool:
    return bool(case.actor.person != case.facts.listed_by)


@guard(
    Words(
        "Bài thi viết đã bắt đầu lúc %(exam_at)s; chỉ có thể hủy kết quả, không thể dừng.",
        "The written part began at %(exam_at)s: it may be voided, not cancelled.",
    ),
    design(),
)
def exam_has_not_begun(case: Case) -> bool:
    facts: ContestFacts = case.facts
    return facts.exam_at is None or case.now < facts.exam_at
