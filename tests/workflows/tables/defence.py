"""What the regulation says of one presentation scored on screen, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at, mark

NOW = at("2026-05-10 03:00")
BASE = {
    "round_state": "oral_scheduled", "application_state": "written_passed", "starts_at": at("2026-05-10 02:30"),
    "members": ("p-1", "p-2", "p-3", "p-4"), "limit": mark("20"), "least": 3, "staying": 3,
}  # fmt: skip

STATES = "scoring divergent talked_over settled"
FINAL = "closed discontinued"
DEADLINES: dict[str, str] = {}

OPEN = STATES.split()
ELSEWHEN = tuple(({"round_state": name}, {"presentations_are_held"}) for name in ("examining", "oral_done"))
SIGNED = {"signed_by": ("p-1", "p-2", "p-3", "p-4"), "unsigned": 0}
LEAVING = (
    *ELSEWHEN,
    ({"leaving": "p-else"}, {"leaving_member_sits_here"}),
    ({"staying": 2}, {"enough_members_stay"}),
    ({"staying": 4, "least": 5}, {"enough_members_stay"}),
    ({"staying": 2, "least": 2}, "scoring"),
)
ANSWERING = (
    *ELSEWHEN,
    ({"person": "p-2"}, {"member_is_asked"}),
    ({"person": "p-else", "asked": ("p-else",)}, {"member_sits_here"}),
    ({"asked": ()}, {"member_is_asked"}),
    ({"in_conflict": True}, {"member_is_in_no_conflict"}),
)
ASKED = {**SIGNED, "person": "p-1", "asked": ("p-1", "p-3")}

CLAUSES = [
    Clause("scoring", "sign", "panel_member", "scoring", {"person": "p-1", "unsigned": 3, "signed_by": ("p-2",)}, (
        *ELSEWHEN,
        ({"now": at("2026-05-10 02:29")}, {"presentation_has_begun"}),
        ({"now": at("2026-05-10 02:30")}, "scoring"),
        ({"starts_at": None}, {"presentation_has_begun"}),
        ({"person": "p-else"}, {"member_sits_here"}),
        ({"members": ()}, {"member_sits_here"}),
        ({"unopened": 1}, {"proposals_are_opened"}),
        ({"signed_by": ("p-1",)}, {"member_has_not_signed"}),
        ({"in_conflict": True}, {"member_is_in_no_conflict"}),
        ({"misfits": 1}, {"points_fit_the_criteria"}),
    )),
    Clause("scoring", "settle", "system", "settled", SIGNED, (
        ({"unsigned": 1}, {"every_sheet_is_signed"}),
        ({"members": ()}, {"every_sheet_is_signed"}),
        ({"far": ("p-1",)}, {"no_sheet_is_far"}),
    ), notify="council_chair"),
    Clause("scoring", "diverge", "system", "divergent", {**SIGNED, "far": ("p-1",)}, (
        ({"far": ()}, {"some_sheet_is_far"}),
        ({"unsigned": 1}, {"every_sheet_is_signed"}),
    ), notify="council_secretary council_chair"),
    Clause("divergent", "talk_over", "council_secretary council_chair", "talked_over", {**SIGNED, "has_record": True}, (
        *ELSEWHEN,
        ({"has_record": False}, {"talk_is_on_record"}),
    )),
    Clause("talked_over", "score_again", "panel_member", "talked_over", ASKED, (
        *ANSWERING,
        ({"misfits": 2}, {"points_fit_the_criteria"}),
    ), reason=True),
    Clause("talked_over", "keep_score", "panel_member", "talked_over", ASKED, (
        *ANSWERING,
        ({"misfits": 2}, "talked_over"),
    ), reason=True),
    Clause("talked_over", "settle", "system", "settled", SIGNED, (
        ({"asked": ("p-3",)}, {"everybody_asked_has_answered"}),
        ({"far": ("p-2",)}, {"no_sheet_is_far"}),
    ), notify="council_chair"),
    Clause("talked_over", "diverge", "system", "divergent", {**SIGNED, "far": ("p-2",)}, (
        ({"asked": ("p-3",)}, {"everybody_asked_has_answered"}),
        ({"far": ()}, {"some_sheet_is_far"}),
    ), notify="council_secretary council_chair"),
    Clause("settled", "close", "council_chair", "closed", SIGNED, (
        *ELSEWHEN,
        ({"unsigned": 1}, {"every_sheet_is_signed"}),
        ({"members": ()}, {"every_sheet_is_signed"}),
        ({"far": ("p-2",)}, {"no_sheet_is_far"}),
    ), weighty=True, notify="council_secretary"),
    *[Clause(state, "step_down", "panel_member", "scoring", {"person": "p-1", "leaving": "p-1"}, (
        *LEAVING[:2],
        ({"leaving": "p-2"}, {"member_leaves_for_oneself"}),
        ({"person": "p-else", "leaving": "p-else"}, {"leaving_member_sits_here"}),
        *LEAVING[3:],
    ), reason=True, notify="council_chair council_secretary") for state in OPEN],
    *[Clause(state, "remove", "council_chair", "scoring", {"leaving": "p-2"}, LEAVING, reason=True, weighty=True,
             notify="council_secretary") for state in OPEN],
    Clause("scoring", "seat", "council_chair", "scoring", {}, (
        *ELSEWHEN,
        ({"barred": 1}, {"newcomer_may_sit"}),
    ), notify="council_secretary"),
    *[Clause(state, "discontinue", "system", "discontinued", {"application_state": "absent"}, (
        ({"application_state": "annulled"}, "discontinued"),
        ({"application_state": "written_passed"}, {"candidate_presents_no_more"}),
        ({"application_state": "oral_done"}, {"candidate_presents_no_more"}),
    ), despite_hold=True) for state in OPEN],
]  # fmt: skip
