"""What the regulation says of a complaint or a denunciation, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

NOW = at("2026-05-20 03:00")
BASE: dict[str, object] = {}

STATES = "lodged received accepted examining"
FINAL = "upheld partly_upheld dismissed not_accepted transferred withdrawn"
DEADLINES = {
    "received": "remind accept_by",
    "accepted": "remind conclude_by",
    "examining": "remind conclude_by",
}
HANDLERS, EXAMINERS = "appointing_authority council_chair", "appointing_authority council_chair supervisor"
OPEN = ["received", "accepted", "examining"]
EXAMINED = {"has_findings": True, "examined_by": "p-examiner"}

APART = (
    ({"about_persons": ("p-actor",)}, {"it_is_not_about_the_handler"}),
    ({"about_roles": ("council_chair",), "acting_roles": ("council_chair",)}, {"it_is_not_about_the_handler"}),
    ({"kind": "denunciation", "about_persons": ("p-actor",)}, {"it_is_not_about_the_handler"}),
)
CONCLUDED = (
    *APART,
    ({"has_findings": False}, {"findings_are_on_file"}),
    ({"person": "p-examiner"}, {"concluder_did_not_examine"}),
)


def others(to: str) -> tuple[tuple[dict[str, object], str], ...]:
    """That it is about somebody else stands against nothing."""
    return (
        ({"about_persons": ("p-other",), "about_roles": ("council_secretary",), "acting_roles": ("supervisor",)}, to),
    )


CLAUSES = [
    Clause("lodged", "lodge", "candidate personnel_officer public", "received", despite_hold=True,
           notify="council_chair appointing_authority supervisor"),
    Clause("received", "remind", "system", "received", despite_hold=True),
    Clause("received", "accept", HANDLERS, "accepted", {}, (*APART, *others("accepted")), despite_hold=True,
           notify="candidate supervisor"),
    Clause("received", "not_accept", HANDLERS, "not_accepted", {}, APART, reason=True, despite_hold=True,
           notify="candidate supervisor"),
    *[Clause(state, "transfer", HANDLERS, "transferred", {}, (
        ({"about_persons": ("p-actor",)}, "transferred"),
    ), reason=True, despite_hold=True, notify="candidate supervisor") for state in OPEN],
    Clause("accepted", "examine", EXAMINERS, "examining", {}, (*APART, *others("examining")), despite_hold=True),
    Clause("accepted", "remind", "system", "accepted", despite_hold=True),
    Clause("examining", "remind", "system", "examining", despite_hold=True),
    Clause("examining", "uphold", HANDLERS, "upheld", EXAMINED, (*CONCLUDED, *others("upheld")), reason=True,
           weighty=True, despite_hold=True, notify="candidate supervisor"),
    Clause("examining", "uphold_partly", HANDLERS, "partly_upheld", EXAMINED, CONCLUDED, reason=True, weighty=True,
           despite_hold=True, notify="candidate supervisor"),
    Clause("examining", "dismiss", HANDLERS, "dismissed", EXAMINED, CONCLUDED, reason=True, weighty=True,
           despite_hold=True, notify="candidate supervisor"),
    *[Clause(state, "withdraw", "candidate", "withdrawn", despite_hold=True, notify="council_chair supervisor")
      for state in OPEN],
]  # fmt: skip
