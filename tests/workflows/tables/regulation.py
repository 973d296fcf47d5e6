"""What the house's rules say of an edition of the parameters, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

NOW = at("2026-04-20 03:00")
BASE = {"drafted_by": "p-drafter", "has_source": True}

STATES = "drafted in_force"
FINAL = "refused superseded"
DEADLINES: dict[str, str] = {}

CLAUSES = [
    Clause("drafted", "enact", "approver appointing_authority", "in_force", {}, (
        ({"person": "p-drafter"}, {"approver_is_not_the_drafter"}),
        ({"problems": ("exam.pass_each",), "problems_vi": "x", "problems_en": "x"}, {"values_are_within_range"}),
        ({"has_source": False}, {"source_is_named"}),
    ), weighty=True, notify="personnel_officer"),
    Clause("drafted", "refuse", "approver appointing_authority", "refused", reason=True, notify="personnel_officer"),
    Clause("in_force", "supersede", "system", "superseded", {"newer_in_force": True}, (
        ({"newer_in_force": False}, {"newer_edition_is_in_force"}),
    )),
]  # fmt: skip
