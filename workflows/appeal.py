"""A request that the written script be marked again (phúc khảo), version 1. The oral part is never re-marked."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from workflows.engine import Case, Deadline, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import CANDIDATE, CHAIR, CODING, MARKING_HEAD, SECRETARY, SUPERVISOR, SYSTEM
from workflows.words import Words

S = states("asked filed accepted refused coded_again remarked change_proposed decided answered withdrawn")
REMARK, ORAL = cite("nd115", "15", "K"), cite("nd115", "15 khoản 3")
CODES = cite("tt6")


@dataclass(frozen=True, kw_only=True)
class AppealFacts(Facts):
    """The request, its candidate's written mark, and the second marking. The window is half-open.

    `content_hash` is that of what the change would bring about as things stand, `proposed_hash` of what was proposed.
    """

    paper_state: str = ""
    window_opens: datetime | None = None
    window_closes: datetime | None = None
    finish_by: datetime | None = None
    was_marked: bool = False
    has_script: bool = False
    script_state: str = ""
    markers_again: int = 0
    markers_in_conflict: int = 0
    old_mark: Decimal | None = None
    new_mark: Decimal | None = None
    threshold: Decimal = Decimal(5)
    final_mark: Decimal | None = None
    has_dialogue: bool = False
    content_hash: str = ""
    proposed_hash: str = ""
    proposed_by: str | None = None


@guard(
    Words("Đề nghị phúc khảo được nhận từ %(window_opens)s đến trước %(window_closes)s.",
          "Requests are taken from %(window_opens)s until just before %(window_closes)s."),
    REMARK,
    until=lambda case: case.facts.window_closes,
)  # fmt: skip
def window_is_open(case: Case) -> bool:
    f: AppealFacts = case.facts
    return f.window_opens is not None and f.window_closes is not None and f.window_opens <= case.now < f.window_closes


@guard(Words("Thí sinh không có bài thi viết đã được chấm.", "The candidate has no marked script."), ORAL)
def script_was_marked(case: Case) -> bool:
    return bool(case.facts.was_marked)


@guard(Words("Bài thi không ở giai đoạn phúc khảo.", "The paper is not being re-marked."), REMARK, unblocked_by=CHAIR,
       sibling=("paper", ("remarking",)))  # fmt: skip
def paper_is_being_remarked(case: Case) -> bool:
    return bool(case.facts.paper_state == "remarking")


@guard(Words("Bài thi chưa được đánh phách mới.", "The script has no new code yet."), CODES, unblocked_by=CODING)
def script_has_a_new_code(case: Case) -> bool:
    return bool(case.facts.has_script)


@guard(Words("Việc chấm phúc khảo chưa xong.", "The second marking is not finished."), REMARK,
       sibling=("script", ("opened",)))  # fmt: skip
def second_marking_is_finished(case: Case) -> bool:
    return bool(case.facts.script_state == "opened")


@guard(
    Words("%(markers_again)d người chấm phúc khảo đã chấm bài này trước đây.",
          "%(markers_again)d of the markers had marked this script before."),
    design("K"),
    unblocked_by=CHAIR,
)  # fmt: skip
def markers_never_touched_it(case: Case) -> bool:
    return bool(case.facts.markers_again == 0)


@guard(
    Words("%(markers_in_conflict)d người chấm phúc khảo có xung đột lợi ích với thí sinh hoặc chưa khai: Trưởng ban "
          "chấm thi hủy phiếu đã nhập và cử người khác, hoặc cho người đó rời danh sách chấm.",
          "%(markers_in_conflict)d of those who marked again are in conflict with a candidate or have not declared: "
          "the head of the marking board voids their sheets and names others, or they leave the pool."),
    cite("nd115", "8 khoản 4"),
    unblocked_by=MARKING_HEAD,
)  # fmt: skip
def nobody_who_marked_again_is_in_conflict(case: Case) -> bool:
    return bool(case.facts.markers_in_conflict == 0)


@guard(
    Words("Điểm công bố phải theo quy tắc: lệch từ %(threshold)s trở lên lấy điểm phúc khảo, dưới mức đó giữ điểm cũ.",
          "The rule gives the mark: the new one when it differs by %(threshold)s or more, otherwise the old one."),
    design(),
)  # fmt: skip
def mark_follows_the_rule(case: Case) -> bool:
    f: AppealFacts = case.facts
    if f.old_mark is None or f.new_mark is None:
        return False
    return f.final_mark == (f.new_mark if abs(f.new_mark - f.old_mark) >= f.threshold else f.old_mark)


@guard(Words("Điểm thay đổi phải có biên bản đối thoại giữa hai cặp chấm.",
             "A changed mark needs the dialogue's minutes."), design(), unblocked_by=CHAIR)  # fmt: skip
def change_has_minutes(case: Case) -> bool:
    return bool(case.facts.final_mark == case.facts.old_mark or case.facts.has_dialogue)


@guard(Words("Điểm thay đổi: phải đề nghị và có người thứ hai xác nhận.",
             "The mark changes: one person proposes it, a second one confirms it."), design())  # fmt: skip
def mark_stays(case: Case) -> bool:
    return bool(case.facts.final_mark == case.facts.old_mark)


@guard(Words("Điểm không thay đổi: kết luận ngay, không phải đề nghị thay đổi.",
             "The mark does not change: it is decided at once, there is no change to propose."), design())  # fmt: skip
def mark_changes(case: Case) -> bool:
    return bool(case.facts.final_mark != case.facts.old_mark)


@guard(
    Words("Nội dung tác động đã khác với lúc Chủ tịch Hội đồng đề nghị; phải trả lại để đề nghị lại.",
          "What the change brings about is no longer what the chair proposed; it must be returned and proposed again."),
    design(),
    unblocked_by=CHAIR,
)  # fmt: skip
def change_is_as_proposed(case: Case) -> bool:
    f: AppealFacts = case.facts
    return bool(f.content_hash) and f.content_hash == f.proposed_hash


@guard(Words("Người xác nhận phải khác người đề nghị thay đổi (SD3).",
             "Whoever proposed the change may not confirm it (SD3)."), design(), unblocked_by=SUPERVISOR)  # fmt: skip
def confirmer_did_not_propose(case: Case) -> bool:
    return bool(case.actor.person != case.facts.proposed_by)


def _finish_by(facts: AppealFacts) -> datetime | None:
    return facts.finish_by


IN_TIME = Deadline("remind", REMARK, at=_finish_by)
REMINDED = Words("Nhắc một lần; việc vẫn chờ người có trách nhiệm.", "Reminded once; the case still waits.")
REMIND = Words("Nhắc quá hạn", "Remind")

APPEAL = Process(
    key="appeal",
    version=1,
    label=Words("Phúc khảo", "Re-marking request"),
    facts=AppealFacts,
    initial=S.asked,
    cites=REMARK,
    states=[
        State(S.asked, Words("Đang lập đơn", "Being written"), CANDIDATE,
              untimed=Words("Gửi ngay trong cùng thao tác.", "Filed in the same act.")),
        State(S.filed, Words("Đã nộp đơn phúc khảo", "Filed"), SECRETARY, IN_TIME, REMINDED),
        State(S.accepted, Words("Đã nhận phúc khảo", "Accepted"), CODING, IN_TIME, REMINDED),
        State(S.refused, Words("Không nhận phúc khảo", "Refused"), final=True),
        State(S.coded_again, Words("Đã đánh phách mới", "Coded again"), (CHAIR, SYSTEM), IN_TIME, REMINDED),
        State(S.remarked, Words("Đã chấm phúc khảo", "Marked again"), CHAIR, IN_TIME, REMINDED),
        State(S.change_proposed, Words("Chờ xác nhận thay đổi điểm", "Change of the mark proposed"),
              (SUPERVISOR, CHAIR), IN_TIME, REMINDED),
        State(S.decided, Words("Đã kết luận phúc khảo", "Decided"), (SECRETARY, SYSTEM), IN_TIME, REMINDED),
        State(S.answered, Words("Đã trả lời thí sinh", "Answered"), final=True),
        State(S.withdrawn, Words("Đã rút đơn", "Withdrawn"), final=True),
    ],
    transitions=[
        T("file", S.asked, S.filed, CANDIDATE, REMARK, Words("Đề nghị phúc khảo", "Ask for re-marking"),
          [window_is_open, script_was_marked], (SECRETARY, SUPERVISOR)),
        T("accept", S.filed, S.accepted, SECRETARY, REMARK, Words("Nhận đơn", "Accept"), [script_was_marked],
          (CANDIDATE, CODING)),
        T("refuse", S.filed, S.refused, SECRETARY, REMARK, Words("Không nhận đơn", "Refuse"),
          notify=(CANDIDATE, SUPERVISOR), needs_reason=True),
        T("withdraw", S.filed, S.withdrawn, CANDIDATE, design(), Words("Rút đơn", "Withdraw"), notify=(SECRETARY,),
          despite_hold=True),
        T("withdraw", S.accepted, S.withdrawn, CANDIDATE, design(), Words("Rút đơn", "Withdraw"), notify=(SECRETARY,),
          despite_hold=True),
        T("code_again", S.accepted, S.coded_again, CODING, CODES, Words("Đánh phách mới", "Code again"),
          [paper_is_being_remarked, script_has_a_new_code]),
        T("finish", S.coded_again, S.remarked, SYSTEM, REMARK, Words("Xong chấm phúc khảo", "Finish the marking"),
          [second_marking_is_finished, markers_never_touched_it, nobody_who_marked_again_is_in_conflict], (CHAIR,)),
        T("decide", S.remarked, S.decided, CHAIR, REMARK, Words("Kết luận phúc khảo", "Decide"),
          [mark_follows_the_rule, mark_stays], (SECRETARY, SUPERVISOR), needs_reason=True, weighty=True),
        T("propose_change", S.remarked, S.change_proposed, CHAIR, REMARK,
          Words("Đề nghị thay đổi điểm", "Propose the change"),
          [mark_follows_the_rule, mark_changes, change_has_minutes], (SUPERVISOR,), needs_reason=True, weighty=True),
        T("return_change", S.change_proposed, S.remarked, (SUPERVISOR, CHAIR), design(),
          Words("Trả lại đề nghị thay đổi", "Return the proposal"), notify=(CHAIR, SUPERVISOR), needs_reason=True),
        T("confirm_change", S.change_proposed, S.decided, SUPERVISOR, design(),
          Words("Xác nhận thay đổi điểm", "Confirm the change"),
          [mark_follows_the_rule, change_has_minutes, change_is_as_proposed, confirmer_did_not_propose],
          (SECRETARY, CHAIR), weighty=True),
        T("answer", S.decided, S.answered, (SECRETARY, SYSTEM), REMARK, Words("Trả lời thí sinh", "Answer"),
          notify=(CANDIDATE,)),
        *(T("remind", state, state, SYSTEM, REMARK, REMIND, notify=(SECRETARY, CHAIR))
          for state in (S.filed, S.accepted, S.coded_again, S.remarked, S.change_proposed, S.decided)),
    ],
)  # fmt: skip

register(APPEAL, date(2020, 1, 1))
