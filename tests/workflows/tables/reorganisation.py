"""What the house's rules say of a reorganisation, by hand. Nothing here comes from the definition."""

from datetime import date

from tests.workflows.oracle import Clause, at

NOW = at("2025-06-20 03:00")
BASE = {
    "drafted_by": "p-drafter", "kind": "MERGE", "before": 3, "after": 1, "document": "NQ 202/2025/QH15",
    "signed_on": date(2025, 6, 12),
}  # fmt: skip

STATES = "drafted confirmed"
FINAL = "refused withdrawn revoked"
DEADLINES: dict[str, str] = {}

UNFIT = {"units_fit_the_kind"}

CLAUSES = [
    Clause("drafted", "confirm", "approver appointing_authority", "confirmed", {}, (
        ({"person": "p-drafter"}, {"confirmer_is_not_the_drafter"}),
        ({"document": " "}, {"document_is_named"}),
        ({"signed_on": None}, {"document_is_named"}),
        ({"before": 2}, "confirmed"),
        ({"before": 1}, UNFIT),
        ({"after": 2}, UNFIT),
        ({"after": 0}, UNFIT),
        ({"kind": "SPLIT"}, UNFIT),
        ({"kind": "SPLIT", "before": 1, "after": 2}, "confirmed"),
        ({"kind": "SPLIT", "before": 1, "after": 1}, UNFIT),
        ({"kind": "SPLIT", "before": 2, "after": 2}, UNFIT),
        ({"kind": "RENAME", "before": 1, "after": 1}, "confirmed"),
        ({"kind": "RENAME", "before": 1, "after": 2}, UNFIT),
        ({"kind": "RENAME", "before": 2, "after": 1}, UNFIT),
        ({"kind": "DISSOLVE", "before": 1, "after": 0}, "confirmed"),
        ({"kind": "DISSOLVE", "before": 1, "after": 1}, UNFIT),
        ({"kind": "DISSOLVE", "before": 0, "after": 0}, UNFIT),
        ({"kind": "REARRANGE", "before": 2, "after": 5}, "confirmed"),
        ({"kind": "REARRANGE", "before": 2, "after": 0}, UNFIT),
        ({"kind": "REARRANGE", "before": 0, "after": 2}, UNFIT),
        ({"kind": "SOMETHING"}, UNFIT),
        ({"absent": ("a",), "absent_names": "Đơn vị Mẫu"}, {"units_exist_then"}),
        ({"is_circular": True}, {"no_unit_succeeds_itself"}),
    ), weighty=True, notify="personnel_officer"),
    Clause("drafted", "refuse", "approver appointing_authority", "refused", reason=True, notify="personnel_officer"),
    Clause("drafted", "withdraw", "personnel_officer", "withdrawn"),
    Clause("confirmed", "revoke", "appointing_authority", "revoked", {}, (
        ({"followed_by": 1}, {"nothing_rests_on_it"}),
    ), reason=True, weighty=True, notify="personnel_officer approver"),
]  # fmt: skip
