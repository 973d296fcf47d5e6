"""The sentences that must be true of one post from the ranking to office. Read with `workflows.contest`."""

from workflows.contest_facts import ContestFacts
from workflows.engine import Case, guard
from workflows.law import cite, design
from workflows.roles import APPROVER, AUTHORITY, CHAIR, PERSONNEL, SECRETARY, SUPERVISOR
from workflows.words import Words

# The result of the post (steps 11 to 14).


@guard(
    Words("Phần thi trình bày của kỳ thi chưa kết thúc.", "The presentation part of the round is not over."),
    design("K"),
    unblocked_by=CHAIR,
    sibling=("round", ("oral_done",)),
)
def oral_is_over(case: Case) -> bool:
    return bool(case.facts.round_state == "oral_done")


@guard(
    Words(
        "Còn %(unsettled_ties)d trường hợp bằng điểm chưa có quyết định bằng văn bản.",
        "%(unsettled_ties)d ties still need a decision with reasons.",
    ),
    design(),
    unblocked_by=CHAIR,
)
def ties_are_settled(case: Case) -> bool:
    return bool(case.facts.unsettled_ties == 0)


@guard(
    Words("Không có thí sinh nào đạt cả hai phần thi.", "No candidate passed both parts."),
    design("K"),
)
def somebody_passes(case: Case) -> bool:
    return bool(case.facts.passers > 0)


@guard(
    Words("Có %(passers)d thí sinh đạt cả hai phần thi.", "%(passers)d candidates passed both parts."),
    design(),
)
def nobody_passes(case: Case) -> bool:
    return bool(case.facts.passers == 0)


@guard(
    Words("Vẫn còn %(standing)d người dự thi vị trí này.", "%(standing)d candidates still stand for this post."),
    design("K"),
)
def nobody_stands(case: Case) -> bool:
    return bool(case.facts.standing == 0)


@guard(
    Words(
        "Người ký bảng xếp hạng phải khác người tổng hợp (SD3).", "Whoever compiled the ranking may not sign it (SD3)."
    ),
    design(),
    unblocked_by=CHAIR,
)
def signer_did_not_compile(case: Case) -> bool:
    return bool(case.actor.person != case.facts.compiled_by)


@guard(
    Words(
        "Kết quả sát nút: chưa có người thứ hai tính lại điểm và thấy khớp.",
        "The result is close: no second person has worked out the sums again and found the same.",
    ),
    design(),
    unblocked_by=(SUPERVISOR, SECRETARY),
)
def close_result_is_rechecked(case: Case) -> bool:
    facts: ContestFacts = case.facts
    return not facts.recheck_due or facts.rechecked_by is not None


@guard(
    Words(
        "Người tính lại điểm phải khác người tổng hợp và người ký (SD3).",
        "Whoever worked out the sums again may have neither compiled nor sign (SD3).",
    ),
    design(),
    unblocked_by=(SUPERVISOR, SECRETARY),
)
def rechecker_stands_apart(case: Case) -> bool:
    facts: ContestFacts = case.facts
    return facts.rechecked_by is None or facts.rechecked_by not in (facts.compiled_by, case.actor.person)


@guard(
    Words("Kết quả kỳ thi chưa được công nhận.", "The results of the round are not recognised."),
    cite("nd115", "16"),
    unblocked_by=AUTHORITY,
    sibling=("round", ("result_recognised",)),
)
def round_is_recognised(case: Case) -> bool:
    return bool(case.facts.round_state == "result_recognised")


@guard(
    Words("Kết quả kỳ thi chưa được công bố.", "The results of the round are not published."),
    cite("nd115", "16"),
    unblocked_by=CHAIR,
    sibling=("round", ("result_published",)),
)
def round_is_published(case: Case) -> bool:
    return bool(case.facts.round_state == "result_published")


# Verification, submission, decision (steps 15 to 17).


@guard(
    Words("Còn %(open_checks)d nội dung chưa xác minh xong.", "%(open_checks)d verifications are not concluded."),
    cite("nd170", "33 khoản 1"),
    unblocked_by=PERSONNEL,
)
def verification_is_complete(case: Case) -> bool:
    return bool(case.facts.open_checks == 0)


