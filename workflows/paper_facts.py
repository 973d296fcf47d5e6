"""What the clauses on a written paper look at, and the sentences up to marking. Read with `workflows.paper`."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from workflows.engine import Case, Facts, guard
from workflows.law import cite, design
from workflows.roles import CHAIR, INVIGILATOR, MARKING_HEAD, SECRETARY, SUPERVISOR
from workflows.words import Words


@dataclass(frozen=True, kw_only=True)
class PaperFacts(Facts):
    """The paper, its scripts and its siblings at one instant.

    `summon_by` and `post_by` are the first instants too late for summons and lists. `present` sat; `collected` scripts
    were handed in; `explained` sat and handed in nothing, with minutes. `unsigned_minutes` of rooms lack two signatures
    under what they say now, `unattested_minutes` the supervision board's beside them. `content_hash` is of all marks as
    they are now, `proposed_hash` of those that the head of the marking board proposed to lock. `map_seal` is the
    commitment to the map of numbers and codes made when the codes were sealed, `opened_seal` that of the map opened
    now. Where marks are signed on screen (`on_screen`), the codes come `from_tool`, `head_is_missing` until that
    commitment lies under a signed head, `markers_in_conflict` have not left the pool, `assigned_scripts` have
    markers, and `shares_stated` custodians have said that they gave their share of the key for exactly the map that
    was brought. `collusion_number` and its story are those of the round, asked again while the scripts are coded.
    """

    round_state: str = ""
    exam_at: datetime | None = None
    ends_at: datetime | None = None
    unseated: int = 0
    unsummoned: int = 0
    summoned_at: datetime | None = None
    summon_by: datetime | None = None
    summon_wd: int = 5
    lists_posted_at: datetime | None = None
    post_by: datetime | None = None
    post_lists_wd: int = 1
    rooms_without_invigilators: int = 0
    unmarked_attendance: int = 0
    present: int = 0
    collected: int = 0
    explained: int = 0
    counted_by: str | None = None
    counts_attested: bool = False
    unsigned_minutes: int = 0
    unattested_minutes: int = 0
    uncoded: int = 0
    duplicate_codes: int = 0
    map_seal: str = ""
    on_screen: bool = False
    from_tool: bool = False
    assigned_scripts: int = 0
    shares_stated: int = 0
    head_is_missing: bool = False
    markers_in_conflict: int = 0
    scale: Decimal = Decimal(100)
    criteria_total: Decimal = Decimal(0)
    unassigned_scripts: int = 0
    unsettled_scripts: int = 0
    sample_size: int = 0
    unmoderated: int = 0
    stale_moderations: int = 0
    open_moderations: int = 0
    content_hash: str = ""
    proposed_hash: str = ""
    proposed_by: str | None = None
    supervisor_attested: bool = False
    coding_share: bool = False
    decoding_attested: bool = False
    opened_seal: str = ""
    unmatched_scripts: int = 0
    remark_closes_at: datetime | None = None
    open_appeals: int = 0
    has_ground: bool = False
    collusion_number: int | None = None
    collusion_story_vi: str = ""
    collusion_story_en: str = ""


# Before the session (step 8).


@guard(
    Words("Kỳ thi chưa bắt đầu phần thi viết.", "The round has not begun its written part."),
    design("K"),
    unblocked_by=CHAIR,
    sibling=("round", ("examining",)),
)
def round_is_examining(case: Case) -> bool:
    return bool(case.facts.round_state == "examining")


@guard(
    Words("Còn %(unseated)d thí sinh chưa xếp phòng thi.", "%(unseated)d candidates have no room."),
    cite("tt6"),
    unblocked_by=SECRETARY,
)
def rooms_are_assigned(case: Case) -> bool:
    return bool(case.facts.unseated == 0)


@guard(
    Words(
        "%(rooms_without_invigilators)d phòng thi chưa đủ giám thị.",
        "%(rooms_without_invigilators)d rooms lack invigilators.",
    ),
    design("K"),
    unblocked_by=CHAIR,
)
def rooms_are_invigilated(case: Case) -> bool:
    return bool(case.facts.rooms_without_invigilators == 0)


@guard(
    Words("Còn %(unsummoned)d thí sinh chưa được gửi giấy triệu tập.", "%(unsummoned)d candidates are not summoned."),
    cite("tt6", "12 khoản 1"),
    unblocked_by=SECRETARY,
)
def everybody_is_summoned(case: Case) -> bool:
    return bool(case.facts.unsummoned == 0)


@guard(
    Words(
        "Giấy triệu tập phải gửi trước ngày thi ít nhất %(summon_wd)d ngày làm việc (trước %(summon_by)s).",
        "Summons must be sent at least %(summon_wd)d working days before the exam (before %(summon_by)s).",
    ),
    cite("tt6", "12 khoản 1"),
    unblocked_by=CHAIR,
)
def summons_was_in_time(case: Case) -> bool:
    facts: PaperFacts = case.facts
    return facts.summoned_at is not None and facts.summon_by is not None and facts.summoned_at < facts.summon_by


@guard(
    Words(
        "Phải niêm yết danh sách phòng thi, nội quy trước %(post_lists_wd)d ngày làm việc (trước %(post_by)s).",
        "Room lists and rules must be posted at least %(post_lists_wd)d working days ahead (before %(post_by)s).",
    ),
    cite("tt6"),
    unblocked_by=(SECRETARY, CHAIR),
)
def lists_were_posted_in_time(case: Case) -> bool:
    facts: PaperFacts = case.facts
    return facts.lists_posted_at is not None and facts.post_by is not None and facts.lists_posted_at < facts.post_by


@guard(
    Words("Ca thi đã bắt đầu lúc %(exam_at)s.", "The session began at %(exam_at)s."),
    design("K"),
)
def session_has_not_begun(case: Case) -> bool:
    facts: PaperFacts = case.facts
    return facts.exam_at is None or case.now < facts.exam_at


# The session (step 9).


@guard(
    Words("Ca thi kết thúc lúc %(ends_at)s.", "The session ends at %(ends_at)s."),
    design("K"),
    until=lambda case: case.facts.ends_at,
)
def session_is_over(case: Case) -> bool:
    facts: PaperFacts = case.facts
    return facts.ends_at is not None and case.now >= facts.ends_at


@guard(
    Words(
        "Còn %(unmarked_attendance)d thí sinh chưa điểm danh.", "%(unmarked_attendance)d candidates lack attendance."
    ),
    design("K"),
    unblocked_by=(INVIGILATOR, SECRETARY),
)
def attendance_is_complete(case: Case) -> bool:
    return bool(case.facts.unmarked_attendance == 0)


@guard(
    Words(
        "Số liệu không khớp: %(present)d có mặt, thu %(collected)d bài, %(explained)d không nộp bài có biên bản.",
        "The counts differ: %(present)d present, %(collected)d scripts, %(explained)d without a script in minutes.",
    ),
    design("K"),
    unblocked_by=(INVIGILATOR, SECRETARY),
)
def counts_balance(case: Case) -> bool:
    facts: PaperFacts = case.facts
    return facts.present == facts.collected + facts.explained


@guard(
    Words("Người xác nhận số bài phải khác người kiểm đếm (SD3).", "Whoever counted may not confirm the count (SD3)."),
    design(),
    unblocked_by=CHAIR,
)
def confirmer_did_not_count(case: Case) -> bool:
    return bool(case.actor.person != case.facts.counted_by)


@guard(
    Words("Ban giám sát chưa xác nhận số bài thi.", "The supervisor has not attested the counts."),
    design(),
    unblocked_by=SUPERVISOR,
)
def counts_are_attested(case: Case) -> bool:
    return bool(case.facts.counts_attested)


@guard(
    Words(
        "Biên bản của %(unsigned_minutes)d phòng thi chưa có đủ hai chữ ký trên đúng nội dung hiện tại.",
        "The minutes of %(unsigned_minutes)d rooms lack two signatures under exactly what they say now.",
    ),
    design("K"),
    unblocked_by=(INVIGILATOR, SECRETARY),
)
def room_minutes_are_signed(case: Case) -> bool:
    return bool(case.facts.unsigned_minutes == 0)


@guard(
    Words(
        "Ban giám sát chưa chứng kiến biên bản của %(unattested_minutes)d phòng thi.",
        "The supervisor has not attested the minutes of %(unattested_minutes)d rooms.",
    ),
    design(),
    unblocked_by=SUPERVISOR,
)
def room_minutes_are_attested(case: Case) -> bool:
    return bool(case.facts.unattested_minutes == 0)


# Marking (step 10).


@guard(
    Words(
        "Tổng điểm các tiêu chí (%(criteria_total)s) phải bằng thang điểm (%(scale)s).",
        "The criteria add up to %(criteria_total)s; they must add up to %(scale)s.",
    ),
    design(),
    unblocked_by=MARKING_HEAD,
)
def criteria_fill_the_scale(case: Case) -> bool:
    return bool(case.facts.criteria_total == case.facts.scale)


@guard(
    Words(
        "Còn %(unassigned_scripts)d bài chưa phân công đủ hai người chấm độc lập.",
        "%(unassigned_scripts)d scripts lack two independent markers.",
    ),
    cite("tt6"),
    unblocked_by=MARKING_HEAD,
)
def every_script_has_two_markers(case: Case) -> bool:
    return bool(case.facts.unassigned_scripts == 0)


@guard(
    Words(
        "Cam kết bản đồ phách chưa nằm trong đầu sổ đã ký; sổ được ký sau mỗi vài giây.",
        "The commitment to the map is not under a signed head yet; heads are signed every few seconds.",
    ),
    design("K"),
)
def map_is_in_a_signed_head(case: Case) -> bool:
    return not case.facts.head_is_missing


@guard(
    Words(
        "%(markers_in_conflict)d người chấm có xung đột lợi ích, chưa khai, hoặc trùng tên người thân của thí sinh mà "
        "chưa xác định: trang phân công chấm nêu tên từng người; phải rời danh sách chấm (phiếu đã nhập thì hủy, cử "
        "người khác), khai, hoặc chờ xác định. Đã đề nghị khóa điểm thì Chủ tịch Hội đồng trả lại trước.",
        "%(markers_in_conflict)d markers are in conflict, have not declared, or may be a relative by the name alone: "
        "the page of the markers names them; they leave the pool (keyed sheets are voided, others are named), declare, "
        "or wait for a decision. Where the lock is proposed, the chair refuses it first.",
    ),
    design(),
    unblocked_by=MARKING_HEAD,
)
def no_marker_is_in_conflict(case: Case) -> bool:
    return bool(case.facts.markers_in_conflict == 0)
