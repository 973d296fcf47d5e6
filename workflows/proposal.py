"""One candidate's written proposal (đề án, chương trình hành động) handed in on screen, version 1: sealed, then opened.

Its candidate lodges it and may replace it until the deadline; the last version counts. At the deadline it is sealed,
and no step lets anybody read it before the chair and the supervision board have opened all proposals of the round
together. Until then the deadline may be put off, for all alike, and is never brought forward. No found law fixes any
of it: where nothing was lodged, what follows is the chair's reasoned act.
"""

from dataclasses import dataclass
from datetime import date, datetime

from workflows import common_guards as common
from workflows.engine import Case, Deadline, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import design
from workflows.registry import register
from workflows.roles import CANDIDATE, CHAIR, SECRETARY, SUPERVISOR, SYSTEM
from workflows.words import Words

S = states("awaited lodged sealed opening opened missing waived discontinued")
BEFORE_SEALING = (S.awaited, S.lodged)
OPEN = (*BEFORE_SEALING, S.sealed, S.opening, S.missing)
PRESENTING = ("written_passed",)


@dataclass(frozen=True, kw_only=True)
class ProposalFacts(Facts):
    """One proposal and its round, as they are before the act.

    `unsealed` counts proposals of the round whose deadline is not dealt with yet. `content` is the digest over
    everything that is to be opened, `shown` the one that the asker looked at. `unproven` counts proposals that the
    keys brought do not open, or that are not what was lodged. `new_due_at` is the later deadline that is asked for,
    `first_at` when the first candidate presents.
    """

    round_state: str = ""
    application_state: str = ""
    due_at: datetime | None = None
    has_file: bool = False
    unsealed: int = 0
    content: str = ""
    shown: str = ""
    proposed_by: str | None = None
    unproven: int = 0
    new_due_at: datetime | None = None
    first_at: datetime | None = None


@guard(
    Words("Thí sinh không còn dự thi trình bày.", "The candidate presents no more."),
    design(),
    sibling=("application", PRESENTING),
)
def candidate_presents(case: Case) -> bool:
    return case.facts.application_state in PRESENTING


@guard(Words("Đã hết hạn nộp đề án (%(due_at)s).", "The time for proposals was over at %(due_at)s."), design())
def deadline_has_not_passed(case: Case) -> bool:
    return case.facts.due_at is not None and case.now < case.facts.due_at


@guard(
    Words("Chưa hết hạn nộp đề án (%(due_at)s).", "The time for proposals runs until %(due_at)s."),
    design(),
    until=lambda case: case.facts.due_at,
)
def deadline_has_passed(case: Case) -> bool:
    return case.facts.due_at is not None and case.now >= case.facts.due_at


@guard(
    Words("Hạn nộp mới phải sau hạn nộp hiện tại (%(due_at)s); hạn nộp không được rút ngắn.",
          "The new deadline comes after the present one (%(due_at)s); it is never brought forward."),
    design(),
)  # fmt: skip
def new_deadline_is_later(case: Case) -> bool:
    f: ProposalFacts = case.facts
    return f.new_due_at is not None and f.due_at is not None and f.new_due_at > f.due_at


@guard(
    Words("Hạn nộp mới phải trước buổi trình bày đầu tiên (%(first_at)s).",
          "The new deadline lies before the first presentation (%(first_at)s)."),
    design(),
)  # fmt: skip
def new_deadline_precedes_the_presentations(case: Case) -> bool:
    f: ProposalFacts = case.facts
    return f.new_due_at is not None and f.first_at is not None and f.new_due_at < f.first_at


@guard(Words("Chưa có tệp đề án.", "There is no file."), design(), unblocked_by=CANDIDATE)
def file_is_there(case: Case) -> bool:
    return bool(case.facts.has_file)


@guard(
    Words("Còn %(unsealed)d đề án chưa được niêm phong khi hết hạn; mọi đề án của kỳ thi được mở cùng lúc.",
          "%(unsealed)d proposals are not sealed yet; all proposals of a round are opened together."),
    design(),
    unblocked_by=SYSTEM,
)  # fmt: skip
def every_proposal_is_sealed(case: Case) -> bool:
    return bool(case.facts.unsealed == 0)


@guard(
    Words("Nội dung được mở không còn là nội dung đã xem; hãy xem lại mã băm.",
          "What is to be opened is no longer what was looked at; compare the digest again."),
    design(),
)  # fmt: skip
def same_content_is_shown(case: Case) -> bool:
    return bool(case.facts.content and case.facts.content == case.facts.shown)


@guard(
    Words("Người mở phải là người khác với người đề nghị.", "Whoever opens is not the one who proposed it."),
    design(),
    unblocked_by=SUPERVISOR,
)
def opener_is_another(case: Case) -> bool:
    return bool(case.actor.person is not None and case.actor.person != case.facts.proposed_by)


@guard(
    Words("Có %(unproven)d đề án không mở được bằng khóa đã đưa vào, hoặc không khớp mã băm đã ghi khi nộp.",
          "%(unproven)d proposals are not opened by the keys that were brought, or are not what was lodged."),
    design(),
    unblocked_by=SUPERVISOR,
)  # fmt: skip
def keys_open_what_was_lodged(case: Case) -> bool:
    return bool(case.facts.unproven == 0)


