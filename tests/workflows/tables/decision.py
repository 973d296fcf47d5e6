"""What the regulation says of a decision of appointment, by hand. Nothing here comes from the definition."""

from datetime import date

from tests.workflows.oracle import Clause, at

NOW = at("2026-09-15 03:00")
BASE = {
    "contest_state": "collective_decided", "drafted_by": "p-officer", "appointee": "p-winner", "number": "123/QĐ-SNV",
    "signed_on": date(2026, 9, 15), "effective_on": date(2026, 9, 15), "term_ends_on": date(2031, 9, 15),
    "today": date(2026, 9, 15),
}  # fmt: skip

STATES = "drafted issued"
FINAL = "revoked cancelled"
DEADLINES: dict[str, str] = {}

LATE = {
    "kind": "REAPPOINTMENT", "method": "ORDINARY", "counts_from": date(2026, 9, 10), "effective_on": date(2026, 9, 10),
}  # fmt: skip

CLAUSES = [
    Clause("drafted", "issue", "appointing_authority", "issued", {}, (
        ({"person": "p-officer"}, {"signer_did_not_draft"}),
        ({"person": "p-winner"}, {"signer_is_not_appointed"}),
        ({"appointee": None}, "issued"),
        ({"contest_state": "submitted"}, {"collective_has_decided"}),
        ({"contest_state": "decision_issued"}, "issued"),
        ({"contest_state": "", "method": "ORDINARY"}, "issued"),
        ({"is_selected": False}, {"names_the_selected"}),
        ({"is_selected": False, "method": "ORDINARY"}, "issued"),
        ({"number": None}, {"number_is_given"}),
        ({"number": ""}, {"number_is_given"}),
        ({"number_taken": True}, {"number_is_free"}),
        ({"signed_on": None}, {"dates_are_in_order", "signing_is_not_ahead"}),
        ({"effective_on": None}, {"dates_are_in_order"}),
        ({"term_ends_on": None}, {"dates_are_in_order"}),
        ({"effective_on": date(2026, 9, 14)}, {"dates_are_in_order"}),
        ({"effective_on": date(2026, 10, 1)}, "issued"),
        ({"term_ends_on": date(2026, 9, 15)}, {"dates_are_in_order"}),
        ({"today": date(2026, 9, 14)}, {"signing_is_not_ahead"}),
        ({"today": None}, {"signing_is_not_ahead"}),
        ({"kind": "PROMOTION"}, "issued"),
        ({"kind": "REAPPOINTMENT"}, {"exam_is_for_new_appointments"}),
        ({"kind": "REAPPOINTMENT", "method": "ORDINARY"}, "issued"),
        ({"kind": "EXTENSION"}, {"exam_is_for_new_appointments"}),
        ({"kind": "EXTENSION", "method": "ORDINARY"}, "issued"),
        ({"method": "ORDINARY", "effective_on": date(2026, 9, 10)}, {"dates_are_in_order"}),
        ({**LATE}, "issued"),
        ({**LATE, "kind": "EXTENSION"}, "issued"),
        ({**LATE, "effective_on": date(2026, 9, 11)}, {"new_term_counts_from_the_old_end"}),
        ({**LATE, "effective_on": date(2026, 9, 15)}, {"new_term_counts_from_the_old_end"}),
        ({**LATE, "effective_on": None}, {"dates_are_in_order", "new_term_counts_from_the_old_end"}),
        ({**LATE, "term_ends_on": date(2026, 9, 10)}, {"dates_are_in_order"}),
        ({**LATE, "signed_on": date(2026, 9, 16)}, {"signing_is_not_ahead"}),
        ({**LATE, "signed_on": date(2026, 9, 9)}, "issued"),
    ), weighty=True, notify="personnel_officer"),
    Clause("drafted", "cancel", "appointing_authority personnel_officer", "cancelled", reason=True),
    Clause("drafted", "discontinue", "system", "cancelled", notify="appointing_authority personnel_officer"),
    Clause("issued", "revoke", "appointing_authority", "revoked", reason=True, weighty=True,
           notify="personnel_officer supervisor"),
]  # fmt: skip
