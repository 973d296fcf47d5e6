"""A conference that votes on names (hội nghị lấy phiếu), version 1: convened, quorate or adjourned, balloted, counted.

It is a case of its own beneath the case that needs it: an ordinary appointment, a reappointment. What its ballots lead
to is a sum (`workflows.voting`) under the terms pinned when it was convened; the case above follows once a second
person has confirmed the figures against the signed minutes.
"""

from dataclasses import dataclass
from datetime import date

from workflows.engine import Case, Facts, Process, State, guard, states
from workflows.engine import Transition as T
from workflows.law import cite, design
from workflows.registry import register
from workflows.roles import AUTHORITY, PERSONNEL, SYSTEM
from workflows.words import Words

S = states("convened adjourned quorate balloted counted closed cancelled")
VOTE, COUNT = cite("nd170", "33"), design()
DAY_IS_SET = Words("Ngày họp do người triệu tập quyết định.", "Whoever convenes it sets the day.")
SAME_DAY = Words("Làm ngay tại hội nghị.", "Done at the conference itself.")


@dataclass(frozen=True, kw_only=True)
class ConferenceFacts(Facts):
    """The figures as entered. `imbalances` counts those that cannot be true; `entered_by` keyed the count last.

    `is_voter`: the person who acts is among those summoned. `parent_open`: the case above still waits for it.
    """

    is_review: bool = False
    summoned: int = 0
    head_imbalances: int = 0
    is_quorate: bool = False
    names: int = 0
    imbalances: int = 0
    entered_by: str | None = None
    is_voter: bool = False
    parent_open: bool = True


@guard(Words("Chưa có danh sách triệu tập.", "Nobody was summoned yet."), VOTE, unblocked_by=PERSONNEL)
def somebody_is_summoned(case: Case) -> bool:
    return bool(case.facts.summoned > 0)


@guard(Words("Số người vắng mặt, có mặt không khớp với số được triệu tập.",
             "Those excused and present do not fit those summoned."), VOTE, unblocked_by=PERSONNEL)  # fmt: skip
def heads_balance(case: Case) -> bool:
    return bool(case.facts.head_imbalances == 0)


@guard(Words("Chưa đủ số người có mặt theo quy định.", "Too few are present."), cite("nd115", "46"),
       unblocked_by=PERSONNEL)  # fmt: skip
def presence_suffices(case: Case) -> bool:
    return bool(case.facts.is_quorate)


@guard(Words("Đã đủ số người có mặt: hội nghị được tiến hành.", "Enough are present: the conference is held."),
       cite("nd115", "46"))  # fmt: skip
def presence_falls_short(case: Case) -> bool:
    return not case.facts.is_quorate


@guard(Words("Chưa có tên nào để lấy phiếu.", "There is no name to vote on."), VOTE, unblocked_by=PERSONNEL)
def names_are_given(case: Case) -> bool:
    return bool(case.facts.names > 0)


@guard(
    Words("Hội nghị này thống nhất danh sách, không lấy phiếu.", "This conference agrees on a list without ballots."),
    VOTE,
)
def ballots_are_asked(case: Case) -> bool:
    return not case.facts.is_review


@guard(Words("Hội nghị này phải lấy phiếu.", "This conference must vote by ballot."), VOTE)
def no_ballots_are_asked(case: Case) -> bool:
    return bool(case.facts.is_review)


@guard(Words("%(imbalances)d số liệu phiếu không khớp.", "%(imbalances)d figures of the count do not balance."), VOTE,
       unblocked_by=PERSONNEL)  # fmt: skip
def figures_balance(case: Case) -> bool:
    return bool(case.facts.imbalances == 0)


@guard(Words("Người nhập số liệu không được là người xác nhận (SD3).", "Whoever entered the figures may not confirm "
             "them (SD3)."), COUNT, unblocked_by=(AUTHORITY, PERSONNEL))  # fmt: skip
def confirmer_did_not_enter(case: Case) -> bool:
    return case.facts.entered_by is None or bool(case.actor.person != case.facts.entered_by)


@guard(Words("Người được triệu tập bỏ phiếu hoặc có tên trên phiếu không nhập hay xác nhận kết quả.",
             "Whoever is summoned to vote or stands on the ballot neither enters nor confirms the figures."), COUNT,
       unblocked_by=(AUTHORITY, PERSONNEL))  # fmt: skip
