"""The sentences that must be true of a written paper from the lock of marks on. Read with `workflows.paper`."""

from workflows.engine import Case, guard
from workflows.law import cite, design
from workflows.paper_facts import PaperFacts
from workflows.roles import CHAIR, CODING, MARKING_HEAD, PERSONNEL, SECRETARY, SUPERVISOR
from workflows.words import Words

# The lock (step 10) and decoding.


@guard(
    Words("Còn %(unsettled_scripts)d bài chưa thống nhất điểm.", "%(unsettled_scripts)d scripts have no settled mark."),
    cite("tt6"),
    unblocked_by=(MARKING_HEAD, SECRETARY),
)
def every_script_is_settled(case: Case) -> bool:
    return bool(case.facts.unsettled_scripts == 0)


@guard(
    Words(
        "Còn %(unmoderated)d bài trong mẫu rút thăm chưa được Trưởng ban chấm thi đọc lại.",
        "The head of the marking board has not read %(unmoderated)d scripts of the sample again.",
    ),
    design(),
    unblocked_by=MARKING_HEAD,
)
def sample_is_moderated(case: Case) -> bool:
    return bool(case.facts.unmoderated == 0)


@guard(
    Words(
        "%(stale_moderations)d bài đổi điểm sau khi được đọc lại; phải đọc lại lần nữa.",
        "%(stale_moderations)d scripts got another mark after they were read again; they must be read once more.",
    ),
    design(),
    unblocked_by=MARKING_HEAD,
)
def no_moderation_is_stale(case: Case) -> bool:
    return bool(case.facts.stale_moderations == 0)


@guard(
    Words(
        "%(open_moderations)d bài đã yêu cầu hai người chấm trao đổi, chưa được đọc lại sau đó.",
        "Of %(open_moderations)d scripts the pair was asked to talk; they have not been read again since.",
    ),
    design(),
    unblocked_by=MARKING_HEAD,
)
def no_moderation_is_open(case: Case) -> bool:
    return bool(case.facts.open_moderations == 0)


@guard(
    Words("Chưa có mã băm nội dung bảng điểm.", "The marks have no content hash."), design(), unblocked_by=MARKING_HEAD
)
def content_is_hashed(case: Case) -> bool:
    return bool(case.facts.content_hash)


@guard(
    Words(
        "Bảng điểm đã thay đổi sau khi Trưởng ban chấm thi đề nghị khóa; phải đề nghị lại.",
        "The marks changed after the head of the marking board proposed the lock; it must be proposed again.",
    ),
    design(),
    unblocked_by=MARKING_HEAD,
)
def content_is_as_proposed(case: Case) -> bool:
    facts: PaperFacts = case.facts
    return bool(facts.content_hash) and facts.content_hash == facts.proposed_hash


@guard(
    Words("Người khóa điểm phải khác người đề nghị khóa (SD3).", "Whoever proposed the lock may not confirm it (SD3)."),
    design(),
    unblocked_by=CHAIR,
)
def locker_did_not_propose(case: Case) -> bool:
    return bool(case.actor.person != case.facts.proposed_by)


@guard(
    Words("Ban giám sát chưa chứng kiến việc khóa điểm.", "The supervisor has not attested the lock."),
    design(),
    unblocked_by=SUPERVISOR,
)
def lock_is_attested(case: Case) -> bool:
    return bool(case.facts.supervisor_attested)


@guard(
    Words("Ban phách chưa giao phần khóa mở bản đồ phách (SD7).", "The coding board has not given its share (SD7)."),
    design(),
    unblocked_by=CODING,
)
def coding_share_is_given(case: Case) -> bool:
    return bool(case.facts.coding_share)


@guard(
    Words("Ban giám sát chưa chứng kiến việc ghép phách.", "The supervisor has not attested the decoding."),
    design(),
    unblocked_by=SUPERVISOR,
)
def decoding_is_attested(case: Case) -> bool:
    return bool(case.facts.decoding_attested)


@guard(
    Words(
        "Mới có %(shares_stated)d người giữ xác nhận đã góp mảnh khóa; cần hai người của hai vai trò.",
        "%(shares_stated)d custodians state that they gave their share for this map; two of two roles are needed.",
    ),
    design("K"),
    unblocked_by=(CHAIR, CODING, SUPERVISOR),
)
def two_custodians_gave_their_shares(case: Case) -> bool:
    return bool(not case.facts.on_screen or case.facts.shares_stated >= 2)


@guard(
    Words("Bản đồ phách mở ra không khớp bản đã niêm phong.", "The opened map is not the one that was sealed."),
    design(),
    unblocked_by=CODING,
)
def map_is_the_sealed_one(case: Case) -> bool:
    facts: PaperFacts = case.facts
    return bool(facts.map_seal) and facts.opened_seal == facts.map_seal


@guard(
    Words(
        "Còn %(unmatched_scripts)d bài chưa ghép được số báo danh.", "%(unmatched_scripts)d scripts match no number."
    ),
    cite("tt6"),
    unblocked_by=CODING,
)
def every_script_is_matched(case: Case) -> bool:
    return bool(case.facts.unmatched_scripts == 0)


# Re-marking (step 11).


@guard(
    Words("Còn nhận đơn phúc khảo đến trước %(remark_closes_at)s.", "Appeals are received until %(remark_closes_at)s."),
    cite("nd115", "15", "K"),
    until=lambda case: case.facts.remark_closes_at,
)
def remark_window_is_over(case: Case) -> bool:
    facts: PaperFacts = case.facts
    return facts.remark_closes_at is not None and case.now >= facts.remark_closes_at


@guard(
    Words("Không có đơn phúc khảo nào phải giải quyết.", "There is no appeal to settle."),
    cite("nd115", "15", "K"),
)
def appeals_are_open(case: Case) -> bool:
    return bool(case.facts.open_appeals > 0)


@guard(
    Words("Còn %(open_appeals)d đơn phúc khảo chưa trả lời.", "%(open_appeals)d appeals are not answered."),
    cite("nd115", "15", "K"),
    unblocked_by=(CHAIR, MARKING_HEAD),
)
def appeals_are_answered(case: Case) -> bool:
    return bool(case.facts.open_appeals == 0)


# Exceptional ends.


@guard(
    Words("Chưa có văn bản kết luận làm căn cứ.", "The paper that proves the ground is not on file."),
    design(),
    unblocked_by=(PERSONNEL, SUPERVISOR),
)
def ground_is_on_file(case: Case) -> bool:
    return bool(case.facts.has_ground)
