"""The ordinary appointment (bổ nhiệm theo quy trình): one definition for each text of the law, built from its meetings.

Civil servants: NĐ 138/2020, with NĐ 116/2024, NĐ 170/2025, with NĐ 300/2026. Public employees: NĐ 115/2020, with NĐ
85/2023, NĐ 259/2026 (text not verified). A case is pinned to the text of the day on which its need was written down.
"""

from workflows import appointment_facts as f
from workflows.engine import Deadline, Process, State
from workflows.engine import Transition as T
from workflows.law import Citation, design
from workflows.meetings import LAWS, Law, Meeting
from workflows.parameters import Staff
from workflows.registry import register
from workflows.roles import AUTHORITY, PERSONNEL, SYSTEM
from workflows.words import Words

KEYS = {Staff.civil_servant: "civil_appointment", Staff.public_employee: "public_appointment"}
LABELS = {
    Staff.civil_servant: Words("Bổ nhiệm công chức theo quy trình", "Ordinary appointment of a civil servant"),
    Staff.public_employee: Words("Bổ nhiệm viên chức theo quy trình", "Ordinary appointment of a public employee"),
}
NEED_GUARDS = [f.post_is_vacant, f.position_list_is_approved, f.standards_are_issued, f.title_is_appointed]
NO_TERM = Words("Thời hạn tính cho cả quy trình.", "The term is counted for the whole procedure.")
ONCE = Words("Nhắc một lần; sau đó phải giải trình.", "Reminded once; then it is explained.")
ELSEWHERE = ("elsewhere", "receiver_consulted", "sender_consulted", "person_met", "appraised")
ROUTE = (
    ("consult_receiver", Words("Ghi nhận trao đổi với tập thể lãnh đạo nơi tiếp nhận",
                               "Record the exchange with the receiving leadership")),
    ("consult_sender", Words("Ghi nhận ý kiến bằng văn bản của nơi đi",
                             "Record the written opinion of the sending leadership")),
    ("meet_person", Words("Ghi nhận việc gặp nhân sự", "Record the meeting with the person")),
    ("appraise", Words("Ghi nhận kết quả thẩm định", "Record the appraisal")),
)  # fmt: skip
ELSEWHERE_LABELS = (
    Words("Nguồn từ nơi khác: trao đổi với nơi tiếp nhận", "From elsewhere: exchange with the receiving unit"),
    Words("Đã trao đổi với nơi tiếp nhận", "Receiving unit consulted"),
    Words("Đã có ý kiến nơi đi", "Sending unit consulted"),
    Words("Đã gặp nhân sự", "Person met"),
    Words("Đã thẩm định", "Appraised"),
)


def state_of(law: Law, meeting: str) -> str:
    """The state in which a case waits for that conference; of the same name wherever a text has it."""
    return f"at_{meeting}" if law.number(meeting) else "outside_vote"


def meeting_at(law: Law, state: str) -> Meeting | None:
    """The conference that a case in this state waits for; None where it waits for none."""
    meetings = [*law.on_site, *([law.elsewhere] if law.elsewhere else [])]
    return next((m for m in meetings if state_of(law, m.key) == state), None)


def _clock(law: Law) -> Deadline:
    return Deadline("remind", law.cites, at=lambda facts: facts.finish_by)


def _waiting(law: Law, name: str, label: Words) -> State:
    return State(name, label, PERSONNEL, _clock(law), ONCE)