def counter_does_not_vote(case: Case) -> bool:
    return not case.facts.is_voter


@guard(Words("Vụ việc cấp trên không còn chờ hội nghị này.", "The case above no longer waits for this conference."),
       COUNT)  # fmt: skip
def case_above_waits(case: Case) -> bool:
    return bool(case.facts.parent_open)


@guard(Words("Vụ việc cấp trên vẫn đang chờ hội nghị này.", "The case above still waits for this conference."), COUNT)
def case_above_has_ended(case: Case) -> bool:
    return not case.facts.parent_open


OPEN = (S.convened, S.adjourned, S.quorate, S.balloted, S.counted)

CONFERENCE = Process(
    key="conference",
    version=1,
    label=Words("Hội nghị lấy phiếu", "Conference that votes"),
    facts=ConferenceFacts,
    initial=S.convened,
    cites=VOTE,
    states=[
        State(S.convened, Words("Đã triệu tập", "Convened"), PERSONNEL, untimed=DAY_IS_SET),
        State(S.adjourned, Words("Hoãn vì không đủ người", "Adjourned: too few present"), PERSONNEL,
              untimed=DAY_IS_SET),
        State(S.quorate, Words("Đủ người, chờ phát phiếu", "Quorate"), PERSONNEL, untimed=SAME_DAY),
        State(S.balloted, Words("Đã phát phiếu, chờ kiểm phiếu", "Ballots issued"), PERSONNEL, untimed=SAME_DAY),
        State(S.counted, Words("Đã kiểm phiếu, chờ xác nhận", "Counted, to be confirmed"), (AUTHORITY, PERSONNEL),
              untimed=Words("Người thứ hai đối chiếu với biên bản đã ký.",
                            "A second person compares it with the signed minutes.")),
        State(S.closed, Words("Đã có kết quả", "Closed with its outcome"), final=True),
        State(S.cancelled, Words("Không tiến hành", "Not held"), final=True),
    ],
    transitions=[
        T("attend", S.convened, S.quorate, PERSONNEL, VOTE, Words("Ghi nhận người có mặt", "Record who is present"),
          [somebody_is_summoned, heads_balance, presence_suffices, case_above_waits]),
        T("attend", S.convened, S.adjourned, PERSONNEL, VOTE, Words("Ghi nhận người có mặt", "Record who is present"),
          [somebody_is_summoned, heads_balance, presence_falls_short, case_above_waits], (AUTHORITY,)),
        T("reconvene", S.adjourned, S.convened, PERSONNEL, VOTE, Words("Triệu tập lại", "Convene again"),
          [case_above_waits], needs_reason=True),
        T("issue_ballots", S.quorate, S.balloted, PERSONNEL, VOTE, Words("Phát phiếu", "Issue the ballots"),
          [ballots_are_asked, names_are_given, case_above_waits]),
        T("agree", S.quorate, S.counted, PERSONNEL, VOTE, Words("Ghi nhận danh sách thống nhất", "Record the list"),
          [no_ballots_are_asked, names_are_given, counter_does_not_vote, case_above_waits], (AUTHORITY,)),
        T("count", S.balloted, S.counted, PERSONNEL, VOTE, Words("Nhập kết quả kiểm phiếu", "Enter the count"),
          [figures_balance, counter_does_not_vote, case_above_waits], (AUTHORITY,)),
        T("recount", S.counted, S.quorate, (AUTHORITY, PERSONNEL), COUNT, Words("Trả lại để nhập lại", "Send back"),
          notify=(PERSONNEL,), needs_reason=True),
        T("confirm", S.counted, S.closed, (AUTHORITY, PERSONNEL), COUNT,
          Words("Xác nhận khớp biên bản", "Confirm against the minutes"),
          [confirmer_did_not_enter, counter_does_not_vote, case_above_waits], (PERSONNEL,), weighty=True),
        *[T("cancel", state, S.cancelled, SYSTEM, COUNT, Words("Không tiến hành", "Not held"), [case_above_has_ended],
            despite_hold=True) for state in OPEN],
    ],
)  # fmt: skip

register(CONFERENCE, date(2020, 9, 29))
