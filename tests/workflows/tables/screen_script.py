"""What the regulation says of one script marked on screen, by hand. Nothing here comes from the definition."""

from tests.workflows.oracle import Clause, at, mark

NOW = at("2026-05-10 03:00")
BASE = {"paper_state": "marking", "markers": ("p-m1", "p-m2"), "marks": (mark("61.25"), mark("70"))}

STATES = "coded allocated marked_once marked_twice diverged third_allocated third_marked settled questioned locked"
FINAL = "opened replaced"
DEADLINES: dict[str, str] = {}

HEAD = "marking_board_head"
PAIR = (
    ({"markers": ("p-m1",)}, {"markers_are_different"}),
    ({"markers": ("p-m1", "p-m1")}, {"markers_are_different"}),
    ({"markers": ()}, {"markers_are_different"}),
    ({"barred_markers": 1}, {"markers_may_have_it"}),
)
MINE = {"person": "p-m1", "waited_for": ("p-m1", "p-m2")}
SIGNING = (
    ({"paper_state": "coded"}, {"paper_is_being_marked"}),
    ({"paper_state": "lock_proposed"}, {"paper_is_being_marked"}),
    ({"paper_state": "locked"}, {"paper_is_being_marked"}),
    ({"person": "p-else"}, {"marker_is_waited_for"}),
    ({"waited_for": ()}, {"marker_is_waited_for"}),
    ({"signed_by": ("p-m1",)}, {"marker_has_not_signed"}),
    ({"in_conflict": True}, {"marker_is_in_no_conflict"}),
    ({"misfits": 1}, {"points_fit_the_criteria"}),
    ({"marks": (mark("100.01"),)}, {"marks_are_on_the_scale"}),
    ({"marks": (mark("-0.01"),)}, {"marks_are_on_the_scale"}),
    ({"scale": mark("10")}, {"marks_are_on_the_scale"}),
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


def reached(state: str) -> tuple:
    """What does not stand against signing."""
    return (
        ({"paper_state": "remarking"}, state),
        ({"signed_by": ("p-m2",)}, state),
        ({"marks": (mark("0"), mark("100"))}, state),
    )


def again(to: str, *, alone: bool = True, more: tuple = ()) -> tuple:
    """What stands against allocating again, and what does not; `more` fails too where several clauses compete."""
    others = set() if alone else set(more)
    locked = [({"paper_state": name}, {"paper_is_before_its_lock"} | others) for name in ("lock_proposed", "locked")]
    kept = [({"paper_state": name}, to) for name in ("coded", "remarking")]
    return (*locked, *kept, *((changed, names | others) for changed, names in PAIR))


ONE_OR_TWO = ["third_allocated", "third_marked", "settled", "questioned"]

CLAUSES = [
    Clause("coded", "allocate", f"{HEAD} system", "allocated", {"paper_state": "coded"}, (
        ({"paper_state": "remarking"}, "allocated"),
        ({"paper_state": "held"}, {"paper_awaits_allocation"}),
        ({"paper_state": "marking"}, {"paper_awaits_allocation"}),
        *PAIR,
    )),
    Clause("coded", "replace", "coding_officer", "replaced", {"paper_state": "coded"}, (
        ({"paper_state": "held"}, {"paper_awaits_allocation"}),
        ({"paper_state": "marking"}, {"paper_awaits_allocation"}),
    )),
    Clause("allocated", "sign", "marker", "marked_once", MINE, (*SIGNING, *reached("marked_once"))),
    Clause("marked_once", "sign", "marker", "marked_twice", MINE, (*SIGNING, *reached("marked_twice"))),
    Clause("marked_twice", "agree", "system", "settled", {"distance": mark("10.00")}, (
        ({"distance": mark("10.01")}, {"marks_are_close"}),
        ({"distance": mark("5.01"), "limit": mark("5")}, {"marks_are_close"}),
        ({"straddles": True}, {"marks_do_not_straddle"}),
    )),
    Clause("marked_twice", "diverge", "system", "diverged", {"distance": mark("10.01")}, (
        ({"distance": mark("10.00")}, {"people_must_settle_it"}),
        ({"distance": mark("10.00"), "straddles": True}, "diverged"),
        ({"straddles": True}, "diverged"),
    ), notify=HEAD),
    Clause("diverged", "agree_jointly", HEAD, "settled", {**BETWEEN, "has_record": True}, (
        *BOUNDS,
        ({"has_record": False}, {"joint_record_is_on_file"}),
    ), reason=True),
    Clause("diverged", "draw_third", HEAD, "third_allocated", {"markers": ("p-m1", "p-m2", "p-m3")}, (
        ({"paper_state": "remarking"}, "third_allocated"),
        ({"paper_state": "lock_proposed"}, {"paper_is_being_marked"}),
        ({"markers": ("p-m1", "p-m2")}, {"third_marker_is_drawn"}),
        ({"markers": ("p-m1", "p-m2", "p-m3", "p-m4")}, {"third_marker_is_drawn"}),
        ({"markers": ("p-m1", "p-m2", "p-m1")}, {"markers_are_different"}),
        ({"barred_markers": 1}, {"markers_may_have_it"}),
    )),
    Clause("third_allocated", "sign", "marker", "third_marked", {"person": "p-m1", "waited_for": ("p-m1",)},
           (*SIGNING, *reached("third_marked")), notify=HEAD),
    Clause("third_marked", "settle_by_third", HEAD, "settled", BETWEEN, BOUNDS, reason=True),
    *[Clause(state, "decide", "council_chair", "settled", BETWEEN, BOUNDS, reason=True, weighty=True)
      for state in ["diverged", "third_marked", "questioned"]],
    Clause("settled", "question", HEAD, "questioned", {}, (
        ({"paper_state": "remarking"}, "questioned"),
        ({"paper_state": "lock_proposed"}, {"paper_is_being_marked"}),
        ({"paper_state": "locked"}, {"paper_is_being_marked"}),
    ), reason=True),
    Clause("questioned", "agree_jointly", HEAD, "settled", {**BETWEEN, "has_record": True}, (
        *BOUNDS,
        ({"has_record": False}, {"joint_record_is_on_file"}),
    ), reason=True),
    Clause("allocated", "reallocate", HEAD, "allocated", {}, again("allocated"), reason=True),
    Clause("marked_once", "reallocate", HEAD, "allocated", {}, (
        *again("allocated", alone=False, more=("one_mark_stands",)),
        ({"standing": 1}, "marked_once"),
        ({"standing": 2}, {"no_mark_stands", "one_mark_stands"}),
    ), reason=True),
    Clause("marked_once", "reallocate", HEAD, "marked_once", {"standing": 1},
           again("marked_once", alone=False, more=("no_mark_stands",)), reason=True),
    Clause("diverged", "reallocate", HEAD, "marked_once", {"standing": 1}, (
        *again("marked_once"),
        ({"standing": 0}, {"one_mark_stands"}),
        ({"standing": 2}, {"one_mark_stands"}),
    ), reason=True),
    *[clause for state in ONE_OR_TWO for clause in (
        Clause(state, "reallocate", HEAD, "marked_once", {"standing": 1}, (
            *again("marked_once", alone=False, more=("two_marks_stand",)),
            ({"standing": 0}, {"one_mark_stands", "two_marks_stand"}),
            ({"standing": 3}, {"one_mark_stands", "two_marks_stand"}),
        ), reason=True),
        Clause(state, "reallocate", HEAD, "third_allocated", {"standing": 2},
               again("third_allocated", alone=False, more=("one_mark_stands",)), reason=True),
    )],
    Clause("settled", "lock", "system", "locked", {"paper_state": "locked"}, (
        ({"paper_state": "remarking"}, "locked"),
        ({"paper_state": "lock_proposed"}, {"paper_is_locked"}),
    )),
    Clause("locked", "open", "system", "opened", {"paper_state": "decoded"}, (
        ({"paper_state": "remarking"}, "opened"),
        ({"paper_state": "locked"}, {"paper_is_decoded"}),
    )),
]  # fmt: skip
