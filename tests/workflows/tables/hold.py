"""What the regulation says of a suspension, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

NOW = at("2026-04-20 03:00")
BASE: dict[str, object] = {}

STATES = "asked in_force"
FINAL = "lifted refused"
DEADLINES = {
    "in_force": "remind review_on",
}

BOTH = "appointing_authority council_chair"
TOLD = "personnel_officer council_secretary supervisor"

CLAUSES = [
    Clause("asked", "place", BOTH, "in_force", {}, (
        ({"before_lock": False}, {"marks_are_not_locked"}),
        ({"target_open": False}, {"target_has_not_ended"}),
    ), reason=True, weighty=True, despite_hold=True, notify=TOLD),
    Clause("asked", "refuse", BOTH, "refused", {}, (({"target_open": False}, "refused"),), reason=True,
           despite_hold=True, notify="personnel_officer supervisor"),
    Clause("in_force", "remind", "system", "in_force", despite_hold=True, notify=BOTH),
    Clause("in_force", "prolong", BOTH, "in_force", {}, (({"before_lock": False}, "in_force"),), reason=True,
           despite_hold=True, notify=TOLD),
    Clause("in_force", "lift", BOTH, "lifted", {}, (({"before_lock": False}, "lifted"),), reason=True, weighty=True,
           despite_hold=True, notify=TOLD),
]  # fmt: skip
