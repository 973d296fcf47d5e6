"""What the regulation says of an application, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at, mark

NOW = at("2026-03-10 03:00")
OPENS, CLOSES, EXAM = at("2026-03-01 17:00"), at("2026-03-31 17:00"), at("2026-05-04 01:00")
LATER, EXAM_DAY = at("2026-04-10 03:00"), at("2026-05-04 01:00")

BASE = {
    "opens_at": OPENS, "closes_at": CLOSES, "exam_at": EXAM, "contest_state": "open", "round_state": "receiving",
    "declared": True,
}  # fmt: skip

STATES = (
    "draft submitted returned rejection_proposed rejected eligible listed sat written_passed written_failed "
    "oral_done winner reserve"
)
FINAL = "not_admitted absent annulled not_passed appointed declined disqualified released withdrawn lapsed discontinued"
DEADLINES = {
    "draft": "lapse closes_at",
    "submitted": "remind check_by",
    "returned": "lapse closes_at",
    "rejection_proposed": "remind check_by",
    "rejected": "close_rejection exam_at",
    "reserve": "release reserve_until",
}

UNTIL_EXAM = ["draft", "submitted", "returned", "rejection_proposed", "eligible", "listed"]
IN_EXAM = ["listed", "sat", "written_passed", "oral_done"]

COMPLETE = (
    ({"contest_state": "planned"}, {"post_is_receiving"}),
    ({"contest_state": "contested"}, {"post_is_receiving"}),
    ({"contest_state": "extended"}, "submitted"),
    ({"now": OPENS}, "submitted"),
    ({"now": at("2026-03-01 16:59:59")}, {"window_is_open"}),
    ({"now": at("2026-03-31 16:59:59")}, "submitted"),
    ({"now": CLOSES}, {"window_is_open"}),
    ({"opens_at": None}, {"window_is_open"}),
    ({"closes_at": None}, {"window_is_open"}),
)
DOSSIER = (
    ({"missing_papers": 1}, {"dossier_is_complete"}),
    ({"stale_papers": 1}, {"papers_are_recent"}),
    ({"declared": False}, {"declaration_is_made"}),
    ({"other_live": 1}, {"is_the_only_one"}),
    ({"blocking_criteria": 2}, {"self_check_allows"}),
    ({"holds_staff_role": True}, {"holds_no_staff_role"}),
    ({"missing_papers": 3, "declared": False}, {"dossier_is_complete", "declaration_is_made"}),
)
PAPER = {"channel": "post", "received_at": at("2026-03-20 02:00"), "now": at("2026-04-02 02:00")}
ARRIVAL = (
    ({"channel": "portal"}, {"came_on_paper"}),
    ({"channel": "hand"}, "submitted"),
    ({"received_at": None}, {"arrived_in_window"}),
    ({"received_at": OPENS}, "submitted"),
    ({"received_at": at("2026-03-01 16:59:59")}, {"arrived_in_window"}),
    ({"received_at": at("2026-03-31 16:59:59")}, "submitted"),
    ({"received_at": CLOSES}, {"arrived_in_window"}),
    ({"now": at("2026-03-20 01:59:59")}, {"arrived_in_window"}),
    ({"opens_at": None}, {"arrived_in_window"}),
    ({"closes_at": None}, {"arrived_in_window"}),
)
FAILED = {"failed_criteria": 1, "proposed_by": "p-first"}
SECOND = (
    ({"person": "p-first"}, {"second_reader_differs"}),
    ({"proposed_by": None}, {"second_reader_differs"}),
)
SESSION = {"paper_state": "ready", "round_state": "examining", "contest_state": "contested", "now": EXAM_DAY}
IN_SESSION = (
    ({"paper_state": "planned"}, {"session_is_open"}),
    ({"paper_state": "held"}, {"session_is_open"}),
    ({"now": at("2026-05-04 00:59:59")}, {"exam_has_begun"}),
    ({"exam_at": None}, {"exam_has_begun"}),
)
MARKED = {"paper_state": "written_published", "written_mark": mark("50.00"), "written_pass": mark("50.00")}
BELOW = {**MARKED, "written_mark": mark("49.99")}
FINAL_PAPER = {"paper_state": "final", "round_state": "oral_scheduled", "oral_mark": mark("71.25")}
PASSED = {"contest_state": "recognised", "passes": True, "place": 1, "slots": 1}
SET_ASIDE = ["recognised", "verifying", "submitted", "collective_decided", "decision_issued"]
MAY_DECLINE = (
    *(({"contest_state": state}, "declined") for state in SET_ASIDE),
    ({"contest_state": "ranked"}, {"may_still_decline"}),
    ({"contest_state": "in_office"}, {"may_still_decline"}),
)

CLAUSES = [
    Clause("draft", "submit", "candidate", "submitted", {}, (*COMPLETE, *DOSSIER),
           notify="candidate personnel_officer"),
    Clause("draft", "key_in", "personnel_officer", "submitted", PAPER, (*ARRIVAL, *DOSSIER), notify="candidate"),
    Clause("submitted", "return", "personnel_officer", "returned", {}, (
        ({"contest_state": "contested"}, {"post_is_receiving"}),
        ({"now": CLOSES}, {"window_is_open"}),
    ), reason=True, notify="candidate"),
    Clause("returned", "submit", "candidate", "submitted", {}, (*COMPLETE, *DOSSIER)),
    Clause("returned", "key_in", "personnel_officer", "submitted", {**PAPER, "now": at("2026-03-25 02:00")}, (
        ({"channel": "portal"}, {"came_on_paper"}),
        ({"received_at": None}, {"arrived_in_window"}),
        ({"received_at": OPENS}, "submitted"),
        ({"now": at("2026-03-31 16:59:59")}, "submitted"),
        ({"now": CLOSES}, {"window_is_open"}),
        ({"closes_at": None}, {"arrived_in_window", "window_is_open"}),
        *DOSSIER,
    ), notify="candidate"),
    Clause("draft", "lapse", "system", "lapsed", {"now": CLOSES}, (
        ({"now": at("2026-03-31 16:59:59")}, {"window_is_over"}),
        ({"closes_at": None}, {"window_is_over"}),
        ({"channel": "post"}, {"came_by_portal"}),
    )),
    Clause("returned", "lapse", "system", "lapsed", {"now": CLOSES}, (
        ({"now": at("2026-03-31 16:59:59")}, {"window_is_over"}),
        ({"channel": "hand"}, "lapsed"),
    ), notify="candidate personnel_officer"),
    *[Clause(state, "withdraw", "candidate", "withdrawn", {}, (
        ({"now": at("2026-05-04 00:59:59")}, "withdrawn"),
        ({"now": EXAM}, {"exam_has_not_begun"}),
        ({"exam_at": None, "now": EXAM}, "withdrawn"),
    ), despite_hold=True) for state in UNTIL_EXAM],
    Clause("submitted", "remind", "system", "submitted", notify="personnel_officer approver"),
    Clause("submitted", "accept", "personnel_officer", "eligible", {"now": LATER}, (
        ({"unjudged_criteria": 1}, {"every_criterion_is_judged"}),
        ({"failed_criteria": 1}, {"every_criterion_is_met"}),
    ), notify="candidate"),
    Clause("submitted", "propose_rejection", "personnel_officer", "rejection_proposed", FAILED, (
        ({"unjudged_criteria": 1}, {"every_criterion_is_judged"}),
        ({"failed_criteria": 0}, {"some_criterion_fails"}),
        ({"failed_without_evidence": 1}, {"failures_are_evidenced"}),
    ), reason=True, notify="approver"),
    Clause("rejection_proposed", "remind", "system", "rejection_proposed", notify="approver"),
    Clause("rejection_proposed", "reject", "approver", "rejected", FAILED, (
        *SECOND,
        ({"failed_criteria": 0}, {"some_criterion_fails"}),
        ({"failed_without_evidence": 1}, {"failures_are_evidenced"}),
    ), reason=True, notify="candidate personnel_officer"),
    Clause("rejection_proposed", "overturn", "approver", "submitted", FAILED, SECOND, reason=True),
    Clause("eligible", "reopen", "approver", "submitted", {"round_state": "checking"}, (
        ({"round_state": "receiving"}, "submitted"),
        ({"round_state": "reception_closed"}, "submitted"),
        ({"round_state": "shortlist_published"}, {"shortlist_is_not_published"}),
    ), reason=True, notify="candidate personnel_officer"),
    Clause("rejected", "readmit", "system", "eligible", {"petition_state": "upheld"}, (
        ({"petition_state": "dismissed"}, {"petition_is_upheld"}),
        ({"petition_state": ""}, {"petition_is_upheld"}),
    ), notify="candidate council_secretary"),
    Clause("rejected", "close_rejection", "system", "not_admitted", {"now": EXAM}, (
        ({"now": at("2026-05-04 00:59:59")}, {"exam_has_begun"}),
        ({"petition_state": "filed"}, {"no_petition_is_open"}),
        ({"petition_state": "under_review"}, {"no_petition_is_open"}),
        ({"petition_state": "dismissed"}, "not_admitted"),
    )),
    Clause("eligible", "list", "system", "listed", {"round_state": "shortlist_published", "has_number": True}, (
        ({"round_state": "checking"}, {"shortlist_is_published"}),
        ({"round_state": "examining"}, "listed"),
        ({"has_number": False}, {"number_is_given"}),
    ), notify="candidate"),
    Clause("listed", "mark_present", "invigilator council_secretary", "sat", SESSION, (
        *IN_SESSION,
        ({"arrived_at": at("2026-05-04 01:10"), "admitted_until": at("2026-05-04 01:10")}, "sat"),
        ({"arrived_at": at("2026-05-04 01:10:01"), "admitted_until": at("2026-05-04 01:10")}, {"arrived_in_time"}),
        ({"arrived_at": at("2026-05-04 01:40")}, "sat"),
    )),
    Clause("listed", "mark_absent", "invigilator council_secretary", "absent", SESSION, IN_SESSION, reason=True),
    *[Clause(state, "annul", "council_chair", "annulled", {"has_minutes": True}, (
        ({"has_minutes": False}, {"violation_is_minuted"}),
    ), reason=True, weighty=True) for state in IN_EXAM],
    Clause("sat", "grade", "system", "written_passed", MARKED, (
        ({"paper_state": "decoded"}, {"written_is_published", "written_is_below_pass"}),
        ({"paper_state": "final"}, "written_passed"),
        ({"written_mark": mark("49.99")}, "written_failed"),
        ({"written_mark": None}, {"written_reaches_pass", "written_is_below_pass"}),
        ({"written_pass": None}, {"written_reaches_pass", "written_is_below_pass"}),
    ), notify="candidate"),
    Clause("sat", "grade", "system", "written_failed", BELOW, (
        ({"paper_state": "locked"}, {"written_is_published", "written_reaches_pass"}),
    )),
    Clause("written_failed", "regrade", "system", "written_passed", MARKED, (
        ({"paper_state": "decoded"}, {"written_is_published"}),
        ({"written_mark": mark("49.99")}, {"written_reaches_pass"}),
    ), notify="candidate council_secretary"),
    Clause("written_passed", "regrade", "system", "written_failed", BELOW, (
        ({"paper_state": "decoded"}, {"written_is_published"}),
        ({"written_mark": mark("50")}, {"written_is_below_pass"}),
        ({"written_mark": None}, {"written_is_below_pass"}),
    )),
    Clause("written_failed", "conclude", "system", "not_passed", {**BELOW, "paper_state": "final"}, (
        ({"paper_state": "remarking"}, {"written_is_final"}),
        ({"written_mark": mark("50")}, {"written_is_below_pass"}),
    )),
    Clause("written_passed", "record_oral", "council_secretary", "oral_done", FINAL_PAPER, (
        ({"paper_state": "remark_window"}, {"written_is_final"}),
        ({"round_state": "examining"}, {"oral_is_scheduled"}),
        ({"unopened": 1}, {"proposals_are_opened"}),
        ({"open_sheets": 1}, {"sheets_are_settled"}),
        ({"oral_mark": None}, {"oral_is_marked"}),
    )),
    Clause("written_passed", "mark_absent", "council_secretary", "absent", FINAL_PAPER, (
        ({"paper_state": "remark_window"}, {"written_is_final"}),
        ({"round_state": "examining"}, {"oral_is_scheduled"}),
    ), reason=True),
    Clause("oral_done", "conclude", "system", "winner", PASSED, (
        ({"place": 2}, "reserve"),
        ({"place": 2, "slots": 2}, "winner"),
        ({"place": None}, "reserve"),
        ({"passes": False, "place": None}, "not_passed"),
        ({"passes": False, "place": 1}, "not_passed"),
        ({"contest_state": "no_winner", "passes": False, "place": None}, "not_passed"),
        ({"contest_state": "ranked"}, {"result_is_recognised"}),
        ({"contest_state": "ranked", "place": 2}, {"result_is_recognised", "place_wins"}),
        ({"contest_state": "ranked", "passes": False}, {"result_is_recognised", "passes_both_parts"}),
    ), notify="candidate"),
    Clause("oral_done", "conclude", "system", "reserve", {**PASSED, "place": 2}),
    Clause("oral_done", "conclude", "system", "not_passed", {**PASSED, "passes": False, "place": None}),
    Clause("winner", "decline", "candidate", "declined", PASSED, MAY_DECLINE, reason=True, weighty=True,
           despite_hold=True, notify="personnel_officer appointing_authority"),
    Clause("winner", "record_decline", "personnel_officer", "declined", {**PASSED, "has_letter": True}, (
        *MAY_DECLINE,
        ({"has_letter": False}, {"letter_is_filed"}),
    ), reason=True),
    Clause("winner", "disqualify", "system", "disqualified", {"contest_state": "fallback_next"}, (
        ({"contest_state": "verifying"}, {"winner_was_set_aside"}),
    )),
    Clause("winner", "take_office", "system", "appointed", {"contest_state": "in_office"}, (
        ({"contest_state": "decision_issued"}, {"office_is_taken"}),
    )),
    Clause("reserve", "promote", "system", "winner", {"contest_state": "verifying", "is_next": True}, (
        ({"contest_state": "fallback_next"}, {"next_is_called"}),
        ({"is_next": False}, {"next_is_called"}),
    ), notify="candidate"),
    Clause("reserve", "release", "system", "released", {"contest_state": "in_office"}, (
        ({"contest_state": "verifying"}, {"reserve_is_over"}),
        ({"contest_state": "no_winner"}, "released"),
        ({"contest_state": "cancelled"}, "released"),
        ({"contest_state": "voided"}, "released"),
        ({"contest_state": "verifying", "reserve_until": NOW}, "released"),
        ({"contest_state": "verifying", "reserve_until": LATER}, {"reserve_is_over"}),
    )),
    *[Clause(state, "discontinue", "system", "discontinued", {"contest_state": "cancelled"}, (
        ({"contest_state": "voided"}, "discontinued"),
        ({"contest_state": "contested"}, {"contest_was_stopped"}),
    ), despite_hold=True) for state in STATES.split()],
]  # fmt: skip
