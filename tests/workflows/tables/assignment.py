"""What the house's rules say of a role given to a person, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

NOW = at("2026-04-20 03:00")
BASE = {
    "role": "council_secretary", "scope": "round:1", "subject": "p-subject", "proposed_by": "p-proposer",
    "valid_from": at("2026-04-01 00:00"), "grantors": 3,
}  # fmt: skip

STATES = "proposed in_force"
FINAL = "refused ended"
DEADLINES = {
    "in_force": "expire valid_to",
}

LAWFUL = (
    ({"person": "p-proposer"}, {"approver_is_not_the_proposer"}),
    ({"person": "p-subject"}, {"approver_is_not_the_subject"}),
    ({"breaches": ("SD4",), "breaches_vi": "SD4", "breaches_en": "SD4"}, {"duties_stay_separate"}),
    ({"has_account": False}, {"person_can_sign_in"}),
    ({"valid_to": NOW}, {"term_is_not_over"}),
    ({"valid_to": at("2026-04-20 03:00:01")}, "in_force"),
)
COUNCIL = ["council_secretary", "marking_board_head", "marker", "panel_member", "coding_officer", "invigilator"]
LAST = {"role": "approver", "scope": "city", "grantors": 2}
FEW = (
    (LAST, {"enough_grantors_remain"}),
    ({**LAST, "grantors": 3}, "ended"),
    ({**LAST, "scope": "agency:1"}, "ended"),
    ({**LAST, "role": "appointing_authority"}, "ended"),
)

CLAUSES = [
    Clause("proposed", "approve", "approver appointing_authority", "in_force", {}, LAWFUL, weighty=True),
    Clause("proposed", "approve", "council_chair", "in_force", {}, (
        *LAWFUL,
        *(({"role": role}, "in_force") for role in COUNCIL),
        ({"role": "council_chair"}, {"role_belongs_to_the_council"}),
        ({"role": "supervisor"}, {"role_belongs_to_the_council"}),
        ({"role": "approver"}, {"role_belongs_to_the_council"}),
    ), weighty=True),
    Clause("proposed", "found", "system", "in_force", {"role": "approver", "scope": "city", "grantors": 1}, (
        ({"grantors": 2}, {"house_has_no_grantors_yet"}),
        ({"scope": "agency:1"}, {"house_has_no_grantors_yet"}),
        ({"role": "council_chair"}, {"house_has_no_grantors_yet"}),
    )),
    Clause("proposed", "refuse", "approver appointing_authority council_chair", "refused", reason=True),
    Clause("in_force", "end", "approver appointing_authority", "ended", {}, FEW, reason=True, weighty=True),
    Clause("in_force", "end", "council_chair", "ended", {}, (
        ({"role": "council_chair"}, {"role_belongs_to_the_council"}),
    ), reason=True, weighty=True),
    Clause("in_force", "expire", "system", "ended"),
]  # fmt: skip