def _states(law: Law) -> list[State]:
    steps = [_waiting(law, state_of(law, m.key), m.label) for m in law.on_site]
    outside = [_waiting(law, "outside_vote", law.elsewhere.label)] if law.elsewhere else []
    return [
        State("need_draft", Words("Dự thảo nhu cầu", "Need being written"), PERSONNEL, untimed=NO_TERM),
        State("policy_requested", Words("Đã xin chủ trương", "Policy requested"), AUTHORITY,
              Deadline("remind", law.cites, days="policy.decision_days", working=True), ONCE),
        State("policy_refused", Words("Không đồng ý chủ trương", "Policy refused"), final=True),
        _waiting(law, "policy_approved", Words("Đã có chủ trương, xác định nguồn", "Policy approved")),
        *steps,
        *(_waiting(law, name, label) for name, label in zip(ELSEWHERE, ELSEWHERE_LABELS, strict=True)),
        *outside,
        State("head_choosing", Words("Người đứng đầu lựa chọn", "The head chooses"), AUTHORITY, _clock(law), ONCE),
        State("stopped", Words("Dừng, báo cáo cấp có thẩm quyền", "Stopped and reported up"), AUTHORITY,
              untimed=Words("Cấp có thẩm quyền quyết định.", "The authority decides.")),
        _waiting(law, "chosen", Words("Đã chọn nhân sự, xác minh và trình", "Chosen; verified and submitted")),
        State("submitted", Words("Đã trình cấp có thẩm quyền", "Submitted"), AUTHORITY, _clock(law), ONCE),
        State("decided", Words("Đã quyết nghị, chờ quyết định", "Decided; decision to be issued"), PERSONNEL,
              untimed=NO_TERM),
        State("in_office", Words("Đã nhận nhiệm vụ", "In office"), final=True),
        State("closed", Words("Kết thúc, không bổ nhiệm", "Closed without appointment"), final=True),
    ]  # fmt: skip


def _conclusions(law: Law, source: str, target: str, cites: Citation, *, is_last: bool, may_tie: bool) -> list[T]:
    """What the conference of a step leads to."""
    label, went = Words("Kết luận bước", "Conclude the step"), f.one_is_chosen if is_last else f.somebody_goes_on
    told = (PERSONNEL, AUTHORITY)
    found = [T("conclude", source, target, SYSTEM, cites, label, [went], told)]
    if may_tie:
        found.append(T("conclude", source, "head_choosing", SYSTEM, cites, label, [f.head_is_to_choose], told))
    return [*found, T("conclude", source, "stopped", SYSTEM, cites, label, [f.conference_stopped], told)]


def _on_site(law: Law) -> list[T]:
    found = []
    names = [state_of(law, m.key) for m in law.on_site]
    for n, (source, m) in enumerate(zip(names, law.on_site, strict=True)):
        is_last = n == len(names) - 1
        target = "chosen" if is_last else names[n + 1]
        found += _conclusions(law, source, target, m.cites, is_last=is_last, may_tie=is_last)
    return found


def _elsewhere(law: Law) -> list[T]:
    found = [
        T(trigger, ELSEWHERE[n], ELSEWHERE[n + 1], PERSONNEL, law.cites, label, needs_reason=True)
        for n, (trigger, label) in enumerate(ROUTE)
    ]
    if law.elsewhere is None:
        return [*found, T("settle", "appraised", "chosen", PERSONNEL, law.cites, Words("Chuyển sang trình", "Go on"),
                          [f.one_person_is_listed])]  # fmt: skip
    vote = Words("Chuyển sang biểu quyết", "Go on to the vote")
    return [
        *found,
        T("put_to_vote", "appraised", "outside_vote", PERSONNEL, law.cites, vote, [f.one_person_is_listed]),
        *_conclusions(law, "outside_vote", "chosen", law.elsewhere.cites, is_last=True, may_tie=True),
    ]


