"""What the regulation says of a reappointment or an extension, by hand. Nothing here comes from the definition."""

from datetime import date

from tests.workflows.oracle import Clause, at

NOW = at("2026-11-20 03:00")
BASE: dict[str, object] = {
    "today": date(2026, 11, 20), "ends_on": date(2027, 2, 1), "report_by": date(2026, 11, 19), "holder": "p-holder",
}  # fmt: skip

STATES = "notice_due notified reported cadres_held referred voted resolved expired"
FINAL = "reappointed extended not_reappointed superseded"
DEADLINES = {
    "notice_due": "overdue notice_due again",
    "notified": "overdue report_due again",
    "reported": "overdue conference_due again",
    "cadres_held": "overdue decision_due again",
    "referred": "overdue decision_due again",
    "voted": "overdue decision_due again",
    "resolved": "overdue decision_due again",
}
UNDER_WAY = ["notice_due", "notified", "reported", "cadres_held", "referred", "voted", "resolved"]
OFFICER, AUTHORITY, BOTH = "personnel_officer", "appointing_authority", "candidate personnel_officer"
EXTENDING = {"road": "extension"}
OVER = {"today": date(2027, 2, 2)}

VOTED = (
    ({"leadership": ""}, {"leadership_has_voted"}),
    ({"leadership": "half"}, "voted"),
    ({"leadership": "below"}, "voted"),
    ({"has_opinion": False, "has_assessment": False}, "voted"),
)
DECIDER = (
    ({"recorded_by": "p-actor"}, {"decider_did_not_enter_the_vote"}),
    ({"recorded_by": "p-officer"}, "resolved"),
    ({"person": "p-holder"}, {"decider_is_not_concerned"}),
)
GROUNDS = ("discipline", "inspection", "away", "health", "exchange", "proposal")
ENDS = ("resignation", "removal", "transfer", "new_post", "reorganisation", "retirement", "death")
CADRES = {"cadres": "carried"}
TWO = "appointing_authority personnel_officer"


def cadres(refers: str, half: str) -> list[Clause]:
    """The conference of key cadres: which sentence keeps it from being referred up, and what exactly 50 % leads to."""
    return [
        Clause("reported", "convene_cadres", OFFICER, "reported", {}, (
            ({"road": "extension"}, {"reappointment_is_considered"}),
            ({"convened": True}, {"no_conference_is_open"}),
        )),
        Clause("reported", "record_cadres", "system", "referred", {"cadres": "below"}, (
            ({"road": "extension"}, {"reappointment_is_considered"}),
            ({"cadres": "half"}, half),
            ({"cadres": "carried"}, "cadres_held"),
            ({"cadres": ""}, {refers, "key_cadres_have_voted"}),
        ), notify=TWO),
        Clause("reported", "record_cadres", "system", "cadres_held", CADRES, (
            ({"road": "extension"}, {refers, "reappointment_is_considered"}),
            ({"cadres": "below"}, "referred"),
        ), notify=TWO),
    ]  # fmt: skip


