"""What the regulation says of a sanction in the exam, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at

EXAM = at("2026-05-04 01:00")
NOW = at("2026-05-04 02:00")

BASE = {
    "kind": "warning", "paper_state": "ready", "application_state": "sat", "contest_state": "contested", "exam_at": EXAM,
    "signed_by": "p-first",
}  # fmt: skip

STATES = "drawn_up minuted in_force"
FINAL = "dismissed set_aside"
DEADLINES: dict[str, str] = {}

GONE = (
    ({"application_state": "absent"}, {"candidate_is_in_the_exam"}),
    ({"application_state": "annulled"}, {"candidate_is_in_the_exam"}),
    ({"application_state": "written_failed"}, {"candidate_is_in_the_exam"}),
)
MINUTED = (
    ({"now": at("2026-05-04 00:59:59")}, {"exam_has_begun"}),
    ({"exam_at": None}, {"exam_has_begun"}),
    *GONE,
    ({"was_read": False}, {"refusal_has_two_witnesses"}),
    ({"was_read": False, "witnesses": 1}, {"refusal_has_two_witnesses"}),
    ({"was_read": False, "witnesses": 2}, "minuted"),
    ({"kind": "suspension"}, "minuted"),
    ({"kind": "suspension", "paper_state": "held"}, {"suspension_ends_a_session"}),
    ({"kind": "annulment", "paper_state": "held"}, "minuted"),
    ({"application_state": "listed"}, "minuted"),
)
SECOND = (
    *GONE,
    ({"person": "p-first"}, {"second_signature_is_anothers"}),
    ({"kind": "reprimand"}, "in_force"),
    ({"kind": "suspension"}, {"it_takes_off_marks"}),
    ({"kind": "annulment"}, {"it_takes_off_marks"}),
)

CLAUSES = [
    Clause("drawn_up", "sign", "invigilator council_secretary", "minuted", {}, (
        *MINUTED,
        ({"paper_state": "held"}, "minuted"),
        ({"paper_state": "planned"}, {"exam_goes_on", "deduction_can_still_count"}),
        ({"paper_state": "voided", "kind": "annulment"}, {"exam_goes_on"}),
        ({"paper_state": "held", "only_invigilates": True}, "minuted"),
        ({"paper_state": "coded", "only_invigilates": True}, {"invigilators_act_at_the_session"}),
        ({"paper_state": "decoded"}, "minuted"),
        ({"paper_state": "written_published"}, {"deduction_can_still_count"}),
        ({"paper_state": "final", "kind": "annulment", "application_state": "written_passed"}, "minuted"),
        ({"paper_state": "final", "kind": "annulment", "application_state": "oral_done"}, "minuted"),
    ), notify="council_chair"),
    Clause("minuted", "countersign", "council_chair invigilator", "in_force", {}, (
        *SECOND,
        ({"paper_state": "decoded"}, "in_force"),
        ({"paper_state": "held", "only_invigilates": True}, "in_force"),
        ({"paper_state": "coded", "only_invigilates": True}, {"invigilators_act_at_the_session"}),
        ({"paper_state": "written_published"}, {"deduction_can_still_count"}),
    ), notify="candidate council_secretary supervisor"),
    Clause("minuted", "order", "council_chair", "in_force", {"kind": "annulment"}, (
        *GONE,
        ({"kind": "suspension"}, "in_force"),
        ({"kind": "suspension", "paper_state": "held"}, {"suspension_ends_a_session"}),
        ({"person": "p-first"}, {"second_signature_is_anothers"}),
        ({"kind": "reprimand"}, {"it_ends_the_exam"}),
        ({"kind": "warning"}, {"it_ends_the_exam"}),
        ({"paper_state": "final", "application_state": "oral_done"}, "in_force"),
        ({"contest_state": "too_few"}, "in_force"),
        ({"contest_state": "extended"}, "in_force"),
        ({"contest_state": "ranked", "application_state": "oral_done"}, {"ranking_is_not_signed"}),
    ), reason=True, weighty=True, notify="candidate council_secretary supervisor personnel_officer"),
    Clause("minuted", "dismiss", "council_chair", "dismissed", {}, (
        ({"application_state": "annulled"}, "dismissed"),
    ), reason=True, notify="candidate council_secretary"),
    Clause("in_force", "set_aside", "council_chair", "set_aside", {}, (
        ({"kind": "annulment"}, {"it_takes_off_marks"}),
        ({"kind": "suspension"}, {"it_takes_off_marks"}),
        ({"paper_state": "decoded"}, "set_aside"),
        ({"paper_state": "written_published"}, {"deduction_can_still_count"}),
    ), reason=True, weighty=True, notify="candidate council_secretary supervisor"),
]  # fmt: skip
