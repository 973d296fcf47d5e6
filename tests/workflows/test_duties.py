"""Who may hold what beside what, and who may approve whose role: the rules SD1 .. SD14 written out by hand."""

from datetime import UTC, datetime

import pytest

from workflows.duties import DUTIES, Circumstances, again, breaches, clashes, standing
from workflows.kinship import NARROW_2020, WIDE_2023, Tie, bars
from workflows.roles import Role

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
ROUND, OTHER_ROUND = "round:" + "a" * 32, "round:" + "b" * 32
AGENCY, OTHER_AGENCY = "agency:" + "c" * 32, "agency:" + "d" * 32
PLACES = Circumstances(enclosing={ROUND: (AGENCY,), OTHER_ROUND: (OTHER_AGENCY,)})

FORBIDDEN = {
    # written from security rules 3.2 and the incompatibilities of the regulation, one line a pair
    ("candidate", "personnel_officer"): "SD1",
    ("candidate", "approver"): "SD1",
    ("candidate", "appointing_authority"): "SD1",
    ("candidate", "council_chair"): "SD1",
    ("candidate", "council_secretary"): "SD1",
    ("candidate", "marking_board_head"): "SD1",
    ("candidate", "marker"): "SD1",
    ("candidate", "panel_member"): "SD1",
    ("candidate", "coding_officer"): "SD1",
    ("candidate", "invigilator"): "SD1",
    ("candidate", "supervisor"): "SD1",
    ("candidate", "auditor"): "SD1",
    ("candidate", "system_administrator"): "SD1",
    ("personnel_officer", "approver"): "SD2",
    ("coding_officer", "marker"): "SD4",
    ("coding_officer", "marking_board_head"): "SD4",
    ("coding_officer", "council_secretary"): "SD4",
    ("marker", "council_secretary"): "SD5",
    ("marker", "council_chair"): "SD5",
    ("marker", "approver"): "SD5",
    ("supervisor", "marker"): "SD5 SD8",
    ("supervisor", "personnel_officer"): "SD8",
    ("supervisor", "approver"): "SD8",
    ("supervisor", "appointing_authority"): "SD8",
    ("supervisor", "council_chair"): "SD8",
    ("supervisor", "council_secretary"): "SD8",
    ("supervisor", "marking_board_head"): "SD8",
    ("supervisor", "panel_member"): "SD8",
    ("supervisor", "coding_officer"): "SD8",
    ("supervisor", "invigilator"): "SD8",
    ("supervisor", "auditor"): "SD8 SD9",
    ("supervisor", "system_administrator"): "SD8 SD9",
    ("system_administrator", "personnel_officer"): "SD9",
    ("system_administrator", "approver"): "SD9",
    ("system_administrator", "appointing_authority"): "SD9",
    ("system_administrator", "council_chair"): "SD9",
    ("system_administrator", "council_secretary"): "SD9",
    ("system_administrator", "marking_board_head"): "SD9",
    ("system_administrator", "marker"): "SD9",
    ("system_administrator", "panel_member"): "SD9",
    ("system_administrator", "coding_officer"): "SD9",
    ("system_administrator", "invigilator"): "SD9",
    ("system_administrator", "auditor"): "SD9",
    ("auditor", "personnel_officer"): "SD9",
    ("auditor", "approver"): "SD9",
    ("auditor", "appointing_authority"): "SD9",
    ("auditor", "council_chair"): "SD9",
    ("auditor", "council_secretary"): "SD9",
    ("auditor", "marking_board_head"): "SD9",
    ("auditor", "marker"): "SD9",
    ("auditor", "panel_member"): "SD9",
    ("auditor", "coding_officer"): "SD9",
    ("auditor", "invigilator"): "SD9",
    ("appointing_authority", "panel_member"): "SD11",
    ("appointing_authority", "marker"): "SD11",
    ("marker", "invigilator"): "BO1",
    ("marking_board_head", "invigilator"): "BO1",
}
HUMAN = [role for role in Role if role not in (Role.public, Role.system)]


def expected(a: Role, b: Role) -> set[str]:
    told = FORBIDDEN.get((str(a), str(b))) or FORBIDDEN.get((str(b), str(a))) or ""
    return set(told.split())


