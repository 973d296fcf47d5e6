"""A reorganisation of agencies or units (tổ chức lại), version 1: drafted by one, confirmed by another.

Merger, division, renaming, dissolution or a rearrangement of several into several. Who goes on as whom is a fact about
pairs of units; a unit that stands on both sides goes on existing.
"""

from dataclasses import dataclass
from datetime import date

from workflows.engine import Case, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import design
from workflows.registry import register
from workflows.roles import APPROVER, AUTHORITY, PERSONNEL
from workflows.words import Words

S = states("drafted confirmed refused withdrawn revoked")
KINDS: dict[str, Words] = {
    "MERGE": Words("Hợp nhất, sáp nhập", "Merger"),
    "SPLIT": Words("Chia, tách", "Division"),
    "RENAME": Words("Đổi tên", "Renaming"),
    "DISSOLVE": Words("Giải thể, kết thúc hoạt động", "Dissolution"),
    "REARRANGE": Words("Sắp xếp lại nhiều đơn vị", "Rearrangement"),
}


@dataclass(frozen=True, kw_only=True)
class ReorganisationFacts(Facts):
    """`before` and `after` count the units on both sides; `absent` names those that do not exist when they should.

    `followed_by` counts later reorganisations in force that touch a unit of this one.
    """

    kind: str = "MERGE"
    before: int = 0
    after: int = 0
    drafted_by: str | None = None
    document: str = ""
    signed_on: date | None = None
    absent: tuple[str, ...] = ()
    absent_names: str = ""
    is_circular: bool = False
    followed_by: int = 0


@guard(
    Words("Người xác nhận không được là người soạn (SD3).", "Whoever drafted it may not confirm it (SD3)."), design()
)
def confirmer_is_not_the_drafter(case: Case) -> bool:
    """Two different people change the tree by which people and posts are counted."""
    return bool(case.actor.person != case.facts.drafted_by)


@guard(
    Words(
        "Chưa nêu số, ký hiệu và ngày của văn bản quyết định việc tổ chức lại.",
        "The number and the day of the document that orders it are not given.",
    ),
    design(),
    unblocked_by=PERSONNEL,
)
def document_is_named(case: Case) -> bool:
    """A unit begins and ends by a document, not by an entry."""
    return bool(case.facts.document.strip() and case.facts.signed_on)


@guard(
    Words(
        "Số đơn vị trước (%(before)d) và sau (%(after)d) không khớp với loại tổ chức lại.",
        "The number of units before (%(before)d) and after (%(after)d) does not fit this kind of reorganisation.",
    ),
    design(),
    unblocked_by=PERSONNEL,
)
def units_fit_the_kind(case: Case) -> bool:
    """Several become one, one becomes several, one becomes another, some become none, some become some."""
    before, after = case.facts.before, case.facts.after
    fits: dict[str, bool] = {
        "MERGE": before > 1 and after == 1,
        "SPLIT": before == 1 and after > 1,
        "RENAME": before == 1 and after == 1,
        "DISSOLVE": before > 0 and after == 0,
        "REARRANGE": before > 0 and after > 0,
    }
    return fits.get(case.facts.kind, False)


@guard(
    Words(
        "Đơn vị không tồn tại vào ngày có hiệu lực: %(absent_names)s.",
        "These units do not exist on the day of effect: %(absent_names)s.",
    ),
    design(),
    unblocked_by=PERSONNEL,
)
def units_exist_then(case: Case) -> bool:
    """What ends existed until the day before; what goes on exists from the day of effect."""
    return not case.facts.absent


@guard(
    Words("Một đơn vị sẽ trở thành đơn vị kế thừa của chính nó.", "A unit would come to succeed itself."),
    design(),
    unblocked_by=PERSONNEL,
)
def no_unit_succeeds_itself(case: Case) -> bool:
    """Whoever asks for the successor of a unit must come to an end."""
    return not case.facts.is_circular


@guard(
    Words(
        "Có %(followed_by)d lần tổ chức lại về sau dựa vào việc này.",
        "%(followed_by)d later reorganisations rest on this one.",
    ),
    design(),
    unblocked_by=AUTHORITY,
)
def nothing_rests_on_it(case: Case) -> bool:
    """The last one is taken back first."""
    return bool(case.facts.followed_by == 0)


REORGANISATION = Process(
    key="reorganisation",
    version=1,
    label=Words("Tổ chức lại cơ quan, đơn vị", "Reorganisation"),
    facts=ReorganisationFacts,
    initial=S.drafted,
    cites=design(),
    states=[
        State(S.drafted, Words("Chờ xác nhận", "Drafted"), (APPROVER, AUTHORITY, PERSONNEL), untimed=Words(
            "Không quy định thời hạn; dự thảo nằm trong hộp việc", "No term is set; it waits in the inbox")),
        State(S.confirmed, Words("Đã xác nhận", "Confirmed"), AUTHORITY, untimed=Words(
            "Có hiệu lực từ ngày ghi trong văn bản", "In effect from the day that the document names")),
        State(S.refused, Words("Không xác nhận", "Refused"), final=True),
        State(S.withdrawn, Words("Đã rút dự thảo", "Withdrawn"), final=True),
        State(S.revoked, Words("Đã hủy xác nhận", "Revoked"), final=True),
    ],
    transitions=[
        T("confirm", S.drafted, S.confirmed, (APPROVER, AUTHORITY), design(),
          Words("Xác nhận theo văn bản", "Confirm against the document"),
          [confirmer_is_not_the_drafter, document_is_named, units_fit_the_kind, units_exist_then,
           no_unit_succeeds_itself], (PERSONNEL,), weighty=True),
        T("refuse", S.drafted, S.refused, (APPROVER, AUTHORITY), design(), Words("Không xác nhận", "Refuse"),
          notify=(PERSONNEL,), needs_reason=True),
        T("withdraw", S.drafted, S.withdrawn, PERSONNEL, design(), Words("Rút dự thảo", "Withdraw")),
        T("revoke", S.confirmed, S.revoked, AUTHORITY, design(), Words("Hủy xác nhận", "Revoke"),
          [nothing_rests_on_it], (PERSONNEL, APPROVER), needs_reason=True, weighty=True),
    ],
)  # fmt: skip

register(REORGANISATION, valid_from=date(2015, 5, 26))
