"""Reappointment (bổ nhiệm lại) or extension to retirement: one process, an edition for each text and kind of staff.

A term leads to one of two roads (`workflows.retirement`). A late notice is possible and stays on record as late; what
lapses is the power of the office, never the case. A hold stands beside the case (domain: section 11) and bars every
step but the passing of the term. Read it beside NĐ 170/2025 Điều 36-41 as amended by NĐ 300/2026.
"""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from workflows import reappointment_facts as g
from workflows.engine import Deadline, Guard, Process, State, states
from workflows.engine import Transition as T
from workflows.law import Citation, cite, design
from workflows.parameters import Staff
from workflows.registry import register
from workflows.roles import AUTHORITY, CANDIDATE, PERSONNEL, SYSTEM
from workflows.words import Words

S = states(
    "notice_due notified reported cadres_held referred voted resolved expired reappointed extended not_reappointed "
    "superseded"
)
UNDER_WAY = (S.notice_due, S.notified, S.reported, S.cadres_held, S.referred, S.voted, S.resolved)
DECIDERS = [g.decider_did_not_enter_the_vote, g.decider_is_not_concerned]
TOLD, BOTH = (CANDIDATE, PERSONNEL), (AUTHORITY, PERSONNEL)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the law: for whom, from which day, its clauses, and when the key cadres' vote is referred up."""

    version: int
    staff: Staff
    since: date
    cites: Citation
    lapse: Citation
    extension: Citation
    refers: Guard
    is_verified: bool = True


CIVIL, PUBLIC = Staff.civil_servant, Staff.public_employee
_ND138, _ND115 = cite("nd138", "49, 52, 53"), cite("nd115", "49-53")
_ND170_K, _ND259_K = cite("nd170", "36-41", "K"), cite("nd259", "", "K")
TEXTS: tuple[Text, ...] = (
    Text(1, CIVIL, date(2020, 12, 1), _ND138, design("K"), _ND138, g.key_cadres_are_not_above_half),
    Text(2, PUBLIC, date(2020, 9, 29), _ND115, design("K"), _ND115, g.key_cadres_are_not_above_half),
    Text(3, CIVIL, date(2025, 7, 1), _ND170_K, cite("nd170", "36.5", "K"), _ND170_K, g.key_cadres_are_below_half),
    Text(4, PUBLIC, date(2026, 7, 1), _ND259_K, design("K"), _ND259_K, g.key_cadres_are_not_above_half, False),
    Text(5, CIVIL, date(2026, 8, 1), g.STEPS, g.LAPSED, g.EXTENDING, g.key_cadres_are_below_half),
)


def text_of(staff: Staff, on: date) -> Text:
    """The text under which a case that begins on that day runs to its end; the first one for days before it."""
    own = [text for text in TEXTS if text.staff is staff]
    return max((text for text in own if text.since <= on), key=lambda text: text.since, default=own[0])


def text(version: int) -> Text:
    """The text of an edition."""
    return next(one for one in TEXTS if one.version == version)


