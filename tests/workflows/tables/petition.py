"""What the regulation says of a petition on the shortlist, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

NOW = at("2026-04-20 03:00")

BASE = {
    "application_state": "rejected", "round_state": "shortlist_published", "paper_state": "planned",
    "rejected_by": ("p-first", "p-second"),
}  # fmt: skip

STATES = "asked filed under_review"
FINAL = "upheld dismissed withdrawn"
DEADLINES = {
    "filed": "remind exam_at",
    "under_review": "remind exam_at",
}

REJECTED = (
    ({"application_state": "submitted"}, {"application_is_rejected"}),
    ({"application_state": "not_admitted"}, {"application_is_rejected"}),
)
AHEAD = (
    ({"paper_state": "held"}, {"written_part_is_ahead"}),
    ({"paper_state": "marking"}, {"written_part_is_ahead"}),
)
OTHER = (
    ({"person": "p-first"}, {"reviewer_did_not_reject"}),
    ({"person": "p-second"}, {"reviewer_did_not_reject"}),
)

CLAUSES = [
    Clause("asked", "file", "candidate", "filed", {}, (
        *REJECTED,
        *AHEAD,
        ({"round_state": "checking"}, {"shortlist_is_published"}),
        ({"round_state": "examining", "paper_state": "ready"}, "filed"),
        ({"paper_state": ""}, "filed"),
    ), notify="approver personnel_officer"),
    Clause("filed", "take_up", "approver personnel_officer", "under_review", {}, (*REJECTED, *AHEAD),
           notify="candidate"),
    Clause("filed", "remind", "system", "filed"),
    Clause("under_review", "remind", "system", "under_review"),
    Clause("under_review", "uphold", "approver", "upheld", {}, (*REJECTED, *AHEAD, *OTHER), reason=True, weighty=True,
           notify="candidate personnel_officer"),
    Clause("under_review", "dismiss", "approver", "dismissed", {}, (
        *OTHER,
        ({"paper_state": "held"}, "dismissed"),
    ), reason=True, weighty=True, notify="candidate personnel_officer"),
    *[Clause(state, "withdraw", "candidate", "withdrawn", {}, (({"paper_state": "held"}, "withdrawn"),),
             despite_hold=True, notify="approver") for state in ["filed", "under_review"]],
]  # fmt: skip
