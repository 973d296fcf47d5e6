"""The sentences that must be true of an application from the exam on. Read with `workflows.application`."""

from workflows.application_facts import ApplicationFacts
from workflows.engine import Case, guard
from workflows.law import cite, design
from workflows.roles import CANDIDATE, CHAIR, INVIGILATOR, PANEL, PERSONNEL, SECRETARY
from workflows.words import Words

PUBLISHED = ("written_published", "remark_window", "remarking", "final")
AFTER_RECOGNITION = ("recognised", "verifying", "submitted", "collective_decided", "decision_issued")
NO_LONGER_HELD = ("cancelled", "voided")


@guard(
    Words("Bài thi viết đã bắt đầu lúc %(exam_at)s.", "The written part began at %(exam_at)s."),
    design(),
)
def exam_has_not_begun(case: Case) -> bool:
    return bool(case.facts.exam_at is None or case.now < case.facts.exam_at)


@guard(
    Words("Bài thi viết bắt đầu lúc %(exam_at)s.", "The written part begins at %(exam_at)s."),
    design(),
    until=lambda case: case.facts.exam_at,
)
def exam_has_begun(case: Case) -> bool:
    return bool(case.facts.exam_at is not None and case.now >= case.facts.exam_at)


@guard(
    Words(
        "Việc điểm danh chỉ ghi nhận khi ca thi viết đang mở.",
        "Attendance is recorded only while the written session is open.",
    ),
    design("K"),
    unblocked_by=SECRETARY,
    sibling=("paper", ("ready",)),
)
def session_is_open(case: Case) -> bool:
    return bool(case.facts.paper_state == "ready")


@guard(
    Words(
        "Thí sinh đến lúc %(arrived_at)s; chỉ được vào phòng thi đến hết %(admitted_until)s.",
        "The candidate came at %(arrived_at)s; one is admitted until %(admitted_until)s.",
    ),
    cite("tt1"),
    until=lambda case: case.facts.admitted_until,
)
def arrived_in_time(case: Case) -> bool:
    f: ApplicationFacts = case.facts
    return f.arrived_at is None or f.admitted_until is None or f.arrived_at <= f.admitted_until


@guard(
    Words("Chưa có biên bản vi phạm đủ hai chữ ký.", "There are no minutes of the violation with two signatures."),
    cite("tt22"),
    unblocked_by=(INVIGILATOR, SECRETARY),
)
def violation_is_minuted(case: Case) -> bool:
    return bool(case.facts.has_minutes)


@guard(
    Words("Kết quả bài thi viết chưa được công bố.", "The written results are not published."),
    cite("nd115", "15", "K"),
    unblocked_by=CHAIR,
    sibling=("paper", PUBLISHED),
)
def written_is_published(case: Case) -> bool:
    return case.facts.paper_state in PUBLISHED


@guard(
    Words(
        "Kết quả bài thi viết chưa phải là kết quả cuối cùng sau phúc khảo.",
        "The written results are not final: re-marking is not over.",
    ),
    cite("nd115", "15", "K"),
    unblocked_by=CHAIR,
    sibling=("paper", ("final",)),
)
def written_is_final(case: Case) -> bool:
    return bool(case.facts.paper_state == "final")


@guard(
    Words(
        "Điểm viết %(written_mark)s chưa đạt mức %(written_pass)s.",
        "The written mark %(written_mark)s is below the pass mark %(written_pass)s.",
    ),
    design("K"),
)
def written_reaches_pass(case: Case) -> bool:
    f: ApplicationFacts = case.facts
    return f.written_mark is not None and f.written_pass is not None and f.written_mark >= f.written_pass


@guard(
    Words(
        "Điểm viết %(written_mark)s đã đạt mức %(written_pass)s.",
        "The written mark %(written_mark)s reaches the pass mark %(written_pass)s.",
    ),
    design("K"),
)
def written_is_below_pass(case: Case) -> bool:
    f: ApplicationFacts = case.facts
    return f.written_mark is not None and f.written_pass is not None and f.written_mark < f.written_pass