def _states(of: Text) -> list[State]:
    """Where a case rests; each state under way is left by the term's end at the latest."""
    due = {name: Deadline("overdue", of.cites, at=attrgetter(f"{name}_due"), repeats=True)
           for name in ("notice", "report", "conference", "decision")}  # fmt: skip
    return [
        State(S.notice_due, Words("Đến hạn thông báo", "Notice is due"), PERSONNEL, due["notice"]),
        State(S.notified, Words("Đã thông báo, chờ báo cáo tự nhận xét", "Notified; the report is awaited"),
              (CANDIDATE, PERSONNEL), due["report"]),
        State(S.reported, Words("Đã có báo cáo, chờ hội nghị", "Reported; the conference is awaited"), PERSONNEL,
              due["conference"]),
        State(S.cadres_held, Words("Đã họp cán bộ chủ chốt", "Key cadres met"), PERSONNEL, due["decision"]),
        State(S.referred, Words("Đã báo cáo cấp có thẩm quyền", "Referred to the authority"), AUTHORITY,
              due["decision"]),
        State(S.voted, Words("Tập thể lãnh đạo đã biểu quyết", "The leadership voted"), AUTHORITY, due["decision"]),
        State(S.resolved, Words("Đã thống nhất, chờ quyết định", "Resolved; the decision is awaited"), BOTH,
              due["decision"]),
        State(S.expired, Words("Hết thời hạn chưa có quyết định, dừng thực hiện quyền hạn",
                               "Term over without a decision: powers suspended"), AUTHORITY,
              untimed=Words("Cấp có thẩm quyền quyết định ngay người thực hiện nhiệm vụ.",
                            "The authority decides at once who exercises the powers.")),
        State(S.reappointed, Words("Đã bổ nhiệm lại", "Reappointed"), final=True),
        State(S.extended, Words("Đã kéo dài đến tuổi nghỉ hưu", "Extended to retirement"), final=True),
        State(S.not_reappointed, Words("Không bổ nhiệm lại, không kéo dài", "Not reappointed"), final=True),
        State(S.superseded, Words("Kết thúc vì lý do khác", "Ended otherwise"), final=True),
    ]  # fmt: skip


def _way(of: Text) -> list[T]:
    """From the notice to the decision."""
    cites, refuse = of.cites, Words("Không bổ nhiệm lại", "Do not reappoint")
    voting = Words("Ghi kết quả biểu quyết của tập thể lãnh đạo", "Enter the leadership's vote")
    cadres = Words("Ghi kết quả hội nghị cán bộ chủ chốt", "Enter the key cadres' vote")
    meet = Words("Triệu tập hội nghị tập thể lãnh đạo", "Convene the collective leadership")
    return [
        T("notify", S.notice_due, S.notified, PERSONNEL, cites, Words("Thông báo", "Give notice"),
          [g.notice_is_written], (CANDIDATE, AUTHORITY)),
        T("report", S.notified, S.reported, CANDIDATE, cites, Words("Nộp báo cáo tự nhận xét", "Hand in the report"),
          [g.report_is_written], (PERSONNEL,)),
        T("go_on_without", S.notified, S.reported, PERSONNEL, design(),
          Words("Tiếp tục khi không có báo cáo", "Go on without the report"), [g.time_for_the_report_has_passed],
          TOLD, needs_reason=True),
        T("convene_cadres", S.reported, S.reported, PERSONNEL, cites,
          Words("Triệu tập hội nghị cán bộ chủ chốt", "Convene the key cadres"),
          [g.reappointment_is_considered, g.no_conference_is_open]),
        T("record_cadres", S.reported, S.referred, SYSTEM, cites, cadres,
          [g.reappointment_is_considered, g.key_cadres_have_voted, of.refers], BOTH),
        T("record_cadres", S.reported, S.cadres_held, SYSTEM, cites, cadres,
          [g.reappointment_is_considered, g.key_cadres_have_voted], BOTH),
        T("convene_leadership", S.reported, S.reported, PERSONNEL, of.extension, meet,
          [g.extension_is_considered, g.party_opinion_is_on_file, g.no_conference_is_open]),
        T("convene_leadership", S.cadres_held, S.cadres_held, PERSONNEL, cites, meet,
          [g.head_has_assessed, g.party_opinion_is_on_file, g.no_conference_is_open]),
        *[T("record_leadership", source, S.voted, SYSTEM, law, voting, [g.leadership_has_voted], BOTH)
          for source, law in ((S.reported, of.extension), (S.cadres_held, cites))],
        T("allow", S.referred, S.cadres_held, AUTHORITY, cites, Words("Cho tiếp tục quy trình", "Let it go on"),
          [g.decider_is_not_concerned], (PERSONNEL,), needs_reason=True),
        T("resolve", S.voted, S.resolved, AUTHORITY, cites, Words("Thống nhất", "Resolve in favour"),
          [g.vote_is_carried, *DECIDERS], TOLD, weighty=True),
        T("resolve_despite", S.voted, S.resolved, AUTHORITY, cites,
          Words("Người có thẩm quyền quyết định thực hiện", "Resolve in favour without a majority"),
          [g.vote_is_not_carried, *DECIDERS], TOLD, needs_reason=True, weighty=True),
        *[T("not_reappoint", source, S.not_reappointed, AUTHORITY, cites, refuse, guards, TOLD, needs_reason=True,
            weighty=True)
          for source, guards in ((S.referred, [g.decider_is_not_concerned]), (S.voted, DECIDERS))],
        T("reconsider", S.resolved, S.voted, AUTHORITY, design(), Words("Xem xét lại", "Reconsider"),
          [g.no_decision_stands], (PERSONNEL,), needs_reason=True),
        T("conclude", S.resolved, S.reappointed, SYSTEM, cites, Words("Bổ nhiệm lại", "Reappoint"),
          [g.reappointment_is_considered, g.decision_is_issued], TOLD, despite_hold=True),
        T("conclude", S.resolved, S.extended, SYSTEM, of.extension, Words("Kéo dài", "Extend"),
          [g.extension_is_considered, g.decision_is_issued], TOLD, despite_hold=True),
    ]  # fmt: skip


