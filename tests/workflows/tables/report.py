"""What the house's rules say of a report of the indicator, by hand. Nothing here comes from the definition."""

from datetime import date

from tests.workflows.oracle import Clause, at

NOW = at("2026-04-20 03:00")
BASE = {"drafted_by": "p-drafter", "as_of": date(2026, 4, 19), "today": date(2026, 4, 20), "is_outdated": False}

STATES = "drafted"
FINAL = "frozen dropped"
DEADLINES: dict[str, str] = {}

CLAUSES = [
    Clause("drafted", "freeze", "approver appointing_authority", "frozen", {}, (
        ({"person": "p-drafter"}, {"freezer_did_not_draw_it_up"}),
        ({"is_outdated": True}, {"decisions_are_as_drawn_up"}),
        ({"as_of": date(2026, 4, 20)}, "frozen"),
        ({"as_of": date(2026, 4, 21)}, {"as_of_day_is_not_ahead"}),
        ({"as_of": None}, {"as_of_day_is_not_ahead"}),
        ({"today": None}, {"as_of_day_is_not_ahead"}),
        ({"person": "p-drafter", "is_outdated": True, "as_of": None},
         {"freezer_did_not_draw_it_up", "decisions_are_as_drawn_up", "as_of_day_is_not_ahead"}),
    ), weighty=True, notify="personnel_officer"),
    Clause("drafted", "drop", "personnel_officer approver appointing_authority", "dropped", reason=True,
           notify="personnel_officer"),
]  # fmt: skip