def clauses(refers: str, half: str) -> list[Clause]:
    """Every clause of one edition."""
    return [
        Clause("notice_due", "notify", OFFICER, "notified", {"has_notice": True}, (
            ({"has_notice": False}, {"notice_is_written"}),
            (OVER, "notified"),
        ), notify="candidate appointing_authority"),
        Clause("notified", "report", "candidate", "reported", {"has_report": True}, (
            ({"has_report": False}, {"report_is_written"}),
            ({"today": date(2026, 11, 21)}, "reported"),
        ), notify=OFFICER),
        Clause("notified", "go_on_without", OFFICER, "reported", {}, (
            ({"today": date(2026, 11, 19)}, {"time_for_the_report_has_passed"}),
            ({"report_by": None}, {"time_for_the_report_has_passed"}),
            ({"today": None}, {"time_for_the_report_has_passed"}),
        ), reason=True, notify=BOTH),
        *cadres(refers, half),
        Clause("reported", "convene_leadership", OFFICER, "reported", {"has_opinion": True, **EXTENDING}, (
            ({"has_opinion": False}, {"party_opinion_is_on_file"}),
            ({"convened": True}, {"no_conference_is_open"}),
            ({"road": "reappointment"}, {"extension_is_considered"}),
        )),
        Clause("cadres_held", "convene_leadership", OFFICER, "cadres_held", {"has_opinion": True, "has_assessment": True}, (
            ({"has_opinion": False}, {"party_opinion_is_on_file"}),
            ({"has_assessment": False}, {"head_has_assessed"}),
            ({"convened": True}, {"no_conference_is_open"}),
        )),
        Clause("reported", "record_leadership", "system", "voted", {"leadership": "carried"}, VOTED, notify=TWO),
        Clause("cadres_held", "record_leadership", "system", "voted", {"leadership": "carried"}, VOTED, notify=TWO),
        Clause("referred", "allow", AUTHORITY, "cadres_held", {}, (
            ({"person": "p-holder"}, {"decider_is_not_concerned"}),
        ), reason=True, notify=OFFICER),
        Clause("voted", "resolve", AUTHORITY, "resolved", {"leadership": "carried"}, (
            *DECIDER,
            ({"holder": None}, "resolved"),
            ({"leadership": "half"}, {"vote_is_carried"}),
            ({"leadership": "below"}, {"vote_is_carried"}),
        ), weighty=True, notify=BOTH),
        Clause("voted", "resolve_despite", AUTHORITY, "resolved", {"leadership": "half"}, (
            *DECIDER,
            ({"leadership": "below"}, "resolved"),
            ({"leadership": "carried"}, {"vote_is_not_carried"}),
        ), reason=True, weighty=True, notify=BOTH),
        Clause("referred", "not_reappoint", AUTHORITY, "not_reappointed", {}, (
            ({"person": "p-holder"}, {"decider_is_not_concerned"}),
            ({"recorded_by": "p-actor"}, "not_reappointed"),
        ), reason=True, weighty=True, notify=BOTH),
        Clause("voted", "not_reappoint", AUTHORITY, "not_reappointed", {"leadership": "carried"}, (
            ({"recorded_by": "p-actor"}, {"decider_did_not_enter_the_vote"}),
            ({"person": "p-holder"}, {"decider_is_not_concerned"}),
        ), reason=True, weighty=True, notify=BOTH),
        Clause("resolved", "reconsider", AUTHORITY, "voted", {}, (
            ({"decision_state": "drafted"}, {"no_decision_stands"}),
            ({"decision_state": "issued"}, {"no_decision_stands"}),
            ({"decision_state": "cancelled"}, "voted"),
            ({"decision_state": "revoked"}, "voted"),
        ), reason=True, notify=OFFICER),
        Clause("resolved", "conclude", "system", "reappointed", {"decision_state": "issued"}, (
            ({"road": "extension"}, "extended"),
            ({"decision_state": "drafted"}, {"decision_is_issued", "extension_is_considered"}),
        ), despite_hold=True, notify=BOTH),
        Clause("resolved", "conclude", "system", "extended", {"decision_state": "issued", **EXTENDING}, (
            ({"road": "reappointment"}, "reappointed"),
            ({"decision_state": ""}, {"decision_is_issued", "reappointment_is_considered"}),
        ), despite_hold=True, notify=BOTH),
        *beside(),
        *late(),
    ]  # fmt: skip


def beside() -> list[Clause]:
    """What may happen at any time."""
    return [
        *[Clause(state, "overdue", "system", "expired", OVER, (
            ({"today": date(2027, 2, 1)}, state),
            ({"ends_on": None}, state),
            ({"today": None}, state),
        ), despite_hold=True, notify="appointing_authority candidate personnel_officer") for state in UNDER_WAY],
        *[Clause(state, "overdue", "system", state, despite_hold=True, notify="appointing_authority personnel_officer")
          for state in UNDER_WAY],
        *[Clause(state, "put_on_hold", AUTHORITY, state, {"ground": "discipline"}, (
            *[({"ground": ground}, state) for ground in GROUNDS],
            ({"ground": ""}, {"ground_allows_a_hold"}),
            ({"ground": "retirement"}, {"ground_allows_a_hold"}),
        ), reason=True, weighty=True, notify=BOTH) for state in UNDER_WAY],
        *[Clause(state, "lift", AUTHORITY, state, {"holds": 1}, (({"holds": 0}, {"case_is_on_hold"}),), reason=True,
                 despite_hold=True, notify=BOTH) for state in UNDER_WAY],
        *[Clause(state, "supersede", "personnel_officer system", "superseded", {"ground": "resignation"}, (
            *[({"ground": ground}, "superseded") for ground in ENDS],
            ({"ground": ""}, {"ground_ends_the_term"}),
            ({"ground": "discipline"}, {"ground_ends_the_term"}),
            ({"decision_state": "issued"}, {"no_decision_stands"}),
            ({"decision_state": "drafted"}, {"no_decision_stands"}),
        ), reason=True, despite_hold=True, notify="appointing_authority candidate")
          for state in [*UNDER_WAY, "expired"]],
    ]  # fmt: skip


def late() -> list[Clause]:
    """After the term's end it goes on from where it stood, or from the beginning."""
    reached = {
        "resolved": {"was_resolved": True, "leadership": "half", "cadres": "carried", "is_reported": True,
                     "has_notice": True},
        "voted": {"leadership": "carried", "cadres": "half", "is_reported": True, "has_notice": True},
        "cadres_held": {"cadres": "below", "is_reported": True, "has_notice": True},
        "reported": {"is_reported": True, "has_notice": True},
        "notified": {"has_notice": True},
        "notice_due": {},
    }  # fmt: skip
    return [
        Clause("expired", "go_on", AUTHORITY, to, given, reason=True, despite_hold=True, notify=BOTH)
        for to, given in reached.items()
    ]


FALLS_THROUGH = {
    ("expired", "go_on"): {
        "it_was_resolved", "leadership_has_voted", "key_cadres_have_voted", "report_was_dealt_with", "notice_was_given",
    },
    **{(state, "overdue"): {"term_is_over"} for state in UNDER_WAY},
}  # fmt: skip
CLAUSES = clauses("key_cadres_are_below_half", "cadres_held")