@guard(Words("Thí sinh vẫn dự thi trình bày.", "The candidate still presents."), design())
def candidate_presents_no_more(case: Case) -> bool:
    return case.facts.application_state not in (*PRESENTING, "oral_done")


LODGING = [common.presentations_are_held, candidate_presents, deadline_has_not_passed, file_is_there]
PROLONGING = [common.presentations_are_held, deadline_has_not_passed, new_deadline_is_later,
              new_deadline_precedes_the_presentations]  # fmt: skip
OPENING = [common.presentations_are_held, deadline_has_passed, every_proposal_is_sealed, same_content_is_shown]
WATCHING = (SECRETARY, SUPERVISOR)


def _at_the_deadline(then: str) -> Deadline:
    return Deadline(then, design(), at=lambda facts: facts.due_at)


PROPOSAL = Process(
    key="proposal",
    version=1,
    label=Words("Đề án nộp trước phần trình bày", "Sealed proposal"),
    facts=ProposalFacts,
    initial=S.awaited,
    cites=design(),
    states=[
        State(S.awaited, Words("Chờ thí sinh nộp đề án", "Awaited"), CANDIDATE, _at_the_deadline("lapse")),
        State(S.lodged, Words("Đã nộp, còn thay được đến hết hạn", "Lodged, may be replaced"), CANDIDATE,
              _at_the_deadline("seal")),
        State(S.sealed, Words("Đã niêm phong, chờ mở", "Sealed"), CHAIR,
              untimed=Words("Mở khi Chủ tịch đề nghị, sau khi hết hạn nộp.", "Opened when the chair proposes it.")),
        State(S.opening, Words("Chờ Ban giám sát cùng mở", "To be opened with the supervision board"), SUPERVISOR,
              untimed=Words("Mở ngay khi có hai mảnh khóa.", "Opened as soon as two shares are brought.")),
        State(S.opened, Words("Đã mở", "Opened"), final=True),
        State(S.missing, Words("Hết hạn mà không nộp", "Nothing was lodged"), CHAIR,
              untimed=Words("Không tìm thấy quy định; Chủ tịch quyết định và nêu lý do.",
                            "No rule was found; the chair decides and gives the reason.")),
        State(S.waived, Words("Trình bày không có đề án nộp trước", "Presents without"), final=True),
        State(S.discontinued, Words("Thí sinh không còn dự phần trình bày", "Discontinued"), final=True),
    ],
    transitions=[
        # A hold never costs a candidate the deadline: lodging goes on, and time runs as it was announced.
        T("lodge", S.awaited, S.lodged, CANDIDATE, design(), Words("Nộp đề án", "Lodge"), LODGING, (CANDIDATE,),
          despite_hold=True),
        T("replace", S.lodged, S.lodged, CANDIDATE, design(), Words("Thay đề án", "Replace"), LODGING, (CANDIDATE,),
          despite_hold=True),
        T("seal", S.lodged, S.sealed, SYSTEM, design(), Words("Niêm phong khi hết hạn", "Seal"),
          [deadline_has_passed, file_is_there], (CANDIDATE,), despite_hold=True),
        T("lapse", S.awaited, S.missing, SYSTEM, design(), Words("Ghi nhận không nộp", "Record that nothing came"),
          [deadline_has_passed], (CANDIDATE, CHAIR, *WATCHING), despite_hold=True),
        # For all candidates of the round at once, and on a hold too: nobody is left with the shorter time.
        *[T("prolong", state, state, CHAIR, design(), Words("Lùi hạn nộp đề án", "Put the deadline off"), PROLONGING,
            needs_reason=True, weighty=True, despite_hold=True) for state in BEFORE_SEALING],
        # What follows from a proposal that never came: no rule was found, so it is a person's decision.
        T("go_on_without", S.missing, S.waived, CHAIR, design(),
          Words("Cho trình bày không có đề án nộp trước", "Let present without"),
          [candidate_presents], (CANDIDATE, *WATCHING), needs_reason=True, weighty=True),
        # All of a round together: the chair proposes, the supervision board opens exactly the same.
        T("propose_opening", S.sealed, S.opening, CHAIR, design(), Words("Đề nghị mở đề án", "Propose the opening"),
          OPENING, (SUPERVISOR,), weighty=True),
        T("refuse_opening", S.opening, S.sealed, SUPERVISOR, design(), Words("Chưa mở", "Do not open"),
          notify=(CHAIR,), needs_reason=True),
        T("open", S.opening, S.opened, SUPERVISOR, design(), Words("Mở đề án", "Open"),
          [*OPENING, opener_is_another, keys_open_what_was_lodged], (CANDIDATE, CHAIR), weighty=True),
        # Shares are lost for good: two people say so, for all proposals at once, and nobody waits for ever.
        T("give_up", S.opening, S.waived, SUPERVISOR, design(), Words("Ghi nhận không thể mở", "Record as lost"),
          [common.presentations_are_held, deadline_has_passed, opener_is_another], (CANDIDATE, CHAIR, SECRETARY),
          needs_reason=True, weighty=True),
        *[T("discontinue", state, S.discontinued, SYSTEM, design(),
            Words("Dừng theo thí sinh", "Stop with the candidate"), [candidate_presents_no_more], despite_hold=True)
          for state in OPEN],
    ],
)  # fmt: skip

register(PROPOSAL, date(2020, 1, 1))
