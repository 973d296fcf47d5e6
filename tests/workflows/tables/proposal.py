"""What the regulation says of one sealed proposal, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

NOW = at("2026-05-10 03:00")
DUE, EARLIER = at("2026-05-12 17:00"), at("2026-05-09 17:00")
BASE = {"round_state": "oral_scheduled", "application_state": "written_passed", "due_at": DUE}

STATES = "awaited lodged sealed opening missing"
FINAL = "opened waived discontinued"
DEADLINES = {"awaited": "lapse due_at", "lodged": "seal due_at"}

ELSEWHEN = tuple(({"round_state": name}, {"presentations_are_held"}) for name in ("examining", "oral_done"))
OUT = tuple(({"application_state": name}, {"candidate_presents"}) for name in ("absent", "annulled", "discontinued"))
LODGED = {"has_file": True}


def lodging(to):
    """What stands against handing a file in."""
    return (
        *ELSEWHEN,
        *OUT,
        ({"has_file": False}, {"file_is_there"}),
        ({"now": at("2026-05-12 16:59:59")}, to),
        ({"now": DUE}, {"deadline_has_not_passed"}),
        ({"now": at("2026-05-12 17:00:01")}, {"deadline_has_not_passed"}),
        ({"due_at": None}, {"deadline_has_not_passed"}),
    )


PROLONGED = {"new_due_at": at("2026-05-13 17:00"), "first_at": at("2026-05-18 01:00")}


def prolonging(to):
    """What stands against a later deadline."""
    return (
        *ELSEWHEN,
        ({"now": DUE}, {"deadline_has_not_passed"}),
        ({"new_due_at": DUE}, {"new_deadline_is_later"}),
        ({"new_due_at": at("2026-05-12 17:00:01")}, to),
        ({"new_due_at": at("2026-05-12 16:59:59")}, {"new_deadline_is_later"}),
        ({"new_due_at": at("2026-05-18 00:59:59")}, to),
        ({"new_due_at": at("2026-05-18 01:00")}, {"new_deadline_precedes_the_presentations"}),
        ({"first_at": None}, {"new_deadline_precedes_the_presentations"}),
        ({"new_due_at": None}, {"new_deadline_is_later", "new_deadline_precedes_the_presentations"}),
        ({"due_at": None}, {"deadline_has_not_passed", "new_deadline_is_later"}),
    )


def passed(to):
    """A deadline that is dealt with when it has come, not a second before."""
    return (
        ({"now": at("2026-05-12 16:59:59"), "due_at": DUE}, {"deadline_has_passed"}),
        ({"now": DUE, "due_at": DUE}, to),
        ({"due_at": None}, {"deadline_has_passed"}),
    )


OVER = {"due_at": EARLIER}
SHOWN = {**OVER, "content": "abc", "shown": "abc"}
OPENING = (
    *ELSEWHEN,
    ({"due_at": DUE}, {"deadline_has_passed"}),
    ({"unsealed": 1}, {"every_proposal_is_sealed"}),
    ({"shown": "abd"}, {"same_content_is_shown"}),
    ({"content": "", "shown": ""}, {"same_content_is_shown"}),
)

CLAUSES = [
    Clause("awaited", "lodge", "candidate", "lodged", LODGED, lodging("lodged"), despite_hold=True, notify="candidate"),
    Clause("lodged", "replace", "candidate", "lodged", LODGED, lodging("lodged"), despite_hold=True,
           notify="candidate"),
    Clause("lodged", "seal", "system", "sealed", {**OVER, **LODGED}, (
        *passed("sealed"),
        ({"has_file": False}, {"file_is_there"}),
    ), despite_hold=True, notify="candidate"),
    Clause("awaited", "lapse", "system", "missing", OVER, passed("missing"), despite_hold=True,
           notify="candidate council_chair council_secretary supervisor"),
    *[Clause(state, "prolong", "council_chair", state, PROLONGED, prolonging(state), reason=True, weighty=True,
             despite_hold=True) for state in ("awaited", "lodged")],
    Clause("missing", "go_on_without", "council_chair", "waived", OVER, OUT, reason=True, weighty=True,
           notify="candidate council_secretary supervisor"),
    Clause("sealed", "propose_opening", "council_chair", "opening", SHOWN, OPENING, weighty=True, notify="supervisor"),
    Clause("opening", "refuse_opening", "supervisor", "sealed", SHOWN, reason=True, notify="council_chair"),
    Clause("opening", "open", "supervisor", "opened", {**SHOWN, "proposed_by": "p-chair"}, (
        *OPENING,
        ({"person": "p-chair"}, {"opener_is_another"}),
        ({"person": None}, {"opener_is_another"}),
        ({"unproven": 1}, {"keys_open_what_was_lodged"}),
    ), weighty=True, notify="candidate council_chair"),
    Clause("opening", "give_up", "supervisor", "waived", {**OVER, "proposed_by": "p-chair"}, (
        *ELSEWHEN,
        ({"due_at": DUE}, {"deadline_has_passed"}),
        ({"person": "p-chair"}, {"opener_is_another"}),
        ({"person": None}, {"opener_is_another"}),
    ), reason=True, weighty=True, notify="candidate council_chair council_secretary"),
    *[Clause(state, "discontinue", "system", "discontinued", {"application_state": "absent"}, (
        ({"application_state": "annulled"}, "discontinued"),
        ({"application_state": "discontinued"}, "discontinued"),
        ({"application_state": "written_passed"}, {"candidate_presents_no_more"}),
        ({"application_state": "oral_done"}, {"candidate_presents_no_more"}),
    ), despite_hold=True) for state in ("awaited", "lodged", "sealed", "opening", "missing")],
]  # fmt: skip