def _beside(of: Text) -> list[T]:
    """What may happen at any time: a hold, the term's end without a decision, an end of another kind."""
    over, reminded = Words("Hết thời hạn", "The term ends"), Words("Nhắc việc quá hạn", "Remind")
    hold, lift = Words("Chưa xem xét (tạm dừng)", "Put on hold"), Words("Cho tiếp tục", "Lift the hold")
    return [
        *[T("overdue", at, S.expired, SYSTEM, of.lapse, over, [g.term_is_over], (AUTHORITY, *TOLD), despite_hold=True)
          for at in UNDER_WAY],
        *[T("overdue", at, at, SYSTEM, of.cites, reminded, (), (AUTHORITY, PERSONNEL), despite_hold=True)
          for at in UNDER_WAY],
        *[T("put_on_hold", at, at, AUTHORITY, g.HELD, hold, [g.ground_allows_a_hold], TOLD, needs_reason=True,
            weighty=True) for at in UNDER_WAY],
        *[T("lift", at, at, AUTHORITY, g.HELD, lift, [g.case_is_on_hold], TOLD, needs_reason=True, despite_hold=True)
          for at in UNDER_WAY],
        *[T("supersede", at, S.superseded, (PERSONNEL, SYSTEM), design(), Words("Kết thúc vụ việc", "End the case"),
            [g.ground_ends_the_term, g.no_decision_stands], (AUTHORITY, CANDIDATE), needs_reason=True,
            despite_hold=True) for at in (*UNDER_WAY, S.expired)],
    ]  # fmt: skip


def _late(of: Text) -> list[T]:
    """After the term's end the authority may let it go on from where it stood: for objective reasons, told as such."""
    words = Words("Cho tiếp tục sau khi hết thời hạn", "Go on after the end")
    met, back = [g.key_cadres_have_voted], g.report_was_dealt_with
    steps: list[tuple[Any, list[Guard]]] = [
        (S.resolved, [g.it_was_resolved]), (S.voted, [g.leadership_has_voted]), (S.cadres_held, met),
        (S.reported, [back]), (S.notified, [g.notice_was_given]), (S.notice_due, []),
    ]  # fmt: skip
    return [T("go_on", S.expired, to, AUTHORITY, g.LATE if of.version == 5 else design("K"), words, when, TOLD,
              needs_reason=True, despite_hold=True) for to, when in steps]  # fmt: skip


for _text in TEXTS:
    register(
        Process(
            key="reappointment",
            version=_text.version,
            label=Words("Bổ nhiệm lại, kéo dài thời gian giữ chức vụ", "Reappointment or extension"),
            facts=g.ReappointmentFacts,
            initial=S.notice_due,
            cites=_text.cites,
            states=_states(_text),
            transitions=[*_way(_text), *_beside(_text), *_late(_text)],
        ),
        _text.since,
    )
