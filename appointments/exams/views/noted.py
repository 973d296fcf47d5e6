"""How acts of the exam that are no steps are called in a timeline."""

from flask_babel import lazy_gettext as l_

ACTS = {
    "set_time": l_("Time of the session set anew"),
    "arrange_rooms": l_("Rooms laid out, candidates seated"),
    "summon": l_("Candidates summoned"),
    "post_lists": l_("Room lists posted"),
    "record_counts": l_("Scripts counted"),
    "attest_counts": l_("Counting attested"),
    "correct_attendance": l_("Attendance corrected"),
    "enter_envelope": l_("An envelope of a question paper entered"),
    "record_custody": l_("Custody of an envelope recorded"),
    "publish_digest": l_("Digest of a used paper published"),
    "sign_minutes": l_("Minutes of a room signed"),
    "attest_minutes": l_("Minutes of the rooms attested"),
    "record_incident": l_("An incident recorded"),
    "set_criteria": l_("Marking criteria entered"),
    "assign_markers": l_("Markers named"),
    "leave_pool": l_("A marker left the pool"),
    "draw_sample": l_("Sample to be read again drawn"),
    "moderate": l_("Read again: the mark stands"),
    "attest_lock": l_("Lock attested"),
    "map_again": l_("The map's file handed out again"),
    "give_share": l_("The map brought back"),
    "state_share": l_("A custodian stated that the own share was given"),
    "attest_decoding": l_("Decoding attested"),
    "draw_order": l_("Order of the presentations drawn"),
    "set_presentation_times": l_("Presentations timed, candidates summoned"),
    "take_proposal_key": l_("Key of the proposals brought"),
    "inspect": l_("Proposal read on a reason"),
    "set_rubric": l_("Rubric of the presentations entered"),
    "key_panel_sheet": l_("A panel sheet keyed"),
    "settle_panel_sheet": l_("A panel sheet settled"),
}
ON_APPLICATIONS = ("correct_attendance", "key_panel_sheet", "settle_panel_sheet")
"""Those that stand in the timeline of an application."""