@pytest.mark.parametrize("held", HUMAN)
@pytest.mark.parametrize("proposed", HUMAN)
def test_two_roles_in_one_round_go_together_only_where_the_list_allows(held: Role, proposed: Role):
    found = {b.code for b in breaches([(held, ROUND)], (proposed, ROUND), PLACES)}

    assert found == (expected(held, proposed) if held != proposed else set())


@pytest.mark.parametrize(
    ("held_in", "proposed_in", "clash"),
    [
        (ROUND, ROUND, True),
        (ROUND, OTHER_ROUND, False),
        (AGENCY, ROUND, True),
        (ROUND, AGENCY, True),
        (OTHER_AGENCY, ROUND, False),
        ("city", ROUND, True),
        (ROUND, "city", True),
        (AGENCY, OTHER_AGENCY, False),
    ],
)
def test_roles_clash_only_where_their_places_overlap(held_in: str, proposed_in: str, clash: bool):
    found = breaches([(Role.coding_officer, held_in)], (Role.marker, proposed_in), PLACES)

    assert bool(found) is clash


def test_an_auditor_holds_no_business_role_anywhere():
    found = breaches([(Role.auditor, AGENCY)], (Role.panel_member, OTHER_ROUND), PLACES)

    assert [b.code for b in found] == ["SD9"]
    assert "Thanh tra" in found[0].says.vi
    assert "auditor" in found[0].says.en.lower()


def test_the_regulation_may_let_the_authority_sit_on_the_panel_and_nothing_else():
    waived = Circumstances(waived=frozenset({"SD11"}))

    assert not breaches([(Role.appointing_authority, ROUND)], (Role.panel_member, ROUND), waived)
    with pytest.raises(ValueError, match="SD4"):
        Circumstances(waived=frozenset({"SD4"}))


@pytest.mark.parametrize(("role", "barred"), [("coding_officer", True), ("invigilator", True), ("panel_member", False)])
def test_whoever_set_the_questions_neither_codes_nor_invigilates(role: str, barred: bool):
    found = breaches([], (Role(role), ROUND), Circumstances(question_setter=True))

    assert [b.code for b in found] == (["BO2"] if barred else [])


def test_standing_breaches_are_found_for_each_person():
    holdings = {
        "clean": [(Role.personnel_officer, AGENCY), (Role.council_secretary, ROUND)],
        "both": [(Role.marker, ROUND), (Role.council_chair, ROUND)],
    }

    found = standing(holdings, PLACES)

    assert {person: [b.code for b in broken] for person, broken in found.items()} == {"both": ["SD5"]}


def test_acting_in_one_role_clashes_with_the_others_held_towards_the_case():
    assert clashes(Role.marker, {Role.marker, Role.council_secretary}) == ("SD5",)
    assert clashes(Role.personnel_officer, {Role.personnel_officer, Role.council_secretary}) == ()


def test_a_second_part_in_the_same_matter_is_told_by_its_rule():
    assert again("SD6", "p1", "p2", "p1") == ("SD6",)
    assert again("SD6", "p3", "p2", "p1") == ()
    assert again("SD3", None, None) == ()


def test_every_rule_speaks_both_languages():
    assert {f"SD{n}" for n in range(1, 15)} <= set(DUTIES)
    for duty in DUTIES.values():
        assert duty.says.vi
        assert duty.says.en
        assert duty.says.vi != duty.says.en


@pytest.mark.parametrize(
    ("tie", "narrow", "wide"),
    [
        ("spouse", True, True),
        ("parent", True, True),
        ("parent_in_law", True, True),
        ("child", True, True),
        ("sibling", True, True),
        ("sibling_of_spouse", True, True),
        ("adoptive_parent", False, True),
        ("adopted_child", False, True),
        ("aunt_or_uncle", False, True),
        ("spouse_of_sibling", False, True),
        ("under_discipline", True, True),
        ("sanctioned_in_personnel_work", False, True),
        ("direct_superior", False, False),
        ("other", False, False),
        ("none", False, False),
    ],
)
def test_the_scope_of_relatives_follows_the_text_in_force(tie: str, narrow: bool, wide: bool):
    assert (bars(Tie(tie), NARROW_2020), bars(Tie(tie), WIDE_2023)) == (narrow, wide)
