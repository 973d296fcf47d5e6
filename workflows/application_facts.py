"""What the clauses on applications look at, and the sentences on reception. Read with `workflows.application`."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from workflows.engine import Case, Facts, guard
from workflows.law import cite, design
from workflows.roles import AUTHORITY, CANDIDATE, CHAIR, PERSONNEL
from workflows.words import Words

RECEIVING = ("open", "extended")


@dataclass(frozen=True, kw_only=True)
class ApplicationFacts(Facts):
    """The application and its siblings at one instant.

    `channel` is "portal", "post" or "hand". `opens_at` and `closes_at` are this post's window, prolonged or not.
    `stale_papers` are older than the regulation's months. `arrived_at` is told of who came late; `has_minutes`: of a
    violation that ends the exam, signed by two; `percent_off` is what sanctions take off the written mark.
    `place` is the rank within the post; `slots` how many win.
    """

    round_state: str = ""
    contest_state: str = ""
    paper_state: str = ""
    petition_state: str = ""
    channel: str = "portal"
    received_at: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    check_by: datetime | None = None
    exam_at: datetime | None = None
    reserve_until: datetime | None = None
    missing_papers: int = 0
    stale_papers: int = 0
    max_age_months: int = 6
    declared: bool = False
    other_live: int = 0
    blocking_criteria: int = 0
    holds_staff_role: bool = False
    unjudged_criteria: int = 0
    failed_criteria: int = 0
    failed_without_evidence: int = 0
    proposed_by: str | None = None
    has_number: bool = False
    arrived_at: datetime | None = None
    admitted_until: datetime | None = None
    has_minutes: bool = False
    percent_off: int = 0
    has_letter: bool = False
    written_mark: Decimal | None = None
    written_pass: Decimal | None = None
    open_sheets: int = 0
    unopened: int = 0
    oral_mark: Decimal | None = None
    passes: bool = False
    place: int | None = None
    slots: int = 1
    is_next: bool = False


def _closes(case: Case) -> datetime | None:
    facts: ApplicationFacts = case.facts
    return facts.closes_at


@guard(
    Words("Vị trí này hiện không tiếp nhận hồ sơ.", "This post is not receiving applications now."),
    cite("nd115", "14 khoản 5"),
    unblocked_by=PERSONNEL,
    sibling=("contest", RECEIVING),
)
def post_is_receiving(case: Case) -> bool:
    return case.facts.contest_state in RECEIVING


@guard(
    Words(
        "Hồ sơ được tiếp nhận từ %(opens_at)s đến trước %(closes_at)s.",
        "Applications are received from %(opens_at)s until just before %(closes_at)s.",
    ),
    cite("nd115", "14 khoản 5"),
    unblocked_by=AUTHORITY,
    until=_closes,
)
def window_is_open(case: Case) -> bool:
    f: ApplicationFacts = case.facts
    return f.opens_at is not None and f.closes_at is not None and f.opens_at <= case.now < f.closes_at


@guard(
    Words("Chưa hết hạn tiếp nhận hồ sơ (%(closes_at)s).", "Reception is not over yet (%(closes_at)s)."),
    cite("nd115", "14 khoản 5"),
    until=_closes,
)
def window_is_over(case: Case) -> bool:
    return bool(case.facts.closes_at is not None and case.now >= case.facts.closes_at)


@guard(
    Words(
        "Hồ sơ giấy phải đến từ %(opens_at)s đến trước %(closes_at)s; ngày đến ghi nhận: %(received_at)s.",
        "A paper dossier must arrive from %(opens_at)s until before %(closes_at)s; recorded: %(received_at)s.",
    ),
    cite("nd115", "14 khoản 5"),
    unblocked_by=PERSONNEL,
)
def arrived_in_window(case: Case) -> bool:
    f: ApplicationFacts = case.facts
    if f.received_at is None or f.opens_at is None or f.closes_at is None:
        return False
    return f.opens_at <= f.received_at < f.closes_at and f.received_at <= case.now


@guard(
    Words(
        "Chỉ nhập thay thí sinh đối với hồ sơ nộp trực tiếp hoặc qua bưu điện.",
        "An officer keys only dossiers that came by hand or by post.",
    ),
    design(),
    unblocked_by=CANDIDATE,
)
def came_on_paper(case: Case) -> bool:
    return case.facts.channel in ("post", "hand")


@guard(
    Words(
        "Hồ sơ giấy được nhập thay thí sinh không tự hết hạn ở bước dự thảo.",
        "A paper dossier that an officer is keying does not lapse as a draft.",
    ),
    design(),
    unblocked_by=PERSONNEL,
)
def came_by_portal(case: Case) -> bool:
    return bool(case.facts.channel == "portal")


@guard(
    Words("Hồ sơ còn thiếu %(missing_papers)d thành phần.", "%(missing_papers)d required papers are missing."),
    cite("nd170", "35"),
    unblocked_by=CANDIDATE,
)
def dossier_is_complete(case: Case) -> bool:
    return bool(case.facts.missing_papers == 0)


@guard(
    Words(
        "%(stale_papers)d giấy tờ đã lập quá %(max_age_months)d tháng, phải thay bản mới.",
        "%(stale_papers)d papers are older than %(max_age_months)d months and must be renewed.",
    ),
    cite("nd170", "35"),
    unblocked_by=CANDIDATE,
)
def papers_are_recent(case: Case) -> bool:
    return bool(case.facts.stale_papers == 0)


@guard(
    Words("Thí sinh chưa đánh dấu lời cam đoan.", "The declaration has not been ticked."),
    design("K"),
    unblocked_by=CANDIDATE,
)
def declaration_is_made(case: Case) -> bool:
    return bool(case.facts.declared)


@guard(
    Words(
        "Thí sinh đang có hồ sơ khác dự tuyển cùng vị trí này.",
        "The candidate already has a live application for this post.",
    ),
    design(),
    unblocked_by=CANDIDATE,
)
def is_the_only_one(case: Case) -> bool:
    return bool(case.facts.other_live == 0)


@guard(
    Words(
        "%(blocking_criteria)d điều kiện dự tuyển bắt buộc chưa đáp ứng theo tự kiểm tra.",
        "The self-check finds %(blocking_criteria)d binding conditions not met.",
    ),
    cite("nd170", "29"),
    unblocked_by=CANDIDATE,
)
def self_check_allows(case: Case) -> bool:
    return bool(case.facts.blocking_criteria == 0)


@guard(
    Words(
        "Người đang giữ nhiệm vụ trong kỳ thi không được dự tuyển tại kỳ thi đó (SD1).",
        "Nobody who holds a duty in a round may compete in it (SD1).",
    ),
    design("K"),
    unblocked_by=CHAIR,
)
def holds_no_staff_role(case: Case) -> bool:
    return not case.facts.holds_staff_role
