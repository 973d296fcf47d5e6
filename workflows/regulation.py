"""The parameters of an agency's exam regulation (quy chế thi tuyển), version 1: one drafts, another puts them in force.

The values themselves are checked by `workflows.rules`. A round takes a snapshot when its plan is approved; a later
edition never touches a round that is under way.
"""

from dataclasses import dataclass
from datetime import date

from workflows.engine import Case, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import design
from workflows.registry import register
from workflows.roles import APPROVER, AUTHORITY, PERSONNEL, SYSTEM
from workflows.words import Words

S = states("drafted in_force refused superseded")


@dataclass(frozen=True, kw_only=True)
class RegulationFacts(Facts):
    """One edition of the parameters: `problems` are values out of range; `has_source`: the instrument is named."""

    drafted_by: str | None
    problems: tuple[str, ...] = ()
    problems_vi: str = ""
    problems_en: str = ""
    has_source: bool = False
    newer_in_force: bool = False


@guard(
    Words("Người ban hành không được là người soạn thảo (SD3).", "Whoever drafted it may not put it in force (SD3)."),
    design(),
)
def approver_is_not_the_drafter(case: Case) -> bool:
    """Two different people change a parameter."""
    return bool(case.actor.person != case.facts.drafted_by)


@guard(
    Words("Tham số ngoài khoảng cho phép: %(problems_vi)s.", "Parameters out of range: %(problems_en)s."),
    design(),
    unblocked_by=PERSONNEL,
)
def values_are_within_range(case: Case) -> bool:
    """Every parameter lies within the range that its source allows."""
    return not case.facts.problems


@guard(
    Words("Chưa nêu văn bản làm căn cứ cho các tham số.", "The instrument that the values come from is not named."),
    design(),
    unblocked_by=PERSONNEL,
)
def source_is_named(case: Case) -> bool:
    """A number that decides careers names the paper that it stands on."""
    return bool(case.facts.has_source)


@guard(Words("Chưa có bộ tham số mới hơn.", "No newer edition is in force."), design())
def newer_edition_is_in_force(case: Case) -> bool:
    """An edition ends only when another takes its place."""
    return bool(case.facts.newer_in_force)


REGULATION = Process(
    key="regulation",
    version=1,
    label=Words("Bộ tham số quy chế thi tuyển", "Exam regulation parameters"),
    facts=RegulationFacts,
    initial=S.drafted,
    cites=design(),
    states=[
        State(
            S.drafted,
            Words("Dự thảo", "Drafted"),
            (APPROVER, AUTHORITY),
            untimed=Words(
                "Không quy định thời hạn; dự thảo nằm trong hộp việc", "No term is set; it waits in the inbox"
            ),
        ),
        State(
            S.in_force,
            Words("Đang hiệu lực", "In force"),
            SYSTEM,
            untimed=Words("Hiệu lực đến khi có bộ thay thế", "In force until another takes its place"),
        ),
        State(S.refused, Words("Không ban hành", "Refused"), final=True),
        State(S.superseded, Words("Đã thay thế", "Superseded"), final=True),
    ],
    transitions=[
        T(
            "enact",
            S.drafted,
            S.in_force,
            (APPROVER, AUTHORITY),
            design(),
            Words("Ban hành", "Put in force"),
            [approver_is_not_the_drafter, values_are_within_range, source_is_named],
            notify=[PERSONNEL],
            weighty=True,
        ),
        T(
            "refuse",
            S.drafted,
            S.refused,
            (APPROVER, AUTHORITY),
            design(),
            Words("Không ban hành", "Refuse"),
            notify=[PERSONNEL],
            needs_reason=True,
        ),
        T(
            "supersede",
            S.in_force,
            S.superseded,
            SYSTEM,
            design(),
            Words("Thay thế", "Supersede"),
            [newer_edition_is_in_force],
        ),
    ],
)

register(REGULATION, valid_from=date(2015, 5, 26))
