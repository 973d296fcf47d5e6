"""What the regulation says of an ordinary appointment, by hand; only the number of conferences differs between texts.

`clauses(steps, outside)`: so many conferences on site, and whether the leadership votes on somebody from elsewhere.
Nothing here comes from the definitions.
"""

from datetime import date

from tests.workflows.oracle import Clause, at

NOW = at("2026-09-14 02:00")
BASE: dict[str, object] = {
    "vacancies": 1, "list_approved": True, "has_standards": True, "names": 1, "requested_by": "p-officer",
    "submitted_by": "p-officer", "has_minutes": True, "today": date(2026, 9, 14), "is_chosen_one": True,
}  # fmt: skip
FINAL = "policy_refused in_office closed"
OFFICER, AUTHORITY = "personnel_officer", "appointing_authority"
BOTH = f"{AUTHORITY} {OFFICER}"

NEED = (
    ({"vacancies": 0}, {"post_is_vacant"}),
    ({"list_approved": False}, {"position_list_is_approved"}),
    ({"has_standards": False}, {"standards_are_issued"}),
    ({"is_elected": True}, {"title_is_appointed"}),
)
ASKED_IT = ({"person": "p-officer"}, {"decider_did_not_ask"})
NOT_ASKED = ({"requested_by": None, "person": "p-officer"}, "policy_approved")
GOES_ON, ONE, AT_HALF, STOPPED = "somebody_goes_on", "one_is_chosen", "head_is_to_choose", "conference_stopped"
CONFERENCES = {
    5: "at_review at_extended at_leadership_again at_key_cadres at_final".split(),
    4: "at_leadership at_extended at_key_cadres at_final".split(),
}
EARLIER = "elsewhere receiver_consulted sender_consulted person_met appraised".split()


def states(steps: int, outside: bool) -> str:
    """Every state that is no end; the first is where a case begins."""
    vote = "outside_vote " if outside else ""
    conferences = " ".join(CONFERENCES[steps])
    return (f"need_draft policy_requested policy_approved {conferences} {' '.join(EARLIER)} {vote}head_choosing "
            "stopped chosen submitted decided")  # fmt: skip


def deadlines(steps: int, outside: bool) -> dict[str, str]:
    """The policy has its days; everything between policy and decision has the whole procedure's."""
    untimed = ("need_draft", "policy_requested", "stopped", "decided")
    whole = dict.fromkeys((s for s in states(steps, outside).split() if s not in untimed), "remind finish_by")
    return {"policy_requested": "remind policy.decision_days working", **whole}


def _carrying(source: str, target: str) -> list[Clause]:
    """A conference after which another follows: whoever the rule carries goes on."""
    nothing = ({"outcome": ""}, {GOES_ON, STOPPED})
    return [
        Clause(source, "conclude", "system", target, {"outcome": "one_chosen"}, (
            ({"outcome": "many_carried"}, target), ({"outcome": "opinion_recorded"}, target),
            ({"outcome": "head_decides"}, {GOES_ON, STOPPED}), nothing, ({"outcome": "stopped"}, "stopped"),
        ), notify=BOTH),
        Clause(source, "conclude", "system", "stopped", {"outcome": "stopped"}, (nothing,), notify=BOTH),
    ]  # fmt: skip


def _last(source: str) -> list[Clause]:
    """The vote that chooses one person, or leaves it to the head."""
    nothing = ({"outcome": ""}, {ONE, AT_HALF, STOPPED})
    return [
        Clause(source, "conclude", "system", "chosen", {"outcome": "one_chosen"}, (
            ({"outcome": "many_carried"}, {ONE, AT_HALF, STOPPED}),
            ({"outcome": "opinion_recorded"}, {ONE, AT_HALF, STOPPED}), nothing,
        ), notify=BOTH),
        Clause(source, "conclude", "system", "head_choosing", {"outcome": "head_decides"}, (nothing,), notify=BOTH),
        Clause(source, "conclude", "system", "stopped", {"outcome": "stopped"}, (nothing,), notify=BOTH),
    ]  # fmt: skip


