"""A role given to a person (phân công vai trò), version 1: one proposes, another approves.

Read it beside SD3, SD12 and SD14 of the separation of duties, and the rule that the council's own roles are its
chair's to approve while all others belong to the approver.
"""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.duties import CITY, COUNCIL
from workflows.engine import Case, Deadline, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import design
from workflows.registry import register
from workflows.roles import APPROVER, AUTHORITY, CHAIR, SYSTEM
from workflows.words import Words

S = states("proposed in_force refused ended")
GRANTORS_NEEDED = 2
"""Below this number nobody could be given a role any more: one has to propose and another to approve."""


@dataclass(frozen=True, kw_only=True)
class AssignmentFacts(Facts):
    """One role for one person; `breaches` says in both languages what the person would break by taking it."""

    role: str
    scope: str
    subject: str
    proposed_by: str | None
    valid_from: datetime
    valid_to: datetime | None = None
    breaches: tuple[str, ...] = ()
    breaches_vi: str = ""
    breaches_en: str = ""
    has_account: bool = True
    grantors: int = 0


@guard(Words("Người phê duyệt không được là người đề xuất (SD3).", "The proposer may not approve (SD3)."), design())
def approver_is_not_the_proposer(case: Case) -> bool:
    """Two different people give a role."""
    return bool(case.actor.person != case.facts.proposed_by)


@guard(
    Words("Không ai tự phê duyệt vai trò của mình (SD14).", "Nobody approves their own role (SD14)."),
    design(),
    unblocked_by=APPROVER,
)
def approver_is_not_the_subject(case: Case) -> bool:
    """Nobody approves for themselves."""
    return bool(case.actor.person != case.facts.subject)


@guard(
    Words(
        "Vai trò này vi phạm tách nhiệm vụ: %(breaches_vi)s.",
        "This role breaks the separation of duties: %(breaches_en)s.",
    ),
    design(),
    unblocked_by=(APPROVER, CHAIR),
)
def duties_stay_separate(case: Case) -> bool:
    """The person holds nothing that may not be held together with this role."""
    return not case.facts.breaches


@guard(Words("Người được đề xuất chưa có tài khoản đang hoạt động.", "The person has no active account."), design())
def person_can_sign_in(case: Case) -> bool:
    """A role is given only to somebody who can be held to it."""
    return bool(case.facts.has_account)


@guard(Words("Thời hạn của vai trò đã qua.", "The role's term is over."), design())
def term_is_not_over(case: Case) -> bool:
    """A term that has ended cannot begin."""
    return bool(case.facts.valid_to is None or case.now < case.facts.valid_to)


@guard(
    Words(
        "Chủ tịch Hội đồng chỉ phê duyệt vai trò trong Hội đồng thi.",
        "The chair approves only roles of the exam council.",
    ),
    design(),
    unblocked_by=APPROVER,
)
def role_belongs_to_the_council(case: Case) -> bool:
    """The chair composes the boards, but neither the chair nor the supervision board."""
    return bool(case.facts.role in COUNCIL - {CHAIR})


@guard(
    Words(
        "Phải còn ít nhất hai người có quyền phê duyệt vai trò; hiện có %(grantors)d người.",
        "At least two people must remain who can approve roles; there are %(grantors)d.",
    ),
    design(),
    unblocked_by=APPROVER,
)
def enough_grantors_remain(case: Case) -> bool:
    """Ending the last but one grantor would lock the house."""
    is_grantor = case.facts.role == APPROVER and case.facts.scope == CITY
    return bool(not is_grantor or case.facts.grantors > GRANTORS_NEEDED)


@guard(
    Words("Đã có đủ %(grantors)d người phê duyệt ban đầu.", "There are already %(grantors)d founding grantors."),
    design(),
)
def house_has_no_grantors_yet(case: Case) -> bool:
    """Only the first two grantors come without a proposer: nobody is there yet who could propose them."""
    return bool(case.facts.role == APPROVER and case.facts.scope == CITY and case.facts.grantors < GRANTORS_NEEDED)


TWO_PEOPLE = [approver_is_not_the_proposer, approver_is_not_the_subject]
LAWFUL = [duties_stay_separate, person_can_sign_in, term_is_not_over]

ASSIGNMENT = Process(
    key="assignment",
    version=1,
    label=Words("Phân công vai trò", "Role assignment"),
    facts=AssignmentFacts,
    initial=S.proposed,
    cites=design(),
    states=[
        State(
            S.proposed,
            Words("Chờ phê duyệt", "Proposed"),
            (APPROVER, AUTHORITY, CHAIR),
            untimed=Words(
                "Không quy định thời hạn; đề xuất nằm trong hộp việc", "No term is set; it waits in the inbox"
            ),
        ),
        State(
            S.in_force,
            Words("Đang hiệu lực", "In force"),
            SYSTEM,
            Deadline("expire", design(), at=lambda facts: facts.valid_to),
        ),
        State(S.refused, Words("Không phê duyệt", "Refused"), final=True),
        State(S.ended, Words("Đã kết thúc", "Ended"), final=True),
    ],
    transitions=[
        T(
            "approve",
            S.proposed,
            S.in_force,
            (APPROVER, AUTHORITY),
            design(),
            Words("Phê duyệt", "Approve"),
            [*TWO_PEOPLE, *LAWFUL],
            weighty=True,
        ),
        T(
            "approve",
            S.proposed,
            S.in_force,
            CHAIR,
            design(),
            Words("Phê duyệt", "Approve"),
            [role_belongs_to_the_council, *TWO_PEOPLE, *LAWFUL],
            weighty=True,
        ),
        T(
            "found",
            S.proposed,
            S.in_force,
            SYSTEM,
            design(),
            Words("Thiết lập ban đầu", "Found the installation"),
            [house_has_no_grantors_yet],
        ),
        T(
            "refuse",
            S.proposed,
            S.refused,
            (APPROVER, AUTHORITY, CHAIR),
            design(),
            Words("Không phê duyệt", "Refuse"),
            needs_reason=True,
        ),
        T(
            "end",
            S.in_force,
            S.ended,
            (APPROVER, AUTHORITY),
            design(),
            Words("Chấm dứt", "End"),
            [enough_grantors_remain],
            needs_reason=True,
            weighty=True,
        ),
        T(
            "end",
            S.in_force,
            S.ended,
            CHAIR,
            design(),
            Words("Chấm dứt", "End"),
            [role_belongs_to_the_council],
            needs_reason=True,
            weighty=True,
        ),
        T("expire", S.in_force, S.ended, SYSTEM, design(), Words("Hết hạn", "Expire")),
    ],
)

register(ASSIGNMENT, valid_from=date(2015, 5, 26))
