"""The sentences that must be true of a round from the exam to its closing. Read with `workflows.round`."""

from workflows.engine import Case, guard
from workflows.law import cite, design
from workflows.roles import APPROVER, AUTHORITY, CHAIR, PERSONNEL, SECRETARY
from workflows.round_facts import RoundFacts
from workflows.words import Words


@guard(
    Words("Còn %(open_petitions)d kiến nghị chưa giải quyết.", "%(open_petitions)d petitions are not settled."),
    design(),
    unblocked_by=APPROVER,
)
def petitions_are_settled(case: Case) -> bool:
    return bool(case.facts.open_petitions == 0)


@guard(
    Words(
        "%(unsettled_contests)d vị trí chưa chốt số người dự thi (gia hạn, dừng hoặc tiếp tục).",
        "%(unsettled_contests)d posts have not settled their number of candidates.",
    ),
    cite("cv2424"),
    unblocked_by=(AUTHORITY, CHAIR),
)
def contests_are_settled(case: Case) -> bool:
    return bool(case.facts.unsettled_contests == 0)


@guard(
    Words("Không có vị trí nào đủ người dự thi.", "No post has enough candidates."),
    cite("cv2424"),
    unblocked_by=AUTHORITY,
)
def some_post_is_contested(case: Case) -> bool:
    return bool(case.facts.contested_posts > 0)


@guard(
    Words("Chưa lập bài thi viết cho kỳ thi.", "The round has no written paper."), design("K"), unblocked_by=SECRETARY
)
def papers_are_planned(case: Case) -> bool:
    return bool(case.facts.paper_states)


@guard(
    Words("Không còn thí sinh vào phần thi trình bày.", "No candidate reaches the presentation part."),
    design("K"),
)
def somebody_reaches_oral(case: Case) -> bool:
    return bool(case.facts.oral_candidates > 0)


@guard(
    Words(
        "Có %(oral_candidates)d thí sinh vào phần thi trình bày.",
        "%(oral_candidates)d candidates reach the presentation.",
    ),
    design(),
)
def nobody_reaches_oral(case: Case) -> bool:
    return bool(case.facts.oral_candidates == 0)


@guard(
    Words("Chưa lập Ban chấm thi trình bày.", "The presentation panel is not formed."), design("K"), unblocked_by=CHAIR
)
def panel_is_formed(case: Case) -> bool:
    return bool(case.facts.panel_size > 0)


@guard(
    Words(
        "Còn %(open_declarations)d bản cam kết không xung đột lợi ích chưa khai hoặc chưa xử lý.",
        "%(open_declarations)d declarations of interest are missing or not resolved.",
    ),
    cite("nd115", "8 khoản 4"),
    unblocked_by=CHAIR,
)
def declarations_stay_resolved(case: Case) -> bool:
    return bool(case.facts.open_declarations == 0)


@guard(
    Words(
        "%(oral_unscheduled)d thí sinh chưa có giờ trình bày.",
        "%(oral_unscheduled)d candidates have no time to present.",
    ),
    design("K"),
    unblocked_by=SECRETARY,
)
def presentations_are_timed(case: Case) -> bool:
    return bool(case.facts.oral_unscheduled == 0)


@guard(
    Words(
        "Phải triệu tập thí sinh trước ít nhất %(summon_wd)d ngày làm việc (trước %(oral_summon_by)s).",
        "Candidates must be summoned at least %(summon_wd)d working days ahead (before %(oral_summon_by)s).",
    ),
    cite("tt6", "12 khoản 1"),
    unblocked_by=SECRETARY,
)
def oral_summons_was_in_time(case: Case) -> bool:
    facts: RoundFacts = case.facts
    if facts.oral_summoned_at is None or facts.oral_summon_by is None:
        return False
    return facts.oral_summoned_at < facts.oral_summon_by


@guard(
    Words(
        "%(unranked_contests)d vị trí chưa ký xếp hạng và chưa kết luận.",
        "%(unranked_contests)d posts are not ranked yet.",
    ),
    design("K"),
    unblocked_by=CHAIR,
)
def contests_are_ranked(case: Case) -> bool:
    return bool(case.facts.unranked_contests == 0)


@guard(
    Words("Người ký kết quả phải khác người tổng hợp (SD3).", "Whoever compiled the result may not sign it (SD3)."),
    design(),
    unblocked_by=CHAIR,
)
def signer_did_not_compile(case: Case) -> bool:
    return bool(case.actor.person != case.facts.compiled_by)


@guard(
    Words("%(open_contests)d vị trí chưa kết thúc.", "%(open_contests)d posts have not ended."),
    cite("nd115", "8"),
    unblocked_by=(PERSONNEL, AUTHORITY),
)
def contests_are_over(case: Case) -> bool:
    return bool(case.facts.open_contests == 0)


@guard(
    Words("Chưa có văn bản kết luận làm căn cứ.", "The paper that proves the ground is not on file."),
    design(),
    unblocked_by=(PERSONNEL, APPROVER),
)
def ground_is_on_file(case: Case) -> bool:
    return bool(case.facts.has_ground)


@guard(
    Words(
        "%(decisions_in_force)d quyết định bổ nhiệm của kỳ thi đang có hiệu lực, phải thu hồi trước.",
        "%(decisions_in_force)d decisions of the round stand; they must be revoked first.",
    ),
    design(),
    unblocked_by=AUTHORITY,
)
def no_decision_stands(case: Case) -> bool:
    return bool(case.facts.decisions_in_force == 0)


@guard(
    Words("Đã đến giờ thi viết (%(exam_at)s).", "The written part has begun (%(exam_at)s)."),
    design(),
)
def exam_has_not_begun(case: Case) -> bool:
    facts: RoundFacts = case.facts
    return facts.exam_at is None or case.now < facts.exam_at
