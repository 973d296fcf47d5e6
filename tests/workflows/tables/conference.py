"""What the regulation says of a conference that votes, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

NOW = at("2026-09-14 02:00")
BASE: dict[str, object] = {"summoned": 20, "is_quorate": True, "names": 2, "entered_by": "p-officer"}

STATES = "convened adjourned quorate balloted counted"
FINAL = "closed cancelled"
DEADLINES: dict[str, str] = {}

OFFICER, BOTH = "personnel_officer", "appointing_authority personnel_officer"
ENDED = ({"parent_open": False}, {"case_above_waits"})
SHORT = {"is_quorate": False}

CLAUSES = [
    Clause("convened", "attend", OFFICER, "quorate", {}, (
        ({"summoned": 0}, {"somebody_is_summoned", "presence_falls_short"}),
        ({"head_imbalances": 1}, {"heads_balance", "presence_falls_short"}),
        (SHORT, "adjourned"),
        ({"parent_open": False}, {"case_above_waits", "presence_falls_short"}),
    )),
    Clause("convened", "attend", OFFICER, "adjourned", SHORT, (
        ({"summoned": 0}, {"somebody_is_summoned", "presence_suffices"}),
        ({"head_imbalances": 2}, {"heads_balance", "presence_suffices"}),
        ({"is_quorate": True}, "quorate"),
        ({"parent_open": False}, {"case_above_waits", "presence_suffices"}),
    ), notify="appointing_authority"),
    Clause("adjourned", "reconvene", OFFICER, "convened", {}, (ENDED,), reason=True),
    Clause("quorate", "issue_ballots", OFFICER, "balloted", {}, (
        ({"is_review": True}, {"ballots_are_asked"}), ({"names": 0}, {"names_are_given"}), ENDED,
    )),
    Clause("quorate", "agree", OFFICER, "counted", {"is_review": True}, (
        ({"is_review": False}, {"no_ballots_are_asked"}), ({"names": 0}, {"names_are_given"}),
        ({"is_voter": True}, {"counter_does_not_vote"}), ENDED,
    ), notify="appointing_authority"),
    Clause("balloted", "count", OFFICER, "counted", {}, (
        ({"imbalances": 1}, {"figures_balance"}), ({"is_voter": True}, {"counter_does_not_vote"}), ENDED,
    ), notify="appointing_authority"),
    Clause("counted", "recount", BOTH, "quorate", {}, (({"parent_open": False}, "quorate"),), reason=True,
           notify=OFFICER),
    Clause("counted", "confirm", BOTH, "closed", {}, (
        ({"person": "p-officer"}, {"confirmer_did_not_enter"}), ({"is_voter": True}, {"counter_does_not_vote"}), ENDED,
        ({"entered_by": None}, "closed"),
    ), weighty=True, notify=OFFICER),
    *[
        Clause(state, "cancel", "system", "cancelled", {"parent_open": False}, (
            ({"parent_open": True}, {"case_above_has_ended"}),
        ), despite_hold=True)
        for state in "convened adjourned quorate balloted counted".split()
    ],
]  # fmt: skip
