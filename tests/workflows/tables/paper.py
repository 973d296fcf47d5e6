"""What the regulation says of a written paper, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at, mark

NOW = at("2026-05-04 06:00")
EXAM, ENDS = at("2026-05-04 01:00"), at("2026-05-04 04:00")
SUMMON_BY, POST_BY = at("2026-04-23 17:00"), at("2026-04-29 17:00")

BASE = {"round_state": "examining", "exam_at": EXAM, "ends_at": ENDS, "summon_by": SUMMON_BY, "post_by": POST_BY}

STATES = "planned ready held coded marking lock_proposed locked decoded written_published remark_window remarking"
FINAL = "final cancelled voided"
DEADLINES = {
    "planned": "remind summon_by",
    "ready": "remind ends_at",
    "remark_window": "close_remark_window exam.remark_request_days",
    "remarking": "remind exam.remark_finish_days again",
}

READY = {
    "now": at("2026-04-30 03:00"), "summoned_at": at("2026-04-20 03:00"), "lists_posted_at": at("2026-04-29 03:00"),
}  # fmt: skip
COUNTED = {"present": 30, "collected": 29, "explained": 1, "counted_by": "p-secretary", "counts_attested": True}
LOCK = {
    "content_hash": "ab12", "proposed_hash": "ab12", "proposed_by": "p-head", "supervisor_attested": True,
}  # fmt: skip
DECODE = {"coding_share": True, "decoding_attested": True, "map_seal": "cd34", "opened_seal": "cd34"}
OVER = {"remark_closes_at": NOW}
EARLY = at("2026-05-04 06:00:01")
MODERATED = (
    ({"unmoderated": 1}, {"sample_is_moderated"}),
    ({"stale_moderations": 1}, {"no_moderation_is_stale"}),
    ({"open_moderations": 1}, {"no_moderation_is_open"}),
)
HELD = ["held", "coded", "marking", "lock_proposed", "locked", "decoded", "written_published", "remark_window",
        "remarking"]  # fmt: skip

CLAUSES = [
    Clause("planned", "remind", "system", "planned", notify="council_secretary council_chair"),
    Clause("planned", "make_ready", "council_secretary", "ready", READY, (
        ({"round_state": "shortlist_published"}, {"round_is_examining"}),
        ({"unseated": 1}, {"rooms_are_assigned"}),
        ({"rooms_without_invigilators": 1}, {"rooms_are_invigilated"}),
        ({"unsummoned": 1}, {"everybody_is_summoned"}),
        ({"summoned_at": at("2026-04-23 16:59:59")}, "ready"),
        ({"summoned_at": SUMMON_BY}, {"summons_was_in_time"}),
        ({"summoned_at": None}, {"summons_was_in_time"}),
        ({"summon_by": None}, {"summons_was_in_time"}),
        ({"lists_posted_at": at("2026-04-29 16:59:59")}, "ready"),
        ({"lists_posted_at": POST_BY}, {"lists_were_posted_in_time"}),
        ({"lists_posted_at": None}, {"lists_were_posted_in_time"}),
        ({"post_by": None}, {"lists_were_posted_in_time"}),
        ({"now": EXAM}, {"session_has_not_begun"}),
    ), notify="council_chair invigilator supervisor"),
    Clause("ready", "reschedule", "council_chair", "planned", READY, (
        ({"now": EXAM}, {"session_has_not_begun"}),
        ({"exam_at": None}, "planned"),
    ), reason=True, notify="candidate council_secretary supervisor"),
    Clause("ready", "remind", "system", "ready"),
    Clause("ready", "close_session", "council_chair", "held", COUNTED, (
        ({"now": ENDS}, "held"),
        ({"now": at("2026-05-04 03:59:59")}, {"session_is_over"}),
        ({"ends_at": None}, {"session_is_over"}),
        ({"unmarked_attendance": 1}, {"attendance_is_complete"}),
        ({"collected": 28}, {"counts_balance"}),
        ({"collected": 30}, {"counts_balance"}),
        ({"explained": 0}, {"counts_balance"}),
        ({"person": "p-secretary"}, {"confirmer_did_not_count"}),
        ({"counts_attested": False}, {"counts_are_attested"}),
        ({"unsigned_minutes": 1}, {"room_minutes_are_signed"}),
        ({"unattested_minutes": 1}, {"room_minutes_are_attested"}),
    ), weighty=True, notify="coding_officer council_secretary supervisor"),
    Clause("held", "seal_codes", "coding_officer", "coded", {"map_seal": "cd34"}, (
        ({"uncoded": 1}, {"every_script_is_coded"}),
        ({"duplicate_codes": 1}, {"codes_are_unique"}),
        ({"map_seal": ""}, {"map_is_sealed"}),
        ({"on_screen": True}, {"codes_come_from_where_they_must"}),
        ({"from_tool": True}, {"codes_come_from_where_they_must"}),
        ({"on_screen": True, "from_tool": True}, "coded"),
    ), weighty=True),
    Clause("coded", "seal_codes_again", "coding_officer", "coded", {"map_seal": "cd34", "from_tool": True}, (
        ({"from_tool": False}, {"codes_were_drawn_offline"}),
        ({"assigned_scripts": 1}, {"no_script_is_assigned"}),
        ({"uncoded": 1}, {"every_script_is_coded"}),
        ({"duplicate_codes": 1}, {"codes_are_unique"}),
        ({"map_seal": ""}, {"map_is_sealed"}),
    ), weighty=True),
    Clause("coded", "begin_marking", "marking_board_head", "marking", {"criteria_total": mark("100")}, (
        ({"criteria_total": mark("99.75")}, {"criteria_fill_the_scale"}),
        ({"criteria_total": mark("10"), "scale": mark("10")}, "marking"),
        ({"unassigned_scripts": 1}, {"every_script_has_two_markers"}),
        ({"head_is_missing": True}, {"map_is_in_a_signed_head"}),
        ({"markers_in_conflict": 1}, {"no_marker_is_in_conflict"}),
        ({"collusion_number": 0}, {"nobody_could_defeat_it_alone"}),
        ({"collusion_number": 1}, {"nobody_could_defeat_it_alone"}),
        ({"collusion_number": 2}, "marking"),
    )),
    Clause("marking", "propose_lock", "marking_board_head", "lock_proposed", {"content_hash": "ab12"}, (
        ({"unsettled_scripts": 1}, {"every_script_is_settled"}),
        *MODERATED,
        ({"content_hash": ""}, {"content_is_hashed"}),
        ({"markers_in_conflict": 1}, {"no_marker_is_in_conflict"}),
    ), weighty=True, notify="council_chair supervisor"),
    Clause("lock_proposed", "refuse_lock", "council_chair", "marking", reason=True, notify="marking_board_head"),
    Clause("lock_proposed", "lock", "council_chair", "locked", LOCK, (
        ({"unsettled_scripts": 1}, {"every_script_is_settled"}),
        *MODERATED,
        ({"content_hash": "ff00"}, {"content_is_as_proposed"}),
        ({"content_hash": "", "proposed_hash": ""}, {"content_is_as_proposed"}),
        ({"person": "p-head"}, {"locker_did_not_propose"}),
        ({"supervisor_attested": False}, {"lock_is_attested"}),
        ({"markers_in_conflict": 1}, {"no_marker_is_in_conflict"}),
    ), weighty=True, notify="marking_board_head council_secretary coding_officer supervisor"),
    Clause("locked", "decode", "council_chair", "decoded", DECODE, (
        ({"coding_share": False}, {"coding_share_is_given"}),
        ({"decoding_attested": False}, {"decoding_is_attested"}),
        ({"opened_seal": "ee55"}, {"map_is_the_sealed_one"}),
        ({"on_screen": True, "shares_stated": 1}, {"two_custodians_gave_their_shares"}),
        ({"on_screen": True, "shares_stated": 2}, "decoded"),
        ({"opened_seal": "", "map_seal": ""}, {"map_is_the_sealed_one"}),
    ), weighty=True),
    Clause("decoded", "publish_written", "council_chair", "written_published", {}, (
        ({"unmatched_scripts": 1}, {"every_script_is_matched"}),
    ), weighty=True, notify="public candidate council_secretary supervisor"),
    Clause("written_published", "open_remark_window", "system", "remark_window", notify="candidate"),
    Clause("remark_window", "close_remark_window", "system", "remarking", {**OVER, "open_appeals": 1}, (
        ({"open_appeals": 0}, "final"),
        ({"remark_closes_at": EARLY}, {"remark_window_is_over", "appeals_are_answered"}),
        ({"remark_closes_at": None}, {"remark_window_is_over", "appeals_are_answered"}),
    ), notify="council_chair marking_board_head"),
    Clause("remark_window", "close_remark_window", "system", "final", OVER, (
        ({"remark_closes_at": EARLY}, {"remark_window_is_over", "appeals_are_open"}),
        ({"open_appeals": 2}, "remarking"),
    )),
    Clause("remarking", "remind", "system", "remarking"),
    Clause("remarking", "finish_remarking", "council_chair", "final", {}, (
        ({"open_appeals": 1}, {"appeals_are_answered"}),
    ), weighty=True, notify="candidate council_secretary"),
    Clause("planned", "cancel", "appointing_authority", "cancelled", reason=True, weighty=True, despite_hold=True),
    Clause("ready", "cancel", "appointing_authority", "cancelled", READY, (
        ({"now": EXAM}, {"session_has_not_begun"}),
    ), reason=True, weighty=True, despite_hold=True),
    *[Clause(state, "cancel_with_round", "system", "cancelled", {"round_state": "cancelled"}, (
        ({"round_state": "examining"}, {"round_is_cancelled"}),
    ), despite_hold=True) for state in ["planned", "ready"]],
    *[Clause(state, "void", "appointing_authority", "voided", {"has_ground": True}, (
        ({"has_ground": False}, {"ground_is_on_file"}),
    ), reason=True, weighty=True, despite_hold=True) for state in ["ready", *HELD]],
    *[Clause(state, "void_with_round", "system", "voided", {"round_state": "voided"}, (
        ({"round_state": "cancelled"}, {"round_is_voided"}),
    ), despite_hold=True) for state in ["planned", "ready", *HELD]],
]  # fmt: skip
