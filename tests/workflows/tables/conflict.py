"""Who is in conflict with whom, written by hand from NĐ 115/2020 Điều 8 (2020 and 2023 wordings) and the house's rules."""

# what was declared ("X sibling Y": X is the sibling of Y; M the member, C the candidate, others anybody), what the
# member then is to the candidate, whether that bars under the narrow scope of 2020 and the wide one of 2023, and
# whether somebody said so or it was derived
KIN = [
    ("M spouse C", "spouse", True, True, "declared"),
    ("C spouse M", "spouse", True, True, "declared"),
    ("M parent C", "parent", True, True, "declared"),
    ("C parent M", "child", True, True, "declared"),
    ("M adoptive_parent C", "adoptive_parent", False, True, "declared"),
    ("C adoptive_parent M", "adopted_child", False, True, "declared"),
    ("M parent_in_law C", "parent_in_law", True, True, "declared"),
    ("C parent_in_law M", "child_in_law", True, True, "declared"),
    ("M sibling C", "sibling", True, True, "declared"),
    ("C sibling M", "sibling", True, True, "declared"),
    ("M aunt_or_uncle C", "aunt_or_uncle", False, True, "declared"),
    ("C aunt_or_uncle M", "niece_or_nephew", False, True, "declared"),
    ("M sibling_of_spouse C", "sibling_of_spouse", True, True, "declared"),
    ("M spouse_of_sibling C", "spouse_of_sibling", True, True, "declared"),
    ("F parent M; F parent C", "sibling", True, True, "derived"),
    ("M sibling X; X sibling C", "sibling", True, True, "derived"),
    ("X sibling C; M spouse X", "spouse_of_sibling", True, True, "derived"),
    ("X spouse C; M sibling X", "sibling_of_spouse", True, True, "derived"),
    ("X parent C; M sibling X", "aunt_or_uncle", False, True, "derived"),
    ("X parent M; C sibling X", "niece_or_nephew", False, True, "derived"),
    ("X spouse C; M parent X", "parent_in_law", True, True, "derived"),
    ("X spouse C; M adoptive_parent X", "parent_in_law", True, True, "derived"),
    ("M spouse X; X child C", "child_in_law", True, True, "derived"),
    ("F parent M; F parent X; X spouse C", "sibling_of_spouse", True, True, "derived"),
    ("F parent X; F parent C; M spouse X", "spouse_of_sibling", True, True, "derived"),
    ("F parent M; F parent X; X parent C", "aunt_or_uncle", False, True, "derived"),
]
UNRELATED = [
    "",
    "M sibling X; C sibling Y",
    "M parent X; X parent C",  # a grandparent: outside either scope
    "M aunt_or_uncle X; X sibling C2; C spouse C2",
    "M sibling X; X spouse Y; Y sibling C",
    "M adopted_child F; F parent C",
    "M parent_in_law X; X sibling C",
    "M none C",
    "M under_discipline C",
]
# unit, from, to, led; of the member and of the candidate; years; what is found on 1 June 2026
WORK = [
    ("a - - no", "a - - no", 3, "unit"),
    ("a - - yes", "a - - no", 3, "superior"),
    ("a - - no", "a - - yes", 3, "superior"),
    ("a - - no", "b - - no", 3, ""),
    ("a - - no", "a - - no", 0, ""),
    ("a - 2023-06-01 no", "a - - no", 3, "unit"),
    ("a - 2023-05-31 no", "a - - no", 3, ""),
    ("a - 2023-05-31 no", "a - - no", 4, "unit"),
    ("a 2020-01-01 2025-01-01 no", "a 2025-01-01 - no", 3, "unit"),
    ("a 2020-01-01 2024-12-31 no", "a 2025-01-01 - no", 3, ""),
    ("a 2026-07-01 - no", "a - - no", 3, ""),
    (" - - no", " - - no", 3, ""),
]
# found, pinned, state; and whether a pin "none" and a pin "conflict" need a second person
STATES = [
    ("", None, "none", False, False),
    ("kin", None, "conflict", True, False),
    ("kin", True, "pinned_conflict", True, False),
    ("kin", False, "pinned_none", True, False),
    ("", True, "pinned_conflict", True, False),
    ("", False, "pinned_none", False, False),
    ("same_person", False, "conflict", True, False),
]