def _policy(law: Law) -> list[T]:
    c = law.cites
    first = state_of(law, law.on_site[0].key)
    return [
        T("request_policy", "need_draft", "policy_requested", PERSONNEL, c,
          Words("Xin chủ trương", "Request the policy"), NEED_GUARDS, (AUTHORITY,)),
        T("remind", "policy_requested", "policy_requested", SYSTEM, c, Words("Nhắc quá hạn", "Remind"),
          notify=(AUTHORITY, PERSONNEL)),
        T("approve_policy", "policy_requested", "policy_approved", AUTHORITY, c,
          Words("Đồng ý chủ trương", "Approve the policy"), [*NEED_GUARDS, f.decider_did_not_ask], (PERSONNEL,),
          weighty=True),
        T("refuse_policy", "policy_requested", "policy_refused", AUTHORITY, c,
          Words("Không đồng ý chủ trương", "Refuse the policy"), [f.decider_did_not_ask], (PERSONNEL,),
          needs_reason=True, weighty=True),
        T("return", "policy_requested", "need_draft", AUTHORITY, c, Words("Trả lại", "Return"), notify=(PERSONNEL,),
          needs_reason=True),
        T("take_on_site", "policy_approved", first, PERSONNEL, c, Words("Nguồn tại chỗ", "Source on site"),
          [f.somebody_is_listed]),
        T("take_from_elsewhere", "policy_approved", "elsewhere", PERSONNEL, c,
          Words("Nguồn từ nơi khác", "Source from elsewhere"), [f.one_person_is_listed]),
        T("restart", "stopped", first, AUTHORITY, c, Words("Làm lại từ bước 1", "Begin again at step 1"),
          [f.no_conference_is_open], (PERSONNEL,), needs_reason=True, weighty=True),
    ]  # fmt: skip


def _end(law: Law) -> list[T]:
    c = law.cites
    return [
        T("choose", "head_choosing", "chosen", AUTHORITY, c, Words("Lựa chọn nhân sự để trình", "Choose who to submit"),
          [f.choice_is_among_them], (PERSONNEL,), needs_reason=True, weighty=True),
        T("submit", "chosen", "submitted", PERSONNEL, c, Words("Trình bổ nhiệm", "Submit"),
          [f.verification_is_complete, f.verification_is_clean], (AUTHORITY,)),
        T("return", "submitted", "chosen", AUTHORITY, c, Words("Trả lại hồ sơ trình", "Return"), notify=(PERSONNEL,),
          needs_reason=True),
        T("decide", "submitted", "decided", AUTHORITY, c, Words("Ghi nhận quyết nghị", "Record the decision of the "
          "collective"), [f.decider_did_not_submit, f.collective_met], (PERSONNEL,), weighty=True),
        T("take_office", "decided", "in_office", PERSONNEL, design("K"), Words("Ghi nhận nhận nhiệm vụ",
          "Record taking office"), [f.decision_is_issued, f.decision_is_in_effect], (AUTHORITY,)),
    ]  # fmt: skip


def _ways_out(law: Law, states: list[State]) -> list[T]:
    """Reminders of the term, and the closing without an appointment from every state that is no end."""
    remind, close = Words("Nhắc quá hạn", "Remind"), Words("Kết thúc, không bổ nhiệm", "Close without appointment")
    timed = [s.name for s in states if s.deadline and s.name != "policy_requested"]
    found = [T("remind", name, name, SYSTEM, law.cites, remind, notify=(PERSONNEL, AUTHORITY)) for name in timed]
    found.append(T("drop", "need_draft", "closed", PERSONNEL, design(), Words("Bỏ nhu cầu", "Drop"), needs_reason=True))
    for state in states:
        if not state.final and state.name != "need_draft":
            when = [f.no_decision_stands] if state.name == "decided" else []
            found.append(T("close", state.name, "closed", AUTHORITY, design(), close, when, (PERSONNEL, AUTHORITY),
                           needs_reason=True, weighty=True, despite_hold=True))  # fmt: skip
    return found


def _build(law: Law, version: int) -> Process:
    states = _states(law)
    return Process(
        key=KEYS[law.staff],
        version=version,
        label=LABELS[law.staff],
        facts=f.AppointmentFacts,
        initial="need_draft",
        cites=law.cites,
        states=states,
        transitions=[*_policy(law), *_on_site(law), *_elsewhere(law), *_end(law), *_ways_out(law, states)],
    )


def _register() -> dict[tuple[str, int], Law]:
    found: dict[tuple[str, int], Law] = {}
    for staff, key in KEYS.items():
        for version, law in enumerate((one for one in LAWS if one.staff is staff), 1):
            register(_build(law, version), law.since)
            found[key, version] = law
    return found


LAW_OF = _register()
"""The text behind each definition, by its key and version."""


def edition_of(law: Law) -> int:
    """The version of the definition that was built from a text."""
    return next(version for (_key, version), one in LAW_OF.items() if one is law)
