"""What the regulation says of a round, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

NOW = at("2026-02-10 03:00")
OPENS, CLOSES = at("2026-03-01 17:00"), at("2026-03-31 17:00")

BASE = {
    "posts": 13, "regulation_pinned": True, "drafted_by": "p-officer", "announcement_by": "p-officer",
    "council_size": 7, "opens_at": OPENS, "closes_at": CLOSES, "contested_posts": 12, "paper_states": ("planned",),
    "listed_by": "p-officer", "compiled_by": "p-secretary",
}  # fmt: skip

STATES = (
    "plan_draft plan_submitted plan_approved announced receiving reception_closed checking shortlist_published "
    "examining oral_scheduled oral_done result_compiled result_recognised result_published"
)
FINAL = "closed cancelled voided"
DEADLINES = {
    "announced": "open_reception opens_at",
    "receiving": "close_reception closes_at",
    "reception_closed": "remind exam.check_days again",
    "checking": "remind check_by",
    "oral_scheduled": "remind oral_at",
    "oral_done": "remind exam.report_wd working again",
    "result_recognised": "remind exam.publish_days again",
}

PLAN = (
    ({"posts": 0}, {"plan_has_posts"}),
    ({"posts_without_policy": 1}, {"posts_have_policy"}),
    ({"missing_plan_fields": 2}, {"plan_is_complete"}),
    ({"regulation_pinned": False}, {"regulation_is_pinned"}),
    ({"posts": 0, "missing_plan_fields": 1}, {"plan_has_posts", "plan_is_complete"}),
)
MISSING = (
    ({"regulation_pinned": False}, {"regulation_is_pinned"}),
    ({"unplanned_posts": 1}, {"posts_are_planned"}),
    ({"council_size": 3}, {"council_has_legal_size"}),
    ({"council_size": 5}, "announced"),
    ({"council_size": 15}, "announced"),
    ({"council_size": 17}, {"council_has_legal_size"}),
    ({"council_size": 9, "council_max": 7}, {"council_has_legal_size"}),
    ({"council_size": 6}, {"council_is_odd"}),
    ({"council_size": 0}, {"council_has_legal_size", "council_is_odd"}),
    ({"vacant_duties": 1}, {"duties_are_filled"}),
    ({"open_declarations": 1}, {"declarations_are_resolved"}),
    ({"missing_fields": 1}, {"announcement_is_complete"}),
    ({"missing_channels": 1}, {"channels_are_named"}),
    ({"opens_at": None}, {"window_is_set", "reception_is_long_enough", "opening_lies_ahead"}),
    ({"closes_at": None}, {"window_is_set", "reception_is_long_enough"}),
    ({"closes_at": at("2026-03-31 16:59:59")}, {"reception_is_long_enough"}),
    ({"reception_days": 31}, {"reception_is_long_enough"}),
    ({"reception_days": 10}, "announced"),
    ({"now": OPENS}, "announced"),
    ({"now": at("2026-03-01 17:00:01")}, {"opening_lies_ahead"}),
    ({"person": "p-officer"}, {"announcer_did_not_write"}),
)
EXAM = {"paper_states": ("planned", "ready")}
ORAL = {
    "paper_states": ("final",), "oral_candidates": 5, "panel_size": 5, "oral_summoned_at": at("2026-02-01 03:00"),
    "oral_summon_by": at("2026-02-03 17:00"),
}  # fmt: skip
BEFORE_EXAM = ["plan_submitted", "plan_approved", "announced", "receiving", "reception_closed", "checking",
               "shortlist_published"]  # fmt: skip
AFTER_EXAM = ["examining", "oral_scheduled", "oral_done", "result_compiled", "result_recognised"]
SIGN = (
    ({"unranked_contests": 1}, {"contests_are_ranked"}),
    ({"person": "p-secretary"}, {"signer_did_not_compile"}),
)
ALL = "public candidate personnel_officer council_chair council_secretary"

CLAUSES = [
    Clause("plan_draft", "submit_plan", "personnel_officer", "plan_submitted", {}, PLAN, notify="appointing_authority"),
    Clause("plan_submitted", "approve_plan", "appointing_authority", "plan_approved", {}, (
        *PLAN,
        ({"person": "p-officer"}, {"approver_did_not_draft"}),
    ), weighty=True, notify="personnel_officer approver"),
    Clause("plan_submitted", "return", "appointing_authority", "plan_draft", reason=True, notify="personnel_officer"),
    Clause("plan_draft", "discard", "personnel_officer", "cancelled", reason=True),
    Clause("plan_approved", "announce", "approver", "announced", {}, MISSING, weighty=True,
           notify="public personnel_officer council_chair council_secretary supervisor"),
    Clause("announced", "retract", "approver", "plan_approved", reason=True, weighty=True),
    Clause("announced", "open_reception", "system", "receiving", {"now": OPENS}, (
        ({"now": at("2026-03-01 16:59:59")}, {"opening_has_come"}),
        ({"opens_at": None}, {"opening_has_come"}),
    )),
    Clause("receiving", "prolong", "approver council_chair", "receiving",
           {"new_closes_at": at("2026-04-10 17:00"), "prolonged_by": "p-officer"}, (
        ({"new_closes_at": CLOSES}, {"new_closing_is_later"}),
        ({"new_closes_at": None}, {"new_closing_is_later"}),
        ({"closes_at": None}, {"new_closing_is_later"}),
        ({"person": "p-officer"}, {"prolonger_did_not_propose"}),
    ), reason=True, weighty=True, notify="public candidate personnel_officer"),
    Clause("receiving", "close_reception", "system", "reception_closed", {"now": CLOSES}, (
        ({"now": at("2026-03-31 16:59:59")}, {"closing_has_come"}),
        ({"closes_at": None}, {"closing_has_come"}),
    ), notify="personnel_officer approver"),
    Clause("reception_closed", "remind", "system", "reception_closed"),
    Clause("reception_closed", "begin_checking", "personnel_officer", "checking"),
    Clause("checking", "remind", "system", "checking"),
    Clause("checking", "publish_shortlist", "approver", "shortlist_published", {}, (
        ({"undecided": 1}, {"applications_are_decided"}),
        ({"unnumbered": 1}, {"numbers_are_given"}),
        ({"person": "p-officer"}, {"publisher_did_not_list"}),
    ), weighty=True, notify=ALL),
    Clause("shortlist_published", "begin_examination", "council_chair", "examining", EXAM, (
        ({"open_petitions": 1}, {"petitions_are_settled"}),
        ({"unsettled_contests": 1}, {"contests_are_settled"}),
        ({"contested_posts": 0}, {"some_post_is_contested"}),
        ({"paper_states": ()}, {"papers_are_planned"}),
        ({"open_declarations": 1}, {"declarations_stay_resolved"}),
        ({"collusion_number": 0}, {"nobody_could_defeat_it_alone"}),
        ({"collusion_number": 1}, {"nobody_could_defeat_it_alone"}),
        ({"collusion_number": 2}, "examining"),
    )),
    Clause("examining", "schedule_oral", "council_chair", "oral_scheduled", ORAL, (
        ({"paper_states": ("final", "remark_window")}, {"written_is_final"}),
        ({"paper_states": ()}, {"written_is_final"}),
        ({"oral_candidates": 0}, {"somebody_reaches_oral"}),
        ({"panel_size": 0}, {"panel_is_formed"}),
        ({"open_declarations": 1}, {"declarations_stay_resolved"}),
        ({"oral_unscheduled": 1}, {"presentations_are_timed"}),
        ({"oral_summoned_at": at("2026-02-03 16:59:59")}, "oral_scheduled"),
        ({"oral_summoned_at": at("2026-02-03 17:00")}, {"oral_summons_was_in_time"}),
        ({"oral_summoned_at": None}, {"oral_summons_was_in_time"}),
        ({"oral_summon_by": None}, {"oral_summons_was_in_time"}),
    ), notify="candidate council_secretary supervisor"),
    Clause("examining", "skip_oral", "council_chair", "oral_done", {"paper_states": ("final",)}, (
        ({"paper_states": ("remarking",)}, {"written_is_final"}),
        ({"oral_candidates": 1}, {"nobody_reaches_oral"}),
    ), reason=True),
    Clause("oral_scheduled", "remind", "system", "oral_scheduled"),
    Clause("oral_scheduled", "close_oral", "council_chair", "oral_done", {}, (
        ({"open_orals": 1}, {"orals_are_settled"}),
        ({"open_sheets": 1}, {"sheets_are_settled"}),
    ), weighty=True),
    Clause("oral_done", "remind", "system", "oral_done"),
    Clause("oral_done", "compile", "council_chair", "result_compiled", {}, SIGN, weighty=True,
           notify="appointing_authority personnel_officer"),
    Clause("result_compiled", "return", "appointing_authority", "oral_done", reason=True),
    Clause("result_compiled", "recognise", "appointing_authority", "result_recognised", {}, SIGN, weighty=True),
    Clause("result_recognised", "remind", "system", "result_recognised"),
    Clause("result_recognised", "publish_result", "council_chair", "result_published", weighty=True, notify=ALL),
    Clause("result_published", "close", "personnel_officer council_chair", "closed", {}, (
        ({"open_contests": 1}, {"contests_are_over"}),
    )),
    *[Clause(state, "cancel", "appointing_authority", "cancelled", reason=True, weighty=True, despite_hold=True)
      for state in BEFORE_EXAM],
    Clause("examining", "cancel", "appointing_authority", "cancelled", {"exam_at": at("2026-02-10 03:00:01")}, (
        ({"exam_at": NOW}, {"exam_has_not_begun"}),
        ({"exam_at": None}, "cancelled"),
    ), reason=True, weighty=True, despite_hold=True),
    *[Clause(state, "void", "appointing_authority", "voided", {"has_ground": True}, (
        ({"has_ground": False}, {"ground_is_on_file"}),
    ), reason=True, weighty=True, despite_hold=True, notify=ALL) for state in AFTER_EXAM],
    Clause("result_published", "void", "appointing_authority", "voided", {"has_ground": True}, (
        ({"has_ground": False}, {"ground_is_on_file"}),
        ({"decisions_in_force": 1}, {"no_decision_stands"}),
    ), reason=True, weighty=True, despite_hold=True),
]  # fmt: skip
