"""What the clauses on a round look at, and the sentences on plan and announcement. Read with `workflows.round`.

There is one sentence for each kind of thing that may be missing, so that `outlook` is the list of what is still missing
before a round can open.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.engine import Case, Facts, guard
from workflows.law import cite, design
from workflows.roles import APPROVER, AUTHORITY, CHAIR, PERSONNEL, SUPERVISOR
from workflows.words import Words


@dataclass(frozen=True, kw_only=True)
class RoundFacts(Facts):
    """The round and its siblings at one instant: mostly counts of what is missing.

    `drafted_by` drew up the plan, `announcement_by` the announcement, `listed_by` the list, `compiled_by` the result.
    `unsettled_contests` still count candidates; `unranked_contests` have neither ranking nor end; `open_contests` have
    not ended. `oral_summoned_at` is the last summons to the presentation, `oral_summon_by` the first instant too late.
    `collusion_number` is the fewest people of the roster who together could defeat the exam (None: nobody could), and
    the stories tell how, where one is enough.
    """

    posts: int = 0
    posts_without_policy: int = 0
    missing_plan_fields: int = 0
    regulation_pinned: bool = False
    drafted_by: str | None = None
    council_size: int = 0
    council_min: int = 5
    council_max: int = 15
    vacant_duties: int = 0
    open_declarations: int = 0
    missing_fields: int = 0
    missing_channels: int = 0
    unplanned_posts: int = 0
    announcement_by: str | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    new_closes_at: datetime | None = None
    prolonged_by: str | None = None
    reception_days: int = 30
    check_by: datetime | None = None
    applications: int = 0
    undecided: int = 0
    unnumbered: int = 0
    listed_by: str | None = None
    open_petitions: int = 0
    unsettled_contests: int = 0
    contested_posts: int = 0
    exam_at: datetime | None = None
    paper_states: tuple[str, ...] = ()
    oral_candidates: int = 0
    panel_size: int = 0
    oral_unscheduled: int = 0
    oral_at: datetime | None = None
    oral_summoned_at: datetime | None = None
    oral_summon_by: datetime | None = None
    summon_wd: int = 5
    open_orals: int = 0
    open_sheets: int = 0
    unranked_contests: int = 0
    compiled_by: str | None = None
    open_contests: int = 0
    decisions_in_force: int = 0
    has_ground: bool = False
    collusion_number: int | None = None
    collusion_story_vi: str = ""
    collusion_story_en: str = ""


# The plan (step 3).


@guard(
    Words("Kế hoạch chưa có vị trí thi tuyển nào.", "The plan names no post."), cite("kh3461"), unblocked_by=PERSONNEL
)
def plan_has_posts(case: Case) -> bool:
    return bool(case.facts.posts > 0)


@guard(
    Words(
        "%(posts_without_policy)d vị trí chưa được đồng ý chủ trương.",
        "%(posts_without_policy)d posts lack the policy.",
    ),
    cite("nd170", "33 khoản 1"),
    unblocked_by=AUTHORITY,
)
def posts_have_policy(case: Case) -> bool:
    return bool(case.facts.posts_without_policy == 0)


@guard(
    Words(
        "Kế hoạch còn thiếu %(missing_plan_fields)d nội dung bắt buộc.",
        "%(missing_plan_fields)d required parts of the plan are missing.",
    ),
    cite("kh3461"),
    unblocked_by=PERSONNEL,
)
def plan_is_complete(case: Case) -> bool:
    return bool(case.facts.missing_plan_fields == 0)


@guard(
    Words("Chưa chọn bộ tham số quy chế thi tuyển đang có hiệu lực.", "No edition of the exam regulation is pinned."),
    design(),
    unblocked_by=PERSONNEL,
)
def regulation_is_pinned(case: Case) -> bool:
    return bool(case.facts.regulation_pinned)


@guard(
    Words("Người phê duyệt kế hoạch phải khác người lập (SD3).", "Whoever drew up the plan may not approve it (SD3)."),
    design(),
    unblocked_by=AUTHORITY,
)
def approver_did_not_draft(case: Case) -> bool:
    return bool(case.actor.person != case.facts.drafted_by)


# The council and the announcement (step 4).


@guard(
    Words(
        "Hội đồng thi chưa đủ hoặc vượt số thành viên theo quy chế "
        "(tối thiểu %(council_min)d, tối đa %(council_max)d); hiện có %(council_size)d.",
        "The council has too few or too many members (at least %(council_min)d, at most %(council_max)d); "
        "it has %(council_size)d.",
    ),
    cite("nd115", "8"),
    unblocked_by=PERSONNEL,
)
def council_has_legal_size(case: Case) -> bool:
    facts: RoundFacts = case.facts
    return facts.council_min <= facts.council_size <= facts.council_max


@guard(
    Words(
        "Số thành viên Hội đồng thi phải là số lẻ; hiện có %(council_size)d.",
        "The council must have an odd number of members; it has %(council_size)d.",
    ),
    cite("nd115", "8"),
    unblocked_by=PERSONNEL,
)
def council_is_odd(case: Case) -> bool:
    return bool(case.facts.council_size % 2 == 1)


@guard(
    Words(
        "Còn %(vacant_duties)d nhiệm vụ chưa có người: chủ tịch, thư ký, trưởng ban chấm, ban phách, giám sát.",
        "%(vacant_duties)d required duties are vacant: chair, secretary, head of marking, coding, supervision.",
    ),
    cite("nd115", "8 khoản 3"),
    unblocked_by=(PERSONNEL, CHAIR),
)
def duties_are_filled(case: Case) -> bool:
    return bool(case.facts.vacant_duties == 0)


@guard(
    Words(
        "Còn %(open_declarations)d bản cam kết không xung đột lợi ích chưa khai hoặc chưa xử lý.",
        "%(open_declarations)d declarations of interest are missing or not resolved.",
    ),
    cite("nd115", "8 khoản 4"),
    unblocked_by=(CHAIR, SUPERVISOR),
)
def declarations_are_resolved(case: Case) -> bool:
    return bool(case.facts.open_declarations == 0)


@guard(
    Words(
        "Thông báo còn thiếu %(missing_fields)d mục bắt buộc.",
        "%(missing_fields)d required fields of the announcement are empty.",
    ),
    cite("nd115", "14 khoản 3"),
    unblocked_by=PERSONNEL,
)
def announcement_is_complete(case: Case) -> bool:
    return bool(case.facts.missing_fields == 0)


@guard(
    Words(
        "Còn %(missing_channels)d kênh công khai bắt buộc chưa đăng ký.",
        "%(missing_channels)d required channels of publication are not named.",
    ),
    cite("nd115", "14 khoản 3"),
    unblocked_by=PERSONNEL,
)
def channels_are_named(case: Case) -> bool:
    return bool(case.facts.missing_channels == 0)


@guard(
    Words(
        "%(unplanned_posts)d vị trí chưa được đưa vào kế hoạch đã duyệt.",
        "%(unplanned_posts)d posts are not planned yet.",
    ),
    design(),
    unblocked_by=PERSONNEL,
)
def posts_are_planned(case: Case) -> bool:
    return bool(case.facts.unplanned_posts == 0)


@guard(
    Words("Chưa ấn định thời gian nhận hồ sơ.", "The reception window is not set."),
    cite("nd115", "14 khoản 5"),
    unblocked_by=PERSONNEL,
)
def window_is_set(case: Case) -> bool:
    facts: RoundFacts = case.facts
    return facts.opens_at is not None and facts.closes_at is not None


@guard(
    Words(
        "Thời gian nhận hồ sơ phải có ít nhất %(reception_days)d ngày (%(opens_at)s đến %(closes_at)s).",
        "Reception must last at least %(reception_days)d days (%(opens_at)s to %(closes_at)s).",
    ),
    cite("nd115", "14 khoản 5"),
    unblocked_by=PERSONNEL,
)
def reception_is_long_enough(case: Case) -> bool:
    facts: RoundFacts = case.facts
    if facts.opens_at is None or facts.closes_at is None:
        return False
    return facts.closes_at - facts.opens_at >= timedelta(days=facts.reception_days)


@guard(
    Words("Thời điểm mở nhận hồ sơ (%(opens_at)s) đã qua.", "The opening of reception (%(opens_at)s) has passed."),
    design(),
    unblocked_by=PERSONNEL,
)
def opening_lies_ahead(case: Case) -> bool:
    facts: RoundFacts = case.facts
    return facts.opens_at is not None and case.now <= facts.opens_at


@guard(
    Words(
        "Người duyệt thông báo phải khác người soạn (SD3).", "Whoever wrote the announcement may not approve it (SD3)."
    ),
    design(),
    unblocked_by=APPROVER,
)
def announcer_did_not_write(case: Case) -> bool:
    return bool(case.actor.person != case.facts.announcement_by)