@guard(
    Words("Chưa đến phần thi trình bày đề án.", "The presentation part has not been scheduled."),
    design("K"),
    unblocked_by=SECRETARY,
    sibling=("round", ("oral_scheduled",)),
)
def oral_is_scheduled(case: Case) -> bool:
    return bool(case.facts.round_state == "oral_scheduled")


@guard(
    Words("Chưa có điểm thi trình bày.", "There is no presentation mark yet."),
    design(),
    unblocked_by=PANEL,
)
def oral_is_marked(case: Case) -> bool:
    return case.facts.oral_mark is not None


# After the exam.


@guard(
    Words("Kết quả thi của vị trí này chưa được công nhận.", "The result for this post is not recognised."),
    cite("nd115", "16"),
    sibling=("contest", ("recognised", "no_winner")),
)
def result_is_recognised(case: Case) -> bool:
    return case.facts.contest_state in ("recognised", "no_winner")


@guard(
    Words("Thí sinh không đạt yêu cầu ở cả hai phần thi.", "The candidate did not pass both parts."),
    design("K"),
)
def passes_both_parts(case: Case) -> bool:
    return bool(case.facts.passes)


@guard(
    Words(
        "Kết quả xếp thứ %(place)s không thuộc %(slots)d người trúng tuyển.",
        "Place %(place)s is not among the %(slots)d to be selected.",
    ),
    design("K"),
)
def place_wins(case: Case) -> bool:
    return bool(case.facts.place is not None and case.facts.place <= case.facts.slots)


@guard(
    Words(
        "Chỉ được từ chối sau khi kết quả được công nhận và trước khi nhận nhiệm vụ.",
        "One may decline only between the recognition of results and taking office.",
    ),
    design(),
    sibling=("contest", AFTER_RECOGNITION),
)
def may_still_decline(case: Case) -> bool:
    return case.facts.contest_state in AFTER_RECOGNITION


@guard(
    Words("Chưa lưu văn bản từ chối có chữ ký của người trúng tuyển.", "The winner's signed letter is not on file."),
    design(),
    unblocked_by=(CANDIDATE, PERSONNEL),
)
def letter_is_filed(case: Case) -> bool:
    return bool(case.facts.has_letter)


@guard(
    Words("Người trúng tuyển chưa nhận nhiệm vụ.", "The winner has not taken office."),
    design("K"),
    sibling=("contest", ("in_office",)),
)
def office_is_taken(case: Case) -> bool:
    return bool(case.facts.contest_state == "in_office")


@guard(
    Words(
        "Chưa có quyết định loại người trúng tuyển ở vị trí này.",
        "The authority has not set the winner of this post aside.",
    ),
    cite("nd170", "18 khoản 4"),
    sibling=("contest", ("fallback_next",)),
)
def winner_was_set_aside(case: Case) -> bool:
    return bool(case.facts.contest_state == "fallback_next")


@guard(
    Words(
        "Cấp có thẩm quyền chưa quyết định lấy người có kết quả thấp hơn liền kề.",
        "The authority has not decided to take the next-ranked.",
    ),
    cite("nd170", "18 khoản 4"),
    sibling=("contest", ("verifying",)),
)
def next_is_called(case: Case) -> bool:
    return bool(case.facts.contest_state == "verifying" and bool(case.facts.is_next))


@guard(
    Words(
        "Danh sách dự bị còn hiệu lực đến trước %(reserve_until)s.",
        "The reserve list is valid until %(reserve_until)s.",
    ),
    cite("nd115", "18 khoản 4"),
    until=lambda case: case.facts.reserve_until,
)
def reserve_is_over(case: Case) -> bool:
    f: ApplicationFacts = case.facts
    is_settled = f.contest_state in ("in_office", "no_winner", *NO_LONGER_HELD)
    return is_settled or (f.reserve_until is not None and case.now >= f.reserve_until)


@guard(
    Words("Vị trí này vẫn tiếp tục thi tuyển.", "The competition for this post goes on."),
    design(),
    sibling=("contest", NO_LONGER_HELD),
)
def contest_was_stopped(case: Case) -> bool:
    return case.facts.contest_state in NO_LONGER_HELD
