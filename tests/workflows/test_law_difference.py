"""What a move from one text to another changes, against what was written by hand."""

import pytest

from workflows import registry
from workflows.appointment import KEYS, edition_of
from workflows.law_difference import differences
from workflows.meetings import LAWS, law
from workflows.parameters import Staff
from workflows.rules import default_rules

CIVIL, PUBLIC = Staff.civil_servant, Staff.public_employee
MAJORITY = "the majority is chosen; without one, it stops"
CARRIED = "the majority is chosen; without one, several are carried on"
FROM_2025_TO_2026 = {
    ("Collective leadership (first)", "Step 1; a list is agreed on without ballots", None),
    ("Collective leadership (first)", None, f"Step 1; {CARRIED}; all who were summoned"),
    ("Collective leadership (second)", f"Step 3; {MAJORITY}; all who were summoned", None),
    ("Key cadres", f"Step 4; {MAJORITY}; those summoned and present; the result is not announced",
     f"Step 3; {MAJORITY}; those summoned and present; the result is not announced"),
    ("Collective leadership (final vote)",
     f"Step 5; {MAJORITY}; all who were summoned; at exactly 50 %: the head decides",
     f"Step 4; {MAJORITY}; all who were summoned; two people at 50 %: the head chooses"),
    ("Collective leadership votes on somebody from elsewhere",
     f"{MAJORITY}; all who were summoned; at exactly 50 %: the head decides", None),
    ("State", "Collective leadership (first)", None),
    ("State", "Collective leadership (second)", None),
    ("State", "Collective leadership votes on somebody from elsewhere", None),
    ("State", None, "Collective leadership (first)"),
    ("Act", "Go on to the vote", None),
    ("Act", None, "Go on"),
}  # fmt: skip


def side(staff, version):
    text = law(staff, version)
    return text, registry.process(KEYS[staff], edition_of(text)), default_rules(text.since, staff)


def told(found):
    return {(d.what.en, d.before and d.before.en, d.after and d.after.en) for d in found}


def test_five_steps_become_four():
    found = told(differences(side(CIVIL, "2025"), side(CIVIL, "2026C")))

    assert {one for one in found if one[0] in {what for what, _, _ in FROM_2025_TO_2026}} == FROM_2025_TO_2026


def test_the_floor_of_thirty_percent_took_the_place_of_the_top_two():
    found = differences(side(CIVIL, "2020"), side(CIVIL, "2024"))

    assert [(d.before.vi, d.after.vi) for d in found if "giới thiệu ở bước sau" in d.what.vi] == [
        ("hai người có số phiếu cao nhất", "từ 30% trở lên")
    ]


@pytest.mark.parametrize("text", LAWS, ids=lambda text: f"{text.staff}-{text.version}")
def test_a_text_does_not_differ_from_itself(text):
    assert differences(side(text.staff, text.version), side(text.staff, text.version)) == []
