"""What the regulation says of a re-marking request, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at, mark

NOW = at("2026-06-10 03:00")
OPENS, CLOSES = at("2026-06-01 02:00"), at("2026-06-16 17:00")

BASE = {"paper_state": "remark_window", "window_opens": OPENS, "window_closes": CLOSES, "was_marked": True}

STATES = "asked filed accepted coded_again remarked change_proposed decided"
FINAL = "refused answered withdrawn"
DEADLINES = {
    "filed": "remind finish_by",
    "accepted": "remind finish_by",
    "coded_again": "remind finish_by",
    "remarked": "remind finish_by",
    "change_proposed": "remind finish_by",
    "decided": "remind finish_by",
}

KEPT = {"old_mark": mark("48.00"), "new_mark": mark("52.99"), "final_mark": mark("48.00")}
CHANGED = {"old_mark": mark("48.00"), "new_mark": mark("53.00"), "final_mark": mark("53.00"), "has_dialogue": True}
CONFIRMED = {**CHANGED, "content_hash": "ab" * 32, "proposed_hash": "ab" * 32, "proposed_by": "the-chair"}
UNMARKED = (({"was_marked": False}, {"script_was_marked"}),)

CLAUSES = [
    Clause("asked", "file", "candidate", "filed", {}, (
        *UNMARKED,
        ({"now": OPENS}, "filed"),
        ({"now": at("2026-06-01 01:59:59")}, {"window_is_open"}),
        ({"now": at("2026-06-16 16:59:59")}, "filed"),
        ({"now": CLOSES}, {"window_is_open"}),
        ({"window_opens": None}, {"window_is_open"}),
        ({"window_closes": None}, {"window_is_open"}),
    ), notify="council_secretary supervisor"),
    Clause("filed", "accept", "council_secretary", "accepted", {}, UNMARKED, notify="candidate coding_officer"),
    Clause("filed", "refuse", "council_secretary", "refused", reason=True, notify="candidate supervisor"),
    *[Clause(state, "withdraw", "candidate", "withdrawn", {}, (({"now": CLOSES}, "withdrawn"),), despite_hold=True)
      for state in ["filed", "accepted"]],
    Clause("accepted", "code_again", "coding_officer", "coded_again", {"paper_state": "remarking", "has_script": True}, (
        ({"paper_state": "remark_window"}, {"paper_is_being_remarked"}),
        ({"has_script": False}, {"script_has_a_new_code"}),
    )),
    Clause("coded_again", "finish", "system", "remarked", {"script_state": "opened"}, (
        ({"script_state": "locked"}, {"second_marking_is_finished"}),
        ({"markers_again": 1}, {"markers_never_touched_it"}),
        ({"markers_in_conflict": 1}, {"nobody_who_marked_again_is_in_conflict"}),
    ), notify="council_chair"),
    Clause("remarked", "decide", "council_chair", "decided", KEPT, (
        ({"final_mark": mark("52.99")}, {"mark_follows_the_rule", "mark_stays"}),
        (CHANGED, {"mark_stays"}),
        ({**CHANGED, "final_mark": mark("48.00")}, {"mark_follows_the_rule"}),
        ({"new_mark": mark("43.00"), "final_mark": mark("43.00")}, {"mark_stays"}),
        ({"new_mark": mark("43.01")}, "decided"),
        ({"new_mark": None}, {"mark_follows_the_rule"}),
        ({"old_mark": None, "final_mark": None}, {"mark_follows_the_rule"}),
        ({"new_mark": mark("48.00"), "threshold": mark("0")}, "decided"),
    ), reason=True, weighty=True, notify="council_secretary supervisor"),
    Clause("remarked", "propose_change", "council_chair", "change_proposed", CHANGED, (
        (KEPT, {"mark_changes"}),
        ({"has_dialogue": False}, {"change_has_minutes"}),
        ({"final_mark": mark("48.00")}, {"mark_follows_the_rule", "mark_changes"}),
        ({"new_mark": mark("52.99"), "final_mark": mark("52.99")}, {"mark_follows_the_rule"}),
        ({"new_mark": mark("43.00"), "final_mark": mark("43.00")}, "change_proposed"),
        ({"new_mark": mark("43.01"), "final_mark": mark("43.01")}, {"mark_follows_the_rule"}),
        ({"new_mark": None}, {"mark_follows_the_rule"}),
    ), reason=True, weighty=True, notify="supervisor"),
    Clause("change_proposed", "return_change", "supervisor council_chair", "remarked", reason=True,
           notify="council_chair supervisor"),
    Clause("change_proposed", "confirm_change", "supervisor", "decided", CONFIRMED, (
        ({"content_hash": "ef" * 32}, {"change_is_as_proposed"}),
        ({"proposed_hash": ""}, {"change_is_as_proposed"}),
        ({"content_hash": "", "proposed_hash": ""}, {"change_is_as_proposed"}),
        ({"person": "the-chair"}, {"confirmer_did_not_propose"}),
        ({"has_dialogue": False}, {"change_has_minutes"}),
        ({"final_mark": mark("48.00")}, {"mark_follows_the_rule"}),
        ({"new_mark": mark("52.99")}, {"mark_follows_the_rule"}),
    ), weighty=True, notify="council_secretary council_chair"),
    Clause("decided", "answer", "council_secretary system", "answered", notify="candidate"),
    *[Clause(state, "remind", "system", state, notify="council_secretary council_chair")
      for state in ["filed", "accepted", "coded_again", "remarked", "change_proposed", "decided"]],
]  # fmt: skip
