"""What the regulation says of the competition for one post, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

NOW = at("2026-04-10 03:00")
AHEAD, PAST = at("2026-04-25 17:00"), at("2026-04-09 17:00")

BASE = {
    "vacancies": 1, "position_listed": True, "standards_issued": True, "requested_by": "p-officer", "standing": 3,
    "winner_state": "winner",
}  # fmt: skip

STATES = (
    "need_draft policy_requested policy_approved planned open contested too_few extended ranked recognised verifying "
    "submitted collective_decided decision_issued fallback_next"
)
FINAL = "policy_refused in_office no_winner cancelled voided"
DEADLINES = {
    "policy_requested": "remind policy.decision_days working again",
    "extended": "remind closes_at",
    "verifying": "remind finish_by",
    "submitted": "remind 15 working again",
    "decision_issued": "remind effective_at",
    "fallback_next": "expire reserve_until",
}

NEED = (
    ({"vacancies": 0}, {"slot_is_vacant"}),
    ({"position_listed": False}, {"position_is_listed"}),
    ({"standards_issued": False}, {"standards_are_issued"}),
    ({"elected_title": True}, {"title_is_not_elected"}),
    ({"reappointment": True}, {"is_first_appointment"}),
    ({"vacancies": 0, "reappointment": True}, {"slot_is_vacant", "is_first_appointment"}),
)
NOT_SELF = (({"person": "p-officer"}, {"decider_did_not_ask"}),)
COUNTED = {"round_state": "shortlist_published"}
SUPPLEMENT = {"closes_at": NOW, "listed_by": "p-officer"}
UNFINISHED = (
    ({"closes_at": at("2026-04-10 03:00:01")}, {"extension_is_over"}),
    ({"closes_at": None}, {"extension_is_over"}),
    ({"undecided": 1}, {"applications_are_decided"}),
    ({"person": "p-officer"}, {"publisher_did_not_list"}),
)
RANK = {"paper_states": ("final", "final"), "round_state": "oral_done", "passers": 2, "compiled_by": "p-secretary"}
RECHECKED = (
    ({"recheck_due": True}, {"close_result_is_rechecked"}),
    ({"rechecked_by": "p-secretary"}, {"rechecker_stands_apart"}),
    ({"recheck_due": True, "rechecked_by": "p-secretary"}, {"rechecker_stands_apart"}),
    ({"recheck_due": True, "rechecked_by": "p-chair", "person": "p-chair"}, {"rechecker_stands_apart"}),
)
NONE = {"paper_states": ("final",), "passers": 0, "compiled_by": "p-secretary"}
DECIDE = {"submitted_by": "p-officer", "has_minutes": True}
IN_EFFECT = {"decision_state": "issued", "effective_at": NOW}
SELECTED = ["recognised", "verifying", "submitted", "collective_decided"]
BEFORE_EXAM = ["policy_approved", "planned", "open", "too_few", "extended"]
AFTER_EXAM = ["contested", "ranked", "recognised", "verifying", "submitted", "collective_decided", "fallback_next"]
IN_ROUND = ["planned", "open", "too_few", "extended", "contested"]
GROUND = (({"has_ground": False}, {"ground_is_on_file"}),)
REVOKED = (
    ({"decision_state": "issued"}, {"decision_is_revoked"}),
    ({"decision_state": ""}, {"decision_is_revoked"}),
)

CLAUSES = [
    Clause("need_draft", "request_policy", "personnel_officer", "policy_requested", {}, NEED,
           notify="appointing_authority"),
    Clause("need_draft", "drop", "personnel_officer", "cancelled", reason=True),
    Clause("policy_requested", "remind", "system", "policy_requested", notify="appointing_authority personnel_officer"),
    Clause("policy_requested", "approve_policy", "appointing_authority", "policy_approved", {}, (*NEED, *NOT_SELF),
           weighty=True, notify="personnel_officer"),
    Clause("policy_requested", "refuse_policy", "appointing_authority", "policy_refused", {}, (
        *NOT_SELF,
        ({"vacancies": 0}, "policy_refused"),
    ), reason=True, weighty=True),
    Clause("policy_requested", "return", "appointing_authority", "need_draft", reason=True),
    Clause("policy_approved", "plan", "system", "planned", {"round_state": "plan_approved"}, (
        ({"round_state": "plan_submitted"}, {"plan_is_approved"}),
        ({"round_state": "announced"}, {"plan_is_approved"}),
    )),
    Clause("planned", "open", "system", "open", {"round_state": "announced"}, (
        ({"round_state": "receiving"}, "open"),
        ({"round_state": "plan_approved"}, {"round_is_announced"}),
    )),
    Clause("open", "count", "system", "contested", COUNTED, (
        ({"standing": 2}, "contested"),
        ({"standing": 1}, "too_few"),
        ({"standing": 2, "min_candidates": 3}, "too_few"),
        ({"undecided": 1}, {"applications_are_decided", "candidates_are_too_few"}),
        ({"round_state": "checking"}, {"shortlist_is_published", "candidates_are_too_few"}),
    ), notify="council_chair council_secretary"),
    Clause("open", "count", "system", "too_few", {**COUNTED, "standing": 1}, (
        ({"undecided": 1}, {"applications_are_decided", "candidates_are_enough"}),
        ({"round_state": "checking"}, {"shortlist_is_published", "candidates_are_enough"}),
    ), notify="appointing_authority council_chair personnel_officer"),
    Clause("too_few", "extend", "approver council_chair", "extended", {**COUNTED, "closes_at": AHEAD}, (
        ({"extensions": 1}, {"extension_is_left"}),
        ({"extensions": 1, "extension_limit": 2}, "extended"),
        ({"extension_limit": 0}, {"extension_is_left"}),
        ({"round_state": "examining"}, {"shortlist_is_published"}),
        ({"closes_at": NOW}, {"new_window_is_set"}),
        ({"closes_at": None}, {"new_window_is_set"}),
    ), reason=True, notify="personnel_officer candidate"),
    Clause("extended", "remind", "system", "extended"),
    Clause("extended", "publish_supplement", "approver", "contested", SUPPLEMENT, (
        ({"standing": 1}, "too_few"),
        *((changed, expected | {"candidates_are_too_few"}) for changed, expected in UNFINISHED),
    ), weighty=True, notify="council_chair council_secretary candidate"),
    Clause("extended", "publish_supplement", "approver", "too_few", {**SUPPLEMENT, "standing": 1}, (
        *((changed, expected | {"candidates_are_enough"}) for changed, expected in UNFINISHED),
    ), weighty=True),
    Clause("contested", "drop_below", "system", "too_few", {"standing": 1}, (
        ({"standing": 2}, {"candidates_are_too_few"}),
        ({"has_exception": True}, {"no_exception_was_made"}),
    ), notify="appointing_authority council_chair personnel_officer"),
    Clause("too_few", "continue_with_one", "appointing_authority", "contested",
           {"standing": 1, "has_exception": True}, (
        ({"has_exception": False}, {"exception_is_in_writing"}),
        ({"standing": 0}, {"somebody_stands"}),
    ), reason=True, weighty=True, notify="council_chair personnel_officer"),
    Clause("contested", "rank", "council_chair", "ranked", RANK, (
        ({"paper_states": ("final", "remark_window")}, {"written_is_final"}),
        ({"paper_states": ("remarking",)}, {"written_is_final"}),
        ({"paper_states": ("written_published",)}, {"written_is_final"}),
        ({"paper_states": ()}, {"written_is_final"}),
        ({"round_state": "oral_scheduled"}, {"oral_is_over"}),
        ({"open_orals": 1}, {"orals_are_settled"}),
        ({"unsettled_ties": 1}, {"ties_are_settled"}),
        ({"passers": 0}, {"somebody_passes"}),
        ({"person": "p-secretary"}, {"signer_did_not_compile"}),
        *RECHECKED,
        ({"recheck_due": True, "rechecked_by": "p-supervisor"}, "ranked"),
    ), weighty=True, notify="appointing_authority personnel_officer"),
    Clause("contested", "declare_no_winner", "council_chair", "no_winner", NONE, (
        ({"paper_states": ("marking",)}, {"written_is_final"}),
        ({"paper_states": ()}, {"written_is_final"}),
        ({"open_orals": 1}, {"orals_are_settled"}),
        ({"passers": 1}, {"nobody_passes"}),
        *RECHECKED,
        ({"recheck_due": True, "rechecked_by": "p-supervisor"}, "no_winner"),
    ), reason=True, weighty=True),
    Clause("too_few", "declare_no_winner", "council_chair", "no_winner", {"standing": 0}, (
        ({"standing": 1}, {"nobody_stands"}),
    ), reason=True, weighty=True),
    Clause("ranked", "reopen", "council_chair", "contested", {"round_state": "oral_done"}, (
        ({"round_state": "result_compiled"}, {"oral_is_over"}),
    ), reason=True),
    Clause("ranked", "recognise", "system", "recognised", {"round_state": "result_recognised"}, (
        ({"round_state": "result_compiled"}, {"round_is_recognised"}),
    )),
    Clause("recognised", "begin_verification", "system", "verifying", {"round_state": "result_published"}, (
        ({"round_state": "result_recognised"}, {"round_is_published"}),
    )),
    Clause("verifying", "remind", "system", "verifying"),
    Clause("verifying", "submit", "personnel_officer", "submitted", {}, (
        ({"open_checks": 1}, {"verification_is_complete"}),
        ({"failed_checks": 1}, {"verification_is_clean"}),
        ({"winner_state": "declined"}, {"winner_stands"}),
    ), notify="appointing_authority"),
    Clause("submitted", "remind", "system", "submitted"),
    Clause("submitted", "return", "appointing_authority", "verifying", reason=True, notify="personnel_officer"),
    Clause("submitted", "decide", "appointing_authority", "collective_decided", DECIDE, (
        ({"person": "p-officer"}, {"decider_did_not_submit"}),
        ({"has_minutes": False}, {"collective_met"}),
        ({"vote_needed": True}, {"vote_is_carried"}),
        ({"vote_needed": True, "vote_carried": True}, "collective_decided"),
        ({"winner_state": "disqualified"}, {"winner_stands"}),
    ), weighty=True),
    Clause("collective_decided", "issue", "system", "decision_issued", {"decision_state": "issued"}, (
        ({"decision_state": "drafted"}, {"decision_is_issued"}),
        ({"winner_state": "declined"}, {"winner_stands"}),
    ), notify="candidate personnel_officer council_chair"),
    Clause("decision_issued", "remind", "system", "decision_issued"),
    Clause("decision_issued", "take_office", "personnel_officer", "in_office", IN_EFFECT, (
        ({"decision_state": "revoked"}, {"decision_is_issued"}),
        ({"effective_at": at("2026-04-10 03:00:01")}, {"decision_is_in_effect"}),
        ({"effective_at": None}, {"decision_is_in_effect"}),
        ({"winner_state": "declined"}, {"winner_stands"}),
    )),
    *[Clause(state, "winner_declined", "system", "fallback_next", {"winner_state": "declined"}, (
        ({"winner_state": "winner"}, {"winner_has_declined"}),
    ), notify="appointing_authority personnel_officer") for state in SELECTED],
    Clause("decision_issued", "winner_declined", "system", "fallback_next",
           {"winner_state": "declined", "decision_state": "revoked"}, (
        ({"winner_state": "winner"}, {"winner_has_declined"}),
        *REVOKED,
    )),
    *[Clause(state, "set_aside", "appointing_authority", "fallback_next", {"has_ground": True}, GROUND,
             reason=True, weighty=True, notify="candidate personnel_officer") for state in SELECTED],
    Clause("decision_issued", "set_aside", "appointing_authority", "fallback_next",
           {"has_ground": True, "decision_state": "revoked"}, (*GROUND, *REVOKED), reason=True, weighty=True),
    Clause("fallback_next", "take_next", "appointing_authority", "verifying",
           {"next_exists": True, "reserve_until": AHEAD}, (
        ({"next_exists": False}, {"next_passer_exists"}),
        ({"reserve_until": NOW}, {"reserve_is_valid"}),
        ({"reserve_until": at("2026-04-10 03:00:01")}, "verifying"),
        ({"reserve_until": None}, {"reserve_is_valid"}),
    ), reason=True, weighty=True),
    Clause("fallback_next", "close_without_winner", "appointing_authority", "no_winner", reason=True, weighty=True),
    Clause("fallback_next", "expire", "system", "no_winner", {"reserve_until": NOW}, (
        ({"reserve_until": AHEAD}, {"reserve_has_expired"}),
        ({"reserve_until": None}, {"reserve_has_expired"}),
    )),
    *[Clause(state, "cancel", "appointing_authority", "cancelled", {}, reason=True, weighty=True, despite_hold=True)
      for state in BEFORE_EXAM],
    Clause("contested", "cancel", "appointing_authority", "cancelled", {"exam_at": AHEAD}, (
        ({"exam_at": None}, "cancelled"),
        ({"exam_at": NOW}, {"exam_has_not_begun"}),
    ), reason=True, weighty=True, despite_hold=True),
    *[Clause(state, "void", "appointing_authority", "voided", {"has_ground": True}, GROUND, reason=True, weighty=True,
             despite_hold=True) for state in AFTER_EXAM],
    Clause("decision_issued", "void", "appointing_authority", "voided",
           {"has_ground": True, "decision_state": "revoked"}, (*GROUND, *REVOKED), reason=True, weighty=True,
           despite_hold=True),
    *[Clause(state, "cancel_with_round", "system", "cancelled", {"round_state": "cancelled"}, (
        ({"round_state": "receiving"}, {"round_is_cancelled"}),
    ), despite_hold=True) for state in IN_ROUND],
    *[Clause(state, "void_with_round", "system", "voided", {"round_state": "voided"}, (
        ({"round_state": "cancelled"}, {"round_is_voided"}),
    ), despite_hold=True) for state in ["too_few", *AFTER_EXAM]],
]  # fmt: skip
