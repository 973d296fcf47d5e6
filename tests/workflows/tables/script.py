"""What the regulation says of one anonymous script, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at, mark

NOW = at("2026-05-10 03:00")
BASE = {"paper_state": "marking", "markers": ("p-m1", "p-m2"), "marks": (mark("61.25"), mark("70"))}

STATES = "coded keyed_once mismatched keyed_twice diverged third_once third_mismatched third_marked settled locked"
FINAL = "opened"
DEADLINES: dict[str, str] = {}

KEYERS = "council_secretary marking_board_head"
SHEETS = (
    ({"paper_state": "coded"}, {"paper_is_being_marked"}),
    ({"paper_state": "lock_proposed"}, {"paper_is_being_marked"}),
    ({"paper_state": "locked"}, {"paper_is_being_marked"}),
    ({"markers": ("p-m1",)}, {"markers_are_different"}),
    ({"markers": ("p-m1", "p-m1")}, {"markers_are_different"}),
    ({"markers": ("p-m1", "p-m2", "p-m1")}, {"markers_are_different"}),
    ({"barred_markers": 1}, {"markers_may_mark_it"}),
    ({"marks": (mark("61.25"), mark("100.01"))}, {"marks_are_on_the_scale"}),
    ({"marks": (mark("-0.01"), mark("70"))}, {"marks_are_on_the_scale"}),
    ({"scale": mark("10")}, {"marks_are_on_the_scale"}),
)


def reached(state: str) -> tuple:
    """What does not stand against keying."""
    return (
        ({"paper_state": "remarking"}, state),
        ({"marks": (mark("0"), mark("100"))}, state),
        ({"markers": ("p-m1", "p-m2", "p-m3")}, state),
    )


def second(state: str) -> tuple:
    """The second keying: by somebody else; the same as the first, or not."""
    other = {"keyings_differ"}
    return (
        *((changed, names | other) for changed, names in SHEETS),
        ({"person": "p-first"}, {"second_keyer_differs"} | other),
        ({"same": False}, state),
    )


ONCE = {"keyed_by": ("p-first",)}
TWICE = {"keyed_by": ("p-first", "p-second")}
NEITHER = (
    ({"person": "p-first"}, {"settler_keyed_neither"}),
    ({"person": "p-second"}, {"settler_keyed_neither"}),
)
BETWEEN = {"proposed": mark("65.00")}
BOUNDS = (
    ({"proposed": mark("61.25")}, "settled"),
    ({"proposed": mark("70.00")}, "settled"),
    ({"proposed": mark("61.24")}, {"settled_mark_lies_between"}),
    ({"proposed": mark("70.01")}, {"settled_mark_lies_between"}),
    ({"proposed": None}, {"settled_mark_lies_between"}),
    ({"marks": ()}, {"settled_mark_lies_between"}),
)

CLAUSES = [
    Clause("coded", "key", KEYERS, "keyed_once", {}, (*SHEETS, *reached("keyed_once"))),
    Clause("keyed_once", "key", KEYERS, "keyed_twice", ONCE, second("mismatched")),
    Clause("keyed_once", "key", KEYERS, "mismatched", {**ONCE, "same": False}, (
        *((changed, names | {"keyings_agree"}) for changed, names in SHEETS),
        ({"person": "p-first"}, {"second_keyer_differs", "keyings_agree"}),
    ), notify="marking_board_head"),
    Clause("mismatched", "settle_keying", "marking_board_head", "keyed_twice", TWICE, (*SHEETS, *NEITHER), reason=True),
    Clause("keyed_twice", "agree", "system", "settled", {"distance": mark("10.00")}, (
        ({"distance": mark("10.01")}, {"marks_are_close"}),
        ({"distance": mark("5.01"), "limit": mark("5")}, {"marks_are_close"}),
    )),
    Clause("keyed_twice", "diverge", "system", "diverged", {"distance": mark("10.01")}, (
        ({"distance": mark("10.00")}, {"marks_are_apart"}),
    ), notify="marking_board_head"),
    Clause("diverged", "agree_jointly", "marking_board_head", "settled", {**BETWEEN, "has_record": True}, (
        *BOUNDS,
        ({"has_record": False}, {"joint_record_is_on_file"}),
    ), reason=True),
    Clause("diverged", "key_third", KEYERS, "third_once", {}, (*SHEETS, *reached("third_once"))),
    Clause("third_once", "key_third", KEYERS, "third_marked", ONCE, second("third_mismatched")),
    Clause("third_once", "key_third", KEYERS, "third_mismatched", {**ONCE, "same": False}, (
        *((changed, names | {"keyings_agree"}) for changed, names in SHEETS),
        ({"person": "p-first"}, {"second_keyer_differs", "keyings_agree"}),
    ), notify="marking_board_head"),
    Clause("third_mismatched", "settle_keying", "marking_board_head", "third_marked", TWICE, (*SHEETS, *NEITHER),
           reason=True),
    Clause("third_marked", "settle_by_third", "marking_board_head", "settled", BETWEEN, BOUNDS, reason=True),
    *[Clause(state, "decide", "council_chair", "settled", BETWEEN, BOUNDS, reason=True, weighty=True)
      for state in ["diverged", "third_marked"]],
    *[Clause(state, "void_sheets", "marking_board_head", "coded", {"markers_in_conflict": 1}, (
        ({"markers_in_conflict": 0}, {"some_marker_is_in_conflict"}),
        ({"paper_state": "lock_proposed"}, {"paper_is_being_marked"}),
        ({"paper_state": "locked"}, {"paper_is_being_marked"}),
        ({"paper_state": "remarking"}, "coded"),
    ), reason=True, notify="council_chair") for state in STATES.split()[1:9]],
    Clause("settled", "lock", "system", "locked", {"paper_state": "locked"}, (
        ({"paper_state": "remarking"}, "locked"),
        ({"paper_state": "lock_proposed"}, {"paper_is_locked"}),
    )),
    Clause("locked", "open", "system", "opened", {"paper_state": "decoded"}, (
        ({"paper_state": "remarking"}, "opened"),
        ({"paper_state": "locked"}, {"paper_is_decoded"}),
    )),
]  # fmt: skip