def _elsewhere(outside: bool) -> list[Clause]:
    steps = "consult_receiver consult_sender meet_person appraise".split()
    found = [Clause(EARLIER[n], trigger, OFFICER, EARLIER[n + 1], reason=True) for n, trigger in enumerate(steps)]
    not_one = (({"names": 0}, {"one_person_is_listed"}), ({"names": 2}, {"one_person_is_listed"}))
    if not outside:
        return [*found, Clause("appraised", "settle", OFFICER, "chosen", {}, not_one)]
    return [*found, Clause("appraised", "put_to_vote", OFFICER, "outside_vote", {}, not_one), *_last("outside_vote")]


def clauses(steps: int, outside: bool) -> list[Clause]:
    """Every clause."""
    first, *others = CONFERENCES[steps]
    found = [
        Clause("need_draft", "request_policy", OFFICER, "policy_requested", {}, NEED, notify=AUTHORITY),
        Clause("policy_requested", "remind", "system", "policy_requested", notify=BOTH),
        Clause("policy_requested", "approve_policy", AUTHORITY, "policy_approved", {}, (*NEED, ASKED_IT, NOT_ASKED),
               weighty=True, notify=OFFICER),
        Clause("policy_requested", "refuse_policy", AUTHORITY, "policy_refused", {}, (
            ASKED_IT, ({"vacancies": 0}, "policy_refused"),
        ), reason=True, weighty=True, notify=OFFICER),
        Clause("policy_requested", "return", AUTHORITY, "need_draft", {}, (({"vacancies": 0}, "need_draft"),),
               reason=True, notify=OFFICER),
        Clause("policy_approved", "take_on_site", OFFICER, first, {}, (
            ({"names": 0}, {"somebody_is_listed"}), ({"names": 3}, first),
        )),
        Clause("policy_approved", "take_from_elsewhere", OFFICER, "elsewhere", {}, (
            ({"names": 0}, {"one_person_is_listed"}), ({"names": 2}, {"one_person_is_listed"}),
        )),
        Clause("stopped", "restart", AUTHORITY, first, {}, (({"convened": True}, {"no_conference_is_open"}),),
               reason=True, weighty=True, notify=OFFICER),
    ]  # fmt: skip
    for source, target in zip([first, *others], others, strict=False):
        found += _carrying(source, target)
    found += _last(others[-1]) + _elsewhere(outside)
    found += [
        Clause("head_choosing", "choose", AUTHORITY, "chosen", {}, (
            ({"is_chosen_one": False}, {"choice_is_among_them"}),
        ), reason=True, weighty=True, notify=OFFICER),
        Clause("chosen", "submit", OFFICER, "submitted", {}, (
            ({"open_checks": 1}, {"verification_is_complete"}), ({"failed_checks": 1}, {"verification_is_clean"}),
        ), notify=AUTHORITY),
        Clause("submitted", "return", AUTHORITY, "chosen", reason=True, notify=OFFICER),
        Clause("submitted", "decide", AUTHORITY, "decided", {}, (
            ({"person": "p-officer"}, {"decider_did_not_submit"}), ({"has_minutes": False}, {"collective_met"}),
            ({"submitted_by": None, "person": "p-officer"}, "decided"),
        ), weighty=True, notify=OFFICER),
        Clause("decided", "take_office", OFFICER, "in_office", {
            "decision_state": "issued", "effective_on": date(2026, 9, 14),
        }, (
            ({"decision_state": "drafted"}, {"decision_is_issued"}),
            ({"effective_on": date(2026, 9, 15)}, {"decision_is_in_effect"}),
            ({"effective_on": None}, {"decision_is_in_effect"}), ({"today": None}, {"decision_is_in_effect"}),
        ), notify=AUTHORITY),
    ]  # fmt: skip
    return found + _ways_out(steps, outside)


def _ways_out(steps: int, outside: bool) -> list[Clause]:
    found = []
    for state in states(steps, outside).split():
        if state in deadlines(steps, outside) and state != "policy_requested":
            found.append(Clause(state, "remind", "system", state, notify=BOTH))
        stands = (
            ({"decision_state": "drafted"}, {"no_decision_stands"}),
            ({"decision_state": "issued"}, {"no_decision_stands"}),
            ({"decision_state": "revoked"}, "closed"),
        )
        if state == "need_draft":
            found.append(Clause(state, "drop", OFFICER, "closed", reason=True))
        else:
            found.append(Clause(state, "close", AUTHORITY, "closed", {}, stands if state == "decided" else (),
                                reason=True, weighty=True, despite_hold=True, notify=BOTH))  # fmt: skip
    return found
