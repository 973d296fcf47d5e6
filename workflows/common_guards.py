"""Sentences about the exam that more than one definition asks: each reads the same fact wherever it is asked."""

from workflows.collusion import FEWEST
from workflows.engine import Case, guard
from workflows.law import cite, design
from workflows.roles import CHAIR, PANEL, PERSONNEL, SECRETARY, SUPERVISOR
from workflows.words import Words


@guard(
    Words(
        "Kết quả thi viết chưa phải là kết quả cuối cùng sau phúc khảo.",
        "The written results are not final: re-marking is not over.",
    ),
    cite("nd115", "15", "K"),
    unblocked_by=CHAIR,
    sibling=("paper", ("final",)),
)
def written_is_final(case: Case) -> bool:
    states = case.facts.paper_states
    return bool(states) and all(state == "final" for state in states)


@guard(
    Words("Còn %(open_orals)d thí sinh chưa có kết quả trình bày.", "%(open_orals)d presentations have no result yet."),
    design("K"),
    unblocked_by=(PANEL, SECRETARY),
)
def orals_are_settled(case: Case) -> bool:
    return bool(case.facts.open_orals == 0)


@guard(
    Words(
        "Còn %(open_sheets)d phiếu chấm trình bày chưa ký hoặc chưa khớp hai lần nhập.",
        "%(open_sheets)d presentation sheets are unsigned or their two keyings differ.",
    ),
    design(),
    unblocked_by=(PANEL, SECRETARY),
)
def sheets_are_settled(case: Case) -> bool:
    return bool(case.facts.open_sheets == 0)


@guard(
    Words(
        "Một người cũng đủ để làm sai lệch kỳ thi. %(collusion_story_vi)s",
        "One person alone could defeat the exam. %(collusion_story_en)s",
    ),
    design(),
    unblocked_by=(PERSONNEL, CHAIR),
)
def nobody_could_defeat_it_alone(case: Case) -> bool:
    number: int | None = case.facts.collusion_number
    return number is None or number >= FEWEST


@guard(
    Words("%(misfits)d điểm thành phần sai mức điểm tối đa hoặc bước điểm của tiêu chí.",
          "%(misfits)d points break the maximum or the step of their criterion."),
    design(),
)  # fmt: skip
def points_fit_the_criteria(case: Case) -> bool:
    return bool(case.facts.misfits == 0)


@guard(
    Words("Kỳ thi không ở giai đoạn trình bày đề án.", "The round is not at its presentations."),
    design("K"),
    unblocked_by=CHAIR,
    sibling=("round", ("oral_scheduled",)),
)
def presentations_are_held(case: Case) -> bool:
    return bool(case.facts.round_state == "oral_scheduled")


@guard(
    Words("Còn %(unopened)d đề án của kỳ thi chưa được mở; phần trình bày chỉ được chấm sau khi mở đề án.",
          "%(unopened)d proposals of the round are not opened yet; presentations are scored after the opening."),
    design(),
    unblocked_by=(CHAIR, SUPERVISOR),
    sibling=("proposal", ("opened", "missing", "waived", "discontinued")),
)  # fmt: skip
def proposals_are_opened(case: Case) -> bool:
    return bool(case.facts.unopened == 0)


@guard(Words("Kỳ thi không bị dừng.", "The round was not cancelled."), design(), sibling=("round", ("cancelled",)))
def round_is_cancelled(case: Case) -> bool:
    return bool(case.facts.round_state == "cancelled")


@guard(Words("Kỳ thi không bị hủy kết quả.", "The round was not voided."), design(), sibling=("round", ("voided",)))
def round_is_voided(case: Case) -> bool:
    return bool(case.facts.round_state == "voided")