@guard(
    Words("Có %(failed_checks)d nội dung xác minh không đạt.", "%(failed_checks)d verifications failed."),
    cite("nd170", "33 khoản 1"),
    unblocked_by=AUTHORITY,
)
def verification_is_clean(case: Case) -> bool:
    return bool(case.facts.failed_checks == 0)


@guard(
    Words("Người trúng tuyển không còn ở diện được bổ nhiệm.", "The selected person no longer stands."),
    design(),
    unblocked_by=AUTHORITY,
    sibling=("application", ("winner",)),
)
def winner_stands(case: Case) -> bool:
    return bool(case.facts.winner_state == "winner")


@guard(
    Words("Người quyết định phải khác người trình (SD3).", "Whoever submitted it may not decide (SD3)."),
    design(),
    unblocked_by=AUTHORITY,
)
def decider_did_not_submit(case: Case) -> bool:
    return bool(case.actor.person != case.facts.submitted_by)


@guard(
    Words("Chưa có biên bản họp tập thể lãnh đạo.", "The minutes of the collective leadership are not on file."),
    design("K"),
    unblocked_by=PERSONNEL,
)
def collective_met(case: Case) -> bool:
    return bool(case.facts.has_minutes)


@guard(
    Words(
        "Quy chế yêu cầu tập thể lãnh đạo bỏ phiếu và kết quả chưa đạt.",
        "The regulation asks for a vote and it was not carried.",
    ),
    design("K"),
    unblocked_by=AUTHORITY,
)
def vote_is_carried(case: Case) -> bool:
    facts: ContestFacts = case.facts
    return facts.vote_carried or not facts.vote_needed


@guard(
    Words("Quyết định bổ nhiệm chưa được ký ban hành.", "The appointment decision is not issued."),
    cite("nd30"),
    unblocked_by=AUTHORITY,
    sibling=("decision", ("issued",)),
)
def decision_is_issued(case: Case) -> bool:
    return bool(case.facts.decision_state == "issued")


@guard(
    Words(
        "Quyết định bổ nhiệm đang có hiệu lực, phải thu hồi trước.", "The decision stands; it must be revoked first."
    ),
    design(),
    unblocked_by=AUTHORITY,
    sibling=("decision", ("revoked",)),
)
def decision_is_revoked(case: Case) -> bool:
    return bool(case.facts.decision_state == "revoked")


@guard(
    Words("Quyết định có hiệu lực từ %(effective_at)s.", "The decision takes effect at %(effective_at)s."),
    design("K"),
    until=lambda case: case.facts.effective_at,
)
def decision_is_in_effect(case: Case) -> bool:
    facts: ContestFacts = case.facts
    return facts.effective_at is not None and case.now >= facts.effective_at


# When the selected person drops out, and other ends.


@guard(
    Words("Chưa có văn bản làm căn cứ (kết luận, biên bản).", "The paper that proves the ground is not on file."),
    design(),
    unblocked_by=(PERSONNEL, APPROVER),
)
def ground_is_on_file(case: Case) -> bool:
    return bool(case.facts.has_ground)


@guard(
    Words("Người trúng tuyển chưa từ chối.", "The selected person has not declined."),
    cite("nd170", "18 khoản 4"),
    sibling=("application", ("declined",)),
)
def winner_has_declined(case: Case) -> bool:
    return bool(case.facts.winner_state == "declined")


@guard(
    Words("Không còn người đạt có kết quả thấp hơn liền kề.", "There is no next-ranked passer."),
    cite("nd170", "18 khoản 4"),
)
def next_passer_exists(case: Case) -> bool:
    return bool(case.facts.next_exists)


@guard(
    Words("Danh sách dự bị đã hết hiệu lực lúc %(reserve_until)s.", "The reserve list expired at %(reserve_until)s."),
    cite("nd115", "18 khoản 4"),
)
def reserve_is_valid(case: Case) -> bool:
    facts: ContestFacts = case.facts
    return facts.reserve_until is not None and case.now < facts.reserve_until


@guard(
    Words("Danh sách dự bị còn hiệu lực đến %(reserve_until)s.", "The reserve list is valid until %(reserve_until)s."),
    cite("nd115", "18 khoản 4"),
    until=lambda case: case.facts.reserve_until,
)
def reserve_has_expired(case: Case) -> bool:
    facts: ContestFacts = case.facts
    return facts.reserve_until is not None and case.now >= facts.reserve_until
